"""A formula in the words of a spreadsheet: English names and commas, as the file format stores them in every language."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc.rounding import Rounding
from leasecalc.workbook.formulas.formula import Formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from leasecalc.workbook.book.places import Places

GUARD = 8
"""Decimals to which a value is rounded before it is rounded as the contract says, so that a tie in binary is a tie."""
#: How tightly an operator binds; an operand that binds less is put in brackets.
_ATOM, _POWER, _PRODUCT, _SUM, _COMPARED = 9, 7, 5, 4, 2
_INFIX = {"add": ("+", _SUM), "sub": ("-", _SUM), "mul": ("*", _PRODUCT), "div": ("/", _PRODUCT), "pow": ("^", _POWER),
          "lt": ("<", _COMPARED), "le": ("<=", _COMPARED), "gt": (">", _COMPARED), "ge": (">=", _COMPARED), "eq": ("=", _COMPARED),
          "ne": ("<>", _COMPARED)}  # fmt: skip
_CALLS = {"min": "MIN", "max": "MAX", "abs": "ABS", "where": "IF", "and": "AND", "or": "OR", "not": "NOT", "exp": "EXP", "log": "LN", "sqrt": "SQRT",
          "floor": "INT"}  # fmt: skip
#: Numbers that a formula may hold: nothing, the whole, and a sign. Every other has a cell.
PLAIN = frozenset({0.0, 1.0, -1.0})
LONG = 8
"""A sum of more terms has them in cells."""


class Text:
    """Writes formulas for one sheet."""

    def __init__(self, places: Places, sheet: str) -> None:
        self.places, self.sheet = places, sheet

    def of(self, formula: Formula) -> str:
        """Return how a formula is worked out, without `=`."""
        return self._made(formula)[0]

    def _operand(self, operand: Any, least: int) -> str:
        text, binds = self._used(operand)
        return text if binds >= least else f"({text})"

    def _used(self, operand: Any) -> tuple[str, int]:
        """Return an operand: the name of its cell, or, without one, how it is worked out."""
        if isinstance(operand, Formula):
            if operand.number in self.places.of:
                return self.places.ref(operand, self.sheet), _ATOM
            return self._made(operand)
        if isinstance(operand, bool):
            return ("TRUE" if operand else "FALSE"), _ATOM
        return self._number(float(operand)), _ATOM if operand >= 0 or math.isnan(operand) else _SUM

    def _number(self, value: float) -> str:
        if math.isnan(value):
            return "NA()"
        if value in PLAIN:
            return f"{value:.0f}"
        return self.places.constants[abs(value)] if value > 0 else f"-{self.places.constants[-value]}"

    def _made(self, formula: Formula) -> tuple[str, int]:
        op, args = formula.op, formula.args
        if op in _INFIX:
            return self._infix(formula)
        if op == "neg":
            return f"-{self._operand(args[0], _PRODUCT if _binds(args[0], self) != _POWER else _ATOM)}", _SUM
        if op in _CALLS:
            return f"{_CALLS[op]}({','.join(self._used(arg)[0] for arg in args)})", _ATOM
        return _OTHERS[op](self, *args), _PRODUCT if op == "round" and args[1].mode != "none" and not _decimal(args[1]) else _ATOM

    def _infix(self, formula: Formula) -> tuple[str, int]:
        if formula.op in {"add", "sub"}:
            terms = list(self.terms(formula))
            if len(terms) > LONG:
                return self._sum(terms), _ATOM if all(sign > 0 for sign, _ in terms) else _SUM
        sign, binds = _INFIX[formula.op]
        left, right = formula.args
        # what stands to the right of - and / is put in brackets, and so is all of a power but an atom
        low = _ATOM if formula.op == "pow" else binds
        high = (
            _ATOM
            if formula.op == "pow"
            else binds + 1
            if formula.op in {"sub", "div", "lt", "le", "gt", "ge", "eq", "ne"}
            else binds
        )
        return (
            f"{self._operand(left, low)}{sign}{self._operand(right, max(high, _PRODUCT) if _is_negative(right) else high)}",
            binds,
        )

    def terms(self, formula: Any, sign: int = 1) -> Iterator[tuple[int, Any]]:
        """Yield the terms of a sum with their signs, down to what has a cell of its own."""
        waiting = [(formula, sign)]
        while waiting:
            node, sign = waiting.pop()
            here = isinstance(node, Formula) and (node is formula or node.number not in self.places.of)
            if here and node.op in {"add", "sub"}:
                waiting.append((node.args[1], -sign if node.op == "sub" else sign))
                waiting.append((node.args[0], sign))
            elif here and node.op == "neg":
                waiting.append((node.args[0], -sign))
            else:
                yield sign, node

    def _sum(self, terms: list[tuple[int, Any]]) -> str:
        """Return a long sum: of ranges, and of what stands alone."""
        positive = [node for sign, node in terms if sign > 0]
        negative = [node for sign, node in terms if sign < 0]
        text = f"SUM({','.join(self._ranges(positive))})" if positive else ""
        return f"{text}-SUM({','.join(self._ranges(negative))})" if negative else text

    def _ranges(self, nodes: list[Any]) -> list[str]:
        """Return the cells of terms, those below each other as a range."""
        found: list[tuple[Any, int, int, int]] = []
        alone: list[str] = []
        for node in nodes:
            place = self.places.of.get(node.number) if isinstance(node, Formula) else None
            if place is None or node.number in self.places.names:
                alone.append(self._used(node)[0])
            elif found and found[-1][0] == place[0] and found[-1][3] == place[2] and found[-1][2] + 1 == place[1]:
                found[-1] = (place[0], found[-1][1], place[1], place[2])
            else:
                found.append((place[0], place[1], place[1], place[2]))
        return [self._range(*one) for one in found] + alone

    def _range(self, sheet: str, top: int, bottom: int, column: int) -> str:
        from leasecalc.workbook.book.places import cell_of, quoted

        text = cell_of(top, column) if top == bottom else f"{cell_of(top, column)}:{cell_of(bottom, column)}"
        return text if sheet == self.sheet else f"{quoted(sheet)}!{text}"

    def rounded(self, value: Any, rounding: Rounding) -> str:
        """Return a rounding by the policy of the deal, with its guard against ties in binary."""
        digits = _decimal(rounding)
        if digits and rounding.mode in _BY_DIGITS:
            return f"{_BY_DIGITS[rounding.mode]}(ROUND({self._used(value)[0]},{GUARD}),{digits})"
        unit = self._number(rounding.unit)
        units = (
            f"ROUND({self._operand(value, _PRODUCT)}/{unit},{GUARD})"
            if rounding.unit != 1.0
            else f"ROUND({self._used(value)[0]},{GUARD})"
        )
        whole = {
            "half_up": f"ROUND({units},0)",
            "up": f"ROUNDUP({units},0)",
            "down": f"ROUNDDOWN({units},0)",
            "floor": f"INT({units})",
            "ceiling": f"-INT(-{units})",
            "half_even": f"IF(ABS({units}-INT({units}))=1/(1+1),(1+1)*ROUND({units}/(1+1),0),ROUND({units},0))",
        }[rounding.mode]
        return whole if rounding.unit == 1.0 else f"{whole}*{unit}"

    def rounded_text(self, value: str, rounding: Rounding) -> str:
        """Return a rounding by decimals of what a cell or a text has."""
        return f"{_BY_DIGITS[rounding.mode]}(ROUND({value},{GUARD}),{_decimal(rounding)})"

    def lookup(self, index: Any, *cells: Formula) -> str:
        """Return the entry of a column."""
        return f"INDEX({self._ranges(list(cells))[0]},{self._used(index)[0]})"


_BY_DIGITS = {"half_up": "ROUND", "up": "ROUNDUP", "down": "ROUNDDOWN"}


def by_digits(rounding: Rounding) -> bool:
    """Return whether a rounding is told by a number of decimals, so that no cell is asked for its unit."""
    return bool(_decimal(rounding)) and rounding.mode in _BY_DIGITS


def _decimal(rounding: Rounding) -> str:
    """Return the decimals of a unit that is a power of ten; empty for any other."""
    digits = -math.log10(rounding.unit)
    return str(round(digits)) if abs(digits - round(digits)) < 1e-9 else ""


def _binds(operand: Any, text: Text) -> int:
    return text._used(operand)[1]  # noqa: SLF001 - of this module


def _is_negative(operand: Any) -> bool:
    return isinstance(operand, Formula) and operand.op == "neg"


_OTHERS: dict[str, Callable[..., str]] = {
    "round": Text.rounded,
    "lookup": Text.lookup,
    "log1p": lambda text, value: f"LN(1+{text._operand(value, _SUM)})",  # noqa: SLF001
    "expm1": lambda text, value: f"(EXP({text._used(value)[0]})-1)",  # noqa: SLF001
}
