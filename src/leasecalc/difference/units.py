"""What is changed together: the fewest sets of changed values that can each be put into the other deal alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from leasecalc.difference.inputs import Change, Keys, can_move
from leasecalc.records import record

Tried = Callable[[tuple[Keys, ...]], bool]
"""Whether a deal with these values of the other one can be priced."""


@record
class Unit:
    """Paths that change as one, and the changes below them."""

    paths: tuple[Keys, ...]
    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """The paths in words."""
        return ", ".join(".".join(path) for path in self.paths)


def units(changes: Iterable[Change], can_be_priced: Tried) -> tuple[Unit, ...]:
    """Return the changes that may move a figure, in units that can each be made alone and left out alone.

    A unit that cannot is joined with the others of its section that cannot, then with its section, at last with all of them: weekly payments
    and a term in weeks make sense only together.
    """
    by_path: dict[Keys, list[Change]] = {}
    for change in changes:
        if can_move(change.unit):
            by_path.setdefault(change.unit, []).append(change)
    found = [Unit((path,), tuple(below)) for path, below in by_path.items()]
    for join in (_of_one_section_that_fail, _sections_that_fail, _all_that_fail, _all):
        failing = _failing(found, can_be_priced)
        if not failing:
            break
        found = join(found, failing)
    return tuple(found)


def _failing(found: list[Unit], can_be_priced: Tried) -> list[Unit]:
    if len(found) < 2:
        return []
    return [
        unit
        for unit in found
        if not can_be_priced(unit.paths)
        or not can_be_priced(tuple(p for other in found if other is not unit for p in other.paths))
    ]


def _of_one_section_that_fail(found: list[Unit], failing: list[Unit]) -> list[Unit]:
    for section in dict.fromkeys(unit.paths[0][0] for unit in failing):
        found = _joined(found, [unit for unit in failing if unit.paths[0][0] == section])
    return found


def _sections_that_fail(found: list[Unit], failing: list[Unit]) -> list[Unit]:
    for section in dict.fromkeys(unit.paths[0][0] for unit in failing):
        found = _joined(found, [unit for unit in found if unit.paths[0][0] == section])
    return found


def _all_that_fail(found: list[Unit], failing: list[Unit]) -> list[Unit]:
    return _joined(found, failing)


def _all(found: list[Unit], _: list[Unit]) -> list[Unit]:
    return _joined(found, found)


def _joined(found: list[Unit], chosen: list[Unit]) -> list[Unit]:
    """Return the units with the chosen ones as one, where the first of them stands."""
    if len(chosen) < 2:
        return found
    one = Unit(tuple(p for unit in chosen for p in unit.paths), tuple(c for unit in chosen for c in unit.changes))
    names = {unit.paths for unit in chosen}
    return [
        one if unit.paths == chosen[0].paths else unit
        for unit in found
        if unit.paths not in names or unit.paths == chosen[0].paths
    ]
