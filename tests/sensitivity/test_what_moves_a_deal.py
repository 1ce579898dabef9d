"""Sweep, tornado, break-even and stress against deals that were changed in their file and priced alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from leasecalc import analyses, api, scenarios
from leasecalc.batching.plan import planned
from leasecalc.batching.rows import rows_of
from leasecalc.engine.measures import measure
from leasecalc.errors import UsageError
from leasecalc.report.decimals import money, printed_difference

ROOT = Path(__file__).parents[2] / "deals"
BOX = str(ROOT / "za-box-60m.yaml")
SAMPLES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.yaml"))
MARKETS = api.library()
RENT = "270.62 USD"  # what the deal solves and rounds; kept while other inputs move


def alone(*assignments: str, deal: str = BOX, rent: str = RENT) -> dict[str, float]:
    """Price a deal with values set in its file, at a fixed instalment."""
    kept = (f"lease.rent={rent}",) if rent else ()
    priced = api.price(api.load(deal, (*kept, *assignments)), MARKETS)
    found = {name: float(measure(priced, name)) for name in ("lessor_yield", "lease_npv")}
    return found | {"lease_minus_sale": float(printed_difference(priced))}


def test_each_cell_of_a_sweep_is_the_deal_with_those_values_in_its_file() -> None:
    found = analyses.sweep(
        api.load(BOX), MARKETS, over=["term=48,60", "discount_rate=7%..11%/3"], measures=["lease_minus_sale", "lessor_yield"]
    )
    assert [cell.point for cell in found.cells] == [(n, r) for n in (48.0, 60.0) for r in (0.07, 0.09, 0.11)]
    for cell in found.cells:
        term, rate = cell.point
        expected = alone(f"lease.term={term:.0f} months", f"deal.discount_rate={100 * rate:.0f}%")
        assert cell.measures[0] == pytest.approx(expected["lease_minus_sale"], abs=1e-8)
        assert cell.measures[1] == pytest.approx(expected["lessor_yield"], abs=1e-10)


def test_lease_minus_sale_is_the_difference_of_two_printed_values_on_every_page() -> None:
    """At 60 discount rates some differences rounded from the float lie a cent beside that of the two printed values."""
    rates = [f"{rate / 10:g}%" for rate in range(60, 120)]
    swept = analyses.sweep(api.load(BOX), MARKETS, over=[f"discount_rate={','.join(rates)}"], rent="keep")
    plan = planned([BOX], [], ["lease.rent=270.62 USD", f"deal.discount_rate={','.join(rates)}"])
    rows = rows_of(plan, 0)
    beside = 0
    for rate, cell, row in zip(rates, swept.cells, rows, strict=True):
        priced = api.price(api.load(BOX, ("lease.rent=270.62 USD", f"deal.discount_rate={rate}")), MARKETS)
        printed = [money(measure(priced, name), "USD") for name in ("lease_npv", "sale_npv")]
        difference = printed[0] - printed[1]
        assert money(cell.measures[0], "USD") == Decimal(row["lease_minus_sale"]) == difference, rate
        assert Decimal(row["lease_npv"]) - Decimal(row["sale_npv"]) == difference
        beside += money(measure(priced, "lease_minus_sale"), "USD") != difference
    assert beside, "no rate tells the two rules apart"


def test_a_point_without_a_price_says_why_and_the_others_stand() -> None:
    found = analyses.sweep(api.load(BOX), MARKETS, over=["rate=1%,14%"], measures=["lessor_yield", "rent"])
    good = [cell for cell in found.cells if not cell.reason]
    assert {round(cell.measures[0] or 0.0, 4) for cell in good} == {0.01, 0.14}
    missing = analyses.sweep(api.load(BOX), MARKETS, over=["rate=-49%,14%"], measures=["rent", "lessor_yield"])
    assert [cell.measures[0] for cell in missing.cells] == [None, 270.62]
    assert [bool(cell.reason) for cell in missing.cells] == [True, False]


@pytest.mark.parametrize(
    ("over", "told"),
    [
        (["residul=1 USD,2 USD"], "did you mean `residual`?"),
        (["residual"], "KNOB=LOW..HIGH/COUNT"),
        (["residual=1000..2000"], "--over"),
        (["residual=1 USD..2 USD/1"], "from 2 to"),
        (["residual=1 CNY"], "is set in USD"),
        (["default_rate=50%..150%"], "out of its range"),
        (["residual=x1,x2", "residual=x1,x2"], "two different knobs"),
        (["residual=xx"], "not a multiple"),
        (["residual=x1..x2/1000", "rent=x1..x2/1000"], "more than the 100,000"),
    ],
)
def test_an_axis_that_cannot_be_read(over: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told.replace("?", r"\?").replace(".", r"\.")):
        analyses.sweep(api.load(BOX), MARKETS, over=over)


def test_a_bar_of_the_tornado_is_the_deal_with_that_input_moved() -> None:
    found = analyses.tornado(api.load(BOX), MARKETS, shift=0.2, ranges=["residual=1000 USD..1500 USD"])
    assert [bar.spread for bar in found.bars] == sorted((bar.spread for bar in found.bars), reverse=True)
    bars = {bar.axis.knob.name: bar for bar in found.bars}
    written = {
        "sale_price": ("sale.price=11120 USD", "sale.price=16680 USD"),
        "residual": ("residual.amount=1000 USD", "residual.amount=1500 USD"),
        "discount_rate": ("deal.discount_rate=7.2%", "deal.discount_rate=10.8%"),
        "freight": ("shipping.freight=1160 USD", "shipping.freight=1740 USD"),
        "fx.USD/CNY": ('fx.rates."USD/CNY"=5.64', 'fx.rates."USD/CNY"=8.46'),
    }
    for name, ends in written.items():
        for cell, assignment in zip((bars[name].low, bars[name].high), ends, strict=True):
            extra = ("residual.amount=2547.52 USD",) if name == "fx.USD/CNY" else ()
            if name != "fx.USD/CNY":  # the residual is a share of the price, which the exchange rate moves too
                assert cell.measures[0] == pytest.approx(alone(assignment)["lease_minus_sale"], abs=1e-8), name
            assert cell.measures[0] != found.today, (name, extra)


@pytest.mark.parametrize("name", SAMPLES)
def test_break_evens_put_back_are_zero_to_the_cent(name: str) -> None:
    found = analyses.break_even(api.load(str(ROOT / name)), MARKETS)
    solved = [answer for answer in found.answers if answer.status in {"found", "many"}]
    assert solved, "nothing brings this deal to zero"
    for answer in solved:
        unknown = answer.unknowns[0]
        for value in answer.values or (unknown.exact,):
            again = found.subject.at({unknown.knob.name: value}, rounded=False)
            assert printed_difference(again) == 0, (unknown.knob.name, value)
    for answer in found.answers:
        assert answer.reason, "an input without an answer says why"


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_deal_has_its_tornado_and_its_stress(name: str) -> None:
    deal = api.load(str(ROOT / name))
    tornado = analyses.tornado(deal, MARKETS)
    assert tornado.bars
    assert tornado.today == float(printed_difference(tornado.subject.today))
    stressed = analyses.stress(deal, MARKETS, scenarios.read()[0].scenarios)
    assert len(stressed.outcomes) == 5
    for outcome in stressed.outcomes:
        assert outcome.reason or outcome.measures[0] is not None
        assert outcome.moved or outcome.left_out or outcome.reason


def test_a_scenario_is_the_deal_with_its_values_in_the_file() -> None:
    found = analyses.stress(api.load(BOX), MARKETS, scenarios.read()[0].scenarios)
    by_name = {outcome.name: dict(zip(analyses.MEASURES, outcome.measures, strict=True)) for outcome in found.outcomes}
    for name, assignment in (
        ("residual collapse", f"residual.amount={2547.52 * 0.654:.2f} USD"),
        ("tariff change", "import.overrides.duty=50%"),
    ):
        expected = alone(assignment)
        assert by_name[name]["lease_minus_sale"] == pytest.approx(expected["lease_minus_sale"], abs=1e-8)
    assert by_name["refund lost"]["lease_npv"] == pytest.approx(alone("purchase.licensed_lessor=no")["lease_npv"], abs=1e-8)


def test_what_a_tariff_costs_a_lessor_who_imports(tmp_path: Path) -> None:
    importing = api.load(BOX, ("import.importer=lessor",))
    scenario, _ = scenarios.read(str(written(tmp_path, "since: 2030-01-01\n    lines: {duty: 50%}")))
    later = analyses.stress(importing, MARKETS, scenario.scenarios).outcomes[0]
    assert "before 2030-01-01" in later.left_out[0]
    assert later.reason
    scenario, _ = scenarios.read(str(written(tmp_path, "lines: {duty: 50%}")))
    found = analyses.stress(importing, MARKETS, scenario.scenarios)
    rent = f"{float(found.today.contract.rent):.2f} USD"
    assert found.outcomes[0].measures[0] == pytest.approx(
        alone("import.importer=lessor", "import.overrides.duty=50%", rent=rent)["lease_minus_sale"], abs=1e-8
    )
    assert (found.outcomes[0].measures[0] or 0.0) < (found.measures[0] or 0.0) - 1000.0


def written(folder: Path, body: str) -> Path:
    """Write a file with one scenario."""
    path = folder / "scenarios.yaml"
    path.write_text(f"leasecalc_scenarios: 1\nscenarios:\n  - name: tariff\n    {body}\n", encoding="utf-8")
    return path
