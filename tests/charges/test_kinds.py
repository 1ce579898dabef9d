# ruff: noqa: E501 - market files have long lines
"""Each kind of rate against published amounts, on both faces, and what its shape refuses."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from leasecalc.charges.context import Context
from leasecalc.charges.facts import NUMBER_FACTS, Facts
from leasecalc.charges.kinds import RATE_KINDS, RateKind
from leasecalc.errors import InputError
from leasecalc.reading.documents import load
from leasecalc.reading.fields import CurrencyCode, Day, Identifier, Number, Text
from leasecalc.records import record

CASES = Path(__file__).parents[1] / "cases" / "kinds"


@record(kw_only=True)
class KindCase:
    name: Text
    source: Text
    rate: RateKind
    base: Number = Decimal(1)
    facts: dict[Identifier, Text] | None = None
    fx: dict[CurrencyCode, Number] | None = None
    series: dict[Identifier, Number] | None = None
    expect: Number
    tolerance: Number = Decimal("0.005")
    words: Text | None = None
    on: Day | None = None

    def amount(self, widen: Callable[[Decimal], Any]) -> Any:
        facts = {name: Decimal(text) if name in NUMBER_FACTS else text for name, text in (self.facts or {}).items()}
        context = Context(
            "ZAR",
            Facts.of(facts),
            {currency: widen(rate) for currency, rate in (self.fx or {}).items()},
            {name: float(value) for name, value in (self.series or {}).items()},
            on=self.on,
        )
        return self.rate.amount(widen(self.base), context)


@record(kw_only=True)
class KindCases:
    cases: tuple[KindCase, ...]


def _cases(file: Path) -> tuple[KindCase, ...]:
    return load(file.read_text(encoding="utf-8"), file.name, KindCases).document.cases


ALL = [case for file in sorted(CASES.glob("*.yaml")) for case in _cases(file)]


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_the_published_amount_comes_out_on_both_faces(case: KindCase) -> None:
    amount = case.amount(float)
    assert amount == pytest.approx(float(case.expect), rel=0, abs=float(case.tolerance))
    on_array = np.broadcast_to(case.amount(lambda number: np.full(2, float(number))), 2)
    assert np.array_equal(on_array, np.full(2, amount))
    if case.words is not None:
        assert case.rate.describe() == case.words


def test_every_kind_has_a_case_and_an_example_in_its_docstring() -> None:
    shown = {type(case.rate) for case in ALL}
    untold = {kind.__name__ for kind in RATE_KINDS if kind not in shown and kind.__name__ != "Unknown"}
    assert not untold
    assert all("Example" in (kind.__doc__ or "") for kind in RATE_KINDS)


@record(kw_only=True)
class Holder:
    rate: RateKind


REFUSED = {
    "{kind: ad_valorem, rate: 0%}": "LC515",
    "{kind: specific, amount: 0 USD per cc}": "LC515",
    "{kind: specific, amount: 1 USD per ccm}": "LC507",
    "{kind: fixed, amount: 0 USD}": "LC515",
    "{kind: index_unit, series: brv, times: 0}": "LC515",
    "{kind: gross_up, rate: 0%}": "LC515",
    "{kind: gross_up, rate: 95%, times: 1.1}": "LC514",
    "{kind: compound, parts: [{kind: ad_valorem, rate: 5%}]}": "LC514",
    "{kind: max_of, of: [{kind: ad_valorem, rate: 5%}]}": "LC514",
    "{kind: bounded, of: {kind: ad_valorem, rate: 5%}}": "LC514",
    "{kind: bounded, of: {kind: ad_valorem, rate: 5%}, at_least: 2 USD, at_most: 1 USD}": "LC514",
    "{kind: linear_rate, slope: 0%, intercept: 5%}": "LC514",
    "{kind: linear_rate, slope: 1%, intercept: 5%, at_least: 9%, at_most: 8%}": "LC514",
    "{kind: marginal_bands, rows: []}": "LC514",
    "{kind: marginal_bands, rows: [{from: 5, rate: 1%}]}": "LC514",
    "{kind: marginal_bands, rows: [{from: 0, rate: 1%}, {from: 9, rate: 2%}, {from: 9, rate: 3%}]}": "LC514",
    "{kind: whole_base_bands, rows: []}": "LC514",
    "{kind: whole_base_bands, rows: [{up_to: 5, rate: {kind: exempt}}]}": "LC514",
    "{kind: whole_base_bands, rows: [{rate: {kind: exempt}}, {up_to: 5, rate: {kind: exempt}}, {rate: {kind: exempt}}]}": "LC514",
    "{kind: whole_base_bands, rows: [{up_to: 5, rate: {kind: exempt}}, {up_to: 4, rate: {kind: exempt}}, {rate: {kind: exempt}}]}": "LC514",
    "{kind: whole_base_bands, rows: [{up_to: 5, below: 6, rate: {kind: exempt}}, {rate: {kind: exempt}}]}": "LC514",
    "{kind: whole_base_bands, by: cc, currency: USD, rows: [{up_to: 5, rate: {kind: exempt}}, {rate: {kind: exempt}}]}": "LC514",
    "{kind: scaled, factor: 0%, of: {kind: ad_valorem, rate: 5%}}": "LC515",
    "{kind: per_period, rate: 3%, per: day, over: stay_months, counts: started}": "LC527",
    "{kind: per_period, rate: 3%, over: stay_months, counts: started, after: 24, longest: 24}": "LC514",
    "{kind: capped_relief, full: 48%, reduced: 83%, at_most: 22000 ILS}": "LC514",
    "{kind: capped_relief, full: 83%, reduced: 48%, at_most: 0 ILS}": "LC514",
    "{kind: back_out, contains: {}}": "LC514",
    "{kind: back_out, contains: {vat: 0%}}": "LC514",
    "{kind: by_fact, fact: cc, rates: {A: {kind: exempt}}}": "LC507",
    "{kind: by_fact, fact: maker, rates: {}}": "LC514",
    "{kind: excess_over, above: 100 USD, rate: 0%}": "LC515",
    "{kind: excess_over, above: 100 USD, rate: 5%, divided_by: 0}": "LC522",
    "{kind: product, times: 0.5, terms: []}": "LC514",
    "{kind: product, times: 0.5, terms: [{times: 3, of: cc, over: kw}]}": "LC514",
    "{kind: product, times: 0.5, terms: [{times: 3, of: ccm}]}": "LC507",
    "{kind: product, times: 0, terms: [{times: 3}]}": "LC515",
    "{kind: quota, inside: {kind: exempt}, outside: {kind: exempt}, periods: [{from: 2026-03-01, until: 2026-02-01}]}": "LC513",
    "{kind: quota, inside: {kind: exempt}, outside: {kind: exempt}, periods: [{from: 2026-01-01, until: 2026-03-01}, {from: 2026-03-01, until: 2026-04-01}]}": "LC512",
    "{kind: undertaking, minimum_prices: {}, otherwise: {kind: exempt}}": "LC514",
    "{kind: undertaking, minimum_prices: {A: 0 EUR}, otherwise: {kind: exempt}}": "LC514",
    "{kind: depreciation, per: quarter, counts: completed, rows: [{up_to: 12, rate: 4%}]}": "LC514",
    "{kind: depreciation, per: quarter, counts: completed, rows: [{up_to: 11, rate: 4%}, {rate: 2%}]}": "LC514",
    "{kind: depreciation, per: quarter, counts: completed, rows: [{rate: 2%}], at_most: 170%}": "LC514",
    "{kind: coefficients, of: {kind: exempt}, rows: {by: ccm, up_to: [1]}, values: [[1], [2]]}": "LC507",
    "{kind: coefficients, of: {kind: exempt}, rows: {by: cc}, values: [[1]]}": "LC514",
    "{kind: coefficients, of: {kind: exempt}, rows: {by: cc, up_to: [2, 1]}, values: [[1], [2], [3]]}": "LC514",
    "{kind: coefficients, of: {kind: exempt}, rows: {by: cc, up_to: [1]}, values: [[1]]}": "LC514",
    "{kind: coefficients, of: {kind: exempt}, rows: {by: cc, up_to: [1]}, values: [[1, 2], [1]]}": "LC514",
    "{kind: coefficients, of: {kind: exempt}, rows: {by: cc, up_to: [1]}, values: [[1], [unknown]]}": "LC514",
    "{kind: decision_table, rows: [{when: {kw: {up_to: 160}}, rate: {kind: exempt}}]}": "LC514",
    "{kind: decision_table, rows: [{when: {kw: {up_to: 160}}, rate: {kind: exempt}}, {when: {kw: {above: 161}}, rate: {kind: exempt}}]}": "LC514",
    "{kind: decision_table, rows: [{when: {kw: {up_to: 160}}, rate: {kind: exempt}}, {when: {kw: {from: 160}}, rate: {kind: exempt}}]}": "LC514",
}


@pytest.mark.parametrize(("text", "code"), REFUSED.items(), ids=list(REFUSED))
def test_a_rate_of_the_wrong_shape_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        load(f"rate: {text}\n", "x.yaml", Holder)
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [code]
    assert refused.value.diagnostics[0].spans[0].line == 1


MISSING = {
    "{kind: unknown, ask: what}": "LC509",
    "{kind: specific, amount: 1 ZAR per cc}": "LC519",
    "{kind: fixed, amount: 1 USD}": "LC506",
    "{kind: index_unit, series: brv, times: 2}": "LC518",
    "{kind: by_maker, rates: {BYD: 17%}}": "LC505",
    "{kind: points, rate: 6%, adjustments: [{when: {powertrain: [bev]}, add: -2%}]}": "LC505",
    "{kind: per_period, rate: 3%, over: stay_months, counts: started}": "LC519",
    "{kind: per_period, rate: 3%, per: day, over: stay_days, counts: started}": "LC519",
    "{kind: depreciation, per: month, counts: completed, rows: [{rate: 2%}]}": "LC519",
    "{kind: capped_relief, full: 83%, reduced: 48%, at_most: 22000 ILS}": "LC506",
    "{kind: excess_over, above: 1 USD, rate: 5%}": "LC506",
    "{kind: quota, inside: {kind: exempt}, outside: {kind: exempt}}": "LC519",
    "{kind: quota, inside: {kind: exempt}, outside: {kind: exempt}, periods: [{from: 2026-01-01, until: 2026-03-01}]}": "LC519",
    "{kind: undertaking, minimum_prices: {A: 1 ZAR}, otherwise: {kind: exempt}}": "LC505",
    "{kind: by_fact, fact: maker, rates: {A: {kind: exempt}}}": "LC505",
    "{kind: product, times: 0.5, terms: [{times: 3, of: cc}]}": "LC519",
    "{kind: product, times: 0.5, terms: [{times: 3}], series: utm}": "LC518",
    "{kind: coefficients, of: {kind: exempt}, rows: {by: cc, up_to: [1]}, values: [[1], [2]]}": "LC519",
    "{kind: decision_table, rows: [{when: {kw: {up_to: 160}}, rate: {kind: exempt}}, {when: {kw: {above: 160}}, rate: {kind: exempt}}]}": "LC519",
    "{kind: whole_base_bands, by: retail_price, rows: [{up_to: 5, rate: {kind: exempt}}, {rate: {kind: exempt}}]}": "LC519",
}


@pytest.mark.parametrize(("text", "code"), MISSING.items(), ids=list(MISSING))
def test_what_was_not_given_is_asked_for_and_never_zero(text: str, code: str) -> None:
    rate = load(f"rate: {text}\n", "x.yaml", Holder).document.rate
    with pytest.raises(InputError) as asked:
        rate.amount(100.0, Context("ZAR"))
    assert asked.value.diagnostics[0].code == code


def test_a_time_that_the_procedure_does_not_allow_is_refused() -> None:
    text = "rate: {kind: per_period, rate: 3%, over: stay_months, counts: started, longest: 24}\n"
    rate = load(text, "x.yaml", Holder).document.rate
    for stay in (24.5, np.array([1.0, 25.0])):
        with pytest.raises(InputError, match="LC531"):
            rate.amount(100.0, Context("EUR", Facts(numbers={"stay_months": stay})))


def test_an_unknown_coefficient_is_asked_for_where_it_is_needed_only() -> None:
    text = "rate: {kind: coefficients, of: {kind: ad_valorem, rate: 1%}, rows: {by: cc, up_to: [1000]}, values: [[2], [unknown]], ask: above 1 l}\n"
    rate = load(text, "x.yaml", Holder).document.rate
    assert rate.amount(100.0, Context("EUR", Facts.of({"cc": 1000}))) == 2.0
    with pytest.raises(InputError, match="LC509 a rate is not known: above 1 l"):
        rate.amount(100.0, Context("EUR", Facts.of({"cc": 1001})))


@pytest.mark.parametrize(("typed", "share"), [("yes", 1.0), ("no", 0.0), ("40%", 0.4), (0.25, 0.25)])
def test_a_share_of_the_vehicles_is_a_fact(typed: str | float, share: float) -> None:
    assert Facts.of({"in_quota": typed}).numbers["in_quota"] == share


@pytest.mark.parametrize("typed", ["maybe", "140%", "1", -0.5])
def test_what_is_no_share_is_refused(typed: str | float) -> None:
    with pytest.raises(InputError, match="LC505"):
        Facts.of({"in_quota": typed})


def test_a_maker_without_a_rate_is_an_error() -> None:
    rate = load("rate: {kind: by_maker, rates: {BYD: 17%}}\n", "x.yaml", Holder).document.rate
    with pytest.raises(InputError, match="LC520"):
        rate.amount(100.0, Context("ZAR", Facts.of({"maker": "Geely"})))


def test_a_share_of_an_amount_is_written_without_a_constant() -> None:
    # Kenya: 80 % of the list price of a car in its second year
    rate = load("rate: {kind: linear_rate, slope: 80%, intercept: 0%, by: reference_price}\n", "x.yaml", Holder).document.rate
    assert rate.amount(1.0, Context("KES", amounts={"reference_price": 4_805_000.0})) == 3_844_000.0
    assert rate.describe() == "80 % × reference_price"
