"""A sheet of vector graphics: shapes with classes, text that is escaped, and what a screen reader says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

Anchor = Literal["start", "middle", "end"]

SIZE = 12.0
"""Height of ordinary text in units of the drawing."""

_NARROW = frozenset(" .,:;|'!iljtfrI()[]-/")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@record(kw_only=True)
class Drawing:
    """A finished chart. ``body`` is SVG without its outer element; ``title`` and ``description`` are what it says to those who do not see it."""

    name: str
    title: str
    description: str
    width: float
    height: float
    body: str

    def svg(self, *, style: str = "") -> str:
        """Return the chart as SVG; with ``style`` as a file of its own, without it as a part of a page that has the style."""
        key = f"{self.name}-{self.width:g}"
        alone = f' xmlns="http://www.w3.org/2000/svg" width="{self.width:g}" height="{self.height:g}"' if style else ""
        sheet = f"<style>{style}</style>" if style else ""
        return (
            f'<svg{alone} viewBox="0 0 {self.width:g} {self.height:g}" role="img" aria-labelledby="{key}-t {key}-d">'
            f'<title id="{key}-t">{escaped(self.title)}</title><desc id="{key}-d">{escaped(self.description)}</desc>{sheet}{self.body}</svg>'
        )


class Canvas:
    """Takes shapes in the order in which they lie over each other."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._parts: list[str] = []

    def text(self, at: tuple[float, float], shown: str, *, style: str = "c-t", anchor: Anchor = "start") -> None:
        """Write one line of text; ``at`` is its base line at the anchor."""
        turn = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._parts.append(f'<text x="{_n(at[0])}" y="{_n(at[1])}" class="{style}"{turn}>{escaped(shown)}</text>')

    def line(self, start: tuple[float, float], end: tuple[float, float], *, style: str) -> None:
        """Draw a straight line."""
        self._parts.append(f'<line x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}" class="{style}"/>')

    def rectangle(self, at: tuple[float, float], size: tuple[float, float], *, style: str, tip: str = "") -> None:
        """Draw a rectangle; ``tip`` is shown where a pointer rests on it."""
        told = f"<title>{escaped(tip)}</title></rect>" if tip else ""
        self._parts.append(
            f'<rect x="{_n(at[0])}" y="{_n(at[1])}" width="{_n(max(size[0], 0.0))}" height="{_n(max(size[1], 0.0))}" class="{style}"'
            + (f">{told}" if tip else "/>")
        )

    def path(self, points: Iterable[tuple[float, float]], *, style: str, closed: bool = False) -> None:
        """Draw a line through points; ``closed`` makes an area of it."""
        steps = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        kind = "polygon" if closed else "polyline"
        self._parts.append(f'<{kind} points="{steps}" class="{style}"/>')

    def dot(self, at: tuple[float, float], *, style: str, radius: float = 3.5) -> None:
        """Draw a point."""
        self._parts.append(f'<circle cx="{_n(at[0])}" cy="{_n(at[1])}" r="{radius:g}" class="{style}"/>')

    def drawing(self, *, name: str, title: str, description: str, height: float) -> Drawing:
        """Return what was drawn."""
        return Drawing(
            name=name, title=title, description=description, width=self.width, height=round(height, 1), body="".join(self._parts)
        )


def escaped(text: str) -> str:
    """Return ``text`` for use in markup; controls become spaces."""
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    return clean.translate(_ESCAPES)


def text_width(text: str, size: float = SIZE) -> float:
    """Return how wide ``text`` is at most in the sans serif faces of common systems, in units of the drawing."""
    return size * sum(_width(letter) for letter in text)


def wrapped(text: str, width: float, size: float = SIZE) -> tuple[str, ...]:
    """Return ``text`` in lines no wider than ``width``; a word that is longer is cut between letters."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, width, size)
        lines += full
    return (*lines, line)


def _cut(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.4
    if letter.isascii():
        return 0.78 if letter.isupper() or letter in "mw%@" else 0.64
    from unicodedata import east_asian_width

    return 1.02 if east_asian_width(letter) in {"W", "F"} else 0.8 if letter.isupper() else 0.68


def _n(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"
