"""A new market is one file: found by its name, checked, priced, shown, and the same for one car and for many."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from made_up_market import DEAL, MARKET

from leasecalc import api
from leasecalc.cli.run import run
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob

if TYPE_CHECKING:
    from pathlib import Path

TO_IT = ("import.market=XK", "fx.rates={USD/CNY: 7.05, EUR/USD: 1.16}", "expect=")


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "XK.yaml").write_text(MARKET, encoding="utf-8")
    return str(tmp_path)


def test_one_file_is_a_market(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings = [word for text in TO_IT for word in ("--set", text)]
    assert run(["price", str(DEAL), *settings, "--markets", folder, "--format", "json"]) == 0
    landed = json.loads(capsys.readouterr().out)["landed"]
    cif = round(13_900 / 1.16, 2) + round(1_450 / 1.16, 2) + round(0.004 * 13_900 / 1.16, 2)
    duty = round(max(0.10 * cif, 1_000.0), 2)
    fee = 2 * 42.3
    amounts = {line["id"]: float(line["amount"]) for line in landed["lines"]}
    assert amounts["duty"] == pytest.approx(duty, abs=0.011)
    assert amounts["battery_fee"] == pytest.approx(fee)
    assert amounts["vat"] == pytest.approx(0.18 * (cif + duty + fee), abs=0.02)
    assert landed["recoverable"] == f"{amounts['vat']:.2f}"


def test_it_is_listed_shown_and_a_new_deal_starts_from_it(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["markets", "--markets", folder, "--on", "2026-03-02"]) == 0
    assert "Somewhere else" in capsys.readouterr().out
    assert run(["markets", "XK", "--markets", folder, "--on", "2026-03-02"]) == 0
    assert "2 EUR per kwh" in capsys.readouterr().out
    assert run(["init", "XK", "--markets", folder]) == 0
    assert "market: XK" in capsys.readouterr().out


def test_both_faces_of_the_engine_agree(folder: str) -> None:
    resolved = api.resolve(api.load(str(DEAL), TO_IT), api.library([folder]))
    prices = np.round(np.random.default_rng(5).uniform(5_000, 25_000, 200), 2)
    together = price(resolved, with_knob(resolved, resolved.inputs, "sale_price", prices))
    for row in (0, 17, 199):
        alone = price(resolved, with_knob(resolved, resolved.inputs, "sale_price", float(prices[row])))
        assert np.broadcast_to(together.charges.total, prices.shape)[row] == alone.charges.total
        assert np.broadcast_to(together.contract.rent, prices.shape)[row] == alone.contract.rent
