"""Faults between the loan and the rest of a deal; read only where a deal has funding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Share

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.funding import Funding

PLAIN = ("price", "ex_vat", "fob", "sale", "financed", "cost")


def funding_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield every fault of the section."""
    funding = document.funding
    assert funding is not None  # noqa: S101 - asked only where there is one
    for name, allowed in (("amount", PLAIN), ("fee", ("loan",)), ("capital", (*PLAIN, "balance"))):
        amount = getattr(funding, name)
        if isinstance(amount, Share) and amount.of not in allowed:
            yield Fault(
                ("funding", name),
                "LC405",
                f"a share of `{amount.of}` is not known here",
                f"write a share of {', '.join(allowed)}",
            )
    if _nothing(funding):
        yield Fault(
            ("funding", "amount"),
            "LC415",
            f"`{funding.amount}` is no loan",
            "write an amount or a share above zero, or leave `funding` out",
        )
    yield from _curve_faults(funding)
    yield from _supplier_faults(document, funding)
    floating = funding.floating
    for number, (left, right) in enumerate(pairwise((floating.base if floating is not None else None) or ()), start=1):
        if right.from_ <= left.from_:
            yield Fault(("funding", "floating", "base", number, "from"), "LC439", f"{right.from_} does not come after {left.from_}",
                        "write the rates in order of day")  # fmt: skip


def _nothing(funding: Funding) -> bool:
    amount = funding.amount
    return (amount.fraction if isinstance(amount, Share) else amount.amount) == 0


def _curve_faults(funding: Funding) -> Iterator[Fault]:
    if funding.curve is None:
        return
    if not funding.curve:
        yield Fault(("funding", "curve"), "LC485", "a curve needs a rate", "write `curve: [{term: 12 months, rate: 3%}]`")
    for number, point in enumerate(funding.curve):
        if not point.term.months:
            yield Fault(
                ("funding", "curve", number, "term"),
                "LC485",
                f"a term of {point.term} is no number of months",
                "write it in months or years",
            )
            return
    for number, (left, right) in enumerate(pairwise(funding.curve), start=1):
        if (right.term.months or 0) <= (left.term.months or 0):
            yield Fault(("funding", "curve", number, "term"), "LC417", f"{right.term} do not come after {left.term}",
                        "write the points in order of term")  # fmt: skip


def _supplier_faults(document: DealDocument, funding: Funding) -> Iterator[Fault]:
    """Yield what a supplier's or buyer's credit cannot be: it is part of the price, on the day on which the price is paid."""
    if funding.kind == "loan":
        return
    words = funding.kind.replace("_", " ")
    if funding.drawn is not None:
        yield Fault(("funding", "drawn"), "LC486", f"a {words} begins when the car is paid", "leave `drawn` out")
    if isinstance(funding.amount, Share) and funding.amount.of != "price":
        yield Fault(("funding", "amount"), "LC486", f"a {words} pays part of the price", "write a share of price")
    owed = document.purchase.price.currency
    if funding.kind == "supplier_credit" and (funding.currency or owed) != owed:
        yield Fault(
            ("funding", "currency"),
            "LC486",
            f"the supplier is owed {owed}, not {funding.currency}",
            f"write {owed}, or leave `currency` out",
        )


__all__ = ["funding_faults"]
