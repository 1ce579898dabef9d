"""What can reduce the lessor's cash: default, and tax withheld abroad. Insurance against default stands in `cover`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from leasecalc.charges.source import Source
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, AmountOrShare, Count, LengthOfTime, Percent, Text, YesNo
from leasecalc.records import record

RatesBy = Literal["conditional_yearly", "conditional_monthly", "cumulative"]


@record(kw_only=True)
class ResalePoint:
    """One point of a resale curve."""

    month: Count
    """Months since commencement."""
    share: Percent
    """What a repossessed car fetches, as a share of the purchase price."""


@record(kw_only=True)
class DefaultCurve:
    """Rates of default by year of the lease."""

    by: RatesBy
    """`conditional_yearly` or `conditional_monthly`: probability within a year (a month) of those that have not defaulted; `cumulative`: of all, by
    the end of each year."""
    rates: tuple[Percent, ...]
    """One rate for each year of the lease; the last yearly probability holds for all years after it."""
    source: Source
    """Where the rates come from."""


@record(kw_only=True)
class Rating:
    """Rates of default of the lessee's grade, from a table of an agency or of the lessor's own book."""

    grade: Text
    """The lessee's grade, a key of `table`."""
    by: RatesBy
    """How the rates of the table are meant (agencies publish `cumulative`)."""
    table: Mapping[Text, tuple[Percent, ...]]
    """Rates by grade, one for each year."""
    source: Source
    """Where the table comes from."""


@record(kw_only=True)
class Guarantee:
    """A guarantor that pays a share of the loss."""

    share: Percent
    """Share of the loss after deposit and recovery that the guarantor pays, with the recovery."""
    fee: AmountOrShare | None = None
    """What the lessor pays for it at commencement, an amount or a share of financed (default: nothing)."""
    default_rate: Percent | None = None
    """Probability a year that the guarantor itself defaults, whatever the lessee does."""
    joint_default: Percent | None = None
    """Instead: probability that the guarantor is in default when the lessee is."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault when the guarantor's own default is told twice or not at all."""
        if (self.default_rate is None) == (self.joint_default is None):
            yield Fault(
                path=("default_rate",),
                code="LC442",
                message="`guarantee` needs `default_rate` or `joint_default`, and only one of them",
                hint="write `joint_default: 20%` (of lessee's defaults), or the guarantor's own yearly `default_rate`; 0% if it never fails",
            )


@record(kw_only=True)
class Credit:
    """Default of the lessee, in expectation."""

    default_rate: Percent | None = None
    """Probability of default within a year, of those that have not defaulted."""
    default_curve: DefaultCurve | None = None
    """Instead: rates by year of the lease."""
    rating: Rating | None = None
    """Instead: the rates of the lessee's grade."""
    recovery: Percent | None = None
    """What is recovered, as a share of the balance outstanding at default."""
    resale: tuple[ResalePoint, ...] | None = None
    """Instead of `recovery`: value of the car by month, straight between the points."""
    car: Literal["resold", "relet"] | None = None
    """Instead: the car is sold at its value by `car_value`, or leased again for the rest of the term."""
    relet_rent: Percent | None = None
    """What the next lessee pays of each instalment; the residual is as in the contract."""
    lag: LengthOfTime | None = None
    """Time from the first missed instalment to the recovery (default: none)."""
    idle: LengthOfTime | None = None
    """Time that a repossessed car then stands before it is sold or leased again (default: none)."""
    repossession_cost: Amount | None = None
    """Cost of getting and preparing the car."""
    deposit: Literal["kept", "set_off"] = "kept"
    """`kept`: the whole deposit, and no claim is less for it; `set_off`: the loss is taken from it, and what is left is returned."""
    guarantee: Guarantee | None = None
    """Who pays a share of the loss."""

    def faults(self) -> Iterable[Fault]:
        """Yield faults where default or recovery is told twice or not at all."""
        if sum(way is not None for way in (self.default_rate, self.default_curve, self.rating)) != 1:
            yield Fault(
                path=("default_rate",),
                code="LC440",
                message="`credit` needs one of `default_rate`, `default_curve` and `rating`",
                hint="write `default_rate: 3%` (a year), or one of the others with its source",
            )
        if sum(way is not None for way in (self.recovery, self.resale, self.car)) != 1:
            yield Fault(
                path=("recovery",),
                code="LC403",
                message="`credit` needs one of `recovery`, `resale` and `car`",
                hint="write `recovery: 40%` (of the balance), a list of `resale` points, or `car: resold` with a section `car_value`",
            )
        if (self.car == "relet") != (self.relet_rent is not None):
            yield Fault(
                path=("relet_rent",),
                code="LC403",
                message="`car: relet` and `relet_rent` go together",
                hint="write `relet_rent: 70%`, what the next lessee pays of each instalment",
            )


@record(kw_only=True)
class Withholding:
    """Tax that the market withholds from payments to the lessor."""

    rate: Percent | None = None
    """Rate after treaty (default: by `character` from the market file)."""
    on: Literal["finance_charge", "gross_rent"] | None = None
    """What it is taken from (default: by `character` from the market file)."""
    character: Literal["interest", "royalty", "equipment", "none"] | None = None
    """What the market takes the rent for; rent of equipment falls under the royalties of China's treaties."""
    treaty: YesNo = True
    """Whether the treaty caps the market's own rate, which takes a certificate of residence."""
    gross_up: YesNo = False
    """Whether the lessee bears it on top of the rent."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault where nothing says how much is withheld, or from what."""
        if self.character is None and (self.rate is None or self.on is None):
            yield Fault(("rate",), "LC460", "`withholding` needs `rate` and `on`, or the `character` by which the market file has them",
                        "write `character: interest`, or for example `rate: 10%` and `on: gross_rent`")  # fmt: skip
