"""Withholding of a route whose payments have another character than the deal's rent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import replace

if TYPE_CHECKING:
    from decimal import Decimal

    from leasecalc.deal.document import DealDocument

TAKEN_FROM = {"interest": "finance_charge", "equipment": "gross_rent"}


def by_character(document: DealDocument, character: str, rate: Decimal | None) -> DealDocument:
    """Return the deal with tax withheld by a character: at the written rate, the deal's own where it has that base, else by the market file.

    A deal that withholds nothing (no section) still withholds nothing, unless the route writes a rate.
    """
    from leasecalc.deal.risk import Withholding

    written, base = document.withholding, TAKEN_FROM[character]
    if rate is not None:
        grossed = written is not None and written.gross_up
        return replace(document, withholding=Withholding(rate=rate, on=base, gross_up=grossed))  # type: ignore[arg-type]
    if written is None or (written.rate is not None and written.on == base) or written.character == "none":
        return document
    return replace(document, withholding=replace(written, rate=None, on=None, character=character))
