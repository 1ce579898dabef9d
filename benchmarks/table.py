"""One part of the benchmark as a table: raw cells for JSON, drawn in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Cell = float | int | str | None


@dataclass
class Part:
    """A table: its columns, rows of raw cells (a number is not rounded here), and what must be said of it."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def data(self) -> dict[str, object]:
        """Return the part for JSON."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {"part": self.name, "title": self.title, "rows": rows, "notes": self.notes}

    def markdown(self) -> str:
        """Return the part as a table; numbers stand to the right."""
        shown = [[cell_text(cell) for cell in row] for row in self.rows]
        right = [any(isinstance(row[place], int | float) for row in self.rows) for place in range(len(self.columns))]
        widths = [max(map(len, (name, *(row[place] for row in shown)))) for place, name in enumerate(self.columns)]
        rule = ["-" * (width - at_right) + ":" * at_right for width, at_right in zip(widths, right, strict=True)]
        lines = [_line(cells, widths, right) for cells in (self.columns, rule, *shown)]
        return "\n".join([f"## {self.title}", "", *lines, *(f"\n{note}" for note in self.notes)]) + "\n"


def cell_text(cell: Cell) -> str:
    """Return a number with three figures or more, whole from a hundred on."""
    if cell is None:
        return ""
    if isinstance(cell, str | int):
        return f"{cell:,}" if isinstance(cell, int) else cell.replace("|", "\\|")
    size = abs(cell)
    return f"{cell:,.{0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 else 3}f}"


def _line(cells: Iterable[str], widths: list[int], right: list[bool]) -> str:
    padded = (
        cell.rjust(width) if at_right else cell.ljust(width) for cell, width, at_right in zip(cells, widths, right, strict=True)
    )
    return f"| {' | '.join(padded)} |"
