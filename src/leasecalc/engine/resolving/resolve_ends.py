"""Resolve the terms of early ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.ends.terms import EndTerms
from leasecalc.engine.resolving.resolve_inputs import quantity

if TYPE_CHECKING:
    from leasecalc.deal.ends import Ends
    from leasecalc.engine.resolved import Quantity


def end_terms(told: Ends) -> EndTerms:
    """Return the terms; the method is the balance where the deal names none."""
    known: dict[str, object] = {}
    if told.termination is not None:
        early = told.termination
        known = {
            "method": early.method,
            "fee": quantity(early.fee),
            "vat_rate": float(early.vat_rate or 0),
            "refund_by_lessee": early.refund == "lessee",
        }
        known["discount_rate"] = None if early.discount_rate is None else float(early.discount_rate)
    if told.mileage is not None:
        known["km_above_per_month"] = max(float(told.mileage.expected_km_per_month - told.mileage.allowed_km_per_month), 0.0)
        known["per_km"] = quantity(told.mileage.per_km)
    options: list[tuple[int, Quantity]] = []
    for option in told.buy_out:
        price = quantity(option.amount)
        assert price is not None  # noqa: S101 - the amount of an option is needed
        options.append((option.month, price))
    return EndTerms(**known, buy_out=tuple(options))  # type: ignore[arg-type]
