"""Reports of a batch and of a simulation: the numbers of the saved results."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from saved_results import PRICES, priced, ranking_page, risk_page, rows, simulated
from sheets import Page, number

from leasecalc.cli.actions.documents.saved import ranking_of
from leasecalc.cli.run import run
from leasecalc.languages import words_of
from leasecalc.term_sheet.html import html
from leasecalc.term_sheet.ranking import sides_of


def test_the_ranking_is_that_of_the_rows() -> None:
    page = Page(ranking_page())
    assert page.faults == []
    heads, *lines = page.tables["t-ranking_usd"]
    best = sorted((row for row in rows() if row["status"] == "priced"), key=lambda row: -Decimal(row["lease_minus_sale"]))
    assert len(lines) == len(best) == 6
    assert [number(line[heads.index("Lease minus sale")]) for line in lines] == [Decimal(row["lease_minus_sale"]) for row in best]
    assert [number(line[heads.index("Lease NPV")]) for line in lines] == [Decimal(row["lease_npv"]) for row in best]
    assert [line[heads.index("sale.price")] for line in lines] == [row["sale.price"] for row in best]
    assert [line[heads.index("lease.term")] for line in lines] == [row["lease.term"] for row in best]
    assert [line[0] for line in lines] == [str(place) for place in range(1, 7)]


def test_the_heat_map_has_the_mean_of_each_cell() -> None:
    page = ranking_page()
    assert "mean by market and sale.price" in page
    means = []
    for price in PRICES:
        values = [Decimal(row["lease_minus_sale"]) for row in rows() if row["sale.price"] == price and row["status"] == "priced"]
        means.append(sum(values) / len(values))
    drawn = re.findall(r'class="c-h [^"]*"[^>]*>([^<]*)<', page.split('<div class="wide">', 1)[1].split("</div>", 1)[0])
    assert len(drawn) == 6
    assert [abs(number(text) - mean) <= Decimal("0.5") for text, mean in zip(drawn[:3], means, strict=True)] == [True] * 3
    assert drawn[3:] == ["–"] * 3  # UZ has no exchange rate, so no price


def test_rows_of_a_book_are_ranked_too(tmp_path: Path) -> None:
    book, target = tmp_path / "book.csv", tmp_path / "priced.csv"
    book.write_text(
        "contract,price,sale_price\nC1,89800,13900\nC2,80000,13000\nC3,70000,13900\nC4,nothing,13900\n", encoding="utf-8"
    )
    assert run(["batch", str(book), "--template", "deals/za-box-60m.yaml", "-o", str(target), "--format", "json"]) == 1
    heads, *lines = Page(html(ranking_of(str(target), "lease_minus_sale"), words_of("en"))).tables["t-ranking_usd"]
    with target.open(encoding="utf-8") as stream:
        found = [row for row in csv.DictReader(stream) if row["status"] == "priced"]
    best = sorted(found, key=lambda row: -Decimal(row["lease_minus_sale"]))
    assert [line[heads.index("contract")] for line in lines] == [row["contract"] for row in best]
    assert len(lines) == 3
    assert "basis" not in heads
    assert [int(line[-1]) for line in lines] == [sum(map(int, re.findall(r"\d+", row["basis"]))) for row in best]
    assert int(lines[0][-1]) > 0


def test_rows_read_back_from_other_files_are_the_same_document() -> None:
    pages = [
        html(ranking_of(str(priced(suffix)), "lease_npv", title="rows"), words_of("en"))
        for suffix in (".jsonl", ".csv", ".parquet")
    ]
    assert len({re.sub(r"<footer>.*</footer>", "", page, flags=re.DOTALL) for page in pages}) == 1


@pytest.mark.parametrize(
    ("seen", "sides"),
    [
        ({"deal": 3, "market": 5}, ("deal", "market")),
        ({"deal": 3, "market": 5, "lease.term": 4}, ("market", "lease.term")),
        ({"deal": 1, "market": 1, "a": 4, "b": 6}, ("a", "b")),
        ({"deal": 1, "market": 1, "a": 4}, None),
        ({"deal": 9, "market": 1, "a": 20}, ("deal", "a")),
        ({"deal": 1, "market": 1}, None),
    ],
)
def test_sides_of_the_heat_map(seen: dict[str, int], sides: tuple[str, str] | None) -> None:
    values = {name: dict.fromkeys(map(str, range(count))) for name, count in seen.items()}
    assert sides_of(values) == (None if seen.get("a") == 20 else sides)


def test_quantiles_are_those_of_the_simulation() -> None:
    data, page = json.loads(simulated().read_text(encoding="utf-8")), Page(risk_page())
    assert page.faults == []
    heads, *lines = page.tables["t-quantiles"]
    first = data["measures"][0]
    shown = {line[0]: line[1] for line in lines}
    assert heads[1] == "Lease minus sale"
    assert "Distribution, a car, USD</caption>" in risk_page()
    for found in first["quantiles"]:
        assert number(shown[f"{100 * found['level']:g} % of paths below"]) == Decimal(found["value"])
    for found in first["value_at_risk"]:
        assert number(shown[f"value at risk, {100 * found['level']:g} %"]) == Decimal(found["value"])
    assert number(page.tiles["The lease beats the sale"]) == round(Decimal(str(100 * data["lease_ahead"]["mean"])), 1)


def test_bars_of_the_histogram_are_as_high_as_their_shares() -> None:
    data = json.loads(simulated().read_text(encoding="utf-8"))
    counts = [one["paths"] for one in data["measures"][0]["histogram"]]
    drawing = risk_page().split('<div class="wide">', 1)[1].split("</div>", 1)[0]
    heights = [float(found) for found in re.findall(r'height="([\d.]+)" class="c-(?:up|down)"', drawing)]
    assert len(heights) == len(counts)
    largest = max(counts)
    assert [height / max(heights) for height in heights] == pytest.approx([count / largest for count in counts], abs=0.002)
