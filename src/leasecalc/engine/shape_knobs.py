"""Knobs of the structure of a lease: balloon, steps, seasons, growth of an index, margin of a floating rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.contract.nominal import margin_over_base
from leasecalc.engine.resolved import Quantity
from leasecalc.engine.resolving.resolve_inputs import quantity
from leasecalc.knobs import SEASON_PREFIX, STEP_PREFIX
from leasecalc.money import Money
from leasecalc.records import replace

if TYPE_CHECKING:
    from decimal import Decimal

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.structure import Structure
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.knobs import Knob
    from leasecalc.values import Value


def has_shape_knob(deal: ResolvedDeal, name: str) -> bool:
    """Return whether the lease has the number that the knob turns; a balloon may always be put on."""
    return name == "balloon" or not why_no_shape_knob(deal, name)


def why_no_shape_knob(deal: ResolvedDeal, name: str) -> str:
    """Say why the lease has no such knob, or nothing where it has one."""
    structure = deal.lease.written.structure
    if name == "floating_margin":
        if deal.lease.plan.base_rate is None:
            return "the lease has no floating rate (`lease.structure.floating`)"
        if len({lot.deal.lease.plan.base_rate for lot in deal.lots}) > 1:
            return "the base rate differs between the deliveries, so each has a margin of its own; use `--for rent`"
        return ""
    if name == "index_growth":
        rule = structure.indexed if structure is not None else None
        return "" if rule is not None and rule.growth is not None else "the lease has no `growth` in `lease.structure.indexed`"
    if _written_share(structure, name) is not None:
        return ""
    kind, section = ("step", "steps") if name.startswith(STEP_PREFIX) else ("season", "seasons")
    count = len(getattr(structure, section)) if structure is not None else 0
    return f"of the {count} in `lease.structure.{section}` those in percent are knobs; they are `{kind}.1`, `{kind}.2` and so on"


def _written_share(structure: Structure | None, name: str) -> Decimal | None:
    """Return the percentage of a step or season, or None where there is none of that number or it is an amount."""
    prefix = STEP_PREFIX if name.startswith(STEP_PREFIX) else SEASON_PREFIX
    place = int(name.removeprefix(prefix)) - 1
    found: Decimal | Money | None = None
    if structure is not None and prefix == STEP_PREFIX and place < len(structure.steps):
        step = structure.steps[place]
        found = step.to if step.by is None else step.by
    elif structure is not None and prefix == SEASON_PREFIX and place < len(structure.seasons):
        found = structure.seasons[place].pays
    return None if isinstance(found, Money) else found


def with_shape(deal: ResolvedDeal, inputs: Inputs, name: str, value: Value) -> Inputs:
    """Return ``inputs`` with a knob of the structure turned; a margin decides the first rate, and with it the instalment."""
    found = replace(inputs, structure={**inputs.structure, name: value})
    if name != "floating_margin":
        return found
    base = deal.lease.plan.base_rate
    assert base is not None  # noqa: S101 - only a floating lease has the knob
    return replace(found, rent=None, target=Quantity(base + value, "share", "rate"))


def shape_value(priced: Priced, name: str) -> float | None:
    """Return today's value of a knob of the structure, or None where the lease has no such number."""
    lease, turned = priced.deal.lease, priced.inputs.structure.get(name)
    if name == "floating_margin":
        return None if lease.plan.base_rate is None else float(margin_over_base(lease, priced.table().period_rate))
    if turned is not None:
        return float(turned)
    structure = lease.written.structure
    if name == "balloon":
        written = quantity(structure.balloon if structure is not None else None)
        if written is None:
            return None
        return float(priced.amounts.contracted(written, lease.currency, priced.deal.roundings.contract))
    if name == "index_growth":
        rule = structure.indexed if structure is not None else None
        return None if rule is None or rule.growth is None else float(rule.growth)
    share = _written_share(structure, name)
    return None if share is None else float(share)


def written_at(document: DealDocument, turned: Knob) -> str:
    """Return the path at which a deal file writes the knob."""
    structure = document.lease.structure
    if turned.name.startswith(STEP_PREFIX) and structure is not None:
        place = int(turned.name.removeprefix(STEP_PREFIX)) - 1
        return turned.path.removesuffix("by") + ("to" if structure.steps[place].by is None else "by")
    return turned.path
