"""What each line of a route is: sign for the lessor, amount and day, what default does to it, and how it is taxed."""

from __future__ import annotations

#: Name of a leg, or the beginning of the names of a family: label, what it is, whether default stops it, and how income tax sees it.
LEGS: dict[str, tuple[str, str, str, str]] = {
    "purchase": ("Purchase of the car", "- invoice price, value-added tax included, when it is paid", "no", "cost of the car"),
    "vat_refund": ("Export VAT refund", "+ ex-VAT invoice x refund rate where the gates pass", "no", "lowers the cost of the car"),
    "rent": ("Instalments", "+ each instalment, `settlement.lag` after it is paid", "yes", "income on the day it falls due"),
    "deposit": ("Deposit", "+ at commencement, - at the end (`deposit_return`)", "the return stops", "neither income nor cost"),
    "deposit_interest": ("Interest on the deposit", "- deposit x rate x years, or x ((1 + rate) ^ years - 1)", "yes", "cost"),
    "running_fee_": ("A running fee", "+ (- if the lessor pays it) amount x growth, or share of instalment, balance, services", "yes", "income (cost)"),
    "commission_": ("A commission", "- amount, or a share of price or financed, once", "no", "cost"),
    "rent_commission_": ("A commission on instalments", "- share x instalment, with each of the first instalments", "yes", "cost"),
    "subsidy": ("Subsidy", "+ amount, or what the customer's payments lack in worth at `to_rate`", "no", "income"),
    "dealer_margin": ("Dealer's share of margin", "- share x worth of payments at `buy_rate` beyond the amount financed",
                      "no", "cost"),
    "dealer_fees": ("Dealer's share of fees", "- share x each of `lease.fees`, when it is paid", "no", "cost"),
    "settlement_cost": ("Cost of transfers", "- amount, or a share of the instalment, whenever an instalment arrives", "yes", "cost"),
    "rent_vat": ("VAT collected", "+ rate x rent (or interest) and service", "yes", "neither income nor cost"),
    "rent_vat_remitted": ("VAT remitted", "- what was collected, `remitted` after the payment", "with its payment", "neither income nor cost"),
    "withholding": ("Withholding tax", "- rate x instalment or its interest, rounded; none where the lessee bears it on top", "yes",
                    "credited, up to the tax on net income"),
    "income_tax": ("Income tax", "- rate x income, less losses of earlier years", "see income_tax_of_default", "is the tax"),
    "foreign_tax_credit": ("Credit for tax withheld", "+ tax withheld in the year and the five before, up to the year's own tax",
                           "see income_tax_of_default", "is the credit"),
    "income_tax_of_default": ("Change of income tax by default", "tax by contract less tax on what is expected", "is expected", "is the tax"),
}  # fmt: skip


def leg_page(topic: str) -> str | None:
    """Return the page of a leg by its name in the JSON result (`running_fee_2` has that of its family); None for what is none."""
    family = f"{topic.rstrip('0123456789').rstrip('_')}_"
    found = LEGS.get(topic) or LEGS.get(family)
    if found is None:
        return None
    label, amount, stops, taxed = found
    return (
        f"{topic}: {label}\n\nFor the lessor, per car\n  {amount}\n\nStops at default\n  {stops}\n\nFor income tax\n  {taxed}\n"
    )
