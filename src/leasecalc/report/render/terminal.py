"""A page as text for a terminal or a pipe. No number is ever cut, wrapped or silently left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.page import Figures, Table
from leasecalc.report.render.figures import figures_lines
from leasecalc.report.render.formatting import ENGLISH, Words
from leasecalc.report.render.lines import INDENT, Drawing, Line, Span, Style, ansi_text, plain_text, trimmed
from leasecalc.report.render.signs import ASCII, MARK_WORDS, UNICODE
from leasecalc.report.render.tables import table_lines
from leasecalc.report.render.widths import pack

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from leasecalc.report.page import Block, Notes, Page

_LEVEL_STYLES: dict[str, Style] = {"plain": "plain", "good": "good", "bad": "bad", "doubt": "doubt"}

_RICH: dict[Style, str] = {
    "plain": "",
    "title": "bold",
    "heading": "bold",
    "quiet": "dim",
    "total": "bold",
    "good": "green",
    "bad": "red",
    "doubt": "yellow",
}


def render(page: Page, *, width: int | None, colour: bool, unicode: bool = True, words: Words = ENGLISH) -> str:
    """Render ``page`` as text, one newline at the end.

    ``width`` is in terminal cells; ``None`` is natural width, as for a pipe. Where a table is wider, columns are
    dropped by priority and named below it. ``colour`` adds ANSI colours; without ``unicode`` all signs are ASCII;
    ``words`` are those of a language, in which the page already is.
    """
    lines = page_lines(page, Drawing(width, UNICODE if unicode else ASCII, words))
    shown = map(ansi_text if colour else plain_text, lines)
    return "\n".join(shown) + "\n"


def render_rich(page: Page, console: Console, *, wide: bool = False) -> None:
    """Print ``page`` on a rich ``console``: the same lines as `render` at its width, in its colours.

    rich decides how colours reach this terminal (also on old Windows consoles); the layout stays ours, because a rich
    table crops numbers. ``wide`` asks for natural width.
    """
    from rich.text import Text

    signs = ASCII if console.options.ascii_only else UNICODE
    lines = page_lines(page, Drawing(None if wide else console.width, signs))
    console.print(Text("\n").join(_rich_line(line, Text) for line in lines), soft_wrap=True, highlight=False)


def _rich_line(line: Line, text: type[Text]) -> Text:
    return text.assemble(*((span.text, _RICH[span.style]) for span in trimmed(line)))


def page_lines(page: Page, drawing: Drawing) -> list[Line]:
    """Draw the title, the blocks with an empty line between them, and the legend of the marks used."""
    lines = drawing.paragraph(page.title, "title") if page.title else []
    if page.subtitle:
        lines += drawing.paragraph(page.subtitle, "quiet")
    for block in page.blocks:
        lines += [()] * bool(lines) + _block_lines(block, drawing)
    legend = _legend(page, drawing)
    return [*lines, (), *legend] if legend else lines


def _block_lines(block: Block, drawing: Drawing) -> list[Line]:
    if isinstance(block, Table):
        return table_lines(block, drawing)
    if isinstance(block, Figures):
        return figures_lines(block, drawing)
    return _notes_lines(block, drawing)


def _notes_lines(notes: Notes, drawing: Drawing) -> list[Line]:
    lines = drawing.paragraph(notes.title, "heading") if notes.title else []
    for note in notes.lines:
        sign = drawing.signs.of_level(note.level)
        lines += drawing.paragraph(note.text, _LEVEL_STYLES[note.level], indent=INDENT, sign=sign)
    return lines


def marks_of(page: Page) -> tuple[str, ...]:
    """Return the marks that ``page`` uses, in the order of the legend."""
    used: set[str] = set()
    for block in page.blocks:
        if isinstance(block, Table):
            used.update(block.row_marks or ())
        elif isinstance(block, Figures):
            used.update(item.mark for item in block.items)
    return tuple(mark for mark in MARK_WORDS if mark in used)


def _legend(page: Page, drawing: Drawing) -> list[Line]:
    entries = [(f"{drawing.signs.of_mark(mark)} {drawing.words.label(MARK_WORDS[mark])}", "   ") for mark in marks_of(page)]
    return [(Span(line, "quiet"),) for line in pack(entries, drawing.width)] if entries else []
