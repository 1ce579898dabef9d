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


def returns_of(oracle: Any) -> list[date]:
    """Return the days on which a car may come back early."""
    told = (oracle.deal.get("ends") or {}).get("early_return")
    if not told:
        return []
    begin, end = oracle.at["commencement"], oracle.at["end"]
    allowed = later(begin, told.get("not_before", "0 days"))
    return [day for day in sorted(set(oracle.days)) if begin < day < end and day >= allowed]


def given_back(oracle: Any, day: date) -> Legs:
    """Return what comes after a car is given back on a day, right after its instalment."""
    ends = oracle.deal["ends"]
    told, ending = ends["early_return"], ends.get("termination", {})
    sold = later(day, told.get("idle", "0 days"))
    value = oracle.car_value(12 * oracle.since_commencement(sold), sold)
    idle = D(told["idle"].split()[0]) if "idle" in told else D(0)
    selling = ends.get("disposal_cost", oracle.deal["residual"].get("disposal_cost"))
    cost = oracle.cash(told.get("cost"), day) + oracle.cash(told.get("idle_cost"), sold) * idle + oracle.cash(selling, sold)
    found = {"early car": [(sold, value)], "early cost": [(sold, -cost)]}
    fee = oracle.contracted(ending.get("fee"))
    owed, when = _owed_on_return(oracle, day), sold if told["pays"] == "shortfall" else day
    if told["pays"] == "shortfall":
        found["early settlement"] = [(sold, oracle.settled(fee, day) + max(oracle.settled(owed, sold) - value + cost, D(0)))]
    else:
        found["early settlement"] = [(when, oracle.settled(fee + owed, day))]
    found["early deposit"] = [(day, -oracle.settled(oracle.deposit, day))]
    if "mileage" in ends:
        above = D(ends["mileage"]["expected_km_per_month"]) - D(ends["mileage"]["allowed_km_per_month"])
        each, currency = money(ends["mileage"]["per_km"])
        months = 12 * oracle.since_commencement(day)
        charge = oracle.step(each * oracle.exchange(currency, oracle.lease_currency) * max(above, D(0)) * months)
        found["early mileage"] = [(day, oracle.settled(charge, day))]
    if oracle.lease_gets_refund():
        on = max(day, oracle.refunded)
        back = oracle.step(oracle._refund() * oracle.exchange(oracle.origin, oracle.currency, on))
        found["early refund"] = [(on, -back)]
        if ending.get("refund") == "lessee":
            found["early refund charged"] = [(on, back)]
    return found


def _owed_on_return(oracle: Any, day: date) -> Decimal:
    """Return what the lessee owes beside the fee, in the currency of the lease."""
    told = oracle.deal["ends"]["early_return"]
    paid = sum(1 for due in oracle.days if due <= day)
    if told["pays"] == "nothing":
        return D(0)
    if told["pays"] == "remaining_rents":
        return oracle.step(oracle.rent * (oracle.count - paid) * percent(told["share"]))
    assert oracle.deal["ends"]["termination"]["method"] == "balance"
    opening, interest = oracle.table()[paid - 1]
    return opening + interest - oracle.rent
