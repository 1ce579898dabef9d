"""The books of a fleet in two deliveries are those of each delivery as a deal of its own, times its cars."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from structured import markets

from leasecalc import api
from leasecalc.errors import UsageError

FLEET = str(Path(__file__).parents[2] / "deals" / "structures" / "za-seasonal-fleet.yaml")
FIXED = ("lease.rent=391.15 USD", "expect=")
FIRST = "{quantity: 20, commencement: 2 months after pricing, first_instalment: 2026-05-15}"
SECOND = "{quantity: 20, commencement: 2026-09-02, first_instalment: 2026-09-15}"
ALONE = ((f"lease.deliveries=[{FIRST}]",), (f"lease.deliveries=[{SECOND}]", "shipping.export=2026-08-02"))


def books(side: str, *assignments: str) -> Any:
    return api.accounting(api.load(FLEET, (*FIXED, *assignments)), markets(), standard="ifrs16", side=side)


@pytest.mark.parametrize("side", ["lessor", "lessee"])
def test_the_books_of_the_fleet_are_the_sum_over_its_cars(side: str) -> None:
    fleet = books(side)
    parts = [(Decimal(cars), books(side, *alone)) for cars, alone in zip((8, 12), ALONE, strict=True)]
    assert (fleet.cars, parts[0][1].cars) == (20, 1)
    for figure in fleet.figures:
        assert figure.value == sum(cars * of(alone, figure.name) for cars, alone in parts), figure.name
    assert len(fleet.years) == 5
    for year in fleet.years:
        for name, amount in year.items():
            if name != "year":
                alone = [next((line for line in one.years if line["year"] == year["year"]), {}) for _, one in parts]
                assert amount == sum(cars * (line.get(name) or 0) for (cars, _), line in zip(parts, alone, strict=True)), name


def of(shown: Any, name: str) -> Decimal:
    return Decimal(next(figure.value for figure in shown.figures if figure.name == name))


def test_a_year_ends_where_the_next_begins() -> None:
    years = books("lessor").years
    for before, after in pairwise(years):
        assert after["opening"] == before["closing"]
    assert years[-1]["closing"] == 0


def test_deliveries_that_are_classified_differently_have_no_common_books() -> None:
    """A class decides which lines the books have."""
    from leasecalc.report.accounting.fleet import fleet_books

    with pytest.raises(UsageError, match="delivery 2 is operating lease"):
        fleet_books([], [8, 12], ["finance lease", "operating lease"])
