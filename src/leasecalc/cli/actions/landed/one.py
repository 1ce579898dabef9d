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
    from collections.abc import Mapping

    from leasecalc.charges.facts import Facts
    from leasecalc.cli.request import Request
    from leasecalc.errors import Diagnostic
    from leasecalc.markets.exchange_rates import Quotation
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
    from leasecalc.report.markets.stack import landed_data, landed_page

    format_of(request)
    result, rates = landed_of(request, car)
    _, _, assumed = described(car)
    emit(request, landed_page(result, assumed, rates), landed_data(result, assumed, rates))
    reasons = [f"{gate.label}: {gate.reason}" for gate in result.gates if gate.status == "fail"]
    if request.strict:
        reasons += [warning.message for warning in result.warnings]  # one for each figure that is unverified or due for review
        reasons += [
            f"the exchange rate {rate.pair} of {rate.on} is {mark}"
            for rate in rates
            for mark in ("unverified", "stale")
            if mark in rate.flags
        ]
    for reason in reasons:
        sys.stderr.write(f"leasecalc: {reason}\n")
    return ANSWER_IS_NO if reasons else OK


def landed_of(request: Request, car: CarAsked) -> tuple[LandedResult, tuple[Quotation, ...]]:
    """Return the landed cost and the rates of the table that it rests on.

    Raises ``UsageError`` for options that cannot be read and ``InputError`` for what the market must ask.
    """
    from leasecalc.cli.actions.landed.table_rates import table_rates
    from leasecalc.markets.across import converted
    from leasecalc.markets.landed import landed_of as charges_of
    from leasecalc.markets.resolve_stack import resolve_stack

    amounts, facts, _ = described(car)
    library, on = api.library(request.markets), typed.day("--on", car.on)
    market = library.market(car.market.upper())
    currency = market.document.currency
    rates = table_rates(library, typed.quotes(car.fx), on)
    fx, written_in = rates.into(currency), {money.currency for money in amounts.values()} - {currency}
    in_currency = converted(amounts, currency, fx)
    if in_currency is None:
        missing = sorted(written_in - fx.keys())
        wanted = " and ".join(f"--fx {code}/{currency}=RATE" for code in missing)
        raise UsageError(f"no exchange rate leads from {' and '.join(missing)} to {currency}: add {wanted}")
    try:
        resolved = resolve_stack(market, facts=facts, on=on, overrides=dict(typed.pairs("--override", car.overrides)))
        asked = resolved.missing(in_currency, fx)
        if asked:
            raise market.input_error(asked)
    except InputError as error:
        raise InputError(tuple(map(_in_options, error.diagnostics)), error.sources) from None
    return charges_of(resolved, in_currency, fx), rates.used(currency, sorted(written_in | set(resolved.currencies())))


def _in_options(question: Diagnostic) -> Diagnostic:
    """Say with which option a market's question is answered."""
    if question.code == "LC505":
        asked = question.message.rpartition("depends on")[2].split("`")[1::2]
        return replace(question, hint=f"add {' '.join(f'--fact {fact}=VALUE' for fact in asked)}" if asked else question.hint)
    if question.code in {"LC502", "LC503", "LC504", "LC509"}:
        line = question.message.split("`")[1::2][:1]
        return replace(question, hint=f"add --override {line[0]}=25%, or an amount in place of the rate") if line else question
    return question


def check_powertrain(powertrain: str) -> None:
    """Refuse a word that is no powertrain."""
    from leasecalc.markets.cells import POWERTRAINS
    from leasecalc.reading.suggest import did_you_mean

    if powertrain and powertrain not in POWERTRAINS:
        raise UsageError(f"--powertrain: there is no `{powertrain}`; {did_you_mean(powertrain, POWERTRAINS)}")


def described(car: CarAsked) -> tuple[dict[str, Money], Facts, tuple[str, ...]]:
    """Return amounts and facts of the car, and everything that was assumed, in words. Raises ``UsageError``."""
    check_powertrain(car.powertrain)
    given = typed.given_facts(car.powertrain, car.maker, car.facts)
    assumed = {name: value for name, value in typed.ASSUMED_FACTS.items() if name not in given}
    amounts = amounts_of(car)
    words = (*(f"{name} {value}" for name, value in assumed.items()), *nothing_given(amounts))
    return amounts, typed.facts_of(assumed | given), words


def nothing_given(amounts: Mapping[str, Money]) -> tuple[str, ...]:
    """Return the amounts that count as nothing because nobody gave them, in words."""
    return tuple(f"{name} 0" for name in COUNTED_AS_NOTHING if amounts[name].amount == 0)


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
