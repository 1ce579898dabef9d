"""The import charges of one car, through the market's stack, at the exchange rates of the pricing date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.charges.stack import CUSTOMS_VALUE
from leasecalc.deal.terms import route
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.charges.gates import GateResult
    from leasecalc.charges.stack import StackResult
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.legs.exchange import Exchange
    from leasecalc.engine.resolved import Inputs, Quantity, ResolvedDeal
    from leasecalc.values import Value


def landed_cost(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts) -> StackResult:
    """Return every charge of the market on one car, in the market's currency."""
    named = dict(_named_amounts(deal, inputs, amounts))
    context = deal.stack.context(customs_rates(amounts.exchange, deal.stack.currency))
    return deal.stack.evaluate(named, context)


def market_gates(deal: ResolvedDeal, amounts: Amounts, charges: StackResult) -> tuple[GateResult, ...]:
    """Return what each gate of the market says to the deal, at the customs value of its stack."""
    context = deal.stack.context(customs_rates(amounts.exchange, deal.stack.currency))
    return deal.stack.examine_gates(replace(context, amounts={CUSTOMS_VALUE: charges.amount(CUSTOMS_VALUE)}))


def customs_rates(exchange: Exchange, currency: str) -> dict[str, Value]:
    """Return units of ``currency`` per unit of every currency that the deal quotes and a chain of pairs connects with it."""
    quoted = sorted({code for pair in exchange.quotes for code in pair.split("/")} - {currency})
    return {code: exchange.spot(code, currency) for code in quoted if route(exchange.quotes, code, currency) is not None}


def _named_amounts(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts) -> Iterator[tuple[str, Value]]:
    """Yield fob, freight and insurance (absent ones are zero: none was paid) and what the deal gives of customs value and retail price."""
    quantities = (
        ("fob", inputs.fob),
        ("freight", inputs.freight),
        ("insurance", inputs.marine_insurance),
        ("customs_value", inputs.customs_value),
        ("retail_price", inputs.retail_price),
        ("reference_price", inputs.reference_price),
        ("inland_freight", inputs.inland_freight),
    )
    for name, quantity in quantities:
        if quantity is not None:
            yield name, _in_market_currency(deal, amounts, quantity)
        elif name in {"freight", "insurance"}:
            yield name, 0.0


def _in_market_currency(deal: ResolvedDeal, amounts: Amounts, quantity: Quantity) -> Value:
    exchange, currency = amounts.exchange, deal.stack.currency
    if quantity.per == "share":
        return quantity.number * amounts.bases[quantity.of] * exchange.spot(exchange.currency, currency)
    return quantity.number * exchange.spot(quantity.of, currency)
