"""pydantic's account of raw data: the document, or everything that is wrong with it. Imported only for bad files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError, core_schema

from leasecalc.reading.messages import MARK
from leasecalc.reading.shapes import Attribute, Entries, Kinds, Record, Shape, attributes
from leasecalc.records import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler, TypeAdapter

    from leasecalc.reading.scalar import Scalar

T = TypeVar("T")


def validate(cls: type[T], data: object) -> T:
    """Return the document of ``cls`` that ``data`` describe, or raise pydantic's `ValidationError` with all errors."""
    document: T = validator(cls).validate_python(data)
    return document


def errors(cls: type[Any], data: object) -> list[Any]:
    """Return pydantic's errors for ``data``, none when they are a document of ``cls``."""
    try:
        validate(cls, data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def validator(cls: type[Any]) -> SchemaValidator:
    """Return what validates a document class: unknown keys refused, nested classes likewise.

    It is made of pydantic's core alone: importing the rest, which gathers schemas from models, takes longer than all else about a bad file.
    """
    return SchemaValidator(_schema(cls, lambda scalar: scalar.__get_pydantic_core_schema__(object, None)))


def _schema(cls: type[Any], of_scalar: Callable[[Scalar], core_schema.CoreSchema]) -> core_schema.CoreSchema:
    builder = _Builder(of_scalar)
    return core_schema.definitions_schema(builder.record(cls), list(builder.definitions.values()))


def adapter(cls: type[Any]) -> TypeAdapter[Any]:
    """Return pydantic's adapter of a document class, which describes it as JSON schema."""
    from pydantic import TypeAdapter

    class Document:
        """Stands for ``cls``: its schema is built from the shapes, so that plain dataclasses need no configuration."""

        @staticmethod
        def __get_pydantic_core_schema__(_source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
            return _schema(cls, lambda scalar: handler.generate_schema(Annotated[object, scalar]))

    return TypeAdapter(Document)


if not TYPE_CHECKING:  # to mypy a class is not hashable
    adapter, validator = cache(adapter), cache(validator)


class _Builder:
    """Translates shapes to pydantic's core schema, each document class once."""

    def __init__(self, of_scalar: Callable[[Scalar], core_schema.CoreSchema]) -> None:
        self.definitions: dict[str, Any] = {}
        self._of_scalar = of_scalar

    def record(self, cls: type[Any]) -> core_schema.CoreSchema:
        reference = f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"
        if reference not in self.definitions:
            self.definitions[reference] = None  # a class may contain itself
            self.definitions[reference] = self._class(cls, reference)
        return core_schema.definition_reference_schema(reference)

    def _class(self, cls: type[Any], reference: str) -> core_schema.CoreSchema:
        fields = [self._field(attribute) for attribute in attributes(cls).values()]
        has_faults = hasattr(cls, "faults")
        schema = core_schema.dataclass_schema(
            cls,
            core_schema.dataclass_args_schema(cls.__name__, fields, extra_behavior="forbid"),
            [field.name for field in fields_of(cls)],
            post_init=hasattr(cls, "__post_init__"),
            slots=hasattr(cls, "__slots__"),
            config={"extra_fields_behavior": "forbid"},
            ref=None if has_faults else reference,
        )
        return core_schema.no_info_after_validator_function(_checked, schema, ref=reference) if has_faults else schema

    def _field(self, attribute: Attribute) -> core_schema.DataclassField:
        schema = self.shape(attribute.shape)
        if attribute.default_factory is not None:
            schema = core_schema.with_default_schema(schema, default_factory=attribute.default_factory)
        elif not attribute.required:
            schema = core_schema.with_default_schema(schema, default=attribute.default)
        return core_schema.dataclass_field(attribute.name, schema, kw_only=True, validation_alias=attribute.key)

    def shape(self, shape: Shape) -> core_schema.CoreSchema:
        faces: dict[Any, core_schema.CoreSchema] = {}
        if shape.text is not None:
            faces[MARK + "text"] = self._of_scalar(shape.text)
        if shape.items is not None:
            faces[MARK + "list"] = core_schema.tuple_variable_schema(self.shape(shape.items))
        if shape.entries is not None:
            faces[MARK + "map"] = self._entries(shape.entries)
        (schema,) = faces.values() if len(faces) == 1 else (core_schema.tagged_union_schema(faces, _face),)
        return core_schema.nullable_schema(schema) if shape.nullable else schema

    def _entries(self, entries: Record | Kinds | Entries) -> core_schema.CoreSchema:
        if isinstance(entries, Record):
            return self.record(entries.cls)
        if isinstance(entries, Entries):
            key = self._of_scalar(entries.key)
            return core_schema.dict_schema(key, self.shape(entries.value))
        choices: dict[Any, core_schema.CoreSchema] = {MARK + word: self.record(cls) for word, cls in entries.members.items()}
        return core_schema.tagged_union_schema(choices, _kind_of(entries.tag))


def _face(raw: object) -> str | None:
    if isinstance(raw, str):
        return MARK + "text"
    if isinstance(raw, list):
        return MARK + "list"
    return MARK + "map" if isinstance(raw, dict) else None


def _kind_of(tag: str) -> Callable[[object], str | None]:
    def kind(raw: object) -> str | None:
        word = raw.get(tag) if isinstance(raw, dict) else None
        return MARK + word if isinstance(word, str) else None

    return kind


def _checked(document: Any) -> Any:
    """Run the document's own checks once all its fields are good."""
    faults = tuple(document.faults())
    if faults:
        raise PydanticCustomError("faults", "faults", {"faults": faults})
    return document
