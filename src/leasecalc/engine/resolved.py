"""What is priced: numbers, dates and rules, with nothing left to look up. Frozen; the kernel only reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from leasecalc.records import field, record
from leasecalc.rounding import Rounding
from leasecalc.values import Value

if TYPE_CHECKING:
    from leasecalc.charges.gates import GateResult
    from leasecalc.charges.refund import MakerPeriod
    from leasecalc.dates import FrequencyName
    from leasecalc.deal.lease import Lease, Remainder
    from leasecalc.engine.accounting.terms import AccountingTerms
    from leasecalc.engine.contract.currency_clause import ClausePlan
    from leasecalc.engine.contract.payment_plan import PaymentPlan
    from leasecalc.engine.ends.terms import EndTerms
    from leasecalc.engine.legs.rate_laws import RateLaw
    from leasecalc.engine.money_beside import MoneyInputs, MoneyPlan
    from leasecalc.engine.path import Path
    from leasecalc.engine.resolved_funding import FundingPlan, GreenInputs
    from leasecalc.engine.resolving.instalment_dates import InstalmentDates
    from leasecalc.engine.risk_plan import CreditPlan
    from leasecalc.markets.resolve_stack import ResolvedStack

Per = Literal["money", "share", "instalments"]
Status = Literal["written", "assumed", "default", "sourced", "override", "unverified", "stale"]


@record
class Quantity:
    """A number and what it counts: money in a currency, a share of a base, or instalments."""

    number: Value
    per: Per
    of: str = ""
    """Currency of money, or name of the base of a share."""


@record(kw_only=True)
class Inputs:
    """Every number that a knob can set; each may be a float or an array of shape (S,). Rates are fractions, amounts per car."""

    price: Quantity
    vat_rate: Value
    refund_rate: Value
    lease_refund_share: Value
    sale_refund_share: Value
    consumption_tax: Quantity | None = None
    """Paid at the stage before, and refunded where the value-added tax is."""
    inland: Quantity | None
    freight: Quantity | None
    marine_insurance: Quantity | None
    fob: Quantity
    customs_value: Quantity | None
    retail_price: Quantity | None
    reference_price: Quantity | None
    inland_freight: Quantity | None
    financed: Quantity
    down_payment: Quantity | None
    deposit: Quantity | None
    direct_cost: Quantity | None
    fees: tuple[Quantity, ...]
    rent: Quantity | None
    target: Quantity | None
    residual: Quantity
    disposal_cost: Quantity | None
    service_fees: tuple[Quantity | None, ...]
    service_costs: tuple[Quantity | None, ...]
    default_rate: Value | None
    """Flat yearly rate; None where the plan has a curve."""
    recovery_rate: Value
    repossession_cost: Quantity | None
    premium: Quantity | None
    cover_rate: Value
    withholding_rate: Value
    rent_vat_rate: Value
    discount_rate: Value
    sale_price: Quantity
    sale_discount: Quantity | None
    sale_insurance: Quantity | None
    sale_commission: Quantity | None
    sale_bank_cost: Quantity | None = None
    sale_warranty: Quantity | None = None
    revenue: Quantity | None
    borrowing_rate: Value | None
    km_per_year: Value | None = None
    energy_per_km: Quantity | None = None
    lessee_resale: Quantity | None = None
    fx: Mapping[str, Value]
    drift: Mapping[str, Value]
    laws: Mapping[str, RateLaw] = field(default_factory=dict)
    """How quotations without drift move, by pair."""
    conversion_cost: Value | None = None
    """Cost of exchanging, as a share of what is exchanged; None where the deal writes none."""
    conversion_fee: Quantity | None = None
    """Cost of exchanging, each time."""
    indexed_share: Value = 0.0
    """Share of each instalment that follows an exchange rate."""
    money: MoneyInputs | None = None
    """Numbers of what moves beside the rent; None where the deal has nothing of the kind."""
    structure: Mapping[str, Value] = field(default_factory=dict)
    """Numbers of the structure that a knob has turned, by the knob's name; empty as the deal is written."""
    default_multiple: Value = 1.0
    """What default rates are multiplied by."""
    resale_level: Value = 1.0
    """What the curve of the car's value is multiplied by."""
    per_km: Quantity | None = None
    relet_rate: Value = 0.0
    guarantee_share: Value = 0.0
    guarantee_fee: Quantity | None = None
    guarantor_default_rate: Value = 0.0
    premium_rate: Value = 0.0
    excluded_rate: Value = 0.0
    maximum_liability: Quantity | None = None
    funding_amount: Quantity | None = None
    funding_rate: Value | None = None
    """The loan's fixed rate, nominal a year; None where it floats or goes by term."""
    funding_margin: Value = 0.0
    funding_fee: Quantity | None = None
    economic_capital: Quantity | None = None
    operating_cost: Quantity | None = None
    """What running the lease costs in a year."""
    green: GreenInputs | None = None
    return_share: Value = 0.0
    """Of lessees who reach the end of the term."""
    extension_share: Value = 0.0
    extension_rent: Quantity | None = None
    early_return_rate: Value | None = 0.0
    """Chance of an early return within a month; None where the plan has a curve."""
    early_return_share: Value = 0.0
    """Share of the instalments still to come that an early return owes."""
    early_return_cost: Quantity | None = None
    idle_cost: Quantity | None = None
    """Cost of a month until a car that came back early is sold."""
    returned_value: Quantity | None = None
    """What a car that comes back at the end brings; None: by its curve."""
    return_cost: Quantity | None = None
    path: Path | None = None
    """What turned out, in a simulation; None: what is expected."""


