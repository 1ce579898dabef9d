"""One vehicle into many markets: charges as a share of its value, part by part, with or without an exchange rate.

A share of the value needs no exchange rate where every rate grows in step with the value. Where money is fixed (per cc,
per vehicle, a minimum, a band), a rate is needed, and without one only the other parts are told: never a total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from leasecalc.charges.base import Base
from leasecalc.charges.context import UNITS
from leasecalc.charges.facts import NUMBER_FACTS
from leasecalc.charges.kinds import Exempt
from leasecalc.charges.stack import CUSTOMS_VALUE, Stack, evaluate
from leasecalc.errors import CalculationError, InputError
from leasecalc.markets.resolve_stack import resolve_stack
from leasecalc.markets.schema import GIVEN_AMOUNTS
from leasecalc.money import Money
from leasecalc.records import field, record, replace
from leasecalc.rounding import UNROUNDED
from leasecalc.values import scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from leasecalc.charges.facts import Facts
    from leasecalc.charges.gates import GateResult
    from leasecalc.charges.stack import Charge, Flag, Group, Line
    from leasecalc.errors import Diagnostic
    from leasecalc.markets.exchange_rates import Quotation
    from leasecalc.markets.library import Library, Sheet
    from leasecalc.markets.resolve_stack import ResolvedStack
    from leasecalc.markets.schema import MarketDocument

Status: TypeAlias = Literal["computed", "needs a rate", "asks", "faulty"]
Component: TypeAlias = Literal["duty", "excise", "vat", "levies"]

COMPONENTS: Final[tuple[Component, ...]] = ("duty", "excise", "vat", "levies")
"""The parts of a total; `levies` are levies, fees and income tax at import."""

_COMPONENT_OF: Final[dict[Group, Component]] = {"duty": "duty", "excise": "excise", "vat": "vat"}

RatesInto: TypeAlias = "Callable[[str], Mapping[str, float]]"
"""Gives, for a currency, units of it per unit of every other currency that the exchange rates reach."""


class Rates(Protocol):
    """Exchange rates that a table adds to those that were given."""

    def into(self, currency: str) -> Mapping[str, float]:
        """Return units of the currency per unit of every other."""

    def used(self, currency: str, codes: Iterable[str]) -> tuple[Quotation, ...]:
        """Return the quotations of the table on the way from `codes` to the currency."""


@record(kw_only=True)
class Car:
    """One vehicle: its amounts by name (`fob` is its value; `freight`, `insurance`, `retail_price`) and its facts."""

    amounts: Mapping[str, Money]
    facts: Facts

    @property
    def value(self) -> Money:
        """The amount that shares are taken of."""
        return self.amounts["fob"]


@record(kw_only=True)
class ChargeShare:
    """One charge as a share of the value; None where it needs an exchange rate that was not given."""

    id: str
    label: str
    group: Group
    share: float | None
    rate_text: str
    flags: tuple[Flag, ...]


@record(kw_only=True)
class Outcome:
    """What one market charges on the vehicle, or what it must know first.

    `computed`: `total` and `components` are complete. `needs a rate`: some charges have no share, `currencies` are
    missing. `asks`: the diagnostics say what. `faulty`: the file cannot be read. `rates` are those of the table that
    the amounts rest on.
    """

    market: str
    name: str
    currency: str
    status: Status
    charges: tuple[ChargeShare, ...] = ()
    gates: tuple[GateResult, ...] = ()
    currencies: tuple[str, ...] = ()
    rates: tuple[Quotation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> float | None:
        """All charges as a share of the value; None unless every one is known."""
        return sum(charge.share or 0.0 for charge in self.charges) if self.status == "computed" else None

    def component(self, component: Component) -> float | None:
        """Return one part of the total; None where one of its charges is not known or nothing was calculated."""
        parts = [charge.share for charge in self.charges if component_of(charge.group) == component]
        if self.status not in {"computed", "needs a rate"} or any(part is None for part in parts):
            return None
        return sum(part for part in parts if part is not None)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Return the doubts about any of the charges and exchange rates."""
        found = [charge.flags for charge in self.charges] + [rate.flags for rate in self.rates]
        return tuple(dict.fromkeys(flag for flags in found for flag in flags))

    @property
    def banned(self) -> bool:
        """Whether a gate of the market fails."""
        return any(gate.status == "fail" for gate in self.gates)


def component_of(group: Group) -> Component:
    """Return the part that a group of charges belongs to."""
    return _COMPONENT_OF.get(group, "levies")


def across(
    library: Library, car: Car, *, on: date, rates_into: RatesInto, markets: Iterable[str] = (), table: Rates | None = None
) -> tuple[Outcome, ...]:
    """Put one vehicle into every market (or those named), in the order of their codes. Never raises for one market."""
    return tuple(outcome(library, code, car, on=on, rates_into=rates_into, table=table) for code in markets or library.codes())


def outcome(library: Library, code: str, car: Car, *, on: date, rates_into: RatesInto, table: Rates | None = None) -> Outcome:
    """Put one vehicle into one market; rates of the `table` are taken only where charges or gates need them."""
    try:
        market = library.market(code)
    except InputError as error:
        return Outcome(market=code, name=code, currency="", status="faulty", diagnostics=error.diagnostics, sources=error.sources)
    document = market.document
    try:
        found = resolve_stack(market, facts=car.facts, on=on)
        priced = _priced(found, car, rates_into)
        return priced if table is None or not _rests_on_a_rate(found, priced) else _from_table(found, car, table)
    except InputError as error:
        return Outcome(market=code, name=document.name, currency=document.currency, status="asks", diagnostics=error.diagnostics,
                       gates=_gates_alone(market, car, on), sources=error.sources)  # fmt: skip
    except CalculationError as error:
        from leasecalc.errors import Diagnostic

        told = (Diagnostic("LC519", str(error)),)
        return Outcome(market=code, name=document.name, currency=document.currency, status="asks", diagnostics=told)


