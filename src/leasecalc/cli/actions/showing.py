"""`show`: the deal as it is read, value by value."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from leasecalc import api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.reading.tree import Tree

OK = 0
Path = tuple[str | int, ...]


def show(deal: str, assignments: tuple[str, ...], markets: tuple[str, ...], *, origin: bool) -> int:
    """Print every value of the deal by its path; with ``origin`` also what defaults, market data and overrides contribute, and from where."""
    found = api.load(deal, assignments)
    rows = [(_written(path), text, _place(found.tree, path)) for path, text in _leaves((), found.tree.data)]
    if origin:
        resolved = api.resolve(found, api.library(markets))
        rows += [(entry.path, entry.text, f"{entry.status}: {entry.note}") for entry in resolved.provenance]
    widest = [max(len(row[place]) for row in rows) for place in (0, 1)]
    for path_text, value, place in rows:
        line = f"{path_text.ljust(widest[0])}  {value.ljust(min(widest[1], 48))}"
        sys.stdout.write(f"{line}  {place}".rstrip() + "\n" if origin else line.rstrip() + "\n")
    return OK


def _leaves(path: Path, node: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(node, dict):
        for key, child in node.items():
            yield from _leaves((*path, key), child)
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from _leaves((*path, number), child)
    elif node is not None:
        yield path, str(node)


def _written(path: Path) -> str:
    return ".".join(str(step) for step in path)


def _place(tree: Tree, path: Path) -> str:
    span = tree.place(path)
    return f"{span.file}:{span.line}:{span.column}"
