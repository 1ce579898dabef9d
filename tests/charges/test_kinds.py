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
from leasecalc.reading.fields import CurrencyCode, Identifier, Number, Text
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

    def amount(self, widen: Callable[[Decimal], Any]) -> Any:
        facts = {name: Decimal(text) if name in NUMBER_FACTS else text for name, text in (self.facts or {}).items()}
        context = Context(
            "ZAR",
            Facts.of(facts),
            {currency: widen(rate) for currency, rate in (self.fx or {}).items()},
            {name: float(value) for name, value in (self.series or {}).items()},
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
    "{kind: whole_base_bands, by: retail_price, rows: [{up_to: 5, rate: {kind: exempt}}, {rate: {kind: exempt}}]}": "LC519",
}


@pytest.mark.parametrize(("text", "code"), MISSING.items(), ids=list(MISSING))
def test_what_was_not_given_is_asked_for_and_never_zero(text: str, code: str) -> None:
    rate = load(f"rate: {text}\n", "x.yaml", Holder).document.rate
    with pytest.raises(InputError) as asked:
        rate.amount(100.0, Context("ZAR"))
    assert asked.value.diagnostics[0].code == code


def test_a_maker_without_a_rate_is_an_error() -> None:
    rate = load("rate: {kind: by_maker, rates: {BYD: 17%}}\n", "x.yaml", Holder).document.rate
    with pytest.raises(InputError, match="LC520"):
        rate.amount(100.0, Context("ZAR", Facts.of({"maker": "Geely"})))
