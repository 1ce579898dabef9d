"""Records: frozen, slotted classes of named fields.

They do what ``dataclasses.dataclass(frozen=True, slots=True)`` does, and the library knows them as dataclasses (``is_dataclass``, ``fields`` and
validators work), but they are made without ``dataclasses``: of a class only ``__init__`` is compiled, and that not before it has some
instances; everything else is shared, or worked out when somebody asks. A program of two hundred record types starts about a hundred
milliseconds sooner (docs/decisions/0003-records.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


Keeper = dict[Any, tuple[tuple[object, ...], Any]]
"""A field of a record for what has been worked out of it: made with it (``init=False``), neither compared, printed nor copied by ``replace``.

By what was worked out, and of which things (their ``id``): those things, which so live as long, and the result.
"""


def once(keeper: Keeper, name: str, of: Sequence[object], work: Callable[[], T]) -> T:
    """Return ``work()`` at the first call with these very things, later the same result; it must follow from the record and them alone."""
    key = (name, *map(id, of))
    kept = keeper.get(key)
    if kept is not None and all(mine is theirs for mine, theirs in zip(kept[0], of, strict=True)):
        found: T = kept[1]
        return found
    result = work()
    keeper[key] = (tuple(of), result)
    return result


def _make(cls: type[T], *, kw_only: bool, order: bool) -> type[T]:
    members: dict[str, Any] = dict(cls.__dict__)
    members.pop("__dict__", None)
    members.pop("__weakref__", None)
    own = _Own({name: text for name, text in cls.__annotations__.items() if not _is_class_variable(text)}, kw_only=kw_only)
    for name in own.annotations:
        if name in members:
            own.written[name] = members.pop(name)
    taken = {slot for base in cls.__mro__[1:-1] for slot in base.__dict__.get("__slots__", ())}
    members["__slots__"] = tuple(name for name in own.annotations if name not in taken)
    members["__record_own__"] = own
    members = (_SHARED | _ORDERED if order else _SHARED) | members
    members["__record_fields__"], members["__init__"] = _FIELDS, _early_init
    members["__record_compared__"], members["__record_puts__"] = _COMPARED, _PUTS
    meta: Any = type(cls)
    made: Any = meta(cls.__name__, cls.__bases__, members)
    made.__qualname__ = cls.__qualname__
    return made  # type: ignore[no-any-return]


def _is_class_variable(annotation: object) -> bool:
    if isinstance(annotation, str):
        return annotation.startswith(("ClassVar", "typing.ClassVar"))
    return annotation is ClassVar or getattr(annotation, "__origin__", None) is ClassVar


class _Own:
    """What one class adds to the fields of its bases, as it is written; described (`FieldOf`) when somebody asks."""

    __slots__ = ("_fields", "annotations", "kw_only", "written")

    def __init__(self, annotations: dict[str, Any], *, kw_only: bool) -> None:
        self.annotations, self.kw_only = annotations, kw_only
        self.written: dict[str, Any] = {}
        self._fields: dict[str, FieldOf] | None = None

    def fields(self) -> dict[str, FieldOf]:
        if self._fields is None:
            self._fields = {name: self._described(name, annotation) for name, annotation in self.annotations.items()}
        return self._fields

    def _described(self, name: str, annotation: object) -> FieldOf:
        written = self.written.get(name, MISSING)
        one: FieldOf = written if isinstance(written, FieldOf) else field(default=written)
        one.name, one.annotation, one.kw_only = name, annotation, self.kw_only
        return one


class _Fields:
    """``__record_fields__``: the fields of a record by name, those of its bases first; kept by the class that is asked."""

    def __get__(self, instance: object, owner: type[Any]) -> dict[str, FieldOf]:
        found: dict[str, FieldOf] = {}
        for base in reversed(owner.__mro__):
            if "__record_own__" in base.__dict__:
                found |= base.__dict__["__record_own__"].fields()
        owner.__record_fields__ = found
        return found


class _MatchArgs:
    """``__match_args__``: the fields that may be given by position."""

    def __get__(self, instance: object, owner: type[Any]) -> tuple[str, ...]:
        return tuple(name for name, found in owner.__record_fields__.items() if found.init and not found.kw_only)


class _Filling:
    """How the first instances of a record are filled, before it is worth compiling an ``__init__`` of its own."""

    __slots__ = ("by_name", "fixed", "last", "puts", "then")

    def __init__(self, owner: Any) -> None:
        by_place: list[tuple[str, Callable[[object, Any], None], Any, bool]] = []
        by_name: list[tuple[str, Callable[[object, Any], None], Any, bool]] = []
        self.fixed: list[tuple[Callable[[object, Any], None], Any, bool]] = []
        for name, (written, kw_only) in _written(owner).items():
            put = getattr(owner, name).__set__
            default, makes, given = written, False, True
            if isinstance(written, FieldOf):
                makes = written.default_factory is not MISSING
                default, given = (written.default_factory if makes else written.default), written.init
            if given:
                (by_name if kw_only else by_place).append((name, put, default, makes))
            elif default is not MISSING:
                self.fixed.append((put, default, makes))
        self.last = len(by_place)
        self.by_name = (*by_place, *by_name)
        self.puts = [about[1] for about in by_place]
        self.then = bool(self.fixed) or hasattr(owner, "__post_init__")

    def fill(self, instance: Any, given: tuple[Any, ...], named: dict[str, Any]) -> bool:
        """Fill the fields that may be given; return whether the values are those that the record takes."""
        many = len(given)
        if many > self.last:
            return False
        for put, value in zip(self.puts, given):  # noqa: B905 - the first ones, as many as are given
            put(instance, value)
        met = 0
        for name, put, default, makes in self.by_name[many:] if many else self.by_name:
            if name in named:
                met += 1
                put(instance, named[name])
            elif default is MISSING:
                return False
            else:
                put(instance, default() if makes else default)
        return met == len(named)

    def finish(self, instance: Any) -> None:
        """Fill the fields that are never given, and let the record check itself."""
        for put, default, makes in self.fixed:
            put(instance, default() if makes else default)
        if hasattr(instance, "__post_init__"):
            instance.__post_init__()


def _written(owner: Any) -> dict[str, tuple[Any, bool]]:
    """Return what is written for each field (a default, a `FieldOf`, `MISSING`) and whether it goes by name only; a field that
    a class writes anew keeps the place that its base gave it."""
    found: dict[str, tuple[Any, bool]] = {}
    for base in reversed(owner.__mro__):
        own: _Own | None = base.__dict__.get("__record_own__")
        if own is not None:
            for name in own.annotations:
                found[name] = (own.written.get(name, MISSING), own.kw_only)
    return found


_FEW: Final = 100
"""Instances before ``__init__`` is compiled, which costs as much as filling so many in the common way."""


def _early_init(self: Any, /, *given: Any, **named: Any) -> None:
    """Give the class of a first instance an ``__init__`` that fills it and the next ones."""
    owner: Any
    for owner in type(self).__mro__:
        if "__record_own__" in owner.__dict__:
            break
    owner.__init__ = _filling_init(owner)
    owner.__init__(self, *given, **named)


def _filling_init(owner: Any) -> Callable[..., None]:
    """Return an ``__init__`` that needs no compiling. After a hundred instances, and to say what is wrong with the arguments, it puts one in
    its place that is compiled."""
    filling = _Filling(owner)
    uses = 0

    def __init__(self: Any, /, *given: Any, **named: Any) -> None:  # noqa: N807 - it is that of the record
        nonlocal uses
        uses += 1
        if uses <= _FEW and filling.fill(self, given, named):
            if filling.then:
                filling.finish(self)
            return
        from leasecalc.record_on_demand import compiled_init

        owner.__init__ = compiled_init(owner)
        owner.__init__(self, *given, **named)

    return __init__


class _ComparedNames:
    """``__record_compared__``: the fields that take part in ``==``; kept by the class that is asked."""

    def __get__(self, instance: object, owner: type[Any]) -> list[str]:
        names = [name for name, found in owner.__record_fields__.items() if found.compare]
        owner.__record_compared__ = names
        return names


class _Puts:
    """``__record_puts__``: what puts a value into each field; kept by the class that is asked."""

    def __get__(self, instance: object, owner: type[Any]) -> list[Callable[[object, Any], None]]:
        puts = [getattr(owner, name).__set__ for name in owner.__record_fields__]
        owner.__record_puts__ = puts
        return puts


def _compared(instance: Any) -> tuple[Any, ...]:
    return tuple([getattr(instance, name) for name in instance.__record_compared__])


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
    for put, value in zip(self.__record_puts__, state, strict=True):
        put(self, value)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def ordered(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compare(_compared(self), _compared(other))

    return ordered


class _AsDataclassFields:
    """``__dataclass_fields__``, made when somebody asks: only validators and introspection do."""

    def __get__(self, instance: object, owner: type[Any]) -> dict[str, Any]:
        from leasecalc.record_on_demand import dataclass_fields

        made: dict[str, Any] = dataclass_fields(owner)
        owner.__dataclass_fields__ = made
        return made


_SHARED: dict[str, Any] = {
    "__match_args__": _MatchArgs(),
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _state,
    "__setstate__": _restore,
    "__dataclass_fields__": _AsDataclassFields(),
}
_FIELDS: Final = _Fields()
_COMPARED: Final = _ComparedNames()
_PUTS: Final = _Puts()
_ORDERED: dict[str, Any] = {
    "__lt__": _ordered(lambda left, right: left < right),
    "__le__": _ordered(lambda left, right: left <= right),
    "__gt__": _ordered(lambda left, right: left > right),
    "__ge__": _ordered(lambda left, right: left >= right),
}
