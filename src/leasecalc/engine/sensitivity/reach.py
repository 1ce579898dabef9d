"""`tornado`: how far each input moves a measure when it alone is moved, the largest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.as_printed import as_printed
from leasecalc.engine.sensitivity.axes import Axis, axis_of
from leasecalc.engine.sensitivity.grid import Cell, cells_at
from leasecalc.engine.settings import has_knob, knob_range, knob_value
from leasecalc.knobs import DRIFT_PREFIX, FEE_PREFIX, FX_PREFIX, KNOBS
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.sensitivity.grid import Point
    from leasecalc.engine.solving.goals import Goal
    from leasecalc.engine.solving.subject import Subject

#: Shares that are granted or refused as a whole: they are moved from one end to the other.
GRANTED_OR_REFUSED = frozenset({"lease_refund_share", "sale_refund_share"})


@record(kw_only=True)
class Bar:
    """One input moved to two values, and the measure there."""

    axis: Axis
    low: Cell
    high: Cell

    @property
    def spread(self) -> float:
        """Return the distance of the measure between both ends; zero where one of them has no price."""
        low, high = self.low.measures[0], self.high.measures[0]
        return 0.0 if low is None or high is None else abs(high - low)


@record(kw_only=True)
class Tornado:
    """All inputs, the one with the largest spread first; ``still`` are the names of those that move nothing."""

    subject: Subject
    goal: Goal
    today: float
    shift: float
    bars: tuple[Bar, ...]
    still: tuple[str, ...]


def knobs_of(priced: Priced, *, rent_solved: bool) -> tuple[str, ...]:
    """Return the knobs that the deal has a number for and that may be moved alone (the term is a deal of its own)."""
    names = [knob.name for knob in KNOBS if knob.name not in {"term", "rent" if rent_solved else "rate"}]
    names += [FEE_PREFIX + str(place) for place in range(1, len(priced.inputs.fees) + 1)]
    names += [prefix + pair for prefix in (FX_PREFIX, DRIFT_PREFIX) for pair in priced.inputs.fx]
    return tuple(name for name in names if has_knob(priced.deal, name) and knob_value(priced, name) is not None)


def tornado(subject: Subject, goal: Goal, shift: float, ranges: tuple[Axis, ...] = ()) -> Tornado:
    """Return the reach of every input: moved by ``shift`` (a fraction of today's value) down and up, or through its own range.

    Nothing is known of how likely a move is: equal shares compare how much each input matters, own ``ranges`` say what is feared.
    """
    own = {axis.knob.name: axis for axis in ranges}
    names = dict.fromkeys((*own, *knobs_of(subject.today, rent_solved=subject.rent == "solved again")))
    bars, still = [], []
    for name in names:
        axis = own.get(name) or _moved(subject.today, name, shift)
        if axis is None:
            continue
        points: tuple[Point, ...] = ((axis.values[0],), (axis.values[-1],))
        low, high = cells_at(subject, (name,), points, (goal,))
        bar = Bar(axis=axis, low=low, high=high)
        moved = bar.spread > 0.5 * goal.unit or low.reason or high.reason
        (bars.append(bar) if moved else still.append(axis.knob.label))
    bars.sort(key=lambda bar: -bar.spread)
    today = float(as_printed(subject.today, goal.measure))
    return Tornado(subject=subject, goal=goal, today=today, shift=shift, bars=tuple(bars), still=tuple(still))


def _moved(priced: Priced, name: str, shift: float) -> Axis | None:
    """Return the two ends of a knob around today's value, within its range; None for a zero, which no share moves."""
    if name in GRANTED_OR_REFUSED:
        return axis_of(priced, name, (0.0, 1.0))
    today = knob_value(priced, name)
    if not today:
        return None
    low, high = knob_range(priced, name)
    ends = sorted((today * (1.0 - shift), today * (1.0 + shift)))
    return axis_of(priced, name, (max(low, ends[0]), min(high, ends[1])))
