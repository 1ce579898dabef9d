"""Every figure of a deal in several currencies is traced: the JSON of `price` alone says amount, rate, day and cost of whatever is exchanged."""

from __future__ import annotations

from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING, Any

import pytest
from independent_terms import read
from sample_deals import EVERY, FOLDER, result, sample
from test_independent import oracle, written

if TYPE_CHECKING:
    from pathlib import Path

THREE = "currency/za-box-cny-funded"
INDEXED = "currency/za-box-zar-indexed"
ONE_DELIVERY = tuple(name for name in EVERY if "fleet" not in name)
OWN = {
    THREE: {
        "purchase",
        "vat_refund",
        "marine_insurance",
        "direct_cost",
        "service_1_cost",
    },  # insurance: a share of the fob base, which `fixed` has
    INDEXED: {"freight", "marine_insurance", "direct_cost", "service_1_cost", "conversion_cost"},
}
"""Legs of the lease that are in the deal's own currency, by reading the deal."""


def sums(found: dict[str, Any], key: str, route: str) -> dict[tuple[str, str, str], Decimal]:
    by: dict[tuple[str, str, str], Decimal] = {}
    for leg in found[key]:
        for flow in leg["flows"] if leg["nature"] == "contractual" else ():
            place = (route, leg["name"], flow["on"])
            by[place] = by.get(place, Decimal(0)) + Decimal(flow["amount"])
    return by


def traced(found: dict[str, Any]) -> dict[tuple[str, str, str], Decimal]:
    by: dict[tuple[str, str, str], Decimal] = {}
    for row in (found["conversions"] or {}).get("conversions", ()):
        place = (row["route"], row["leg"], row["on"])
        by[place] = by.get(place, Decimal(0)) + Decimal(row["converted"])
    return by


def flows(found: dict[str, Any]) -> dict[tuple[str, str, str], Decimal]:
    return sums(found, "lease_legs", "lease") | sums(found, "sale_legs", "sale") | sums(found, "funding_legs", "loan")


@pytest.mark.parametrize("name", ONE_DELIVERY)
def test_what_is_exchanged_is_the_flow_it_makes(name: str) -> None:
    found = sample(name)
    exchanged, all_flows = traced(found), flows(found)
    assert set(exchanged) <= set(all_flows)
    for place, amount in exchanged.items():
        assert amount == pytest.approx(all_flows[place], abs=Decimal("0.0201")), (
            place
        )  # several payments of a day are rounded each
    for row in (found["conversions"] or {}).get("conversions", ()):
        assert float(row["amount"]) * float(row["rate"]) == pytest.approx(float(row["converted"]), abs=0.00501), row
        made = prod(1 / float(one["rate"]) if one["inverse"] else float(one["rate"]) for one in row["quotations"])
        assert float(row["rate"]) == pytest.approx(made, rel=1e-9)
        assert row["paid_on"] <= row["on"]


@pytest.mark.parametrize("name", OWN)
def test_what_is_not_exchanged_is_written_in_the_currency_of_the_deal(name: str) -> None:
    found = sample(name)
    legs = {
        leg["name"]
        for leg in found["lease_legs"]
        if leg["nature"] == "contractual" and any(Decimal(flow["amount"]) for flow in leg["flows"])
    }
    assert legs - {leg for route, leg, _ in traced(found) if route == "lease"} == OWN[name]


@pytest.mark.parametrize("name", OWN)
def test_rates_come_out_of_the_laws_that_the_result_states(name: str) -> None:
    """The oracle reads the laws from the deal file; the result must state the same ones."""
    found, deal = sample(name), read(FOLDER / f"{name}.yaml")
    calculated = oracle_of(deal, found)
    own = found["conversions"]["currency"]
    for row in found["conversions"]["conversions"]:
        from datetime import date

        on = date.fromisoformat(row["on"])
        assert float(row["rate"]) == pytest.approx(float(calculated.exchange(row["currency"], own, on)), rel=1e-9)
    stated = {rate["pair"]: (float(rate["rate"]), rate["law"]) for rate in found["conversions"]["rates"]}
    for pair, quote in deal["fx"]["rates"].items():
        law = next((law for law in ("drift", "forward", "curve", "pegged") if pair in deal["fx"].get(law, {})), "stays")
        assert stated[pair] == (float(quote), law)


def oracle_of(deal: dict[str, Any], found: dict[str, Any]) -> Any:
    import independent
    from independent_legs import Charges

    landed = found["landed"]
    calculated = independent.Oracle(
        deal, Charges(Decimal(landed["total_charges"]), Decimal(landed["recoverable"]), landed["currency"])
    )
    calculated.answer()
    return calculated


def test_the_costs_of_exchanging_add_up_to_their_leg(tmp_path: Path) -> None:
    deal = {key: value for key, value in read(FOLDER / f"{THREE}.yaml").items() if key not in {"expect", "assumed"}}
    deal["fx"]["conversion"] = {"cost": "50bp", "fee": "3 USD"}
    found = result(written(deal, tmp_path))
    rows = found["conversions"]["exchanged"]
    total = next(Decimal(leg["total"]) for leg in found["lease_legs"] if leg["name"] == "conversion_cost")
    assert -sum(Decimal(row["cost"]) for row in rows) == total
    calculated = oracle(deal, found)
    assert total == pytest.approx(sum(amount for _, amount in calculated.lease["conversion cost"]), abs=Decimal("0.02"))
    for row in rows:  # half a per cent of what is exchanged, and three dollars at the rate of the day
        assert float(row["cost"]) == pytest.approx(abs(float(row["converted"])) * 0.005 + 3 * 7.05, abs=0.0101)


def test_amounts_that_the_contract_takes_over() -> None:
    fixed = {row["name"]: row for row in sample(INDEXED)["conversions"]["fixed"]}
    assert (fixed["base price"]["written"], fixed["base price"]["into"]) == ("89800 CNY", "USD")
    assert Decimal(fixed["base price"]["amount"]) == Decimal("12737.59")  # 89800 / 7.05
    assert Decimal(fixed["contract financed"]["amount"]) == Decimal("219086.55")  # at 17.20
    for row in fixed.values():
        number = float(row["written"].split()[0].removesuffix("%"))
        start = number if "%" not in row["written"] else number / 100 * 12737.59
        assert float(row["amount"]) == pytest.approx(start * float(row["rate"]), abs=0.00501)


def test_deliveries_name_their_conversions() -> None:
    found = sample("structures/za-seasonal-fleet")
    rows = found["conversions"]["conversions"]
    assert {row["delivery"] for row in rows} == set(range(1, len(found["deliveries"]) + 1))
