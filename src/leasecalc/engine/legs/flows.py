"""Cash flows: legs of dated amounts on the time grid. Plus is cash to the lessor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from leasecalc.records import record
from leasecalc.values import Value

Nature = Literal["contractual", "expected"]
Flow = tuple[int, Value]


@record
class Leg:
    """One named stream: (grid index, amount in the deal's currency per car) pairs; amounts are floats or arrays (S,).

    ``nature`` parts what the contracts say from what is expected of them (default, recovery, insurance payments). ``causes`` names for each flow
    the place of the payment that it follows from, where it comes later than that; empty: its own place.
    """

    name: str
    label: str
    flows: tuple[Flow, ...]
    nature: Nature = "contractual"
    causes: tuple[int, ...] = ()

    @property
    def total(self) -> Value:
        """Return the undiscounted sum."""
        return add(amount for _, amount in self.flows)


def add(amounts: Iterable[Value]) -> Value:
    """Return the sum from left to right (the same order on floats and arrays, so the same bits)."""
    total: Value = 0.0
    for amount in amounts:
        total += amount  # an array, once there is one, is our own: it grows in place
    return total


def net(legs: Iterable[Leg], size: int) -> list[Value]:
    """Return the sum of all legs at each of ``size`` grid dates."""
    sums: list[Value] = [0.0] * size
    met = [0] * size
    for leg in legs:
        for at, amount in leg.flows:
            if met[at] > 1:
                sums[at] += amount  # a sum is our own: an array grows in place
            else:
                sums[at] = sums[at] + amount if met[at] else amount
            met[at] += 1
    return sums


def contractual(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return the legs that a contract or a law fixes."""
    return tuple(leg for leg in legs if leg.nature == "contractual")


def present_value(flows: Sequence[Value], factors: Sequence[Value]) -> Value:
    """Return the sum of flow x discount factor over the grid."""
    return add(_valued(flows, factors))


def _valued(flows: Sequence[Value], factors: Sequence[Value]) -> Iterator[Value]:
    """Yield flow x factor; an array that comes again and again, as level instalments do, once with the sum of its factors."""
    held: Value = 0.0
    weight: Value = 0.0
    for flow, factor in zip(flows, factors, strict=True):
        if isinstance(flow, float):
            if flow != 0.0:
                yield flow * factor
        elif flow is held:
            weight = weight + factor
        else:
            if not is_nothing(held):
                yield held * weight
            held, weight = flow, factor
    if not is_nothing(held):
        yield held * weight


def is_nothing(flow: Value) -> bool:
    """Return whether a flow is the plain zero of an empty date (never true of an array)."""
    return isinstance(flow, float) and flow == 0.0
