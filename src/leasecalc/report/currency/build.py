"""From a priced deal to what is exchanged in it: every figure of a deal in several currencies can be traced to amounts and rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.conversions import conversions
from leasecalc.report.currency.model import (
    ConversionShown,
    CurrencyShown,
    ExchangedShown,
    FixedShown,
    QuotationShown,
    RateShown,
)
from leasecalc.report.decimals import exact, money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.money_terms import Fx
    from leasecalc.engine.conversions import Conversion
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Quantity

DIGITS = 10
"""Significant digits of a rate."""


def currency_shown(document: DealDocument, priced: Priced) -> CurrencyShown | None:
    """Return everything that is exchanged; None where the deal quotes no exchange rate."""
    if document.fx is None:
        return None
    fx = document.fx
    lots = tuple(enumerate(priced.lots, start=1)) or ((0, priced),)
    return CurrencyShown(
        currency=priced.deal.currency,
        rates=rates_shown(fx),
        fixed=tuple(_fixed(lots[0][1])),
        conversions=tuple(_conversion_shown(lot, one, fx, number) for number, lot in lots for one in conversions(lot)),
        exchanged=tuple(one for number, lot in lots for one in _exchanged(lot, number)),
    )


def rates_shown(fx: Fx) -> tuple[RateShown, ...]:
    """Return each quotation of the pricing date, and how it moves."""
    return tuple(_rate_shown(fx, pair, rate) for pair, rate in fx.rates.items())


def _rate_shown(fx: Fx, pair: str, rate: Decimal) -> RateShown:
    law, terms = law_of(fx, pair)
    source = f"{fx.source}, {fx.as_of}"
    return RateShown(pair=pair, rate=float(rate), law=law, terms=terms, moves=moves(fx, pair), source=source)


def law_of(fx: Fx, pair: str) -> tuple[str, dict[str, object]]:
    """Return the name of the law by which a pair moves, and its terms; rates are fractions."""
    if pair in (fx.drift or {}):
        return "drift", {"drift": float((fx.drift or {})[pair])}
    if pair in (fx.forward or {}):
        forward = (fx.forward or {})[pair]
        rates = {"base_rate": float(forward.base_rate), "quote_rate": float(forward.quote_rate)}
        return "forward", rates | {"compounding": forward.compounding}
    if pair in (fx.curve or {}):
        curve = (fx.curve or {})[pair]
        points = [{"on": point.on, "rate": float(point.rate)} for point in curve.points]
        return "curve", {"interpolation": curve.interpolation, "points": points, "beyond": curve.beyond}
    if pair in (fx.pegged or {}):
        peg = (fx.pegged or {})[pair]
        return "pegged", {"peg": float(peg.peg), "band": float(peg.band), "until": peg.until, "drift": float(peg.drift)}
    return "stays", {}


def moves(fx: Fx, pair: str) -> str:
    """Say how a pair moves."""
    if pair in (fx.drift or {}):
        return f"drifts by {_percent((fx.drift or {})[pair])} a year"
    if pair in (fx.forward or {}):
        law = (fx.forward or {})[pair]
        return f"forward by {_percent(law.base_rate)} and {_percent(law.quote_rate)}, {law.compounding}"
    if pair in (fx.curve or {}):
        curve = (fx.curve or {})[pair]
        return f"{curve.interpolation.replace('_', '-')} through {len(curve.points)} dated rates"
    if pair in (fx.pegged or {}):
        peg = (fx.pegged or {})[pair]
        return f"held until {peg.until}, then drifts by {_percent(peg.drift)} a year"
    return "stays"


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f} %"


def _conversion_shown(priced: Priced, one: Conversion, fx: Fx, delivery: int) -> ConversionShown:
    deal, exchange = priced.deal, priced.amounts.exchange
    days, years = deal.timeline.dates, deal.timeline.years[one.at]
    quotations = tuple(
        QuotationShown(pair=pair, rate=_digits(quote), inverse=inverse, law=law_of(fx, pair)[0])
        for pair, quote, inverse in exchange.quotations(one.currency, deal.currency, years)
    )
    return ConversionShown(
        delivery=delivery,
        route=one.route,
        leg=one.leg,
        on=days[one.at],
        paid_on=days[one.cause],
        amount=exact(one.amount, one.currency),
        currency=one.currency,
        rate=_digits(one.rate),
        converted=money(one.converted, deal.currency),
        rate_from=" and ".join(f"{part.pair} {moves(fx, part.pair)}" for part in quotations),
        quotations=quotations,
    )


def _exchanged(priced: Priced, delivery: int) -> Iterator[ExchangedShown]:
    """Yield what is exchanged together, where exchanging costs something."""
    legs = [leg for leg in priced.lease if leg.nature == "contractual" and leg.name != "conversion_cost"]
    if not any(leg.name == "conversion_cost" for leg in priced.lease):
        return
    from leasecalc.engine.legs.conversion_cost import conversion_cost_of, exchanged_together

    deal, inputs, amounts = priced.deal, priced.inputs, priced.amounts
    for one in exchanged_together(deal, inputs, legs):
        rate = amounts.exchange.factor(one.currency, one.at)
        yield ExchangedShown(
            delivery=delivery,
            on=deal.timeline.dates[one.at],
            currency=one.currency,
            amount=exact(one.converted / rate, one.currency),
            rate=_digits(rate),
            converted=money(one.converted, deal.currency),
            cost=money(conversion_cost_of(deal, inputs, amounts, one), deal.currency),
        )


#: Amounts that shares refer to, in the deal's currency, and the input that each is made of.
BASES = (("price", "price"), ("fob", "fob"), ("sale", "sale_price"), ("financed", "financed"))
CONTRACT = ("financed", "down_payment", "deposit", "residual")


def _fixed(priced: Priced) -> Iterator[FixedShown]:
    """Yield what the contract and the bases of shares take over from other currencies, at the rate of the pricing date."""
    deal, amounts, own = priced.deal, priced.amounts, priced.deal.lease.currency
    for name, input_name in BASES:
        written: Quantity = getattr(priced.inputs, input_name)
        if written.per == "money" and written.of != deal.currency:
            yield _taken_over(priced, f"base {name}", written, deal.currency, amounts.bases[name])
    for name in CONTRACT:
        quantity: Quantity | None = getattr(priced.inputs, name)
        if (
            quantity is not None
            and quantity.per != "instalments"
            and (quantity.of if quantity.per == "money" else deal.currency) != own
        ):
            yield _taken_over(
                priced, f"contract {name}", quantity, own, amounts.contracted(quantity, own, deal.roundings.contract)
            )


def _taken_over(priced: Priced, name: str, written: Quantity, into: str, amount: object) -> FixedShown:
    start = written.of if written.per == "money" else priced.deal.currency
    text = (
        f"{float(written.number):.12g} {written.of}"
        if written.per == "money"
        else f"{100.0 * float(written.number):.12g}% of {written.of}"
    )
    rate = priced.amounts.exchange.spot(start, into)
    return FixedShown(name=name, written=text, into=into, rate=_digits(rate), amount=money(amount, into))


def _digits(rate: object) -> float:
    return float(f"{float(rate):.{DIGITS}g}")  # type: ignore[arg-type]
