"""Plain numbers and rates as they are typed: ASCII digits and one dot, nothing else."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from leasecalc.reading import lookalikes
from leasecalc.reading.scalar import ScalarFault
from leasecalc.reading.suggest import quoted

NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
MOST_DIGITS = 30
HIGHEST_RATE = Decimal(10)

_NUMBER = re.compile(NUMBER)
_RATE = re.compile(rf"({NUMBER}) *(%|bp)")
_LEADING_ZERO = r"-?0[0-9]+(\.[0-9]*)?"
_EXPONENT = r"[-+]?[0-9.]+[eE][-+]?[0-9]{1,2}"
_NOT_FINITE = r"(?i)[-+]?\.?(nan|inf|infinity)"
_GROUPED = r"[-+]?[0-9]+(?:[,._' ]+[0-9]+)+"
_UNIT = r"(?i)\s*(%|‰|bps?|percent|pct)"
_EXAMPLE = "write digits and at most one dot, for example `1234.5`"


def number(text: str, noun: str = "number", unit: str = "") -> Decimal:
    """Return the finite decimal number typed as ``text``; faults name it ``noun`` and write ``unit`` after it."""
    typed = text.strip(" ")
    if _NUMBER.fullmatch(typed) is None:
        raise _why_no_number(typed, noun, unit)
    if len(typed) > MOST_DIGITS + 2 or sum(c.isdigit() for c in typed) > MOST_DIGITS:
        raise ScalarFault("LC210", f"{noun} {quoted(typed)} has more than {MOST_DIGITS} digits")
    value = Decimal(typed)
    return value if value else value.copy_abs()


def whole(text: str, noun: str = "whole number") -> int:
    """Return the whole number, zero or more, typed as ``text``."""
    value = number(text, noun)
    if value != value.to_integral_value():
        raise ScalarFault("LC210", f"{quoted(text)} is not a whole number", "write it without a fraction")
    if value < 0:
        raise ScalarFault("LC210", f"{noun} {quoted(text)} is below zero")
    return int(value)


def count(text: str) -> int:
    """Return the whole number, one or more, typed as ``text``."""
    value = whole(text, "count")
    if value == 0:
        raise ScalarFault("LC210", f"count {quoted(text)} is not at least one")
    return value


def percent(text: str, noun: str = "rate") -> Decimal:
    """Return the fraction of one typed as ``text`` with its unit: ``13%`` or ``250bp``."""
    typed = text.strip(" ")
    match = _RATE.fullmatch(typed)
    if match is None:
        raise _why_no_rate(typed, noun)
    places = 2 if match[2] == "%" else 4
    fraction = shifted(number(match[1], noun, match[2]), -places)
    if abs(fraction) > HIGHEST_RATE:
        raise ScalarFault("LC212", f"{noun} {quoted(typed)} is outside -1000% to 1000%")
    return fraction


def shifted(value: Decimal, places: int) -> Decimal:
    """Return ``value`` times ten to the power of ``places``, exactly (``scaleb`` would round to the context)."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # noqa: S101 - finite by construction
    return Decimal((sign, digits, exponent + places))


