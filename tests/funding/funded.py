"""Deals with a loan, made from the sample deals or from a plain one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from leasecalc import api

FOLDER = Path(__file__).parents[2] / "deals"
SAMPLES = tuple(sorted(FOLDER.rglob("*.yaml")))
MATCHED = {"amount": "80% of financed", "rate": "6.5%", "repayment": "matched", "fee": "1% of loan", "capital": "10% of balance"}

#: One car of a million, bought, leased and funded on one day; every figure is written, so that closed forms hold.
PLAIN: dict[str, Any] = {
    "leasecalc": "1",
    "deal": {"name": "Plain", "pricing_date": "2026-03-02", "currency": "CNY", "discount_rate": "9%"},
    "vehicle": {"make": "BYD", "model": "Plain", "powertrain": "bev", "hs": "8703.80", "kerb_mass_kg": "1400"},
    "purchase": {"price": "1000000 CNY", "vat": "none", "claimant": "lessor", "licensed_lessor": "yes"},
    "import": {"market": "ZA", "importer": "lessee", "business": "rental"},
    "lease": {"kind": "finance", "term": "12 months", "payments": "yearly", "timing": "arrears", "rent": "1075000 CNY"},
    "residual": {"amount": "0 CNY", "kind": "unguaranteed"},
    "fx": {"rates": {"CNY/ZAR": "2.44"}, "as_of": "2026-03-02", "source": "drawn"},
    "sale": {"price": "1000000 CNY", "incoterm": "EXW", "terms": ["100% at order"]},
}


@cache
def markets() -> Any:
    return api.library()


def loaded(path: Path, folder: Path, loan: dict[str, Any] | None) -> Any:
    """Return a deal with ``loan`` in the place of its own; None leaves it as it is."""
    if loan is None:
        return api.load(str(path))
    file = folder / "loan.yaml"
    file.write_text(json.dumps({"funding": loan}), encoding="utf-8")
    return api.load(str(path), funding=str(file))


def plain(folder: Path, loan: dict[str, Any] | None, **sections: Any) -> Any:
    """Return the priced plain deal under ``sections``, with a loan."""
    deal = {
        key: {**PLAIN.get(key, {}), **sections.get(key, {})} if isinstance(PLAIN.get(key), dict) else PLAIN[key] for key in PLAIN
    }
    deal |= {key: value for key, value in sections.items() if key not in PLAIN}
    if loan is not None:
        deal["funding"] = loan
    path = folder / "plain.yaml"
    path.write_text(json.dumps(deal), encoding="utf-8")
    return api.price(api.load(str(path)), markets())


def flows(legs: Any, priced: Any) -> dict[Any, float]:
    """Return the sum of legs by day."""
    found: dict[Any, float] = {}
    for leg in legs:
        for at, amount in leg.flows:
            day = priced.deal.timeline.dates[at]
            found[day] = found.get(day, 0.0) + float(amount)
    return found
