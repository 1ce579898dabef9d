"""What a document holds, before a language and a format are chosen: sections of tables, figures, notes and charts, in English and raw numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.report.page import Block, Item, Note, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.charts.canvas import Drawing
    from leasecalc.report.page import Cell
    from leasecalc.report.render.formatting import Words


@record(kw_only=True)
class Picture:
    """A chart: ``drawn`` draws it in a language, so wide; ``name`` is that of its file."""

    name: str
    title: str
    description: str
    drawn: Callable[[Words, float], Drawing]


@record
class Ruled:
    """A long table with sums between its rows: ``sums`` holds a line and the number of rows that stand before it."""

    table: Table
    sums: tuple[tuple[int, tuple[Cell, ...]], ...]


@record
class Terms:
    """Words of the field and what they mean."""

    entries: tuple[tuple[str, str], ...]


@record(kw_only=True)
class Reference:
    """A source that somebody can look up: ``used_for`` are the lines that rest on it, ``seen`` the day on which it was read."""

    title: str
    url: str
    seen: str
    confidence: str
    used_for: tuple[str, ...]


@record
class References:
    """The sources of a document under one title."""

    title: str
    entries: tuple[Reference, ...]


Part = Block | Picture | Ruled | Terms | References


@record(kw_only=True)
class Section:
    """A heading and what stands under it; ``annex`` begins a new page on paper."""

    id: str
    title: str
    parts: tuple[Part, ...]
    annex: bool = False


@record(kw_only=True)
class Sheet:
    """A whole document. ``kind`` is what it is (Term sheet), ``headline`` its answer, ``about`` what it was made from."""

    kind: str
    title: str
    subtitle: str
    headline: Note
    tiles: tuple[Item, ...]
    sections: tuple[Section, ...]
    about: tuple[tuple[str, str], ...]


def pictures_of(sheet: Sheet) -> tuple[Picture, ...]:
    """Return the charts of a document, in order."""
    return tuple(part for section in sheet.sections for part in section.parts if isinstance(part, Picture))


def parts(*found: Part | None) -> tuple[Part, ...]:
    """Return what there is."""
    return tuple(part for part in found if part is not None)
