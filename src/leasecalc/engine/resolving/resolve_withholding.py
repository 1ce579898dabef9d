"""Resolve what the market withholds from payments to the lessor, by the character that it gives the rent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.errors import Diagnostic, InputError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.risk import Withholding
    from leasecalc.engine.resolved import Status
    from leasecalc.engine.resolving.recorder import Recorder
    from leasecalc.markets.library import Library

#: Which character of the market files a character of a deal is looked up by.
LISTED_AS = {"equipment": "royalty"}


@record
class Withheld:
    """What is withheld from payments to the lessor: a fraction, and of what."""

    rate: float
    on: Literal["finance_charge", "gross_rent"]


def withheld(document: DealDocument, written: Withholding, library: Library, recorder: Recorder) -> Withheld:
    """Return the withholding of a deal where the market file has it, for the character of the rent on the pricing date.

    Raises ``InputError`` (LC460) where the file has no such entry or no rate.
    """
    market = library.market(document.import_.market).document
    table = market.lease_treatment.withholding if market.lease_treatment is not None else None
    character = LISTED_AS.get(written.character or "", written.character or "")
    entry = None if table is None else table.on(document.deal.pricing_date, character)
    rate = written.rate if written.rate is not None or entry is None else entry.rate(treaty=written.treaty)
    on = written.on if written.on is not None or entry is None else entry.base
    if entry is None or on is None or (rate is None and on != "none"):
        raise InputError((_not_known(document, market.name, character),))
    if written.rate is None:
        status: Status = "sourced" if entry.source.confidence == "verified" else "unverified"
        title = f"{entry.source.title} ({entry.source.confidence})"
        recorder.note("withholding.rate", f"{100 * float(rate or 0):g} % of {on.replace('_', ' ')}", status, title)
    return Withheld(float(rate or 0), "finance_charge" if on == "finance_charge" else "gross_rent")


def _not_known(document: DealDocument, market: str, character: str) -> Diagnostic:
    day = document.deal.pricing_date
    return Diagnostic("LC460", f"{market} has no rate of withholding for a rent that is {character} on {day}",
                      "write `rate` and `on`, for example `rate: 10%` and `on: gross_rent`", path="withholding.character")  # fmt: skip
