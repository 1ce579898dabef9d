"""Landed cost: everything that one market charges on one vehicle, line by line, with sources and gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.charges.stack import CUSTOMS_VALUE
from leasecalc.markets.resolve_stack import ResolvedStack, resolve_stack
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leasecalc.charges.facts import Facts
    from leasecalc.charges.gates import GateResult
    from leasecalc.charges.source import Source
    from leasecalc.charges.stack import Charge, Flag, Group
    from leasecalc.errors import Diagnostic
    from leasecalc.markets.library import Sheet
    from leasecalc.markets.overrides import Override
    from leasecalc.markets.schema import MarketDocument
    from leasecalc.values import Value


@record
class LandedLine:
    """One line in figures and words; amounts in the market's currency per vehicle.

    `recoverable` is None when it depends on a fact that nobody gave.
    """

    id: str
    label: str
    group: Group
    base: Value
    base_text: str
    rate_text: str
    amount: Value
    recoverable: Value | None
    source: Source | None
    flags: tuple[Flag, ...]
    note: str


@record
class LandedResult:
    """The charges of one market on one vehicle on one day; `total` and `totals` leave out components of bases."""

    market: str
    name: str
    currency: str
    on: date
    customs_value: Value
    lines: tuple[LandedLine, ...]
    totals: dict[Group, Value]
    total: Value
    gates: tuple[GateResult, ...]
    warnings: tuple[Diagnostic, ...]

    def amount(self, line_id: str) -> Value:
        """Return the amount of one line. Raises ``KeyError`` for an id that is not there."""
        for line in self.lines:
            if line.id == line_id:
                return line.amount
        raise KeyError(line_id)


def landed(
    market: Sheet[MarketDocument],
    *,
    amounts: Mapping[str, Value],
    facts: Facts,
    on: date,
    fx: Mapping[str, Value] | None = None,
    overrides: Mapping[str, Override] | None = None,
) -> LandedResult:
    """Calculate what a market charges on one vehicle.

    `amounts` (fob, freight, insurance or cif, retail_price, or an agreed customs_value) are in the market's currency,
    floats or arrays; `fx` holds customs rates: units of the market's currency per unit of another. Raises
    ``InputError`` with every fact, amount and rate that is missing.
    """
    resolved = resolve_stack(market, facts=facts, on=on, overrides=overrides)
    missing = resolved.missing(amounts, fx or {})
    if missing:
        raise market.input_error(missing)
    return landed_of(resolved, amounts, fx)


def landed_of(resolved: ResolvedStack, amounts: Mapping[str, Value], fx: Mapping[str, Value] | None = None) -> LandedResult:
    """Calculate the charges of a stack that is already resolved."""
    context = resolved.context(fx)
    result = resolved.evaluate(amounts, context)
    customs_value = result.amount(CUSTOMS_VALUE)
    document = resolved.market.document
    return LandedResult(
        market=document.market,
        name=document.name,
        currency=document.currency,
        on=resolved.on,
        customs_value=customs_value,
        lines=tuple(map(_landed_line, result.charges)),
        totals=result.by_group(),
        total=result.total,
        gates=resolved.examine_gates(replace(context, amounts={CUSTOMS_VALUE: customs_value})),
        warnings=resolved.warnings,
    )


def _landed_line(charge: Charge) -> LandedLine:
    """Put one charge into words."""
    line = charge.line
    return LandedLine(
        id=line.id,
        label=line.label,
        group=line.group,
        base=charge.base,
        base_text=line.base.describe(),
        rate_text=line.rate.describe(),
        amount=charge.amount,
        recoverable=charge.recoverable,
        source=line.source,
        flags=line.flags,
        note=line.note,
    )