@record(kw_only=True)
class ServicePlan:
    """When a service is paid, and by how much it has grown by then."""

    name: str
    kind: str
    at: tuple[int, ...]
    growth: tuple[float, ...]


@record(kw_only=True)
class Timeline:
    """The time grid (union of all event dates) and where on it each event lies."""

    dates: tuple[date, ...]
    years: tuple[float, ...]
    """Years from the pricing date by the deal's day count."""
    pricing: int
    purchase: int
    export: int
    refund: int
    shipping: int
    charges: int
    recovered: int | None
    """Where recoverable input tax comes back to a lessor that imports; None: it is not counted."""
    commencement: int
    end: int
    residual: int
    premium: int
    instalments: tuple[int, ...]
    due: tuple[date, ...]
    """Day on which each instalment falls due by the contract, and that of the residual; paid on the business day of the grid."""
    periods: tuple[int, ...]
    """Contract period of each instalment (0 = commencement)."""
    fees: tuple[int, ...]
    tranches: tuple[int, ...]
    warranty: int


@record(kw_only=True)
class Roundings:
    """The declared roundings: of the instalment, of contract money in the lease currency, and of cash that settles in the deal's."""

    rent: Rounding
    contract: Rounding
    settlement: Rounding
    origin: Rounding
    remainder: Remainder = "last_interest"
    """Where the contract puts what the rounding of instalments leaves."""
    remainder_row: int = 0
    """Place of the instalment that takes it, for ``instalment``."""
    smooth: bool = False
    """True while a rent is being solved: instalment and what depends on it stay unrounded."""


@record(kw_only=True)
class Provenance:
    """Where one number came from."""

    path: str
    text: str
    status: Status
    note: str = ""


@record(kw_only=True)
class LeaseTerms:
    """The facts of the lease that are not numbers to turn."""

    kind: Literal["finance", "operating"]
    currency: str
    periods: int
    payments: FrequencyName
    payments_per_year: float
    compoundings_per_year: float
    """Compounding periods of a nominal rate (those of the instalments, unless the deal says otherwise)."""
    plan: PaymentPlan
    timing: Literal["advance", "arrears"]
    in_advance: int
    term_months: float
    target: Literal["lessor_yield", "customer_rate", "npv"] | None
    residual_kind: Literal["purchase_option", "guaranteed", "unguaranteed", "balloon"]
    withholding_on: Literal["finance_charge", "gross_rent"]
    gross_up: bool
    fee_names: tuple[str, ...]
    revenues_per_instalment: float
    """How often the lessee earns its revenue for each instalment."""
    written: Lease
    """The lease as it was written, and its days: what the plan is made of again where a knob turns its structure."""
    dates: InstalmentDates
    clause: ClausePlan | None = None
    """The exchange rate that instalments follow; None where they do not."""


@record(kw_only=True)
class SaleTerms:
    """The facts of the sale that are not numbers to turn."""

    incoterm: str
    fractions: tuple[float, ...]
    """Share of the price due at each tranche."""
    after_export: float
    """Share of the price that is still open at export (what credit insurance covers)."""


@record(kw_only=True)
class RepaymentTerms:
    """What an early end repays of the export refund."""

    share: float
    rule: str
    """The rule in words, with its source and how far that was read."""


@record(kw_only=True)
class PurchaseTerms:
    """How the purchase was invoiced, and who claims the refund."""

    vat: Literal["included", "excluded", "none"]
    claimant: Literal["lessor", "trading_company", "maker"]
    maker: MakerPeriod | None
    repayment: RepaymentTerms | None = None
    """What an early end repays of the export refund; None where the origin has no such rule on the day of export."""


@record(kw_only=True)
class LegSet:
    """A yield of the deal's own: the legs of the lease that it counts (``include`` None: all but for ``expected`` ones, unless those are wanted)."""

    name: str
    label: str
    include: tuple[str, ...] | None
    exclude: tuple[str, ...]
    expected: bool


@record(kw_only=True)
class ResolvedDeal:
    """One deal ready to price."""

    name: str
    pricing_date: date
    currency: str
    day_count: str
    quantity: int
    market: str
    importer: Literal["lessee", "lessor"]
    timeline: Timeline
    purchase: PurchaseTerms
    lease: LeaseTerms
    sale: SaleTerms
    services: tuple[ServicePlan, ...]
    credit: CreditPlan
    stack: ResolvedStack
    roundings: Roundings
    inputs: Inputs
    origin_gates: tuple[GateResult, ...]
    provenance: tuple[Provenance, ...]
    money: MoneyPlan | None = None
    """Places and rules of what moves beside the rent."""
    yields: tuple[LegSet, ...] = ()
    """Yields that the deal defines, in its order."""
    lots: tuple[Lot, ...] = ()
    """Deliveries on days of their own; everything else here is then that of the first, but the quantity, which is of all."""
    accounting: AccountingTerms | None = None
    refund_rule: Literal["lease", "sale"] = "lease"
    """Whose rule grants the export refund of the lease: that of leases, or of sales where the route is a sale for it."""
    funding: FundingPlan | None = None
    """The loan; None where the deal has none."""
    ends: EndTerms | None = None
    """How the lease may end; None where the deal says nothing of it."""
    holidays: tuple[date, ...] = ()
    """Holidays that were kept when payments moved to business days, own ones and those of a country."""


@record(kw_only=True)
class Lot:
    """One delivery: how many cars, and their deal on the time grid that all deliveries share."""

    quantity: int
    deal: ResolvedDeal
