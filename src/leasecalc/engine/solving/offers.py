"""A counterparty's offer: its instalments in the place of ours, everything else of the deal as it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.deal.structure import StreamPart, Structure
from leasecalc.deal.terms import count_of_instalments
from leasecalc.errors import CalculationError
from leasecalc.money import Money
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.optimising.best import Optimised
    from leasecalc.engine.price import Priced
    from leasecalc.markets.library import Library
    from leasecalc.streams.reading import Flow, Stream


@record(kw_only=True)
class Offer:
    """A deal as it stands, and with the instalments of a counterparty."""

    ours: Priced
    theirs: Priced


def with_offer(document: DealDocument, ours: Priced, offer: Stream) -> DealDocument:
    """Return the deal with the instalments of ``offer``, in the currency of the lease, one for each instalment of the deal.

    The rows are the instalment dates of the deal, or its contract periods (0 is commencement), or 1 and on. Raises
    ``InputError``, placed in the offer, for rows that do not fit or amounts below zero.
    """
    flows = sorted(offer.flows, key=lambda flow: (str(flow.when), 0) if isinstance(flow.when, date) else ("", flow.when))
    _same_number(offer, flows, len(ours.deal.timeline.instalments))
    _same_times(offer, flows, ours)
    below = next((flow for flow in flows if flow.amount < 0), None)
    if below is not None:
        raise offer.fault(
            "LC624", f"an instalment of {below.amount} is below zero", "write what the lessee pays without a sign", below.place
        )
    return with_instalments(document, [flow.amount for flow in flows], ours.deal.lease.currency)


def with_instalments(document: DealDocument, amounts: Sequence[Decimal], currency: str) -> DealDocument:
    """Return the deal with an own stream of instalments, in ``currency``, in the place of its rent and structure."""
    parts = tuple(StreamPart(pays=Money(amount, currency)) for amount in amounts)
    lease = replace(document.lease, rent=None, structure=Structure(stream=parts), currency=currency)
    return replace(document, lease=lease)


def best_instalments(document: DealDocument, ours: Priced, library: Library) -> Optimised:
    """Return the best instalments within the deal's limits; the whole deal is resolved and priced again with them.

    Raises ``CalculationError`` if the deal with an own stream were another one than was optimised.
    """
    from leasecalc.engine.optimising.best import optimise
    from leasecalc.engine.optimising.put_down import amounts, held_deposit
    from leasecalc.engine.price import price
    from leasecalc.engine.resolving.resolve import resolve

    wanted = document.optimise
    assert wanted is not None  # noqa: S101 - the caller has asked
    per_group = None if wanted.equal is None else count_of_instalments(wanted.equal, document.lease.payments)
    answer = optimise(ours, wanted, per_group)
    if answer.after is None:
        return answer
    currency, held = ours.deal.lease.currency, held_deposit(ours)
    again = with_instalments(document, amounts(answer.chosen, currency), currency)
    if held is not None:
        again = replace(again, lease=replace(again.lease, deposit=Money(held, currency)))
    after = price(resolve(again, library))
    if tuple(map(float, after.contract.instalments)) != answer.instalments:
        raise CalculationError("the deal with its own stream of instalments is another one than was optimised")
    return replace(answer, after=after)


def _same_number(offer: Stream, flows: list[Flow], wanted: int) -> None:
    if len(flows) != wanted:
        hint = "write one row for each instalment, 0 where none is paid; `--set lease.term=...` prices another term"
        raise offer.fault("LC624", f"the offer has {len(flows)} instalments and the lease {wanted}", hint)


def _same_times(offer: Stream, flows: list[Flow], ours: Priced) -> None:
    timeline, count = ours.deal.timeline, len(flows)
    if offer.by == "date":
        _compared(offer, flows, [timeline.dates[at] for at in timeline.instalments])
        return
    written = [flow.when for flow in flows]
    if written not in ([Decimal(period) for period in range(count)], [Decimal(period) for period in range(1, count + 1)]):
        _compared(offer, flows, [Decimal(str(period)) for period in timeline.periods])


def _compared(offer: Stream, flows: list[Flow], wanted: Iterable[date | Decimal]) -> None:
    for flow, due in zip(flows, wanted, strict=True):
        if flow.when != due:
            message = f"`{flow.when}` is not when an instalment of the deal is due; the next one is `{due}`"
            raise offer.fault(
                "LC624", message, "take the dates from `leasecalc schedule`, or number the instalments from 1", flow.place
            )
