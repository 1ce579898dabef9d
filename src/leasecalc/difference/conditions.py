"""Conditions on a difference: `rent>1%`, `npv<0`, `|lessor_yield|>50bp`, `change(rent)<-5 USD`, and whether they hold."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from leasecalc.engine.solving.goals import GOALS_BY_NAME, SHORT_NAMES
from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from leasecalc.difference.model import Difference, OutputMoved

ANY = "any"
"""The condition that anything moved."""
_FORM = re.compile(
    r"(?:(?P<change>change)\((?P<inner>[\w.]+)\)|\|(?P<either>[\w.]+)\||(?P<plain>[\w.]+))\s*(?P<op>>=|<=|>|<)\s*(?P<value>\S.*)"
)
_VALUE = re.compile(r"(?P<number>[+-]?[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>%|bp|[A-Z]{3}|months)?")
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": lambda found, limit: found > limit,
    "<": lambda found, limit: found < limit,
    ">=": lambda found, limit: found >= limit,
    "<=": lambda found, limit: found <= limit,
}


@record(kw_only=True)
class Condition:
    """One condition: on a figure's ``level`` after, on its ``change``, or on its change in ``percent`` of what it was; ``either`` way or one."""

    text: str
    name: str
    of: Literal["any", "level", "change", "percent"]
    either: bool
    op: str
    limit: Decimal
    unit: str


@record
class Met:
    """A condition that holds of a deal, and what was found."""

    text: str
    found: str


def condition(text: str, *, option: str = "--fail-on") -> Condition:
    """Read a condition. Raises ``UsageError`` for text that is none.

    A percentage is a change of money and plain numbers, and a level of rates; ``bp`` is a change. ``change(NAME)`` asks for the change itself
    (of a rate in percentage points), ``|NAME|`` for the change either way.
    """
    stripped = text.strip()
    if stripped == ANY:
        return Condition(text=ANY, name=ANY, of="any", either=False, op=">", limit=Decimal(0), unit="")
    form = _FORM.fullmatch(stripped)
    value = _VALUE.fullmatch(form["value"].strip()) if form else None
    if form is None or value is None:
        raise UsageError(
            f"{option} `{text}` is no condition; write a measure, < or >, and a value: 'rent>1%', 'npv<0', 'lessor_yield<12%', "
            "'|lessor_yield|>50bp', 'change(rent)>5 USD', or any"
        )
    typed = form["inner"] or form["either"] or form["plain"]
    name, unit = SHORT_NAMES.get(typed, typed), value["unit"] or ""
    rate = name in GOALS_BY_NAME and GOALS_BY_NAME[name].unit == "rate"
    relative = unit == "%" and not rate and not form["change"]
    moves = bool(form["change"] or form["either"]) or unit == "bp"
    scale = {"%": Decimal("0.01"), "bp": Decimal("0.0001")}.get(unit, Decimal(1))
    return Condition(
        text=stripped,
        name=name,
        of="percent" if relative else "change" if moves else "level",
        either=bool(form["either"]),
        op=form["op"],
        limit=Decimal(value["number"]) * scale,
        unit=unit,
    )


def met(conditions: Iterable[Condition], found: Difference, *, option: str = "--fail-on") -> tuple[Met, ...]:
    """Return the conditions that hold. Raises ``UsageError`` for a name or a unit that the deal's figures do not have."""
    return tuple(hit for one in conditions if (hit := _met(one, found, option)) is not None)


def _met(one: Condition, found: Difference, option: str) -> Met | None:
    if one.of == "any":
        return Met(ANY, f"{len(found.outputs)} figures moved") if found.moved else None
    output = _output(one, found, option)
    if output is None:
        return None
    _check_unit(one, output, option)
    if one.of == "level":
        return None if output.after is not None and not _HOLDS[one.op](output.after, one.limit) else Met(one.text, _level(output))
    if output.change is None:
        lost = output.before is not None or output.currency != output.currency_before
        return Met(one.text, f"it was {said(output, output.before)}, is {said(output, output.after)}") if lost else None
    amount = _percent(output) if one.of == "percent" else output.change
    holds = amount is not None and _HOLDS[one.op](abs(amount) if one.either else amount, one.limit)
    return Met(one.text, _moved(output)) if holds else None


def _output(one: Condition, found: Difference, option: str) -> OutputMoved | None:
    known = {output.name: output for output in (*found.outputs, *found.steady)}
    if one.name not in known:
        from leasecalc.engine.measures import known_measures

        if one.name not in known_measures() and not one.name.startswith("charge."):
            from leasecalc.reading.suggest import did_you_mean

            raise UsageError(f"{option} `{one.text}`: there is no figure `{one.name}`; {did_you_mean(one.name, known)}")
        return None  # a measure that other deals have
    return known[one.name]


def _check_unit(one: Condition, output: OutputMoved, option: str) -> None:
    money, rate = output.unit == "money", output.unit == "rate"
    wrong = (
        (one.unit == "bp" and not rate)
        or (one.unit == "months" and output.unit != "months")
        or (len(one.unit) == 3 and one.unit.isupper() and (not money or one.unit != output.currency))
        or (rate and not one.unit and one.limit != 0)
    )
    if wrong:
        unit = output.currency if money else "% or bp" if rate else output.unit
        raise UsageError(f"{option} `{one.text}`: `{output.name}` is measured in {unit}")


def _percent(output: OutputMoved) -> Decimal | None:
    """Return the relative change; from nothing it is endless, in the direction of the change."""
    if output.percent is not None or not output.change:
        return output.percent or Decimal(0)
    return Decimal("Infinity").copy_sign(output.change)


def said(output: OutputMoved, value: Decimal | None) -> str:
    """Return a value of an output in words, with every digit."""
    if value is None:
        return "without value"
    if output.unit == "money":
        return f"{value:,f} {output.currency}"
    return f"{value * 100:.7f} %" if output.unit == "rate" else f"{value.normalize():f}"


def _level(output: OutputMoved) -> str:
    before = "" if output.before is None or output.before == output.after else f" (was {said(output, output.before)})"
    return f"it is {said(output, output.after)}{before}"


def _moved(output: OutputMoved) -> str:
    return f"it moved from {said(output, output.before)} to {said(output, output.after)}" + (
        f", {output.percent * 100:+.2f} %" if output.percent is not None and output.unit != "rate" else ""
    )
