"""`landed`: a car described on the command line, put through a market's stack."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from leasecalc import api
from leasecalc.cli.emit import emit
from leasecalc.errors import UsageError
from leasecalc.money import Money
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.cli.request import Request
    from leasecalc.markets.landed import LandedResult

OK, ANSWER_IS_NO = 0, 1


@record(kw_only=True)
class CarAsked:
    """The car as it was described."""

    market: str
    value: str
    powertrain: str
    on: str
    freight: str = ""
    insurance: str = ""
    maker: str = ""
    facts: tuple[str, ...] = ()
    fx: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()


def landed(request: Request, car: CarAsked) -> int:
    """Print the stack; leave with 1 where a gate fails, or (strict) where a figure is doubtful."""
    from leasecalc.report.layout_stack import landed_data, landed_page

    result = landed_of(request, car)
    emit(request, landed_page(result), landed_data(result))
    doubtful = request.strict and (
        result.warnings or any("unverified" in line.flags or "stale" in line.flags for line in result.lines)
    )
    return ANSWER_IS_NO if doubtful or any(gate.status == "fail" for gate in result.gates) else OK


def landed_of(request: Request, car: CarAsked) -> LandedResult:
    """Return the landed cost. Raises ``UsageError`` for options that cannot be read and ``InputError`` for what the market must ask."""
    from leasecalc.charges.facts import Facts
    from leasecalc.markets.landed import landed as landed_in

    market = api.library(request.markets).market(car.market.upper())
    currency = market.document.currency
    pairs = {name: float(_read("--fx", rate, _number)) for name, rate in _pairs("--fx", car.fx)}
    amounts: dict[str, Any] = {}
    for name, text in (("fob", car.value), ("freight", car.freight), ("insurance", car.insurance)):
        amounts[name] = _in_currency(_read(f"--{name}", text, _amount), currency, pairs) if text else 0.0
    facts: dict[str, Any] = {
        "powertrain": car.powertrain,
        "condition": "new",
        "origin": "CN",
        "importer": "lessee",
        "regime": "definitive",
        "age_months": 0,
    }
    if car.maker:
        facts["maker"] = car.maker
    facts |= dict(_typed_facts(car.facts))
    return landed_in(
        market,
        amounts=amounts,
        facts=Facts.of(facts),
        on=_read("--on", car.on, date.fromisoformat),
        fx=_customs_rates(pairs, currency),
        overrides=dict(_pairs("--override", car.overrides)),
    )


def _typed_facts(facts: tuple[str, ...]) -> list[tuple[str, Any]]:
    from leasecalc.charges.facts import NUMBER_FACTS

    return [
        (name, float(_read("--fact", text, _number)) if name in NUMBER_FACTS else text) for name, text in _pairs("--fact", facts)
    ]


def _pairs(option: str, texts: tuple[str, ...]) -> list[tuple[str, str]]:
    for text in texts:
        if "=" not in text:
            raise UsageError(f"{option} takes NAME=VALUE, not `{text}`")
    return [(text.partition("=")[0].strip(), text.partition("=")[2].strip()) for text in texts]


def _read(option: str, text: str, parse: Callable[[str], Any]) -> Any:
    from leasecalc.reading.scalar import ScalarFault

    try:
        return parse(text)
    except ScalarFault as fault:
        raise UsageError(f"{option}: {fault.message}" + (f"; {fault.hint}" if fault.hint else "")) from None
    except ValueError as error:
        raise UsageError(f"{option}: `{text}` is not a day such as 2026-03-02 ({error})") from None


def _amount(text: str) -> Money:
    from leasecalc.reading.phrases import amount

    return amount(text)


def _number(text: str) -> Any:
    from leasecalc.reading.numbers import number

    return number(text)


def _customs_rates(pairs: dict[str, float], currency: str) -> dict[str, float]:
    """Return units of ``currency`` per unit of every other currency that the pairs reach."""
    from leasecalc.engine.exchange import Exchange

    exchange = Exchange(currency, pairs, {}, (0.0,))
    codes = {code for pair in pairs for code in pair.split("/")} - {currency}
    found = {}
    for code in sorted(codes):
        try:
            found[code] = float(exchange.spot(code, currency))
        except KeyError:
            continue
    return found


def _in_currency(money: Money, currency: str, pairs: dict[str, float]) -> float:
    if money.currency == currency:
        return float(money.amount)
    rates = _customs_rates(pairs, currency)
    if money.currency not in rates:
        raise UsageError(f"no exchange rate leads from {money.currency} to {currency}: add --fx {money.currency}/{currency}=RATE")
    return float(money.amount) * rates[money.currency]
