"""The lessee's side: what it pays, beside buying the same car with a local loan, and how its revenue covers the instalment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.engine.lessee import lessee_position
from leasecalc.report.deal.model import LesseeShown
from leasecalc.report.decimals import finite, money

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced


def lessee_shown(priced: Priced) -> LesseeShown:
    """Return the lessee's position in the currency of the lease per car; present values only where a borrowing rate is written."""
    currency = priced.deal.lease.currency
    found = lessee_position(priced)
    lease = None if found.lease_cost is None else money(found.lease_cost, currency)
    purchase = None if found.purchase_cost is None else money(found.purchase_cost, currency)
    return LesseeShown(
        lease_cost=lease,
        purchase_cost=purchase,
        lease_minus_purchase=_difference(lease, purchase),
        rent_cover=None if found.rent_cover is None else finite(found.rent_cover),
        total_paid=money(found.total_paid, currency),
        cost_per_km=None if found.cost_per_km is None else finite(found.cost_per_km),
    )


def _difference(lease: Decimal | None, purchase: Decimal | None) -> Decimal | None:
    return None if lease is None or purchase is None else lease - purchase
