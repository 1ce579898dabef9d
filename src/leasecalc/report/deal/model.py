"""The result of one deal: what every format is rendered from. Money is Decimal, rates are fractions, signs are the lessor's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from leasecalc.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.report.currency.clause import CurrencyClauseShown
    from leasecalc.report.currency.model import CurrencyShown
    from leasecalc.report.funding.model import FundingShown
    from leasecalc.report.tax.model import TaxShown

SCHEMA = "leasecalc/result/1"

Mark = Literal["", "assumed", "default", "override", "secondary", "unverified", "stale"]


@record(kw_only=True)
class FileRead:
    """A file that was read, with the SHA-256 of its bytes."""

    path: str
    sha256: str
    holds: Literal["deal", "market data"]


@record(kw_only=True)
class SourceShown:
    """Where a figure comes from."""

    title: str
    url: str
    seen: str
    confidence: str


@record(kw_only=True)
class GateShown:
    """A rule that the deal was put before."""

    id: str
    label: str
    status: str
    reason: str
    source: SourceShown


@record(kw_only=True)
class ChargeShown:
    """One line of the landed cost, in the market's currency per car."""

    id: str
    label: str
    group: str
    base: str
    base_amount: Decimal
    rate: str
    amount: Decimal
    recoverable: Decimal | None
    marks: tuple[str, ...]
    source: SourceShown | None
    note: str


@record(kw_only=True)
class LandedShown:
    """The landed cost of one car in its market."""

    market: str
    market_name: str
    currency: str
    importer: str
    fob: Decimal
    freight: Decimal
    insurance: Decimal
    lines: tuple[ChargeShown, ...]
    total_charges: Decimal
    recoverable: Decimal | None
    landed: Decimal
    exchange_rate: float
    """Units of the market's currency per unit of the deal's."""
    total_charges_in_deal_currency: Decimal


@record(kw_only=True)
class RowShown:
    """One row of the instalment table, in the currency of the lease per car."""

    number: int
    name: str
    due: date
    """Day by the contract."""
    on: date
    """Day of the payment: the same, or the business day that it moves to."""
    opening: Decimal
    instalment: Decimal
    interest: Decimal
    principal: Decimal
    vat: Decimal
    closing: Decimal


@record(kw_only=True)
class ScheduleShown:
    """The instalment table with its totals."""

    currency: str
    financed: Decimal
    rows: tuple[RowShown, ...]
    total_instalments: Decimal
    total_interest: Decimal
    total_principal: Decimal
    total_vat: Decimal
    residual: Decimal
    remainder: str
    currency_clause: CurrencyClauseShown | None = None
    """What an exchange rate makes of each instalment; null where they follow none."""


@record(kw_only=True)
class FlowShown:
    """One dated amount of a leg."""

    on: date
    month: float
    amount: Decimal


@record(kw_only=True)
class LegShown:
    """One leg, in the deal's currency per car; ``total`` is the sum of the amounts as printed."""

    name: str
    label: str
    nature: str
    total: Decimal
    present_value: Decimal
    flows: tuple[FlowShown, ...]


@record(kw_only=True)
class MeasureShown:
    """One measure with the flows it includes and its formula."""

    name: str
    label: str
    value: Decimal | float | None
    unit: str
    currency: str
    flows: str
    formula: str
    reason: str
    """Why there is no value, or why this one of several roots is quoted."""


@record(kw_only=True)
class YieldShown:
    """How a rate of return was found."""

    name: str
    status: str
    roots: tuple[float, ...]
    sign_changes: int
    reason: str
    modified_rate: float | None
    """Modified rate of return, outlays and receipts at the discount rate, effective a year."""


@record(kw_only=True)
class RouteShown:
    """One route in the comparison, in the deal's currency."""

    name: str
    npv_per_car: Decimal
    npv_fleet: Decimal
    surplus_per_car: Decimal
    peak_cash_per_car: Decimal
    payback_months: float | None
    cash_multiple: float | None


@record(kw_only=True)
class ComparisonShown:
    """The lease beside the export sale."""

    lease: RouteShown
    sale: RouteShown
    lease_minus_sale_per_car: Decimal
    lease_minus_sale_fleet: Decimal
    quantity: int
    winner: Literal["lease", "sale", "equal"]


@record(kw_only=True)
class RefundAnswer:
    """The whole deal again with the lease's export refund granted or refused."""

    granted: bool
    priced: bool
    """Whether this is the answer that the report prices."""
    rent: Decimal
    lessor_yield: float | None
    lease_npv: Decimal
    lease_minus_sale: Decimal
    rent_kept_yield: float | None
    """The lessor's yield if the instalment stays as priced."""
    rent_kept_lease_npv: Decimal
    rent_kept_lease_minus_sale: Decimal


