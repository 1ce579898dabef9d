"""The loan of a deal as data: its terms, its rows, and the lease beside it. Money of rows and gaps is in the currency of the loan, per car."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leasecalc.records import record


@record(kw_only=True)
class LoanRowShown:
    """One payment of the loan; ``opening`` is the balance after any prepayment by the export refund."""

    on: date
    opening: Decimal
    rate: float
    """Nominal yearly rate of the time before."""
    interest: Decimal
    repaid: Decimal
    closing: Decimal


@record(kw_only=True)
class GapShown:
    """One day: balance of the lease, the part that the loan was made for, the loan, and loan less that part."""

    on: date
    month: float
    """Months from the pricing date."""
    asset: Decimal
    needed: Decimal
    loan: Decimal
    gap: Decimal


@record(kw_only=True)
class BucketShown:
    """What is repriced between two times after commencement, in months; the last bucket is open."""

    months_from: float
    months_to: float | None
    asset: Decimal
    loan: Decimal
    gap: Decimal
    cumulative: Decimal


@record(kw_only=True)
class GreenShown:
    """Carbon dioxide avoided by one car a year, and the discount that it earns."""

    tonnes_avoided: float
    threshold_tonnes: float
    discount_rate: float
    """Discount that is given: zero below the threshold."""


@record(kw_only=True)
class FundingShown:
    """The loan, in its currency per car."""

    kind: str
    currency: str
    repayment: str
    recourse: bool
    drawn: date
    principal: Decimal
    fee: Decimal
    first_rate: float
    last_rate: float
    prepaid: Decimal
    prepaid_on: date | None
    green: GreenShown | None
    pays_first: bool
    """Whether lease and loan together begin with a payment of the owners; else their return is the rate of a debt, not of an investment."""
    rows: tuple[LoanRowShown, ...]
    total_interest: Decimal
    gap: tuple[GapShown, ...]
    buckets: tuple[BucketShown, ...]
