"""Each line of the book priced by the one kernel and turned into the book's currency, or the reason why not."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from leasecalc import api
from leasecalc.batching.rows import measured, told
from leasecalc.engine.legs.exchange import Exchange
from leasecalc.engine.legs.flows import contractual
from leasecalc.engine.measures import measure, net_flows, present_value_of
from leasecalc.errors import CalculationError, Diagnostic, InputError, LeasecalcError
from leasecalc.records import record, replace
from leasecalc.report.decimals import money, printed_difference

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.engine.price import Priced
    from leasecalc.markets.library import Library
    from leasecalc.portfolio import PortfolioFile
    from leasecalc.portfolio.document import DealStatus, PortfolioDeal, PortfolioDocument
    from leasecalc.report.basis import Basis

AMOUNTS = ("lease_npv", "sale_npv", "lease_minus_sale", "lease_peak_cash")
"""Measures in money that a line is asked for."""

SIGNS: dict[str, float] = {"add": 1.0, "subtract": -1.0, "ignore": 0.0}

RatesOf = Literal["", "book", "deal"]


@record(kw_only=True)
class Conversion:
    """Units of the book's currency per unit of a deal's, and whose rates gave it (empty: one currency)."""

    of: str
    into: str
    rate: float
    rates_of: RatesOf
    as_of: date | None
    source: str
    assumed: bool


@record(kw_only=True)
class Missing:
    """A line without a price, and why."""

    number: int
    label: str
    file: str
    status: DealStatus
    code: str
    place: str
    reason: str


@record(kw_only=True)
class Flow:
    """Cash of all cars of a line on one date, in the book's currency, unsigned by its status."""

    on: date
    years: float
    contractual: float
    expected: float


@record(kw_only=True)
class Position:
    """A priced line: amounts are of all its cars in the book's currency, not yet signed by the status."""

    number: int
    label: str
    file: str
    status: DealStatus
    lessee: str
    lessees: int
    cars: int
    deal: api.Deal
    priced: Priced
    conversion: Conversion
    moved_from: date | None
    """The deal's own pricing date, where the book sets another."""

    @property
    def sign(self) -> float:
        """Return what the sums multiply the line by: 1, -1, or 0."""
        return SIGNS[self.status]

    @property
    def scale(self) -> float:
        """Return what turns an amount of one car in the deal's currency into that of the line in the book's."""
        return self.cars * self.conversion.rate

    def per_car(self, name: str) -> float:
        """Return a measure in money as `price` reports it: of one car, to the minor unit of the deal's currency."""
        if name == "lease_minus_sale":
            return float(printed_difference(self.priced))
        return float(money(measure(self.priced, name), self.priced.deal.currency))

    def amount(self, name: str) -> float:
        """Return a measure in money of the deal's currency, of the line: what `price` reports, times the cars."""
        return self.per_car(name) * self.scale

    def rate(self, name: str) -> float | None:
        """Return a measure that is no money, or None where it has no value."""
        return measured(self.priced, name)

    @property
    def financed(self) -> float:
        """Return the amounts financed after the down payment: what shares and loss rates are shares of."""
        priced = self.priced
        spot = priced.amounts.exchange.spot(priced.deal.lease.currency, priced.deal.currency)
        return float(priced.contract.financed) * float(spot) * self.scale

    @property
    def expected_loss(self) -> float:
        """Return what default is expected to cost: present value of the contractual flows less that of the expected ones."""
        priced = self.priced
        lost = present_value_of(priced, contractual(priced.lease)) - present_value_of(priced, priced.lease)
        return float(money(lost, priced.deal.currency)) * self.scale

    @property
    def basis(self) -> Basis:
        """Return what the numbers of the line rest on without proof."""
        return api.basis(self.deal, self.priced)

    def flows(self) -> tuple[Flow, ...]:
        """Return the cash of every date of the deal's grid."""
        priced, scale = self.priced, self.scale
        fixed, expected = net_flows(priced, contractual(priced.lease)), net_flows(priced, priced.lease)
        when = priced.deal.timeline
        return tuple(
            Flow(on=on, years=years, contractual=float(sure) * scale, expected=float(likely) * scale)
            for on, years, sure, likely in zip(when.dates, when.years, fixed, expected, strict=True)
        )


