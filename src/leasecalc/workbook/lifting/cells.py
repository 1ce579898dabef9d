"""The cells that hold numbers: what each is, and where the deal file has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from leasecalc.engine.resolved import Quantity
from leasecalc.records import fields_of, is_record, record, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.workbook.formulas.formula import Formula, Graph

Section = Literal["term", "prices", "rates", "exchange", "charges", "terms", "facts", "grid", "calendar", "guesses"]


@record(kw_only=True)
class About:
    """What a cell with a number is: its label, its unit (`rate`, `number`, `quote`, or a currency), and where the deal file has it."""

    label: str
    unit: str
    section: Section
    path: str = ""
    order: int = 0


class Cells:
    """Makes the leaves of a graph; ``of`` names a delivery, whose own numbers have names of their own."""

    def __init__(self, graph: Graph, of: str = "") -> None:
        self.graph, self.of = graph, of

    def leaf(self, name: str, value: float, about: About, *, fixed: bool = False) -> Formula:
        """Return the leaf of a number; where a delivery has another number under the name, one of its own."""
        known = self.graph.leaves.get(name)
        if known is not None and known.value != value:
            about = replace(about, label=f"{about.label}, {self.of.strip()}")
            name = f"{self.of}{name}"
        return self.graph.leaf(name, value, about, fixed=fixed)

    def listed(self, name: str, values: Sequence[Any], unit: str = "number") -> tuple[Any, ...]:
        """Return numbers of the terms as leaves; a plain 0 or 1 stays what it is."""
        return tuple(self.one(f"{name} {place}", value, unit) for place, value in enumerate(values, 1))

    def one(self, name: str, value: Any, unit: str = "number") -> Any:
        """Return one number of the terms."""
        if not isinstance(value, float) or value in {0.0, 1.0} or value in {float("inf"), float("-inf")}:
            return value
        return self.leaf(name, value, About(label=name[:1].upper() + name[1:], unit=unit, section="terms"))

    def number(self, row: int) -> Formula:
        """Return the cell that counts instalments."""
        about = About(label="No.", unit="number", section="calendar", order=row)
        return self.graph.leaf(f"No. {row}", float(row), about, fixed=True)

    def time(self, periods: float) -> Any:
        """Return the cell of a time in contract periods; none for commencement."""
        if periods == 0.0:
            return 0.0
        if periods == int(periods):
            return self.number(int(periods))
        about = About(label=f"{periods:g} periods", unit="number", section="terms")
        return self.graph.leaf(f"time {periods!r}", periods, about, fixed=True)

    def all_of(self, thing: Any, name: str) -> Any:
        """Return a record, a tuple or a number with a leaf for every float and every quantity in it."""
        if isinstance(thing, Quantity):
            unit = thing.of if thing.per == "money" else "rate" if thing.per == "share" else "number"
            return replace(thing, number=self.one(name, float(thing.number), unit))
        if is_record(thing):
            parts = {found.name: getattr(thing, found.name) for found in fields_of(thing) if found.init}
            changed = {key: self.all_of(part, f"{name} {key}".replace("_", " ")) for key, part in parts.items()}
            return replace(thing, **{key: part for key, part in changed.items() if part is not parts[key]})
        if isinstance(thing, tuple) and not all(isinstance(part, (int, str)) for part in thing):
            return tuple(self.all_of(part, f"{name} {place}") for place, part in enumerate(thing, 1))
        return self.one(name, thing)
