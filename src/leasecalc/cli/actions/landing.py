"""`landed MARKET`: a car described on the command line, put through a market's stack."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from leasecalc import api
from leasecalc.cli.actions import typed
from leasecalc.cli.emit import emit, format_of
from leasecalc.errors import InputError, UsageError
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from leasecalc.charges.facts import Facts
    from leasecalc.cli.request import Request
    from leasecalc.errors import Diagnostic
    from leasecalc.markets.landed import LandedResult
    from leasecalc.money import Money

OK, ANSWER_IS_NO = 0, 1

COUNTED_AS_NOTHING = ("freight", "insurance")
"""Amounts that count as zero where nobody gave them; every page says so."""


@record(kw_only=True)
class CarAsked:
    """The car as it was described."""

    market: str = ""
    value: str
    powertrain: str
    on: str
    freight: str = ""
    insurance: str = ""
    maker: str = ""
    amounts: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    fx: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()


def landed(request: Request, car: CarAsked) -> int:
    """Print the stack; leave with 1 where a gate fails, or (strict) where a figure is doubtful."""
    from leasecalc.report.layout_stack import landed_data, landed_page

    format_of(request)
    result = landed_of(request, car)
    _, _, assumed = described(car)
    emit(request, landed_page(result, assumed), landed_data(result, assumed))
    reasons = [f"{gate.label}: {gate.reason}" for gate in result.gates if gate.status == "fail"]
    if request.strict:
        reasons += [warning.message for warning in result.warnings]  # one for each figure that is unverified or due for review
    for reason in reasons:
        sys.stderr.write(f"leasecalc: {reason}\n")
    return ANSWER_IS_NO if reasons else OK


def landed_of(request: Request, car: CarAsked) -> LandedResult:
    """Return the landed cost. Raises ``UsageError`` for options that cannot be read and ``InputError`` for what the market must ask."""
    from leasecalc.markets.across import converted
    from leasecalc.markets.landed import landed as landed_in

    amounts, facts, _ = described(car)
    market = api.library(request.markets).market(car.market.upper())
    currency = market.document.currency
    fx = typed.rates_into(typed.quotes(car.fx))(currency)
    in_currency = converted(amounts, currency, fx)
    if in_currency is None:
        missing = sorted({money.currency for money in amounts.values()} - {currency, *fx})
        wanted = " and ".join(f"--fx {code}/{currency}=RATE" for code in missing)
        raise UsageError(f"no exchange rate leads from {' and '.join(missing)} to {currency}: add {wanted}")
    on, overrides = typed.day("--on", car.on), dict(typed.pairs("--override", car.overrides))
    try:
        return landed_in(market, amounts=in_currency, facts=facts, on=on, fx=fx, overrides=overrides)
    except InputError as error:
        raise InputError(tuple(map(_in_options, error.diagnostics)), error.sources) from None


def _in_options(question: Diagnostic) -> Diagnostic:
    """Say with which option a market's question is answered."""
    if question.code == "LC505":
        asked = question.message.rpartition("depends on")[2].split("`")[1::2]
        return replace(question, hint=f"add {' '.join(f'--fact {fact}=VALUE' for fact in asked)}" if asked else question.hint)
    if question.code in {"LC502", "LC503", "LC504", "LC509"}:
        line = question.message.split("`")[1::2][:1]
        return replace(question, hint=f"add --override {line[0]}=25%, or an amount in place of the rate") if line else question
    return question


def described(car: CarAsked) -> tuple[dict[str, Money], Facts, tuple[str, ...]]:
    """Return amounts and facts of the car, and everything that was assumed, in words. Raises ``UsageError``."""
    from leasecalc.markets.cells import POWERTRAINS
    from leasecalc.reading.suggest import did_you_mean

    if car.powertrain and car.powertrain not in POWERTRAINS:
        raise UsageError(f"--powertrain: there is no `{car.powertrain}`; {did_you_mean(car.powertrain, POWERTRAINS)}")
    facts, assumed = typed.facts_of(car.powertrain, car.maker, car.facts)
    amounts = amounts_of(car)
    nothing = tuple(f"{name} 0" for name in COUNTED_AS_NOTHING if amounts[name].amount == 0)
    return amounts, facts, (*assumed, *nothing)


def amounts_of(car: CarAsked) -> dict[str, Money]:
    """Return the amounts by name; freight and insurance are zero where nothing was typed."""
    from decimal import Decimal

    from leasecalc.markets.across import unknown_amounts
    from leasecalc.markets.schema import GIVEN_AMOUNTS
    from leasecalc.money import Money
    from leasecalc.reading.suggest import did_you_mean

    found: dict[str, Any] = {"fob": typed.amount("--value", car.value)}
    if found["fob"].amount <= 0:
        raise UsageError(f"--value: {found['fob']} is not above zero")
    nothing = Money(Decimal(0), found["fob"].currency)
    for name, text in (("freight", car.freight), ("insurance", car.insurance)):
        found[name] = typed.amount(f"--{name}", text) if text else nothing
    for name, text in typed.pairs("--amount", car.amounts):
        if name != "customs_value" and unknown_amounts((name,)):
            raise UsageError(f"--amount: no charge looks at `{name}`; {did_you_mean(name, (*GIVEN_AMOUNTS, 'customs_value'))}")
        found[name] = typed.amount("--amount", text)
    return found
