"""The published examples, and when an answer agrees with a printed one."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from leasecalc.errors import LeasecalcError

CASES = Path(__file__).parents[1] / "cases" / "finance.yaml"

Record = dict[str, Any]
Adapters = Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]


def load(kinds: Mapping[str, Any]) -> list[Record]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    records = yaml.load(CASES.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return [record for record in records if record["kind"] in kinds and record["reproduced"]]


def tolerance(expected: dict[str, Any]) -> float:
    """Return the stated tolerance, but not less than half of the last of eight or more printed digits."""
    digits = Decimal(repr(expected["value"])).as_tuple()
    last = 0.5 * 10.0 ** int(digits.exponent) if len(digits.digits) >= 8 else 0.0
    return max(float(expected["tol"]), 1.01 * last)


def agrees(value: Any, expected: dict[str, Any]) -> bool:
    printed = expected["value"]
    if printed is None or isinstance(printed, str) or (isinstance(printed, list) and isinstance(printed[0], str)):
        return bool(value == printed)
    if isinstance(printed, list):
        parts = [{**expected, "value": part} for part in printed]
        return len(value) >= len(parts) and all(map(agrees, value, parts))
    values = value if isinstance(value, list) else [value]  # every root of a rate of return
    return any(math.isfinite(x) and abs(x - printed) <= tolerance(expected) for x in values if x is not None)


def passes(record: Record, adapters: Adapters) -> bool:
    """Run a record through its adapter; an example that expects an error passes when the program refuses it."""
    expected = record["expected"]
    refused = "error" in expected
    try:
        results = adapters[record["kind"]](record["inputs"])
    except (LeasecalcError, ValueError):
        return refused
    if refused:
        return all(value is None or value == [] for value in results.values())
    return all(agrees(results[name], printed) for name, printed in expected.items())
