"""What is exchanged, as it is printed: every payment in another currency with its rate, and where each rate comes from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leasecalc.records import record


@record(kw_only=True)
class RateShown:
    """A quotation of the pricing date, and how it moves afterwards."""

    pair: str
    rate: float
    law: str
    """`stays`, `drift`, `forward`, `curve` or `pegged`."""
    terms: dict[str, object]
    """What the law says, as the deal writes it; rates are fractions."""
    moves: str
    """The same in words."""
    source: str


@record(kw_only=True)
class QuotationShown:
    """One quotation on a day; a rate is the product of its quotations, or of one by them where they are inverse."""

    pair: str
    rate: float
    inverse: bool
    law: str


@record(kw_only=True)
class ConversionShown:
    """One payment in another currency than the deal's: + to the lessor, per car."""

    delivery: int
    """Number of the delivery; 0 where the whole fleet is one."""
    route: str
    leg: str
    on: date
    """Day of the exchange."""
    paid_on: date
    """Day of the payment that it follows from: the same, or an earlier one."""
    amount: Decimal
    currency: str
    rate: float
    """Units of the deal's currency for one."""
    converted: Decimal
    rate_from: str
    quotations: tuple[QuotationShown, ...]


@record(kw_only=True)
class ExchangedShown:
    """What is exchanged together, payments in one currency on one day, and what that costs."""

    delivery: int
    on: date
    currency: str
    amount: Decimal
    rate: float
    converted: Decimal
    cost: Decimal


@record(kw_only=True)
class FixedShown:
    """An amount that the contract, or a base of shares, takes over at the rate of the pricing date."""

    name: str
    written: str
    into: str
    rate: float
    amount: Decimal


@record(kw_only=True)
class CurrencyShown:
    """Everything that is exchanged into the currency of the deal, per car."""

    currency: str
    rates: tuple[RateShown, ...]
    fixed: tuple[FixedShown, ...]
    conversions: tuple[ConversionShown, ...]
    exchanged: tuple[ExchangedShown, ...]
    """Only what is charged for: payments of the lease and its services."""
