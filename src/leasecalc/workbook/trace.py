"""A deal priced once on numbers and once on formulas: the formulas of the workbook, and that they say what the engine says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.engine.measures import BY_NAME, measures_of
from leasecalc.engine.price import price
from leasecalc.errors import CalculationError
from leasecalc.records import record
from leasecalc.workbook.formulas.formula import Formula, Graph
from leasecalc.workbook.lifting.deal import lifted
from leasecalc.workbook.term.live import LiveTerm
from leasecalc.workbook.term.terms import ByTerm, by_term

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.legs.flows import Leg
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.markets.library import Library

AS_THE_ENGINE = 1e-7
"""A formula may differ from the engine's figure by so much of it: what two orders of the same sums leave."""


@record
class Traced:
    """One deal both ways."""

    document: DealDocument
    priced: Priced
    """On numbers."""
    graph: Graph
    formulas: Priced
    """On formulas; its deal is the longest that the workbook holds."""
    term: LiveTerm | None
    why_no_term: str
    """Why the term is no formula; empty where it is."""


def traced(document: DealDocument, library: Library, priced: Priced, capacity: int | None = None) -> Traced:
    """Return a priced deal on formulas. Raises ``CalculationError`` where a formula does not give what the engine gives."""
    known = by_term(document, library, priced.deal, capacity)
    if isinstance(known, ByTerm):
        try:
            return _checked(document, priced, known)
        except CalculationError as error:
            known = str(error)
    return _checked(document, priced, known)


def _checked(document: DealDocument, priced: Priced, known: ByTerm | str) -> Traced:
    graph = Graph()
    term = LiveTerm(graph, known, document.lease.term) if isinstance(known, ByTerm) else None
    formulas = price(lifted(priced.deal if term is None else term.top, graph, term))
    found = Traced(document, priced, graph, formulas, term, known if isinstance(known, str) else "")
    _check(found)
    return found


def value_of(operand: Any) -> Any:
    """Return the number that a formula has today, or the number itself."""
    return operand.value if isinstance(operand, Formula) else operand


def _check(found: Traced) -> None:
    """Compare the total and the worth of every leg, and the instalment."""
    ours, theirs = _figures(found.formulas), _figures(found.priced)
    for name, figure in theirs.items():
        formula = value_of(ours.get(name, 0.0))
        if not abs(formula - figure) <= AS_THE_ENGINE * max(abs(figure), 1.0):
            raise CalculationError(f"the workbook's formula for {name} gives {formula!r}, the engine {figure!r}")


def _figures(priced: Priced) -> dict[str, Any]:
    legs: tuple[Leg, ...] = (*priced.lease, *priced.sale, *priced.funding)
    return {"the instalment": priced.contract.rent, **{f"the leg `{leg.name}`": leg.total for leg in legs}}


def measure_on(found: Traced, name: str) -> Any:
    """Return a measure as a formula."""
    by_name = {measure.name: measure for measure in measures_of(found.formulas)}
    return by_name[name].compute(found.formulas)


__all__ = ["BY_NAME", "ResolvedDeal", "Traced", "measure_on", "traced", "value_of"]
