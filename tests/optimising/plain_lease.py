"""What optimised instalments are worth, reckoned from the printed ones alone: days, amounts and powers, nothing of the program."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from leasecalc import api
from leasecalc.report.render.json import dumps
from leasecalc.report.solving.optimise import optimise_data

FOLDER = Path(__file__).parents[2] / "deals"


@cache
def markets() -> Any:
    return api.library()


def optimised(name: str, *assignments: str) -> dict[str, Any]:
    """Return the JSON of `optimise` for a sample deal under assignments."""
    deal = api.load(str(FOLDER / f"{name}.yaml"), assignments)
    answer = api.optimise(deal, markets())
    places = {limit.path: api.place_of(deal, limit.path) for limit in answer.clash}
    return json.loads(dumps(optimise_data(answer, places, ())), parse_float=Decimal)


def reported(name: str, *assignments: str) -> dict[str, Any]:
    """Return the JSON of `price` for the same deal: its legs, of which the rent's is replaced below."""
    report = api.report(api.load(str(FOLDER / f"{name}.yaml"), assignments), markets())
    return json.loads(dumps(report), parse_float=Decimal)


def years_30_360(start: date, end: date) -> float:
    """Return years by 30/360: twelve months of thirty days."""
    first, last = min(start.day, 30), end.day if end.day < 31 or start.day < 30 else 30
    return ((end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first) / 360.0


def amounts(found: dict[str, Any], key: str) -> list[float]:
    return [float(row[key]) for row in found["instalments"]]


def days(found: dict[str, Any]) -> list[date]:
    return [date.fromisoformat(row["due"]) for row in found["instalments"]]


def worth(flows: list[tuple[float, float]], rate: float) -> float:
    return sum(amount * (1.0 + rate) ** -time for time, amount in flows)


def internal_rate(flows: list[tuple[float, float]]) -> float:
    """Return the rate at which flows are worth nothing, by bisection."""
    low, high = -0.5, 2.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if worth(flows, middle) > 0.0 else (low, middle)
    return 0.5 * (low + high)
