"""`report` on the command line: where documents go, what it refuses, and its exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from saved_results import RISK, priced, simulated
from sheets import ZA, Page, page_of

from leasecalc.cli.run import run

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT = "deals/za-box-36m.yaml"


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(Path(__file__).parents[2])

    def say(*words: str) -> tuple[int, str, str]:
        code = run(list(words))
        return code, *capsys.readouterr()

    return say


Say = "Callable[..., tuple[int, str, str]]"


def test_a_page_goes_to_a_file_or_to_standard_output(say: Say, tmp_path: Path) -> None:
    target = tmp_path / "sheet.html"
    assert say("report", ZA, "-o", str(target)) == (0, "", f"wrote {target}\n")
    assert target.read_text(encoding="utf-8") == page_of(ZA) == say("report", ZA)[1]


def test_standard_output_is_utf8_whatever_the_terminal_takes() -> None:
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(
        [sys.executable, "-m", "leasecalc", "report", "-"],
        input=Path(ZA).read_bytes(),
        capture_output=True,
        check=True,
        env=environment,
    )
    assert "–".encode() in done.stdout
    assert Page(done.stdout.decode("utf-8")).faults == []


def test_several_deals_go_into_a_folder(say: Say, tmp_path: Path) -> None:
    code, out, _ = say("report", ZA, SHORT, str(simulated()), "-o", f"{tmp_path}/sheets/")
    assert (code, out) == (0, "")
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == ["risk.html", "za-box-36m.html", "za-box-60m.html"]
    assert say("report", ZA, SHORT) == (2, "", "leasecalc: several documents go into a folder: name it with -o sheets/\n")


def test_charts_go_into_a_folder(say: Say, tmp_path: Path) -> None:
    code, _, err = say("report", ZA, "-o", str(tmp_path / "a.html"), "--charts", str(tmp_path / "charts"))
    assert code == 0
    assert err.endswith(f"wrote 5 charts to {tmp_path}/charts\n")
    assert sorted(path.name for path in (tmp_path / "charts").iterdir()) == [
        f"{name}.svg" for name in ("balance", "bridge", "cash", "landed", "tornado")
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("report", ZA, "-o", "sheet.docx"), "a report is written as html or pdf, not `docx`"),
        (("report", ZA, "--format", "pdf"), "a PDF goes to a file: name it with -o sheet.pdf"),
        (("report", ZA, "-o", "x.html", "--charts", "x", "--charts-as", "gif"), "--charts-as is svg or png, not `gif`"),
        (("price", ZA, "-o", "sheet.html"), "leasecalc report writes a term sheet"),
        (("report", "missing.json"), "cannot read missing.json"),
        (("report", "missing.csv"), "cannot read missing.csv"),
        (("report", "pyproject.toml.json"), "cannot read"),
    ],
)
def test_what_is_refused(say: Say, words: tuple[str, ...], told: str) -> None:
    code, out, err = say(*words)
    assert (code, out) == (2, "")
    assert told in err
    assert not [name for name in ("sheet.docx", "x.html", "x", "sheet.html") if Path(name).exists()]


def test_files_that_hold_no_result(say: Say, tmp_path: Path) -> None:
    for name, text, told in (
        ("a.json", '{"schema": "leasecalc/result/1"}', "is no result of `simulate`"),
        ("b.json", "[", "is no JSON"),
        ("c.csv", "one,two\n1,2\n", "holds no rows of a batch"),
        ("d.jsonl", "{]\n", "holds no rows of a batch"),
        ("e.jsonl", "[1]\n", "holds no rows of a batch"),
        ("f.csv", "", "holds no rows of a batch"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        code, _, err = say("report", str(tmp_path / name))
        assert (code, told in err) == (2, True), (name, err)


def test_a_deal_that_fails_is_written_and_leaves_with_1(say: Say, tmp_path: Path) -> None:
    target = tmp_path / "sheet.html"
    code, _, err = say("report", ZA, "--strict", "-o", str(target))
    assert code == 1
    assert "is stale" in err
    assert Page(target.read_text(encoding="utf-8")).faults == []


def test_a_broken_deal_leaves_the_old_file(say: Say, tmp_path: Path) -> None:
    target = tmp_path / "sheet.html"
    target.write_text("yesterday", encoding="utf-8")
    assert say("report", ZA, "--set", "lease.term=48", "-o", str(target))[0] == 3
    assert target.read_text(encoding="utf-8") == "yesterday"


def test_simulate_and_batch_write_their_reports(say: Say, tmp_path: Path) -> None:
    risk, ranking, same = (tmp_path / name for name in ("risk.html", "ranking.html", "same.html"))
    assert say("simulate", RISK, "--paths", "2000", "-o", str(risk))[0] == 0
    assert say("report", str(simulated()), "-o", str(same))[0] == 0
    assert risk.read_text(encoding="utf-8") == same.read_text(encoding="utf-8")
    assert say("batch", ZA, "--set", "sale.price=13000 USD,14000 USD", "--workers", "1", "-o", str(ranking)) == (
        0,
        "",
        f"wrote {ranking}\n",
    )
    assert Page(ranking.read_text(encoding="utf-8")).faults == []
    assert "--resume goes on with a file of rows" in say("batch", ZA, "--resume", "-o", str(ranking))[2]


@pytest.mark.parametrize(("library", "suffix", "extra"), [("jinja2", "html", "report"), ("typst", "pdf", "pdf")])
def test_a_missing_library_is_named(
    say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: str, suffix: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    code, _, err = say("report", SHORT, "-o", str(tmp_path / f"sheet.{suffix}"))
    assert code == 2
    assert f"pip install 'leasecalc[{extra}]'" in err
    assert list(tmp_path.iterdir()) == []


def test_rows_of_a_batch_are_ranked_by_what_is_asked(say: Say) -> None:
    assert "The best by Lease NPV, USD" in say("report", str(priced()), "--rank", "lease_npv")[1]
    assert "--rank" in say("report", str(priced()), "--rank", "beauty")[2]
