"""Export-credit insurance: what it costs, and what it pays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import AmountOrShare, Count, LengthOfTime, Moment, Percent, YesNo
from leasecalc.records import record

BuyerCategory = Literal["SOV+", "SOV/CC0", "CC1", "CC2", "CC3", "CC4", "CC5"]
Product = Literal["below_standard", "standard", "above_standard"]
PremiumEvery = Literal["monthly", "quarterly", "half_yearly", "yearly"]


@record(kw_only=True)
class MinimumPremium:
    """The OECD minimum premium rate, a public proxy where the insurer's own price is not known; on the amount financed."""

    buyer: BuyerCategory
    """Buyer risk category: SOV+, SOV/CC0, CC1 to CC5."""
    country_category: Count | None = None
    """Country risk category, 1 to 7 (default: that of the market in the origin file on the pricing date)."""
    product: Product = "standard"
    """`below_standard`: insurance without interest in the waiting period; `standard`: with it; `above_standard`: a guarantee."""
    speculative_grade: YesNo = False
    """Whether the buyer is rated BB+ or worse, which lowers the premium of horizons beyond ten years."""
    credit_enhancement: Percent | None = None
    """Credit enhancement factor (CEF), at most 35% (default: none)."""


@record(kw_only=True)
class Insurance:
    """Export-credit insurance of the lessor."""

    premium: AmountOrShare | None = None
    """Premium per car, an amount or a share of financed, paid once."""
    premium_rate: Percent | None = None
    """Instead: yearly rate on the balance outstanding, paid ahead of each period while the lease runs."""
    every: PremiumEvery = "yearly"
    """How often a `premium_rate` is paid."""
    minimum_premium: MinimumPremium | None = None
    """Instead: the OECD minimum premium rate, paid once."""
    paid: Moment | None = None
    """When a premium that is paid once is paid (default: at commencement)."""
    cover: Percent
    """Share of the loss that the insurer pays."""
    waiting: LengthOfTime | None = None
    """Time from default to the payment (default: none)."""
    excluded: Percent | None = None
    """Share of defaults whose causes are not covered (default: none)."""
    maximum: AmountOrShare | None = None
    """Largest payment for one car, an amount or a share of financed (default: no limit)."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault when the premium is told twice or not at all."""
        if sum(way is not None for way in (self.premium, self.premium_rate, self.minimum_premium)) != 1:
            yield Fault(
                path=("premium",),
                code="LC441",
                message="`insurance` needs one of `premium`, `premium_rate` and `minimum_premium`",
                hint="write `premium: 3% of financed`, a yearly `premium_rate` on the balance, or `minimum_premium: {buyer: CC3}`",
            )
