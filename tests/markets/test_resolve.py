# ruff: noqa: E501 - market files have long lines
"""Resolving a stack: flags, overrides, and every question at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from leasecalc.charges.facts import Facts
from leasecalc.errors import InputError
from leasecalc.markets.landed import landed
from leasecalc.markets.library import Sheet
from leasecalc.markets.resolve_stack import resolve_stack
from leasecalc.markets.schema import MarketDocument
from leasecalc.reading.documents import load

TEXT = """\
market: UZ
name: Testland
currency: UZS
confirmed_on: 2026-01-01
review_every_months: 6
customs_value:
  base: {of: cif}
  source: {title: Code, confidence: secondary, url: "https://example.org", seen: 2026-01-01}
lines:
  - id: duty
    label: Duty
    group: duty
    base: {of: customs_value}
    in_force:
      - {from: 2020-01-01, until: 2026-06-30, when: {powertrain: [bev]}, rate: {kind: exempt}, source: {title: Code, confidence: unverified}}
      - {from: 2020-01-01, when: {powertrain: [petrol]}, rate: {kind: compound, parts: [{kind: ad_valorem, rate: 15%}, {kind: specific, amount: 0.4 USD per cc}]}, source: {title: Code, confidence: verified, url: "https://example.org", seen: 2026-01-01}}
      - {from: 2027-01-01, when: {powertrain: [diesel]}, rate: {kind: ad_valorem, rate: 40%}, source: {title: Code, confidence: unverified}}
      - {from: 2020-01-01, when: {powertrain: [gas]}, rate: {kind: unknown, ask: the gas row}, source: {title: Code, confidence: unverified}}
  - id: vat
    label: VAT
    group: vat
    base: {of: customs_value, plus: [duty]}
    recoverable: {share: 100%, when: {importer_business: [rental]}, otherwise: 50%}
    in_force:
      - {from: 2020-01-01, rate: {kind: ad_valorem, rate: 12%}, source: {title: Code, confidence: verified, url: "https://example.org", seen: 2026-01-01}}
  - id: fee
    label: Fee
    group: fee
    base: {of: units}
    confirmed_on: 2026-06-01
    in_force:
      - {from: 2020-01-01, rate: {kind: index_unit, series: brv, times: 2}, source: {title: Code, confidence: verified, url: "https://example.org", seen: 2026-01-01}}
series:
  - id: brv
    unit: UZS
    confirmed_on: 2026-06-01
    values:
      - {from: 2025-01-01, value: 375000 UZS, source: {title: Decree, confidence: unverified}}
      - {from: 2025-08-01, value: 412000 UZS, source: {title: Decree, confidence: unverified}}
