"""What a document class accepts, read once from its annotations: for each kind of raw data, at most one face.

A raw value is text, a list, a map or nothing; a `Shape` says what each becomes. Both structurers (the light one in
`structure`, pydantic in `validation`) walk the same shapes. The classes are named tuples because those are defined ten
times faster than dataclasses, and every start of the program defines them.
"""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, ForwardRef, Literal, Union, cast, get_args, get_origin, get_type_hints

from leasecalc.reading.fields import SCALARS
from leasecalc.reading.scalar import Scalar, choice, either
from leasecalc.records import MISSING, FieldOf, fields_of, is_record, record

if TYPE_CHECKING:
    from collections.abc import Callable


@record
class Tagged:
    """Marker for ``Annotated[A | B, Tagged("kind")]``: the key whose value tells the members of a union apart."""

    key: str


@record
class Record:
    """A map that becomes an instance of the dataclass ``cls``."""

    cls: type[Any]


@record
class Kinds:
    """A map that becomes one of several dataclasses, told apart by the value of the key ``tag``."""

    tag: str
    members: dict[str, type[Any]]


@record
class Entries:
    """A map with free keys that becomes a ``dict``."""

    key: Scalar
    value: Shape


@record
class Shape:
    """What text, a list, a map and nothing become; None where that kind of data is refused."""

    text: Scalar | None = None
    items: Shape | None = None
    entries: Record | Kinds | Entries | None = None
    nullable: bool = False

    def expected(self) -> str:
        """Name what is accepted, for a message: "an amount with its currency or a map"."""
        words = [self.text.description] if self.text else []
        words += ["a list"] if self.items else []
        words += ["a map"] if self.entries else []
        return " or ".join(words)

    def classes(self) -> list[type[Any]]:
        """Return the document classes that the value may become, items and entries included."""
        if isinstance(self.entries, Record):
            found = [self.entries.cls]
        elif isinstance(self.entries, Kinds):
            found = list(dict.fromkeys(self.entries.members.values()))
        else:
            found = self.entries.value.classes() if self.entries else []
        return found + (self.items.classes() if self.items else [])


class Attribute:
    """One field of a document class: its Python name, its key in the file, its shape (read from the annotation when it is asked for), its default."""

    __slots__ = ("_cls", "_shape", "default", "default_factory", "key", "name")

    def __init__(self, cls: type[Any], field: FieldOf, key: str) -> None:
        self.name, self.key = field.name, key
        self._cls, self._shape = cls, cast("Shape | None", None)
        self.default_factory: Callable[[], Any] | None = None if field.default_factory is MISSING else field.default_factory
        self.default: Any = MISSING if self.default_factory else field.default
        if self.default is MISSING and self.default_factory is None and self._may_be_nothing(field.annotation):
            self.default = None

    @property
    def shape(self) -> Shape:
        """What the value may be in the file."""
        if self._shape is None:
            self._shape = shape_of(_annotation(self._cls, self.name), f"{self._cls.__qualname__}.{self.name}")
        return self._shape

    @property
    def required(self) -> bool:
        """Whether a file must have the key."""
        return self.default is MISSING and self.default_factory is None

    def _may_be_nothing(self, annotation: object) -> bool:
        """Return whether the shape is nullable, from the text of the annotation where that tells."""
        if isinstance(annotation, str):
            if annotation.endswith("| None"):
                return True
            if annotation.isidentifier() and annotation != "None":
                return False
        return self.shape.nullable


def attributes(cls: type[Any]) -> dict[str, Attribute]:
    """Return the fields of a document class by their key in the file."""
    if not is_record(cls):
        raise TypeError(f"{cls!r} is no record")
    keys = {name: key for key, name in getattr(cls, "__aliases__", {}).items()}
    found = (Attribute(cls, field, keys.get(field.name, field.name)) for field in _fields(cls))
    return {attribute.key: attribute for attribute in found}


if not TYPE_CHECKING:  # to mypy a class is not hashable
    attributes = cache(attributes)


def _fields(cls: type[Any]) -> list[FieldOf]:
    return [field for field in fields_of(cls) if field.init]


def _names(cls: type[Any], written: str = "") -> dict[str, Any]:
    """Return names that annotations may use though the module imports them for type checkers only.

    Of those that the class lists under ``__late__`` (module: names), only the ones that are ``written``; all where nothing is. A section that
    few deals have is so loaded by the deals that have it.
    """
    import sys
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    known = {"Mapping": Mapping, "date": date, "Decimal": Decimal, "Literal": Literal, "Annotated": Annotated}
    late: dict[str, Any] = {}
    for module, names in getattr(cls, "__late__", {}).items():
        for name in names.split():
            if name in written or not written:
                from importlib import import_module

                late[name] = getattr(import_module(module), name)
    return {**known, **late, **vars(sys.modules[cls.__module__])}


