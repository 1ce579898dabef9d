"""The verbs for Python give what the commands print, and the notebook shows what they give."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import leasecalc
from leasecalc.cli.run import run
from leasecalc.errors import InputError, UsageError

ROOT = Path(__file__).parents[2]
ZA = str(ROOT / "deals" / "za-box-60m.yaml")
CHANCES = str(ROOT / "deals" / "risk" / "uz-yuanup-chances.yaml")


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    run([*words, "--format", "json"])
    return json.loads(capsys.readouterr().out)


VERBS = {
    "price": (leasecalc.price, ("price", ZA)),
    "compare": (lambda deal: leasecalc.compare(deal, routes="all"), ("compare", ZA, "--routes", "all")),
    "solve": (
        lambda deal: leasecalc.solve(deal, "rent", {"lessor_yield": "15%"}),
        ("solve", ZA, "--for", "rent", "--target", "lessor_yield=15%"),
    ),
    "sweep": (lambda deal: leasecalc.sweep(deal, "residual=x0.5..x1.5/3"), ("sweep", ZA, "--over", "residual=x0.5..x1.5/3")),
    "tornado": (leasecalc.tornado, ("tornado", ZA)),
}


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_gives_what_its_command_prints(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    verb, words = VERBS[name]
    result = verb(leasecalc.load(ZA))
    assert result.to_dict() == printed(capsys, *words)
    run(list(words))
    if name != "sweep":  # its frame is a row for each cell, its table on the terminal may be a grid
        assert str(result) == capsys.readouterr().out


def test_simulation_is_that_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    result = leasecalc.simulate(leasecalc.load(CHANCES), 2_000, seed=3)
    assert result.to_dict() == printed(capsys, "simulate", CHANCES, "--paths", "2000", "--seed", "3")


def test_settings_are_those_of_the_option(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = printed(capsys, "price", ZA, "--set", "lease.term=36 months")
    for deal in (leasecalc.load(ZA, {"lease.term": "36 months"}), leasecalc.load(ZA).under(["lease.term=36 months"])):
        assert leasecalc.price(deal).to_dict()["schedule"] == wanted["schedule"]


def test_a_bad_deal_raises_with_its_places() -> None:
    with pytest.raises(InputError) as found:
        leasecalc.load(ZA, {"lease.term": "soon", "residual.shares": "3%"})
    assert len(found.value.diagnostics) == 2


def test_batch_keeps_rows_of_deals_without_a_price(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("deal: 1\n", encoding="utf-8")
    found = leasecalc.batch([ZA, str(tmp_path / "broken.yaml")], settings={"lease.term": ["36 months", "60 months"]})
    assert [row["status"] for row in found.rows] == ["priced", "priced", "error", "error"]
    assert found.answer.cells == 4
    frame = found.to_frame()
    assert frame["lease_minus_sale"][1] == leasecalc.price(leasecalc.load(ZA)).answer.comparison.lease_minus_sale_per_car
    assert found.to_frame("markets")["cells"].sum() == 4
    assert leasecalc.batch(ZA).rows[0]["status"] == "priced", "the verb is still one after its room was loaded"


def test_frames_hold_the_cells_of_the_table() -> None:
    priced = leasecalc.price(leasecalc.load(ZA))
    rows = priced.answer.schedule.rows
    frame = priced.to_frame("schedule")
    assert list(frame["instalment"]) == [row.instalment for row in rows]
    assert isinstance(frame["closing"][0], Decimal)
    assert priced.to_frame("schedule", floats=True)["closing"].dtype == float
    with pytest.raises(UsageError, match="schedule"):
        priced.to_frame("schedules")


def test_frames_without_pandas_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    priced = leasecalc.price(leasecalc.load(ZA))
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"leasecalc\[frames\]"):
        priced.to_frame("schedule")


def test_a_notebook_shows_tables_and_runs_nothing_that_a_deal_says(tmp_path: Path) -> None:
    text = (
        Path(ZA).read_text(encoding="utf-8").replace("Dongfeng Box to a Johannesburg fleet", "<script>alert(1)</script> & sons")
    )
    deal = tmp_path / "deal.yaml"
    deal.write_text(text, encoding="utf-8")
    shown = leasecalc.price(leasecalc.load(deal))._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; sons" in shown
    assert shown.count("<tr>") > 60
    assert "427.57" in shown


def test_unknown_names_are_no_verbs() -> None:
    with pytest.raises(AttributeError, match="prise"):
        leasecalc.prise  # noqa: B018 - asked for to fail
    assert set(leasecalc.__all__) <= set(dir(leasecalc)) | set(leasecalc.__all__)
    assert all(callable(getattr(leasecalc, name)) for name in leasecalc.__all__)
