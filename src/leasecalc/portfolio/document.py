"""The portfolio file: deals with quantities and statuses, how defaults move together, and limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Literal

from leasecalc.money import Money
from leasecalc.portfolio.limit_rules import limit_faults
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, Count, CurrencyCode, Day, Number, Percent, Text
from leasecalc.records import record

DealStatus = Literal["add", "subtract", "ignore"]
LimitOf = Literal[
    "share of market",
    "share of lessee",
    "share of currency",
    "share of maker",
    "peak funding",
    "expected loss",
    "npv",
    "pooled yield",
]


@record(kw_only=True)
class PortfolioDeal:
    """One line of the book."""

    file: Text
    """A deal file, named from the folder of the portfolio file."""
    quantity: Count | None = None
    """Number of cars (default: the deal's own `vehicle.quantity`)."""
    status: DealStatus = "add"
    """`add` counts it, `subtract` takes it out of the sums (sold, or moved elsewhere), `ignore` prices it and leaves it out."""
    lessee: Text | None = None
    """Who leases: lines of one lessee default together (default: a lessee of this line alone)."""
    lessees: Count | None = None
    """Instead of `lessee`: that many lessees with an equal part of the line each, who default apart."""
    set: tuple[Text, ...] = ()
    """Values of the deal file, as for `--set`: `lease.term=48 months`."""

    def faults(self) -> Iterable[Fault]:
        """Refuse a line with one lessee and many, and more lessees than cars."""
        if self.lessee is not None and self.lessees is not None:
            yield Fault(("lessees",), "LC642", "`lessee` names one lessee, `lessees` counts many", "keep one of the two")
        if self.lessees is not None and self.quantity is not None and self.lessees > self.quantity:
            yield Fault(("lessees",), "LC642", f"{self.lessees} lessees cannot share {self.quantity} cars", "write fewer lessees")


@record(kw_only=True)
class PortfolioFx:
    """Exchange rates into the currency of the book; they go before those of the deals."""

    rates: Mapping[str, Number]
    """`USD/CNY: 7.05` means that one USD costs 7.05 CNY."""
    as_of: Day
    """Date of the rates."""
    source: Text
    """Where they were read."""

    def faults(self) -> Iterable[Fault]:
        """Refuse what is no quotation."""
        for pair, rate in self.rates.items():
            base, slash, quote = pair.partition("/")
            if not slash or not all(len(code) == 3 and code.isalpha() and code.isupper() for code in (base, quote)):
                yield Fault(("rates", pair), "LC642", f"`{pair}` is no quotation", "write BASE/QUOTE, for example USD/CNY")
            elif rate <= 0:
                hint = "write units of the second currency per unit of the first"
                yield Fault(("rates", pair), "LC415", f"an exchange rate of {rate} is none", hint)


@record(kw_only=True)
class Correlation:
    """How the lessees' defaults move together: one common factor (Gaussian copula, Vasicek 2002)."""

    defaults: Percent
    """Correlation of two lessees' asset values: `20%`; `0%` lets them default apart."""
    source: Text | None = None
    """Where it comes from; without one it is marked as assumed."""

    def faults(self) -> Iterable[Fault]:
        """Refuse a correlation below zero (one factor cannot give it) and one of 100 % or more."""
        if not 0 <= self.defaults < 1:
            yield Fault(
                ("defaults",), "LC415", "a correlation by one common factor lies from 0 % to below 100 %", "check the rate"
            )


@record(kw_only=True)
class Limit:
    """A gate of the book: a figure, and the most or the least that it may be."""

    what: LimitOf
    """Shares are of the amounts financed; `expected loss` is a share of those, or an amount."""
    of: Text | None = None
    """Whose share: `ZA`, `Fleet A` (default: each one alone)."""
    at_most: Percent | Amount | None = None
    """Ceiling, by its unit."""
    at_least: Percent | Amount | None = None
    """Floor, by its unit."""

    def faults(self) -> Iterable[Fault]:
        """Refuse a limit without a bound, or with a unit that its figure does not have."""
        yield from limit_faults(self)


@record(kw_only=True)
class PortfolioDocument:
    """A book of deals: what was written, nothing computed."""

    leasecalc_portfolio: Literal["1"]
    """Version of the file format."""
    name: Text
    """Title of the book."""
    currency: CurrencyCode
    """Currency of every sum."""
    pricing_date: Day | None = None
    """Set on every deal (default: the deals must share theirs)."""
    deals: tuple[PortfolioDeal, ...]
    fx: PortfolioFx | None = None
    correlation: Correlation | None = None
    """Asks for the losses of the book together; without it none are drawn."""
    limits: tuple[Limit, ...] = ()

    __aliases__: ClassVar[Mapping[str, str]] = {}

    def faults(self) -> Iterable[Fault]:
        """Refuse a book without deals, and limits in another currency than the book's."""
        if not self.deals:
            yield Fault(("deals",), "LC642", "the portfolio has no deal", "write at least one `- {file: deals/one.yaml}`")
        for place, limit in enumerate(self.limits):
            for key in ("at_most", "at_least"):
                bound = getattr(limit, key)
                if isinstance(bound, Money) and bound.currency != self.currency:
                    message = f"the limit is in {bound.currency}, the book in {self.currency}"
                    yield Fault(("limits", place, key), "LC641", message, f"write the limit in {self.currency}")
