"""What a record is given only when it is needed: an ``__init__`` of its own, and its fields as ``dataclasses`` describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.records import MISSING, FieldOf

if TYPE_CHECKING:
    from collections.abc import Callable


def compiled_init(cls: type[Any]) -> Callable[..., None]:
    """Compile ``__init__``: positional fields first, then those by keyword; each goes into its slot directly."""
    names: dict[str, Any] = {"_MISSING": MISSING}
    positional: list[str] = []
    by_keyword: list[str] = []
    body: list[str] = []
    for name, found in cls.__record_fields__.items():
        names[f"_set_{name}"] = getattr(cls, name).__set__
        if not found.init:
            if not found.required:
                body.append(f"_set_{name}(self, {_default(names, found)})")
            continue
        (by_keyword if found.kw_only else positional).append(_parameter(names, found))
        value = name if found.default_factory is MISSING else f"_new_{name}() if {name} is _MISSING else {name}"
        body.append(f"_set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    head = ", ".join(("self", *positional, *(("*", *by_keyword) if by_keyword else ())))
    code = f"def __init__({head}):\n " + ("\n ".join(body) or "pass")
    exec(code, names)  # noqa: S102 - the names are those of the class's own annotations
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _parameter(names: dict[str, Any], found: FieldOf) -> str:
    if found.default_factory is not MISSING:
        names[f"_new_{found.name}"] = found.default_factory
        return f"{found.name}=_MISSING"
    if found.default is MISSING:
        return found.name
    names[f"_default_{found.name}"] = found.default
    return f"{found.name}=_default_{found.name}"


def _default(names: dict[str, Any], found: FieldOf) -> str:
    _parameter(names, found)
    return f"_new_{found.name}()" if found.default_factory is not MISSING else f"_default_{found.name}"


def dataclass_fields(owner: type[Any]) -> dict[str, Any]:
    """Return the fields of a record as ``dataclasses.fields`` and validators look for them."""
    import dataclasses

    described: dict[str, Any] = {}
    for name, found in owner.__record_fields__.items():
        one: Any = dataclasses.field(
            default=dataclasses.MISSING if found.default is MISSING else found.default,
            default_factory=dataclasses.MISSING if found.default_factory is MISSING else found.default_factory,
            init=found.init, repr=found.repr, compare=found.compare, kw_only=found.kw_only,
        )  # fmt: skip
        one.name, one.type = name, found.annotation
        one._field_type = dataclasses._FIELD  # type: ignore[attr-defined]  # noqa: SLF001 - what `fields` and `replace` look at
        described[name] = one
    return described
