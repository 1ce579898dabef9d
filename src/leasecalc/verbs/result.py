"""What a verb returns: one result, which prints itself, turns into plain data or a frame, and shows itself in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from leasecalc.errors import UsageError
from leasecalc.report.page import Table

if TYPE_CHECKING:
    from pandas import DataFrame

    from leasecalc.report.page import Page

A = TypeVar("A")


class Result(Generic[A]):
    """A result: ``answer`` is the typed record (money ``Decimal``, rates fractions), ``page`` what the command prints,
    ``data`` what it writes as JSON.

    ``str()`` gives the text of the command into a pipe; a notebook shows tables.
    """

    def __init__(self, answer: A, page: Page, data: Any) -> None:
        self.answer = answer
        self.page = page
        self.data = data

    def to_dict(self) -> Any:
        """Return what ``--format json`` writes, as plain dicts and lists: money as text, so that no cent is lost; rates as floats."""
        from leasecalc.report.render.json import plain

        return plain(self.data)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables, for `to_frame`."""
        return tuple(block.id for block in self.page.blocks if isinstance(block, Table))

    def to_frame(self, table: str = "", *, floats: bool = False) -> DataFrame:
        """Return one table as a pandas frame, a column by its id; the first table without a name.

        Money stays ``Decimal`` unless ``floats`` asks for numbers that pandas calculates with. Raises ``UsageError`` for a table that
        does not exist, and where pandas is not installed.
        """
        from leasecalc.verbs.frames import frame_of

        return frame_of(self._table(table), floats=floats)

    def _table(self, name: str) -> Table:
        found = [block for block in self.page.blocks if isinstance(block, Table) and (not name or block.id == name)]
        if not found:
            raise UsageError(f"there is no table `{name}` in this result; it has: {', '.join(self.tables)}")
        return found[0]

    def __str__(self) -> str:
        from leasecalc.report.render.terminal import render

        return render(self.page, width=None, colour=False)

    def __repr__(self) -> str:
        return f"<{self.page.title}: {', '.join(block.id for block in self.page.blocks)}>"

    def _repr_html_(self) -> str:
        from leasecalc.report.render.fragment import fragment

        return fragment(self.page)
