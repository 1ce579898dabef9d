"""Records: frozen, slotted classes of named fields.

They do what ``dataclasses.dataclass(frozen=True, slots=True)`` does, and the library knows them as dataclasses (``is_dataclass``, ``fields`` and
validators work), but they are made without ``dataclasses``: of a class only ``__init__`` is compiled, everything else is shared. A program of two
hundred record types starts about a hundred milliseconds sooner (docs/decisions/0003-records.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


class _Missing:
    """The default of a field that has none."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()


class FrozenRecordError(AttributeError):
    """An attempt to change a record."""


class FieldOf:
    """One field of a record: its name, annotation (as written), default or factory, and where it takes part."""

    __slots__ = ("annotation", "compare", "default", "default_factory", "init", "kw_only", "name", "repr")

    def __init__(self, *, default: Any, default_factory: Any, init: bool, repr: bool, compare: bool) -> None:  # noqa: A002
        self.name = ""
        self.annotation: Any = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.compare, self.kw_only = init, repr, compare, False

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is MISSING and self.default_factory is MISSING


def field(
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    init: bool = True,
    repr: bool = True,  # noqa: A002 - the name that `dataclasses.field` uses
    compare: bool = True,
) -> Any:
    """Describe a field more closely; the arguments are those of ``dataclasses.field``."""
    return FieldOf(default=default, default_factory=default_factory, init=init, repr=repr, compare=compare)


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(*, kw_only: bool = False, order: bool = False) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(
    cls: type[T] | None = None, /, *, kw_only: bool = False, order: bool = False
) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a class a record: its annotated attributes are its fields, in order, after those of its bases."""
    if cls is None:
        return lambda wrapped: _make(wrapped, kw_only=kw_only, order=order)
    return _make(cls, kw_only=kw_only, order=order)


def fields_of(cls: type[Any] | Any) -> tuple[FieldOf, ...]:
    """Return the fields of a record type or of one of its instances. Raises ``TypeError`` for anything else."""
    found = getattr(cls, "__record_fields__", None)
    if found is None:
        raise TypeError(f"{cls!r} is no record")
    return tuple(found.values())


def is_record(thing: object) -> bool:
    """Return whether ``thing`` is a record or a record type."""
    return hasattr(thing, "__record_fields__")


def replace(instance: T, /, **changes: Any) -> T:
    """Return a copy of a record with some fields changed; checks of ``__post_init__`` run again."""
    values = {found.name: getattr(instance, found.name) for found in fields_of(instance) if found.init}
    values.update(changes)
    return type(instance)(**values)


def _make(cls: type[T], *, kw_only: bool, order: bool) -> type[T]:
    own = _own_fields(cls, kw_only=kw_only)
    every = _inherited(cls) | own
    members = {key: value for key, value in cls.__dict__.items() if key not in own and key not in {"__dict__", "__weakref__"}}
    members["__slots__"] = tuple(name for name in own if not _has_slot(cls, name))
    members["__record_fields__"] = every
    members.setdefault("__match_args__", tuple(name for name, found in every.items() if found.init and not found.kw_only))
    shared = (_SHARED | _ORDERED) if order else _SHARED
    for name, method in shared.items():
        members.setdefault(name, method)
    meta: Any = type(cls)
    made: Any = meta(cls.__name__, cls.__bases__, members)
    made.__qualname__ = cls.__qualname__
    made.__init__ = _init_of(made, every)
    return made  # type: ignore[no-any-return]


def _own_fields(cls: type[Any], *, kw_only: bool) -> dict[str, FieldOf]:
    found: dict[str, FieldOf] = {}
    for name, annotation in cls.__annotations__.items():
        if _is_class_variable(annotation):
            continue
        written = cls.__dict__.get(name, MISSING)
        one = written if isinstance(written, FieldOf) else field(default=written)
        one.name, one.annotation, one.kw_only = name, annotation, kw_only
        found[name] = one
    return found


def _is_class_variable(annotation: object) -> bool:
    if isinstance(annotation, str):
        return annotation.startswith(("ClassVar", "typing.ClassVar"))
    return annotation is ClassVar or getattr(annotation, "__origin__", None) is ClassVar


def _inherited(cls: type[Any]) -> dict[str, FieldOf]:
    found: dict[str, FieldOf] = {}
    for base in reversed(cls.__mro__[1:]):
        found |= base.__dict__.get("__record_fields__", {})
    return found


def _has_slot(cls: type[Any], name: str) -> bool:
    return any(name in base.__dict__.get("__slots__", ()) for base in cls.__mro__[1:])


def _init_of(cls: type[Any], every: dict[str, FieldOf]) -> Callable[..., None]:
    """Compile ``__init__``: positional fields first, then those by keyword; each goes into its slot directly."""
    names: dict[str, Any] = {"_MISSING": MISSING}
    positional: list[str] = []
    by_keyword: list[str] = []
    body: list[str] = []
    for name, found in every.items():
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


def _compared(instance: Any) -> tuple[Any, ...]:
    return tuple(getattr(instance, name) for name, found in instance.__record_fields__.items() if found.compare)


def _equal(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self is other or _compared(self) == _compared(other)


def _hash(self: Any) -> int:
    return hash(_compared(self))


def _repr(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, found in self.__record_fields__.items() if found.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, value: object = None) -> None:  # noqa: ARG001 - the form of `__setattr__`
    raise FrozenRecordError(f"cannot change `{name}` of a {self.__class__.__name__}: records are frozen, use `replace`")


def _state(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__record_fields__)


def _restore(self: Any, state: tuple[Any, ...]) -> None:
    for name, value in zip(self.__record_fields__, state, strict=True):
        object.__setattr__(self, name, value)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def ordered(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compare(_compared(self), _compared(other))

    return ordered


class _AsDataclassFields:
    """``__dataclass_fields__``, made when somebody asks: only validators and introspection do."""

    def __init__(self) -> None:
        self._known: dict[type[Any], dict[str, Any]] = {}

    def __get__(self, instance: object, owner: type[Any]) -> dict[str, Any]:
        if owner not in self._known:
            self._known[owner] = dict(self._made(owner))
        return self._known[owner]

    @staticmethod
    def _made(owner: type[Any]) -> Iterator[tuple[str, Any]]:
        import dataclasses

        for name, found in owner.__record_fields__.items():
            one: Any = dataclasses.field(
                default=dataclasses.MISSING if found.default is MISSING else found.default,
                default_factory=dataclasses.MISSING if found.default_factory is MISSING else found.default_factory,
                init=found.init, repr=found.repr, compare=found.compare, kw_only=found.kw_only,
            )  # fmt: skip
            one.name, one.type = name, found.annotation
            one._field_type = dataclasses._FIELD  # type: ignore[attr-defined]  # noqa: SLF001 - what `fields` and `replace` look at
            yield name, one


_SHARED: dict[str, Any] = {
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _state,
    "__setstate__": _restore,
    "__dataclass_fields__": _AsDataclassFields(),
}
_ORDERED: dict[str, Any] = {
    "__lt__": _ordered(lambda left, right: left < right),
    "__le__": _ordered(lambda left, right: left <= right),
    "__gt__": _ordered(lambda left, right: left > right),
    "__ge__": _ordered(lambda left, right: left >= right),
}
