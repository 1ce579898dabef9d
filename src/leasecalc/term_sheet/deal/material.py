"""What a term sheet is made of: the report of the deal, the verdict, and what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.report.basis import basis_of

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.sensitivity.reach import Tornado
    from leasecalc.report.basis import Basis
    from leasecalc.report.deal.model import Report
    from leasecalc.report.routes.model import NeighboursShown, RouteShownInRank, VerdictShown


@record(kw_only=True)
class Material:
    """The answers to `price`, `compare` and `tornado` on one deal; ``ranking`` and ``neighbours`` are empty where it asks for no routes."""

    document: DealDocument
    report: Report
    verdict: VerdictShown
    tornado: Tornado
    ranking: tuple[RouteShownInRank, ...] = ()
    neighbours: tuple[NeighboursShown, ...] = ()

    @property
    def basis(self) -> Basis:
        """Return the doubtful inputs, by which figures are marked where they stand."""
        return basis_of(self.report.inputs)
