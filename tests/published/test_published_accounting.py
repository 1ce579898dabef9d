"""Run every published example of accounting, depreciation, exchange and credit risk through the program."""

from __future__ import annotations

from typing import Any

import pytest
from accounting_adapters import ADAPTERS
from published_records import load, passes

RECORDS = load(ADAPTERS)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_published_example(record: dict[str, Any]) -> None:
    assert passes(record, ADAPTERS), ADAPTERS[record["kind"]](record["inputs"])


def test_every_kind_is_present() -> None:
    assert {record["kind"] for record in RECORDS} == set(ADAPTERS)
