"""The JSON schema that editors use: it accepts what the program accepts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from reading_form import GOOD, Form
from test_scalars import ACCEPTED

from leasecalc.reading import fields
from leasecalc.reading.json_schema import json_schema
from leasecalc.reading.shapes import attributes, shape_of
from leasecalc.reading.tree import parse


@pytest.mark.parametrize(("kind", "raw"), [row[:2] for row in ACCEPTED])
def test_patterns_accept_what_is_accepted(kind: str, raw: str) -> None:
    scalar = shape_of(getattr(fields, kind), kind).text
    assert scalar is not None
    assert re.search(scalar.pattern, raw)
    for example in scalar.examples:
        assert re.search(scalar.pattern, example)
        assert scalar.read(example) is not None


def test_unions_keep_all_patterns() -> None:
    cap = attributes(Form)["cap"].shape.text
    assert cap is not None
    assert all(re.search(cap.pattern, text) for text in ("none", "all", "13%"))
    assert not re.search(cap.pattern, "13")


def accepts(schema: dict[str, Any], definitions: dict[str, Any], raw: Any) -> bool:
    """Check ``raw`` against the few keywords that the schema uses."""
    if "$ref" in schema:
        return accepts(definitions[schema["$ref"].rpartition("/")[2]], definitions, raw)
    for word in ("anyOf", "oneOf"):
        if word in schema:
            return any(accepts(option, definitions, raw) for option in schema[word])
    types = {"string": str, "object": dict, "array": list, "null": type(None)}
    named = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not isinstance(raw, tuple(types[name] for name in named if name in types)):
        return False
    if isinstance(raw, dict):
        return accepts_map(schema, definitions, raw)
    if isinstance(raw, list):
        return all(accepts(schema["items"], definitions, item) for item in raw)
    return raw is None or (raw in schema.get("enum", [raw]) and re.search(schema.get("pattern", ""), raw) is not None)


def accepts_map(schema: dict[str, Any], definitions: dict[str, Any], raw: dict[str, Any]) -> bool:
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    for key, value in raw.items():
        inner = known.get(key, others)
        if inner is False or (isinstance(inner, dict) and not accepts(inner, definitions, value)):
            return False
    return set(schema.get("required", [])) <= raw.keys()


def test_the_schema_of_a_document() -> None:
    schema = json_schema(Form, title="Form")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    good = parse(GOOD, "good.yaml").data
    assert accepts(schema, schema["$defs"], good)
    refused = ({"nme": "x"}, {"discount_rate": "13"}, {"rent": {"kind": "fixed"}}, {"timing": "advanced"}, {"main": {}})
    for wrong in refused:
        assert not accepts(schema, schema["$defs"], {**good, **wrong})
    assert "from" in schema["$defs"]["Fixed"]["properties"], "keys are those of the file"
