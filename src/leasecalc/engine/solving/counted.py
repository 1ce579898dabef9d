"""Which flows of a deal a measure counts: the legs by name, or the amounts of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import add, contractual
from leasecalc.engine.lessee import lease_payments
from leasecalc.engine.measures import CUSTOMER, EXPECTED, IMPLICIT, LESSOR, SALE
from leasecalc.engine.own_yields import EFFECTIVE, chosen
from leasecalc.engine.solving.goals import PAID, Goal, currency_of, measure_named
from leasecalc.engine.solving.targeting import measured
from leasecalc.money import minor_digits
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leasecalc.engine.legs.flows import Leg
    from leasecalc.engine.price import Priced


@record
class Row:
    """One leg, or one amount of the contract: its sum in words, and when it flows."""

    name: str
    label: str
    total: str
    when: str = ""


@record(kw_only=True)
class Counted:
    """A measure with its value in a deal, what it counts there, and the lease's legs that it leaves out."""

    deal: str
    goal: Goal
    value: float | None
    sign: str
    rows: tuple[Row, ...]
    left_out: tuple[str, ...] = ()


LESSOR_SIGN, LESSEE_SIGN = "+ is cash to the lessor, per car", "+ is paid by the lessee, per car"


def counted(priced: Priced, name: str) -> Counted:
    """Return what the measure ``name`` counts in a priced deal. Raises ``UsageError`` for one that is none."""
    measure = measure_named(name, priced, option="explain")
    goal = Goal(measure, 0.0, currency_of(priced, measure))
    legs = _legs(priced, measure.name, measure.flows)
    sign = LESSOR_SIGN
    if legs is not None:
        rows = tuple(_row(priced, leg) for leg in legs)
        left_out = () if measure.flows == SALE else tuple(leg.name for leg in priced.lease if leg not in legs)
    else:
        sign, left_out = LESSEE_SIGN, ()
        rows = _payments(priced) if measure.flows == PAID else _contract(priced, measure.flows)
    return Counted(deal=priced.deal.name, goal=goal, value=measured(priced, goal), sign=sign, rows=rows, left_out=left_out)


def _legs(priced: Priced, name: str, flows: str) -> tuple[Leg, ...] | None:
    """Return the legs that a measure counts, or None where it counts amounts of the contract."""
    for own in priced.deal.yields:
        if name in {own.name, own.name + EFFECTIVE}:
            return chosen(own, priced.lease)
    known = {
        LESSOR: contractual(priced.lease),
        EXPECTED: priced.lease,
        SALE: priced.sale,
        "both routes": (*priced.lease, *priced.sale),
    }
    return known.get(flows)


def _row(priced: Priced, leg: Leg) -> Row:
    days = sorted(priced.deal.timeline.dates[at] for at, _ in leg.flows)
    when = "" if not days else str(days[0]) if days[0] == days[-1] else f"{days[0]} to {days[-1]}, {len(days)} flows"
    return Row(leg.name, leg.label, _said(float(leg.total), priced.deal.currency), when)


def _contract(priced: Priced, flows: str) -> tuple[Row, ...]:
    terms, currency = priced.contract, priced.deal.lease.currency
    rows = [("financed", "Amount financed less down payment", -float(terms.financed))] if flows in {CUSTOMER, IMPLICIT} else []
    if flows == IMPLICIT:
        rows += [("fees", "Fees", float(add(terms.fees)))]
    rows += [
        ("rent", f"{len(terms.instalments)} instalments", float(add(terms.instalments))),
        ("residual", "Residual", float(terms.residual)),
    ]
    return tuple(Row(name, label, _said(amount, currency)) for name, label, amount in rows)


def _payments(priced: Priced) -> tuple[Row, ...]:
    flows: Iterable[tuple[int, object]] = lease_payments(priced)
    by_day: dict[int, float] = {}
    for at, amount in flows:
        by_day[at] = by_day.get(at, 0.0) + float(amount)  # type: ignore[arg-type]
    dates, currency = priced.deal.timeline.dates, priced.deal.lease.currency
    return tuple(Row(str(dates[at]), "", _said(amount, currency)) for at, amount in sorted(by_day.items()))


def _said(amount: float, currency: str) -> str:
    return f"{amount:,.{minor_digits(currency)}f} {currency}"
