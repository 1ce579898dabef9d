"""A cent in any stored amount is found, two billionths in any rate or number, a day in any date; and nothing where nothing moved."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from leasecalc import api
from leasecalc.baselines.checking import checked
from leasecalc.baselines.comparing import moved
from leasecalc.baselines.document import read
from leasecalc.baselines.figures import figures_of
from leasecalc.money import minor_digits
from leasecalc.records import replace

ROOT = Path(__file__).parents[2]
SAMPLES = (
    "za-box-60m", "pk-honri-36m", "uz-yuanup-60m", "currency/za-box-cny-funded", "money/uz-taxed-60m", "risk/za-box-ends",
    "structures/za-seasonal-fleet",
)  # fmt: skip
AMOUNT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")
RATE = re.compile(r"(-?[0-9.]+)%")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def harmed(text: str) -> str:
    """Return a stored figure by the least that must be found."""
    if found := AMOUNT.fullmatch(text):
        return f"{Decimal(found[1]) + Decimal(1).scaleb(-minor_digits(found[2]))} {found[2]}"
    if found := RATE.fullmatch(text):
        return f"{Decimal(found[1]) + Decimal('0.0000002')}%"  # 2e-9 of the fraction
    if NUMBER.fullmatch(text):
        return str(Decimal(text) + Decimal("0.000000002"))
    if DAY.fullmatch(text):
        return str(date.fromisoformat(text) + timedelta(days=1))
    return f"{text} otherwise"


def cells_of(text: str) -> list[str]:
    """Return a row of the instalment table once for each cell, that cell harmed."""
    cells = text.split(", ")
    last = [
        harmed(cell) if DAY.fullmatch(cell) else str(Decimal(cell) + (Decimal("0.01") if "." in cell else 1)) for cell in cells
    ]
    return [", ".join([*cells[:place], last[place], *cells[place + 1 :]]) for place in range(len(cells))]


@pytest.mark.parametrize("name", SAMPLES)
def test_each_stored_figure_in_turn(name: str) -> None:
    path = str(ROOT / "deals" / f"{name}.yaml")
    baseline = read(checked(path, (), ("baseline.yml", None)).text, "baseline.yml")
    figures = figures_of(api.report(api.load(path), api.library()))
    assert moved(baseline, figures) == ()
    assert {figure.path for figure in figures} == set(baseline.figures)
    tried = 0
    for place, text in baseline.figures.items():
        for other in cells_of(text) if re.fullmatch(r"schedule(_\d+)?\.\d+", place) else (harmed(text),):
            found = moved(replace(baseline, figures={**baseline.figures, place: other}), figures)
            assert [one.path.startswith(place) for one in found] == [True], (place, text, other)
            tried += 1
    assert tried > 150


def test_less_than_the_tolerance_is_not_found() -> None:
    path = str(ROOT / "deals" / "za-box-60m.yaml")
    baseline = read(checked(path, (), ("baseline.yml", None)).text, "baseline.yml")
    figures = figures_of(api.report(api.load(path), api.library()))
    rate = Decimal(baseline.figures["measures.lessor_yield"].removesuffix("%"))
    for nearer in ("0.00000009", "-0.00000009"):
        stored = {**baseline.figures, "measures.lessor_yield": f"{rate + Decimal(nearer)}%"}
        assert moved(replace(baseline, figures=stored), figures) == ()


def test_a_tolerance_of_the_file_holds_for_its_figure_alone() -> None:
    path = str(ROOT / "deals" / "za-box-60m.yaml")
    baseline = read(checked(path, (), ("baseline.yml", None)).text, "baseline.yml")
    figures = figures_of(api.report(api.load(path), api.library()))
    wide = {**baseline.figures, "measures.rent": "270.67 USD within 0.05 USD", "measures.residual": "2547.47 USD"}
    assert [(one.path, one.tolerance) for one in moved(replace(baseline, figures=wide), figures)] == [
        ("measures.residual", "exact")
    ]
    narrow = {**baseline.figures, "measures.rent": "270.67 USD within 0.04 USD"}
    (found,) = moved(replace(baseline, figures=narrow), figures)
    assert (found.change, found.tolerance) == ("-0.05 USD", "0.04 USD")
    cells = baseline.figures["schedule.5"].split(", ")
    cells[4] = str(Decimal(cells[4]) + Decimal("0.03"))
    column = replace(
        baseline, figures={**baseline.figures, "schedule.5": ", ".join(cells)}, within={"schedule.interest": "0.03 USD"}
    )
    assert moved(column, figures) == ()
    assert len(moved(replace(column, within={"schedule.interest": "0.02 USD"}), figures)) == 1
