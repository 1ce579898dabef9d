"""The lessor's taxes: the worked cases of the foreign tax credit, what must hold of any deal, and each rule switched off."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_deals import FOLDER, SAMPLES, markets

from leasecalc import api
from leasecalc.engine.legs.flows import Leg
from leasecalc.engine.legs.tax_base import tax_base
from leasecalc.engine.legs.tax_legs import credit_lost, lessor_tax, tax_years
from leasecalc.engine.measures import MEASURES, measure, measures_of
from leasecalc.engine.money_beside import TaxPlan
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced

TAXED, OPERATING = "money/uz-taxed-60m", "money/th-operating-36m"


def plan(years: int, **other: object) -> TaxPlan:
    rules = {"losses": "carried", "loss_years": 5, "credited": True, "credit_years": 5, **other}
    return TaxPlan(first_year=2026, settled_at=tuple(range(years)), written_off=(), **rules)  # type: ignore[arg-type]


def priced(name: str, *assignments: str) -> Priced:
    return api.price(api.load(str(FOLDER / f"{name}.yaml"), assignments), markets())


@pytest.mark.parametrize(("withheld", "lost"), [(2.4, 1.65), (0.8, 0.05)], ids=["10 % of a rent of 24", "10 % of a charge of 8"])
def test_the_limit_is_on_net_income(withheld: float, lost: float) -> None:
    """A rent of 24 with a finance charge of 8 and funding of 5: tax at home is 25 % of 3 (CIT Regulations, art. 78)."""
    (year,) = tax_years(plan(1), 0.25, [8.0 - 5.0], [withheld])
    assert year.limit == pytest.approx(0.75)
    assert year.tax - year.credited == pytest.approx(0)
    assert credit_lost([year]) == pytest.approx(lost)


def test_excess_is_used_within_five_years_and_lost_after() -> None:
    """1.65 of 2026 finds no room until 2031, its fifth year after; in 2032 it would be too late."""
    idle = [3.0, 0.0, 0.0, 0.0, 0.0]
    in_time = tax_years(plan(7), 0.25, [*idle, 10.0, 0.0], [2.4, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    assert in_time[5].credited == pytest.approx(1.65)
    assert credit_lost(in_time) == pytest.approx(0)
    late = tax_years(plan(7), 0.25, [*idle, 0.0, 10.0], [2.4, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    assert late[6].credited == 0.0
    assert late[5].lapsed == pytest.approx(1.65)
    assert credit_lost(late) == pytest.approx(1.65)


def test_a_loss_is_used_within_five_years_and_lost_after() -> None:
    nothing = [0.0] * 7
    in_time = tax_years(plan(7), 0.25, [-8.0, 2.0, 0.0, 0.0, 0.0, 10.0, 1.0], nothing)
    assert [year.tax for year in in_time] == [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.25]
    late = tax_years(plan(7), 0.25, [-8.0, 2.0, 0.0, 0.0, 0.0, 0.0, 10.0], nothing)
    assert late[6].tax == 2.5
    at_once = tax_years(plan(7, losses="used_at_once"), 0.25, [-8.0, 2.0, *[0.0] * 5], nothing)
    assert [year.tax for year in at_once][:2] == [-2.0, 0.5]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(-900, 900), st.integers(0, 200)), min_size=1, max_size=9))
def test_years_in_a_block_are_years_alone_and_nothing_is_credited_twice(drawn: list[tuple[int, int]]) -> None:
    income, withheld = [float(a) for a, _ in drawn], [float(b) for _, b in drawn]
    alone = tax_years(plan(len(drawn)), 0.25, income, withheld)
    block = tax_years(
        plan(len(drawn)), np.array([0.25, 0.1]), [np.array([a, -a]) for a in income], [np.array([b, b]) for b in withheld]
    )
    for one, many in zip(alone, block, strict=True):
        assert [float(np.asarray(getattr(many, name)).flat[0]) for name in ("tax", "credited", "lapsed")] == [
            one.tax,
            one.credited,
            one.lapsed,
        ]
        assert 0 <= one.credited <= one.limit
    assert sum(year.credited for year in alone) + credit_lost(alone) == pytest.approx(sum(withheld))


@pytest.mark.parametrize("name", SAMPLES)
def test_income_of_all_years_is_the_surplus_of_the_lease(name: str) -> None:
    """Whatever the schedule: taxed is what is earned, deposits come and go, and tax withheld is no cost."""
    tax = "tax={salvage: 5% of price, losses: used_at_once}"
    found = priced(name, "assumed=[]", tax)
    surplus = sum(
        leg.total
        for leg in found.lease
        if leg.nature == "contractual" and leg.name not in {"withholding", "deposit", "deposit_return"}
    )
    gross_up = sum(year.withheld for year in found.tax.years) if found.deal.lease.gross_up else 0.0
    assert sum(year.income for year in found.tax.years) == pytest.approx(surplus + gross_up, abs=1e-6)
    assert sum(year.income for year in found.tax.sale) == pytest.approx(sum(leg.total for leg in found.sale), abs=1e-9)
    rate = found.inputs.money.tax_rate
    assert sum(year.tax for year in found.tax.years) == pytest.approx(rate * (surplus + gross_up), abs=0.05)


def test_a_fleet_in_two_deliveries_is_one_taxpayer() -> None:
    found = priced("structures/za-seasonal-fleet", "assumed=[]", "tax={losses: carried}", "settlement={lag: 4 days}")
    assert len(found.lots) == 2
    surplus = sum(
        leg.total for leg in found.lease if leg.nature == "contractual" and leg.name not in {"deposit", "deposit_return"}
    )
    assert sum(year.income for year in found.tax.years) == pytest.approx(surplus, abs=1e-6)
    by_lot = [[year.income for year in lot.tax.years] for lot in found.lots]
    cars = [lot.quantity for lot in found.deal.lots]
    for place, year in enumerate(found.tax.years):
        mean = sum(count * incomes[place] for count, incomes in zip(cars, by_lot, strict=True) if place < len(incomes)) / sum(
            cars
        )
        assert year.income == pytest.approx(mean)


@pytest.mark.parametrize("name", SAMPLES)
def test_tax_leaves_every_other_number_as_it_was(name: str) -> None:
    without, taxed = priced(name, "assumed=[]"), priced(name, "assumed=[]", "tax={salvage: 0% of price}")
    assert [measure(taxed, one.name) for one in MEASURES] == pytest.approx(
        [measure(without, one.name) for one in MEASURES], abs=1e-9, nan_ok=True
    )
    for before, after in ((without.lease, taxed.lease), (without.sale, taxed.sale)):
        dated = [
            [(leg.name, found.deal.timeline.dates[at], amount) for leg in legs for at, amount in leg.flows]
            for found, legs in ((without, before), (taxed, after))
        ]
        assert dated[0] == dated[1]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_rate_of_nothing_is_no_tax(name: str) -> None:
    found = priced(name, "assumed=[]", "tax={rate: 0%, salvage: 0% of price}")
    assert measure(found, "after_tax_npv") == pytest.approx(measure(found, "lease_npv"), abs=1e-9)
    assert measure(found, "after_tax_yield") == pytest.approx(measure(found, "lessor_yield"), abs=1e-12)
    assert measure(found, "sale_after_tax_npv") == pytest.approx(measure(found, "sale_npv"), abs=1e-9)


def test_interest_is_what_a_finance_lessor_is_taxed_on_where_the_car_costs_what_is_financed() -> None:
    """A loan of 20,000 at cost: income of a year is the interest of the rows that fall due in it."""
    found = priced(TAXED, "purchase={price: 20000 USD, vat: none, claimant: lessor}", "shipping={freight: 0 USD, insurance: 0% of fob}",
                   "lease.fees=[]", "lease.down_payment=", "assumed=[]", "withholding=")  # fmt: skip
    rows = zip(found.deal.timeline.due, found.table().rows, strict=True)
    interest: dict[int, float] = {}
    for day, row in rows:
        interest[day.year] = interest.get(day.year, 0.0) + row.interest
    assert [year.income for year in found.tax.years if year.income] == pytest.approx(list(interest.values()), abs=1e-9)


def test_interest_on_a_loan_lowers_the_limit_of_the_credit() -> None:
    """What is withheld stays; each dollar of interest in years where the limit binds loses 25 cents of credit more. Principal moves nothing."""
    found = priced(TAXED)
    dates = found.deal.timeline.dates
    place = next(at for at, day in enumerate(dates) if day.year == 2029)
    loan = (Leg("funding_interest", "", ((place, -400.0),)), Leg("funding_repayment", "", ((place, -9000.0),)))
    base = tax_base(found.deal, found.inputs, found.amounts, found.contract, (found.lease, found.sale, loan))
    funded = lessor_tax(found.deal, found.inputs, base)
    year = 2029 - found.deal.money.tax.first_year
    assert funded.years[year].income == pytest.approx(found.tax.years[year].income - 400.0)
    assert funded.years[year].limit == pytest.approx(found.tax.years[year].limit - 100.0, abs=0.011)
    assert credit_lost(funded.years) == pytest.approx(credit_lost(found.tax.years) + 100.0, abs=0.011)


def test_a_car_is_written_off_over_its_life_and_the_rest_when_it_is_sold() -> None:
    """Thirty-six of forty-eight months from June 2026 on: 7, 12, 12 and 5 months of 2026 to 2029."""
    found = priced(OPERATING, "tax.life=")
    assert found.deal.money.tax.written_off == pytest.approx([7 / 48, 12 / 48, 12 / 48, 5 / 48])
    assert next(entry.note for entry in found.deal.provenance if entry.path == "tax.life").startswith(
        "Implementation Regulations"
    )


def test_withholding_is_that_of_the_market_file() -> None:
    assert priced(TAXED).inputs.withholding_rate == 0.10
    interest = priced(TAXED, "withholding={character: interest}")
    assert (interest.inputs.withholding_rate, interest.deal.lease.withholding_on) == (0.10, "finance_charge")
    assert priced(TAXED, "withholding={character: equipment}").inputs.withholding_rate == 0.10
    assert (
        priced(TAXED, "withholding={character: royalty, treaty: no}").inputs.withholding_rate == 0.20
    )  # its own law, no certificate
    assert priced(TAXED, "withholding={character: royalty, rate: 7%}").inputs.withholding_rate == 0.07
    nothing = priced("za-box-60m", "withholding={character: none}")
    assert nothing.inputs.withholding_rate == 0.0
    written = priced("za-box-60m", "withholding={rate: 7%, on: gross_rent}")
    assert measure(written, "lease_npv") == measure(priced("za-box-60m", "withholding={character: equipment}"), "lease_npv")


def test_vat_on_rents_by_hand() -> None:
    """7 % of 9,400 is 658 a month; the lessor keeps it fifteen days, the lessee gets 60 % back after two months."""
    base = ("services=[]", "fx.rates={USD/CNY: 7.05, USD/THB: 40}", "assumed=[]", "settlement=")
    found = priced(OPERATING, *base)
    legs = {leg.name: leg for leg in found.lease}
    assert [amount for _, amount in legs["rent_vat"].flows] == [16.45] * 36
    assert [amount for _, amount in legs["rent_vat_remitted"].flows] == [-16.45] * 36
    dates = found.deal.timeline.dates
    assert {
        (dates[there] - dates[at]).days
        for (at, _), (there, _) in zip(*(legs[n].flows for n in ("rent_vat", "rent_vat_remitted")), strict=True)
    } == {15}
    from leasecalc.engine.lessee import lessee_position

    paid = lessee_position(found).total_paid
    untaxed = lessee_position(priced(OPERATING, *base, "rent_vat=")).total_paid
    assert paid - untaxed == pytest.approx(36 * 658 * 0.4)
    charge = priced(OPERATING, *base, "rent_vat.accounts=lessee")
    assert not [leg for leg in charge.lease if leg.name.startswith("rent_vat")]
    assert lessee_position(charge).total_paid == pytest.approx(paid)
    whole = priced(OPERATING, *base, "rent_vat.recoverable=100%", "rent_vat.recovered=15 days", "rent_vat.accounts=lessee")
    assert lessee_position(whole).lease_cost == pytest.approx(lessee_position(priced(OPERATING, *base, "rent_vat=")).lease_cost)


@pytest.mark.parametrize("name", SAMPLES)
def test_vat_of_nothing_changes_no_sample_deal(name: str) -> None:
    zero = "rent_vat={rate: 0%, on: rent, accounts: lessor, remitted: 1 month, recoverable: 0%}"
    found, plain = priced(name, "assumed=[]", "lease.vat_rate=", zero), priced(name, "assumed=[]", "lease.vat_rate=")
    assert [measure(found, one.name) for one in MEASURES] == pytest.approx(
        [measure(plain, one.name) for one in MEASURES], abs=1e-9, nan_ok=True
    )


@pytest.mark.parametrize("name", [TAXED, OPERATING])
def test_a_block_of_taxed_deals_equals_each_priced_alone(name: str) -> None:
    size, draw = 30, np.random.default_rng(5)
    deal = priced(name).deal
    limits = {"price": (6e4, 2e5), "residual": (500.0, 9e3), "tax_rate": (0.0, 0.4), "withholding_rate": (0.01, 0.2), "discount_rate": (0.02, 0.2),
              "default_rate": (0.001, 0.1)}  # fmt: skip
    drawn = {knob: np.round(draw.uniform(*between, size), 4) for knob, between in limits.items()}
    inputs = deal.inputs
    for knob, values in drawn.items():
        inputs = with_knob(deal, inputs, knob, values)
    together = price(deal, inputs)
    for row in range(size):
        inputs = deal.inputs
        for knob, values in drawn.items():
            inputs = with_knob(deal, inputs, knob, float(values[row]))
        alone = price(deal, inputs)
        margin = 1e-12 * alone.amounts.bases["price"]
        for one, many in zip(alone.tax.lease_legs, together.tax.lease_legs, strict=True):
            for (at, amount), (place, amounts) in zip(one.flows, many.flows, strict=True):
                here = float(np.broadcast_to(amounts, size)[row])
                assert at == place
                assert amount == (here if one.nature == "contractual" else pytest.approx(here, rel=1e-12, abs=margin)), one.name
        for entry in measures_of(alone) if row % 10 == 0 else ():
            found, wanted = float(np.broadcast_to(entry.compute(together), size)[row]), float(entry.compute(alone))
            assert found == pytest.approx(wanted, rel=1e-12, abs=margin if entry.unit == "money" else 1e-12, nan_ok=True), (
                entry.name
            )


def test_a_plain_deal_loads_nothing_of_this() -> None:
    code = (
        "import sys; from leasecalc import api\n"
        f"api.report(api.load({str(FOLDER / 'za-box-60m.yaml')!r}), api.library())\n"
        "assert not [name for name in sys.modules if name.startswith('leasecalc.') and ('tax' in name.split('.')[-1] or 'money_legs' in name)"
        " and not name.startswith('leasecalc.deal')], [n for n in sys.modules if 'tax' in n]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
