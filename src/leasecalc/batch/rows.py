"""One cell to one row: the deal read, resolved, priced and measured, or the reason why not."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from leasecalc import api
from leasecalc.batch.columns import MEASURES
from leasecalc.engine.as_printed import DIFFERENCES
from leasecalc.engine.legs.landed_cost import market_gates
from leasecalc.engine.solving.goals import GOALS_BY_NAME, IN_LEASE_CURRENCY
from leasecalc.engine.solving.trials import NO_PRICE
from leasecalc.errors import InputError, LeasecalcError
from leasecalc.money import minor_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leasecalc.batch.plan import Plan
    from leasecalc.engine.price import Priced
    from leasecalc.markets.library import Library

Row = dict[str, Any]
"""A value for each column that has one: text, whole numbers, money as text with its digits, rates as fractions."""

DIGITS = 12
"""Significant digits of rates, ratios and months: what floats and blocks of deals agree on."""


def rows_of(plan: Plan, chunk: int) -> list[Row]:
    """Return the rows of one chunk, in order. Pure in its arguments and the files that they name; no deal stops another."""
    markets = _library(plan.directories)
    rows, reading = [], _Reading()
    for cell in plan.cells_of(chunk):
        row: Row = {"cell": cell.number, "file": cell.file, "market": cell.market}
        row.update(zip(plan.paths, cell.values, strict=True))
        try:
            row.update(_answer(api.price(api.assign(reading.deal(cell.file), cell.assignments), markets)))
        except LeasecalcError as error:
            row.update(status="error", **told(error))
        except (ArithmeticError, RecursionError, OSError) as error:
            row.update(status="error", code="", place="", reason=f"{type(error).__name__}: {error}")
        rows.append(row)
    return rows


@lru_cache(maxsize=4)
def _library(directories: tuple[str, ...]) -> Library:
    """Return the market library, read once by each worker."""
    return api.library(directories)


class _Reading:
    """The deal file of the last cell, which the next cells most often share."""

    def __init__(self) -> None:
        self._file = ""
        self._deal: api.Deal | None = None

    def deal(self, file: str) -> api.Deal:
        if file != self._file or self._deal is None:
            self._file, self._deal = file, None
            self._deal = api.load(file)
        return self._deal


def told(error: LeasecalcError) -> dict[str, str]:
    """Return code, place and message of the first fault, and how many more there are."""
    if isinstance(error, InputError) and error.diagnostics:
        first = error.diagnostics[0]
        more = len(error.diagnostics) - 1
        place = f"{first.spans[0].file}:{first.spans[0].line}:{first.spans[0].column}" if first.spans else ""
        return {"code": first.code, "place": place, "reason": first.message + (f" (and {more} more faults)" if more else "")}
    return {"code": "", "place": "", "reason": str(error)}


def _answer(priced: Priced) -> Row:
    deal = priced.deal
    row: Row = {
        "deal": deal.name,
        "market": deal.market,
        "status": "priced",
        "currency": deal.currency,
        "lease_currency": deal.lease.currency,
        "quantity": deal.quantity,
    }
    for name in MEASURES:
        if name in DIFFERENCES:
            continue
        currency = deal.lease.currency if name in IN_LEASE_CURRENCY else deal.currency
        value = measured(priced, name)
        if value is not None:
            row[name] = said(value, currency if GOALS_BY_NAME[name].unit == "money" else "")
    for name, (first, second) in DIFFERENCES.items():
        if first in row and second in row and name in MEASURES:
            row[name] = str(Decimal(row[first]) - Decimal(row[second]))
    return row | _charges(priced) | _doubts(priced)


def measured(priced: Priced, name: str) -> float | None:
    """Return a measure, or None where it has no value."""
    try:
        value = float(GOALS_BY_NAME[name].compute(priced))
    except NO_PRICE:
        return None
    return value if math.isfinite(value) else None


def said(value: float, currency: str) -> Any:
    """Return money as text with the digits of its currency, other numbers to twelve significant digits."""
    if currency:
        amount = Decimal(repr(value)).quantize(Decimal(1).scaleb(-minor_digits(currency)), ROUND_HALF_EVEN)
        return str(amount + 0)
    return float(f"{value:.{DIGITS}g}")


def _charges(priced: Priced) -> Row:
    currency = priced.deal.stack.currency
    return {"charges": said(float(priced.charges.total), currency), "charges_currency": currency}


def _doubts(priced: Priced) -> Row:
    deal = priced.deal
    gates = (*deal.origin_gates, *market_gates(deal, priced.amounts, priced.charges))
    flags = [flag for charge in priced.charges.charges for flag in charge.line.flags]
    states = [entry.status for entry in deal.provenance]
    return {
        "gates_failed": _ids(gate.id for gate in gates if gate.status == "fail"),
        "gates_unknown": _ids(gate.id for gate in gates if gate.status == "unknown"),
        "assumed": states.count("assumed"),
        "unverified": flags.count("unverified") + states.count("unverified"),
        "stale": flags.count("stale") + states.count("stale"),
    }


def _ids(names: Iterable[str]) -> str:
    return " ".join(names)
