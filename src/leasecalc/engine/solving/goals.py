"""What a solve aims at: a measure and the value that it must have, in the measure's own unit."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.engine.lessee import lessee_position
from leasecalc.engine.measures import BY_NAME as MEASURES_BY_NAME
from leasecalc.engine.measures import Measure, known_measures, measures_of
from leasecalc.errors import UsageError
from leasecalc.money import minor_digits, minor_unit
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.values import Value

#: Money measures that are in the currency of the lease; the others are in the deal's.
IN_LEASE_CURRENCY = frozenset({"rent", "exact_rent", "residual", "lessee_cost"})
#: Measures that only move when the instalment is solved again.
OF_THE_RENT = frozenset({"rent", "exact_rent"})

SHORT_NAMES = {"margin": "profit_margin", "npv": "lease_npv", "yield": "lessor_yield"}

PAID = (
    "everything that the lessee pays (+) or gets back (-): down payment, deposit in and out, fees, instalments with their tax, gross-up, services, "
    "import charges if the lessee imports, residual where it pays it"
)
REVENUE = "the lessee's net revenue a period and the instalment"


def _rent_cover(priced: Priced) -> Value:
    cover = lessee_position(priced).rent_cover
    return math.nan if cover is None else cover


def _lessee_cost(priced: Priced) -> Value:
    cost = lessee_position(priced).lease_cost
    return math.nan if cost is None else cost


def _cost_per_km(priced: Priced) -> Value:
    cost = lessee_position(priced).cost_per_km
    return math.nan if cost is None else cost


GOALS_BY_NAME: dict[str, Measure] = {
    **MEASURES_BY_NAME,
    "rent_cover": Measure(
        "rent_cover", "Revenue over instalment", "ratio", REVENUE, "revenue a period / instalment", _rent_cover
    ),
    "lessee_cost": Measure(
        "lessee_cost", "Lessee's cost at its borrowing rate", "money", PAID, "sum of payment / (1 + borrowing rate) ^ (t - commencement)",
        _lessee_cost,
    ),
    "lessee_cost_per_km": Measure(
        "lessee_cost_per_km", "Lessee's cost of a kilometre", "ratio", f"{PAID}; energy; less resale where the lessee keeps the car",
        "sum of payments less resale / (km a year x years of the term) + energy a km; in the currency of the lease", _cost_per_km,
    ),
}  # fmt: skip
"""Every measure that any deal has, the cover of the instalment by the lessee's revenue, and the lessee's cost at its own rate."""


@record
class Goal:
    """A measure and its target: a fraction for a rate, an amount of ``currency`` per car for money."""

    measure: Measure
    target: float
    currency: str = ""

    @property
    def unit(self) -> float:
        """Return the smallest difference that is printed: a minor unit of money, 0.0001 % of a rate, else a millionth."""
        return minor_unit(self.currency) if self.measure.unit == "money" else 1e-6

    def said(self, value: float | None) -> str:
        """Return a value of the measure in words: `14 %`, `500.00 USD`, `47 months`."""
        if value is None:
            return "no value"
        if self.measure.unit == "money":
            digits = minor_digits(self.currency)
            return f"{round(value, digits) + 0.0:,.{digits}f} {self.currency}"
        if self.measure.unit == "rate":
            return f"{100.0 * value:.4f} %"
        return f"{value:.6g} months" if self.measure.unit == "months" else f"{value:.4f}"


def goal(priced: Priced, name: str, typed: str) -> Goal:
    """Return the goal typed as a measure's name and a value with its unit: ``14%``, ``500 USD``, ``47``, ``1.4``.

    Raises ``UsageError`` for a measure that is none, a value that cannot be read, or one in another unit.
    """
    measure = measure_named(name, priced)
    currency = currency_of(priced, measure)
    return Goal(measure, float(_value(measure, currency, typed.strip())), currency)


def measure_named(name: str, priced: Priced | None = None, *, option: str = "--target") -> Measure:
    """Return the measure of that name, or of that short name, or a yield of the deal's own. Raises ``UsageError``."""
    known = SHORT_NAMES.get(name, name)
    own = {} if priced is None else {found.name: found for found in measures_of(priced)}
    found = GOALS_BY_NAME.get(known) or own.get(known.removeprefix("yields."))
    if found is None and priced is None:
        found = known_measures().get(known)
    if found is None:
        from leasecalc.reading.suggest import did_you_mean

        if known in known_measures():
            raise UsageError(f"{option}: this deal has no measure `{name}`; `leasecalc explain {known}` says what it takes")
        raise UsageError(f"{option}: there is no measure `{name}`; {did_you_mean(name, (*own, *GOALS_BY_NAME))}")
    return found


def currency_of(priced: Priced, measure: Measure) -> str:
    """Return the currency of a money measure, empty for the others."""
    if measure.unit != "money":
        return ""
    return priced.deal.lease.currency if measure.name in IN_LEASE_CURRENCY else priced.deal.currency


def _value(measure: Measure, currency: str, typed: str) -> Decimal:
    from leasecalc.reading import numbers, phrases
    from leasecalc.reading.scalar import ScalarFault

    try:
        if typed == "0":
            return Decimal(0)
        if measure.unit == "rate":
            return numbers.percent(typed)
        if measure.unit != "money":
            return numbers.number(typed.removesuffix("months").strip() if measure.unit == "months" else typed)
        amount = phrases.amount(typed)
    except ScalarFault as fault:
        hint = f"; {fault.hint}" if fault.hint else ""
        raise UsageError(f"--target {measure.name}: {fault.message}{hint}") from None
    if amount.currency != currency:
        raise UsageError(f"--target {measure.name}: it is an amount in {currency}, not in {amount.currency}")
    return amount.amount
