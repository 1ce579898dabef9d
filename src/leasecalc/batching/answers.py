"""What one deal comes to, as the values of a row: its measures, its charges and what it rests on, or the reason why it has none."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

from leasecalc.batching.columns import MEASURES
from leasecalc.engine.as_printed import DIFFERENCES
from leasecalc.engine.legs.landed_cost import market_gates
from leasecalc.engine.solving.goals import GOALS_BY_NAME, IN_LEASE_CURRENCY
from leasecalc.engine.solving.trials import NO_PRICE
from leasecalc.errors import InputError, LeasecalcError
from leasecalc.money import minor_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.values import Flag, Value

Row = dict[str, Any]
"""A value for each column that has one: text, whole numbers, money as text with its digits, rates as fractions."""

COMPUTED = tuple(name for name in MEASURES if name not in DIFFERENCES)
"""Measures that are not the difference of two others."""

DIGITS = 10
"""Significant digits of rates, ratios and months, and digits behind the point where they are below 1: fewer than those on which a deal alone and a
block of deals agree."""


def told(error: LeasecalcError) -> dict[str, str]:
    """Return code, place and message of the first fault, and how many more there are."""
    if isinstance(error, InputError) and error.diagnostics:
        first = error.diagnostics[0]
        more = len(error.diagnostics) - 1
        place = f"{first.spans[0].file}:{first.spans[0].line}:{first.spans[0].column}" if first.spans else ""
        return {"code": first.code, "place": place, "reason": first.message + (f" (and {more} more faults)" if more else "")}
    return {"code": "", "place": "", "reason": str(error)}


def answer(priced: Priced, assumed: tuple[str, ...]) -> Row:
    """Return the row of a priced deal; ``assumed`` are the inputs that it says have no source."""
    deal = priced.deal
    row = facts(deal, deal.name, deal.quantity)
    for name in COMPUTED:
        value = measured(priced, name)
        if value is not None:
            row[name] = said(value, currency_of(deal, name))
    add_differences(row)
    row["charges"] = said(float(priced.charges.total), currency_of(deal, "charges"))
    row["charges_currency"] = deal.stack.currency
    return row | doubts(priced, assumed)


def add_differences(row: Row) -> None:
    """Put in the differences of two amounts as they are written, so that columns add up."""
    for name, (first, second) in DIFFERENCES.items():
        if first in row and second in row and name in MEASURES:
            row[name] = str(Decimal(row[first]) - Decimal(row[second]))


def facts(deal: ResolvedDeal, name: str, quantity: int) -> Row:
    """Return what a row says of a deal that has a price, before its measures."""
    return {
        "deal": name,
        "market": deal.market,
        "status": "priced",
        "pricing_date": deal.pricing_date.isoformat(),
        "currency": deal.currency,
        "lease_currency": deal.lease.currency,
        "quantity": quantity,
    }


def unmet(deal: ResolvedDeal, rent: Value) -> Flag:
    """Say where a rent that was to be solved is none, because the target is met by no instalment above zero."""
    return False if deal.lease.target is None else rent <= 0.0


def currency_of(deal: ResolvedDeal, name: str) -> str:
    """Return the currency of a measure, or of the charges; empty for what is no money."""
    if name == "charges":
        return deal.stack.currency
    if GOALS_BY_NAME[name].unit != "money":
        return ""
    return deal.lease.currency if name in IN_LEASE_CURRENCY else deal.currency


def measured(priced: Priced, name: str) -> float | None:
    """Return a measure, or None where it has no value."""
    try:
        value = float(GOALS_BY_NAME[name].compute(priced))
    except NO_PRICE:
        return None
    return value if math.isfinite(value) else None


def said(value: float, currency: str) -> Any:
    """Return money as text with the digits of its currency, other numbers to `DIGITS`."""
    if currency:
        amount = Decimal(repr(value)).quantize(Decimal(1).scaleb(-minor_digits(currency)), ROUND_HALF_EVEN)
        return str(amount + 0)
    return float(format(value, f".{DIGITS}{'f' if abs(value) < 1.0 else 'g'}")) + 0.0


def doubts(priced: Priced, assumed: tuple[str, ...]) -> Row:
    """Return which gates do not pass, and which inputs are assumed, and which market figures unverified or stale, as `price` marks them."""
    deal = priced.deal
    gates = (*deal.origin_gates, *market_gates(deal, priced.amounts, priced.charges))
    marked = [(entry.path, entry.status) for entry in deal.provenance if entry.status in {"assumed", "unverified", "stale"}]
    states = [status for _, status in marked]
    no_source = (*assumed, *(path for path, status in marked if status == "assumed"))
    return {
        "gates_failed": _ids(gate.id for gate in gates if gate.status == "fail"),
        "gates_unknown": _ids(gate.id for gate in gates if gate.status == "unknown"),
        "assumed": len(no_source),
        "unverified": states.count("unverified"),
        "stale": states.count("stale"),
        "assumed_inputs": _ids(no_source),
        "doubtful_figures": _ids(f"{path}:{status}" for path, status in marked if status != "assumed"),
    }


def _ids(names: Iterable[str]) -> str:
    return " ".join(names)
