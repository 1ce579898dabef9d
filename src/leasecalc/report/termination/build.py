"""The report of early ends: the table by due date, and a settlement on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leasecalc.engine.ends.settlement import settlement
from leasecalc.engine.ends.termination import termination_rows
from leasecalc.errors import UsageError
from leasecalc.records import record
from leasecalc.report.basis import NOTHING, Basis
from leasecalc.report.decimals import money

if TYPE_CHECKING:
    from leasecalc.engine.ends.termination import TerminationRow
    from leasecalc.engine.ends.terms import Method
    from leasecalc.engine.price import Priced

TERMINATION_SCHEMA = "leasecalc/termination/1"


@record(kw_only=True)
class TerminationShown:
    """Values right after the payments of one date, in the currency of the lease per car."""

    number: int
    """Instalments paid so far."""
    on: date
    balance: Decimal
    present_value: Decimal | None
    stipulated_loss: Decimal
    share_of_cost: float
    """Stipulated loss value as a share of the purchase price."""
    rule_of_78: Decimal
    buy_out: Decimal | None
    """Price at which the lessee may buy the car that day."""
    refund_repaid: Decimal
    """Export refund that a return that day repays, in the deal's currency."""


@record(kw_only=True)
class SettlementShown:
    """What ends the lease on a day, in the currency of the lease per car."""

    on: date
    since: date
    value: Decimal
    interest: Decimal
    fee: Decimal
    vat: Decimal
    deposit: Decimal
    due: Decimal
    mileage: Decimal
    refund_charged: Decimal
    due_on_return: Decimal
    refund_repaid: Decimal
    """In the deal's currency."""


@record(kw_only=True)
class DeliveryEndsShown:
    """Early ends of one delivery, per car."""

    number: int
    quantity: int
    rows: tuple[TerminationShown, ...]
    settlement: SettlementShown | None
    """None where its lease does not run on the day."""


@record(kw_only=True)
class FleetEndShown:
    """What ends the leases of all cars that run on a day, by the method of the report."""

    on: date
    cars: int
    value: Decimal
    """In the currency of the lease."""
    refund_repaid: Decimal
    """In the deal's currency."""


@record(kw_only=True)
class TerminationReport:
    """Early ends of one priced deal. A fleet in several deliveries has rows by delivery and of the fleet, and none of its own."""

    schema: str
    deal: str
    currency: str
    deal_currency: str
    method: str
    rows: tuple[TerminationShown, ...]
    settlement: SettlementShown | None
    notes: tuple[str, ...]
    deliveries: tuple[DeliveryEndsShown, ...] = ()
    fleet: tuple[FleetEndShown, ...] = ()
    basis: Basis = NOTHING
    """What the values rest on without proof; whoever knows the deal file sets it."""


def build_termination(priced: Priced, method: str, on: date | None) -> TerminationReport:
    """Return the report by a method (empty: the deal's, or the balance); ``on`` is a day for a settlement.

    Raises ``UsageError`` for a day outside the lease, or a method without its rate.
    """
    chosen = _method(priced, method, on)
    deal = priced.deal
    deliveries = tuple(_delivery_shown(lot, number, on, chosen) for number, lot in enumerate(priced.lots, start=1))
    rows = () if priced.lots else termination_rows(priced)
    quoted = None if on is None or priced.lots else _settlement_shown(priced, rows, on, chosen)
    notes = []
    first = termination_rows(priced.lots[-1])[0].refund_repaid if priced.lots else rows[0].refund_repaid
    if float(first) > 0.0 and deal.purchase.repayment is not None:
        until, repaid = deal.timeline.dates[deal.timeline.end], f"{money(first, deal.currency):,} {deal.currency}"
        ends = "the end of its lease" if priced.lots else f"{until}"
        notes.append(
            f"Returning {'a' if priced.lots else 'the'} car before {ends} repays {repaid}: {deal.purchase.repayment.rule}"
        )
    else:
        notes.append("No export VAT refund is granted to this lease, so an early return repays none")
    return TerminationReport(
        schema=TERMINATION_SCHEMA,
        deal=deal.name,
        currency=deal.lease.currency,
        deal_currency=deal.currency,
        method=chosen,
        rows=tuple(_row_shown(priced, row) for row in rows),
        settlement=quoted,
        notes=tuple(notes),
        deliveries=deliveries,
        fleet=_fleet_shown(priced, chosen) if priced.lots else (),
    )


