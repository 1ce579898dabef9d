"""What a verdict rests on without proof: market figures that nobody verified, and assumed inputs that no knob moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.sensitivity.reach import knobs_of
from leasecalc.knobs import knob
from leasecalc.report.routes.model import DoubtfulFigure

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.price import Priced
    from leasecalc.report.deal.model import Report

#: Inputs of the accounts, the loan and income tax: they move no flow before tax and funding.
BESIDE = ("accounting.", "funding.", "tax.", "lessee.")


def doubtful_figures(report: Report, priced: Priced) -> tuple[DoubtfulFigure, ...]:
    """Return the figures of market files that are not verified or due for review; those that touch the lessor's flows first."""
    found = []
    for entry in report.inputs:
        if entry.mark not in {"unverified", "stale"}:
            continue
        bearer = _bearer(entry.path, priced)
        found.append(
            DoubtfulFigure(
                path=entry.path, value=entry.value, mark=entry.mark, touches_lessor=bearer == "lessor", borne_by=bearer
            )
        )
    return tuple(sorted(found, key=lambda figure: not figure.touches_lessor))


def _bearer(path: str, priced: Priced) -> str:
    """Return who bears what a figure decides: import charges are the importer's, a grossed-up tax the lessee's."""
    if path.startswith("import."):
        return priced.deal.importer
    if path.startswith("withholding"):
        return "lessee" if priced.deal.lease.gross_up else "lessor"
    if path.startswith("rent_vat"):
        return "lessee"
    return "nobody before tax and funding" if path.startswith(BESIDE) else "lessor"


def not_moved(document: DealDocument, priced: Priced) -> tuple[str, ...]:
    """Return the assumed paths that no case moves: days, facts, and what has no knob."""
    known = [knob(name).path for name in knobs_of(priced, rent_solved=priced.inputs.rent is None)]

    def is_moved(marked: str) -> bool:
        if marked.startswith("routes."):
            return True  # by their own cases, or of a route that is not judged
        return any(path and (path == marked or path.startswith(f"{marked}.") or marked.startswith(f"{path}.")) for path in known)

    return tuple(marked for marked in document.assumed if not is_moved(marked))
