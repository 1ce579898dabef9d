"""The numbers of the deal file as cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.engine.resolved import Quantity
from leasecalc.knobs import BY_NAME, knob
from leasecalc.records import fields_of, is_record, replace
from leasecalc.workbook.lifting.cells import About

if TYPE_CHECKING:
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.workbook.lifting.cells import Cells, Section

#: What no leg of the workbook asks for, or has numbers of another kind.
LEFT = frozenset({"structure", "path", "green", "economic_capital", "operating_cost", "km_per_year", "energy_per_km", "lessee_resale",
                  "revenue", "borrowing_rate"})  # fmt: skip
#: Zero or one by a gate, so never nothing.
GRANTED = frozenset({"lease_refund_share", "sale_refund_share"})
LABELS = {
    "target": "Target", "fob": "Declared FOB value", "rent_vat_rate": "VAT on instalments", "reference_price": "Reference price",
    "retail_price": "Retail price", "inland_freight": "Inland freight", "conversion_rate": "Cost of conversion", "conversion_fee": "Fee of a conversion",
    "guarantee_fee": "Guarantor's fee", "guarantor_default_rate": "Guarantor's default rate", "return_cost": "Cost of a return",
    "funding_amount": "Loan", "funding_fee": "Fee of the loan", "settlement_cost": "Cost of a transfer", "fee_share": "Dealer's share of fees",
    "service_vat_rates": "VAT on service", "recoverable_rate": "Share of VAT recovered", "salvage": "Salvage value",
    "service_fees": "Service fee", "service_costs": "Service cost", "fees": "Fee", "running_fees": "Running fee", "commissions": "Commission",
}  # fmt: skip
PATHS = {"target": "lease.rent.target", "premium": "insurance.premium"}


def lifted_inputs(cells: Cells, deal: ResolvedDeal, given: dict[str, Any]) -> Inputs:
    """Return the inputs with a leaf for each number; ``given`` are formulas that stand for some of them."""
    inputs = deal.inputs
    changes: dict[str, Any] = {}
    for found in fields_of(inputs):
        value = getattr(inputs, found.name)
        if found.name == "laws":
            changes["laws"] = {pair: _law(cells, pair, law) for pair, law in value.items()}
        elif found.name not in LEFT and value is not None:
            changes[found.name] = _lifted(cells, found.name, value, found.name)
    if inputs.fob == inputs.sale_price:  # the deal takes it from there
        changes["fob"] = changes["sale_price"]
    return replace(inputs, **(changes | given))


def _law(cells: Cells, pair: str, law: Any) -> Any:
    """Return a law by which an exchange rate moves, with a leaf for each of its numbers but for days."""
    rates = {name: cells.one(f"{pair}, {name.replace('_', ' ')}", getattr(law, name), "rate")
             for name in ("base_rate", "quote_rate", "drift", "low", "high") if hasattr(law, name)}  # fmt: skip
    if hasattr(law, "points"):
        rates["points"] = tuple(
            (years, cells.one(f"{pair}, point {n}", rate, "quote")) for n, (years, rate) in enumerate(law.points, 1)
        )
    return replace(law, **rates)


def _lifted(cells: Cells, name: str, value: Any, label: str) -> Any:
    if isinstance(value, Quantity):
        return replace(value, number=cells.leaf(name, float(value.number), _about(name, value, label)))
    if isinstance(value, tuple):
        return tuple(_lifted(cells, f"{name}_{place}", one, f"{_label(label)} {place}") for place, one in enumerate(value, 1))
    if isinstance(value, dict):
        section: Section = "exchange"
        return {
            pair: cells.leaf(f"{name} {pair}", float(rate), About(
                label=knob(f"{name}.{pair}").label, unit="quote" if name == "fx" else "rate", section=section, path=f"{name}.{pair}"))
            for pair, rate in value.items()
        }  # fmt: skip
    if is_record(value):
        return replace(
            value,
            **{found.name: _lifted(cells, found.name, getattr(value, found.name), found.name) for found in fields_of(value)},
        )
    if isinstance(value, float) and (value != 0.0 or name in GRANTED):
        return cells.leaf(name, value, About(label=_label(label), unit="rate", section="rates", path=_path(name)))
    return value


def _about(name: str, value: Quantity, label: str) -> About:
    unit = value.of if value.per == "money" else "rate" if value.per == "share" else "number"
    words = {"money": "", "share": f", share of {value.of}", "instalments": ", instalments"}[value.per]
    if name == "target":
        words = f" of {value.of.replace('_', ' ')}" if value.per == "share" else ""
    return About(label=_label(label) + words, unit=unit, section="prices", path=_path(name))


def _label(name: str) -> str:
    known = BY_NAME.get(name)
    return LABELS.get(name) or (known.label if known is not None else name[:1].upper() + name[1:].replace("_", " "))


def _path(name: str) -> str:
    known = BY_NAME.get(name)
    if name in GRANTED:
        return ""
    return PATHS.get(name) or (known.path if known is not None and known.path else name)
