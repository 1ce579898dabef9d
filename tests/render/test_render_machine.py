from __future__ import annotations

import csv as reader
import io
import json as decoder
import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_sample import PAGE

from leasecalc.errors import CalculationError, UsageError
from leasecalc.report.page import Column, Figures, Item, Note, Notes, Page, Table
from leasecalc.report.render import csv, json, markdown

COLUMNS = (Column("name", "Name", "text"), Column("price", "Price", "money", "USD"), Column("r", "Rate", "rate"))


def one_table(*rows: tuple[Any, ...]) -> Page:
    return Page("", "", (Table("t", "T", COLUMNS, rows),))


def parsed(text: str) -> list[list[str]]:
    return list(reader.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])
def test_csv_guards_text_and_never_numbers(text: str) -> None:
    rows = parsed(csv.render(one_table((text, Decimal("-5.00"), -0.01))))
    assert rows == [["name", "price", "r", "currency"], [f"'{text}", "-5.00", "-0.01", "USD"]]


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\0")), AMOUNT := st.decimals(
    -(10**12), 10**12, places=2), st.floats(-10, 10)), max_size=5))  # fmt: skip
def test_csv_reads_back(rows: list[tuple[str, Decimal, float]]) -> None:
    for row, read in zip(rows, parsed(csv.render(one_table(*rows)))[1:], strict=True):
        assert read[0].removeprefix("'") == row[0].removeprefix("'")
        assert Decimal(read[1]) == row[1]
        assert float(read[2]) == pytest.approx(row[2], rel=1e-11, abs=0)


def test_csv_chooses_a_table_and_names_those_there_are() -> None:
    assert csv.render(PAGE).startswith("number,due_on,opening")
    assert csv.render(PAGE, "gates", bom=True).startswith("\ufeffgate,why,source,mark\n")
    assert csv.render(Page("", "", PAGE.blocks[:2])).startswith("figure,value,unit,mark,remark\n")
    with pytest.raises(UsageError, match=r"no table 'x'.* schedule, gates, instalment"):
        csv.render(PAGE, "x")
    with pytest.raises(UsageError, match="no table to write"):
        csv.render(Page("", "", (Notes("n", "N", ()),)))


def test_currencies_that_differ_stand_in_the_headings() -> None:
    columns = (Column("cost", "Cost", "money", "CNY"), Column("rent", "Rent", "money", "USD"))
    page = Page("", "", (Table("t", "T", columns, ((Decimal("1.00"), Decimal("2.00")),)),))
    assert csv.render(page) == "cost_CNY,rent_USD\n1.00,2.00\n"
    assert "| Cost CNY | Rent USD |" in markdown.render(page)


def test_markdown_neutralises_what_it_would_act_upon() -> None:
    page = Page("", "", (
        Table("t", "T", (Column("a", "A|B", "text"),), (("x|y\n@all #1 <b> vat_refund _i_",),)),
        Figures("f", "F", (Item("a*b", Decimal("1.00"), "money", "USD"),)),
        Notes("n", "", (Note("1. not a list"), Note("- nor this", "bad"))),
    ))  # fmt: skip
    text = markdown.render(page)
    assert "| A\\|B |" in text
    assert "| x\\|y &#64;all &#35;1 &lt;b&gt; vat_refund \\_i\\_ |" in text
    assert "| a\\*b | 1.00 USD |" in text
    assert "- 1\\. not a list" in text
    assert "- ✗ \\- nor this" in text


@dataclass(frozen=True, slots=True)
class Sample:
    rent: Decimal
    rate: float
    due_on: date
    flows: tuple[float, ...]


def test_json_is_canonical() -> None:
    text = json.dumps({"b": Sample(Decimal("1E+3"), 0.1 + 0.2, date(2026, 3, 2), (-0.0, 1e-7)), "a": "东", "n": None})
    assert text == (
        '{\n  "b": {\n    "rent": "1000",\n    "rate": 0.3,\n    "due_on": "2026-03-02",\n    "flows": [\n      0.0,\n'
        '      1e-07\n    ]\n  },\n  "a": "东",\n  "n": null\n}\n'
    )


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10,
))  # fmt: skip
def test_json_reads_back_and_is_a_fixed_point(data: Any) -> None:
    text = json.dumps(data)
    assert json.dumps(decoder.loads(text)) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, Decimal("NaN"), Decimal("-Infinity")])
def test_json_refuses_what_is_no_number_and_says_where(value: Any) -> None:
    with pytest.raises(CalculationError, match=r"\$\.flows\[1\]"):
        json.dumps({"flows": [1.0, value]})


@pytest.mark.parametrize("data", [{"a": {1}}, {1: "a"}, object(), Sample])
def test_json_refuses_what_has_no_stable_form(data: Any) -> None:
    with pytest.raises(TypeError):
        json.dumps(data)
