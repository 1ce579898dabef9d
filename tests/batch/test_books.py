"""`leasecalc batch BOOK --template DEAL`: a row is the deal with those values; what fails is a row; neither kill nor workers change a byte."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from leasecalc import api
from leasecalc.batching.book import reading
from leasecalc.batching.book.plan import MEASURED, BookPlan, Template, opened
from leasecalc.batching.book.run import planned_book, run_book
from leasecalc.batching.run import Wishes
from leasecalc.cli.run import run as run_cli
from leasecalc.engine.as_printed import as_printed
from leasecalc.engine.solving.goals import GOALS_BY_NAME
from leasecalc.errors import LeasecalcError, UsageError
from leasecalc.records import replace

BOX = str(Path(__file__).parents[2] / "deals" / "za-box-60m.yaml")
PATHS = {
    "price": "purchase.price={} CNY", "residual": "residual.amount={} USD", "sale_price": "sale.price={} USD",
    "fx.USD/CNY": "fx.rates.USD/CNY={}", "discount_rate": "deal.discount_rate={}", "term": "lease.term={} months",
}  # fmt: skip


def rows_of_a_book(size: int) -> list[dict[str, str]]:
    """Draw a book; now and then a number that no deal can have, and a residual that the instalment would have to pay back."""
    draw = np.random.default_rng(11)
    rows = []
    for place in range(size):
        row = {
            "contract": f"C-{place}, Jo'burg",
            "price": f"{draw.uniform(60_000, 130_000):.2f}",
            "residual": f"{draw.uniform(500, 5_000):.2f}",
            "sale_price": f"{draw.uniform(9_000, 20_000):.2f}",
            "fx.USD/CNY": f"{draw.uniform(6.2, 8.0):.4f}",
            "discount_rate": f"{draw.uniform(0.02, 0.2):.4f}",
            "term": str(draw.choice([36, 48, 60])),
        }
        broken = {7: ("price", "n/a"), 19: ("price", ""), 23: ("term", "0"), 31: ("discount_rate", "9"), 40: ("residual", "90000000"),
                  52: ("fx.USD/CNY", "0"), 60: ("price", "1e30"), 77: ("term", "36.5")}  # fmt: skip
        if place in broken:
            name, text = broken[place]
            row[name] = text
        rows.append(row)
    return rows


def written_book(path: Path, rows: list[dict[str, str]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def small(path: str, chunk_size: int = 30) -> BookPlan:
    return replace(planned_book(path, Template(BOX)), chunk_size=chunk_size)


def test_each_row_is_the_deal_with_those_values_and_the_others_stand(tmp_path: Path) -> None:
    rows, output = rows_of_a_book(120), tmp_path / "out.csv"
    summary = run_book(small(written_book(tmp_path / "book.csv", rows)), Wishes(output=str(output)))
    found, failed = table(output), 0
    assert [row["row"] for row in found] == [str(number) for number in range(1, 121)]
    for given, row in zip(rows, found, strict=True):
        assert row["contract"] == given["contract"]
        try:
            percent = {**given, "discount_rate": f"{Decimal(given['discount_rate']) * 100}%"}
            texts = [form.format(percent[name]) for name, form in PATHS.items()]
            priced = api.price(api.load(BOX, texts), api.library())
            if given["discount_rate"] == "9":  # a file may say 900 %; in a book it is 9 % written wrongly
                raise UsageError("beyond the range of the knob")
        except LeasecalcError:
            failed += 1
            assert (row["status"], row["lease_npv"], row["currency"]) == ("error", "", "")
            assert row["reason"]
            continue
        assert row["status"] == "priced", (given, row["reason"])
        for column in MEASURED:
            if column.name in given:
                continue
            value = float(as_printed(priced, GOALS_BY_NAME[column.name]))
            if value != value:  # noqa: PLR0124 - only NaN differs from itself
                assert row[column.name] == ""
            elif column.kind == "money":
                assert row[column.name] == f"{round(value, 2) + 0.0:.2f}", (given, column.name)
            else:
                assert float(row[column.name]) == pytest.approx(value, rel=1e-10, abs=1e-10)
        assert float(row["charges"]) == pytest.approx(float(priced.charges.total), abs=0.005)
    assert failed == summary.failed == sum(count for _, count in summary.reasons) > 5


def test_workers_blocks_of_the_file_and_a_kill_do_not_change_a_byte(tmp_path: Path) -> None:
    book = written_book(tmp_path / "book.csv", rows_of_a_book(400))
    texts = []
    for workers in (1, 2, 4):
        output = tmp_path / f"out{workers}.csv"
        run_book(small(book, 64), Wishes(output=str(output), workers=workers))
        texts.append(output.read_bytes())
    assert texts[0] == texts[1] == texts[2]
    output = tmp_path / "killed.csv"
    code = (
        "import os, signal\nfrom leasecalc.batching.book.plan import Template\nfrom leasecalc.batching.book.run import *\n"
        "from leasecalc.batching.run import Wishes\nfrom leasecalc.records import replace\n"
        f"plan = replace(planned_book({book!r}, Template({BOX!r})), chunk_size=64)\n"
        "def told(done, of):\n    if done >= 128: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"run_book(plan, Wishes(output={str(output)!r}), told)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [path.name for path in tmp_path.glob("*killed*")] == ["killed.csv.parts"]
    changed = small(written_book(tmp_path / "other.csv", rows_of_a_book(399)), 64)
    with pytest.raises(UsageError, match="of another batch"):
        run_book(changed, Wishes(output=str(output), resume=True))
    shown: list[int] = []
    run_book(small(book, 64), Wishes(output=str(output), resume=True), lambda done, _of: shown.append(done))
    assert (shown[0], shown[-1]) == (128, 400)
    assert output.read_bytes() == texts[0]
    assert not output.with_name("killed.csv.parts").exists()


def test_parquet_and_csv_with_and_without_pyarrow_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = written_book(tmp_path / "book.csv", rows_of_a_book(90))
    monkeypatch.setattr(reading, "with_arrow", lambda: False)
    monkeypatch.setattr("leasecalc.batching.book.run.with_arrow", lambda: False)
    monkeypatch.setattr("leasecalc.batching.book.written.with_arrow", lambda: False)
    run_book(small(book), Wishes(output=str(tmp_path / "plain.csv")))
    monkeypatch.undo()
    pa = pytest.importorskip("pyarrow")
    from pyarrow import csv as arrow_csv
    from pyarrow import parquet

    run_book(small(book), Wishes(output=str(tmp_path / "arrow.csv")))
    assert (tmp_path / "plain.csv").read_bytes() == (tmp_path / "arrow.csv").read_bytes()
    clean = [row for row in rows_of_a_book(90) if row["price"] not in {"", "n/a"}]
    typed = arrow_csv.read_csv(written_book(tmp_path / "clean.csv", clean))
    typed = typed.append_column("signed", pa.array([bool(place % 2) for place in range(len(clean))]))
    parquet.write_table(typed, tmp_path / "book.parquet", row_group_size=17)
    run_book(small(str(tmp_path / "book.parquet")), Wishes(output=str(tmp_path / "out.parquet"), workers=2))
    found = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    by_contract = {row["contract"]: row for row in table(tmp_path / "plain.csv")}
    assert [row["signed"] for row in found] == [bool(place % 2) for place in range(len(clean))]
    for row in found:
        text = by_contract[row["contract"]]
        assert (row["status"], row["reason"] or "") == (text["status"], text["reason"])
        for name in ("rent", "lease_npv", "lessor_yield", "sale_payback_months"):
            assert (row[name] is None) == (text[name] == "")
            assert row[name] is None or row[name] == pytest.approx(float(text[name]), rel=1e-11)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("prise", "did you mean `price`"),
        ("fx.USD/ZMW", "it quotes `fx.USD/CNY`"),
        ("lease_npv,price", "rename it"),
        ("colour", "no column of the book is a knob"),
        ("price,price", "each its own"),
        ("subsidy", "no such number"),
    ],
)
def test_a_wrong_column_is_told_before_anything_is_priced(tmp_path: Path, head: str, told: str, capsys) -> None:
    book = tmp_path / "book.csv"
    book.write_text(f"{head}\n{','.join('1' for _ in head.split(','))}\n", "utf-8")
    assert run_cli(["batch", str(book), "--template", BOX, "-o", str(tmp_path / "out.csv")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_the_command_keeps_a_column_and_leaves_with_one_where_a_row_failed(tmp_path: Path, capsys) -> None:
    book, output = tmp_path / "book.csv", tmp_path / "out.csv"
    book.write_text("prise,price\nA,89800\nB,-1\n", "utf-8")
    assert (
        run_cli(["batch", str(book), "--template", BOX, "--keep", "prise", "--set", "lease.term=48 months", "-o", str(output)])
        == 1
    )
    assert "1 of 2 rows have a price" in capsys.readouterr().out.replace("cells", "rows")
    first, second = table(output)
    assert (first["prise"], second["prise"], second["place"]) == ("A", "B", "price")
    alone = api.price(api.load(BOX, ["lease.term=48 months"]), api.library())
    assert first["rent"] == f"{alone.contract.rent:.2f}"
    assert len(opened(Template(BOX, ("lease.term=48 months",))).resolved.timeline.instalments) == 48


def test_a_book_says_what_its_template_rests_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two of the seven assumed inputs are columns of the book, so five stand in every row."""
    book = tmp_path / "book.csv"
    book.write_text("contract,price,residual\nC1,89800,2547.52\nC2,91200,2300\n", encoding="utf-8")
    output = tmp_path / "out.csv"
    assert run_cli(["batch", str(book), "--template", BOX, "-o", str(output), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assumed = [entry["path"] for entry in found["template"] if entry["mark"] == "assumed"]
    assert sorted([*assumed, "purchase.price", "residual.amount"]) == sorted(api.load(BOX).document.assumed)
    assert found["replaced_by_columns"] == ["price", "residual"]
    assert [row["basis"] for row in csv.DictReader(output.read_text("utf-8").splitlines())] == ["assumed 5; stale 2"] * 2
