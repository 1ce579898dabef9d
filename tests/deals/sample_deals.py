"""The sample deals, and what the program says of them: its own JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from leasecalc import api
from leasecalc.report.render.json import dumps

FOLDER = Path(__file__).parents[2] / "deals"
SAMPLES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
EVERY = tuple(sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.yaml")))
PLAIN = tuple(name for name in EVERY if not name.startswith(("money/", "risk/", "structures/")))
"""Deals for which the independent calculation needs nothing beyond `independent`; the other folders have tests of their own."""


@cache
def markets() -> Any:
    return api.library()


def result(path: Path, *assignments: str) -> dict[str, Any]:
    """Return the JSON result of a deal; numbers are decimal, money stays text."""
    report = api.report(api.load(str(path), assignments), markets())
    return json.loads(dumps(report), parse_float=Decimal)


@cache
def sample(name: str, *assignments: str) -> dict[str, Any]:
    """Return the JSON result of a sample deal, under assignments as ``--set`` takes them."""
    return result(FOLDER / f"{name}.yaml", *assignments)


def measure(found: dict[str, Any], name: str) -> Decimal:
    return next(Decimal(row["value"]) for row in found["measures"] if row["name"] == name)


def flows_by_month(legs: list[dict[str, Any]]) -> dict[float, Decimal]:
    """Return the sum of all legs by month, without the months in which nothing is paid."""
    months: dict[float, Decimal] = {}
    for leg in legs:
        for flow in leg["flows"]:
            month = round(float(flow["month"]), 6)
            months[month] = months.get(month, Decimal(0)) + Decimal(flow["amount"])
    return {month: amount for month, amount in sorted(months.items()) if amount}
