"""Knobs: every number of a deal that may be solved, swept, shocked or drawn, with its unit and the range that makes sense."""

from __future__ import annotations

from typing import Literal

from leasecalc.records import record

KnobUnit = Literal["money", "rate", "quote", "count"]


@record
class Knob:
    """One knob, and where it makes sense: from ``low`` to ``high``.

    The bounds are multiples of the car's price for money, of today's value for a quote, else in the knob's own unit.
    ``path`` is where a deal file writes it; empty where a file cannot say it.
    """

    name: str
    label: str
    unit: KnobUnit
    low: float
    high: float
    path: str = ""


KNOBS: tuple[Knob, ...] = (
    Knob("price", "Purchase price", "money", 0.0, 10.0, "purchase.price"),
    Knob("freight", "Freight", "money", 0.0, 10.0, "shipping.freight"),
    Knob("marine_insurance", "Marine insurance", "money", 0.0, 10.0, "shipping.insurance"),
    Knob("inland", "Carriage to the port", "money", 0.0, 10.0, "purchase.inland"),
    Knob("fob", "Declared FOB value", "money", 0.0, 10.0, "shipping.fob"),
    Knob("customs_value", "Customs value", "money", 0.0, 10.0, "import.customs_value"),
    Knob("direct_cost", "Initial direct cost", "money", 0.0, 10.0, "lease.direct_cost"),
    Knob("financed", "Amount financed", "money", 0.0, 10.0, "lease.financed"),
    Knob("rent", "Instalment", "money", 0.0, 10.0, "lease.rent"),
    Knob("rate", "Target of the solved instalment", "rate", -0.5, 5.0, "lease.rent.target"),
    Knob("term", "Number of instalments", "count", 1.0, 2.0, "lease.term"),
    Knob("down_payment", "Down payment", "money", 0.0, 1.0, "lease.down_payment"),
    Knob("deposit", "Deposit", "money", 0.0, 10.0, "lease.deposit"),
    Knob("residual", "Residual", "money", 0.0, 10.0, "residual.amount"),
    Knob("balloon", "Balloon beside the residual", "money", 0.0, 10.0, "lease.structure.balloon"),
    Knob("index_growth", "Growth of the index", "rate", -0.5, 2.0, "lease.structure.indexed.growth"),
    Knob("floating_margin", "Margin over the base rate", "rate", -0.5, 5.0, "lease.structure.floating.margin"),
    Knob("disposal_cost", "Disposal cost", "money", 0.0, 10.0, "residual.disposal_cost"),
    Knob("conversion_cost", "Cost of conversion", "rate", 0.0, 0.5, "fx.conversion.cost"),
    Knob("conversion_fee", "Fee of each conversion", "money", 0.0, 0.1, "fx.conversion.fee"),
    Knob("early_return_rate", "Early returns a month", "rate", 0.0, 0.5, "ends.early_return.monthly_rate"),
    Knob("early_return_share", "Share of rents owed on early return", "rate", 0.0, 1.0, "ends.early_return.share"),
    Knob("return_share", "Share that returns the car", "rate", 0.0, 1.0, "ends.expected.return"),
    Knob("extension_share", "Share that extends", "rate", 0.0, 1.0, "ends.expected.extend"),
    Knob("extension_rent", "Secondary rent", "money", 0.0, 10.0, "ends.extension.rent"),
    Knob("returned_value", "Value of a returned car", "money", 0.0, 10.0, "ends.returned_value"),
    Knob("sale_price", "Sale price", "money", 0.0, 10.0, "sale.price"),
    Knob("sale_discount", "Sale discount", "money", 0.0, 10.0, "sale.discount"),
    Knob("sale_commission", "Sale commission", "money", 0.0, 10.0, "sale.commission"),
    Knob("sale_insurance", "Short-term credit insurance", "money", 0.0, 10.0, "sale.insurance"),
    Knob("premium", "Credit insurance premium", "money", 0.0, 1.0, "insurance.premium"),
    Knob("repossession_cost", "Repossession cost", "money", 0.0, 10.0, "credit.repossession_cost"),
    Knob("maximum_liability", "Insurer's largest payment", "money", 0.0, 10.0, "insurance.maximum"),
    Knob("per_km", "Value of a kilometre", "money", 0.0, 0.001, "car_value.distance.per_km"),
    Knob("revenue", "Lessee's revenue a period", "money", 0.0, 10.0, "lessee.revenue"),
    Knob("funding_share", "Share that is funded", "rate", 0.0, 2.0, "funding.amount"),
    Knob("funding_rate", "Rate of the loan", "rate", -0.5, 5.0, "funding.rate"),
    Knob("funding_margin", "Margin of the loan", "rate", -0.5, 5.0, "funding.margin"),
    Knob("discount_rate", "Discount rate", "rate", -0.5, 5.0, "deal.discount_rate"),
    Knob("default_rate", "Default rate a year", "rate", 0.0, 0.999, "credit.default_rate"),
    Knob("recovery_rate", "Recovery share", "rate", 0.0, 1.0, "credit.recovery"),
    Knob("cover_rate", "Insured share", "rate", 0.0, 1.0, "insurance.cover"),
    Knob("indexed_share", "Share that follows the rate", "rate", 0.0, 1.0, "lease.currency_clause.share"),
    Knob("default_multiple", "Multiple of default rates", "rate", 0.0, 20.0),
    Knob("resale_level", "Multiple of the car's value", "rate", 0.0, 3.0),
    Knob("relet_rate", "Next lessee's share of the rent", "rate", 0.0, 2.0, "credit.relet_rent"),
    Knob("premium_rate", "Credit insurance premium a year", "rate", 0.0, 1.0, "insurance.premium_rate"),
    Knob("excluded_rate", "Defaults not insured", "rate", 0.0, 1.0, "insurance.excluded"),
    Knob("guarantee_share", "Guaranteed share of the loss", "rate", 0.0, 1.0, "credit.guarantee.share"),
    Knob("withholding_rate", "Withholding tax", "rate", 0.0, 0.99, "withholding.rate"),
    Knob("subsidy", "Subsidy", "money", 0.0, 10.0, "subsidy.amount"),
    Knob("subsidy_rate", "Rate that the subsidy lifts to", "rate", -0.5, 5.0, "subsidy.to_rate"),
    Knob("buy_rate", "Dealer's buy rate", "rate", -0.5, 5.0, "dealer.buy_rate"),
    Knob("margin_share", "Dealer's share of margin", "rate", 0.0, 1.0, "dealer.margin_share"),
    Knob("deposit_rate", "Interest on the deposit", "rate", 0.0, 1.0, "lease.deposit_interest.rate"),
    Knob("tax_rate", "Income tax", "rate", 0.0, 0.99, "tax.rate"),
    Knob("vat_rate", "VAT rate of the purchase", "rate", 0.0, 1.0, "purchase.vat_rate"),
    Knob("refund_rate", "Refund rate", "rate", 0.0, 1.0, "vat_refund.rate"),
    Knob("lease_refund_share", "Refund granted to the lease", "rate", 0.0, 1.0),
    Knob("sale_refund_share", "Refund granted to the sale", "rate", 0.0, 1.0),
)