def written(value: Decimal) -> str:
    """Return ``value`` without exponent and without trailing zeros."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _why_no_number(typed: str, noun: str, unit_after: str) -> ScalarFault:
    shown = f"{noun} {quoted(typed)}"
    if not typed.isascii():
        return _why_not_ascii(typed, shown, unit_after)
    unit = re.search(_UNIT, typed)
    if unit is not None and _NUMBER.fullmatch(typed[: unit.start()]):
        hint = f"write `{typed[: unit.start()]}{unit_after}`"
        return ScalarFault("LC209", f"{shown} has a unit where none is meant", hint)
    if re.fullmatch(_NOT_FINITE, typed) or re.fullmatch(_EXPONENT, typed):
        return _why_not_plain(typed, shown, unit_after)
    for code, reason, meant in _near_misses(typed):
        if meant is not None and _NUMBER.fullmatch(meant):
            return ScalarFault(code, f"{shown} {reason}", f"write `{meant}{unit_after}`")
    return ScalarFault("LC203", f"{quoted(typed)} is not a number", _EXAMPLE)


def _why_not_ascii(typed: str, shown: str, unit_after: str = "") -> ScalarFault:
    meant = lookalikes.plain(typed).strip()
    lookalike = lookalikes.first(typed)
    if lookalike is None:
        return ScalarFault("LC203", f"{quoted(typed)} is not a number", _EXAMPLE)
    joined = meant.replace(",", "").replace(" ", "")
    hint = f"write `{joined}{unit_after}`" if _NUMBER.fullmatch(joined) or _RATE.fullmatch(joined) else _EXAMPLE
    return ScalarFault("LC208", f"{shown} has a {lookalike[1]}", hint)


def _why_not_plain(typed: str, shown: str, unit_after: str) -> ScalarFault:
    if re.fullmatch(_NOT_FINITE, typed):
        return ScalarFault("LC207", f"{shown} is not a finite number", _EXAMPLE)
    try:
        meant = written(Decimal(typed))
    except InvalidOperation:
        return ScalarFault("LC203", f"{quoted(typed)} is not a number", _EXAMPLE)
    hint = f"write `{meant}{unit_after}`" if len(meant) <= MOST_DIGITS else "write it out in digits"
    return ScalarFault("LC207", f"{shown} is written with an exponent", hint)


def _near_misses(typed: str) -> list[tuple[str, str, str | None]]:
    """Return (code, reason, what was probably meant) in the order of trust."""
    sign, digits = ("-", typed[1:]) if typed.startswith("-") else ("", typed)
    ungrouped = _ungrouped(typed) if re.fullmatch(_GROUPED, typed) else None
    bare = digits.lstrip("0") or "0"
    leading = sign + ("0" if bare.startswith(".") else "") + bare if re.fullmatch(_LEADING_ZERO, typed) else None
    return [
        ("LC205", "has a separator", ungrouped),
        ("LC206", "begins with a zero", leading),
        ("LC206", "begins with a dot", f"{sign}0{digits}" if digits.startswith(".") else None),
        ("LC206", "ends with a dot", typed[:-1] if typed.endswith(".") else None),
        ("LC206", "begins with a plus sign", typed[1:] if typed.startswith("+") else None),
    ]


def _ungrouped(typed: str) -> str:
    """Return the number meant by ``1,000``, ``1.000,50``, ``1_000`` or ``12,5``."""
    for grouping, decimal_mark in ((",", "."), (".", ",")):
        if typed.count(decimal_mark) <= 1 and typed.rfind(decimal_mark) > typed.rfind(grouping) > 0:
            return re.sub(rf"[{grouping}_' ]", "", typed).replace(decimal_mark, ".")
    head, comma, tail = typed.rpartition(",")
    if comma and "," not in head and len(tail) != 3:
        return re.sub(r"[_' .]", "", head) + "." + tail
    groups = r"[,_' ]" if typed.count(".") <= 1 else r"[,._' ]"
    return re.sub(groups, "", typed)


def _why_no_rate(typed: str, noun: str) -> ScalarFault:
    shown = f"{noun} {quoted(typed)}"
    if _NUMBER.fullmatch(typed):
        return ScalarFault("LC204", f"{shown} has no unit", _two_readings(typed))
    unit = re.search(_UNIT, typed)
    if not typed.replace("‰", "").isascii():
        return _why_not_ascii(typed, shown)
    if unit is not None and unit.end() == len(typed):
        return _why_no_rate_before(typed[: unit.start()], unit[1].lower(), typed, noun)
    return _rate_fault(_why_no_number(typed, noun, "%"), typed, noun)


def _rate_fault(fault: ScalarFault, typed: str, noun: str) -> ScalarFault:
    """Return the fault of the number in a rate, or one of the whole when there is no number at all."""
    if fault.code != "LC203":
        return fault
    return ScalarFault("LC211", f"{quoted(typed)} is not a {noun} with its unit", "for example `13%` or `250bp`")


def _why_no_rate_before(head: str, unit: str, typed: str, noun: str) -> ScalarFault:
    unit_meant = "bp" if unit.startswith("bp") else "%"
    try:
        value = number(head, noun, unit_meant)
    except ScalarFault as fault:
        return _rate_fault(fault, typed, noun)
    if unit == "‰":
        value = shifted(value, -1)
    return ScalarFault("LC211", f"{noun} {quoted(typed)} has an unknown unit", f"write `{written(value)}{unit_meant}`")


def _two_readings(typed: str) -> str:
    value = Decimal(typed)
    if not value:
        return "write `0%`"
    if len(typed) > MOST_DIGITS:
        return "write the unit after it, `%` or `bp`"
    if abs(value) < 1:
        return f"write `{written(shifted(value, 2))}%`, or `{typed}%` if that is what you mean"
    return f"write `{typed}%`, or `{written(shifted(value, -2))}%` if that is what you mean"
