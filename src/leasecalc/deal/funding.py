"""How the lessor funds the lease: one loan, on which terms, and the capital that the lease ties up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from leasecalc.deal.lease import Payments
from leasecalc.deal.structure import RatePoint
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import (
    Amount,
    AmountOrShare,
    CurrencyCode,
    Identifier,
    LengthOfTime,
    Moment,
    Number,
    Percent,
    Text,
    YesNo,
)
from leasecalc.records import record


@record(kw_only=True)
class TermRate:
    """A rate for money that is lent for so long."""

    term: LengthOfTime
    """Length of the loan, in months or years."""
    rate: Percent
    """The rate, nominal a year."""


@record(kw_only=True)
class FundingFloating:
    """A rate that follows a base rate."""

    series: Identifier | None = None
    """A dated series of the origin's file, for example `lpr_1y`; its last known value holds from its day on."""
    base: tuple[RatePoint, ...] | None = None
    """Instead of `series`: the base rate by day, as fixed or expected."""
    reset_every: LengthOfTime
    """Length between resets, counted from the drawdown (matched: from commencement); a reset takes the base rate of its day."""
    floor: Percent | None = None
    """Lowest rate, base and margin together."""
    cap: Percent | None = None
    """Highest rate, base and margin together."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault when neither or both of series and base are given."""
        if (self.series is None) == (self.base is None):
            yield Fault(("series",), "LC485", "a floating rate needs `series` or `base`, and only one of them",
                        "write `series: lpr_1y`, or the base rate by day")  # fmt: skip


@record(kw_only=True)
class Green:
    """A discount for carbon dioxide that the car avoids beside a petrol car; all figures are those of one car."""

    distance_km: Number
    """Kilometres a year."""
    consumption_kwh_km: Number
    """Electricity of the car, kWh per km."""
    grid_kg_kwh: Number
    """Emission of the grid that charges it, kg CO2 per kWh."""
    reference_litres_km: Number
    """Fuel of the reference car, litres per km."""
    fuel_kg_litre: Number
    """Emission of its fuel, kg CO2 per litre."""
    threshold_tonnes: Number
    """Tonnes a year from which the discount is given."""
    discount: Percent
    """Taken off the rate, for example `20bp`."""
    source: Text | None = None
    """Where the figures were read; without it they are marked as assumed."""


@record(kw_only=True)
class Funding:
    """The loan of one car, and what the lease costs its owner beside it."""

    kind: Literal["loan", "buyer_credit", "supplier_credit"] = "loan"
    """A loan to the lessor; a bank's credit that pays the supplier; or the supplier's own: part of the price is paid later, with interest."""
    amount: AmountOrShare
    """Principal: an amount, or a share (`80% of cost`: price, carriage, charges that the lessor pays and direct cost)."""
    currency: CurrencyCode | None = None
    """Currency of the loan (default: that of the amount; of a share, that of the lease)."""
    rate: Percent | None = None
    """A fixed rate, nominal a year."""
    floating: FundingFloating | None = None
    """Instead of `rate`: a rate that follows a base rate."""
    curve: tuple[TermRate, ...] | None = None
    """Instead of `rate`: rates by term, straight between the points; each repayment bears that of its own term."""
    margin: Percent = Decimal(0)
    """On top of a floating rate or of the curve (default: 0%)."""
    repayment: Literal["matched", "bullet", "level"]
    """`matched`: the principal follows the balance of the lease; `bullet`: all at the end; `level`: payments of one size."""
    payments: Payments | None = None
    """How often interest is paid (default: with each instalment; a matched loan has no other)."""
    term: LengthOfTime | None = None
    """From the drawdown to the last repayment of a bullet or level loan (default: to the end of the lease)."""
    drawn: Moment | None = None
    """When the loan is drawn (default: when the car is paid)."""
    fee: AmountOrShare | None = None
    """Paid at the drawdown: an amount, or a share of the loan (`1% of loan`)."""
    prepaid_with_refund: YesNo = False
    """Whether the export refund repays part of the loan on the day it comes."""
    recourse: YesNo = True
    """Whether the lessor owes the loan after the lessee's default; without recourse the lender has what is recovered."""
    green: Green | None = None
    """A discount on the rate for carbon dioxide avoided."""
    capital: AmountOrShare | None = None
    """Economic capital of one car: an amount, or a share (`8% of balance`: of the average balance of the lease)."""
    operating_cost: Amount | None = None
    """What running the lease costs in a year, in the measures of capital alone."""
    source: Text | None = None
    """Where the terms were read; without it they are marked as assumed."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault where the rate is given in no way or in several, or where terms exclude each other."""
        given = [name for name in ("rate", "floating", "curve") if getattr(self, name) is not None]
        if len(given) != 1:
            told = "none of them" if not given else " and ".join(f"`{name}`" for name in given)
            yield Fault((given[-1],) if given else (), "LC485", f"a loan has one of `rate`, `floating` and `curve`, and here is {told}",
                        "keep one of them")  # fmt: skip
        if self.margin and self.rate is not None:
            yield Fault(
                ("margin",), "LC485", "a margin comes on top of a base rate, and `rate` is the whole rate", "leave `margin` out"
            )
        if self.repayment == "matched":
            for name in ("payments", "term"):
                if getattr(self, name) is not None:
                    yield Fault(
                        (name,),
                        "LC486",
                        f"a matched loan follows the lease, so it has no `{name}` of its own",
                        f"leave `{name}` out",
                    )
