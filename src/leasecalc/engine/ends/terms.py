"""What the deal says about early ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.resolved import Quantity

Method = Literal["balance", "present_value", "stipulated_loss", "rule_of_78"]


@record(kw_only=True)
class EndTerms:
    """The terms of an early end; rates are fractions."""

    method: Method = "balance"
    discount_rate: float | None = None
    fee: Quantity | None = None
    vat_rate: float = 0.0
    refund_by_lessee: bool = False
    buy_out: tuple[tuple[int, Quantity], ...] = ()
    """Months since commencement, and the price."""
    km_above_per_month: float = 0.0
    per_km: Quantity | None = None