def _delivery_shown(lot: Priced, number: int, on: date | None, method: Method) -> DeliveryEndsShown:
    rows, when = termination_rows(lot), lot.deal.timeline
    runs = on is not None and when.dates[when.commencement] <= on < when.dates[when.end]
    return DeliveryEndsShown(
        number=number,
        quantity=lot.deal.quantity,
        rows=tuple(_row_shown(lot, row) for row in rows),
        settlement=_settlement_shown(lot, rows, on, method) if runs and on is not None else None,
    )


def _fleet_shown(priced: Priced, method: Method) -> tuple[FleetEndShown, ...]:
    from leasecalc.engine.ends.fleet import fleet_rows  # only a fleet in parts pays for loading it

    currency, own = priced.deal.lease.currency, priced.deal.currency
    return tuple(
        FleetEndShown(on=row.on, cars=row.cars, value=money(row.value, currency), refund_repaid=money(row.refund_repaid, own))
        for row in fleet_rows(priced, method)
    )


def _method(priced: Priced, method: str, on: date | None) -> Method:
    terms = priced.deal.ends
    chosen: Any = method or ("balance" if terms is None else terms.method)
    if chosen == "present_value" and (terms is None or terms.discount_rate is None):
        raise UsageError("present_value needs a rate: --set 'ends.termination={method: present_value, discount_rate: 8%}'")
    leases = [lot.deal.timeline for lot in priced.lots or (priced,)]
    begin, end = min(one.dates[one.commencement] for one in leases), max(one.dates[one.end] for one in leases)
    if on is not None and not begin <= on < end:
        raise UsageError(f"a settlement is on a day of the lease, from {begin} to the day before {end}, not on {on}")
    return chosen  # type: ignore[no-any-return]


def _row_shown(priced: Priced, row: TerminationRow) -> TerminationShown:
    deal, currency = priced.deal, priced.deal.lease.currency
    factor = priced.amounts.exchange.factor(currency, row.at)
    return TerminationShown(
        number=row.row,
        on=deal.timeline.dates[row.at],
        balance=money(row.balance, currency),
        present_value=None if row.present_value is None else money(row.present_value, currency),
        stipulated_loss=money(row.stipulated_loss, currency),
        share_of_cost=float(row.stipulated_loss * factor / priced.amounts.bases["price"]),
        rule_of_78=money(row.rule_of_78, currency),
        buy_out=_buy_out(priced, row),
        refund_repaid=money(row.refund_repaid, deal.currency),
    )


def _buy_out(priced: Priced, row: TerminationRow) -> Decimal | None:
    deal = priced.deal
    month = 12.0 * (deal.timeline.years[row.at] - deal.timeline.years[deal.timeline.commencement])
    for wanted, price in () if deal.ends is None else deal.ends.buy_out:
        if abs(month - wanted) < 0.01:
            return money(priced.amounts.contracted(price, deal.lease.currency, deal.roundings.contract), deal.lease.currency)
    return None


def _settlement_shown(priced: Priced, rows: tuple[TerminationRow, ...], on: date, method: Method) -> SettlementShown:
    found, currency = settlement(priced, rows, on, method), priced.deal.lease.currency

    def shown(name: str) -> Decimal:
        return money(getattr(found, name), currency)

    return SettlementShown(
        on=found.on, since=found.since, value=shown("value"), interest=shown("interest"), fee=shown("fee"), vat=shown("vat"),
        deposit=shown("deposit"), due=shown("due"), mileage=shown("mileage"), refund_charged=shown("refund_charged"),
        due_on_return=shown("due_on_return"), refund_repaid=money(found.refund_repaid, priced.deal.currency),
    )  # fmt: skip
