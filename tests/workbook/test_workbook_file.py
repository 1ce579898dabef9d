"""The file itself: what its formulas may hold, that it is the same each time, and how the command speaks of it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import office
import pytest

from leasecalc import api
from leasecalc.errors import CalculationError, UsageError
from leasecalc.rounding import CENT, Rounding, round_to
from leasecalc.values import maximum, power, where
from leasecalc.workbook.formulas.formula import Formula, Graph
from leasecalc.workbook.formulas.zero import zero_of
from leasecalc.workbook.make import write_workbook
from leasecalc.workbook.trace import traced

DEALS = Path(__file__).parents[2] / "deals"
SHEETS = ["Inputs", "Landed cost", "Schedule", "Cash flows", "Lease v sale", "Yields", "Sensitivity", "Checks", "About"]
VOLATILE = {"NOW", "TODAY", "RAND", "RANDBETWEEN", "OFFSET", "INDIRECT", "CELL", "INFO"}
DYNAMIC = {
    "LET",
    "LAMBDA",
    "FILTER",
    "SORT",
    "SORTBY",
    "UNIQUE",
    "SEQUENCE",
    "XLOOKUP",
    "XMATCH",
    "VSTACK",
    "HSTACK",
    "TAKE",
    "DROP",
}


def made(name: str) -> bytes:
    deal, markets = api.load(str(DEALS / f"{name}.yaml")), api.library()
    held = io.BytesIO()
    write_workbook(held, (deal.document, api.price(deal, markets), api.report(deal, markets)), markets)
    return held.getvalue()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    found = {}
    for name in ("za-box-60m", "pk-honri-36m", "br-dolphin-mini-60m"):
        found[name] = folder / f"{name}.xlsx"
        found[name].write_bytes(made(name))
    return found


def test_the_same_deal_gives_the_same_bytes(files: dict[str, Path]) -> None:
    assert files["za-box-60m"].read_bytes() == made("za-box-60m")


def test_formulas_hold_no_numbers_but_those_of_rounding(files: dict[str, Path]) -> None:
    for file in files.values():
        for at, formula in office.formulas(file).items():
            bare = re.sub(r'"[^"]*"|\'[^\']*\'!', "", formula)
            bare = re.sub(r"ROUND(UP|DOWN)?\((.*)", lambda found: "(" + re.sub(r",(8|-?[0-9])\)", ")", found[2]), bare)
            bare = re.sub(r"\$?[A-Z]{1,3}\$?[0-9]+|[A-Za-z_][A-Za-z_0-9.]*", "", bare)
            assert set(re.findall(r"[0-9][0-9.]*", bare)) <= {"0", "1"}, (file.name, at, formula)


def test_functions_are_old_and_stay_still(files: dict[str, Path]) -> None:
    for file in files.values():
        functions = {name for formula in office.formulas(file).values() for name in re.findall(r"([A-Z][A-Z.]+)\(", formula)}
        assert not functions & (VOLATILE | DYNAMIC)
        assert not any("_xlfn" in formula for formula in office.formulas(file).values())


def test_every_cell_has_its_result_stored(files: dict[str, Path]) -> None:
    cells = office.read(files["za-box-60m"])
    assert {sheet for sheet, _ in cells} >= set(SHEETS)
    shown = {at: text for at, (is_formula, text) in cells.items() if is_formula}
    assert len(shown) > 2000
    assert shown["Yields", "B4"] == "270.62"
    assert shown["Lease v sale", "B19"] == "-21378.5"
    assert [at for at, text in shown.items() if text.startswith("#")] == []


def test_a_price_is_a_name_that_formulas_use(files: dict[str, Path]) -> None:
    names = office.defined_names(files["za-box-60m"])
    assert {"purchase_price", "lease_rent_target", "residual_amount", "fx_usd_cny", "duty_rate", "lease_term"} <= set(names)
    assert any("purchase_price" in formula for formula in office.formulas(files["za-box-60m"]).values())


def test_the_command_writes_it_and_others_do_not(tmp_path: Path) -> None:
    out = tmp_path / "deal.xlsx"
    done = leasecalc("price", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"wrote .*deal\.xlsx: [0-9]+ formulas on [0-9]+ inputs\n", done.stderr)
    assert out.read_bytes()[:2] == b"PK"
    refused = leasecalc("schedule", out)
    assert refused.returncode == 2
    assert "`price` and `compare` do" in refused.stderr


def leasecalc(command: str, out: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "leasecalc", command, str(DEALS / "za-box-36m.yaml"), "-o", str(out)]
    return subprocess.run(words, capture_output=True, check=False, text=True)


def test_the_term_stays_a_formula_where_the_residual_arrives_later() -> None:
    deal, markets = api.load(str(DEALS / "currency/za-box-zar-indexed.yaml")), api.library()
    found = traced(deal.document, markets, api.price(deal, markets))
    assert found.why_no_term == ""
    assert found.term is not None


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match=r"pip install 'leasecalc\[tables\]'"):
        made("za-box-36m")


def test_a_formula_does_what_a_float_does() -> None:
    graph = Graph()
    rate, amount = graph.leaf("rate", 0.0725), graph.leaf("amount", 1234.5)
    found = round_to(maximum(amount * rate, 1.0) / power(1.0 + rate, 2.0), CENT)
    assert isinstance(found, Formula)
    assert found.value == round_to(max(1234.5 * 0.0725, 1.0) / (1.0 + 0.0725) ** 2.0, CENT)
    assert (amount * rate) is (rate * amount) or (amount * rate).value == (rate * amount).value
    assert amount * rate is amount * rate, "equal operations are one cell"
    assert round_to(round_to(amount, CENT), CENT) is round_to(amount, CENT)
    assert round_to(where(amount > 1.0, round_to(amount, CENT), 0.0), CENT).op == "where"
    with pytest.raises(CalculationError, match="branched on"):
        bool(amount > 1.0)
    with pytest.raises(CalculationError, match="plain number"):
        float(amount)


def test_zeros_are_two_points_of_a_line_or_steps() -> None:
    graph = Graph()
    slope = graph.leaf("slope", 3.0)
    straight = zero_of(graph, lambda x: slope * x - 12.0, 1.0, 2.0)
    assert straight.value == 4.0
    before = len(graph.known)
    curved = zero_of(graph, lambda x: x * x - slope, 1.0, 2.0)
    assert abs(curved.value - 3.0**0.5) < 1e-12
    assert len(graph.known) - before > 20


def test_units_that_are_no_power_of_ten_have_a_cell() -> None:
    graph = Graph()
    amount = graph.leaf("amount", 10.074)
    assert round_to(amount, Rounding(0.05, "down")).value == 10.05
