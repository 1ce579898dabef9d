"""Knobs: every number of a deal that may be solved, swept, shocked or drawn, with its unit and the range in which it makes sense."""

from __future__ import annotations

from typing import Literal

from leasecalc.records import record

KnobUnit = Literal["money", "rate", "quote"]


@record
class Knob:
    """One knob. ``low`` and ``high`` bound it: in multiples of the car's price for money, of today's value for a quote, else in its own unit."""

    name: str
    label: str
    unit: KnobUnit
    low: float
    high: float


KNOBS: tuple[Knob, ...] = (
    Knob("price", "Purchase price", "money", 0.0, 10.0),
    Knob("freight", "Freight", "money", 0.0, 10.0),
    Knob("marine_insurance", "Marine insurance", "money", 0.0, 10.0),
    Knob("inland", "Carriage to the port", "money", 0.0, 10.0),
    Knob("direct_cost", "Initial direct cost", "money", 0.0, 10.0),
    Knob("rent", "Instalment", "money", 0.0, 10.0),
    Knob("down_payment", "Down payment", "money", 0.0, 1.0),
    Knob("deposit", "Deposit", "money", 0.0, 10.0),
    Knob("residual", "Residual", "money", 0.0, 10.0),
    Knob("sale_price", "Sale price", "money", 0.0, 10.0),
    Knob("sale_discount", "Sale discount", "money", 0.0, 10.0),
    Knob("premium", "Credit insurance premium", "money", 0.0, 1.0),
    Knob("discount_rate", "Discount rate", "rate", -0.5, 5.0),
    Knob("default_rate", "Default rate a year", "rate", 0.0, 0.999),
    Knob("recovery_rate", "Recovery share", "rate", 0.0, 1.0),
    Knob("cover_rate", "Insured share", "rate", 0.0, 1.0),
    Knob("withholding_rate", "Withholding tax", "rate", 0.0, 0.99),
    Knob("vat_rate", "VAT rate of the purchase", "rate", 0.0, 1.0),
    Knob("refund_rate", "Refund rate", "rate", 0.0, 1.0),
    Knob("lease_refund_share", "Refund granted to the lease", "rate", 0.0, 1.0),
    Knob("sale_refund_share", "Refund granted to the sale", "rate", 0.0, 1.0),
)

FX_PREFIX = "fx."
"""A quotation is a knob too: ``fx.USD/ZAR``."""

BY_NAME = {knob.name: knob for knob in KNOBS}


def knob(name: str) -> Knob:
    """Return the knob of that name. Raises ``KeyError`` for a name that is none."""
    if name.startswith(FX_PREFIX):
        return Knob(name, f"Exchange rate {name.removeprefix(FX_PREFIX)}", "quote", 0.02, 50.0)
    return BY_NAME[name]
