"""`accounting` as a user meets it: formats, tables by name, the narrow terminal, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Said, SaidBytes

    Say = Callable[..., Said]

BOOKS = "deals/books/za-box-60m.yaml"


def test_every_format_shows_the_same_years(say: Say, tmp_path: Path) -> None:
    found = json.loads(say("accounting", BOOKS, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(say("accounting", BOOKS, "--format", "csv", "--table", "years").out)))
    assert found["schema"] == "leasecalc/accounting/1"
    assert [row["closing"] for row in rows] == [year["closing"] for year in found["years"]]
    income = next(figure["value"] for figure in found["figures"] if figure["name"] == "unearned_income")
    assert sum(Decimal(row["income"]) for row in rows) == Decimal(income)
    target = tmp_path / "books.md"
    assert say("accounting", BOOKS, "-o", str(target)).code == 0
    assert "| 2031 | 3,491.08 | 138.92 |" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("standard", "paragraph"), [("ifrs16", "16.63(d)"), ("cas21", "CAS 21 art. 36(4)"), ("asc842", "842-10-25-2(d)")]
)
def test_each_standard_has_its_paragraphs(say: Say, standard: str, paragraph: str) -> None:
    assert paragraph in say("accounting", BOOKS, "--standard", standard).out


def test_a_doubtful_input_is_marked(say: Say) -> None:
    said = say("accounting", BOOKS).out
    assert "* accounting.economic_life" in said
    assert "* purchase.price" in said


def test_a_narrow_terminal_crops_no_number(call: Callable[..., SaidBytes]) -> None:
    wide = call("accounting", BOOKS, "--side", "lessee").out.decode()
    narrow = call("accounting", BOOKS, "--side", "lessee", environment={"COLUMNS": "60"}).out.decode()
    for amount in ("11,940.66", "12,211.28", "10,977.18"):
        assert amount in wide
        assert amount in narrow


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--side", "me"), "there is no side `me`: use lessor or lessee"),
        (("--standard", "gaap"), "there is no standard `gaap`: use one of ifrs16, cas21, asc842"),
        (("--table", "ledger"), "there is no table 'ledger'"),
        (("--format", "xml"), "there is no format `xml`"),
    ],
)
def test_what_does_not_exist_is_named(say: Say, wrong: tuple[str, ...], words: str) -> None:
    said = say("accounting", BOOKS, *wrong)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
