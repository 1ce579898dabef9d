"""The tree of a YAML text: raw scalars, never resolved, and the place of every key and value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.errors import InputError, Span
from leasecalc.reading.nodes import Node, Source, column_of, line_of
from leasecalc.reading.plain_yaml import plain_root
from leasecalc.records import field, record

if TYPE_CHECKING:
    from leasecalc.reading.faults import Path

LARGEST_FILE = 10_000_000


@record
class Tree:
    """Raw data (``dict``, ``list``, ``str``, None) with places; a path is a tuple of keys and list positions."""

    root: Node
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Any:
        """The raw data; scalars are the text of the file, None where nothing is written."""
        return self.root.data

    @property
    def file(self) -> str:
        """Name of the file of the top node."""
        return self.root.source.file

    def place(self, path: Path) -> Span:
        """Return the place of the value at ``path``; of the nearest key above it when there is no such value."""
        node = _at(self.root, path)
        if node is None or (path and node.data is None):
            return self.key_place(path)
        return _span(node)

    def key_place(self, path: Path) -> Span:
        """Return the place of the key of ``path``; of the nearest key above it when there is none, else line 1."""
        for length in range(len(path), 0, -1):
            parent = _at(self.root, path[: length - 1])
            last = path[length - 1]
            if parent is None:
                continue
            if isinstance(parent.children, dict) and last in parent.children:
                return _span(parent.keys[str(last)])
            if isinstance(parent.children, list) and (item := _child(parent, last)) is not None:
                return _span(item)
        return Span(self.file, 1, 1)

    def origin(self, path: Path) -> str | None:
        """Return the name of the file (or ``--set``) that gives the value at ``path``, None when nothing does."""
        node = _at(self.root, path)
        return None if node is None else node.source.file

    def has(self, path: Path) -> bool:
        """Return whether ``path`` stands in the tree, with or without a value."""
        return _at(self.root, path) is not None


def parse(text: str, file: str, *, largest: int = LARGEST_FILE) -> Tree:
    """Return the tree of YAML ``text``; raise `InputError` with every fault of the text that can be told.

    Only plain YAML is accepted: maps with unique text keys, lists and scalars; no tags, anchors, aliases, merges or
    second document, and at most ``compose.DEEPEST`` levels.
    """
    source = Source(file, text.removeprefix("\ufeff"))
    root = plain_root(source) if len(source.text) <= largest else None
    return Tree(root, {file: source.text}) if root is not None else composed(source, largest)


def composed(source: Source, largest: int = LARGEST_FILE) -> Tree:
    """Return the tree of a text as PyYAML reads it; raise like `parse`."""
    from leasecalc.reading.compose import Composer, text_faults

    file = source.file
    faults = text_faults(source, largest)
    if faults:
        raise InputError(tuple(faults), {file: source.text})
    composer = Composer(source)
    root = composer.compose()
    if root is None or composer.diagnostics:
        raise InputError(tuple(composer.diagnostics), {file: source.text})
    return Tree(root, {file: source.text})


def _at(node: Node | None, path: Path) -> Node | None:
    for step in path:
        if node is None:
            return None
        node = _child(node, step)
    return node


def _child(node: Node, step: str | int) -> Node | None:
    children = node.children
    if isinstance(children, dict):
        return children.get(step) if isinstance(step, str) else None
    if isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
        return children[step]
    return None


def _span(node: Node) -> Span:
    line, column = line_of(node.start), column_of(node.start)
    if line_of(node.end) == line:
        return Span(node.source.file, line, column, max(1, column_of(node.end) - column))
    rest = node.source.line(line)[column - 1 :].rstrip()
    return Span(node.source.file, line, column, max(1, len(rest)))