FX_PREFIX = "fx."
"""A quotation is a knob too: ``fx.USD/ZAR``."""

DRIFT_PREFIX = "drift."
"""Its constant yearly growth is one too: ``drift.USD/ZAR``; turned, it takes the place of any other way in which the pair moves."""

FEE_PREFIX = "fee."
"""A fee is a knob by its place in ``lease.fees``, counted from 1: ``fee.1``."""

NUMBERED = {
    FEE_PREFIX: ("Fee", "lease.fees"),
    "running_fee.": ("Running fee", "running_fees"),
    "commission.": ("Commission", "commissions"),
}
"""Amounts of a list are knobs by their place, counted from 1: ``commission.1``; with their label and where a deal file has the list."""

BESIDE_THE_RENT = frozenset({"subsidy", "subsidy_rate", "buy_rate", "margin_share", "deposit_rate", "tax_rate"})
"""Knobs of sections that few deals have."""

STEP_PREFIX = "step."
"""A step by a percentage, or to a share, is a knob by its place in ``lease.structure.steps``: ``step.1``."""

SEASON_PREFIX = "season."
"""What is paid in a season, as a share, is a knob by its place in ``lease.structure.seasons``: ``season.1``."""

OF_THE_STRUCTURE = frozenset({"balloon", "index_growth", "floating_margin"})


def is_of_the_structure(name: str) -> bool:
    """Return whether a knob turns the shape of the instalments."""
    return name in OF_THE_STRUCTURE or name.startswith((STEP_PREFIX, SEASON_PREFIX))


ALIASES = {"discount": "sale_discount", "fee": "fee.1", "commission": "commission.1", "yield": "rate"}
"""Short names that people type, and the knob each stands for."""

BY_NAME = {knob.name: knob for knob in KNOBS}


def knob(name: str) -> Knob:
    """Return the knob of that name. Raises ``KeyError`` for a name that is none."""
    name = ALIASES.get(name, name)
    if name.startswith(FX_PREFIX):
        pair = name.removeprefix(FX_PREFIX)
        return Knob(name, f"Exchange rate {pair}", "quote", 0.02, 50.0, f"fx.rates.{pair}")
    if name.startswith(DRIFT_PREFIX):
        pair = name.removeprefix(DRIFT_PREFIX)
        return Knob(name, f"Yearly growth of {pair}", "rate", -0.5, 2.0, f"fx.drift.{pair}")
    for prefix, (label, unit, low, high, path) in _COUNTED.items():
        if name.startswith(prefix):
            place = name.removeprefix(prefix)
            if not (place.isdecimal() and place.isascii() and int(place) > 0):
                raise KeyError(name)
            return Knob(name, f"{label} {place}", unit, low, high, path.format(int(place) - 1))
    return BY_NAME[name]


_COUNTED: dict[str, tuple[str, KnobUnit, float, float, str]] = {
    **{prefix: (label, "money", 0.0, 10.0, f"{path}.{{}}.amount") for prefix, (label, path) in NUMBERED.items()},
    STEP_PREFIX: ("Step", "rate", -0.9, 5.0, "lease.structure.steps.{}.by"),
    SEASON_PREFIX: ("Season", "rate", 0.0, 10.0, "lease.structure.seasons.{}.pays"),
}
