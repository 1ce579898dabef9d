"""Services beside the rent, exchange rates, the sale that the lease is compared with, and the lessee's own position."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from leasecalc.deal.lease import Payments
from leasecalc.deal.shipping import Incoterm
from leasecalc.reading.fields import Amount, AmountOrShare, Day, Moment, Number, Percent, Text, TrancheOf
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.deal.structure import IndexPoint


@record(kw_only=True)
class Service:
    """A service sold with the lease, or a running cost of the lessor."""

    name: Text
    """What it is."""
    kind: Literal["maintenance", "insurance", "telematics", "asset_management", "charging", "other"]
    """Its line in the report."""
    fee: Amount | None = None
    """What the lessee pays each time."""
    cost: Amount | None = None
    """What it costs the lessor each time."""
    every: Payments | None = None
    """How often (default: with each instalment)."""
    growth: Percent | None = None
    """Yearly growth of fee and cost."""
    index: tuple[IndexPoint, ...] | None = None
    """Instead of `growth`: fee and cost follow these values, value of the day / value at commencement."""
    vat_rate: Percent | None = None
    """Value-added tax on the fee, accounted for as `rent_vat` says (default: none)."""

    __late__: ClassVar[Mapping[str, str]] = {"leasecalc.deal.structure": "IndexPoint"}


@record(kw_only=True)
class ForwardRates:
    """Rates of interest from which forward exchange rates follow by covered interest parity."""

    base_rate: Percent
    """A year, of the first currency of the pair."""
    quote_rate: Percent
    """A year, of the second one."""
    compounding: Literal["simple", "yearly", "continuous"] = "yearly"
    """How both are quoted (default: effective a year); time runs by the deal's day count."""


@record(kw_only=True)
class CurvePoint:
    """An exchange rate on a day."""

    on: Day
    """The day."""
    rate: Number
    """Units of the second currency for one of the first."""


@record(kw_only=True)
class RateCurve:
    """Exchange rates by day, beginning with that of the pricing date in `fx.rates`."""

    points: tuple[CurvePoint, ...]
    """Rates after the pricing date, in order."""
    interpolation: Literal["linear", "log_linear"]
    """Between two points: along a straight line of the rate, or of its logarithm (constant growth)."""
    beyond: Literal["held"] | None = None
    """What holds after the last point; without it the points must reach the last day of the deal."""


@record(kw_only=True)
class Peg:
    """A rate that is held within a band until a day, and drifts from then on."""

    peg: Number
    """The rate at which it is pegged."""
    band: Percent
    """How far either side of the peg it may be; the rate of the pricing date must lie within."""
    until: Day
    """Last day on which it is held at the rate of the pricing date."""
    drift: Percent
    """Yearly growth of the quotation from then on."""


@record(kw_only=True)
class Conversion:
    """What it costs to exchange payments of the lease and of its services into the deal's currency."""

    cost: Percent | None = None
    """Share of what is exchanged, such as `50bp`."""
    fee: Amount | None = None
    """Amount each time; payments in one currency on one day are exchanged together."""


@record(kw_only=True)
class Fx:
    """Exchange rates on the pricing date."""

    rates: Mapping[str, Number]
    """`USD/CNY: 7.05` means that one USD costs 7.05 CNY."""
    as_of: Day
    """Date of the rates."""
    source: Text
    """Where they were read."""
    drift: Mapping[str, Percent] | None = None
    """Yearly growth of a quotation: `USD/PKR: 8%` lets the rupee lose."""
    forward: Mapping[str, ForwardRates] | None = None
    """Pairs that follow their forward rates."""
    curve: Mapping[str, RateCurve] | None = None
    """Pairs that follow dated rates."""
    pegged: Mapping[str, Peg] | None = None
    """Pairs that are held in a band until a day."""
    conversion: Conversion | None = None
    """Cost of exchanging."""


@record(kw_only=True)
class Sale:
    """The outright export sale of the same car on the same day."""

    price: Amount
    """Price per car by the incoterm."""
    incoterm: Incoterm
    """Who bears freight and insurance (ICC Incoterms 2020)."""
    terms: tuple[TrancheOf, ...]
    """When the buyer pays."""
    discount: AmountOrShare | None = None
    """Dealer or fleet discount, an amount or a share of the price (`5% of sale`); elsewhere `sale` is the price after it."""
    insurance: AmountOrShare | None = None
    """Short-term credit insurance, paid at export: an amount, or a rate on what is not paid by then (`0.9% of sale`)."""
    commission: AmountOrShare | None = None
    """Agent's commission, an amount or a share of sale, paid with the first tranche."""
    bank_cost: AmountOrShare | None = None
    """What a letter of credit or a buyer's credit costs the seller, an amount or a share of sale, paid at export."""
    warranty: AmountOrShare | None = None
    """Provision for warranty that the seller bears, an amount or a share of sale."""
    warranty_paid: Moment | None = None
    """When the provision is spent (default: at export)."""


@record(kw_only=True)
class Lessee:
    """The operator's own view."""

    borrowing_rate: Percent | None = None
    """Effective yearly rate of a local loan for the same car."""
    revenue: Amount | None = None
    """Net revenue per car and instalment period, or per `revenue_every`."""
    revenue_every: Payments | None = None
    """How often the revenue is earned (default: with each instalment); 52 weeks make twelve months."""
    km_per_year: Number | None = None
    """Kilometres that the car is driven in a year; with it the cost of a kilometre is shown."""
    energy_per_km: Amount | None = None
    """Energy for a kilometre (default: it is left out of the cost of a kilometre)."""
    resale: Amount | None = None
    """What the lessee sells the car for after the lease, if it keeps it (default: nothing is taken off the cost of a kilometre)."""
