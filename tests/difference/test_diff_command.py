"""`diff` on the command line: saved results, revisions, market data, conditions both ways, formats."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from changed_files import DUTY, MORE_DUTY, change, git

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

    Say = Callable[..., Said]

ZA = str(Path(__file__).parents[2] / "deals" / "za-box-60m.yaml")
UP = ("--set", "residual.amount=10% of price")  # the rent rises, 270.62 to 284.90
DOWN = ("--set", "residual.amount=30% of price")  # it falls, to 256.34


def differs(say: Say, *arguments: str) -> dict[str, Any]:
    said = say("diff", *arguments, "--format", "json")
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


@pytest.mark.parametrize(
    ("settings", "condition", "code"),
    [
        (UP, "rent>1%", 1), (UP, "rent>6%", 0), (DOWN, "rent>1%", 0), (DOWN, "rent<-1%", 1), (DOWN, "rent<-6%", 0),
        (DOWN, "|rent|>1%", 1), (UP, "|rent|>1%", 1), (UP, "|rent|>14.28 USD", 0), (UP, "|rent|>=14.28", 1),
        (UP, "change(rent)>14.27 USD", 1), (DOWN, "change(rent)>0", 0), (DOWN, "change(rent)<-14.26", 1),
        (UP, "npv<0", 0), (UP, "npv<1800 USD", 1), (DOWN, "npv<1800", 0), (UP, "npv<-2%", 1), (DOWN, "npv<-2%", 0),
        (UP, "lessor_yield<14%", 1), (UP, "lessor_yield<13%", 0), (UP, "customer_rate<-10bp", 0), (UP, "customer_rate>10bp", 0),
        (("--set", "lease.rent.target=15%"), "lessor_yield>99bp", 1), (("--set", "lease.rent.target=15%"), "change(yield)>1.1%", 0),
        (("--set", "lease.rent.target=15%"), "|yield|>1.1%", 0), (("--set", "lease.rent.target=13%"), "|yield|>0.9%", 1),
        (UP, "any", 1), (("--set", "deal.name=X"), "any", 0), (UP, "sale_npv>0.0001%", 0),
    ],
)  # fmt: skip
def test_conditions_both_ways(say: Say, settings: tuple[str, ...], condition: str, code: int) -> None:
    said = say("diff", ZA, *settings, "--fail-on", condition)
    assert said.code == code, said.err
    assert (f"leasecalc: {condition}: " in said.err) == (code == 1)
    warned = say("diff", ZA, *settings, "--warn-on", condition)
    assert warned.code == 0
    assert (f"leasecalc: warning: {condition}: " in warned.err) == (code == 1)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("rent", "is no condition"), ("rent=5", "is no condition"), ("rnet>1%", "did you mean `rent`"), ("rent>5 EUR", "measured in USD"),
        ("rent>5bp", "measured in USD"), ("lessor_yield<12", "measured in % or bp"), ("rent>", "is no condition"),
    ],
)  # fmt: skip
def test_conditions_that_cannot_be(say: Say, condition: str, told: str) -> None:
    said = say("diff", ZA, *UP, "--fail-on", condition)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


def test_a_figure_that_is_lost_does_not_pass_in_silence(say: Say) -> None:
    said = say(
        "diff", ZA, "--set", "lease.rent=120 USD", "--set", "residual.amount=0 USD", "--fail-on", "lease_payback_months<0%"
    )
    assert said.code == 1
    assert "it was 47, is without value" in said.err


def test_saved_results_tell_deal_data_and_engine_apart(say: Say, workshop: Path) -> None:
    deal, law = workshop / "deals" / "box.yaml", workshop / "data" / "ZA.yaml"
    for name in ("then.json", "now.json"):
        assert say("price", "deals/box.yaml", "--markets", "data", "-o", name).code == 0
        change(deal, "term: 60 months", "term: 48 months") if name == "then.json" else None
        change(law, DUTY, MORE_DUTY) if name == "then.json" else None
    assert differs(say, "now.json", "deals/box.yaml", "--markets", "data")["outputs"] == []
    found = differs(say, "then.json", "now.json", "--markets", "data")
    assert found["changed"] == {"deal": True, "market_data": ["ZA.yaml"], "engine": False}
    assert [(one["before"], one["after"]) for one in found["market_data"]] == [("25 %", "30 %")]
    assert [cause["kind"] for cause in found["why"]["causes"]] == ["deal", "market data"]
    for one in found["outputs"]:
        if one["name"] in found["why"]["together"]:
            parts = [Decimal(cause["alone"].get(one["name"], 0)) for cause in found["why"]["causes"]]
            assert sum(parts) + Decimal(found["why"]["together"][one["name"]]) == Decimal(one["change"])
    before = (workshop / "now.json").read_text(encoding="utf-8")
    older = before.replace('"tool": "leasecalc ', '"tool": "leasecalc 0.0.')
    rent = json.loads(before)["contract"]["rent"]
    (workshop / "older.json").write_text(older.replace(f'"value": "{rent}"', f'"value": "{Decimal(rent) - 1}"'), encoding="utf-8")
    engine = differs(say, "older.json", "now.json", "--markets", "data")
    assert engine["changed"] == {"deal": False, "market_data": [], "engine": True}
    assert [(one["name"], one["change"]) for one in engine["outputs"]] == [("rent", "1.00")]
    assert [(cause["kind"], cause["alone"]) for cause in engine["why"]["causes"]] == [("engine", {"rent": "1.00"})]


def test_the_same_deal_under_other_market_files(say: Say, workshop: Path) -> None:
    (workshop / "then").mkdir()
    (workshop / "then" / "ZA.yaml").write_bytes((workshop / "data" / "ZA.yaml").read_bytes())
    change(workshop / "data" / "ZA.yaml", DUTY, MORE_DUTY)
    found = differs(say, "deals/box.yaml", "--markets", "data", "--markets-before", "then")
    assert found["changed"] == {"deal": False, "market_data": ["ZA.yaml"], "engine": False}
    assert next(one["change"] for one in found["outputs"] if one["name"] == "charge.duty") == "11954.00"  # 239,080 ZAR x 5 %


def test_a_revision_brings_its_market_files_and_what_deals_extend(say: Say, repository: Path) -> None:
    change(repository / "data" / "ZA.yaml", DUTY, MORE_DUTY)
    data = differs(say, "--rev", "HEAD", "deals/short.yaml", "--markets", "data")
    assert data["changed"] == {"deal": False, "market_data": ["ZA.yaml"], "engine": False}
    assert data["before"]["from"] == "HEAD:deals/short.yaml"
    git(repository, "commit", "-qam", "a higher duty")
    change(repository / "deals" / "box.yaml", "amount: 20% of price", "amount: 25% of price")
    deal = differs(say, "--rev", "main", "deals/short.yaml", "--markets", "data")
    assert deal["changed"] == {"deal": True, "market_data": [], "engine": False}
    assert [one["path"] for one in deal["inputs"]] == ["residual.amount"]
    assert "deals/box.yaml:" in deal["inputs"][0]["place"]


def test_a_folder_beside_a_revision(say: Say, repository: Path) -> None:
    git(repository, "checkout", "-qb", "branch")
    box, short = repository / "deals" / "box.yaml", repository / "deals" / "short.yaml"
    (repository / "deals" / "new.yaml").write_bytes(box.read_bytes())
    (repository / "deals" / "broken.yaml").write_text("leasecalc: 1\ndeal: 5\n", encoding="utf-8")
    change(box, "amount: 20% of price", "amount: 25% of price")
    short.unlink()
    said = say("diff", "--rev", "main...", "deals", "--format", "json")
    assert said.code == 3, "a deal cannot be read; the others are compared all the same"
    status = {one["name"]: one["status"] for one in json.loads(said.out)["deals"]}
    assert status == {
        "deals/box.yaml": "moved",
        "deals/broken.yaml": "refused",
        "deals/new.yaml": "new",
        "deals/short.yaml": "removed",
    }
    assert "deals/broken.yaml:2:7: LC" in said.err
    (repository / "deals" / "broken.yaml").unlink()
    git(repository, "commit", "-qam", "short is gone")
    assert say("diff", "--rev", "HEAD", "deals/box.yaml", "--fail-on", "npv>0").code == 0, "the branch left it as it was"
    assert say("diff", "deals/box.yaml", "deals/box.yaml", "--fail-on", "npv>0").code == 1
    gate = say("diff", "--rev", "main", "deals", "--fail-on", "rent<-1%", "--fail-on", "npv<0")
    assert (gate.code, gate.err.count("\n")) == (1, 1)
    assert gate.err.startswith("leasecalc: deals/box.yaml: rent<-1%: it moved from ")
    comment = say("diff", "--rev", "main", "deals", "--format", "md").out
    assert comment.startswith("### leasecalc: 3 deals: 1 moved, 1 new, 1 removed\n")
    assert comment.count("<details><summary>") == comment.count("</details>") == 1
    assert "\n~ residual.amount: 20% of price -> 25% of price\n" in comment
    rows = list(csv.DictReader(io.StringIO(say("diff", "--rev", "main", "deals", "--format", "csv").out)))
    assert {row["deal"] for row in rows} == {"deals/box.yaml"}
    assert next(row for row in rows if row["figure"] == "residual")["change"] == "636.88"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--rev", "no-such-branch", "deals"), "git knows no revision `no-such-branch` here"),
        (("--rev", "HEAD", "/"), "is in no git repository"),
        (("deals/box.yaml",), "diff takes two sides"),
        (("deals/box.yaml", "deals/short.yaml", "deals/box.yaml"), "diff takes two sides"),
        (("deals/box.yaml", "deals/short.yaml", "--why", "rents"), "did you mean `rent`"),
    ],
)
def test_what_cannot_be_compared(say: Say, repository: Path, arguments: tuple[str, ...], told: str) -> None:
    said = say("diff", *arguments)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"schema": "leasecalc/result/1"}', '{"schema": "leasecalc/result/1", "written": {"a": "b"}}']
)
def test_a_file_that_is_no_result(say: Say, workshop: Path, text: str) -> None:
    (workshop / "bad.json").write_text(text, encoding="utf-8")
    said = say("diff", "bad.json", "deals/box.yaml")
    assert (said.code, said.out) == (3, "")
    assert "bad.json:" in said.err
    assert "Traceback" not in said.err
