"""The end of the term for the independent calculation: each way to end is a path of its own, weighted with its share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from independent_terms import D, later, money, months_later, percent

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    Flows = list[tuple[date, Decimal]]
    Legs = dict[str, Flows]


def ways_to_end(oracle: Any, legs: Legs) -> list[tuple[Decimal, Legs]]:
    """Return (share, all flows of the lease by leg) of each way in which a lease ends that reaches its end."""
    told = (oracle.deal.get("ends") or {}).get("expected")
    if not told:
        return [(D(1), dict(legs))]
    end = oracle.at["end"]
    shares = {word: percent(told[word]) for word in ("purchase", "return", "extend")}
    assert sum(shares.values()) == 1
    found = [(shares["purchase"], dict(legs)), (shares["return"], _come_back(oracle, legs, end))]
    if "extension" in oracle.deal["ends"]:
        found.append((shares["extend"], _leased_on(oracle, legs, end)))
    return found


def _come_back(oracle: Any, legs: Legs, day: date) -> Legs:
    """Return a path whose car is returned on a day: no residual, but the car, what selling it costs, and its kilometres."""
    ends, residual = oracle.deal["ends"], oracle.deal["residual"]
    sold = later(day, residual["lag"]) if "lag" in residual else day
    found = dict(legs)
    found["declined"] = [(on, -amount) for name in ("residual", "disposal") for on, amount in legs[name]]
    if "returned_value" in ends:
        value = oracle.cash(ends["returned_value"], sold)
    else:
        value = oracle.car_value(12 * oracle.since_commencement(sold), sold)
    found["returned car"] = [(sold, value)]
    found["return disposal"] = [(sold, -oracle.cash(ends.get("disposal_cost", residual.get("disposal_cost")), sold))]
    if "mileage" in ends:
        told = ends["mileage"]
        above = (
            max(D(told["expected_km_per_month"]) - D(told["allowed_km_per_month"]), D(0)) * 12 * oracle.since_commencement(day)
        )
        each, currency = money(told["per_km"])
        charge = oracle.step(each * oracle.exchange(currency, oracle.lease_currency) * above)
        found["return mileage"] = [(day, oracle.settled(charge, day))]
    return found


def _leased_on(oracle: Any, legs: Legs, end: date) -> Legs:
    """Return a path that goes on at the secondary rent, and whose car comes back at the end of that."""
    told = oracle.deal["ends"]["extension"]
    months, step = int(told["months"]), 12 // oracle.per_year
    over = months_later(end, months)
    found = _come_back(oracle, legs, over)
    first = 0 if oracle.lease["timing"] == "advance" else step
    days = [months_later(end, month) for month in range(first, months + first, step)]
    rent = oracle.contracted(told["rent"])
    found["secondary rent"] = [(day, oracle.settled(rent, day)) for day in days]
    tax = oracle.deal.get("withholding")
    if tax and tax.get("gross_up", "no") == "no":
        withheld = oracle.step(rent * percent(tax["rate"]))
        found["secondary withholding"] = [(day, -oracle.settled(withheld, day)) for day in days]
    return found
