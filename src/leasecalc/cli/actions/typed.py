"""What is typed on the command line about a car: amounts, rates, facts, days. Every fault is a ``UsageError``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from leasecalc.errors import InputError, UsageError
from leasecalc.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from leasecalc.charges.facts import Facts

ASSUMED_FACTS: dict[str, str | float] = {
    "condition": "new",
    "origin": "CN",
    "importer": "lessee",
    "importer_business": "operator",
    "regime": "definitive",
    "age_months": 0,
}
"""What a car and its importer are taken to be where `--fact` says nothing else, as in a deal; every page says so."""


def read(option: str, text: str, parse: Callable[[str], Any]) -> Any:
    """Return the value of an option. Raises ``UsageError`` for text that is none."""
    from leasecalc.reading.scalar import ScalarFault

    try:
        return parse(text)
    except ScalarFault as fault:
        raise UsageError(f"{option}: {fault.message}" + (f"; {fault.hint}" if fault.hint else "")) from None
    except ValueError as error:
        raise UsageError(f"{option}: `{text}` is not a day such as 2026-03-02 ({error})") from None


def day(option: str, text: str) -> date:
    """Return a day, today where nothing was typed; the clock is read only here."""
    if not text:
        return date.today()  # noqa: DTZ011 - the law is that of the user's own day
    found: date = read(option, text, date.fromisoformat)
    return found


def amount(option: str, text: str) -> Money:
    """Return an amount with its currency."""
    from leasecalc.reading.phrases import amount as parse

    found: Money = read(option, text, parse)
    return found


def number(option: str, text: str) -> float:
    """Return a plain number."""
    from leasecalc.reading.numbers import number as parse

    return float(read(option, text, parse))


def pairs(option: str, texts: tuple[str, ...]) -> list[tuple[str, str]]:
    """Split `NAME=VALUE`."""
    for text in texts:
        if "=" not in text:
            raise UsageError(f"{option} takes NAME=VALUE, not `{text}`")
    return [(text.partition("=")[0].strip(), text.partition("=")[2].strip()) for text in texts]


def given_facts(powertrain: str, maker: str, typed: tuple[str, ...]) -> dict[str, Any]:
    """Return the facts that were typed, by name; numbers as numbers."""
    from leasecalc.charges.facts import NUMBER_FACTS

    given: dict[str, Any] = {"powertrain": powertrain} if powertrain else {}
    given |= {"maker": maker} if maker else {}
    for name, text in pairs("--fact", typed):
        given[name] = number("--fact", text) if name in NUMBER_FACTS else text
    return given


def facts_of(given: Mapping[str, Any]) -> Facts:
    """Return the facts of a car. Raises ``UsageError`` for a name that is no fact."""
    from leasecalc.charges.facts import Facts

    try:
        return Facts.of(given)
    except InputError as error:
        first = error.diagnostics[0]
        raise UsageError(f"--fact: {first.message}" + (f"; {first.hint}" if first.hint else "")) from None


def quotes(typed: tuple[str, ...]) -> dict[str, float]:
    """Return exchange rates by pair. Raises ``UsageError`` for a pair of no currencies or a rate that is not above zero."""
    from leasecalc.reading.names import currency

    found: dict[str, float] = {}
    for pair, text in pairs("--fx", typed):
        codes = pair.split("/")
        if len(codes) != 2:
            raise UsageError(f"--fx takes a pair such as USD/ZAR=17.20, not `{pair}`")
        for code in codes:
            read("--fx", code, currency)
        found[pair] = number("--fx", text)
        if found[pair] <= 0.0:
            raise UsageError(f"--fx: the rate of {pair} is not above zero")
    return found
