"""A file with some of its values written anew, everything else in it (comments, order, spacing) as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from leasecalc.reading.nodes import LINE_BREAK, Node
from leasecalc.reading.setting import FILE as SET
from leasecalc.reading.tree import Tree, parse

Key = tuple[str, ...]

WIDTH = 120


class Written(NamedTuple):
    """What is written at a path: YAML on one line (None takes the key away), and under which name (empty: its own)."""

    text: str | None
    key: str = ""


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def rewritten(tree: Tree, values: Mapping[Key, Written]) -> str | None:
    """Return the text of the deal's own file with ``values`` at their paths, and with what ``--set`` has changed.

    None where the values come from more than one file, so that no single text says them.
    """
    source = tree.root.source
    if set(tree.sources) - {SET} != {source.file}:
        return None
    written = source.text
    own = parse(written, source.file)
    changed = {path: Written(text) for path, text in _changes((), own.data, tree.data)}
    for path, value in {**changed, **values}.items():
        written = _replaced(parse(written, source.file), path, value)
    return written


def as_yaml(data: Any) -> str:
    """Return raw data of a tree as YAML without comments: the way out where a file cannot be rewritten."""
    import yaml

    return yaml.safe_dump(_without_nothing(data), sort_keys=False, allow_unicode=True, width=WIDTH)


def _without_nothing(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_nothing(value) for key, value in data.items() if value is not None}
    return [_without_nothing(value) for value in data] if isinstance(data, list) else data


def _changes(path: Key, old: Any, new: Any) -> Iterator[tuple[Key, str | None]]:
    """Yield the deepest maps' keys whose values differ, with what they are now."""
    for key in {**old, **new}:
        before, after = old.get(key), new.get(key)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _changes((*path, key), before, after)
        elif before != after:
            yield (*path, key), None if after is None else _flow(after)


def _flow(data: Any) -> str:
    import yaml

    return (
        yaml.safe_dump(data, default_flow_style=True, allow_unicode=True, width=10_000_000)
        .removesuffix("\n")
        .removesuffix("\n...")
    )


def _replaced(tree: Tree, path: Key, value: Written) -> str:
    whole = tree.root.source.text
    starts = [0, *(found.end() for found in re.finditer(LINE_BREAK, whole))]
    edit = _edit(tree.root, path, value, whole, starts)
    return whole if edit is None else whole[: edit.start] + edit.text + whole[edit.end :]


def _edit(root: Node, path: Key, value: Written, whole: str, starts: list[int]) -> _Edit | None:
    parent = root
    for step in path[:-1]:
        if not isinstance(parent.children, dict) or step not in parent.children:
            return None
        parent = parent.children[step]
    if not isinstance(parent.children, dict):
        return None
    key = path[-1]
    if key in parent.children:
        begin, end = _at(starts, parent.keys[key].start), _end(parent.children[key], starts)
        if value.text is None:
            return _taken(whole, begin, end)
        return _Edit(begin, end, _pair(value.key or key, value.text, parent.keys[key].start.column))
    return None if value.text is None or not parent.keys else _added(parent, value.key or key, value.text, whole, starts)


def _pair(key: str, text: str, column: int) -> str:
    """Return ``key: text``, a long one in several lines."""
    import textwrap

    indent = " " * (column + 2)
    return textwrap.fill(
        f"{key}: {text}", WIDTH - column, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _added(parent: Node, key: str, text: str, whole: str, starts: list[int]) -> _Edit:
    """Return a new key behind the last one of a map."""
    last = list(parent.keys)[-1]
    assert isinstance(parent.children, dict)  # noqa: S101 - the caller has looked
    end = _end(parent.children[last], starts)
    if whole[_at(starts, parent.start) : _at(starts, parent.start) + 1] == "{":
        return _Edit(end, end, f", {key}: {text}")
    column = parent.keys[last].start.column
    line_end = whole.find("\n", end)
    place = len(whole) if line_end < 0 else line_end
    return _Edit(place, place, f"\n{' ' * column}{_pair(key, text, column)}")


def _at(starts: list[int], mark: Any) -> int:
    return int(starts[mark.line] + mark.column)


def _end(node: Node, starts: list[int]) -> int:
    """Return where a value ends; a block map or list ends with its last value, not with the comments below it."""
    children = list(node.children.values()) if isinstance(node.children, dict) else node.children
    text = node.source.text
    if children and text[_at(starts, node.start)] not in "[{":
        return _end(children[-1], starts)
    return _at(starts, node.end) if node.end.line < len(starts) else len(text)


def _taken(whole: str, begin: int, end: int) -> _Edit:
    """Return the cut of a key and its value: of whole lines in a block, with the comma in braces."""
    line = whole.rfind("\n", 0, begin) + 1
    if not whole[line:begin].strip():
        stop = whole.find("\n", end)
        return _Edit(line, len(whole) if stop < 0 else stop + 1, "")
    after = end + len(whole[end:]) - len(whole[end:].lstrip())
    if whole[after : after + 1] == ",":
        return _Edit(begin, after + 1 + (whole[after + 1 : after + 2] == " "), "")
    before = whole[:begin].rstrip()
    return _Edit(len(before) - 1 if before.endswith(",") else begin, end, "")
