"""Faults of a currency clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.deal.terms import count_of_instalments, lease_currency, route
from leasecalc.reading.faults import Fault

if TYPE_CHECKING:
    from leasecalc.deal.currency_clause import CurrencyClause
    from leasecalc.deal.document import DealDocument

CODE = "LC489"
PATH = ("lease", "currency_clause")


def currency_clause_faults(document: DealDocument, clause: CurrencyClause) -> Iterator[Fault]:
    """Yield every fault of `lease.currency_clause`, with its path from the root of the file."""
    paid = lease_currency(document)
    pairs = () if document.fx is None else tuple(document.fx.rates)
    if clause.currency == paid:
        yield Fault((*PATH, "currency"), CODE, f"instalments are paid in {paid} and cannot be indexed to it",
                    "write the currency that they follow, or leave the clause out")  # fmt: skip
    elif route(pairs, clause.currency, paid) is None:
        yield Fault((*PATH, "currency"), "LC402", f"no exchange rate leads from {clause.currency} to {paid}, the currency of the lease",
                    f"add `{clause.currency}/{paid}` to `fx.rates`")  # fmt: skip
    if not 0 <= clause.share <= 1:
        yield Fault((*PATH, "share"), CODE, "a share of the instalment lies from 0 % to 100 %", "write for example `share: 70%`")
    every = clause.reset_every
    if every is not None and not count_of_instalments(every, document.lease.payments):
        yield Fault((*PATH, "reset_every"), CODE, f"{every} are no whole number of {document.lease.payments} instalments",
                    "choose a length that whole periods of the lease fill")  # fmt: skip
    yield from _rate_faults(clause)
    if clause.threshold is not None and not 0 <= clause.threshold.change < 1:
        yield Fault(
            (*PATH, "threshold", "change"), CODE, "a threshold lies from 0 % to less than 100 %", "write for example `5%`"
        )


def _rate_faults(clause: CurrencyClause) -> Iterator[Fault]:
    for name in ("base_rate", "floor", "cap"):
        rate = getattr(clause, name)
        if rate is not None and rate <= 0:
            hint = "write units of the lease's currency for one of the other"
            yield Fault((*PATH, name), CODE, f"an exchange rate of {rate} is none", hint)
    if clause.floor is not None and clause.cap is not None and clause.floor > clause.cap:
        yield Fault((*PATH, "cap"), CODE, f"the cap, {clause.cap}, is below the floor, {clause.floor}", "turn them round")
