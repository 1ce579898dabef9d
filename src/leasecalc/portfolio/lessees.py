"""Who defaults when, and what that costs: for every lessee the draw beyond which each deal is in default, and its loss by date of default."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

from leasecalc.engine.legs.credit_legs import nobody_defaults
from leasecalc.engine.measures import BY_NAME
from leasecalc.engine.path import Path
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_fixed_rent
from leasecalc.records import record, replace
from leasecalc.simulation.model import default_thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leasecalc.engine.price import Priced
    from leasecalc.portfolio.positions import Position


@record(kw_only=True)
class Exposed:
    """One deal (or delivery) of a lessee: thresholds by grid index, falling, and what a default then costs in the book's currency.

    A normal draw above a threshold is a default by that date. ``losses`` has one entry more than ``thresholds``: the last, no default, is 0.
    Losses are net present values given up, signed by the status.
    """

    thresholds: tuple[float, ...]
    losses: tuple[float, ...]

    @property
    def default_rate(self) -> float:
        """Return the probability of a default by the end."""
        return 1.0 - NormalDist().cdf(self.thresholds[-1]) if math.isfinite(self.thresholds[-1]) else 0.0


@record(kw_only=True)
class Lessees:
    """``count`` lessees alike, who default apart given the common factor; each has every deal of ``parts``, which default together."""

    name: str
    count: int
    parts: tuple[Exposed, ...]
    in_book: bool
    """Whether a deal of theirs is added; one that is only subtracted counts in losses, not among the lessees."""

    @property
    def default_rate(self) -> float:
        """Return the probability that one of them defaults on any of the deals."""
        return max(part.default_rate for part in self.parts)


def lessees_of(lines: Sequence[Position]) -> tuple[Lessees, ...]:
    """Return all lessees of the lines that count, in the order in which they come."""
    named: dict[str, list[Position]] = {}
    for line in lines:
        if line.sign:
            named.setdefault(f"{line.lessee} x {line.lessees}" if line.lessees > 1 else line.lessee, []).append(line)
    return tuple(
        Lessees(
            name=name,
            count=group[0].lessees,
            parts=tuple(part for line in group for part in _exposed(line)),
            in_book=any(line.sign > 0.0 for line in group),
        )
        for name, group in named.items()
    )


def _exposed(line: Position) -> Iterator[Exposed]:
    """Yield the parts of a line: the deal, or each of its deliveries by its cars."""
    lots = line.priced.lots or (line.priced,)
    cars = sum(lot.deal.quantity for lot in lots)
    for lot in lots:
        yield _part(lot, line.sign * line.scale / line.lessees * lot.deal.quantity / cars)


def _part(priced: Priced, scale: float) -> Exposed:
    if nobody_defaults(priced.inputs):
        return Exposed(thresholds=(math.inf,), losses=(0.0, 0.0))
    thresholds = default_thresholds(priced.deal, priced.inputs)
    return Exposed(thresholds=thresholds, losses=tuple(scale * loss for loss in losses_by_date(priced)))


def losses_by_date(priced: Priced) -> tuple[float, ...]:
    """Return the net present value that one car loses by a default on each date of the grid, and 0 for none, in the deal's currency.

    The kernel prices the deal whole in one block with a path for each date; the instalment is kept.
    """
    import numpy as np

    size = len(priced.deal.timeline.years)
    paths = np.arange(size + 1)
    alive = {index: (paths > index).astype(float) for index in range(size)}
    inputs = replace(with_fixed_rent(priced), path=Path(alive=alive))
    worth = np.broadcast_to(BY_NAME["lease_npv"].compute(price(priced.deal, inputs)), (size + 1,))
    return tuple(float(worth[-1] - value) for value in worth)
