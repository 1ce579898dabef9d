"""The verdict and the ranking of routes as they are shown: money in the deal's currency per car, rates as fractions."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from leasecalc.records import record


@record(kw_only=True)
class RouteFigures:
    """What is measured of a route; None where there is no such value."""

    npv: Decimal
    npv_per_peak_cash: float | None
    npv_per_month_tied: Decimal | None
    peak_cash: Decimal
    months_tied: float | None
    effective_yield: float | None
    payback_months: float | None


@record(kw_only=True)
class RouteGate:
    """A gate that does not pass; ``refund`` says whether it decides the export refund alone."""

    label: str
    status: str
    refund: bool


@record(kw_only=True)
class RouteShownInRank:
    """A route in the ranking; ``status`` is that of the worst gate, and ``reason`` tells it, or why the route is not priced.

    Without a ``rank`` the route is not priced, or a gate of the market fails; an export refund that is refused costs and bars nothing.
    """

    rank: int | None
    name: str
    label: str
    status: str
    reason: str
    gates: tuple[RouteGate, ...]
    """Gates that do not pass, the worst first."""
    figures: RouteFigures | None


@record(kw_only=True)
class FlipShown:
    """The value of an input at which two routes are worth the same; ``unit`` is a currency, `rate`, or a pair of currencies."""

    knob: str
    label: str
    unit: str
    today: Decimal | float
    value: Decimal | float
    distance: float | None


@record(kw_only=True)
class NeighboursShown:
    """Two neighbours in the ranking and what makes them equal, the nearest first."""

    better: str
    worse: str
    difference: Decimal
    flips: tuple[FlipShown, ...]


@record(kw_only=True)
class BridgeLine:
    """A leg: present value in both routes and the difference; the line `rounding` makes the parts add up to the total."""

    name: str
    label: str
    first: Decimal
    second: Decimal
    difference: Decimal


@record(kw_only=True)
class CaseShown:
    """The difference with one thing otherwise; ``turns`` says whether the other route is then ahead."""

    kind: Literal["gate", "assumed"]
    what: str
    how: str
    difference: Decimal | None
    turns: bool


@record(kw_only=True)
class DoubtfulFigure:
    """A figure of a market file that is not verified or due for review, and whether it moves the lessor's flows."""

    path: str
    value: str
    mark: str
    touches_lessor: bool
    borne_by: str


@record(kw_only=True)
class VerdictShown:
    """The answer of `compare` on two routes: the first less the second."""

    first: str
    second: str
    ahead: str
    difference_per_car: Decimal
    difference_fleet: Decimal
    too_close_to_call: bool
    band_share: float
    band_low: Decimal
    band_high: Decimal
    first_figures: RouteFigures
    second_figures: RouteFigures
    bridge: tuple[BridgeLine, ...]
    flips: tuple[FlipShown, ...]
    steady: tuple[str, ...]
    """Labels of the main inputs that alone turn nothing round, whatever their value in reach."""
    cases: tuple[CaseShown, ...]
    not_moved: tuple[str, ...]
    """Assumed inputs that are no number which can be moved alone."""
    doubtful: tuple[DoubtfulFigure, ...]
    unknown_gates: tuple[str, ...]
    """Gates of the market that are not known: if one fails, the route is closed."""
