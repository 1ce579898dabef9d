"""Styled lines: what a terminal page is before it becomes plain text, ANSI text or rich text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.records import record
from leasecalc.report.render.formatting import ENGLISH, Words
from leasecalc.report.render.widths import wrap

if TYPE_CHECKING:
    from leasecalc.report.render.signs import Signs

Style = Literal["plain", "title", "heading", "quiet", "total", "good", "bad", "doubt"]

INDENT = "  "
"""Content stands two cells in; a sign takes the first of them."""

LEAST_WRAP = 20
"""Text is not squeezed below this, whatever the terminal."""

_ANSI: dict[Style, str] = {
    "plain": "",
    "title": "\x1b[1m",
    "heading": "\x1b[1m",
    "quiet": "\x1b[2m",
    "total": "\x1b[1m",
    "good": "\x1b[32m",
    "bad": "\x1b[31m",
    "doubt": "\x1b[33m",
}


@record
class Span:
    """A piece of a line in one style."""

    text: str
    style: Style = "plain"


Line = tuple[Span, ...]


@record
class Drawing:
    """What the lines are drawn for: a width in cells (``None`` is natural width), a set of signs and a language."""

    width: int | None
    signs: Signs
    words: Words = ENGLISH

    def room(self, used: int) -> int | None:
        """Return the cells left for text that may wrap, after ``used`` of them."""
        return None if self.width is None else max(self.width - used, LEAST_WRAP)

    def paragraph(self, text: str, style: Style = "plain", *, indent: str = "", sign: str = "") -> list[Line]:
        """Wrap ``text`` with a hanging indent; ``sign`` stands in the indent of the first line."""
        wrapped = wrap(self.signs.clean(text), self.room(len(indent)))
        lead = Span(sign + indent[len(sign) :], style if sign else "plain")
        body = "plain" if sign else style
        return [(lead if i == 0 else Span(indent), Span(part, body)) for i, part in enumerate(wrapped)]


def trimmed(line: Line) -> Line:
    """Drop white space at the end of ``line`` and empty spans."""
    spans = list(line)
    while spans:
        text = spans[-1].text.rstrip()
        if text:
            spans[-1] = Span(text, spans[-1].style)
            break
        spans.pop()
    return tuple(span for span in spans if span.text)


def plain_text(line: Line) -> str:
    """Return the text of ``line`` without styles."""
    return "".join(span.text for span in line).rstrip()


def ansi_text(line: Line) -> str:
    """Return the text of ``line`` with ANSI colours."""
    codes = ((_ANSI[span.style], span.text) for span in trimmed(line))
    return "".join(f"{code}{text}\x1b[0m" if code and text.strip() else text for code, text in codes)