def _priced(found: ResolvedStack, car: Car, rates_into: RatesInto) -> Outcome:
    """Calculate every charge if the exchange rates reach, else those that need none."""
    currency, fx = found.currency, rates_into(found.currency)
    amounts = converted(car.amounts, currency, fx)
    asked = tuple(need for need in found.missing(dict.fromkeys(car.amounts, 1.0), fx) if need.code != "LC506")
    if asked:
        raise InputError(asked)
    missing = {money.currency for money in car.amounts.values()} - {currency, *fx} | (set(found.currencies()) - fx.keys())
    if missing or amounts is None:
        return _without_rates(found, car, rates_into, tuple(sorted(missing)))
    result = found.evaluate(amounts, found.context(fx))
    value = scalar(amounts["fob"])
    customs_value = result.amount(CUSTOMS_VALUE)
    gates = found.examine_gates(replace(found.context(fx), amounts={CUSTOMS_VALUE: customs_value}))
    shares = {charge.line.id: scalar(charge.amount) / value for charge in result.charges}
    return _outcome(found, shares, gates, ())


def _rests_on_a_rate(found: ResolvedStack, priced: Outcome) -> bool:
    """Say whether a rate that was not given would tell more: about a charge, or about a minimum value."""
    return priced.status == "needs a rate" or any(gate.minimum_value is not None for gate in found.gates)


def _from_table(found: ResolvedStack, car: Car, table: Rates) -> Outcome:
    """Calculate with the rates of the table too, and name those that were used."""
    codes = {money.currency for money in car.amounts.values()} | set(found.currencies())
    priced = _priced(found, car, table.into)
    return replace(priced, rates=table.used(found.currency, sorted(codes - {found.currency})))


def _without_rates(found: ResolvedStack, car: Car, rates_into: RatesInto, missing: tuple[str, ...]) -> Outcome:
    """Calculate the charges that grow in step with the value, in the currency of the value, unrounded."""
    own = car.value.currency
    amounts = converted(car.amounts, own, rates_into(own))
    gates = found.examine_gates(found.context())
    if amounts is None:
        return _outcome(found, {}, gates, missing)
    lines = _proportional(found.stack.sequence, amounts)
    result = evaluate(Stack(tuple(replace(line, rounding=UNROUNDED) for line in lines)), amounts, found.context())
    value = scalar(amounts["fob"])
    return _outcome(found, {charge.line.id: _share(charge, value) for charge in result.charges}, gates, missing)


def _share(charge: Charge, value: float) -> float:
    return scalar(charge.amount) / value


def _proportional(sequence: Iterable[Line], amounts: Mapping[str, float]) -> list[Line]:
    """Return the lines whose amounts double when every amount doubles, in order of evaluation."""
    known = {*amounts, *(("cif",) if {"fob", "freight", "insurance"} <= amounts.keys() else ())}
    lines: list[Line] = []
    for line in sequence:
        named = [name for name in line.names() if name not in NUMBER_FACTS]
        if isinstance(line.rate, Exempt):
            lines.append(replace(line, base=Base(of=UNITS)))  # nothing is due, whatever the base is worth
            known.add(line.id)
        elif line.rate.is_proportional() and line.base.of not in NUMBER_FACTS and all(name in known for name in named):
            lines.append(line)
            known.add(line.id)
    return lines


def _outcome(
    found: ResolvedStack, shares: Mapping[str, float], gates: tuple[GateResult, ...], missing: tuple[str, ...]
) -> Outcome:
    """Put the charges together; the outcome is complete when every charge has a share."""
    document = found.market.document
    lines = [line for line in found.stack.lines if line.is_charge]
    charges = tuple(
        ChargeShare(id=line.id, label=line.label, group=line.group, share=shares.get(line.id), rate_text=line.rate.describe(),
                    flags=line.flags)
        for line in lines
    )  # fmt: skip
    complete = all(charge.share is not None for charge in charges)
    return Outcome(
        market=document.market,
        name=document.name,
        currency=document.currency,
        status="computed" if complete else "needs a rate",
        charges=charges,
        gates=gates,
        currencies=() if complete else missing,
        diagnostics=found.warnings,
    )


def _gates_alone(market: Sheet[MarketDocument], car: Car, on: date) -> tuple[GateResult, ...]:
    """Examine the gates of a market whose charges are not known: a ban is told all the same."""
    from leasecalc.charges.context import Context
    from leasecalc.charges.gates import examine

    context = Context(market.document.currency, car.facts, on=on)
    return tuple(examine(gate, car.facts, context) for gate in market.document.gates if gate.in_force(on))


def converted(amounts: Mapping[str, Money], currency: str, fx: Mapping[str, float]) -> dict[str, float] | None:
    """Return amounts in one currency; None where the exchange rates do not reach it."""
    found: dict[str, float] = {}
    for name, money in amounts.items():
        if money.currency != currency and money.currency not in fx:
            return None
        found[name] = float(money.amount) * (1.0 if money.currency == currency else fx[money.currency])
    return found


def unknown_amounts(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are no amounts of a market file."""
    return tuple(name for name in names if name not in GIVEN_AMOUNTS)