def _annotation(cls: type[Any], name: str) -> object:
    """Return the annotation of a field, evaluated where it was written; one with text inside is left to ``typing``."""
    owns = ((base, base.__dict__["__record_own__"].annotations) for base in cls.__mro__ if "__record_own__" in base.__dict__)
    own, written = next((base, annotations[name]) for base, annotations in owns if name in annotations)
    found = _evaluated(own, written) if isinstance(written, str) else written
    return get_type_hints(cls, localns=_names(cls), include_extras=True)[name] if _has_text(found) else found


def _evaluated(own: type[Any], written: str) -> object:
    """Return what an annotation says; plain names, one or several with `|`, are looked up, since compiling text costs more."""
    import sys

    names = vars(sys.modules[own.__module__])
    parts: list[Any] = [names.get(part, None if part == "None" else MISSING) for part in written.split(" | ")]
    if any(part is MISSING for part in parts) or parts[0] is None:
        return eval(written, {}, _names(own, written))  # noqa: S307 - our own source
    united = parts[0]
    for part in parts[1:]:
        united = united | part
    return united


def _has_text(annotation: object) -> bool:
    if isinstance(annotation, (str, ForwardRef)):
        return True
    if get_origin(annotation) in (Literal, Annotated):
        return False
    return any(_has_text(inner) for inner in get_args(annotation))


def shape_of(annotation: object, where: str) -> Shape:
    """Return the shape of an annotation; ``where`` names the field when the annotation is not supported."""
    tag = "kind"
    if get_origin(annotation) is Annotated:
        annotation, *marks = get_args(annotation)
        scalars = [mark for mark in marks if isinstance(mark, Scalar)]
        if scalars:
            return Shape(text=scalars[-1])
        tag = next((mark.key for mark in marks if isinstance(mark, Tagged)), tag)
    members = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    return _united(members, tag, where)


def _united(members: tuple[object, ...], tag: str, where: str) -> Shape:
    classes = [member for member in members if isinstance(member, type) and _is_document(member)]
    others = [_single(member, where) for member in members if member not in classes and member is not NoneType]
    texts = tuple(shape.text for shape in others if shape.text)
    items = [shape.items for shape in others if shape.items]
    maps: list[Record | Kinds | Entries] = [shape.entries for shape in others if shape.entries]
    if classes:
        maps.append(Record(classes[0]) if len(classes) == 1 else _kinds(classes, tag, where))
    if len(items) > 1 or len(maps) > 1:
        raise TypeError(f"{where}: a union may have one list and one kind of map")
    return Shape(either(texts) if texts else None, items[0] if items else None, maps[0] if maps else None, NoneType in members)


def _is_document(member: type[Any]) -> bool:
    return is_record(member) and member not in SCALARS


def _single(annotation: object, where: str) -> Shape:
    """Return the shape of an annotation that is neither a union nor a document class."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(annotation, where)
    if origin is Literal:
        return Shape(text=choice(arguments))
    if isinstance(annotation, type) and annotation in SCALARS:
        return Shape(text=SCALARS[annotation])
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return Shape(items=shape_of(arguments[0], where))
    if isinstance(origin, type) and origin.__name__ in ("dict", "Mapping"):
        return Shape(entries=Entries(_key_scalar(arguments[0], where), shape_of(arguments[1], where)))
    raise TypeError(f"{where}: annotation {annotation!r} is not supported; use the types of leasecalc.reading.fields")


def _key_scalar(annotation: object, where: str) -> Scalar:
    if annotation is str:
        return Scalar("key", str, "", (), "a key")
    key = shape_of(annotation, where).text
    if key is None:
        raise TypeError(f"{where}: the keys of a map must be text")
    return key


def _kinds(classes: list[type[Any]], tag: str, where: str) -> Kinds:
    members: dict[str, type[Any]] = {}
    for cls in classes:
        # only the tag's own annotation: the members may contain the union that is being read
        hint = _annotation(cls, tag) if any(field.name == tag for field in fields_of(cls)) else None
        text = shape_of(hint, where).text if hint is not None else None
        words = text.choices if text else ()
        if not words or members.keys() & set(words):
            raise TypeError(f"{where}: {cls.__qualname__} needs its own `{tag}: Literal[...]`")
        members.update(dict.fromkeys(words, cls))
    return Kinds(tag, members)
