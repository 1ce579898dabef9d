"""Canonical JSON: the same data always gives the same bytes, and no amount passes through binary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from leasecalc.errors import CalculationError
from leasecalc.records import fields_of, is_record


def dumps(data: Any) -> str:
    """Write ``data`` as JSON with an indent of 2, keys in insertion order, and a newline at the end.

    ``Decimal`` becomes a string without exponent, a float its shortest text of at most 12 significant digits, a date
    ISO, a tuple a list, a dataclass an object with its fields in order. Raises ``CalculationError`` for NaN and
    infinities, with the place, and ``TypeError`` for anything else and for keys that are not strings.
    """
    import json

    return json.dumps(plain(data), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def plain(data: Any, place: str = "$") -> Any:
    """Return ``data`` made of dicts, lists, strings, numbers, booleans and ``None`` only; ``place`` is for messages."""
    if data is None or isinstance(data, (str, bool)):
        return data
    if isinstance(data, (int, float, Decimal)):
        return _number(data, place)
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, (list, tuple)):
        return [plain(value, f"{place}[{i}]") for i, value in enumerate(data)]
    return {_key(key, place): plain(value, f"{place}.{key}") for key, value in _pairs(data, place)}


def _number(value: float | Decimal, place: str) -> int | float | str:
    if isinstance(value, int):
        return int(value)
    if not Decimal(value).is_finite():
        raise CalculationError(f"{place} is {value}, which is not a number that can be reported")
    if isinstance(value, Decimal):
        return f"{value.copy_abs() if value.is_zero() else value:f}"
    return float(f"{value:.12g}") + 0.0  # the sum turns -0.0 into 0.0


def _pairs(data: Any, place: str) -> list[tuple[Any, Any]]:
    if isinstance(data, Mapping):
        return list(data.items())
    if is_record(data) and not isinstance(data, type):
        return [(field.name, getattr(data, field.name)) for field in fields_of(data)]
    if hasattr(data, "__dataclass_fields__") and not isinstance(data, type):
        return [(name, getattr(data, name)) for name in data.__dataclass_fields__]
    raise TypeError(f"{place} is a {type(data).__name__}, which has no JSON form here")


def _key(key: Any, place: str) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{place} has the key {key!r}, which is not a string")
    return key
