"""What is not known of a comparison, and whether it could change the answer: gates priced the other way, assumed numbers moved by a share."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from leasecalc.engine.price import price
from leasecalc.engine.resolving.resolve_origin import LEASE_GATE, SALE_GATE
from leasecalc.engine.sensitivity.reach import GRANTED_OR_REFUSED, knobs_of
from leasecalc.engine.settings import knob_range, knob_value, with_fixed_rent, with_knob
from leasecalc.errors import LeasecalcError
from leasecalc.knobs import knob
from leasecalc.money import Money
from leasecalc.reading.quantities import Share
from leasecalc.records import fields_of, record, replace
from leasecalc.routes.difference import Pair
from leasecalc.routes.planning import plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.price import Priced
    from leasecalc.markets.library import Library

#: Gates of the refund, and the input that says whether it is granted.
SHARES = {LEASE_GATE: "lease_refund_share", SALE_GATE: "sale_refund_share"}
NOT_KNOWN = frozenset({"unknown", "pass with doubt"})


@record(kw_only=True)
class Case:
    """The present values of two routes with one thing otherwise; None where they then have no price."""

    kind: Literal["gate", "assumed"]
    what: str
    how: str
    values: tuple[float, float] | None

    @property
    def difference(self) -> float | None:
        """Return the first less the second."""
        return None if self.values is None else self.values[0] - self.values[1]


@record
class World:
    """The deal as it is priced, with what is needed to price its routes otherwise."""

    document: DealDocument
    library: Library
    base: Priced


def cases(world: World, pair: Pair, share: float) -> Iterator[Case]:
    """Yield every case: each refund whose gate is not known the other way, each assumed number alone moved by ``share`` down and up."""
    yield from _gates(world, pair)
    yield from _knobs(world, pair, share)
    yield from _inputs_of_routes(world, pair, share)


def _gates(world: World, pair: Pair) -> Iterator[Case]:
    base = world.base
    for gate in base.deal.origin_gates:
        if gate.id not in SHARES or gate.status not in NOT_KNOWN:
            continue
        today = getattr(base.inputs, SHARES[gate.id])
        other = 0.0 if today else 1.0
        inputs = replace(with_fixed_rent(base), **{SHARES[gate.id]: other})
        yield Case(
            kind="gate", what=gate.label, how="granted" if other else "refused", values=_at(pair, price(base.deal, inputs))
        )


def _knobs(world: World, pair: Pair, share: float) -> Iterator[Case]:
    base = world.base
    kept = with_fixed_rent(base)
    for name in knobs_of(base, rent_solved=base.inputs.rent is None):
        today = knob_value(base, name)
        if name in GRANTED_OR_REFUSED or not today or not is_assumed(world.document, knob(name).path):
            continue
        low, high = knob_range(base, name)
        for sign in (-1.0, 1.0):
            value = min(max(today * (1.0 + sign * share), low), high)
            try:
                found = _at(pair, price(base.deal, with_knob(base.deal, kept, name, value)))
            except (LeasecalcError, ArithmeticError):
                found = None
            yield Case(kind="assumed", what=knob(name).label, how=_moved(sign, share), values=found)


def is_assumed(document: DealDocument, path: str) -> bool:
    """Return whether the deal marks a path, what holds it, or what it holds, as assumed."""
    return bool(path) and any(
        path == marked or path.startswith(f"{marked}.") or marked.startswith(f"{path}.") for marked in document.assumed
    )


def _inputs_of_routes(world: World, pair: Pair, share: float) -> Iterator[Case]:
    """Yield the cases of numbers that only a route has."""
    routes = world.document.routes
    for plan in (pair.first, pair.second):
        section = getattr(routes, plan.name, None)
        for found in fields_of(section) if section is not None else ():
            written, path = getattr(section, found.name), f"routes.{plan.name}.{found.name}"
            if not is_assumed(world.document, path):
                continue
            for sign in (-1.0, 1.0):
                moved = _times(written, Decimal(str(1.0 + sign * share)))
                if moved is None:
                    continue
                document = replace(world.document, routes=replace(routes, **{plan.name: replace(section, **{found.name: moved})}))
                (other,) = plans(document, world.library, (plan.name,))
                again = Pair(other, pair.second) if plan is pair.first else Pair(pair.first, other)
                values = None if other.reason else _at(again, world.base)
                what = f"{plan.label}: {found.name.replace('_', ' ')}"
                yield Case(kind="assumed", what=what, how=_moved(sign, share), values=values)


def _times(written: object, factor: Decimal) -> object | None:
    """Return a written number times a factor; None for what is no number."""
    if isinstance(written, Money):
        return Money((written.amount * factor).quantize(Decimal("0.01")), written.currency)
    if isinstance(written, Share):
        return replace(written, fraction=written.fraction * factor)
    return written * factor if isinstance(written, Decimal) else None


def _moved(sign: float, share: float) -> str:
    return f"{100.0 * sign * share:+g} %"


def _at(pair: Pair, base: Priced) -> tuple[float, float]:
    first, second = pair.present_values(base)
    return float(first), float(second)
