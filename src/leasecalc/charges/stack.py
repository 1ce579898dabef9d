"""The stack of charges on one vehicle: resolved lines, their order, and their evaluation on floats or arrays."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Literal, TypeAlias

from leasecalc.errors import CalculationError, Diagnostic, InputError
from leasecalc.records import field, record, replace
from leasecalc.rounding import Rounding, round_to
from leasecalc.values import all_true, isfinite

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from leasecalc.charges.base import Base
    from leasecalc.charges.context import Context
    from leasecalc.charges.rate import Rate
    from leasecalc.charges.source import Source
    from leasecalc.values import Value

Group: TypeAlias = Literal["duty", "excise", "vat", "levy", "fee", "income_tax", "value"]
"""What a line is; `value` is a component of a base, never a charge."""

Flag: TypeAlias = Literal["secondary", "unverified", "stale", "overridden"]

CUSTOMS_VALUE = "customs_value"


@record(kw_only=True)
class Line:
    """One charge as it applies to one vehicle on one day.

    `recoverable_share` is the fraction that the importer gets back as input tax: 0 when nothing is said,
    None when it depends on a fact that nobody gave.
    """

    id: str
    label: str
    group: Group
    base: Base
    rate: Rate
    rounding: Rounding
    recoverable_share: float | None = 0.0
    recoverable_note: str = ""
    source: Source | None = None
    flags: tuple[Flag, ...] = ()
    note: str = ""

    @property
    def is_charge(self) -> bool:
        """Whether the amount is paid, and not only a component of a base."""
        return self.group != "value"

    def names(self) -> tuple[str, ...]:
        """List the amounts, facts and lines that this line looks at."""
        return (*self.base.names(), *(need.name for need in self.rate.requirements() if need.what == "amount"))


@record
class Charge:
    """A line with its base and its rounded amount, in the market's currency per vehicle."""

    line: Line
    base: Value
    amount: Value

    @property
    def recoverable(self) -> Value | None:
        """Return the part that comes back as input tax, or None when that is not known."""
        share = self.line.recoverable_share
        return None if share is None else round_to(self.amount * share, self.line.rounding)


@record
class Stack:
    """Lines in the order of the market file (for people) and in order of evaluation.

    Raises ``InputError`` when two lines share an id (LC516) or lines depend on each other in a circle (LC508).
    """

    lines: tuple[Line, ...]
    sequence: tuple[Line, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sequence", order(self.lines))


@record
class StackResult:
    """The amounts of a stack, in the order of the market file; `total` counts charges only."""

    charges: tuple[Charge, ...]
    total: Value

    def amount(self, line_id: str) -> Value:
        """Return the amount of one line. Raises ``KeyError`` for an id that is not in the stack."""
        for charge in self.charges:
            if charge.line.id == line_id:
                return charge.amount
        raise KeyError(line_id)

    def by_group(self) -> dict[Group, Value]:
        """Add up the charges by group, in the order of the market file."""
        totals: dict[Group, Value] = {}
        for charge in self.charges:
            if charge.line.is_charge:
                group = charge.line.group
                totals[group] = totals[group] + charge.amount if group in totals else charge.amount
        return totals


def order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Sort lines so that each comes after those it looks at; the result does not depend on the order given.

    Raises ``InputError`` with LC516 for a repeated id and LC508, with its path, for a circle.
    """
    listed = tuple(lines)
    by_id = {line.id: line for line in listed}
    repeated = sorted({line.id for line in listed if by_id[line.id] is not line})
    if repeated:
        raise InputError(tuple(Diagnostic("LC516", f"two lines have the id `{name}`") for name in repeated))
    sorter = TopologicalSorter({name: sorted(set(by_id[name].names()) & by_id.keys()) for name in sorted(by_id)})
    try:
        sorter.prepare()
    except CycleError as error:
        raise InputError((circle(error.args[1]),)) from None
    sequence: list[Line] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        sequence.extend(by_id[name] for name in ready)
        sorter.done(*ready)
    return tuple(sequence)


def circle(path: list[str]) -> Diagnostic:
    """Tell the path of a circle, from its alphabetically first line, in the direction "needs"."""
    ring = path[:-1][::-1]
    start = ring.index(min(ring))
    told = " needs ".join(f"`{name}`" for name in (*ring[start:], *ring[:start], ring[start]))
    return Diagnostic(
        "LC508",
        f"lines depend on each other in a circle: {told}",
        "a tax that is part of its own base is `kind: gross_up`",
    )


def evaluate(stack: Stack, amounts: Mapping[str, Value], context: Context) -> StackResult:
    """Calculate every line of a stack for one vehicle.

    `amounts` are named amounts in the market's currency, floats or arrays ``(S,)``: fob, freight, insurance, cif,
    retail_price, or an agreed customs_value, which then replaces the one of the market file. `cif` is
    fob + freight + insurance when it is not given. Each amount is rounded as its line declares before another line
    uses it. Raises ``InputError`` for a missing amount, fact or exchange rate and ``CalculationError`` for an amount
    that is not finite or too large to be rounded exactly.
    """
    known = dict(amounts)
    if "cif" not in known and all(name in known for name in ("fob", "freight", "insurance")):
        known["cif"] = known["fob"] + known["freight"] + known["insurance"]
    running = replace(context, amounts=known)
    charges: dict[str, Charge] = {}
    total: Value = 0.0
    for line in needed(stack, amounts):
        charge = _charge(line, running, known.get(line.id))
        charges[line.id] = charge
        known[line.id] = charge.amount
        if line.is_charge:
            total = total + charge.amount
    return StackResult(tuple(charges[line.id] for line in stack.lines if line.id in charges), total)


def needed(stack: Stack, given: Collection[str]) -> tuple[Line, ...]:
    """Return the lines to evaluate, in order: all, unless an amount that is given makes components of it idle.

    With an agreed customs value nobody needs the landing charge or the depreciation that would have led to it.
    """
    if not any(line.id in given for line in stack.lines):
        return stack.sequence
    kept: list[Line] = []
    wanted = {CUSTOMS_VALUE}
    for line in reversed(stack.sequence):
        if line.is_charge or line.id in wanted:
            kept.append(line)
            wanted.update(() if line.id in given else line.names())
    return tuple(reversed(kept))


def _charge(line: Line, context: Context, given: Value | None) -> Charge:
    """Calculate one line, or take the amount that was given for it."""
    if given is not None:
        return Charge(line, given, given)
    base = line.base.value(context)
    try:
        amount = line.rate.amount(base, context)
    except InputError as error:
        raise InputError(tuple(_of_line(line, found) for found in error.diagnostics), error.sources) from None
    if not all_true(isfinite(amount)):
        raise CalculationError(f"the charge `{line.id}` is not a finite number (base {base!r})")
    try:
        return Charge(line, base, round_to(amount, line.rounding))
    except CalculationError as error:
        raise CalculationError(f"the charge `{line.id}`: {error}") from error


def _of_line(line: Line, found: Diagnostic) -> Diagnostic:
    """Name the charge in a question that only its rate has asked so far."""
    asked_by_rate = found.code in {"LC509", "LC520", "LC531"} and "`" + line.id + "`" not in found.message
    return replace(found, message=f"`{line.id}`: {found.message}") if asked_by_rate else found
