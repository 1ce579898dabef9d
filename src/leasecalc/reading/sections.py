"""The sections of a deal file, each read by itself, so that one which many files share is read once.

Files of a batch are mostly made from each other and differ in some sections; a section with the same text is the same data and the same document.
As for `plain_yaml`, there is an answer only where it is certain: a text that is not plain YAML, and a section at fault, are left to `documents`, which
reads the whole and says what is wrong. Tests hold both against each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from leasecalc.reading.nodes import Source
from leasecalc.reading.plain_yaml import plain_root
from leasecalc.reading.scalar import ScalarFault
from leasecalc.reading.shapes import attributes
from leasecalc.reading.structure import Refused, value_of
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MOST = 4_096
"""Sections that are kept; a batch of very different files forgets and begins anew."""

_BEGINS = re.compile(r"^(?=[A-Za-z_])", re.MULTILINE)


@record
class Section:
    """What one section says: its key, the raw data, the value of the document's field, and what ``Sections`` was asked to find out about it."""

    key: str
    name: str
    data: Any
    value: Any
    about: Hashable


class Sections:
    """Reads texts as sections of the document class ``cls``, and keeps them; ``about`` works out one thing of each from its key and raw data."""

    __slots__ = ("_about", "_cls", "_kept")

    def __init__(self, cls: type[Any], about: Callable[[str, Any], Hashable]) -> None:
        self._cls, self._about = cls, about
        self._kept: dict[str, Section | None] = {}

    def read(self, text: str) -> tuple[Section, ...] | None:
        """Return the sections of a text in its order; None where it must be read as a whole."""
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        before, *pieces = _BEGINS.split(text.removeprefix("\ufeff"))
        if not _says_nothing(before):
            return None
        found = []
        for piece in pieces:
            section = self._kept[piece] if piece in self._kept else self._keep(piece)
            if section is None:
                return None
            found.append(section)
        return tuple(found) if len({section.key for section in found}) == len(found) else None

    def _keep(self, piece: str) -> Section | None:
        if len(self._kept) >= MOST:
            self._kept.clear()
        section = self._kept[piece] = self._section(piece)
        return section

    def _section(self, piece: str) -> Section | None:
        root = plain_root(Source("", piece))
        if root is None or len(root.data) != 1:
            return None
        ((key, data),) = root.data.items()
        attribute = attributes(self._cls).get(key)
        if attribute is None:
            return None
        try:
            value = value_of(attribute.shape, data)
        except (Refused, ScalarFault):
            return None
        return Section(key, attribute.name, data, value, self._about(key, data))


def _says_nothing(text: str) -> bool:
    """Return whether a text is comments and empty lines; plain YAML has no other sign in front of its first key."""
    return not text or (
        text.replace("\n", "").isprintable() and all(not line or line.lstrip(" ")[:1] in {"", "#"} for line in text.split("\n"))
    )
