"""The YAML that deals are written in, read directly: block maps and lists, flow maps and lists, plain and quoted text of one line, comments.

Importing PyYAML costs more than pricing a deal. This reader knows a part of YAML only, and only where it can mean one thing: for everything
else, and for whatever is wrong, it has no answer, and PyYAML (`compose`) reads the text. Where it answers, values and places are the same;
tests hold both against each other on every sample, on broken deals and on random text.
"""

from __future__ import annotations

from leasecalc.reading.nodes import Node, Point, Source

NULL = ("", "null", "~")
DEEPEST = 30
_LONGEST_KEY = 1000  # YAML ends a key of one line at 1024 characters
_LONGEST_LINE = 10_000  # long lines are read piece by piece, each from its beginning
_FIRST = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_+/.(~=$")
_CLOSE = {"[": "]", "{": "}"}


class _Other(Exception):
    """The text is not of the part of YAML that is known here."""


def plain_root(source: Source) -> Node | None:
    """Return the top node of a text that is a map in plain YAML, or None where PyYAML must read it."""
    text = source.text.replace("\r\n", "\n") if "\r" in source.text else source.text
    if not text.replace("\n", "").isprintable() or max(map(len, text.split("\n"))) > _LONGEST_LINE:
        return None
    try:
        return _Reader(source, text).root()
    except _Other:
        return None


def plain_entry(line: str) -> tuple[str, str | None] | None:
    """Return key and value of one line of a block map if both are plain text, as `plain_root` reads it; None for every other line."""
    text = line.lstrip(" ")
    end = text.find(": ")
    key, begun = text[:end], text[end + 2 :].lstrip(" ")
    if end < 0 or end > _LONGEST_KEY or len(line) > _LONGEST_LINE or not line.isprintable():
        return None
    if key[-1:] == " " or " #" in key or not _may_begin(key) or not begun or begun[0] == "#":
        return None
    try:
        return key, _plain_text(begun)
    except _Other:
        return None


class _Reader:
    """Reads a text row by row: ``rows`` holds line, column of the first token, and the line, of all that is no comment."""

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.lines = text.split("\n")
        self.rows: list[tuple[int, int]] = []
        for number, line in enumerate(self.lines):
            begun = line.lstrip(" ")
            if begun and begun[0] != "#":
                self.rows.append((number, len(line) - len(begun)))
        self.row = 0
        self.end = Point(len(self.lines) - (not self.lines[-1]), 0)

    def root(self) -> Node:
        """Return the map that is the whole text."""
        if not self.rows:
            raise _Other
        node = self._map(self.rows[0][1], 1)
        if self.row < len(self.rows):
            raise _Other
        return node

    def _next(self) -> tuple[int, int]:
        """Return line and column of the next row; a column before all at the end."""
        return self.rows[self.row] if self.row < len(self.rows) else (-1, -1)

    def _here(self, column: int) -> Point:
        """Return the place of the next token, where a block whose rows begin at ``column`` ends."""
        if self.row < len(self.rows):
            return Point(*self.rows[self.row])
        last = len(self.lines) - 1
        unended = len(self.lines[last])  # blanks or a comment without a line break end the blocks that stand further right
        return Point(last, unended) if 0 < unended < column else self.end

    def _is_item(self, line: int, column: int) -> bool:
        return self.lines[line][column : column + 2] in {"- ", "-"}

    def _map(self, column: int, depth: int) -> Node:
        """Read a block map whose keys begin at ``column``."""
        _deep(depth)
        line = self.rows[self.row][0]
        node, keys, children, data = _container(self.source, Point(line, column), {})
        while True:
            line, here = self._next()
            if here < column or line < 0:
                break
            if here > column or self._is_item(line, column):
                raise _Other
            key, after = self._key(line, column)
            if key.data in keys:
                raise _Other
            self.row += 1
            value = self._value(line, after, column, depth)
            keys[key.data], children[key.data], data[key.data] = key, value, value.data
        node.end = self._here(column)
        return node

    def _list(self, column: int, depth: int) -> Node:
        """Read a block list whose dashes stand at ``column``."""
        _deep(depth)
        node = Node(self.source, Point(self.rows[self.row][0], column), self.end, [])
        children: list[Node] = []
        node.children = children
        while True:
            line, here = self._next()
            if here != column or not self._is_item(line, column):
                break
            item = self._item(line, column, depth)
            children.append(item)
            node.data.append(item.data)
        if here > column:
            raise _Other
        node.end = self._here(column)
        return node

    def _item(self, line: int, column: int, depth: int) -> Node:
        text = self.lines[line]
        rest = text[column + 1 :].lstrip(" ")
        start = len(text) - len(rest)
        if rest and rest[0] not in "#[{\"'" and _colon(text, start) >= 0:  # a map that begins behind the dash
            self.rows[self.row] = (line, start)
            return self._map(start, depth + 1)
        self.row += 1
        return self._value(line, column + 1, column, depth, of_list=True)

    def _key(self, line: int, column: int) -> tuple[Node, int]:
        """Read a key; return it and the column behind its colon."""
        text = self.lines[line]
        if text[column] in "\"'":
            value, end = self._quoted(line, column)
            if text[end : end + 2] not in {": ", ":"}:
                raise _Other
        else:
            end = _colon(text, column)
            value = text[column:end]
            if end < 0 or value.endswith(" ") or " #" in value or not _may_begin(value):
                raise _Other
        if end - column > _LONGEST_KEY:
            raise _Other
        return Node(self.source, Point(line, column), Point(line, end), value), end + 1

    def _value(self, line: int, column: int, above: int, depth: int, *, of_list: bool = False) -> Node:
        """Read what follows a colon or dash at ``column``; ``above`` is the column of the map or list it belongs to."""
        text = self.lines[line]
        rest = text[column:]
        begun = rest.lstrip(" ")
        if not begun or (begun[0] == "#" and begun is not rest and rest[0] == " "):
            return self._below(line, column, above, depth, of_list=of_list)
        start = len(text) - len(begun)
        if begun[0] in _CLOSE:
            node, last, end = _Flow(self, depth).read(line, start)
            while self.row < len(self.rows) and self.rows[self.row][0] <= last:
                self.row += 1
            _nothing_but_comment(self.lines[last], end)
        elif begun[0] in "\"'":
            value, end = self._quoted(line, start)
            _nothing_but_comment(text, end)
            node = Node(self.source, Point(line, start), Point(line, end), value)
        else:
            node = self._plain(line, start, begun)
        if self._next()[1] > above:  # text of several lines, or a fault
            raise _Other
        return node

    def _plain(self, line: int, start: int, begun: str) -> Node:
        value = _plain_text(begun)
        end = start + len(value or begun.partition(" #")[0].rstrip(" "))
        return Node(self.source, Point(line, start), Point(line, end), value)

    def _below(self, line: int, column: int, above: int, depth: int, *, of_list: bool) -> Node:
        """Read what stands below its key or dash: a block, or nothing."""
        following, here = self._next()
        if here > above or (here == above and not of_list and following >= 0 and self._is_item(following, here)):
            block = self._list if self._is_item(following, here) else self._map
            return block(here, depth + 1)
        return Node(self.source, Point(line, column), Point(line, column), None)

    def _quoted(self, line: int, start: int) -> tuple[str, int]:
        """Return the text of a quoted scalar without escapes and the column behind it."""
        text = self.lines[line]
        end = text.find(text[start], start + 1)
        value = text[start + 1 : end]
        if end < 0 or "\\" in value or text[end + 1 : end + 2] == text[start]:
            raise _Other
        return value, end + 1


class _Flow:
    """Reads one flow map or list, which may go over several lines."""

    def __init__(self, reader: _Reader, depth: int) -> None:
        self.reader, self.lines, self.depth = reader, reader.lines, depth
        self.line = self.column = 0

    def read(self, line: int, column: int) -> tuple[Node, int, int]:
        """Return the node, and line and column behind it."""
        self.line, self.column = line, column
        node = self._collection(self.depth + 1)
        return node, self.line, self.column

    def _skip(self) -> str:
        """Go to the next token; return its first character."""
        while True:
            text = self.lines[self.line]
            rest = text[self.column :].lstrip(" ")
            if rest and rest[0] != "#":
                self.column = len(text) - len(rest)
                if self.column == 0 and rest.startswith(("---", "...")):
                    raise _Other
                return rest[0]
            if rest and len(rest) + self.column == len(text) and self.column:  # `#` without a space before it
                raise _Other
            if self.line + 1 == len(self.lines):
                raise _Other
            self.line, self.column = self.line + 1, 0

    def _collection(self, depth: int) -> Node:
        _deep(depth)
        source, start = self.reader.source, Point(self.line, self.column)
        opened = self.lines[self.line][self.column]
        self.column += 1
        node = self._list(source, start, depth) if opened == "[" else self._map(source, start, depth)
        self.column += 1
        node.end = Point(self.line, self.column)
        return node

    def _list(self, source: Source, start: Point, depth: int) -> Node:
        node = Node(source, start, start, [])
        children: list[Node] = []
        node.children = children
        sign = self._skip()
        while sign != "]":
            item = self._node(sign, depth)
            children.append(item)
            node.data.append(item.data)
            sign = self._after("]")
        return node

    def _map(self, source: Source, start: Point, depth: int) -> Node:
        node, keys, children, data = _container(source, start, {})
        sign = self._skip()
        while sign != "}":
            line, begun = self.line, self.column
            key = self._scalar(sign)
            text = self.lines[self.line]
            if line != self.line or text[self.column : self.column + 2] not in {": ", ":"} or self.column - begun > _LONGEST_KEY:
                raise _Other
            key.data = text[begun : self.column] if key.data is None else key.data
            if key.data in keys:
                raise _Other
            self.column += 1
            value = self._node(self._skip(), depth)
            keys[key.data], children[key.data], data[key.data] = key, value, value.data
            sign = self._after("}")
        return node

    def _after(self, close: str) -> str:
        """Go past a comma, or to the closing sign; return the sign of the next token."""
        sign = self._skip()
        if sign == ",":
            self.column += 1
            sign = self._skip()
            if sign == close:
                raise _Other
        elif sign != close:
            raise _Other
        return sign

    def _node(self, sign: str, depth: int) -> Node:
        return self._collection(depth + 1) if sign in _CLOSE else self._scalar(sign)

    def _scalar(self, sign: str) -> Node:
        line, start = self.line, self.column
        source = self.reader.source
        if sign in "\"'":
            value, self.column = self.reader._quoted(line, start)  # noqa: SLF001 - of this file
            return Node(source, Point(line, start), Point(line, self.column), value)
        text = self.lines[line]
        end = _end_of_flow_text(text, start)
        value = text[start:end].rstrip(" ")
        if not value or not _may_begin(value) or "?" in value:
            raise _Other
        self.column = start + len(value)
        return Node(source, Point(line, start), Point(line, self.column), None if value in NULL else value)


def _plain_text(begun: str) -> str | None:
    """Return what plain text in a block is, None for nothing; a comment may stand behind it."""
    comment = begun.find(" #")
    value = (begun if comment < 0 else begun[:comment]).rstrip(" ")
    if not _may_begin(value) or ": " in value or value[-1] == ":":
        raise _Other
    return None if value in NULL else value


def _end_of_flow_text(text: str, start: int) -> int:
    """Return where plain text in a flow map or list ends: at a sign of the flow, a key's colon, a comment or the end of the line."""
    end = len(text)
    for sign in (",", "[", "]", "{", "}", " #"):
        found = text.find(sign, start, end)
        end = end if found < 0 else found
    colon = text.find(":", start, end)
    if colon < 0:
        return end
    if text[colon + 1 : colon + 2] not in {" ", ""}:
        raise _Other
    return colon


def _container(
    source: Source, start: Point, data: dict[str, object]
) -> tuple[Node, dict[str, Node], dict[str, Node], dict[str, object]]:
    node = Node(source, start, start, data)
    children: dict[str, Node] = {}
    node.children = children
    return node, node.keys, children, data


def _colon(text: str, start: int) -> int:
    """Return the column of the first colon that ends a key, or -1."""
    spaced = text.find(": ", start)
    return spaced if spaced >= 0 else len(text) - 1 if text.endswith(":") and len(text) > start else -1


def _may_begin(value: str) -> bool:
    """Say whether plain text may begin so, in every context: not with a sign that YAML has a use for."""
    if not value:
        return False
    first = value[0]
    if first in _FIRST:
        return not value.startswith("...")
    if first == "-":
        return len(value) > 1 and (value[1] in _FIRST)
    return first.isalpha()


def _nothing_but_comment(text: str, end: int) -> None:
    rest = text[end:]
    begun = rest.strip(" ")
    if begun and (begun[0] != "#" or rest[0] != " "):
        raise _Other


def _deep(depth: int) -> None:
    if depth > DEEPEST:
        raise _Other
