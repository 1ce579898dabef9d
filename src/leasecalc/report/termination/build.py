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
class TerminationReport:
    """Early ends of one priced deal."""

    schema: str
    deal: str
    currency: str
    deal_currency: str
    method: str
    rows: tuple[TerminationShown, ...]
    settlement: SettlementShown | None
    notes: tuple[str, ...]
    basis: Basis = NOTHING
    """What the values rest on without proof; whoever knows the deal file sets it."""


def build_termination(priced: Priced, method: str, on: date | None) -> TerminationReport:
    """Return the report by a method (empty: the deal's, or the balance); ``on`` is a day for a settlement.

    Raises ``UsageError`` for a day outside the lease, a method without its rate, or deliveries on several days.
    """
    chosen = _method(priced, method, on)
    rows = termination_rows(priced)
    deal = priced.deal
    quoted = None if on is None else _settlement_shown(priced, rows, on, chosen)
    notes = []
    first = rows[0].refund_repaid
    if float(first) > 0.0 and deal.purchase.repayment is not None:
        until, repaid = deal.timeline.dates[deal.timeline.end], f"{money(first, deal.currency):,} {deal.currency}"
        notes.append(f"Returning the car before {until} repays {repaid}: {deal.purchase.repayment.rule}")
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
    )


def _method(priced: Priced, method: str, on: date | None) -> Method:
    terms, when = priced.deal.ends, priced.deal.timeline
    if priced.lots:
        raise UsageError("a fleet in several deliveries ends on several days: price one delivery alone")
    chosen: Any = method or ("balance" if terms is None else terms.method)
    if chosen == "present_value" and (terms is None or terms.discount_rate is None):
        raise UsageError("present_value needs a rate: --set 'ends.termination={method: present_value, discount_rate: 8%}'")
    begin, end = when.dates[when.commencement], when.dates[when.end]
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
