"""Every value inside a record, with its path in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from leasecalc.records import fields_of, is_record, record

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]


@record
class Leaf:
    """One value, its path, the record that holds it and its annotation there."""

    path: Path
    value: Any
    holder: Any
    annotation: Any

    def is_of(self, kind: object) -> bool:
        """Say whether the value was declared as ``kind`` (alone, optional, in a list or in a map)."""
        return _mentions(self.annotation, kind)


def leaves(holder: Any, path: Path = ()) -> Iterator[Leaf]:
    """Yield every value that is not itself a list, map or record to be looked into, and every record."""
    keys = {name: key for key, name in getattr(type(holder), "__aliases__", {}).items()}
    for found in fields_of(holder):
        yield from _values(getattr(holder, found.name), (*path, keys.get(found.name, found.name)), holder, found.annotation)


def _values(value: Any, path: Path, holder: Any, annotation: Any) -> Iterator[Leaf]:
    if value is None:
        return
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _values(item, (*path, index), holder, annotation)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, (*path, key), holder, annotation)
    else:
        yield Leaf(path, value, holder, annotation)
        if is_record(value):
            yield from leaves(value, path)


def _mentions(annotation: Any, kind: object) -> bool:
    return annotation == kind or any(_mentions(part, kind) for part in get_args(annotation))
