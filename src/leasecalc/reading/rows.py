"""A list of a deal that is written in a CSV file of its own: its rows take the place of the file's name, with their places."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from leasecalc.errors import Diagnostic, InputError, Span
from leasecalc.reading.files import FileText, read_beside
from leasecalc.reading.nodes import Node, Point, Source
from leasecalc.reading.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".csv"


def with_rows(tree: Tree, path: tuple[str, ...]) -> tuple[Tree, tuple[FileText, ...]]:
    """Return the tree with the rows of the CSV file that is named at ``path``, and the file; as they are where none is named.

    The file lies beside the one that names it. Its first line holds the keys of an item, each further line one item. Raises
    ``InputError`` for a file that cannot be read, or that has other cells than keys.
    """
    name = _named(tree, path)
    if name is None:
        return tree, ()
    beside = os.path.dirname(tree.origin(path) or "")  # noqa: PTH120 - pathlib costs more to import than a deal to read
    read = read_beside(name if os.path.isabs(name) else os.path.join(beside, name), tree.place(path), tree.sources)  # noqa: PTH117, PTH118
    source = Source(read.name, read.text.removeprefix("\ufeff"))
    sources = {**tree.sources, read.name: source.text}
    return Tree(_put(tree.root, path, _list(source, sources)), sources), (read,)


def _named(tree: Tree, path: tuple[str, ...]) -> str | None:
    node = tree.data
    for step in path:
        node = node.get(step) if isinstance(node, dict) else None
    return node if isinstance(node, str) and node.endswith(SUFFIX) else None


def _put(node: Node, path: tuple[str, ...], value: Node) -> Node:
    """Return a copy of a node with a value at a path that is there."""
    if not path:
        return value
    children = dict(node.children) if isinstance(node.children, dict) else {}
    children[path[0]] = _put(children[path[0]], path[1:], value)
    copy = Node(node.source, node.start, node.end, {key: child.data for key, child in children.items()})
    copy.keys, copy.children = node.keys, children
    return copy


def _list(source: Source, sources: dict[str, str]) -> Node:
    lines = [(number, line) for number, line in enumerate(source.text.splitlines()) if line.strip()]
    if len(lines) < 2:
        message = "the table has no header and no row below it"
        raise _refused(
            source,
            sources,
            (0, 0),
            message,
            "write the keys in the first line, for example `count,pays`, and a row for each item",
        )
    (first, header), *rows = lines
    keys = list(_cells(source, first, header))
    items = [_item(source, sources, keys, number, line) for number, line in rows]
    found = Node(source, Point(rows[0][0], 0), Point(rows[-1][0], len(rows[-1][1])), [item.data for item in items])
    found.children = items
    return found


def _item(source: Source, sources: dict[str, str], keys: list[Node], number: int, line: str) -> Node:
    cells = list(_cells(source, number, line))
    if len(cells) != len(keys):
        message = f"the row has {len(cells)} cells and the header {len(keys)}"
        raise _refused(source, sources, (number, 0), message, "write an amount without a thousands separator: `1000 USD`")
    pairs = [(key, cell) for key, cell in zip(keys, cells, strict=True) if cell.data is not None]
    item = Node(source, Point(number, 0), Point(number, len(line)), {key.data: cell.data for key, cell in pairs})
    item.keys = {key.data: key for key, _ in pairs}
    item.children = {key.data: cell for key, cell in pairs}
    return item


def _cells(source: Source, number: int, line: str) -> Iterator[Node]:
    at = 0
    for cell in line.split(","):
        begin = at + len(cell) - len(cell.lstrip())
        text = cell.strip()
        yield Node(source, Point(number, begin), Point(number, begin + len(text)), text or None)
        at += len(cell) + 1


def _refused(source: Source, sources: dict[str, str], at: tuple[int, int], message: str, hint: str) -> InputError:
    span = Span(source.file, at[0] + 1, at[1] + 1, max(1, len(source.line(at[0] + 1))))
    return InputError((Diagnostic("LC308", message, hint, (span,)),), sources)
