"""The sections of a deal file, each read by itself, so that one which many files share is read once.

Files of a batch are mostly made from each other and differ in some sections; a section with the same text is the same data and the same document.
As for `plain_yaml`, there is an answer only where it is certain: a text that is not plain YAML, and a section at fault, are left to `documents`, which
reads the whole and says what is wrong. Tests hold both against each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from leasecalc.reading.nodes import Source
from leasecalc.reading.plain_yaml import plain_entry, plain_root
from leasecalc.reading.scalar import ScalarFault
from leasecalc.reading.shapes import Record, attributes
from leasecalc.reading.structure import Refused, checked, value_of
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MOST = 4_096
"""Sections, and entries of them, that are kept; a batch of very different files forgets and begins anew."""

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

    __slots__ = ("_about", "_cls", "_entries", "_kept")

    def __init__(self, cls: type[Any], about: Callable[[str, Any], Hashable]) -> None:
        self._cls, self._about = cls, about
        self._kept: dict[str, Section | None] = {}
        self._entries: dict[tuple[type[Any], str], tuple[str, str, Any, Any]] = {}

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
        try:
            read = self._by_entries(piece) or self._whole(piece)
        except (Refused, ScalarFault):
            return None
        return None if read is None else Section(*read, self._about(read[0], read[2]))

    def _whole(self, piece: str) -> tuple[str, str, Any, Any] | None:
        found = _only_entry(piece)
        attribute = None if found is None else attributes(self._cls).get(found[0])
        if found is None or attribute is None:
            return None
        return found[0], attribute.name, found[1], value_of(attribute.shape, found[1])

    def _by_entries(self, piece: str) -> tuple[str, str, Any, Any] | None:
        """Read a section that is a map key by key; None where it must be read as a whole."""
        head, _, below = piece.partition("\n")
        attribute = attributes(self._cls).get(head[:-1])
        if attribute is None or head[-1] != ":" or not isinstance(attribute.shape.entries, Record):
            return None
        cls = attribute.shape.entries.cls
        data, values = {}, {}
        for text in _entries(below):
            entry = self._entry(cls, text)
            if entry is None or entry[1] in data:
                return None
            name, key, data[key], values[name] = entry
        return (head[:-1], attribute.name, data, checked(cls, values)) if data else None

    def _entry(self, cls: type[Any], text: str) -> tuple[str, str, Any, Any] | None:
        """Return name and key of one entry of a map, its raw data and its value."""
        kept = self._entries.get((cls, text))
        if kept is not None:
            return kept
        found = plain_entry(text) or _only_entry(text)
        attribute = None if found is None else attributes(cls).get(found[0])
        if found is None or attribute is None:
            return None
        if len(self._entries) >= MOST:
            self._entries.clear()
        entry = (attribute.name, *found, value_of(attribute.shape, found[1]))
        self._entries[cls, text] = entry
        return entry


def _entries(text: str) -> list[str]:
    """Return the texts of the entries of a block map: each begins on a line as far in as the first, which is no item of a list."""
    lines = [line for line in text.split("\n") if (begun := line.lstrip(" ")) and begun[0] != "#"]
    if not lines:
        return []
    column = len(lines[0]) - len(lines[0].lstrip(" "))
    margin, found = " " * column, [lines[0]]
    for line in lines[1:]:
        if line.startswith(margin) and line[column] not in " -":
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return found if column else []


def _only_entry(text: str) -> tuple[str, Any] | None:
    """Return key and data of a text that is a map of one key in plain YAML."""
    root = plain_root(Source("", text))
    if root is None or len(root.data) != 1:
        return None
    ((key, data),) = root.data.items()
    return key, data


def _says_nothing(text: str) -> bool:
    """Return whether a text is comments and empty lines; plain YAML has no other sign in front of its first key."""
    return not text or (
        text.replace("\n", "").isprintable() and all(not line or line.lstrip(" ")[:1] in {"", "#"} for line in text.split("\n"))
    )
