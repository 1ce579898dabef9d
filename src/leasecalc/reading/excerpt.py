"""Diagnostics as text: place, sentence, the lines concerned with a caret under them, and the hint."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from leasecalc.errors import in_order
from leasecalc.reading.nodes import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leasecalc.errors import Diagnostic, Span

MOST_SHOWN = 50
LONGEST_LINE = 110
BEFORE_CARET = 40
TAB = "    "

_BOLD, _RED, _CYAN, _YELLOW, _OFF = "\x1b[1m", "\x1b[1;31m", "\x1b[36m", "\x1b[1;33m", "\x1b[0m"


def render(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str], *, colour: bool = False) -> str:
    """Return ``diagnostics`` in the order of their places, each with its excerpt, and a last line that counts them.

    ``sources`` holds the text of each file by name; a place in a file that it lacks is shown without an excerpt. At
    most ``MOST_SHOWN`` are shown. The text ends with a line break, and is empty when there is no diagnostic.
    """
    ordered = in_order(diagnostics)
    if not ordered:
        return ""
    texts = {file: Source(file, text) for file, text in sources.items()}
    blocks = [_block(diagnostic, texts, colour=colour) for diagnostic in ordered[:MOST_SHOWN]]
    if len(ordered) > MOST_SHOWN:
        blocks.append(f"and {len(ordered) - MOST_SHOWN} more")
    return "\n".join([*blocks, _count(ordered)]) + "\n"


def _block(diagnostic: Diagnostic, texts: Mapping[str, Source], *, colour: bool) -> str:
    warning = diagnostic.severity == "warning"
    where = f"{_place(diagnostic.spans[0])}: " if diagnostic.spans else ""
    head = f"{'warning ' if warning else ''}{diagnostic.code}"
    styled = _in(_BOLD, where, colour) + _in(_YELLOW if warning else _RED, head, colour)
    lines = [f"{styled} {_safe(diagnostic.message)}"]
    for number, span in enumerate(diagnostic.spans):
        if number:
            lines.append(f"also {_place(span)}")
        if span.file in texts:
            lines += _excerpt(span, texts[span.file], before=number == 0, colour=colour)
    if diagnostic.hint:
        lines.append(f"{_in(_CYAN, 'hint:', colour)} {_safe(diagnostic.hint)}")
    return "\n".join(lines)


def _excerpt(span: Span, source: Source, *, before: bool, colour: bool) -> list[str]:
    """Return the line of ``span`` with its caret, and the line before it."""
    lines = []
    if before and source.line(span.line - 1).strip():
        shown, _, _ = _window(source.line(span.line - 1), 0, 0)
        lines.append(_numbered(span.line - 1, shown))
    shown, indent, width = _window(source.line(span.line), span.column - 1, span.length)
    caret = " " * indent + _in(_RED, "^" * max(1, width), colour)
    return [*lines, _numbered(span.line, shown), _numbered(None, caret)]


def _window(line: str, start: int, length: int) -> tuple[str, int, int]:
    """Return the part of ``line`` to show, and the column of a terminal where the span begins in it, and its width."""
    first = 0 if len(line) <= LONGEST_LINE else max(0, start - BEFORE_CARET)
    lead = "…" if first else ""
    part = line[first : first + LONGEST_LINE]
    tail = "…" if first + LONGEST_LINE < len(line) else ""
    within = start - first
    return (
        lead + _safe(part) + tail,
        len(lead) + columns(part[:within]),
        columns(part[within : within + length]),
    )


def columns(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes: two for wide characters, none for combining ones."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if character == "\t":
        return len(TAB)
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _safe(text: str) -> str:
    """Return ``text`` with tabs as spaces and control characters as U+FFFD: no file may command the terminal."""
    if text.isprintable():
        return text
    return "".join(TAB if c == "\t" else "\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)


def _numbered(number: int | None, text: str) -> str:
    return f"{'' if number is None else number:>5} | {text}".rstrip()


def _place(span: Span) -> str:
    return f"{_safe(span.file)}:{span.line}:{span.column}"


def _in(style: str, text: str, colour: bool) -> str:  # noqa: FBT001
    return f"{style}{text}{_OFF}" if colour and text else text


def _count(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Return the last line: ``3 errors and 1 warning in deals/uz.yaml``."""
    warnings = sum(diagnostic.severity == "warning" for diagnostic in diagnostics)
    errors = len(diagnostics) - warnings
    counted = [
        f"{number} {word}{'' if number == 1 else 's'}" for number, word in ((errors, "error"), (warnings, "warning")) if number
    ]
    files = sorted({diagnostic.spans[0].file for diagnostic in diagnostics if diagnostic.spans})
    where = f" in {_safe(files[0])}" if len(files) == 1 else f" in {len(files)} files" if files else ""
    return " and ".join(counted) + where
