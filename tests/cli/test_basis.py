"""An input without proof is marked wherever its number shows: every command that prints numbers of a deal, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from leasecalc import api
from leasecalc.cli.app import COMMANDS
from leasecalc.cli.run import run
from leasecalc.report.basis import basis_of, sentence
from leasecalc.report.deal.model import InputShown

DEALS = Path(__file__).parents[2] / "deals"
BOX = DEALS / "za-box-60m.yaml"
ASSUMED = api.load(str(BOX)).document.assumed
SENTENCE = "It rests on 7 assumed inputs and 2 market figures that are unverified or due for review"
#: The two charges of South Africa whose figures are due for review, as the deal's own word.
OVERRIDES = "  overrides: {ad_valorem_excise: 0.47%, co2_levy: exempt}\n"

#: Each command that prints numbers of one deal; `{deal}` and `{offer}` are files.
ON_A_DEAL = {
    "price": ("price", "{deal}"),
    "compare": ("compare", "{deal}"),
    "schedule": ("schedule", "{deal}"),
    "termination": ("termination", "{deal}"),
    "accounting": ("accounting", "{deal}"),
    "funding": ("funding", "{deal}", "--set", "funding.amount=80% of cost", "--set", "funding.rate=6%",
                "--set", "funding.repayment=matched", "--set", "funding.source=offer of a bank"),
    "currency": ("currency", "{deal}"),
    "solve": ("solve", "{deal}", "--for", "residual", "--target", "lessor_yield=15%", "--rent", "keep"),
    "optimise": ("optimise", "{deal}", "--objective", "lessee_cost", "--floor", "lessor_yield=14%",
                 "--set", "lessee.borrowing_rate=12%"),
    "yield": ("yield", "--deal", "{deal}", "--rents", "{offer}"),
    "sweep": ("sweep", "{deal}", "--over", "residual=1000 USD,2000 USD"),
    "tornado": ("tornado", "{deal}"),
    "breakeven": ("breakeven", "{deal}", "--for", "residual,discount_rate"),
    "stress": ("stress", "{deal}", "--only", "refund lost"),
    "simulate": ("simulate", "{deal}", "--paths", "500", "--workers", "1", "--set", "credit.default_rate=2%", "--set", "credit.recovery=50%"),
}  # fmt: skip
#: Those that print no number of a deal, or rows that have columns of their own (see `test_rows_of_a_batch...`).
OTHERS = {
    "diff",
    "report",
    "check",
    "completion",
    "init",
    "validate",
    "batch",
    "portfolio",
    "landed",
    "markets",
    "show",
    "explain",
    "schema",
    "yield_",
}
#: Printed where every input is listed in a table of its own.
LISTED = {"price", "accounting", "funding", "compare"}
#: As CSV one table of the report, without its notes: `--table assumptions` and `--table doubts` of `price` have the marks.
BARE_ROWS = {"price", "compare", "schedule"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the sample deal, one that says the same without assuming anything, and an offer."""
    folder = tmp_path_factory.mktemp("basis")
    lines = BOX.read_text("utf-8").splitlines(keepends=True)
    begin = next(place for place, line in enumerate(lines) if line.startswith("assumed:"))
    end = next((place for place, line in enumerate(lines[begin + 1 :], begin + 1) if line[:1].isalpha()), len(lines))
    proven = [*lines[:begin], *lines[end:]]
    text = "".join(proven).replace("import:\n", f"import:\n{OVERRIDES}", 1)
    (folder / "proven.yaml").write_text(text, encoding="utf-8")
    (folder / "offer.csv").write_text("period,amount\n" + "".join(f"{n},275.00\n" for n in range(1, 61)), encoding="utf-8")
    return {"assumed": str(BOX), "proven": str(folder / "proven.yaml"), "offer": str(folder / "offer.csv")}


def printed(capsys: pytest.CaptureFixture[str], name: str, deal: str, files: dict[str, str], kind: str) -> str:
    """Run a command on a deal and return what it printed."""
    arguments = [text.replace("{deal}", deal).replace("{offer}", files["offer"]) for text in ON_A_DEAL[name]]
    code = run([*arguments, "--format", kind])
    found = capsys.readouterr()
    assert code in {0, 1}, found.err
    return found.out


