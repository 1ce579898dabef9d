"""Numbers as they stand in charts and documents: in the signs of the language, with the minus sign of the printer."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.report.render.formatting import Words

_HYPHEN = re.compile(r"(?<![\w.,)\-])-(?=\d)")


def minus(text: str) -> str:
    """Return ``text`` with a minus sign before negative numbers and between two words, and without the quotes of code."""
    return _HYPHEN.sub("−", text).replace(" - ", " − ").replace("`", "")


def amount(words: Words, value: Decimal, *, signed: bool = False) -> str:
    """Return an amount without its currency; ``signed`` puts a plus before what is above zero."""
    shown = minus(words.cell(value, "money"))
    return f"+{shown}" if signed and value > 0 else shown


def axis_of(words: Words) -> Callable[[float], str]:
    """Return what writes round numbers under an axis."""

    def tick(value: float) -> str:
        number = Decimal(repr(round(value, 6)))
        whole = number == number.to_integral_value()
        return minus(words.number(number, 0 if whole else 2))

    return tick