"""
LOADED = load(TEXT, "UZ.yaml", MarketDocument)
MARKET = Sheet(LOADED.document, "UZ.yaml", "", LOADED.tree)
PETROL = Facts.of({"powertrain": "petrol", "cc": 658, "importer_business": "rental"})
MAY = date(2026, 5, 1)


def codes(facts: dict[str, str | float], on: date = MAY) -> list[str]:
    with pytest.raises(InputError) as refused:
        resolve_stack(MARKET, facts=Facts.of(facts), on=on)
    return [diagnostic.code for diagnostic in refused.value.diagnostics]


def test_each_way_of_having_no_rate_is_told_apart() -> None:
    assert codes({"powertrain": "hev", "importer_business": "rental"}) == ["LC502"]
    assert codes({"powertrain": "diesel", "importer_business": "rental"}) == ["LC503"]
    assert codes({"powertrain": "bev", "importer_business": "rental"}, date(2026, 7, 1)) == ["LC504"]
    assert codes({}) == ["LC505"]
    assert codes({"powertrain": "petrol"}) == ["LC505"]
    assert codes({"powertrain": "gas"}) == ["LC509"]
    assert codes({"powertrain": "petrol", "cc": 658}, date(2024, 12, 31)) == ["LC518"]


def test_a_refusal_points_into_the_file_and_says_how_to_mend_it() -> None:
    with pytest.raises(InputError) as refused:
        resolve_stack(MARKET, facts=Facts.of({"powertrain": "bev"}), on=date(2026, 7, 1))
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.message == "`duty` in Testland ended on 2026-06-30; no later one is known"
    assert diagnostic.hint == "add what applies on 2026-07-01, or override `duty` in the deal"
    assert (diagnostic.spans[0].line, diagnostic.path) == (15, "UZ.lines.0.in_force.0")
    assert refused.value.sources["UZ.yaml"] == TEXT


def test_flags_and_warnings() -> None:
    resolved = resolve_stack(MARKET, facts=Facts.of({"powertrain": "bev", "importer_business": "rental"}), on=MAY)
    assert {line.id: line.flags for line in resolved.stack.lines} == {
        "customs_value": ("secondary",),
        "duty": ("unverified",),
        "vat": (),
        "fee": (),
    }
    assert [warning.code for warning in resolved.warnings] == ["LC511"]
    late = resolve_stack(MARKET, facts=PETROL, on=MAY, priced_on=date(2026, 7, 2))
    assert {line.id: "stale" in line.flags for line in late.stack.lines[1:]} == {
        "duty": True,
        "vat": True,
        "fee": False,
    }
    later = resolve_stack(MARKET, facts=PETROL, on=date(2026, 12, 2))
    assert all("stale" in line.flags for line in later.stack.lines[1:])
    assert [w.message for w in later.warnings if "`brv`" in w.message] == ["`brv` in Testland was due for review on 2026-12-01"]


def test_overrides_win_and_are_flagged() -> None:
    overrides = {"duty": "25%", "brv": "500000 UZS", "fee": "exempt", "vat": "1000 UZS"}
    result = landed(MARKET, amounts={"cif": 1e6}, facts=Facts(), on=MAY, overrides=overrides)
    assert [line.amount for line in result.lines] == [1e6, 250000.0, 1000.0, 0.0]
    assert [line.flags for line in result.lines[1:]] == [("overridden",)] * 3
    assert {line.note for line in result.lines[1:]} == {"deal override"}
    index = landed(MARKET, amounts={"cif": 1e6}, facts=Facts(), on=MAY, overrides={"duty": "0%", "brv": "500000 UZS"})
    assert (index.amount("fee"), index.amount("duty")) == (1e6, 0.0)


@pytest.mark.parametrize("overrides", [{"dutty": "25%"}, {"duty": "25"}, {"duty": "none"}])
def test_an_override_that_fits_nothing_is_refused(overrides: dict[str, str]) -> None:
    with pytest.raises(InputError, match="LC517"):
        resolve_stack(MARKET, facts=PETROL, on=MAY, overrides=overrides)


def test_recoverable_input_tax_depends_on_the_business() -> None:
    share = {}
    for business in ("rental", "taxi", None):
        known = {"powertrain": "bev"} | ({"importer_business": business} if business else {})
        result = landed(MARKET, amounts={"cif": 1e6}, facts=Facts.of(known), on=MAY)
        share[business] = result.lines[2].recoverable
        assert ("LC505" in [w.code for w in result.warnings]) == (business is None)
    assert share == {"rental": 120000.0, "taxi": 60000.0, None: None}


def test_missing_amounts_and_rates_are_asked_for_together() -> None:
    with pytest.raises(InputError) as asked:
        landed(MARKET, amounts={"fob": 1e6, "freight": 1e5}, facts=PETROL, on=MAY)
    assert [d.code for d in asked.value.diagnostics] == ["LC519", "LC506"]
    resolved = resolve_stack(MARKET, facts=PETROL, on=MAY)
    assert (resolved.currencies(), resolved.amounts(), resolved.amounts(("customs_value",))) == (("USD",), ("cif",), ())


def test_series_are_dated() -> None:
    fees = {
        on: landed(MARKET, amounts={"cif": 1e6}, facts=Facts.of({"powertrain": "bev"}), on=date.fromisoformat(on)).amount("fee")
        for on in ("2025-07-31", "2025-08-01")
    }
    assert fees == {"2025-07-31": 750000.0, "2025-08-01": 824000.0}


FAULTS = {
    "repeated id": ("id: fee", "id: vat", "LC516", 26),
    "name of an amount": ("id: fee", "id: cif", "LC516", 26),
    "unknown base": ("plus: [duty]", "plus: [dutty]", "LC507", 22),
    "circle": ("base: {of: customs_value}", "base: {of: customs_value, plus: [vat]}", "LC508", 10),
    "unknown series": ("series: brv", "series: brw", "LC518", 32),
    "currency of a series": ("375000 UZS", "375000 USD", "LC518", 38),
    "source without address": ("confidence: unverified", "confidence: verified", "LC510", 15),
    "period backwards": ("until: 2026-06-30", "until: 2019-06-30", "LC513", 15),
    "overlap": ("from: 2025-01-01", "from: 2025-08-01", "LC512", 38),
    "zero": ("rate: 12%", "rate: 0%", "LC515", 25),
    "empty range": ("when: {powertrain: [petrol]}", "when: {cc: {above: 9, up_to: 5}}", "LC521", 16),
    "range without limit": ("when: {powertrain: [petrol]}", "when: {cc: {}}", "LC521", 16),
    "factor of zero": ("base: {of: cif}", "base: {of: cif, times: 0}", "LC522", 7),
    "rounding to nothing": ("base: {of: units}", "base: {of: units}\n    rounding: {unit: 0}", "LC522", 30),
    "gate for nobody": (
        "series:\n",
        "gates: [{id: g, label: G, message: no, source: {title: t, confidence: unverified}}]\nseries:\n",
        "LC523",
        33,
    ),
    "misspelt key": ("when: {powertrain: [petrol]}", "when: {powertrian: [petrol]}", "LC301", 16),
}


@pytest.mark.parametrize(("good", "bad", "code", "line"), FAULTS.values(), ids=list(FAULTS))
def test_a_faulty_market_file_is_refused_at_its_place(good: str, bad: str, code: str, line: int) -> None:
    assert good in TEXT
    with pytest.raises(InputError) as refused:
        load(TEXT.replace(good, bad, 1), "UZ.yaml", MarketDocument)
    assert (refused.value.diagnostics[0].code, refused.value.diagnostics[0].spans[0].line) == (code, line)


def test_arrays_price_many_scenarios_of_one_market() -> None:
    import numpy as np

    resolved = resolve_stack(MARKET, facts=PETROL, on=MAY)
    values, rates = np.array([1e7, 2e7, 3e7]), np.array([12000.0, 12500.0, 13000.0])
    at_once = resolved.evaluate({"cif": values}, resolved.context({"USD": rates}))
    alone = [
        resolved.evaluate({"cif": float(v)}, resolved.context({"USD": float(r)})) for v, r in zip(values, rates, strict=True)
    ]
    assert at_once.total.tolist() == [result.total for result in alone]


def test_a_document_without_places_works_too(tmp_path: Path) -> None:
    bare = replace(MARKET, tree=None, places={})
    with pytest.raises(InputError) as refused:
        resolve_stack(bare, facts=Facts(), on=MAY)
    assert refused.value.diagnostics[0].spans == ()
