from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasecalc.errors import CalculationError
from leasecalc.report.page import Cell, Column, Kind, Table
from leasecalc.report.render.formatting import for_machines, for_people
from leasecalc.report.render.widths import display_width, pad, pieces, wrap

AMOUNTS = st.decimals(-(10**15), 10**15, places=2)


@pytest.mark.parametrize(
    ("value", "kind", "digits", "people", "machine"),
    [
        (Decimal("12737.59"), "money", None, "12,737.59", "12737.59"),
        (Decimal("-0.00"), "money", None, "0.00", "0.00"),
        (Decimal("-1234567"), "money", None, "-1,234,567", "-1234567"),
        (Decimal("1E+6"), "money", None, "1,000,000", "1000000"),
        (Decimal("2.345"), "money", 2, "2.35", "2.345"),
        (1234.5, "money", None, "1,234.50", "1234.5"),
        (0.139994, "rate", None, "13.9994 %", "0.139994"),
        (0.07125, "rate", 2, "7.13 %", "0.07125"),  # half up; half even would say 7.12
        (Decimal("0.13"), "rate", None, "13.0000 %", "0.13"),
        (-1e-9, "rate", None, "0.0000 %", "-0.000000001"),
        (0.1 + 0.2, "number", None, "0.3", "0.3"),
        (1 / 3, "rate", None, "33.3333 %", "0.333333333333"),
        (0.0234567891, "factor", None, "0.023457", "0.0234567891"),
        (60, "months", None, "60", "60"),
        (1000000.0, "count", None, "1,000,000", "1000000"),
        (2.5e-66, "number", None, "2.5e-66", "0." + "0" * 65 + "25"),
        (1234567890123.0, "number", None, "1,234,567,890,123", "1234567890123"),
        (10**20, "count", None, "100,000,000,000,000,000,000", "100000000000000000000"),
        (date(2026, 3, 2), "date", None, "2026-03-02", "2026-03-02"),
        ("no root", "rate", None, "no root", "no root"),
        ("a\x1b[2J\nb\u202e", "text", None, "a [2J b", "a\x1b[2J\nb\u202e"),
        (None, "money", None, "", ""),
    ],
)
def test_cells(value: Cell, kind: Kind, digits: int | None, people: str, machine: str) -> None:
    assert for_people(value, kind, digits) == people
    assert for_machines(value, kind) == machine


def test_a_float_of_money_takes_the_digits_of_its_currency() -> None:
    assert for_people(1234.5678, "money", currency="KWD") == "1,234.568"
    assert for_people(1234.5678, "money", currency="VND") == "1,235"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value: Cell) -> None:
    for render in (for_people, for_machines):
        with pytest.raises(CalculationError):
            render(value, "money")


@given(AMOUNTS)
def test_money_reads_back_to_the_cent(amount: Decimal) -> None:
    assert Decimal(for_people(amount, "money").replace(",", "")) == amount
    assert Decimal(for_machines(amount, "money")) == amount


@given(st.floats(-10, 10))
def test_a_shown_percentage_is_within_half_a_unit(rate: float) -> None:
    shown = Decimal(for_people(rate, "rate").removesuffix(" %").replace(",", ""))
    assert abs(shown - Decimal(rate) * 100) <= Decimal("0.00005") * (1 + Decimal(2) ** -40)
    assert float(for_machines(rate, "rate")) == pytest.approx(rate, rel=1e-11, abs=0)


def test_widths_of_scripts() -> None:
    assert display_width("东风 Box") == 8
    assert display_width("e\u0301") == 1
    assert display_width("ｆｕｌｌ") == 8
    assert pad("东风", 6, right=True) == "  东风"


@given(st.text(st.sampled_from("ab 1,.%东风，（）"), max_size=60), st.integers(4, 30))
def test_wrapping_loses_nothing_and_breaks_no_number(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    longest = max((display_width(piece) for piece, _ in pieces(text)), default=0)
    assert all(display_width(line) <= max(width, longest) for line in lines)


def test_wrapping_keeps_numbers_and_percentages_whole() -> None:
    assert wrap("合计12,737.59美元，收益率 13.9994 %", 10) == ["合计", "12,737.59", "美元，收益", "率", "13.9994 %"]


def test_a_table_refuses_rows_that_would_lose_cells() -> None:
    columns = (Column("a", "A", "text"), Column("b", "B", "text"))
    with pytest.raises(ValueError, match="row 2 has 1 cells for 2 columns"):
        Table("t", "T", columns, (("x", "y"), ("x",)))
    with pytest.raises(ValueError, match="0 row marks for 1 rows"):
        Table("t", "T", columns, (("x", "y"),), row_marks=())
