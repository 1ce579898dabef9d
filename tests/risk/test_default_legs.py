"""Default, cover and the value of the car: what must follow when a term does nothing, and closed forms."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from leasecalc import api
from leasecalc.deal import cover
from leasecalc.engine.legs.cover_legs import minimum_premium, repayment_years
from leasecalc.engine.legs.credit_legs import survival
from leasecalc.engine.measures import MEASURES, measure
from leasecalc.engine.price import price
from leasecalc.engine.resolving.resolve_risk import country_coefficients, yearly_rates
from leasecalc.errors import InputError
from leasecalc.premium import BUYER_CATEGORIES, COUNTRY_CATEGORIES, coefficients
from leasecalc.records import replace

DEALS = Path(__file__).parents[2] / "deals"
GUARANTEED, RELET = "risk/uz-yuanup-guaranteed", "risk/za-box-relet"
SOURCE = "{title: Drawn, confidence: unverified}"
PLAIN = ("assumed=[]", "expect=")


@cache
def markets() -> Any:
    return api.library()


@cache
def priced(name: str, *assignments: str) -> Any:
    return api.price(api.load(str(DEALS / f"{name}.yaml"), (*PLAIN, *assignments)), markets())


def measures(name: str, *assignments: str) -> dict[str, float]:
    found = priced(name, *assignments)
    return {entry.name: float(entry.compute(found)) for entry in MEASURES}


def leg(found: Any, name: str) -> float:
    return float(next(leg for leg in found.lease if leg.name == name).total)


@pytest.mark.parametrize("name", ["uz-yuanup-60m", "za-valternative-weekly"])
@pytest.mark.parametrize("years", [1, 3, 9])
def test_a_flat_rate_as_a_curve_gives_the_same_numbers_to_the_bit(name: str, years: int) -> None:
    rates = ", ".join(["7.3%"] * years)
    flat = measures(name, "credit.default_rate=7.3%")
    for by in (
        f"default_curve={{by: conditional_yearly, rates: [{rates}], source: {SOURCE}}}",
        f"rating={{grade: BB, by: conditional_yearly, table: {{BB: [{rates}], B: [20%]}}, source: {SOURCE}}}",
    ):
        assert repr(measures(name, "credit.default_rate=", f"credit.{by}")) == repr(flat)


def test_curves_mean_the_same_however_they_are_written() -> None:
    yearly = yearly_rates([Decimal("0.02"), Decimal("0.04")], "conditional_yearly")
    assert yearly_rates([Decimal("0.02"), 1 - Decimal("0.98") * Decimal("0.96")], "cumulative") == pytest.approx(
        yearly, rel=1e-14
    )
    monthly = 1 - Decimal("0.98") ** (1 / Decimal(12))
    assert yearly_rates([monthly], "conditional_monthly") == pytest.approx([0.02], rel=1e-14)


@pytest.mark.parametrize("name", [GUARANTEED, RELET, "uz-yuanup-60m", "za-valternative-weekly"])
def test_survival_and_all_defaults_are_one(name: str) -> None:
    found = priced(name)
    when = found.deal.timeline
    days = (when.commencement, *(at for at in when.instalments if at > when.commencement), when.end)
    stays = survival(found.deal, found.inputs, days)
    alive = [stays[at] for at in days]
    assert alive[0] == 1.0
    assert alive == sorted(alive, reverse=True)
    assert sum(before - now for before, now in pairwise(alive)) + alive[-1] == pytest.approx(1.0, abs=1e-15)


@pytest.mark.parametrize(
    ("name", "off", "gone"),
    [
        (GUARANTEED, ("credit.guarantee.share=0%", "credit.guarantee.fee=0 USD"), ("credit.guarantee=",)),
        (GUARANTEED, ("credit.idle=0 months",), ("credit.idle=",)),
        (GUARANTEED, ("insurance.excluded=0%",), ("insurance.excluded=",)),
        (GUARANTEED, ("insurance.maximum=1000000 USD",), ("insurance.maximum=",)),
        (GUARANTEED, ("car_value.distance.expected_km_per_month=1250",), ("car_value.distance=",)),
        (GUARANTEED, ("car_value.battery.effect=0%",), ("car_value.battery=",)),
        (GUARANTEED, ("lease.deposit=", "credit.deposit=set_off"), ("lease.deposit=", "credit.deposit=kept")),
        (GUARANTEED, ("vat_refund.lease=no",), ("vat_refund.lease=no", "vat_refund.on_default=kept")),
        (RELET, ("insurance.premium_rate=0%", "insurance.cover=0%"), ("insurance=",)),
        (RELET, ("insurance=", "credit.rating.table.BB=[0%]"), ("insurance=", "credit=")),
    ],
)  # fmt: skip
def test_a_term_that_does_nothing_is_no_term(name: str, off: tuple[str, ...], gone: tuple[str, ...]) -> None:
    without, nothing = measures(name, *gone), measures(name, *off)
    money = [entry.name for entry in MEASURES if entry.unit == "money"]
    assert [nothing[wanted] for wanted in money] == pytest.approx([without[wanted] for wanted in money], abs=1e-6)
    if "lease.deposit=" not in gone and "vat_refund.lease=no" not in gone:
        assert measures(name) != pytest.approx(without, abs=0.005, nan_ok=True)  # the term did something


def test_a_car_leased_again_at_once_at_the_same_rent_loses_nothing() -> None:
    same = ("credit.relet_rent=100%", "credit.lag=", "credit.idle=", "credit.repossession_cost=", "insurance=", "lease.deposit=")
    found = priced(RELET, *same)
    assert leg(found, "credit_loss") < -1000
    assert leg(found, "relet") == pytest.approx(-leg(found, "credit_loss"), abs=1e-9)
    assert float(measure(found, "lease_npv")) == pytest.approx(measures(RELET, *same, "credit=")["lease_npv"], abs=1e-9)


def test_a_loss_that_is_paid_for_twice_over_is_paid_once() -> None:
    """The guarantor pays half and never fails, the insurer all of the rest at once: deposit, car and both make up the balance."""
    found = priced(GUARANTEED, "credit.guarantee={share: 50%, joint_default: 0%}", "insurance={premium: 0 USD, cover: 100%, waiting: 5 months}",
                   "credit.repossession_cost=", "vat_refund.on_default=kept", "services=[]", "withholding=")  # fmt: skip
    rows, deal = found.table().rows, found.deal
    days = (*deal.timeline.instalments, deal.timeline.end)
    stays = survival(deal, found.inputs, days)
    alive = [1.0, *(stays[at] for at in days)]
    balance = sum((alive[k] - alive[k + 1]) * row.opening for k, row in enumerate(rows))
    back = sum(leg(found, name) for name in ("recovery", "guarantee", "insurance_payout", "deposit_surplus"))
    deposit = float(found.contract.deposit) * (1.0 - alive[-1])
    assert back + deposit == pytest.approx(balance, rel=1e-12)


def test_a_later_default_curve_costs_less() -> None:
    def npv(rates: str) -> float:
        curve = f"credit.default_curve={{by: conditional_yearly, rates: {rates}, source: {SOURCE}}}"
        return float(measure(priced("uz-yuanup-60m", "credit.default_rate=", curve, "lease.rent=342.52 USD"), "lease_npv"))

    assert npv("[8%, 0%]") < npv("[0%, 8%, 0%]") < npv("[0%, 0%, 0%, 8%, 0%]") < npv("[0%]")


def test_the_minimum_premium_of_level_instalments() -> None:
    """60 level monthly instalments at 8 %: average life 2.7073 years, 4.9146 years of equal half-yearly repayment, category 5, CC3: 6.2543 %."""
    found = priced("uz-yuanup-60m", "lease.rent={solve: customer_rate, target: 8%}", "residual.amount=0 USD", "insurance.premium=",
                   "insurance.minimum_premium={buyer: CC3}", "insurance.cover=95%", "lease.down_payment=", "lease.rounding={unit: 0.01}")  # fmt: skip
    assert repayment_years(found.deal, found.contract) == pytest.approx(4.9146, abs=5e-5)
    rate = minimum_premium(found.deal, found.inputs, found.contract, found.deal.credit.minimum_premium)
    assert rate == pytest.approx(0.062543, abs=5e-7)
    assert leg(found, "insurance_premium") == pytest.approx(-0.062543 * 15602.84, abs=0.02)
    (category,) = [entry for entry in found.deal.provenance if entry.path == "insurance.minimum_premium.country_category"]
    assert (category.text, category.status) == ("5", "sourced")
    assert "OECD country risk classification" in category.note


def test_the_premium_on_the_balance_by_hand() -> None:
    found = priced(RELET)
    flows = next(leg for leg in found.lease if leg.name == "premium_on_balance").flows
    rows = found.table().rows
    assert len(flows) == 20
    assert [-amount for _, amount in flows] == pytest.approx([rows[3 * k].closing * 0.009 / 4 for k in range(20)], abs=0.005001)


def test_buyers_and_coefficients_are_those_of_the_formula() -> None:
    """A deal reads the dated, sourced figures of the origin file; those that the formula has by itself are the same."""
    assert get_args(cover.BuyerCategory) == BUYER_CATEGORIES
    assert get_args(cover.Product) == get_args(coefficients.Product)
    data = markets().origin("CN").document.premium.coefficients[-1]
    assert {int(key) for key in data.a} == set(COUNTRY_CATEGORIES)
    assert {number: country_coefficients(data, number) for number in COUNTRY_CATEGORIES} == COUNTRY_CATEGORIES
    for key in data.a:
        assert (data.quality["below"][key] + data.quality["above"][key], data.quality["standard"][key]) == (2, 1)
        assert all(not data.c[name][key] for name in data.c if name not in BUYER_CATEGORIES)  # sovereigns
    plan = priced(GUARANTEED).deal.credit.minimum_premium
    assert plan.country == COUNTRY_CATEGORIES[plan.country_category]


def test_coefficients_of_the_origin_file_move_the_premium() -> None:
    found = priced(GUARANTEED, "lease.rent=341.94 USD")
    plan = found.deal.credit.minimum_premium
    dearer = replace(found.deal.credit, minimum_premium=replace(plan, country=replace(plan.country, b=plan.country.b + 1.0)))
    premium = [
        next(-leg.total for leg in one.lease if leg.name == "insurance_premium")
        for one in (found, price(replace(found.deal, credit=dearer), found.inputs))
    ]
    # one per cent of the amount financed at cover of 95 %, here at 90 %
    assert premium[1] - premium[0] == pytest.approx(found.contract.financed * 0.01 * 0.90 / 0.95, abs=0.0101)


def test_before_the_first_coefficients_there_is_no_minimum_premium() -> None:
    with pytest.raises(InputError, match="no premium coefficients on 2022-03-02"):
        priced(GUARANTEED, "deal.pricing_date=2022-03-02", "insurance.minimum_premium.country_category=5")


def test_a_buyer_that_the_category_does_not_have_is_refused_with_its_place() -> None:
    with pytest.raises(InputError) as caught:
        priced(GUARANTEED, "insurance.minimum_premium.buyer=CC5")
    assert "country category 5 has no buyer category CC5" in str(caught.value.diagnostics[0].message)
    assert caught.value.diagnostics[0].spans
    with pytest.raises(InputError, match="no country category of BE"):
        priced("be-byd-60m", "credit={default_rate: 2%, recovery: 40%}", "insurance={minimum_premium: {buyer: CC1}, cover: 90%}")
