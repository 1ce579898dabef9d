"""What each operation of a formula gives on floats: the same functions as the engine's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.roots import quoted_rate_of_return
from leasecalc.rounding import round_to
from leasecalc.values import exp, expm1, floor, log, log1p, maximum, minimum, power, sqrt

if TYPE_CHECKING:
    from collections.abc import Callable


def _rate(*args: float) -> float:
    """Return the rate of return of times, then as many amounts."""
    half = len(args) // 2
    return quoted_rate_of_return(args[:half], args[half:])


def _divide(left: float, right: float) -> float:
    return left / right if right else float("nan")


#: An operation of a table that `index` (from 1) enters.
def _lookup(index: float, *values: float) -> float:
    return values[int(index) - 1]


OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": lambda left, right: left + right,
    "sub": lambda left, right: left - right,
    "mul": lambda left, right: left * right,
    "div": _divide,
    "neg": lambda value: -value,
    "abs": abs,
    "pow": power,
    "min": minimum,
    "max": maximum,
    "floor": floor,
    "exp": exp,
    "expm1": expm1,
    "log": log,
    "log1p": log1p,
    "sqrt": sqrt,
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
    "eq": lambda left, right: left == right,
    "ne": lambda left, right: left != right,
    "and": lambda left, right: left and right,
    "or": lambda left, right: left or right,
    "not": lambda flag: not flag,
    "where": lambda flag, chosen, otherwise: chosen if flag else otherwise,
    "round": round_to,
    "rate": _rate,
    "lookup": _lookup,
}
