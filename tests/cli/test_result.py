"""The JSON result: versions, hashes, money as text, dated flows, and totals that are those of the page."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leasecalc._version import VERSION
from leasecalc.markets.library import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Said

    Say = Callable[..., Said]

ROOT = Path(__file__).parents[2]
DEALS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "deals").rglob("*.yaml"))
ROUTES = ("lease_legs", "sale_legs")


@pytest.fixture
def result(say: Say, deal: str, known: dict[str, Any]) -> dict[str, Any]:
    if deal not in known:
        known[deal] = json.loads(say("price", deal, "--format", "json").out, parse_constant=refused)
    found: dict[str, Any] = known[deal]
    return found


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    return {}


def refused(word: str) -> None:
    raise AssertionError(f"{word} in a result")


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict | list):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(child, f"{path}.{key}".lstrip("."))
    else:
        yield path, node


@pytest.mark.parametrize("deal", DEALS)
def test_versions_and_hashes(result: dict[str, Any], deal: str) -> None:
    assert result["schema"] == "leasecalc/result/1"
    assert result["tool"].endswith(VERSION)
    assert re.fullmatch(r"sha256:[0-9a-f]{16}", result["data"])
    assert result["files"][0]["path"] == deal
    for file in result["files"]:
        shipped = Path(SHIPPED).parent / file["path"].removeprefix("markets/")
        path = shipped if file["path"].startswith("markets/") else Path(file["path"])
        assert file["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("deal", DEALS)
def test_legs_add_up_to_what_is_printed(result: dict[str, Any], deal: str) -> None:
    for route in ROUTES:
        for leg in result[route]:
            assert leg["flows"], leg["name"]
            assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", flow["on"]) for flow in leg["flows"])
            if leg["nature"] == "contractual":
                assert [flow["on"] for flow in leg["flows"]] == sorted(flow["on"] for flow in leg["flows"])
            over = abs(sum(Decimal(flow["amount"]) for flow in leg["flows"]) - Decimal(leg["total"]))
            # one expected leg takes what rounding leaves of the others; the average of deliveries pays no whole cents
            assert (
                over == 0
                if leg["nature"] == "contractual" and not result["deliveries"]
                else over <= Decimal("0.01") * len(result[route])
            ), leg["name"]
    surplus = {route: sum(Decimal(leg["total"]) for leg in result[route]) for route in ROUTES}
    comparison = result["comparison"]
    for side, route in (("lease", "lease_legs"), ("sale", "sale_legs")):
        assert surplus[route] == Decimal(comparison[side]["surplus_per_car"])
        assert sum(Decimal(leg["present_value"]) for leg in result[route]) == Decimal(comparison[side]["npv_per_car"])
    measures = {measure["name"]: measure["value"] for measure in result["measures"]}
    assert measures["lease_npv"] == comparison["lease"]["npv_per_car"]
    assert measures["sale_npv"] == comparison["sale"]["npv_per_car"]
    difference = Decimal(comparison["lease"]["npv_per_car"]) - Decimal(comparison["sale"]["npv_per_car"])
    assert Decimal(comparison["lease_minus_sale_per_car"]) == difference
    assert Decimal(comparison["lease_minus_sale_fleet"]) == difference * comparison["quantity"]


@pytest.mark.parametrize("deal", DEALS)
def test_lines_of_the_schedule_add_up_to_its_totals(result: dict[str, Any], say: Say, deal: str) -> None:
    schedule = result["schedule"]
    first = ["--table", "schedule_1"] if result["deliveries"] else []
    rows = list(csv.DictReader(io.StringIO(say("schedule", deal, "--format", "csv", *first).out)))
    assert len(rows) == len(schedule["rows"])
    for column in ("interest", "principal"):
        assert sum(Decimal(row[column]) for row in rows) == Decimal(schedule[f"total_{column}"])
    for row in schedule["rows"]:
        assert Decimal(row["opening"]) - Decimal(row["principal"]) == Decimal(row["closing"])
    assert Decimal(schedule["total_principal"]) == Decimal(schedule["financed"]) == Decimal(schedule["rows"][0]["opening"])
    assert Decimal(schedule["rows"][-1]["closing"]) == 0


@pytest.mark.parametrize("deal", DEALS)
def test_money_is_text_and_rates_are_numbers(result: dict[str, Any], deal: str) -> None:
    for path, value in leaves(result):
        last = path.rpartition(".")[2]
        if path.startswith("written."):  # as it was typed, units and all
            assert value is None or isinstance(value, str), path
            continue
        if last in {"amount", "total", "opening", "closing", "interest", "principal", "instalment", "landed", "npv_per_car"}:
            assert isinstance(value, str), path
            assert re.fullmatch(r"-?\d+(\.\d+)?", value), path
        if last.endswith("_rate") and value is not None:
            assert isinstance(value, float | int), path


@pytest.mark.parametrize("deal", DEALS)
def test_charges_add_up_to_the_landed_cost(result: dict[str, Any], deal: str) -> None:
    landed = result["landed"]
    charges = sum(Decimal(line["amount"]) for line in landed["lines"] if line["group"] != "value")
    assert charges == Decimal(landed["total_charges"])
    assert sum(Decimal(landed[name]) for name in ("fob", "freight", "insurance")) + charges == Decimal(landed["landed"])
