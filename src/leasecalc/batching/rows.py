"""The rows of a chunk: each cell read, those that are alike but for numbers priced together, and the reason of each that has no price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.batching.answers import Row, answer, measured, said, told, unmet
from leasecalc.batching.blocks import FEWEST, rows_of_block
from leasecalc.batching.completing import of_the_library, reference
from leasecalc.batching.families import known
from leasecalc.engine.price import price
from leasecalc.engine.solving.trials import NO_PRICE
from leasecalc.errors import LeasecalcError
from leasecalc.records import replace

if TYPE_CHECKING:
    from leasecalc.batching.completing import Reference, Taken
    from leasecalc.batching.families import Known, Member
    from leasecalc.batching.plan import Cell, Plan

__all__ = ["Row", "measured", "rows_of", "said", "told"]


def rows_of(plan: Plan, chunk: int) -> list[Row]:
    """Return the rows of one chunk, in order. Pure in its arguments and the files that they name; no deal stops another.

    A row is the same to the letter however its deal is read and priced, alone or with others.
    """
    cells = list(plan.cells_of(chunk))
    chunk_of = _Chunk(known(plan.directories), reference(plan.directories) if plan.reference else None)
    answers = chunk_of.answers(cells)
    rows = []
    for cell, found in zip(cells, answers, strict=True):
        row: Row = {"cell": cell.number, "file": cell.file, "market": cell.market}
        row.update(zip(plan.paths, cell.values, strict=True))
        row.update(found)
        if plan.reference:
            row.update(of_the_library(row, chunk_of.taken.get(cell.number, ())))
        rows.append(row)
    return rows


class _Chunk:
    """Prices the cells of a chunk; the deal file of the last cell is kept, for the next ones most often share it."""

    def __init__(self, shared: Known, library: Reference | None = None) -> None:
        self._known = shared
        self._reference = library
        self._lacking: dict[int, Row] = {}
        """What is told of cells that the library cannot complete. Not the errors: they hold the frames of all that was read, and those hold them."""
        self.taken: dict[int, tuple[Taken, ...]] = {}
        """Figures of the library by the number of their cell."""
        self._file = ""
        self._deal: api.Deal | None = None

    def answers(self, cells: list[Cell]) -> list[Row]:
        """Return what each cell comes to."""
        found: list[Row | None] = [None] * len(cells)
        waiting: dict[int, list[tuple[int, Member]]] = {}
        for place, cell in enumerate(cells):
            member = self._member(cell)
            if member is not None:
                waiting.setdefault(id(member.family), []).append((place, member))
        for group in waiting.values():
            for (place, _), row in zip(group, _rows_of_family([member for _, member in group]), strict=True):
                found[place] = row
        return [self._alone(cell) if row is None else row for cell, row in zip(cells, found, strict=True)]

    def _member(self, cell: Cell) -> Member | None:
        """Return the deal of a cell as one of a family, None where it is none or has no price."""
        try:
            if not cell.assignments and self._reference is None and (member := self._known.read(cell.file)) is not None:
                return member
            return self._known.member(self._read(cell))
        except (LeasecalcError, ArithmeticError, RecursionError, OSError):
            return None

    def _alone(self, cell: Cell) -> Row:
        """Return the row of a cell that is read and priced by itself, or the reason why there is none."""
        try:
            if cell.number in self._lacking:
                return {"status": "error", **self._lacking[cell.number]}
            deal = self._read(cell)
            return answer(api.price(deal, self._known.library), deal.document.assumed)
        except LeasecalcError as error:
            return {"status": "error", **told(error)}
        except (ArithmeticError, RecursionError, OSError) as error:
            return {"status": "error", "code": "", "place": "", "reason": f"{type(error).__name__}: {error}"}

    def _read(self, cell: Cell) -> api.Deal:
        if cell.file != self._file or self._deal is None:
            self._file, self._deal = cell.file, None
            self._deal = api.load(cell.file)
        if self._reference is None:
            return api.assign(self._deal, cell.assignments)
        try:
            found = self._reference.read(self._deal, cell.assignments)
        except LeasecalcError as error:  # looked for once; the row says why
            self._lacking[cell.number] = told(error)
            raise
        self.taken[cell.number] = found.taken
        return found.deal


def _rows_of_family(members: list[Member]) -> list[Row | None]:
    """Return the rows of one family's members; None for those without a price."""
    rows = rows_of_block(members) if len(members) >= FEWEST else [None] * len(members)
    return [_row_of_member(member) if row is None else row for row, member in zip(rows, members, strict=True)]


def _row_of_member(member: Member) -> Row | None:
    alike = member.family.alike
    inputs = replace(alike.inputs, **member.own)
    try:
        priced = price(replace(alike, name=member.name, quantity=member.quantity, inputs=inputs))
        return None if unmet(alike, priced.contract.rent) else answer(priced, member.family.assumed)
    except (*NO_PRICE, RecursionError):
        return None
