"""One deal over another: `extends: base.yaml`, one level."""

from __future__ import annotations

from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.nodes import Node
from leasecalc.reading.tree import Tree

EXTENDS = "extends"
KIND = "kind"


def overlay(base: Tree, top: Tree) -> Tree:
    """Return ``top`` over ``base``: maps merge key by key, lists and scalars are replaced.

    A map whose ``kind`` differs from that of the map below it replaces it whole: the keys of another kind mean nothing
    to it. A key with nothing written after it takes the value away. Places and origins point into the file that gave
    the value. Raise `InputError` when the base itself extends a file.
    """
    sources = {**base.sources, **top.sources}
    if base.has((EXTENDS,)):
        hint = f"let `{top.file}` extend what `{base.file}` extends, or write its values out"
        spans = (base.key_place((EXTENDS,)), top.key_place((EXTENDS,)))
        message = "a file that is extended may not extend another one"
        raise InputError((Diagnostic("LC306", message, hint, spans),), sources)
    return Tree(merged(base.root, top.root), sources)


def with_section(base: Tree, top: Tree, name: str) -> Tree:
    """Return ``base`` with its section ``name`` replaced by that of ``top``. Raise `InputError` (LC303) when ``top`` holds anything else, or not that."""
    sources = {**base.sources, **top.sources}
    written = list(top.data) if isinstance(top.data, dict) else []
    if written != [name]:
        spans = tuple(top.key_place((key,)) for key in written if key != name) or (top.place(()),)
        message = f"`{top.file}` holds the section `{name}` and nothing else, when it is laid over a deal"
        raise InputError((Diagnostic("LC303", message, f"write `{name}:` and its terms", spans[:1]),), sources)
    children = base.root.children
    below = Node(base.root.source, base.root.start, base.root.end, base.root.data)
    below.keys, below.children = base.root.keys, children
    if isinstance(children, dict):
        below.children = {key: child for key, child in children.items() if key != name}
        below.data = {key: child.data for key, child in below.children.items()}
    return Tree(merged(below, top.root), sources)


def merged(below: Node, above: Node) -> Node:
    """Return ``above`` over ``below``; neither is changed."""
    if not (isinstance(below.children, dict) and isinstance(above.children, dict)) or _other_kind(below, above):
        return above
    node = Node(above.source, above.start, above.end, {})
    children = dict(below.children)
    for key, child in above.children.items():
        children[key] = merged(children[key], child) if key in children else child
    node.keys = {**below.keys, **above.keys}
    node.children = children
    node.data = {key: child.data for key, child in children.items()}
    return node


def _other_kind(below: Node, above: Node) -> bool:
    return KIND in above.data and KIND in below.data and above.data[KIND] != below.data[KIND]
