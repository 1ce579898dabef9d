"""From a deal to its routes: each view resolved like any deal, or the reason why a route is not priced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.resolved import Quantity
from leasecalc.engine.resolving.resolve import resolve
from leasecalc.errors import InputError, UsageError
from leasecalc.records import record, replace
from leasecalc.routes.known import ROUTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.markets.library import Library
    from leasecalc.routes.view import Route, View

NAMES = tuple(route.name for route in ROUTES)


@record
class Part:
    """A view of a route, resolved."""

    view: View
    deal: ResolvedDeal


@record
class Plan:
    """A route ready to price (``parts``), or why it is not (``reason``)."""

    name: str
    label: str
    parts: tuple[Part, ...] = ()
    reason: str = ""


def own_routes(document: DealDocument) -> tuple[str, str]:
    """Return the names of the deal's own lease and of its sale."""
    return f"{document.lease.kind}_lease", "export_sale"


def wanted_routes(document: DealDocument, typed: str) -> tuple[str, ...]:
    """Return the routes that ``--routes`` names (`all`, or a list), with the deal's own two. Raises ``UsageError`` for one that does not exist."""
    if typed == "all":
        return NAMES
    names = [name.strip().replace("-", "_") for name in typed.split(",") if name.strip()]
    for name in names:
        if name not in NAMES:
            from leasecalc.reading.suggest import did_you_mean

            raise UsageError(f"--routes: there is no route `{name}`; {did_you_mean(name, (*NAMES, 'all'))}")
    chosen = {*names, *own_routes(document)}
    return tuple(name for name in NAMES if name in chosen)


def plans(document: DealDocument, library: Library, names: Sequence[str]) -> tuple[Plan, ...]:
    """Return the plan of each route."""
    return tuple(_plan(route, document, library) for route in ROUTES if route.name in names)


def _plan(route: Route, document: DealDocument, library: Library) -> Plan:
    missing = route.missing(document)
    if missing:
        return Plan(
            route.name, route.label, reason=f"write {', '.join(f'`{path}`' if ' ' not in path else path for path in missing)}"
        )
    try:
        parts = tuple(_part(view, document, library) for view in route.views(document))
    except InputError as error:
        told = error.diagnostics[0]
        return Plan(route.name, route.label, reason=f"{told.message} ({told.code})")
    return Plan(route.name, route.label, parts)


def _part(view: View, document: DealDocument, library: Library) -> Part:
    """Return a view resolved. Raises ``InputError`` for what the deal lacks as the view has it."""
    if view.document is document:
        return Part(view, resolve(document, library))
    written = replace(view.document, routes=None, expect=None, optimise=None, assumed=())
    _refuse_faults(written)
    deal = resolve(written, library)
    lots = tuple(replace(lot, deal=_as_viewed(lot.deal, view)) for lot in deal.lots)
    return Part(view, replace(_as_viewed(deal, view), lots=lots))


def _refuse_faults(document: DealDocument) -> None:
    from leasecalc.errors import Diagnostic

    faults = tuple(document.faults())
    if faults:
        first = faults[0]
        raise InputError((Diagnostic(first.code, first.message, first.hint or "", path=".".join(map(str, first.path))),))


def _as_viewed(deal: ResolvedDeal, view: View) -> ResolvedDeal:
    scaled = {
        name: _scaled(getattr(deal.inputs, name), share)
        for name, share in view.scaled.items()
        if name != "price"  # the document has the kit's
    }
    return replace(deal, refund_rule=view.refund_rule, inputs=replace(deal.inputs, **scaled))


def _scaled(quantity: Quantity | None, share: float) -> Quantity | None:
    """Return a quantity times a share; a share of the price follows the price by itself."""
    if quantity is None or (quantity.per == "share" and quantity.of in {"price", "ex_vat"}):
        return quantity
    return replace(quantity, number=quantity.number * share)


def turned(inputs: Inputs, today: Inputs) -> dict[str, object]:
    """Return the numbers that a knob has set, by name."""
    from leasecalc.records import fields_of

    return {
        found.name: getattr(inputs, found.name)
        for found in fields_of(inputs)
        if getattr(inputs, found.name) is not getattr(today, found.name)
    }
