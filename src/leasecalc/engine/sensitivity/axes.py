"""Axes of a sweep: a knob and its values, typed as `residual=1000 USD..4000 USD/7`, `residual=x0.8..x1.2/5` or `term=36,48,60`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.settings import knob_range, knob_value
from leasecalc.engine.solving.subject import knob_named, typed_value
from leasecalc.engine.solving.targeting import said, unknown
from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.knobs import Knob

POINTS = 7
"""Values on an axis where the range does not say how many."""

MOST_POINTS = 10_000
MOST_INSTALMENTS = 2_000.0


@record(kw_only=True)
class Axis:
    """One knob and the values that it takes: money in ``currency``, rates as fractions, quotes as written."""

    knob: Knob
    currency: str
    today: float | None
    values: tuple[float, ...]

    def said(self, value: float) -> str:
        """Return a value in words: `1,000.00 USD`, `14.0000 %`, `60 instalments`."""
        return said(self.knob, self.currency, value)


def axis(priced: Priced, typed: str, *, option: str = "--over") -> Axis:
    """Return the axis that was typed. Raises ``UsageError`` for a knob or a value that cannot be read."""
    typed_name, equals, text = typed.partition("=")
    if not equals or not typed_name.strip() or not text.strip():
        raise UsageError(f"{option} takes KNOB=LOW..HIGH/COUNT or KNOB=VALUE,VALUE ..., not `{typed}`")
    name = knob_named(priced, typed_name.strip(), option=option)
    values = _range(priced, name, text, option) if ".." in text else _list(priced, name, text, option)
    return axis_of(priced, name, values, option=option)


def axis_of(priced: Priced, name: str, values: tuple[float, ...], *, option: str = "--over") -> Axis:
    """Return the axis of a knob at given values. Raises ``UsageError`` for a value out of the knob's range."""
    low, high = (1.0, MOST_INSTALMENTS) if name == "term" else knob_range(priced, name)
    found = unknown(priced, name, None, None, (low, high))
    for value in values:
        if not low <= value <= high:
            allowed = f"from {found.said(low)} to {found.said(high)}"
            raise UsageError(f"{option} {name}: {found.said(value)} is out of its range, {allowed}")
    return Axis(knob=found.knob, currency=found.currency, today=found.today, values=values)


def _list(priced: Priced, name: str, text: str, option: str) -> tuple[float, ...]:
    return tuple(_value(priced, name, part.strip(), option) for part in text.split(","))


def _range(priced: Priced, name: str, text: str, option: str) -> tuple[float, ...]:
    ends, _, count = text.partition("/")
    points = POINTS if not count else int(count) if count.strip().isdecimal() else 0
    if not 2 <= points <= MOST_POINTS:
        raise UsageError(f"{option} {name}: `{count}` is not a number of values; write a whole number from 2 to {MOST_POINTS:,}")
    low_text, _, high_text = (part.strip() for part in ends.partition(".."))
    low, high = _value(priced, name, low_text, option), _value(priced, name, high_text, option)
    values = (*(low + (high - low) * place / (points - 1) for place in range(points - 1)), high)
    if name == "term":
        return tuple(float(whole) for whole in sorted({round(value) for value in values}))
    return values


def _value(priced: Priced, name: str, text: str, option: str) -> float:
    """Return a typed value; `x0.8` is a multiple of today's."""
    if not text.startswith("x"):
        return typed_value(priced, name, text, option=option)
    today = knob_value(priced, name)
    try:
        multiple = float(text[1:])
    except ValueError:
        raise UsageError(f"{option} {name}: `{text}` is not a multiple of today's value; write for example x0.8") from None
    if today is None:
        raise UsageError(f"{option} {name}: the deal has no value today that `{text}` could multiply")
    return float(round(today * multiple)) if name == "term" else today * multiple
