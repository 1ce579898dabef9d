"""pydantic's errors as findings: a path, a code of ours, one sentence and a hint."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from leasecalc.reading.lookalikes import first
from leasecalc.reading.scalar import found
from leasecalc.reading.shapes import Entries, Kinds, Record, Shape, attributes
from leasecalc.reading.suggest import did_you_mean, nearest, quoted
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leasecalc.reading.faults import Path

MOST_TOLD = 1000
"""How many of pydantic's errors are retold: hints cost time, and nobody reads more."""

MARK = "\0"
"""First character of the parts of an error's location that are no keys of the file."""


@record
class Finding:
    """One fault of a file, at the value or at the key of ``path``."""

    path: Path
    code: str
    message: str
    hint: str = ""
    at_key: bool = False


def findings(cls: type[Any], data: object, errors: Iterable[Any]) -> list[Finding]:
    """Return what pydantic's ``errors`` about ``data`` mean, without what follows from a misspelt key."""
    reader = _Reader(cls, data)
    every = [finding for error in islice(errors, MOST_TOLD) for finding in reader.read(error)]
    meant = {
        (*finding.path[:-1], near)
        for finding in every
        if finding.code == "LC301" and (near := reader.meant(finding.path)) is not None
    }
    return [finding for finding in every if finding.code != "LC302" or finding.path not in meant]


class _Reader:
    def __init__(self, cls: type[Any], data: object) -> None:
        self._top = Shape(entries=Record(cls))
        self._data = data

    def read(self, error: Any) -> Iterator[Finding]:
        path: Path = tuple(step for step in error["loc"] if not (isinstance(step, str) and step.startswith(MARK)))
        kind, context = error["type"], error.get("ctx", {})
        if kind == "faults":
            for fault in context["faults"]:
                yield Finding((*path, *fault.path), fault.code, fault.message, fault.hint)
        elif kind.startswith("LC"):
            at_key = self._is_key(path, error["input"])
            yield Finding(path[:-1] if at_key else path, kind, context["message"], context["hint"], at_key)
        elif kind == "missing":
            yield self._missing(path)
        elif kind == "unexpected_keyword_argument":
            yield self._unknown(path)
        else:
            yield self._mismatch(path, error["input"])

    def meant(self, path: Path) -> str | None:
        """Return the key that the unknown key at ``path`` stands for."""
        return nearest(str(path[-1]), self._free_keys(path[:-1]))

    def _is_key(self, path: Path, raw: object) -> bool:
        """Return whether an error is about a key of a map with free keys (pydantic adds ``[key]`` to its location)."""
        if len(path) < 2 or path[-1] != "[key]" or path[-2] != raw:
            return False
        shape, _ = self._at(path[:-2])
        return isinstance(shape.entries, Entries)

    def _missing(self, path: Path) -> Finding:
        key = str(path[-1])
        shape = self._keys(path[:-1])[key]
        return Finding(path, "LC302", f"{_owner(path[:-1])} has no `{key}`", _how_to_add(key, shape))

    def _unknown(self, path: Path) -> Finding:
        key = str(path[-1])
        lookalike = first(key)
        if lookalike is not None and not key[lookalike[0]].isalpha():
            message = f"key {quoted(key)} has a {lookalike[1]}"
            hint = f"write `{lookalike[2]}`" if lookalike[2].strip() else "use plain spaces"
            return Finding(path, "LC112", message, hint, at_key=True)
        message = f"unknown key {quoted(key)}" + (f" in {_owner(path[:-1])}" if path[:-1] else "")
        if key[:1].isdigit() and self._at(path[:-1])[1][key] is None:
            hint = "inside `{ }` a comma ends the value before it: write numbers without a comma"
            return Finding(path, "LC301", message, hint, at_key=True)
        free = self._free_keys(path[:-1])
        hint = did_you_mean(key, free if nearest(key, free) else self._keys(path[:-1]))
        return Finding(path, "LC301", message, hint, at_key=True)

    def _mismatch(self, path: Path, raw: object) -> Finding:
        shape, _ = self._at(path)
        if isinstance(shape.entries, Kinds) and isinstance(raw, dict):
            return self._wrong_kind(path, shape.entries, raw)
        message = f"expected {shape.expected()}, found {found(raw)}"
        if raw is None:
            return Finding(path, "LC304", message, _how_to_fill(shape))
        if isinstance(raw, str) and shape.entries is not None and "：" in raw:
            hint = "write `:` and a space"
            return Finding(path, "LC112", "a full-width colon `：` stands where YAML needs an ASCII character", hint)
        if isinstance(raw, str) and shape.items is not None and shape.items.text and len(raw) < 40:
            return Finding(path, "LC303", message, f"write `[{raw}]`")
        return Finding(path, "LC303", message, _how_to_fill(shape))

    def _wrong_kind(self, path: Path, kinds: Kinds, raw: dict[str, Any]) -> Finding:
        typed = raw.get(kinds.tag)
        at = (*path, kinds.tag)
        if isinstance(typed, str):
            message = f"unknown {kinds.tag} {quoted(typed)}"
            return Finding(at, "LC305", message, did_you_mean(typed, kinds.members, otherwise="the choices are"))
        hint = did_you_mean("", kinds.members, otherwise=f"add `{kinds.tag}:` with one of")
        if kinds.tag not in raw:
            return Finding(at, "LC302", f"{_owner(path)} has no `{kinds.tag}`", hint)
        return Finding(at, "LC303", f"expected a {kinds.tag}, found {found(typed)}", hint)

    def _free_keys(self, path: Path) -> list[str]:
        """Return the known keys of the map at ``path`` that the file does not use."""
        _, raw = self._at(path)
        return [key for key in self._keys(path) if not (isinstance(raw, dict) and key in raw)]

    def _keys(self, path: Path) -> dict[str, Shape]:
        shape, raw = self._at(path)
        cls = _class_of(shape, raw)
        return {} if cls is None else {key: attribute.shape for key, attribute in attributes(cls).items()}

    def _at(self, path: Path) -> tuple[Shape, Any]:
        """Return the shape and the raw data at ``path``."""
        shape, raw = self._top, self._data
        for step in path:
            shape = _inner(shape, raw, step)
            raw = _raw_inner(raw, step)
        return shape, raw


