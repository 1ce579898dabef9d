"""A deal whose lease is given by the test: what the program makes of it, as the report prints it."""

from __future__ import annotations

import copy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from leasecalc import api
from leasecalc.engine.measures import measure
from leasecalc.engine.price import Priced, price

CASES = Path(__file__).parents[1] / "cases" / "finance.yaml"

BASE: dict[str, Any] = {
    "leasecalc": 1,
    "deal": {"name": "Structured", "pricing_date": "2026-03-02", "currency": "USD", "discount_rate": "9%"},
    "vehicle": {"make": "BYD", "model": "Structured", "powertrain": "bev", "hs": "8703.80", "kerb_mass_kg": 1400},
    "purchase": {"price": "10000 USD", "vat": "none", "claimant": "trading_company"},
    "import": {"market": "ZA", "importer": "lessee", "business": "operator"},
    "lease": {"kind": "finance", "payments": "monthly", "timing": "arrears"},
    "residual": {"amount": "0 USD", "kind": "purchase_option"},
    "fx": {"rates": {"USD/ZAR": 17.2}, "as_of": "2026-03-02", "source": "drawn"},
    "sale": {"price": "9000 USD", "incoterm": "FOB", "terms": ["100% at order"]},
}


@cache
def markets() -> Any:
    return api.library()


@cache
def published() -> dict[str, dict[str, Any]]:
    """Return the published examples by their name."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    records = yaml.load(CASES.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return {record["id"]: record for record in records}


def text_of(lease: dict[str, Any], **sections: dict[str, Any]) -> str:
    """Return the deal file: the base deal with another lease, and with other sections merged over its own."""
    deal = copy.deepcopy(BASE)
    deal["lease"].update(lease)
    for name, section in sections.items():
        deal.setdefault(name, {}).update(section)
    return yaml.safe_dump(deal, sort_keys=False, allow_unicode=True)


def resolved(folder: Path, lease: dict[str, Any], **sections: dict[str, Any]) -> Any:
    path = folder / "deal.yaml"
    path.write_text(text_of(lease, **sections), encoding="utf-8")
    return api.resolve(api.load(str(path)), markets())


def priced(folder: Path, lease: dict[str, Any], **sections: dict[str, Any]) -> Priced:
    return price(resolved(folder, lease, **sections))


def interest(found: Priced) -> list[float]:
    return [float(row.interest) for row in found.table().rows]


def paid(found: Priced) -> list[float]:
    return [float(amount) for amount in found.contract.instalments]


def customer_rate(found: Priced) -> float:
    return float(measure(found, "customer_rate"))


def days(found: Priced) -> list[date]:
    return [found.deal.timeline.dates[at] for at in found.deal.timeline.instalments]
