"""One value from the command line: `--set lease.term=48 months`."""

from __future__ import annotations

import re

from leasecalc.errors import Diagnostic, InputError, Span
from leasecalc.reading.compose import Composer, text_faults
from leasecalc.reading.nodes import Node, Point, Source
from leasecalc.reading.suggest import quoted
from leasecalc.reading.tree import LARGEST_FILE, Tree

FILE = "--set"

_STEP = re.compile(r'"([^"]*)"|([^.]+)')
_NOTHING = ("", "null", "~")


def set_value(tree: Tree, assignment: str) -> Tree:
    """Return ``tree`` with the value of ``assignment``, typed as ``path=value``, in the place of its path.

    A path is keys and list positions (from 0) with dots between; keys with a dot in them go in double quotes. The value
    is text as in a file; one that begins with ``[``, ``{`` or a quote is read as YAML. Maps on the way are made as
    needed: a misspelt key is found when the tree is structured. Places name the file ``--set``, one line each.
    """
    written = " ".join(assignment.splitlines())
    earlier = tree.sources.get(FILE)
    text = written if earlier is None else f"{earlier}\n{written}"
    setter = _Setter(Source(FILE, text), text.count("\n"), written, {**tree.sources, FILE: text})
    return Tree(setter.apply(tree.root), setter.sources)


class _Setter:
    def __init__(self, source: Source, line: int, written: str, sources: dict[str, str]) -> None:
        self.sources = sources
        self._source = source
        self._line = line
        self._written = written

    def apply(self, root: Node) -> Node:
        faults = text_faults(self._source, LARGEST_FILE)
        if faults:
            raise InputError(tuple(faults), self.sources)
        path, equals, _ = self._written.partition("=")
        steps = [(match[1] or match[2] or "", match.start()) for match in _STEP.finditer(path)]
        if not equals or not path.strip() or ".." in path or path.strip()[0] == "." or path.strip()[-1] == ".":
            message = f"{quoted(self._written)} is not of the form `path=value`"
            raise self._fault("LC702", message, 0, "for example `lease.term=48 months`")
        return self._put(root, [(step.strip(), at) for step, at in steps], self._value(len(path) + 1))

    def _value(self, at: int) -> Node:
        typed = self._written[at:]
        stripped = typed.strip(" ")
        begin = at + len(typed) - len(typed.lstrip(" "))
        if stripped[:1] and stripped[0] in "[{\"'":
            composer = Composer(self._source, "\n" * self._line + " " * begin + stripped)
            node = composer.compose()
            if node is None or composer.diagnostics:
                raise InputError(tuple(composer.diagnostics), self.sources)
            return node
        end = Point(self._line, begin + len(stripped))
        return Node(self._source, Point(self._line, begin), end, None if stripped in _NOTHING else stripped)

    def _put(self, node: Node | None, steps: list[tuple[str, int]], value: Node) -> Node:
        """Return a copy of ``node`` with ``value`` at ``steps``."""
        if not steps:
            return value
        (step, at), rest = steps[0], steps[1:]
        if node is not None and isinstance(node.children, list):
            return self._put_item(node, node.children, steps, value)
        if node is not None and isinstance(node.data, str):
            hint = "leave out what follows, or set the whole value"
            raise self._fault("LC307", f"`{self._written[:at].rstrip('.')}` is a single value, not a map", at, hint)
        key = Node(self._source, Point(self._line, at), Point(self._line, at + len(step)), step)
        old: dict[str, Node] = node.children if node is not None and isinstance(node.children, dict) else {}
        children = {**old, step: self._put(old.get(step), rest, value)}
        copy = Node(node.source, node.start, node.end, None) if node else Node(key.source, key.start, key.end, None)
        copy.keys = {**(node.keys if node else {}), step: key}
        copy.children = children
        copy.data = {name: child.data for name, child in children.items()}
        return copy

    def _put_item(self, node: Node, items: list[Node], steps: list[tuple[str, int]], value: Node) -> Node:
        (step, at), rest = steps[0], steps[1:]
        position = int(step) if step.isascii() and step.isdigit() and len(step) < 6 else len(items)
        if position >= len(items):
            message = f"the list `{self._written[:at].rstrip('.')}` has no item {quoted(step)}"
            hint = f"its items are 0 to {len(items) - 1}" if items else "it is empty: set the whole list"
            raise self._fault("LC307", message, at, hint)
        children = list(items)
        children[position] = self._put(items[position], rest, value)
        copy = Node(node.source, node.start, node.end, [child.data for child in children])
        copy.children = children
        return copy

    def _fault(self, code: str, message: str, at: int, hint: str) -> InputError:
        span = Span(FILE, self._line + 1, at + 1)
        return InputError((Diagnostic(code, message, hint, (span,)),), self.sources)
