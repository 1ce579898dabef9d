"""A quantity as a formula: the third face of a `Value`, beside the float and the array.

The engine is written with ``+ - * /`` and the functions of `values`, and never branches on an array. A `Formula` passes for an array of one
scenario (``ndim`` is 1), keeps what was done to it, and holds the float that the same operations give. Equal operations on equal operands are one
object, so that a quantity which the engine asks for twice is one cell.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc.errors import CalculationError
from leasecalc.rounding import Rounding, round_to
from leasecalc.workbook.formulas.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Operand = Any
"""A `Formula`, a float or a bool."""


class Formula:
    """One quantity: its operation, operands and value; a leaf has its name for operand."""

    __slots__ = ("about", "args", "fixed", "graph", "number", "op", "value")
    ndim = 1
    __array_priority__ = 1000.0

    def __init__(self, graph: Graph, number: int, op: str, args: tuple[Operand, ...], value: Any) -> None:
        self.graph, self.number, self.op, self.args, self.value = graph, number, op, args, value
        self.about: Any = None
        #: Whether it hangs on days of the calendar alone, which no input moves: such a one may be branched on.
        self.fixed: bool = op != "leaf" and all(not isinstance(arg, Formula) or arg.fixed for arg in args)

    def __repr__(self) -> str:
        return f"<{self.op} #{self.number} = {self.value!r}>"

    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        if self.fixed:
            return bool(self.value)
        raise CalculationError(f"a formula cannot be branched on: {self!r}")

    def __float__(self) -> float:
        raise CalculationError(f"a formula cannot become a plain number: {self!r}")

    def __add__(self, other: Operand) -> Operand:
        return self.graph.add(self, other)

    def __radd__(self, other: Operand) -> Operand:
        return self.graph.add(other, self)

    def __sub__(self, other: Operand) -> Operand:
        return self.graph.subtract(self, other)

    def __rsub__(self, other: Operand) -> Operand:
        return self.graph.subtract(other, self)

    def __mul__(self, other: Operand) -> Operand:
        return self.graph.multiply(self, other)

    def __rmul__(self, other: Operand) -> Operand:
        return self.graph.multiply(other, self)

    def __truediv__(self, other: Operand) -> Operand:
        return self if _is(other, 1.0) else self.graph.make("div", self, other)

    def __rtruediv__(self, other: Operand) -> Operand:
        return 0.0 if _is(other, 0.0) else self.graph.make("div", other, self)

    def __neg__(self) -> Operand:
        return self.args[0] if self.op == "neg" else self.graph.make("neg", self)

    def __pos__(self) -> Operand:
        return self

    def __abs__(self) -> Operand:
        return self.graph.make("abs", self)

    def __lt__(self, other: Operand) -> Operand:
        return self.graph.make("lt", self, other)

    def __le__(self, other: Operand) -> Operand:
        return self.graph.make("le", self, other)

    def __gt__(self, other: Operand) -> Operand:
        return self.graph.make("gt", self, other)

    def __ge__(self, other: Operand) -> Operand:
        return self.graph.make("ge", self, other)

    def __eq__(self, other: object) -> Operand:
        return self.graph.make("eq", self, other)

    def __ne__(self, other: object) -> Operand:
        return self.graph.make("ne", self, other)

    def __and__(self, other: Operand) -> Operand:
        return self.graph.both(self, other)

    __rand__ = __and__

    def __or__(self, other: Operand) -> Operand:
        return self.graph.either(self, other)

    __ror__ = __or__

    def __invert__(self) -> Operand:
        return self.graph.make("not", self)

    def any(self) -> bool:
        """Say yes: it may be true where other numbers are put in."""
        return True

    def all(self) -> bool:
        """Say what it says today: the engine asks so whether numbers are valid."""
        return bool(self.value)

    def astype(self, _: type) -> Operand:
        """Return 1 where the flag holds, else 0."""
        return self.graph.where(self, 1.0, 0.0)

    def rounded(self, rounding: Rounding) -> Operand:
        """Return the quantity as a contract rounds it (`rounding.round_to`)."""
        if self.op == "round" and self.args[1] == rounding:
            return self
        if self.op == "where" and all(_is(arm, 0.0) or _rounded(arm, rounding) for arm in self.args[1:]):
            return self
        return self.graph.make("round", self, rounding)

    def rate_of_return(self, times: Sequence[Operand], amounts: Sequence[Operand]) -> Operand:
        """Return the rate at which the amounts are worth nothing."""
        return self.graph.make("rate", *times, *amounts)

    def zero_of(self, excess: Callable[[Operand], Operand], first: Operand, second: Operand) -> Operand:
        """Return the zero of a function (`secant`)."""
        from leasecalc.workbook.formulas.zero import zero_of

        return zero_of(self.graph, excess, first, second)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Operand, **_: Any) -> Operand:
        """Take the place of an array in a function of NumPy."""
        if method != "__call__" or ufunc.__name__ not in UFUNCS:
            return NotImplemented
        return UFUNCS[ufunc.__name__](self.graph, *(_plain(found) for found in inputs))

    def __array_function__(self, function: Any, _types: Any, args: tuple[Operand, ...], _kwargs: Any) -> Operand:
        """Take the place of an array in `numpy.where`."""
        return self.graph.where(*args) if function.__name__ == "where" else NotImplemented


def _plain(operand: Operand) -> Operand:
    return operand if isinstance(operand, Formula) else float(operand)


def _is(operand: Operand, number: float) -> bool:
    return isinstance(operand, (int, float)) and operand == number


def _rounded(operand: Operand, rounding: Rounding) -> bool:
    return isinstance(operand, Formula) and operand.op == "round" and operand.args[1] == rounding


class Graph:
    """All formulas of one deal."""

    def __init__(self) -> None:
        self.known: dict[Any, Formula] = {}
        self.leaves: dict[str, Formula] = {}

    def leaf(self, name: str, value: float, about: Any = None, *, fixed: bool = False) -> Formula:
        """Return the leaf of a name: a cell that holds a number. Raises ``CalculationError`` for one name with two numbers."""
        found = self.leaves.get(name)
        if found is None:
            found = self.leaves[name] = Formula(self, len(self.known) + len(self.leaves), "leaf", (name,), float(value))
            found.about, found.fixed = about, fixed
        elif found.value != value and not math.isnan(value):
            raise CalculationError(f"two numbers for `{name}`: {found.value!r} and {value!r}")
        return found

    def make(self, op: str, *args: Operand) -> Formula:
        """Return the formula of an operation on operands."""
        args = tuple(arg if isinstance(arg, (Formula, bool, Rounding)) else float(arg) for arg in args)
        key = (op, *(("#", arg.number) if isinstance(arg, Formula) else arg for arg in args))
        found = self.known.get(key)
        if found is None:
            values = [arg.value if isinstance(arg, Formula) else arg for arg in args]
            found = Formula(self, len(self.known) + len(self.leaves), op, args, OPERATIONS[op](*values))
            self.known[key] = found
        return found

    def add(self, left: Operand, right: Operand) -> Operand:
        """Return the sum."""
        if _is(left, 0.0):
            return right
        if _is(right, 0.0):
            return left
        if isinstance(right, Formula) and right.op == "neg":
            return self.subtract(left, right.args[0])
        return self.make("add", left, right)

    def subtract(self, left: Operand, right: Operand) -> Operand:
        """Return the difference."""
        if _is(right, 0.0):
            return left
        if _is(left, 0.0):
            return -right
        if isinstance(right, Formula) and right.op == "neg":
            return self.add(left, right.args[0])
        return self.make("sub", left, right)

    def multiply(self, left: Operand, right: Operand) -> Operand:
        """Return the product; minus signs go to its front."""
        for one, other in ((left, right), (right, left)):
            if _is(one, 0.0):
                return 0.0
            if _is(one, 1.0):
                return other
            if _is(one, -1.0):
                return -other
            if isinstance(one, Formula) and one.op == "neg":
                return -self.multiply(one.args[0], other)
        return self._product(left, right)

    def _product(self, left: Operand, right: Operand) -> Operand:
        """Return the product; of a 1 or 0 by a flag, the other factor by that flag."""
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Formula) and one.op == "where" and _is(one.args[1], 1.0) and _is(one.args[2], 0.0):
                return self.where(one.args[0], other, 0.0)
        return self.make("mul", left, right)

    def both(self, left: Operand, right: Operand) -> Operand:
        """Return the logical and."""
        if left is True or right is True:
            return right if left is True else left
        return False if left is False or right is False else self.make("and", left, right)

    def either(self, left: Operand, right: Operand) -> Operand:
        """Return the logical or."""
        if left is False or right is False:
            return right if left is False else left
        return True if left is True or right is True else self.make("or", left, right)

    def least(self, op: str, left: Operand, right: Operand, beyond: float) -> Operand:
        """Return the smaller or larger of two; one ``beyond`` all numbers is never it."""
        if _is(left, beyond) or left is right:
            return right
        return left if _is(right, beyond) else self.make(op, left, right)

    def where(self, flag: Operand, chosen: Operand, otherwise: Operand) -> Operand:
        """Return one of two by a flag."""
        if not isinstance(flag, Formula):
            return chosen if flag else otherwise
        return chosen if chosen is otherwise else self.make("where", flag, _plain(chosen), _plain(otherwise))


#: Functions of NumPy that `values` asks for, by their names.
UFUNCS: dict[str, Callable[..., Operand]] = {
    "add": Graph.add, "subtract": Graph.subtract, "multiply": Graph.multiply,
    "divide": lambda _, left, right: left / right,
    "isfinite": lambda _, found: True,  # noqa: ARG005 - what is put in decides; a cell shows its own error
    "isnan": lambda _, found: False,  # noqa: ARG005
    "power": lambda graph, base, exponent: 1.0 if _is(exponent, 0.0) else graph.make("pow", base, exponent),
    "minimum": lambda graph, left, right: graph.least("min", left, right, math.inf),
    "maximum": lambda graph, left, right: graph.least("max", left, right, -math.inf),
    **{name: (lambda graph, *args, op=op: graph.make(op, *args))
       for name, op in {"floor": "floor", "exp": "exp", "log": "log",
                        "log1p": "log1p", "expm1": "expm1", "sqrt": "sqrt", "less": "lt", "less_equal": "le", "greater": "gt",
                        "greater_equal": "ge", "equal": "eq", "not_equal": "ne"}.items()},
}  # fmt: skip

__all__ = ["Formula", "Graph", "Operand", "round_to"]
