"""Nodes of a tree: a raw value, the marks where it begins and ends, and the file that it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import Protocol

    class Mark(Protocol):
        """A place in a text as PyYAML gives it: zero-based line and column, in characters."""

        line: int
        column: int


LINE_BREAK = r"\r\n|\r|\n"


class Point:
    """A `Mark` made by hand."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column


class Source:
    """A text and the name that diagnostics give it."""

    __slots__ = ("_lines", "file", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._lines: list[str] | None = None

    def line(self, number: int) -> str:
        """Return line ``number`` (from 1) without its line break; empty text beyond the end."""
        if self._lines is None:
            self._lines = re.split(LINE_BREAK, self.text)
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""


class Node:
    """One value (or key) of a file. ``children`` mirrors ``data``: a dict, a list, or None for a scalar."""

    __slots__ = ("children", "data", "end", "keys", "source", "start")

    def __init__(self, source: Source, start: Mark | Point, end: Mark | Point, data: Any) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.data = data
        self.children: dict[str, Node] | list[Node] | None = None
        self.keys: dict[str, Node] = {}


def line_of(mark: Mark | Point) -> int:
    """Return the line of a mark, from 1."""
    return mark.line + 1


def column_of(mark: Mark | Point) -> int:
    """Return the column of a mark, from 1."""
    return mark.column + 1
