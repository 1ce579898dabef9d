"""The light structurer: raw data to a document, without pydantic, when the data are good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from leasecalc.reading.faults import Fault
from leasecalc.reading.scalar import ScalarFault
from leasecalc.reading.shapes import Entries, Kinds, Record, Shape, attributes

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Fault", "Refused", "build", "checked", "filled", "value_of"]

T = TypeVar("T")


class Refused(Exception):
    """The data are not those of a document; `validation.diagnose` says why."""


def build(cls: type[T], data: object) -> T:
    """Return the document of ``cls`` that raw ``data`` describe, or raise `Refused` at the first fault."""
    if not isinstance(data, dict):
        raise Refused
    try:
        return _record(cls, data)
    except ScalarFault:
        raise Refused from None


def _record(cls: type[T], data: Mapping[str, Any]) -> T:
    known = attributes(cls)
    values: dict[str, Any] = {}
    for key, raw in data.items():
        attribute = known.get(key)
        if attribute is None:
            raise Refused
        values[attribute.name] = value_of(attribute.shape, raw)
    return checked(cls, values)


def checked(cls: type[T], values: dict[str, Any]) -> T:
    """Return the document of ``cls`` with these values by field, or raise `Refused` at its first fault."""
    document = filled(cls, values)
    faults = getattr(document, "faults", None)
    if faults is not None and next(iter(faults()), None) is not None:
        raise Refused
    return document


def filled(cls: type[T], values: dict[str, Any]) -> T:
    """Return the document of ``cls`` with these values by field, and defaults for the others; its ``faults`` are not asked. Raises `Refused`."""
    known = attributes(cls)
    if len(values) < len(known):
        for attribute in known.values():
            if attribute.name not in values:
                if attribute.required:
                    raise Refused
                values[attribute.name] = attribute.default_factory() if attribute.default_factory else attribute.default
    return cls(**values)


def value_of(shape: Shape, raw: Any) -> Any:
    """Return what raw data are by a shape, or raise `Refused` or `ScalarFault` at the first fault."""
    if isinstance(raw, str):
        if shape.text is not None:
            return shape.text.read(raw)
    elif raw is None:
        if shape.nullable:
            return None
    elif isinstance(raw, list):
        if shape.items is not None:
            return tuple([value_of(shape.items, item) for item in raw])
    elif shape.entries is not None:
        return _entries(shape.entries, raw)
    raise Refused


def _entries(entries: Record | Kinds | Entries, raw: dict[str, Any]) -> Any:
    if isinstance(entries, Record):
        return _record(entries.cls, raw)
    if isinstance(entries, Entries):
        return {entries.key.read(key): value_of(entries.value, item) for key, item in raw.items()}
    cls = entries.members.get(tag) if isinstance(tag := raw.get(entries.tag), str) else None
    if cls is None:
        raise Refused
    return _record(cls, raw)
