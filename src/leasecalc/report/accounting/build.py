"""From a priced deal to the books of one side, as they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc._version import VERSION
from leasecalc.engine.accounting.payments import terms_of
from leasecalc.report.accounting.model import (
    ACCOUNTING_SCHEMA,
    AccountingShown,
    IndicatorShown,
    InterestRowShown,
)
from leasecalc.report.accounting.sides import lessee_books, lessor_books
from leasecalc.report.deal.status import inputs_shown, warnings_shown
from leasecalc.report.decimals import money

if TYPE_CHECKING:
    from leasecalc.accounting import InterestRow, Standard
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.accounting.classes import Classified
    from leasecalc.engine.price import Priced
    from leasecalc.report.accounting.model import Side
    from leasecalc.report.accounting.sides import Books
    from leasecalc.report.deal.build import Reading

STANDARD_NAMES: dict[Standard, str] = {"ifrs16": "IFRS 16", "cas21": "CAS 21", "asc842": "ASC 842"}
ASC_AMOUNTS = (
    "names and criteria are those of ASC 842, amounts those of IFRS 16; ASC 842 expenses the initial direct cost of a sales-type lease whose fair value "
    "differs from the carrying amount (842-30-25-1), defers the selling profit of a direct financing lease (842-30-25-7), and has no stages of credit loss: "
    "it reckons lifetime loss from the first day (326-20)"
)
ONE_MODEL = "lessees have one model: every lease is a right-of-use asset and a liability; a lease of 12 months or less may be expensed (16.5)"


def accounting_shown(
    document: DealDocument, priced: Priced, read: Reading, side: Side, standard: Standard | None
) -> AccountingShown:
    """Return the books of one side by a standard (None: that of the deal)."""
    standard = standard or terms_of(priced).standard
    books, classified = _books(priced, side, standard)
    currency = priced.deal.lease.currency
    return AccountingShown(
        schema=ACCOUNTING_SCHEMA,
        tool=f"leasecalc {VERSION}",
        data=read.data,
        files=read.files,
        deal=priced.deal.name,
        currency=currency,
        quantity=priced.deal.quantity,
        cars=priced.deal.quantity if priced.lots else 1,
        side=side,
        standard=STANDARD_NAMES[standard],
        lease_class=_class_name(classified, side),
        classification=() if classified is None else _indicators(classified),
        figures=books.figures,
        schedule=_schedule(priced, books.rows),
        years=books.years,
        notes=(
            *_class_notes(classified, side),
            *books.notes,
            *((ASC_AMOUNTS,) if standard == "asc842" else ()),
        ),
        inputs=inputs_shown(document, priced.deal, read.texts),
        warnings=warnings_shown(document, priced),
    )


def _books(priced: Priced, side: Side, standard: Standard) -> tuple[Books, Classified | None]:
    """Return the books of one car, or of a whole fleet in several deliveries, and the classification."""
    made = lessor_books if side == "lessor" else lessee_books
    if not priced.lots:
        return made(priced, standard)
    from leasecalc.report.accounting.fleet import fleet_books  # only a fleet in parts pays for loading it

    found = [made(lot, standard) for lot in priced.lots]
    classes = [_class_name(classified, side) for _, classified in found]
    return fleet_books([books for books, _ in found], [lot.quantity for lot in priced.deal.lots], classes), found[0][1]


def _class_name(classified: Classified | None, side: Side) -> str:
    """Return what the standard calls the lease; the classes of lessees are finance and operating (ASC 842-20)."""
    if classified is None:
        return "right-of-use asset and liability"
    return classified.label if side == "lessor" else f"{classified.followed} lease"


def _indicators(classified: Classified) -> tuple[IndicatorShown, ...]:
    return tuple(
        IndicatorShown(name=found.name, paragraph=found.paragraph, answer=found.answer, share=found.share, reason=found.reason)
        for found in classified.indicators
    )


def _class_notes(classified: Classified | None, side: Side) -> tuple[str, ...]:
    """Return what a reader must know of the classification."""
    if classified is None:
        return (ONE_MODEL,)
    if classified.found == "unknown":
        doubt = (
            f"nothing stated makes it a finance lease, but not everything is stated; the books follow `lease.kind: {classified.written}` "
            "(state economic_life, title_passes, option_certain, specialised in `accounting`)"
        )
        return (doubt,)
    if side == "lessor" and classified.found != classified.written:
        return (
            f"the deal calls it a lease of kind `{classified.written}`; the books follow the test of the standard, not the name of the contract",
        )
    return ()


def _schedule(priced: Priced, rows: tuple[InterestRow, ...]) -> tuple[InterestRowShown, ...]:
    currency = priced.deal.lease.currency
    return tuple(
        InterestRowShown(
            on=on,
            opening=money(row.opening, currency),
            interest=money(row.interest, currency),
            payment=money(row.payment, currency),
            closing=money(row.closing, currency),
        )
        for on, row in zip(priced.deal.timeline.due, rows, strict=False)
    )
