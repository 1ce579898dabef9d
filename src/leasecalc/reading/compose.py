"""From the events of PyYAML's parser to nodes: an iterative loop (deep files cannot exhaust the stack) that refuses
everything a deal file has no use for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from leasecalc.errors import Diagnostic, Span
from leasecalc.reading.nodes import Node, Point, Source, column_of, line_of
from leasecalc.reading.suggest import quoted

if TYPE_CHECKING:
    from leasecalc.reading.nodes import Mark

DEEPEST = 30
# What YAML calls printable, without the line breaks that editors do not count (U+0085, U+2028, U+2029).
_CONTROL = "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_WHITE = dict.fromkeys((9, 10, 13))
_NULL = ("", "null", "~")
_MOST_CONTROL_FAULTS = 20


def text_faults(source: Source, largest: int) -> list[Diagnostic]:
    """Return faults that show without parsing: too large, characters that no editor shows, nothing at all."""
    if len(source.text) > largest:
        message = f"the file has {len(source.text)} characters, more than the limit of {largest}"
        hint = "split the file, or leave out what is no input"
        return [Diagnostic("LC110", message, hint, (Span(source.file, 1, 1),))]
    found: list[Diagnostic] = []
    if source.text.translate(_WHITE).isprintable():  # spares compiling the pattern
        return found
    for match in re.finditer(_CONTROL, source.text):
        message = f"the file has the invisible character U+{ord(match[0]):04X}"
        found.append(Diagnostic("LC109", message, "delete it", (_span_at(source, match.start()),)))
        if len(found) == _MOST_CONTROL_FAULTS:
            break
    return found


def _span_at(source: Source, offset: int) -> Span:
    before = re.split(r"\r\n|\r|\n", source.text[:offset])
    return Span(source.file, len(before), len(before[-1]) + 1)


class _Frame:
    """A map or list that is being read."""

    __slots__ = ("is_key", "key", "node")

    def __init__(self, node: Node, *, is_key: bool) -> None:
        self.node = node
        self.key: Node | None = None
        self.is_key = is_key


class Composer:
    """Reads a text (by default that of ``source``) into nodes; ``diagnostics`` collects what is wrong with it."""

    def __init__(self, source: Source, text: str | None = None) -> None:
        self.source = source
        self._text = source.text if text is None else text
        self.diagnostics: list[Diagnostic] = []
        self._stack: list[_Frame] = []
        self._root: Node | None = None
        self._documents = 0

    def compose(self) -> Node | None:
        """Return the top node, or None when there is none; see ``diagnostics``."""
        import yaml

        base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            loader = base(self._text)
            while self._take(loader.get_event()):
                pass
        except yaml.MarkedYAMLError as error:
            from leasecalc.reading.yaml_faults import syntax_fault

            self.diagnostics.append(syntax_fault(self.source, error))
        if not self.diagnostics and (self._root is None or self._root.data is None):
            self.diagnostics.append(
                Diagnostic("LC101", "the file is empty", "", (Span(self.source.file, 1, 1),)),
            )
        return self._root

    def _take(self, event: Any) -> bool:
        """Handle one event; return whether to go on."""
        name = type(event).__name__
        if name == "ScalarEvent":
            self._scalar(event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            return self._open(event, {} if name == "MappingStartEvent" else [])
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(event)
        elif name == "AliasEvent":
            self._alias(event)
        elif name == "DocumentStartEvent":
            return self._document(event)
        return name != "StreamEndEvent"

    def _scalar(self, event: Any) -> None:
        if event.tag is not None or event.anchor is not None:
            self._decorated(event)
        plain = not event.style
        value = event.value
        data = None if plain and value in _NULL else value
        if event.style == '"' and not value.isprintable() and (hidden := re.search(_CONTROL, value)):
            self._fault("LC109", f"text has the invisible character U+{ord(hidden[0]):04X}", "leave it out", event)
        frame = self._stack[-1] if self._stack else None
        node = Node(self.source, event.start_mark, event.end_mark, data)
        if frame is not None and frame.key is None and isinstance(frame.node.children, dict):
            self._key(frame, node, value, plain=plain)
        else:
            self._attach(frame, node)

    def _key(self, frame: _Frame, node: Node, key: str, *, plain: bool) -> None:
        node.data = key
        earlier = frame.node.keys.get(key)
        if plain and key == "<<":
            hint = "write the keys out, or use `extends:`"
            self._fault("LC106", "merge keys `<<` are not supported", hint, node)
        elif plain and key == "":
            self._fault("LC107", "a key is missing before `:`", "write `key: value`", node)
        elif earlier is not None:
            hint = f"the first one is on line {line_of(earlier.start)}; keep one of them"
            self._fault("LC102", f"duplicate key {quoted(key)}", hint, node, earlier)
        frame.key = node

    def _attach(self, frame: _Frame | None, node: Node) -> None:
        """Put a finished or just opened value where it belongs."""
        if frame is None:
            self._root = node
        elif isinstance(frame.node.children, list):
            frame.node.children.append(node)
            frame.node.data.append(node.data)
        elif frame.key is not None and isinstance(frame.node.children, dict):
            key = frame.key.data
            frame.node.keys[key] = frame.key
            frame.node.children[key] = node
            frame.node.data[key] = node.data
            frame.key = None

    def _open(self, event: Any, empty: dict[str, Any] | list[Any]) -> bool:
        if event.tag is not None or event.anchor is not None:
            self._decorated(event)
        if len(self._stack) == DEEPEST:
            self._fault("LC111", f"the file is nested deeper than {DEEPEST} levels", "write it flatter", event)
            return False
        node = Node(self.source, event.start_mark, event.end_mark, empty)
        node.children = {} if isinstance(empty, dict) else []
        frame = self._stack[-1] if self._stack else None
        is_key = frame is not None and frame.key is None and isinstance(frame.node.children, dict)
        if is_key and frame is not None:
            self._fault("LC107", "a key must be text, not a list or a map", "quote it if it is text", event)
            frame.key = Node(self.source, event.start_mark, event.end_mark, "")
        else:
            self._attach(frame, node)
        self._stack.append(_Frame(node, is_key=is_key))
        return True

    def _close(self, event: Any) -> None:
        self._stack.pop().node.end = event.end_mark

    def _alias(self, event: Any) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is None or frame.key is None or frame.key.data != "<<":
            hint = f'write the value out; text that begins with `*` needs quotes: `"*{event.anchor}"`'
            self._fault("LC105", f"aliases like `*{event.anchor}` are not supported", hint, event)
        node = Node(self.source, event.start_mark, event.end_mark, "")
        if frame is not None and frame.key is None and isinstance(frame.node.children, dict):
            frame.key = node
        else:
            self._attach(frame, node)

    def _decorated(self, event: Any) -> None:
        if event.anchor is not None:
            hint = "write the value out where it is needed, or use `extends:`"
            self._fault("LC105", f"anchors like `&{event.anchor}` are not supported", hint, event, length=1)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "leave the tag out: the program knows the type of every value; quote text that begins with `!`"
            self._fault("LC104", f"tags like {quoted(tag)} are not supported", hint, event, length=len(tag))

    def _document(self, event: Any) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._fault("LC108", "the file has a second document", "put each document in a file of its own", event)
            return False
        if event.version is not None or event.tags:
            self._fault("LC116", "directives like `%YAML` are not supported", "delete the line", event, length=1)
        return True

    def _fault(self, code: str, message: str, hint: str, at: Any, earlier: Node | None = None, length: int | None = None) -> None:
        first, last = (at.start, at.end) if isinstance(at, Node) else (at.start_mark, at.end_mark)
        spans = (self._span(first, last, length), *([self._span(earlier.start, earlier.end)] if earlier else []))
        self.diagnostics.append(Diagnostic(code, message, hint, spans))

    def _span(self, start: Mark | Point, end: Mark | Point, length: int | None = None) -> Span:
        line, column = line_of(start), column_of(start)
        covered = column_of(end) - column if line_of(end) == line else 1
        return Span(self.source.file, line, column, max(1, covered if length is None else length))
