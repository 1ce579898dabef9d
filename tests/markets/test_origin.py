"""China's file: the refund rate by tariff code and date, and the gate of the finance-lease refund."""

import json
from datetime import date

import pytest

from leasecalc.charges.context import Context
from leasecalc.charges.facts import Facts
from leasecalc.charges.gates import examine
from leasecalc.cli.run import run
from leasecalc.markets.library import Library
from leasecalc.markets.lookup import find

CHINA = Library.load().origin("CN").document


@pytest.mark.parametrize("hs", ["8703.80", "8703801090", "8702.40"])
def test_vehicles_are_refunded_in_full(hs: str) -> None:
    # 13 % of 13 %: jingyu100.com 8703801090 (2025-04-06), hs.bianmachaxun.com 8702.
    facts = Facts.of({"hs": hs, "powertrain": "bev", "condition": "new"})
    vat, refund = (find(table.in_force, facts, date(2026, 3, 2)) for table in (CHINA.vat, CHINA.export_refund))
    assert vat.entry is not None
    assert refund.entry is not None
    assert (vat.entry.rate.describe(), refund.entry.rate.describe()) == ("13 %", "13 %")


@pytest.mark.parametrize(
    ("term", "licensed", "leaves", "status"),
    [
        (60, "yes", "yes", "pass with doubt"),
        (59, "yes", "yes", "fail"),
        (60, "no", "yes", "fail"),
        (60, "yes", "no", "fail"),
        (60, None, "yes", "unknown"),
    ],
)
def test_the_finance_lease_refund_needs_five_years(term: int, licensed: str | None, leaves: str, status: str) -> None:
    # Caishui [2014] 62; whether it outlived the VAT law of 2026 was not found, hence the doubt.
    known = {
        "exporter": "lessor",
        "term_months": term,
        "leaves_origin": leaves,
        "lease_kind": "finance",
        "condition": "new",
    }
    facts = Facts.of(known | ({"licensed_lessor": licensed} if licensed else {}))
    (gate,) = (gate for gate in CHINA.gates if gate.id == "finance_lease_refund")
    assert examine(gate, facts, Context("CNY", facts)).status == status


def test_the_page_of_the_origin_shows_each_rule_with_its_day(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["markets", "cn", "--on", "2026-06-30"]) == 0
    page = capsys.readouterr().out
    assert max(len(line) for line in page.splitlines() if "http" not in line) <= 80
    flat = " ".join(page.split())
    for words in (
        "hs 8507.60 2026-04-01 6 % in force",  # the battery pack, until its refund ends
        "180 days of its registration", "Export licence for electric cars", "36 months", "A battery inside the car follows the car",
        "lpr_1y 2025-05-20 3 %", "class cash", "exempt_credit_refund", "OECD country categories", "c, CC3 0.27 0.32",
    ):  # fmt: skip
        assert words.lower() in flat.lower(), words
    assert run(["markets", "CN", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["origin"] == "CN"
    assert run(["markets", "CN", "--strict"]) == 1
