"""An own stream in a CSV file beside the deal is the stream written in the deal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leasecalc.cli.run import run

DEALS = Path(__file__).parents[2] / "deals"
TABLE = "count,pays\n6,900 USD\n12, 750 USD\n6,400 USD\n"


def deal_with_table(folder: Path, table: str) -> str:
    """Write the sample of an own stream with its instalments in a table."""
    text = (DEALS / "structures" / "za-own-stream.yaml").read_text("utf-8")
    written = "[{count: 6, pays: 900 USD}, {count: 12, pays: 750 USD}, {count: 6, pays: 400 USD}]"
    assert written in text
    text = text.replace(written, "offers/instalments.csv").replace(
        "za-seasonal-fleet.yaml", str(DEALS / "structures" / "za-seasonal-fleet.yaml")
    )
    (folder / "offers").mkdir()
    (folder / "offers" / "instalments.csv").write_text(table, encoding="utf-8")
    (folder / "deal.yaml").write_text(text, encoding="utf-8")
    return str(folder / "deal.yaml")


def test_the_table_is_priced_as_the_list_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = []
    for deal in (str(DEALS / "structures" / "za-own-stream.yaml"), deal_with_table(tmp_path, TABLE)):
        assert run(["price", deal, "--format", "json"]) == 0
        results.append(json.loads(capsys.readouterr().out))
    for key in ("measures", "contract", "schedule", "lease_legs"):
        assert results[0][key] == results[1][key]
    assert any(file["path"].endswith("instalments.csv") for file in results[1]["files"])


@pytest.mark.parametrize(
    ("table", "place", "told"),
    [
        (TABLE.replace("750 USD", "750"), "instalments.csv:3:5:", "750"),
        (TABLE.replace("6,900 USD", "6,1,900 USD"), "instalments.csv:2:1: LC308", "3 cells"),
        (TABLE.replace("pays", "pay"), "instalments.csv:1:7:", "did you mean `pays`"),
        ("count,pays\n", "instalments.csv:1:1: LC308", "no row"),
        (TABLE.replace("12,", "11,"), "instalments.csv:2:1: LC430", "23 instalments"),
    ],
)
def test_faults_of_the_table_have_their_places_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, place: str, told: str
) -> None:
    assert run(["price", deal_with_table(tmp_path, table)]) == 3
    shown = capsys.readouterr().err
    assert place in shown, shown
    assert told in shown, shown


def test_a_table_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deal = deal_with_table(tmp_path, TABLE)
    (tmp_path / "offers" / "instalments.csv").unlink()
    assert run(["price", deal]) == 3
    assert "deal.yaml:22:13: LC701" in capsys.readouterr().err
