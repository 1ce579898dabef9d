"""Two routes beside each other: their difference as a measure of the deal, so that knobs turn both, and what makes it zero."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from leasecalc.engine.measures import Measure, present_value_of
from leasecalc.engine.sensitivity.reach import GRANTED_OR_REFUSED, knobs_of
from leasecalc.engine.settings import knob_currency, knob_range, knob_value
from leasecalc.engine.solving.solve import plain_grid, search
from leasecalc.engine.solving.trials import Trials
from leasecalc.knobs import DRIFT_PREFIX, FX_PREFIX, knob
from leasecalc.records import record
from leasecalc.routes.pricing import priced_route

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from leasecalc.engine.price import Priced
    from leasecalc.engine.solving.subject import Subject
    from leasecalc.routes.planning import Plan
    from leasecalc.routes.pricing import PricedRoute
    from leasecalc.values import Value


@record
class Pair:
    """Two plans; the difference is the present value of the first less that of the second."""

    first: Plan
    second: Plan

    def measure(self) -> Measure:
        """Return the difference as a measure of a priced deal: both routes priced at the numbers at which the deal was."""
        return Measure(
            "route_difference",
            f"{self.first.label} minus {self.second.label}",
            "money",
            "both routes",
            "NPV - NPV",
            self.difference,
        )

    def difference(self, base: Priced) -> Value:
        """Return the difference at the numbers at which the deal was priced, per car in the deal's currency."""
        first, second = self.present_values(base)
        return first - second

    def present_values(self, base: Priced) -> tuple[Value, Value]:
        """Return the present value of each route at the numbers at which the deal was priced."""
        return priced_route(self.first, base).present_value(), priced_route(self.second, base).present_value()


@record
class Flip:
    """The value of a knob at which two routes are worth the same, and by which share of today's value it must move."""

    knob: str
    label: str
    unit: str
    currency: str
    today: float
    value: float
    distance: float | None


def flips(subject: Subject, pair: Pair) -> tuple[Flip, ...]:
    """Return where each knob alone makes two routes equal, the nearest to today first; those that never do are left out.

    A rate that is zero today counts too. A knob whose range leaves the sign at both ends as it is today is taken not to flip anything.
    """
    found = [flip for name in _names(subject) if (flip := _flip(subject, pair, name)) is not None]
    return tuple(sorted(found, key=lambda flip: (flip.distance is None, abs(flip.distance or 0.0))))


#: What a reader asks of first: said also where no value of it turns anything round.
MAIN = ("residual", "rent", "default_rate", "sale_price")


def steady(subject: Subject, found: Sequence[Flip]) -> tuple[str, ...]:
    """Return the labels of the main inputs and of the exchange rates that alone turn nothing round."""
    turning = {flip.knob for flip in found}
    names = [
        name
        for name in knobs_of(subject.today, rent_solved=subject.rent == "solved again")
        if name in MAIN or name.startswith(FX_PREFIX)
    ]
    return tuple(knob(name).label for name in names if name not in turning)


def _names(subject: Subject) -> Iterator[str]:
    for name in knobs_of(subject.today, rent_solved=subject.rent == "solved again"):
        today = knob_value(subject.today, name)
        if name not in GRANTED_OR_REFUSED and (today or (today == 0.0 and knob(name).unit == "rate")):
            yield name


def _flip(subject: Subject, pair: Pair, name: str) -> Flip | None:
    trials = Trials[float](lambda value: subject.at({name: value}, rounded=False))
    function = trials.function(pair.measure())
    low, high = knob_range(subject.today, name)
    today = knob_value(subject.today, name) or 0.0
    if not low < high:
        return None
    here = function(today)
    ends = (function(low), function(high))
    if not any(math.isnan(end) or end * here < 0.0 for end in ends):
        return None
    answer = search(function, today, plain_grid(low, high, by_ratio=knob(name).unit == "quote"))
    if answer.value is None or (answer.value * today < 0.0 and not name.startswith(DRIFT_PREFIX)):
        return None  # a rate of discount below zero turns nothing round; a currency may well turn from falling to rising
    limits = knob(name)
    currency = knob_currency(subject.today.deal, name) if limits.unit == "money" else ""
    return Flip(name, limits.label, limits.unit, currency, today, answer.value, answer.value / today - 1.0 if today else None)


@record
class BridgeLeg:
    """A leg in both routes: present values per car in the deal's currency; zero where a route has no such leg."""

    name: str
    label: str
    first: Value
    second: Value


def bridge(first: PricedRoute, second: PricedRoute) -> tuple[BridgeLeg, ...]:
    """Return the present value of every leg of two routes; the differences add up to the difference of their present values."""
    left, right = dict(_worths(first)), dict(_worths(second))
    nothing = ("", 0.0)
    return tuple(
        BridgeLeg(name, left.get(name, right.get(name, nothing))[0], left.get(name, nothing)[1], right.get(name, nothing)[1])
        for name in dict.fromkeys((*left, *right))
    )


def _worths(route: PricedRoute) -> Iterable[tuple[str, tuple[str, Value]]]:
    """Return each leg's name with its label and present value; legs of the same name in several companies are added."""
    found: dict[str, tuple[str, Value]] = {}
    for part in route.parts:
        for leg in part.legs:
            worth = present_value_of(part.priced, (leg,))
            found[leg.name] = (leg.label, found[leg.name][1] + worth if leg.name in found else worth)
    return found.items()
