"""`leasecalc optimise` as a user meets it: tables, formats, the deal that is written, and what is said when something is missing."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from leasecalc.cli.run import run

ROOT = Path(__file__).parents[2]
ARGUMENTS = ("--objective", "lessee_cost", "--set", "lessee.borrowing_rate=20%", "--at-least", "50%", "--at-most", "150%")


@pytest.fixture
def deal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "deals", tmp_path / "deals")
    monkeypatch.chdir(tmp_path)
    return Path("deals/za-box-60m.yaml")


def test_without_scipy_the_extra_is_named(
    deal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [module for module in sys.modules if module.split(".")[0] == "scipy"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "scipy", None)
    assert run(["optimise", str(deal), *ARGUMENTS]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "pip install 'leasecalc[optimise]'" in err


class TestWithScipy:
    pytestmark = pytest.mark.filterwarnings("error")

    @pytest.fixture(autouse=True)
    def _scipy(self) -> None:
        pytest.importorskip("scipy", reason="the extra `optimise`")

    def test_the_written_deal_is_priced_so_and_keeps_its_comments(self, deal: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["optimise", str(deal), *ARGUMENTS, "-o", "new.yaml"]) == 0
        shown, said = capsys.readouterr()
        assert "  1 to 24" in shown
        assert said == "wrote new.yaml\n"
        old, new = deal.read_text(encoding="utf-8"), Path("new.yaml").read_text(encoding="utf-8")
        assert [line for line in old.splitlines() if "#" in line] == [line for line in new.splitlines() if "#" in line]
        assert "expect:" not in new
        assert run(["price", "new.yaml", "--format", "json"]) == 0
        schedule = json.loads(capsys.readouterr().out)["schedule"]
        assert run(["optimise", str(deal), *ARGUMENTS, "--format", "json"]) == 0
        found = json.loads(capsys.readouterr().out)
        paid = (
            [row["instalment"] for row in schedule["rows"]]
            if isinstance(schedule, dict)
            else [row["instalment"] for row in schedule]
        )
        assert paid[: len(found["instalments"])] == [row["amount"] for row in found["instalments"]]
        assert run(["optimise", "new.yaml", "--format", "json"]) == 0
        again = json.loads(capsys.readouterr().out)
        assert [row["amount"] for row in again["instalments"]] == [row["amount"] for row in found["instalments"]]

    @pytest.mark.usefixtures("deal")
    def test_a_deal_over_two_files_is_written_in_one(self) -> None:
        name = "deals/structures/za-start-up-year.yaml"
        assert run(["optimise", name, *ARGUMENTS, "-o", "new.yaml"]) == 0
        assert "extends" not in Path("new.yaml").read_text(encoding="utf-8")
        assert run(["price", "new.yaml"]) == 0

    def test_nothing_is_written_without_an_optimum(self, deal: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["optimise", str(deal), *ARGUMENTS[:4], "--at-most", "90%", "-o", "new.yaml"]) == 4
        assert not Path("new.yaml").exists()
        out, err = capsys.readouterr()
        assert "Limits that clash" in out
        assert err.startswith(
            "leasecalc: LC631 2 limits cannot be kept together: at_most 90% of level; lessor_yield at least 14.0000 %"
        )

    def test_csv_and_markdown(self, deal: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["optimise", str(deal), *ARGUMENTS, "--format", "csv", "--table", "instalments"]) == 0
        assert capsys.readouterr().out.splitlines()[1].startswith("1 to 24,2026-05-02,270.63,135.32,-135.31")
        assert run(["optimise", str(deal), *ARGUMENTS, "-o", "answer.md"]) == 0
        assert "| 1 to 24 |" in Path("answer.md").read_text(encoding="utf-8")

    def test_what_is_not_free_is_refused(self, deal: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["optimise", "deals/structures/za-seasonal-fleet.yaml", *ARGUMENTS]) == 2
        assert "follow a floating rate" in capsys.readouterr().err
        assert run(["optimise", str(deal)]) == 2
        assert "--objective lessee_cost" in capsys.readouterr().err
        assert run(["optimise", str(deal), *ARGUMENTS, "--floor", "lessor_yield"]) == 2
        assert "--floor takes MEASURE=VALUE" in capsys.readouterr().err