def positions(book: PortfolioFile, markets: Library) -> tuple[Position | Missing, ...]:
    """Return every line in order. No line stops another: what cannot be read, priced or converted is told with its reason."""
    document = book.document
    labels = _labels(document)
    found: list[Position | Missing] = []
    shared: date | None = document.pricing_date
    for number, (line, label) in enumerate(zip(document.deals, labels, strict=True), start=1):
        try:
            position = _with_amounts(_position(book, line, (number, label), markets))
            if shared is None and line.status != "ignore":
                shared = position.priced.deal.pricing_date
            if line.status != "ignore" and position.priced.deal.pricing_date != shared:
                raise _strange(
                    f"priced on {position.priced.deal.pricing_date}, other deals on {shared}",
                    "write `pricing_date` in the portfolio",
                )
        except LeasecalcError as error:
            found.append(_missing(line, (number, label), told(error)))
        except (ArithmeticError, RecursionError) as error:
            reason = {"code": "", "place": "", "reason": f"{type(error).__name__}: {error}"}
            found.append(_missing(line, (number, label), reason))
        else:
            found.append(position)
    return tuple(found)


def _with_amounts(position: Position) -> Position:
    """Return a line all of whose amounts are numbers. Raises ``CalculationError`` for one that is none, so that no sum meets it."""
    for name in AMOUNTS:
        position.amount(name)
    if not math.isfinite(position.financed + position.expected_loss):
        raise CalculationError("the amount financed or the expected loss is not a finite number")
    return position


def _labels(document: PortfolioDocument) -> list[str]:
    """Return the stem of each file, numbered where it comes again."""
    stems = [Path(line.file).stem for line in document.deals]
    return [stem if stems.count(stem) == 1 else f"{stem} #{stems[: place + 1].count(stem)}" for place, stem in enumerate(stems)]


def _missing(line: PortfolioDeal, name: tuple[int, str], why: dict[str, str]) -> Missing:
    number, label = name
    return Missing(number=number, label=label, file=line.file, status=line.status, **why)


def _strange(message: str, hint: str) -> InputError:
    return InputError((Diagnostic("LC643", message, hint, ()),), {})


def _position(book: PortfolioFile, line: PortfolioDeal, name: tuple[int, str], markets: Library) -> Position:
    document = book.document
    deal = api.load(str(Path(book.folder) / line.file), line.set)
    own = deal.document.deal.pricing_date
    moved = document.pricing_date is not None and document.pricing_date != own
    if moved:
        deal = api.assign(deal, (f"deal.pricing_date={document.pricing_date}",))
    priced = api.price(deal, markets)
    number, label = name
    cars = priced.deal.quantity if line.quantity is None else line.quantity
    lessees = line.lessees or 1
    if lessees > cars:
        raise _strange(f"{lessees} lessees cannot share {cars} cars", "write `quantity`, or fewer lessees")
    return Position(
        number=number,
        label=label,
        file=line.file,
        status=line.status,
        lessee=line.lessee or _own_lessee(document, name),
        lessees=lessees,
        cars=cars,
        deal=deal,
        priced=priced,
        conversion=conversion(document, deal, priced),
        moved_from=own if moved else None,
    )


def _own_lessee(document: PortfolioDocument, name: tuple[int, str]) -> str:
    """Return a name for the lessee of a line that names none, which no other line bears."""
    number, label = name
    return f"{label} (deal {number})" if label in {line.lessee for line in document.deals} else label


def conversion(document: PortfolioDocument, deal: api.Deal, priced: Priced) -> Conversion:
    """Return the rate on the pricing date by the book's quotations, else by the deal's own. Raises ``InputError`` where neither leads there."""
    of, into = priced.deal.currency, document.currency
    if of == into:
        return Conversion(of=of, into=into, rate=1.0, rates_of="", as_of=None, source="", assumed=False)
    book, own = document.fx, deal.document.fx
    if book is not None:
        rate = _spot(Exchange(into, {pair: float(value) for pair, value in book.rates.items()}, {}, (0.0,)), of)
        if rate is not None:
            return Conversion(of=of, into=into, rate=rate, rates_of="book", as_of=book.as_of, source=book.source, assumed=False)
    if own is not None:
        rate = _spot(replace(priced.amounts.exchange, currency=into), of)
        if rate is not None:
            assumed = any(path == "fx" or path.startswith("fx.rates") for path in deal.document.assumed)
            return Conversion(of=of, into=into, rate=rate, rates_of="deal", as_of=own.as_of, source=own.source, assumed=assumed)
    raise _strange(
        f"no quotation leads from {of}, the deal's currency, to {into}, that of the book",
        f"write `fx: {{rates: {{{into}/{of}: ...}}, as_of: ..., source: ...}}` in the portfolio",
    )


def _spot(exchange: Exchange, of: str) -> float | None:
    """Return the rate of the pricing date, or None where no quotation leads there."""
    try:
        return float(exchange.spot(of, exchange.currency))
    except KeyError:
        return None


__all__ = ["Conversion", "Flow", "Missing", "Position", "positions"]
