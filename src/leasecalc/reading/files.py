"""Reading files: bytes to text with placed faults, `extends:` and `--set` applied, and what was read with its hash."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc.errors import Diagnostic, InputError, Span
from leasecalc.reading.tree import LARGEST_FILE, Tree, parse
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

STANDARD_INPUT = "-"
_MOSTLY = 65_536


@record
class FileText:
    """A file as it was read: its name in diagnostics, its text, and the SHA-256 of its bytes in hexadecimal."""

    name: str
    text: str
    sha256: str


@record
class ReadTree:
    """A tree with everything applied, and the files that it came from."""

    tree: Tree
    files: tuple[FileText, ...]


def read_tree(
    path: str, assignments: Iterable[str] = (), *, section: tuple[str, str] = ("", ""), lists: Iterable[tuple[str, ...]] = ()
) -> ReadTree:
    """Return the tree of the file at ``path`` (``-``: standard input), over its ``extends:``, under ``assignments``.

    ``assignments`` are the texts of ``--set``, applied in order. ``section`` is a key and a file that holds it alone, which takes the place of the
    tree's own; no file, no change. ``lists`` are the paths of lists that may be the name of a CSV file. Raise `InputError` for what cannot be read.
    """
    top = read_file(path)
    tree = parse(top.text, top.name)
    files = [top]
    base_name = tree.data.get("extends") if isinstance(tree.data, dict) else None
    if isinstance(base_name, str):
        from pathlib import Path

        from leasecalc.reading.overlay import overlay

        beside = Path() if path == STANDARD_INPUT else Path(path).parent
        base = read_beside(str(beside / base_name), tree.place(("extends",)), tree.sources)
        files.append(base)
        tree = overlay(parse(base.text, base.name), tree)
    name, section_path = section
    if section_path:
        from leasecalc.reading.overlay import with_section

        other = read_file(section_path)
        files.append(other)
        tree = with_section(tree, parse(other.text, other.name), name)
    for assignment in assignments:
        from leasecalc.reading.setting import set_value

        tree = set_value(tree, assignment)
    for where in lists:
        if _names_a_table(tree.data, where):
            from leasecalc.reading.rows import with_rows

            tree, read = with_rows(tree, where)
            files += read
    return ReadTree(tree, tuple(files))


def _names_a_table(data: object, path: tuple[str, ...]) -> bool:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return isinstance(data, str) and data.endswith(".csv")


def read_text(path: str) -> str:
    """Return the text of the file at ``path`` (``-``: standard input); raise `InputError` when it cannot be read."""
    return _read(path, None, {})[1]


def read_file(path: str) -> FileText:
    """Return the file at ``path`` (``-``: standard input); raise `InputError` when it cannot be read."""
    return read_beside(path, None, {})


def read_beside(path: str, named_at: Span | None, sources: dict[str, str]) -> FileText:
    """Return a file that another names at a place, in whose text the fault is shown; raise `InputError` when it cannot be read."""
    from leasecalc.reading.hashing import sha256

    name, text, content = _read(path, named_at, sources)
    return FileText(name, text, sha256(content).hexdigest())


def _read(path: str, named_at: Span | None, sources: dict[str, str]) -> tuple[str, str, bytes]:
    """Return the name of a file in diagnostics, its text and its bytes."""
    name = "<stdin>" if path == STANDARD_INPUT else path
    try:
        content = _bytes(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        message = f"cannot read `{name}`: {reason[:1].lower()}{reason[1:]}"
        raise InputError((Diagnostic("LC701", message, "", (named_at,) if named_at else ()),), sources) from None
    if len(content) > LARGEST_FILE:
        message = f"the file has more than {LARGEST_FILE} bytes"
        raise InputError((Diagnostic("LC110", message, "split the file", (Span(name, 1, 1),)),), {})
    return name, _decoded(content, name), content


def _bytes(path: str) -> bytes:
    """Return the content, at most one byte more than is allowed."""
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs more to import than a deal to read
        content = file.read(_MOSTLY)  # to be ready for the largest file would cost more than to read a small one
        return content if len(content) < _MOSTLY else content + file.read(LARGEST_FILE + 1 - _MOSTLY)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        hint = "the file seems to be UTF-16: save it as UTF-8" if wide else "save the file as UTF-8"
        message = f"the file is not UTF-8: byte {content[error.start]:#04x}"
        shown = content.decode("utf-8", "replace").removeprefix("\ufeff")
        diagnostic = Diagnostic("LC118", message, hint, (Span(name, line, column),))
        raise InputError((diagnostic,), {name: shown}) from None