def test_every_command_is_looked_at() -> None:
    names = {command.__name__ for command in COMMANDS}
    assert names - OTHERS - set(ON_A_DEAL) == set(), "say of a new command whether it prints numbers of a deal"


@pytest.mark.parametrize("name", list(ON_A_DEAL))
def test_an_input_without_proof_is_marked(name: str, files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("scipy") if name == "optimise" else None
    page = " ".join(printed(capsys, name, files["assumed"], files, "table").split())
    if name != "compare":  # its verdict moves each one and names the rest
        assert SENTENCE in page
    if name not in LISTED:
        assert all(path in page for path in ASSUMED)
        assert "due for review: import.ZA.ad_valorem_excise, import.ZA.co2_levy" in page
        assert SENTENCE in " ".join(printed(capsys, name, files["assumed"], files, "md").split())
    if name not in BARE_ROWS:
        rows = list(csv.DictReader(io.StringIO(printed(capsys, name, files["assumed"], files, "csv"))))
        assert {row["basis"] for row in rows} == {"assumed 7; stale 2"}
    data = json.loads(printed(capsys, name, files["assumed"], files, "json"))
    found = data["inputs" if name == "price" else "basis"]
    assert [entry["path"] for entry in found if entry["mark"] == "assumed"] == list(ASSUMED)
    assert {entry["path"] for entry in found if entry["mark"] == "stale"} == {"import.ZA.ad_valorem_excise", "import.ZA.co2_levy"}
    assert next(entry["value"] for entry in found if entry["path"] == "purchase.price") == "89800 CNY"


@pytest.mark.parametrize("name", list(ON_A_DEAL))
def test_a_deal_with_a_source_for_everything_has_no_mark(
    name: str, files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("scipy") if name == "optimise" else None
    page = " ".join(printed(capsys, name, files["proven"], files, "table").split())
    assert "It rests on" not in page
    assert "What it rests on" not in page
    assert "basis" not in printed(capsys, name, files["proven"], files, "csv").splitlines()[0].split(",")
    data = json.loads(printed(capsys, name, files["proven"], files, "json"))
    found = data["inputs" if name == "price" else "basis"]
    assert not [entry for entry in found if entry["mark"] in {"assumed", "unverified", "stale"}]


def test_rows_about_an_input_bear_its_mark(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    for name, key in (("tornado", "inputs"), ("breakeven", "inputs")):
        data = json.loads(printed(capsys, name, files["assumed"], files, "json"))
        marks = {entry["knob"]: entry["mark"] for entry in data[key]}
        assert marks["residual"] == "assumed"
        assert marks["discount_rate"] == ""
        rows = csv.DictReader(io.StringIO(printed(capsys, name, files["assumed"], files, "csv")))
        assert {row["input"]: row["mark"] for row in rows}["Residual"] == "assumed"
    assert "1,000.00" in (page := printed(capsys, "sweep", files["assumed"], files, "table"))
    assert "today: Residual 2,547.52 USD (assumed)" in page


def test_a_book_tells_the_basis_of_each_deal(files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(
        f"leasecalc_portfolio: 1\nname: two\ncurrency: USD\ncorrelation: {{defaults: 20%}}\ndeals:\n"
        f"  - {{file: {files['assumed']}}}\n  - {{file: {files['proven']}}}\n",
        encoding="utf-8",
    )
    assert run(["portfolio", str(path), "--paths", "200", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["basis"]
    assert found[0]["path"] == "correlation.defaults"
    assert {entry["deal"] for entry in found[1:]} == {"za-box-60m"}
    assert [entry["path"] for entry in found if entry["deal"] and entry["mark"] == "assumed"] == list(ASSUMED)
    assert run(["portfolio", str(path), "--paths", "200"]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "1 of 2 deals rest on assumed inputs" in page
    assert "* za-box-60m" in page
    assert "* proven" not in page


def test_the_sentence_counts_marks() -> None:
    inputs = [InputShown(path=mark, value="", mark=mark, note="") for mark in ("assumed", "default", "override", "stale")]  # type: ignore[arg-type]
    assert sentence(basis_of(inputs)).startswith("It rests on 1 assumed inputs and 1 market figures")
    assert sentence(basis_of(inputs[1:3])) == ""