def _inner(shape: Shape, raw: object, step: str | int) -> Shape:
    if isinstance(step, int):
        return shape.items or Shape()
    if isinstance(shape.entries, Entries):
        return shape.entries.value
    cls = _class_of(shape, raw)
    attribute = attributes(cls).get(step) if cls is not None else None
    return attribute.shape if attribute else Shape()


def _raw_inner(raw: object, step: str | int) -> Any:
    if isinstance(raw, dict):
        return raw.get(step)
    return raw[step] if isinstance(raw, list) and isinstance(step, int) and step < len(raw) else None


def _class_of(shape: Shape, raw: object) -> type[Any] | None:
    if isinstance(shape.entries, Record):
        return shape.entries.cls
    if isinstance(shape.entries, Kinds) and isinstance(raw, dict):
        return shape.entries.members.get(str(raw.get(shape.entries.tag)))
    return None


def _owner(path: Path) -> str:
    """Name the map at ``path``: `lease`, item 2 of `lines`, or the file."""
    if not path:
        return "the file"
    last = path[-1]
    return f"`{last}`" if isinstance(last, str) else f"item {last + 1} of {_owner(path[:-1])}"


def _how_to_add(key: str, shape: Shape) -> str:
    if shape.text is not None and shape.text.examples:
        return f"add `{key}: {shape.text.examples[0]}`, with the value that you mean"
    return f"add `{key}:`" + (f" with {inside}" if (inside := _inside(shape)) else "")


def _how_to_fill(shape: Shape) -> str:
    if shape.text is not None and shape.text.examples:
        return f"for example `{shape.text.examples[0]}`"
    return f"write {inside} below it" if (inside := _inside(shape)) else ""


def _inside(shape: Shape) -> str:
    if isinstance(shape.entries, Record):
        needed = [key for key, attribute in attributes(shape.entries.cls).items() if attribute.required]
        return "the keys " + ", ".join(f"`{key}`" for key in needed[:8]) if needed else "its keys"
    return "a list" if shape.items is not None else ""
