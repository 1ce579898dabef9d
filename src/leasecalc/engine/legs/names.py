"""The legs that a lease can have, so that a deal may name one also where it is not there."""

from __future__ import annotations

import re

#: In the order of the cash: what the lessor pays out, what the contract brings, what is expected of a default and of the end.
LEASE_LEGS = (
    "purchase", "vat_refund", "consumption_tax_refund", "inland", "freight", "marine_insurance", "import_charges", "input_tax", "direct_cost",
    "down_payment", "fees", "deposit", "rent", "rent_adjustment", "deposit_return", "residual", "disposal", "insurance_premium", "withholding",
    "subsidy", "dealer_fees", "dealer_margin", "deposit_interest", "settlement_cost", "conversion_cost",
    "rent_vat", "rent_vat_remitted", "premium_on_balance", "guarantee_fee",
    "credit_loss", "recovery", "relet", "repossession", "deposit_surplus", "refund_repaid", "guarantee", "insurance_payout",
    "early_return_loss", "early_return_settlement", "early_return_mileage", "early_return_deposit", "early_return_refund",
    "early_return_refund_charged", "early_return_car", "early_return_cost",
    "purchase_declined", "returned_car", "return_disposal", "return_mileage", "secondary_rent", "secondary_withholding",
)  # fmt: skip

SERVICES = "services"
"""Every fee and cost of a service; one alone is `service_1_fee` or `service_2_cost`, by its place in the deal."""

#: Legs of which a deal may have several, by their place in it.
_NUMBERED = re.compile(r"(running_fee|commission|rent_commission)_[1-9][0-9]*")
_SERVICE = re.compile(r"service_[1-9][0-9]*_(fee|cost)")


def is_service(name: str) -> bool:
    """Return whether a leg is the fee or the cost of a service."""
    return _SERVICE.fullmatch(name) is not None


def is_leg(name: str) -> bool:
    """Return whether a lease can have a leg, or a group of legs, of that name."""
    return name in LEASE_LEGS or name == SERVICES or is_service(name) or _NUMBERED.fullmatch(name) is not None
