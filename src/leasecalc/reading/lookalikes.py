"""Characters that look like the ones meant: full-width forms, typographic quotes and dashes, unusual spaces."""

from __future__ import annotations

import unicodedata

_NAMES = {
    "：": ("full-width colon `：`", ":"),
    "，": ("full-width comma `，`", ","),
    "％": ("full-width percent sign `％`", "%"),
    "“": ("typographic quote `“`", '"'),
    "”": ("typographic quote `”`", '"'),
    "‘": ("typographic quote `‘`", "'"),
    "’": ("typographic quote `’`", "'"),
    "\u2212": ("minus sign U+2212", "-"),
    "\u2013": ("dash `–`", "-"),
    "\u2014": ("dash `—`", "-"),
    "\u00a0": ("no-break space (U+00A0)", " "),
    "\u202f": ("narrow no-break space (U+202F)", " "),
    "\u3000": ("wide space (U+3000)", " "),
    "\u200b": ("zero-width space (U+200B)", ""),
    "\ufeff": ("byte order mark (U+FEFF)", ""),
    "【": ("full-width bracket `【`", "["),
    "】": ("full-width bracket `】`", "]"),
    "。": ("full-width full stop `。`", "."),
}


def plain(text: str) -> str:
    """Return ``text`` with look-alikes replaced by the ASCII characters they stand for."""
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    if character in _NAMES:
        return _NAMES[character][1]
    digit = unicodedata.digit(character, None)
    if digit is not None and character.isdecimal():
        return str(digit)
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return character


def first(text: str, among: str = "") -> tuple[int, str, str] | None:
    """Return (offset, name, ASCII form) of the first look-alike in ``text``, or None; ``among`` narrows the search."""
    for offset, character in enumerate(text):
        if character.isascii() or (among and character not in among):
            continue
        if character in _NAMES:
            name, meant = _NAMES[character]
            return offset, name, meant
        meant = _plain_character(character)
        if meant != character:
            return offset, f"full-width or foreign character `{character}`", meant
    return None
