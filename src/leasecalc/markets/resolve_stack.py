"""From a market file, facts and a date to the stack of charges that applies, or to everything that prevents it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.charges.base import Base
from leasecalc.charges.context import UNITS, Context, missing_exchange_rate
from leasecalc.charges.facts import NUMBER_FACTS
from leasecalc.charges.gates import Gate, GateResult, examine
from leasecalc.charges.kinds.ad_valorem import AdValorem
from leasecalc.charges.kinds.exempt import Exempt
from leasecalc.charges.stack import CUSTOMS_VALUE, Flag, Line, Stack, StackResult, evaluate, needed
from leasecalc.errors import Diagnostic, in_order
from leasecalc.markets.findings import Inquiry, answer, source_flags, unverified_warning
from leasecalc.markets.overrides import override_rate, unknown_overrides
from leasecalc.markets.schema import GIVEN_AMOUNTS
from leasecalc.money import Money, minor_unit
from leasecalc.records import record
from leasecalc.rounding import Rounding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from leasecalc.charges.facts import Facts
    from leasecalc.charges.rate import Rate
    from leasecalc.markets.library import Sheet
    from leasecalc.markets.overrides import Override
    from leasecalc.markets.schema import CustomsValue, LineDocument, MarketDocument, Recoverable
    from leasecalc.values import Value


@record
class ResolvedStack:
    """What applies to one vehicle in one market on one day: dates and selectors are gone, sources are kept.

    `series` holds index units in the market's currency; `warnings` tell what is stale or unverified.
    """

    market: Sheet[MarketDocument]
    on: date
    facts: Facts
    stack: Stack
    series: Mapping[str, float]
    gates: tuple[Gate, ...]
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def currency(self) -> str:
        """The currency of every amount of the stack."""
        return self.market.document.currency

    def context(self, fx: Mapping[str, Value] | None = None, facts: Facts | None = None) -> Context:
        """Make the context of an evaluation; `fx` gives units of the market's currency per unit of another.

        `facts` replaces the numbers that the rates look at (arrays are allowed); selectors are already decided.
        """
        return Context(self.currency, facts or self.facts, fx or {}, self.series, on=self.on)

    def evaluate(self, amounts: Mapping[str, Value], context: Context | None = None) -> StackResult:
        """Evaluate the stack for one vehicle; see `charges.stack.evaluate`."""
        return evaluate(self.stack, amounts, context or self.context())

    def examine_gates(self, context: Context) -> tuple[GateResult, ...]:
        """Examine every gate that is in force; `context.amounts` may hold the customs value."""
        return tuple(examine(gate, self.facts, context) for gate in self.gates)

    def currencies(self) -> tuple[str, ...]:
        """List the foreign currencies whose customs rate the lines and gates need, sorted."""
        parts = (
            *(line.rate.requirements() for line in self.stack.lines),
            *(gate.requirements() for gate in self.gates),
        )
        needed = {need.name for needs in parts for need in needs if need.what == "currency"}
        return tuple(sorted(needed - {self.currency}))

    def amounts(self, given: Collection[str] = ()) -> tuple[str, ...]:
        """List the amounts that the lines look at and the deal must give (fob, cif, retail_price), sorted.

        An agreed amount in `given`, such as customs_value, makes those idle that it is otherwise built from.
        """
        lines = (line for line in needed(self.stack, given) if line.id not in given)
        return tuple(sorted({name for line in lines for name in line.names() if name in GIVEN_AMOUNTS}))

    def missing(self, amounts: Mapping[str, Value], fx: Mapping[str, Value]) -> tuple[Diagnostic, ...]:
        """Ask for each amount (LC519) and customs rate (LC506) that an evaluation would need and was not given."""
        known = {*amounts, *(("cif",) if {"fob", "freight", "insurance"} <= amounts.keys() else ())}
        asked = [
            Diagnostic("LC519", f"the amount `{name}` is needed in {self.market.document.name} and was not given")
            for name in self.amounts(amounts)
            if name not in known
        ]
        rates = [missing_exchange_rate(name, self.currency) for name in self.currencies() if name not in fx]
        return (*asked, *rates)


def resolve_stack(
    market: Sheet[MarketDocument],
    *,
    facts: Facts,
    on: date,
    overrides: Mapping[str, Override] | None = None,
    priced_on: date | None = None,
) -> ResolvedStack:
    """Find the rate in force of every line for these facts on the day `on`.

    `overrides` maps a line, `customs_value` or a series to the rate (or value) of the deal. `priced_on` is the pricing
    date if it differs: a figure is stale when either day is past its review date. Raises ``InputError`` with every
    fault at once: a missing entry (LC502), one not yet (LC503) or no longer (LC504) in force, a fact that nobody gave
    (LC505), a rate that is not known (LC509).
    """
    work = _Resolution(Inquiry(market, facts, on, max(on, priced_on or on)), dict(overrides or {}))
    series = dict(work.series())
    lines = (work.customs_value(), *filter(None, (work.line(index) for index in range(len(market.document.lines)))))
    work.check_overrides()
    errors = [diagnostic for diagnostic in work.diagnostics if diagnostic.severity == "error"]
    if errors:
        raise market.input_error(in_order(errors))
    gates = tuple(gate for gate in market.document.gates if gate.in_force(on))
    return ResolvedStack(market, on, facts, Stack(lines), series, gates, in_order(work.diagnostics))


class _Resolution:
    """One run of `resolve_stack`: collects diagnostics on the way."""

    __slots__ = ("diagnostics", "inquiry", "overrides")

    def __init__(self, inquiry: Inquiry, overrides: dict[str, Override]) -> None:
        self.inquiry, self.overrides = inquiry, overrides
        self.diagnostics: list[Diagnostic] = []

    @property
    def document(self) -> MarketDocument:
        return self.inquiry.market.document

    def check_overrides(self) -> None:
        """Refuse overrides that name nothing."""
        names = {
            *(line.id for line in self.document.lines),
            *(series.id for series in self.document.series),
            CUSTOMS_VALUE,
        }
        self.diagnostics += unknown_overrides(self.overrides, frozenset(names))

    def series(self) -> Iterator[tuple[str, float]]:
        """Find the value of each index unit that is in money."""
        for series in self.document.series:
            entry = series.on(self.inquiry.on)
            value = entry.value if entry is not None else None
            if series.id in self.overrides:
                override = self.overrides[series.id]
                rate = override_rate(series.id, override)
                yield series.id, float(rate.amount(0.0, Context(self.document.currency)))
            elif isinstance(value, Money):
                yield series.id, float(value.amount)

    def customs_value(self) -> Line:
        """Resolve the customs value, a line like any other."""
        document = self.document.customs_value
        rate, flags = self._override(CUSTOMS_VALUE)
        if rate is None:
            rate, flags = AdValorem(rate=Decimal(1)), source_flags(document.source)
            self._need_facts(document.base.names(), "the customs value", ("customs_value", "base"))
            if "unverified" in flags:
                self.diagnostics.append(unverified_warning(self.inquiry, CUSTOMS_VALUE, document.source, ("customs_value",)))
        return Line(
            id=CUSTOMS_VALUE,
            label="Customs value",
            group="value",
            base=document.base,
            rate=rate,
            rounding=self._rounding(document),
            source=None if "overridden" in flags else document.source,
            flags=flags,
        )

    def line(self, index: int) -> Line | None:
        """Resolve one line; None when a diagnostic says why not."""
        document = self.document.lines[index]
        rate, flags = self._override(document.id)
        source, note = None, "deal override" if rate is not None else ""
        if rate is None:
            found = answer(self.inquiry, index)
            self.diagnostics += found.diagnostics
            if found.entry is None:
                return None
            rate, source, flags, note = found.entry.rate, found.entry.source, found.flags, found.entry.note or ""
        base = _base_for(rate, document.base)
        self._need_facts(base.names(), f"`{document.id}`", ("lines", index, "base"))
        share, why = self._recoverable(document.recoverable, index)
        return Line(
            id=document.id,
            label=document.label,
            group=document.group,
            base=base,
            rate=rate,
            rounding=self._rounding(document),
            recoverable_share=share,
            recoverable_note=why,
            source=source,
            flags=flags,
            note=note,
        )

    def _override(self, name: str) -> tuple[Rate | None, tuple[Flag, ...]]:
        """Return the rate of the deal for a line, if there is one."""
        if name not in self.overrides:
            return None, ()
        return override_rate(name, self.overrides[name]), ("overridden",)

    def _rounding(self, document: CustomsValue | LineDocument) -> Rounding:
        """Return the declared rounding, by default half up to the minor unit."""
        if document.rounding is not None:
            return document.rounding.rounding()
        return Rounding(minor_unit(self.document.currency))

    def _need_facts(self, names: tuple[str, ...], whose: str, path: tuple[str | int, ...]) -> None:
        """Ask for the number facts of a base."""
        self.diagnostics += self.inquiry.missing_facts(names, whose, path)

    def _recoverable(self, recoverable: Recoverable | None, index: int) -> tuple[float | None, str]:
        """Decide which share comes back as input tax; a fact that nobody gave leaves it open, with a warning."""
        if recoverable is None:
            return 0.0, ""
        match = recoverable.when.match(self.inquiry.facts)
        if match.holds is None:
            whose = f"whether `{self.document.lines[index].id}` comes back"
            self.diagnostics.append(self.inquiry.asks(match.needs, whose, ("lines", index, "recoverable"), "warning"))
            return None, recoverable.note or ""
        share = recoverable.share if match.holds else (recoverable.otherwise or Decimal(0))
        return float(share), recoverable.note or ""


_ALWAYS_THERE = frozenset({"fob", "freight", "insurance", "cif"})


def _base_for(rate: Rate, base: Base) -> Base:
    """Return the base of a line; where nothing is due, no amount or fact is asked for only to multiply it by nothing."""
    asked = [name for name in base.names() if name in NUMBER_FACTS or (name in GIVEN_AMOUNTS and name not in _ALWAYS_THERE)]
    return Base(of=UNITS) if isinstance(rate, Exempt) and asked else base
