"""What is asked of the instalments: the objective, floors and ceilings of measures, and the shape, each read against a priced deal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from leasecalc.engine.optimising.aims import PEAK, at_least, known_aims
from leasecalc.engine.solving.goals import SHORT_NAMES, Goal, currency_of, measure_named
from leasecalc.errors import Diagnostic, InputError
from leasecalc.records import record

if TYPE_CHECKING:
    from decimal import Decimal

    from leasecalc.deal.questions import Optimise
    from leasecalc.engine.optimising.aims import Sums
    from leasecalc.engine.optimising.free import Free
    from leasecalc.engine.price import Priced
    from leasecalc.money import Money

BASIS_POINT = 1e-4


@record(kw_only=True)
class Bound:
    """A measure and what it must at least be (``least``) or may at most be, and where the deal says so."""

    goal: Goal
    least: bool
    path: str

    @property
    def name(self) -> str:
        """Return the measure's name."""
        return self.goal.measure.name

    @property
    def said(self) -> str:
        """Return the bound in words: `at least 14.0000 %`."""
        return f"{'at least' if self.least else 'at most'} {self.goal.said(self.goal.target)}"

    def sums(self, priced: Priced, beyond: float = 0.0) -> Sums:
        """Return what must not be below zero, with the bound moved by ``beyond``."""
        return at_least(priced.deal, self.name, self.goal.target + beyond)

    def holds(self, found: float | None) -> bool:
        """Return whether a value of the measure keeps the bound, to the last places of a float."""
        if found is None:
            return False
        room = found - self.goal.target if self.least else self.goal.target - found
        return room >= -(1e-9 if self.goal.currency else 1e-12)


@record(kw_only=True)
class Question:
    """Everything that is asked of one deal."""

    today: Priced
    free: Free
    wanted: Optimise
    per_group: int | None
    objective: Goal
    bounds: tuple[Bound, ...]


def bounds_of(priced: Priced, wanted: Optimise) -> tuple[Bound, ...]:
    """Return floors and ceilings; without floors, the target that the deal's rent is solved for is one (not where the highest value is sought).

    Raises ``InputError`` (LC483) for a measure that is not linear in the instalments, or a bound in another unit.
    """
    faults: list[Diagnostic] = []
    found = [*_read(priced, wanted.floors or {}, faults, least=True), *_read(priced, wanted.ceilings or {}, faults, least=False)]
    if faults:
        raise InputError(tuple(faults))
    if (
        not wanted.floors
        and wanted.objective != "lease_npv"
        and priced.inputs.rent is None
        and priced.inputs.target is not None
        and priced.deal.lease.target is not None
    ):
        measure = measure_named({"npv": "lease_npv"}.get(priced.deal.lease.target, priced.deal.lease.target))
        goal = Goal(measure, float(priced.inputs.target.number), currency_of(priced, measure))
        found.insert(0, Bound(goal=goal, least=True, path="lease.rent"))
    if not any(bound.least for bound in found) and wanted.objective != "lease_npv":
        hint = "write `floors: {lessor_yield: 14%}`, or solve the rent of the deal for a target"
        message = f"the best {wanted.objective} without a floor is to ask for nothing"
        raise InputError((Diagnostic("LC483", message, hint, path="optimise.objective"),))
    return tuple(found)


def _read(priced: Priced, written: Mapping[str, Money | Decimal], faults: list[Diagnostic], *, least: bool) -> Iterator[Bound]:
    from leasecalc.reading.suggest import did_you_mean

    known = known_aims(priced.deal)
    for typed, value in written.items():
        path = f"optimise.{'floors' if least else 'ceilings'}.{typed}"
        name = SHORT_NAMES.get(typed, typed).removeprefix("yields.")
        if name not in known:
            faults.append(
                Diagnostic(
                    "LC483", f"`{typed}` is no measure that is linear in the instalments", did_you_mean(typed, known), path=path
                )
            )
            continue
        if name == PEAK and least:
            faults.append(
                Diagnostic("LC483", "peak cash can have a ceiling, not a floor", "write it below `ceilings`", path=path)
            )
            continue
        if name == "lessee_cost" and priced.inputs.borrowing_rate is None:
            hint = "write `lessee: {borrowing_rate: 12%}`"
            faults.append(Diagnostic("LC483", "the lessee's cost needs its borrowing rate", hint, path=path))
            continue
        goal = _goal(priced, name, value)
        if goal is None:
            unit = currency_of(priced, measure_named(name, priced)) or "%"
            faults.append(Diagnostic("LC483", f"`{typed}` is measured in {unit}", f"write its bound in {unit}", path=path))
            continue
        yield Bound(goal=goal, least=least, path=path)


def _goal(priced: Priced, name: str, value: Money | Decimal) -> Goal | None:
    measure = measure_named(name, priced)
    currency = currency_of(priced, measure)
    if getattr(value, "currency", "") != currency:
        return None
    return Goal(measure, float(getattr(value, "amount", value)), currency)  # type: ignore[arg-type]
