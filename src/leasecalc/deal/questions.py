"""What a deal asks beside its price: yields of its own, the best instalments within limits, what may turn out otherwise, and other routes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from leasecalc.reading.fields import Amount, AmountOrShare, Count, Day, Identifier, LengthOfTime, Percent, Text, YesNo
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.reading.faults import Fault


@record(kw_only=True)
class OwnYield:
    """The rate of return on a set of legs of the lease."""

    include: tuple[Identifier, ...] | None = None
    """Legs that count, as the JSON and `compare` name them; `services` is all fees and costs of services (default: every leg)."""
    exclude: tuple[Identifier, ...] = ()
    """Legs that do not count."""
    expected: YesNo = False
    """Whether the expected loss, recovery and insurance payments of default count where `include` does not name them (default: no)."""
    label: Text | None = None
    """What the reports call it (default: its name)."""


@record(kw_only=True)
class SeasonLimit:
    """Limits of the instalments that fall due in some months."""

    calendar_months: tuple[Count, ...] | None = None
    """Months of the calendar, 1 to 12, in which the instalment falls due."""
    contract_months: tuple[Count, ...] | None = None
    """Months within each contract year, 1 to 12; 1 is the month of the first instalment."""
    at_least: Percent | Amount | None = None
    """Smallest instalment: a share of the level one, or an amount."""
    at_most: Percent | Amount | None = None
    """Largest instalment: a share of the level one (`0%`: none is paid), or an amount."""


@record(kw_only=True)
class Optimise:
    """Instalments that are free within limits: what is sought, and the limits. Shares are of the level instalment within the same floors and ceilings."""

    objective: Literal["lessee_cost", "lease_npv", "lease_peak_cash"]
    """`lessee_cost`: lowest present value of what the lessee pays, at its borrowing rate; `lease_npv`: highest; `lease_peak_cash`: lowest."""
    floors: Mapping[str, Amount | Percent] | None = None
    """Measures and what each must at least be: `lessor_yield: 14%` (default: the target that the deal's rent is solved for)."""
    ceilings: Mapping[str, Amount | Percent] | None = None
    """Measures and what each may at most be: `lease_peak_cash: 9000 USD`."""
    at_least: Percent | Amount | None = None
    """Smallest instalment: a share of the level one, or an amount (default: none below zero)."""
    at_most: Percent | Amount | None = None
    """Largest instalment: a share of the level one, or an amount."""
    largest_rise: Percent | Amount | None = None
    """Most by which an instalment may exceed the one before."""
    largest_fall: Percent | Amount | None = None
    """Most by which an instalment may fall below the one before."""
    seasons: tuple[SeasonLimit, ...] = ()
    """Limits by month. Rise, fall, `order` and `equal` then compare instalments of the same seasons with each other."""
    order: Literal["non_increasing", "non_decreasing"] | None = None
    """Whether instalments may only fall, or only rise."""
    equal: LengthOfTime | None = None
    """Length within which instalments are alike: `12 months` for each contract year level, `3 months` for each quarter."""


@record(kw_only=True)
class FxChance:
    """How one quotation moves round the path that `fx` expects of it (rate and drift)."""

    volatility: Percent
    """Yearly standard deviation of the logarithm of the quotation."""
    devaluation_rate: Percent | None = None
    """Yearly chance (intensity) that the quoted currency falls at once; at most one fall in the life of the deal."""
    devaluation: Percent | None = None
    """By how much its value then falls: `40%` divides it by 1 / (1 - 40 %)."""
    band: Percent | None = None
    """The quotation is held within this share of what is expected of it, up and down ..."""
    band_until: Day | None = None
    """... until this day (default: throughout)."""


@record(kw_only=True)
class ResidualChance:
    """What the car is worth in the end, as a multiple of what the deal expects; repossessed cars move with it."""

    volatility: Percent
    """Standard deviation of the multiple (normal law) or of its logarithm (lognormal law); its mean is 1."""
    law: Literal["lognormal", "normal"] = "lognormal"


@record(kw_only=True)
class PriceChance:
    """A price that moves what the car is worth in the end; repossessed cars move with it. Lognormal, its multiple has mean 1."""

    volatility: Percent
    """Standard deviation of the logarithm of the price by the end of the lease."""
    residual_elasticity: Percent
    """By how much the car's worth changes for each per cent of that price: `30%`, or `-20%` where it falls as the price rises."""


@record(kw_only=True)
class RecoveryChance:
    """The share that is recovered after a default, evenly between two ends."""

    low: Percent
    high: Percent


@record(kw_only=True)
class DelayChance:
    """By how much later than written the export refund comes, evenly between two ends."""

    low: LengthOfTime
    high: LengthOfTime


@record(kw_only=True)
class RateChance:
    """How the discount rate may differ by then: a shift of the whole rate, normal, mean 0."""

    volatility: Percent


@record(kw_only=True)
class Chances:
    """The laws of a simulation. What is not written does not vary; a default comes from `credit`."""

    source: Text
    """Where volatilities and correlations come from, or that they are assumed."""
    fx: Mapping[str, FxChance] | None = None
    """By quotation of `fx.rates`: `USD/ZAR: {volatility: 15%}`."""
    residual: ResidualChance | None = None
    fuel_price: PriceChance | None = None
    """What drivers of other cars pay for fuel: dearer fuel makes an electric car worth more."""
    battery_price: PriceChance | None = None
    """What a new battery costs: dearer batteries make new electric cars dearer, and this one worth more."""
    recovery: RecoveryChance | None = None
    refund_delay: DelayChance | None = None
    discount_rate: RateChance | None = None
    correlations: Mapping[str, Percent] | None = None
    """Of the normal draws behind two drivers: `default, residual: -30%`. A high draw is an early default, or a high quotation, value, price, share, ..."""


@record(kw_only=True)
class OtherLease:
    """The lease of the other kind (finance or operating) than the deal's."""

    residual: AmountOrShare | None = None
    """What the end of that lease pays: the option's price of a finance lease, what the market pays after an operating one."""
    disposal_cost: AmountOrShare | None = None
    """Cost of selling the car after an operating lease."""
    rent: Amount | None = None
    """Instalment of that lease (default: the deal's)."""
    withholding_rate: Percent | None = None
    """What the market withholds from that rent (default: from the market file, by its character)."""


@record(kw_only=True)
class InstalmentSale:
    """A sale against instalments, title retained until they are paid."""

    last_payment: AmountOrShare | None = None
    """Last instalment of the price (default: the price of the deal's purchase option, or its balloon)."""
    rent: Amount | None = None
    """Instalment of the price (default: the deal's)."""
    withholding_rate: Percent | None = None
    """What the market withholds from interest (default: the deal's rate where it is taken from the finance charge, else from the market file)."""


@record(kw_only=True)
class SpvLease:
    """A sale to a company of the same group abroad, which leases on."""

    jurisdiction: Text | None = None
    """Where the company is resident."""
    transfer_price: Amount | None = None
    """Price per car at which it buys, free on board."""
    running_cost: Amount | None = None
    """What the company costs, a year and car."""
    tax_rate: Percent | None = None
    """Its rate of income tax."""
    withholding_rate: Percent | None = None
    """What the market withholds from payments to it, after its own treaty."""
    withholding_on: Literal["finance_charge", "gross_rent"] | None = None
    """What that is taken from."""
    salvage: AmountOrShare | None = None
    """Value that the company does not write off, for an operating lease that it pays tax on."""


@record(kw_only=True)
class LocalAssembly:
    """The car goes out as a kit and is assembled in the market."""

    then: Literal["lease", "sale"] | None = None
    """Whether the assembled car is leased as the deal says, or sold at `sale.price`."""
    kit_price: Amount | None = None
    """Price of the kit, as invoiced, in the currency of the purchase."""
    kit_share: Percent | None = None
    """Price of the kit as a share of that of the car."""
    assembly_cost: Amount | None = None
    """Cost of assembly per car."""
    capital_cost: Amount | None = None
    """Cost of the plant per car."""
    overrides: Mapping[str, Text] | None = None
    """Charge lines on the kit: line id to a rate (`5%`) or an amount, as in `import.overrides`."""
    hs: Text | None = None
    """Customs code of the kit."""
    condition: Text | None = None
    """Condition that the market file has rates for (`kit`)."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault where the kit is priced twice."""
        from leasecalc.reading.faults import Fault

        if self.kit_price is not None and self.kit_share is not None:
            yield Fault(
                ("kit_share",), "LC496", "the kit is priced twice, by `kit_price` and by `kit_share`", "write one of them"
            )


@record(kw_only=True)
class Routes:
    """Routes beside the deal's own lease and sale; one that lacks an input is shown with what is missing, and not priced."""

    finance_lease: OtherLease | None = None
    """The car on a finance lease, where the deal's is an operating one."""
    operating_lease: OtherLease | None = None
    """The car on an operating lease, where the deal's is a finance lease."""
    instalment_sale: InstalmentSale | None = None
    """Sold against instalments, title retained."""
    spv_lease: SpvLease | None = None
    """Sold to a company abroad that leases on."""
    local_assembly: LocalAssembly | None = None
    """Assembled from kits in the market."""
