"""Run every published example of accounting, depreciation, exchange and credit risk through the program."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from accounting_adapters import ADAPTERS
from published_records import CASES, load, passes

from leasecalc import accounting

RECORDS = load(ADAPTERS)
#: Printed answers that are wrong or ambiguous, so that no program should give them, and why.
NOT_REPRODUCED = {
    "ezlease-12000": "the source contradicts itself: only one of the residuals that it names gives the rate that it prints"
}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_published_example(record: dict[str, Any]) -> None:
    assert passes(record, ADAPTERS), ADAPTERS[record["kind"]](record["inputs"])


def test_every_kind_is_present() -> None:
    assert {record["kind"] for record in RECORDS} == set(ADAPTERS)


def test_what_is_not_reproduced_is_listed() -> None:
    every = yaml.load(CASES.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    of_these_kinds = {record["id"] for record in every if record["kind"] in ADAPTERS}
    assert of_these_kinds - {record["id"] for record in RECORDS} == set(NOT_REPRODUCED)


def test_the_implicit_rate_of_a_vehicle_lease_with_initial_direct_cost() -> None:
    """dongao.com 21112734 (CPA exam): fair value 100,000, direct cost 5,000, five rents of 23,000 in arrears, residual 10,000: 5.79 % by interpolation."""
    lease = accounting.LessorLease([0.0, *[23000.0] * 5], 0.0, 10000.0)
    rate = accounting.implicit_rate(lease, 100000.0 + 5000.0).value
    assert 100 * rate == pytest.approx(5.79, abs=0.01)
    assert accounting.net_investment(rate, lease) == pytest.approx(105000.0)
