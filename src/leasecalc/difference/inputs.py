"""Which values of a deal differ from those of another: by path, as they were typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from leasecalc.records import record

Sign = Literal["~", "+", "-"]
Keys = tuple[str, ...]

TOLD_ONLY = frozenset({"leasecalc", "expect", "assumed", "optimise", "routes", "simulation"})
"""Sections that move no figure of `price`: what is expected of the deal, which of its values are marked, what else is asked of it."""
NAMES = frozenset({("deal", "name"), ("vehicle", "model")})
LEFT_OUT = "extends"


@record
class Change:
    """One value that differs; ``before`` and ``after`` as typed (empty: nothing written). ``unit`` is the path that changes as a whole."""

    sign: Sign
    path: str
    before: str
    after: str
    unit: Keys


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what differs from one deal to another, in the order of the files; a list is one value."""
    return tuple(_changes((), before, after))


def can_move(unit: Keys) -> bool:
    """Return whether a value can move a figure at all."""
    return unit[0] not in TOLD_ONLY and unit not in NAMES


def in_one_line(value: Any) -> str:
    """Return what is written at a path on one line: text as typed, maps and lists in braces."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {in_one_line(inner)}" for key, inner in value.items() if inner is not None) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(in_one_line, value)) + "]"
    return "" if value is None else str(value)


def _changes(path: Keys, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for key in {**before, **after}:
        old, new, here = before.get(key), after.get(key), (*path, key)
        if old == new or here == (LEFT_OUT,):
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _changes(here, old, new)
        elif old is None:
            yield from _all("+", here, new, here)
        elif new is None:
            yield from _all("-", here, old, here)
        else:
            yield Change("~", ".".join(here), in_one_line(old), in_one_line(new), here)


def _all(sign: Sign, path: Keys, value: Any, unit: Keys) -> Iterator[Change]:
    """Yield every value of what was added or removed."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if inner is not None:
                yield from _all(sign, (*path, key), inner, unit)
        return
    text = in_one_line(value)
    yield Change(sign, ".".join(path), text if sign == "-" else "", text if sign == "+" else "", unit)