@record(kw_only=True)
class BreakEvenShown:
    """The value of one input at which lease and sale are equal, everything else and the instalment kept."""

    knob: str
    label: str
    unit: str
    today: Decimal | float | None
    value: Decimal | float | None
    status: str
    reason: str


@record(kw_only=True)
class LesseeShown:
    """The operator's side, in the currency of the lease per car (present values at the local borrowing rate)."""

    lease_cost: Decimal | None
    purchase_cost: Decimal | None
    lease_minus_purchase: Decimal | None
    rent_cover: float | None
    total_paid: Decimal
    cost_per_km: float | None = None


@record(kw_only=True)
class InputShown:
    """An input that the reader should know about."""

    path: str
    value: str
    mark: Mark
    note: str


@record(kw_only=True)
class ExpectationShown:
    """One `expect:` line and whether it holds."""

    measure: str
    expected: str
    found: str
    holds: bool


@record(kw_only=True)
class DealShown:
    """The head of the deal."""

    name: str
    pricing_date: date
    currency: str
    discount_rate: float
    day_count: str
    vehicle: str
    powertrain: str
    hs: str
    quantity: int
    market: str
    market_code: str
    """Country of import, two letters."""
    route: str
    term_months: float
    instalments: int
    payments: str
    timing: str
    commencement: date
    end: date


@record(kw_only=True)
class ContractShown:
    """What the contract fixes, in the currency of the lease per car."""

    currency: str
    rent: Decimal
    exact_rent: float
    target: str
    target_rate: float | None
    achieved_rate: float | None
    financed: Decimal
    down_payment: Decimal
    deposit: Decimal
    residual: Decimal
    residual_kind: str
    fees: Decimal
    structure: tuple[str, ...]
    """What makes the instalments differ, in words; none where they are level."""
    base_rate: float | None
    """Base rate of a floating lease at commencement, nominal a year."""
    margin: float | None
    """Its margin over the base rate: as written, or as the first instalment implies it."""


@record(kw_only=True)
class DeliveryShown:
    """One delivery of a fleet, per car; rates are nominal a year, present values in the deal's currency."""

    number: int
    quantity: int
    export: date
    commencement: date
    end: date
    customer_rate: float | None
    implicit_rate: float | None
    lessor_yield: float | None
    margin: float | None
    lease_npv: Decimal
    sale_npv: Decimal
    schedule: ScheduleShown


@record(kw_only=True)
class BusinessDaysShown:
    """The calendar of a lease as it was used, so that its days can be had again without the library that gave them."""

    convention: str
    weekend: tuple[str, ...]
    country: str | None
    calendar: str
    """Where the public holidays come from, with the version of the library; empty without a country."""
    holidays: tuple[date, ...]
    """Holidays that were kept, own ones and those of the country, from a month before the first payment to a month after the last."""


@record(kw_only=True)
class Report:
    """Everything about one priced deal."""

    schema: str
    tool: str
    data: str
    files: tuple[FileRead, ...]
    deal: DealShown
    contract: ContractShown
    gates: tuple[GateShown, ...]
    landed: LandedShown
    schedule: ScheduleShown
    lease_legs: tuple[LegShown, ...]
    sale_legs: tuple[LegShown, ...]
    measures: tuple[MeasureShown, ...]
    yields: tuple[YieldShown, ...]
    comparison: ComparisonShown
    refund: tuple[RefundAnswer, ...]
    break_even: tuple[BreakEvenShown, ...]
    lessee: LesseeShown
    inputs: tuple[InputShown, ...]
    warnings: tuple[str, ...]
    expectations: tuple[ExpectationShown, ...]
    deliveries: tuple[DeliveryShown, ...]
    """Parts of the fleet on days of their own. Legs and measures are then those of an average car; `schedule`, `contract` and the rates of the
    contract are those of the first delivery."""
    tax: TaxShown | None = None
    """The lessor's income tax; null where the deal says nothing of it."""
    funding: FundingShown | None = None
    """The loan; null where the deal has none."""
    funding_legs: tuple[LegShown, ...] = ()
    business_days: BusinessDaysShown | None = None
    """The calendar by which payments moved; null where they do not move."""
    conversions: CurrencyShown | None = None
    """Every payment that is exchanged, with its own amount, its rate and where that comes from; null where the deal quotes no exchange rate."""
    written: Mapping[str, Any] = field(default_factory=dict)
    """The deal as it was typed, over what it extends and under what `--set` changed: enough to price it again."""
