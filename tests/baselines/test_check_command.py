"""`check` on the command line: what moved and why, updates, bad deals, and reports for machines that keep to their schemas."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

    Say = Callable[..., Said]

SCHEMAS = Path(__file__).parent / "schemas"
DEAL, STORED = "deals/za-box-60m.yaml", "deals/baselines/za-box-60m.yml"


def change(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new, 1), encoding="utf-8")


def status(say: Say, *more: str) -> dict[str, str]:
    return {one["deal"]: one["status"] for one in json.loads(say("check", "deals", "--format", "json", *more).out)["deals"]}


def test_new_deals_are_told_and_stored_and_then_good(say: Say, deals: Path) -> None:
    first = say("check", "deals")
    assert first.code == 0
    assert first.out.startswith("3 deals checked: 3 no baseline\n")
    assert say("check", "deals", "--strict").code == 1
    stored = say("check", "deals", "--update")
    assert (stored.code, stored.out.count(": new\n")) == (0, 3)
    assert sorted(path.name for path in (deals / "baselines").iterdir()) == [
        "za-box-36m.yml",
        "za-box-60m.yml",
        "za-box-cny-funded.yml",
    ]
    assert set(status(say).values()) == {"good"}
    assert say("check", "deals", "--update").out.count(": as it was\n") == 3


def test_a_cent_is_found_and_its_place_told(say: Say, deals: Path) -> None:
    say("check", "deals", "--update")
    change(STORED, "  rent: 270.62 USD", "  rent: 270.63 USD")
    said = say("check", "deals")
    assert said.code == 1
    assert said.err == "leasecalc: deals/za-box-60m.yaml: measures.rent 270.63 USD -> 270.62 USD (-0.01 USD, exact)\n"
    assert "or the baseline was edited" in said.out
    line = 1 + Path(STORED).read_text(encoding="utf-8").splitlines().index("  rent: 270.63 USD")
    told = say("check", DEAL, "--format", "github").out.splitlines()
    assert len(told) == 1
    assert told[0].startswith(
        f"::error file={STORED},line={line},col=9,title=leasecalc figure-moved::measures.rent 270.63 USD -> 270.62"
    )


def test_what_moved_is_the_deal(say: Say, deals: Path) -> None:
    say("check", "deals", "--update")
    change(DEAL, "term: 60 months", "term: 48 months")
    found = {one["deal"]: one for one in json.loads(say("check", "deals", "--format", "json").out)["deals"]}
    assert found[DEAL]["cause"] == "the deal: ~ lease.term 60 months -> 48 months"
    assert {one["figure"] for one in found[DEAL]["moved"]} >= {
        "measures.rent",
        "contract.end",
        "schedule.1.instalment",
        "schedule.60",
    }
    assert found["deals/za-box-36m.yaml"]["status"] == "good", "it has a term of its own"
    change(STORED, "  residual: 2547.52 USD", "  residual: 2547.53 USD")
    (both,) = json.loads(say("check", DEAL, "--format", "json").out)["deals"]
    assert both["cause"].startswith("the deal: ~ lease.term 60 months -> 48 months; and the engine: ")


def test_what_moved_is_the_market_data_or_the_engine(say: Say, deals: Path) -> None:
    from leasecalc.markets.library import SHIPPED

    law = (Path(SHIPPED) / "ZA.yaml").read_text(encoding="utf-8")
    Path("law").mkdir()
    Path("law/ZA.yaml").write_text(law, encoding="utf-8")
    say("check", "deals", "--update", "--markets", "law")
    change("law/ZA.yaml", "rate: {kind: ad_valorem, rate: 25%}", "rate: {kind: ad_valorem, rate: 30%}")
    (data,) = json.loads(say("check", DEAL, "--markets", "law", "--format", "json").out)["deals"]
    assert data["cause"] == "the market data: ZA.yaml"
    assert "landed_lines.duty" in {one["figure"] for one in data["moved"]}
    Path("law/ZA.yaml").write_text(law, encoding="utf-8")
    change(STORED, "tool: leasecalc ", "tool: leasecalc 0.0.")
    change(STORED, "  rent: 270.62 USD", "  rent: 270.63 USD")
    (engine,) = json.loads(say("check", DEAL, "--markets", "law", "--format", "json").out)["deals"]
    assert re.fullmatch(r"the engine: leasecalc 0\.0\.\S+ to leasecalc \S+", engine["cause"])


def test_an_update_says_what_it_changes_and_keeps_tolerances(say: Say, deals: Path) -> None:
    say("check", "deals", "--update")
    change(STORED, "  sale_npv: 2310.78 USD", "  sale_npv: 2310.78 USD within 5 USD")
    change(STORED, "measures:", "within:\n  schedule.interest: 0.02 USD\nmeasures:")
    change(DEAL, "amount: 20% of price", "amount: 25% of price")
    said = say("check", "deals", "--update")
    assert said.code == 0
    assert f"{STORED}: written anew, the deal: ~ residual.amount 20% of price -> 25% of price\n" in said.out
    assert "  ~ measures.residual 2547.52 USD -> 3184.40 USD (636.88 USD, exact)\n" in said.out
    assert "  ! expected rent 270.62 USD, found 263.49 USD: `expect:` is yours to write\n" in said.out
    text = Path(STORED).read_text(encoding="utf-8")
    assert "  sale_npv: 2310.78 USD within 5 USD\n" in text
    assert "within:\n  schedule.interest: 0.02 USD\n" in text
    shown = say("check", DEAL)
    assert re.search(r"measures\.sale_npv +5 USD", shown.out)
    assert re.search(r"schedule\.interest +0\.02 USD", shown.out)


@pytest.mark.parametrize("set_to", ["true", "1", "woodpecker"])
def test_an_update_is_refused_in_ci(say: Say, deals: Path, monkeypatch: pytest.MonkeyPatch, set_to: str) -> None:
    monkeypatch.setenv("CI", set_to)
    said = say("check", "deals", "--update")
    assert (said.code, said.out) == (2, "")
    assert "--update is refused where CI is set" in said.err
    assert not (deals / "baselines").exists()
    assert say("check", "deals", "--update", "--force").code == 0
    assert (deals / "baselines").exists()


def test_a_bad_deal_does_not_stop_the_others(say: Say, deals: Path) -> None:
    say("check", "deals", "--update")
    (deals / "broken.yaml").write_text("leasecalc: 1\ndeal: 5\n", encoding="utf-8")
    (deals / "baselines" / "gone.yml").write_text("baseline: 1\n", encoding="utf-8")
    change(DEAL, "  rent: 270.62 USD", "  rent: 270.63 USD")
    said = say("check", "deals")
    assert said.code == 3
    assert "deals/broken.yaml:2:7: LC" in said.err
    assert "expected rent 270.63 USD, found 270.62 USD" in said.err
    assert "deals/baselines/gone.yml belongs to no deal any more" in said.err
    assert said.out.startswith("4 deals checked: 2 good, 1 differs, 1 refused\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("baseline: 1", "baseline: 2", "is no baseline"),
        ("  rent: 270.62 USD", "  rent: 270.62 USD within 1%", "the tolerance of `measures.rent` cannot be read"),
        ("  rent: 270.62 USD", "  rent: {a: b}", "`measures.rent` is no figure"),
        ("contract:", "contract: none\nc2:", "`contract` is no map of figures"),
        (
            "measures:",
            "within:\n  schedule.interest: much\nmeasures:",
            "the tolerance of `within.schedule.interest` cannot be read",
        ),
        ("inputs:", "inptus:", "the baseline has no map `inputs`"),
    ],
)
def test_a_harmed_baseline_has_its_place(say: Say, deals: Path, old: str, new: str, told: str) -> None:
    say("check", DEAL, "--update")
    change(STORED, old, new)
    said = say("check", DEAL)
    assert said.code == 3
    assert re.search(rf"^{STORED}:\d+:\d+: LC704 ", said.err)
    assert told in said.err
    assert say("check", DEAL, "--update").code == 0
    assert say("check", DEAL).code == 0


def test_reports_for_machines_keep_to_their_schemas(say: Say, deals: Path) -> None:
    say("check", "deals/za-box-60m.yaml", "deals/za-box-36m.yaml", "--update")
    change(DEAL, "term: 60 months", "term: 48 months")
    (deals / "broken <&>.yaml").write_text("leasecalc: 1\ndeal: 5 \u4e2d\n", encoding="utf-8")
    said = say("check", "deals", "--junit", "junit.xml", "--sarif", "check.sarif", "--summary", "summary.md")
    say("check", "deals/za-box-36m.yaml", "--summary", "summary.md")
    assert said.code == 3
    xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd")).validate("junit.xml")
    root = ET.parse("junit.xml").getroot()  # noqa: S314 - written by this test
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {"deals/broken <&>.yaml", "deals/za-box-36m.yaml", DEAL, "deals/za-box-cny-funded.yaml"}
    assert [case.get("name") for case in suites["deals/broken <&>.yaml"] if case.find("error") is not None] == [
        "the deal is priced"
    ]
    failed = {case.get("name") for case in suites[DEAL] if case.find("failure") is not None}
    assert {"expect rent", "baseline measures", "baseline schedule", "baseline contract"} <= failed
    assert [case.get("name") for case in suites["deals/za-box-cny-funded.yaml"] if case.find("skipped") is not None] == [
        "baseline"
    ]
    for suite in root:
        for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name, "")) == len(suite.findall(f"testcase/{kind}"))
        assert int(suite.get("tests", "")) == len(suite)
    log = json.loads(Path("check.sarif").read_text(encoding="utf-8"))
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER).validate(log)
    rules = {result["ruleId"] for result in log["runs"][0]["results"]}
    assert rules == {"deal-refused", "expectation-differs", "figure-moved", "no-baseline"}
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["runs"][0]["results"]}
    assert {"deals/broken%20%3C%26%3E.yaml", DEAL, STORED} <= places
    summary = Path("summary.md").read_text(encoding="utf-8")
    assert summary.count("\n# ") + summary.startswith("# ") == 2, "a summary is added to"
    assert "what moved: the deal: \\~ lease.term 60 months -&gt; 48 months" in summary


def test_the_schemas_can_refuse() -> None:
    schema = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))
    assert not schema.is_valid("<testsuites><testsuite><case/></testsuite></testsuites>")
    sarif = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    assert not jsonschema.Draft4Validator(sarif).is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_an_annotation_cannot_be_forged(say: Say, deals: Path) -> None:
    odd = "odd,name: 100%.yaml"
    (deals / odd).write_text('leasecalc: 1\ndeal: {nmae: "a\\n::error::b"}\n', encoding="utf-8")
    lines = say("check", f"deals/{odd}", "--format", "github").out.splitlines()
    assert lines
    assert all(line.startswith("::error file=deals/odd%2Cname%3A 100%25.yaml,line=") for line in lines)
