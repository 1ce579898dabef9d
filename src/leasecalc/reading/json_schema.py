"""The JSON schema of a document class, for editors: keys, kinds, patterns of values, and what each key means."""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise
from typing import Any

from leasecalc.reading.shapes import attributes
from leasecalc.reading.validation import adapter
from leasecalc.records import fields_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(cls: type[Any], *, title: str) -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of the files that are read as ``cls``.

    The schema is for typing help: it accepts every good file and refuses most bad ones; checks between keys, such as
    currencies that must agree, are the program's. Descriptions are the docstrings under the fields of the classes.
    """
    schema: dict[str, Any] = adapter(cls).json_schema(mode="validation", by_alias=True)
    definitions = schema.setdefault("$defs", {})
    described: set[type[Any]] = set()
    _describe(cls, definitions.get(cls.__name__, schema), definitions, described)
    schema.pop("title", None)
    return {"$schema": DIALECT, "title": title, **schema}


def _describe(cls: type[Any], schema: dict[str, Any], definitions: dict[str, Any], described: set[type[Any]]) -> None:
    described.add(cls)
    texts = field_docstrings(cls)
    for key, attribute in attributes(cls).items():
        target = schema.get("properties", {}).get(key)
        if target is None:
            continue
        target.pop("default", None)  # a Python value, not what one would type
        if attribute.name in texts:
            target["description"] = texts[attribute.name]
        for inner in attribute.shape.classes():
            if inner not in described and inner.__name__ in definitions:
                _describe(inner, definitions[inner.__name__], definitions, described)


def field_docstrings(cls: type[Any]) -> dict[str, str]:
    """Return the docstrings written under the fields of a dataclass; none when its source is not at hand."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError, SyntaxError):
        return {}
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    names = {field.name for field in fields_of(cls)}
    found: dict[str, str] = {}
    for statement, following in pairwise(body):
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        text = _text_of(following)
        if text and statement.target.id in names:
            found[statement.target.id] = " ".join(text.split())
    return found


def _text_of(statement: ast.stmt) -> str | None:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
