"""Figures that others published about the sample deals: prices, rates, landed costs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sample_deals import measure, sample


def charge(name: str, line: str, *assignments: str) -> Decimal:
    lines = sample(name, *assignments)["landed"]["lines"]
    return next(Decimal(row["amount"]) for row in lines if row["id"] == line)


def test_48_months_are_208_weeks() -> None:
    found = sample("za-agya-weekly-208w")
    assert found["deal"]["instalments"] == 208
    assert Decimal(found["schedule"]["total_instalments"]) == Decimal(405_600)  # the press multiplied by 192: R374,400
    assert sample("za-agya-weekly-208w", "lease.term=208 weeks")["schedule"] == found["schedule"]


def test_a_driver_to_own_pays_47_percent_and_17_8_without_the_services() -> None:
    found = sample("za-agya-weekly-208w")
    assert round(measure(found, "customer_rate") / 52, 6) == Decimal("0.009037")
    assert round(measure(found, "customer_rate"), 3) == Decimal("0.470")
    assert round(measure(found, "customer_rate_effective"), 3) == Decimal("0.597")
    assert round(measure(found, "lessor_yield"), 3) == Decimal("0.178")


def test_landed_cost_of_a_song_plus_in_uzbekistan() -> None:
    assert charge("uz-songplus-36m", "vat") == 37_923_000
    assert charge("uz-songplus-36m", "recycling_fee") == 45_000_000
    assert charge("uz-songplus-36m", "clearance_fee") == 937_500  # printed without the last 500
    assert Decimal(sample("uz-songplus-36m")["landed"]["total_charges"]) == 83_860_500


@pytest.mark.parametrize(("day", "rate"), [("2025-12-31", "0.15"), ("2026-01-01", "0.50")])
def test_mexico_raised_its_duty_on_the_first_of_2026(day: str, rate: str) -> None:
    of_the_day = (f"deal.pricing_date={day}", f"fx.as_of={day}", "expect=")
    value = charge("mx-dolphin-mini-48m", "customs_value", *of_the_day)
    assert charge("mx-dolphin-mini-48m", "duty", *of_the_day) == round(value * Decimal(rate), 2)


@pytest.mark.parametrize(("maker", "rate"), [("BYD", "0.17"), ("SAIC", "0.353"), ("Someone", "0.353"), ("Geely", "0.188")])
def test_the_countervailing_duty_goes_by_the_maker(maker: str, rate: str) -> None:
    value = charge("be-byd-60m", "customs_value")
    found = charge("be-byd-60m", "countervailing_duty", f"vehicle.maker={maker}", "expect=")
    assert found == pytest.approx(value * Decimal(rate), abs=Decimal("0.01"))
