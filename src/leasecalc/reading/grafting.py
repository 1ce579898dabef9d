"""Parts of one tree put into another: a deal with some of the values of a second one, each with the place where it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.reading.nodes import Node
from leasecalc.reading.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable

Keys = tuple[str, ...]


def grafted(below: Tree, other: Tree, paths: Iterable[Keys]) -> Tree:
    """Return ``below`` with what ``other`` has at each of ``paths`` (keys of maps) in the place of its own; nothing there takes it away."""
    root = below.root
    for path in paths:
        root = _put(root, path, *_found(other.root, path)) or root
    return Tree(root, {**other.sources, **below.sources})


def without(tree: Tree, keys: Iterable[str]) -> Tree:
    """Return a tree without some of its sections."""
    root = tree.root
    for key in keys:
        root = _put(root, (key,), None, None) or root
    return Tree(root, tree.sources)


def _found(root: Node, path: Keys) -> tuple[Node | None, Node | None]:
    """Return the key and the value at a path, None where there is none."""
    key: Node | None = None
    node = root
    for step in path:
        children = node.children if isinstance(node.children, dict) else {}
        if step not in children:
            return None, None
        key, node = node.keys[step], children[step]
    return key, node


def _put(node: Node | None, path: Keys, key: Node | None, value: Node | None) -> Node | None:
    if not path:
        return value
    if node is None and value is None:
        return None
    step, rest = path[0], path[1:]
    children = dict(node.children) if node is not None and isinstance(node.children, dict) else {}
    keys = dict(node.keys) if node is not None else {}
    inner = _put(children.get(step), rest, key, value)
    if inner is None:
        children.pop(step, None)
        keys.pop(step, None)
    else:
        children[step] = inner
        keys[step] = keys.get(step) or key or inner
    like = node or value
    assert like is not None  # noqa: S101 - looked at above
    made = Node(like.source, like.start, like.end, {name: child.data for name, child in children.items()})
    made.children, made.keys = children, keys
    return made
