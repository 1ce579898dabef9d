"""What the numbers of a page rest on without proof: inputs that the deal assumes, market figures that nobody verified or that are due for review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.records import fields_of, is_record, record, replace
from leasecalc.report.page import Note, Notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leasecalc.report.deal.model import InputShown
    from leasecalc.report.page import Mark, Page

DOUBTFUL = ("assumed", "unverified", "stale")
"""Marks of an input that stands without proof; an override and a default are the deal's own word."""

WORDS = {"assumed": "assumed", "unverified": "unverified", "stale": "due for review"}
BLOCK = "basis"
MARKS: dict[str, Mark] = {"assumed": "assumed", "unverified": "unverified", "stale": "stale"}


@record
class Basis:
    """The doubtful inputs of a deal, in the order of the report's own list; empty where everything has a source."""

    inputs: tuple[InputShown, ...] = ()

    def count(self, *marks: str) -> int:
        """Return how many inputs bear one of the marks."""
        return sum(found.mark in marks for found in self.inputs)

    def paths(self, mark: str) -> tuple[str, ...]:
        """Return the paths of the inputs that bear a mark."""
        return tuple(found.path for found in self.inputs if found.mark == mark)

    def mark_of(self, path: str) -> Mark:
        """Return the mark of an input: its own, that of what holds it, or that of what it holds; empty where it has a source."""
        found = next((one.mark for one in self.inputs if path and _touch(path, one.path)), None)
        return MARKS.get(found or "", "")

    @property
    def in_short(self) -> str:
        """Return how many inputs bear each mark, for one cell of a table: `assumed 7; stale 2`."""
        return "; ".join(f"{mark} {count}" for mark in DOUBTFUL if (count := self.count(mark)))


NOTHING = Basis()


def _touch(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def basis_of(inputs: Iterable[InputShown]) -> Basis:
    """Return what of the inputs of a report is doubtful."""
    return Basis(tuple(found for found in inputs if found.mark in DOUBTFUL))


def sentence(basis: Basis) -> str:
    """Return in one sentence what the numbers rest on; empty where every input has a source."""
    assumed, doubtful = basis.count("assumed"), basis.count("unverified", "stale")
    if not assumed and not doubtful:
        return ""
    return f"It rests on {assumed} assumed inputs and {doubtful} market figures that are unverified or due for review"


def basis_notes(basis: Basis, *, listed: bool = False) -> Notes | None:
    """Return the sentence, and the paths under each mark unless the page has ``listed`` them; None where every input has a source."""
    if not basis.inputs:
        return None
    marks = () if listed else tuple(mark for mark in DOUBTFUL if basis.paths(mark))
    named = (Note(f"{WORDS[mark]}: {', '.join(basis.paths(mark))}") for mark in marks)
    return Notes(BLOCK, "What it rests on", (Note(sentence(basis), "doubt"), *named))


def marked(page: Page, basis: Basis, *, listed: bool = False) -> Page:
    """Return a page that ends in what it rests on; as CSV each of its rows says it in short."""
    notes = basis_notes(basis, listed=listed)
    return page if notes is None else replace(page, blocks=(*page.blocks, notes), doubts=basis.in_short)


def row_marks(basis: Basis, paths: Sequence[str]) -> tuple[Mark, ...]:
    """Return the mark of each row whose input stands at a path of the deal."""
    return tuple(basis.mark_of(path) for path in paths)


def basis_data(basis: Basis) -> list[dict[str, str]]:
    """Return the doubtful inputs as data, an empty list where there is none."""
    return [{"path": one.path, "value": one.value, "mark": one.mark, "source": one.note} for one in basis.inputs]


def marked_data(data: Any, basis: Basis) -> dict[str, Any]:
    """Return a result (a record or a map) with its doubtful inputs under `basis`."""
    found = {field.name: getattr(data, field.name) for field in fields_of(data)} if is_record(data) else dict(data)
    return {**found, "basis": basis_data(basis)}
