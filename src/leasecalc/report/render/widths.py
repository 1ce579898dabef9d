"""Text measured in terminal cells: width, padding and wrapping, with wide (CJK) and zero-width characters."""

from __future__ import annotations

import unicodedata

_NO_BREAK_BEFORE = frozenset("，。、；：！？）」』》】〉％…")
_NO_BREAK_AFTER = frozenset("（「『《【〈￥")


def character_width(character: str) -> int:
    """Return the terminal cells of one character: 0 for combining and format characters, 2 for wide ones, else 1."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def display_width(text: str) -> int:
    """Return the terminal cells that ``text`` takes (one line, no control characters)."""
    return len(text) if text.isascii() else sum(map(character_width, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Fill ``text`` with spaces up to ``width`` cells; ``right`` puts it at the right edge. Longer text stays."""
    space = " " * (width - display_width(text))
    return space + text if right else text + space


def pieces(text: str) -> list[tuple[str, str]]:
    """Split ``text`` where a line may break: ``(piece, separator before it)``.

    A line may break at a space and beside a wide character, but never inside a number, a word or a URL.
    """
    found: list[tuple[str, str]] = []
    for word in _words(text):
        separator = " "
        for piece in [word] if word.isascii() else _around_wide_characters(word):
            found.append((piece, separator))
            separator = ""
    return found


def _words(text: str) -> list[str]:
    """Split text at white space, but keep "14 %" together."""
    found: list[str] = []
    for word in text.split():
        if found and word.startswith("%") and found[-1][-1].isdecimal():
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found or [""]


def _around_wide_characters(word: str) -> list[str]:
    parts: list[str] = []
    for character in word:
        if parts and not _may_break(parts[-1][-1], character):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def _may_break(before: str, after: str) -> bool:
    if after in _NO_BREAK_BEFORE or before in _NO_BREAK_AFTER or character_width(after) == 0:
        return False
    return character_width(before) == 2 or character_width(after) == 2


def longest_piece(text: str) -> int:
    """Return the least width at which ``text`` wraps without overflow."""
    return max((display_width(piece) for piece, _ in pieces(text)), default=0)


def wrap(text: str, width: int | None) -> list[str]:
    """Break ``text`` into lines of at most ``width`` cells; a longer unbreakable piece keeps its own line, whole."""
    if width is None or display_width(text) <= width:
        return [text]
    return pack(pieces(text), width)


def pack(parts: list[tuple[str, str]], width: int | None) -> list[str]:
    """Fill lines with ``(piece, separator before it)``; the separator is dropped at the start of a line."""
    lines: list[str] = []
    used = 0
    for piece, separator in parts:
        needed = display_width(separator) + display_width(piece)
        if lines and (width is None or used + needed <= width):
            lines[-1] += separator + piece
            used += needed
        else:
            lines.append(piece)
            used = display_width(piece)
    return lines or [""]
