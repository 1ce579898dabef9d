"""What can reduce the lessor's cash: default, insurance against it, and tax withheld abroad."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, AmountOrShare, Count, LengthOfTime, Moment, Percent, YesNo
from leasecalc.records import record


@record(kw_only=True)
class ResalePoint:
    """One point of a resale curve."""

    month: Count
    """Months since commencement."""
    share: Percent
    """What a repossessed car fetches, as a share of the purchase price."""


@record(kw_only=True)
class Credit:
    """Default of the lessee, in expectation."""

    default_rate: Percent
    """Probability of default within a year, of those that have not defaulted."""
    recovery: Percent | None = None
    """What is recovered, as a share of the balance outstanding at default."""
    resale: tuple[ResalePoint, ...] | None = None
    """Instead of `recovery`: value of the car by month, straight between the points."""
    lag: LengthOfTime | None = None
    """Time from the first missed instalment to the recovery (default: none)."""
    repossession_cost: Amount | None = None
    """Cost of getting and preparing the car."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault when neither or both ways of recovery are given."""
        if (self.recovery is None) == (self.resale is None):
            yield Fault(
                path=("recovery",),
                code="LC403",
                message="`credit` needs `recovery` or `resale`, and only one of them",
                hint="write `recovery: 40%` (of the balance) or a list of `resale` points",
            )


@record(kw_only=True)
class Insurance:
    """Export-credit insurance of the lessor."""

    premium: AmountOrShare
    """Premium per car, an amount or a share of financed."""
    paid: Moment | None = None
    """When the premium is paid (default: at commencement)."""
    cover: Percent
    """Share of the loss that the insurer pays."""
    waiting: LengthOfTime | None = None
    """Time from default to the payment (default: none)."""


@record(kw_only=True)
class Withholding:
    """Tax that the market withholds from payments to the lessor."""

    rate: Percent
    """Rate after treaty."""
    on: Literal["finance_charge", "gross_rent"]
    """What it is taken from."""
    gross_up: YesNo = False
    """Whether the lessee bears it on top of the rent."""
