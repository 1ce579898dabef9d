"""China's file: the refund rate by tariff code and date, and the gate of the finance-lease refund."""

from datetime import date

import pytest

from leasecalc.charges.context import Context
from leasecalc.charges.facts import Facts
from leasecalc.charges.gates import examine
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
