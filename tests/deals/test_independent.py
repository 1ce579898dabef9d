"""The program beside the independent calculation: on every sample deal, and on variations that Hypothesis draws."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import independent
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from independent_legs import Charges
from independent_terms import NoSingleRateError, over, read
from sample_deals import FOLDER, PLAIN, measure, result, sample

from leasecalc.report.render.json import dumps

if TYPE_CHECKING:
    from pathlib import Path

MONEY = ("lease_npv", "sale_npv", "lease_peak_cash")
RATES = ("lessor_yield", "customer_rate")


def oracle(deal: dict[str, Any], found: dict[str, Any]) -> independent.Answer:
    landed = found["landed"]
    total, recoverable = Decimal(landed["total_charges"]), Decimal(landed["recoverable"])
    return independent.price(deal, Charges(total, recoverable, landed["currency"]))


def assert_same(found: dict[str, Any], expected: independent.Answer) -> None:
    assert measure(found, "rent") == expected.rent
    assert float(measure(found, "exact_rent")) == pytest.approx(float(expected.exact_rent), rel=1e-9)
    for name in RATES:
        assert float(measure(found, name)) == pytest.approx(getattr(expected, name), abs=1e-10), name
    for name in MONEY:
        assert float(measure(found, name)) == pytest.approx(getattr(expected, name), abs=0.005001), name
    difference = expected.lease_npv - expected.sale_npv
    assert float(measure(found, "lease_minus_sale")) == pytest.approx(difference, abs=0.010001)
    back = next(row["value"] for row in found["measures"] if row["name"] == "lease_payback_months")
    assert (back is None) == (expected.lease_payback_months is None)
    assert back is None or float(back) == pytest.approx(expected.lease_payback_months, abs=1e-9)


@pytest.mark.parametrize("name", PLAIN)
def test_every_sample_deal_comes_out(name: str) -> None:
    found = sample(name)
    assert_same(found, oracle(read(FOLDER / f"{name}.yaml"), found))


@pytest.mark.parametrize("name", PLAIN)
def test_every_leg_comes_out(name: str) -> None:
    found = sample(name)
    expected = oracle(read(FOLDER / f"{name}.yaml"), found)
    for legs, answer in ((found["lease_legs"], expected.lease), (found["sale_legs"], expected.sale)):
        program = sorted(total for leg in legs if (total := Decimal(leg["total"])))
        plain = sorted(total for flows in answer.values() if (total := sum(amount for _, amount in flows)))
        assert program == pytest.approx(plain, abs=Decimal("0.01") * max(len(flows) for flows in answer.values()))


def shares(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda number: f"{number}%")


BASE = {
    "leasecalc": "1",
    "deal": {"name": "Drawn", "pricing_date": "2026-03-02", "currency": "USD", "discount_rate": "9%"},
    "vehicle": {"make": "BYD", "model": "Drawn", "powertrain": "bev", "hs": "8703.80", "kerb_mass_kg": "1400"},
    "purchase": {"price": "90000 CNY", "vat": "included", "claimant": "lessor", "licensed_lessor": "yes"},
    "shipping": {"export": "1 month after pricing", "freight": "1400 USD", "insurance": "0.4% of fob"},
    "import": {"market": "ZA", "importer": "lessee", "business": "rental"},
    "lease": {"kind": "finance", "commencement": "2 months after pricing"},
    "fx": {"rates": {"USD/CNY": "7.05", "USD/ZAR": "17.2"}, "as_of": "2026-03-02", "source": "drawn"},
    "sale": {"price": "13900 USD", "incoterm": "FOB", "terms": ["30% at order", "70% 3 months after export"]},
}


def sometimes(draw: st.DrawFn, node: dict[str, Any], **values: Any) -> None:
    """Put each value into ``node``, drawn if it is a strategy, or leave it out."""
    for key, value in values.items():
        if draw(st.booleans()):
            node[key] = draw(value) if isinstance(value, st.SearchStrategy) else value


TARGETS = ({"solve": "lessor_yield", "target": "13%"}, {"solve": "customer_rate", "target": "15%"})
CURVE = [{"month": "1", "share": "70%"}, {"month": "12", "share": "50%"}, {"month": "36", "share": "25%"}]


@st.composite
def variations(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what is laid over ``BASE``: another lease, with other sections."""
    one = st.sampled_from
    payments = draw(one(("weekly", "monthly", "quarterly")))
    lease = {"payments": payments, "term": f"{12 * draw(st.integers(1, 5))} months", "rent": draw(one(TARGETS))}
    lease["timing"] = draw(one(("advance", "arrears")))
    fees = [{"name": "At once", "amount": "1% of financed"}, {"name": "Later", "amount": "90 USD", "when": "at end"}]
    sometimes(draw, lease, currency="ZAR", in_advance=one("12"), financed=one(("100% of sale", "105% of fob")), fees=fees)
    sometimes(draw, lease, down_payment=shares(0, 30).map("{} of price".format), rounding={"unit": "1", "mode": "up"})
    sometimes(draw, lease, deposit=one(("500 USD", "1.5 instalments", "5% of financed")), direct_cost="180 USD")
    residual = {"amount": draw(shares(0, 40)) + " of price", "kind": "unguaranteed"}
    sometimes(draw, residual, lag=one(("2 months", "20 days")), disposal_cost=one(("8% of residual", "2000 ZAR")))
    credit = {"default_rate": draw(shares(1, 20)), "lag": "5 months", "repossession_cost": "350 USD"}
    credit |= draw(one(({"recovery": "45%"}, {"resale": CURVE})))
    service = {"name": "Care", "kind": "maintenance", "fee": "300 ZAR", "cost": "10 USD", "every": payments}
    drawn: dict[str, Any] = {"lease": lease, "residual": residual}
    sometimes(draw, drawn, services=[{**service, "growth": "4%"}], credit=credit)
    sometimes(draw, drawn, withholding={"rate": "10%", "on": draw(one(("finance_charge", "gross_rent")))})
    sometimes(draw, drawn, fx={"drift": {"USD/ZAR": "6%"}}, shipping={"paid": "30 days after export"})
    sometimes(draw, drawn, purchase={"vat": draw(one(("excluded", "none"))), "paid": "15 days before export"})
    sometimes(draw, drawn, sale={"incoterm": draw(one(("CIF", "CFR", "EXW"))), "insurance": "0.6% of sale"})
    if "credit" in drawn:
        sometimes(draw, drawn, insurance={"premium": "3% of financed", "cover": "90%", "waiting": "6 months"})
    sometimes(draw, drawn, **{"import": {"importer": "lessor", "recovered": "3 months after arrival"}})
    return drawn


@settings(max_examples=25, deadline=None, derandomize=True)
@given(drawn=variations())
def test_drawn_deals_come_out(drawn: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    deal = over(BASE, drawn)
    found = result(written(deal, tmp_path_factory.mktemp("drawn")))
    try:
        expected = oracle(deal, found)
    except NoSingleRateError:
        assume(False)
    assert_same(found, expected)


def written(deal: dict[str, Any], folder: Path) -> Path:
    """Write a deal as JSON, which is YAML too."""
    path = folder / "deal.yaml"
    path.write_text(dumps(deal), encoding="utf-8")
    return path
