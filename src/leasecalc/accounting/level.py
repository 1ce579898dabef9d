"""Level rentals by two factors, exact or as printed in tables: what textbooks and their answers use."""

from __future__ import annotations

from leasecalc.annuity import annuity_factor, discount
from leasecalc.records import record
from leasecalc.rounding import UNROUNDED, Rounding, round_to
from leasecalc.values import Value


@record
class LevelFactors:
    """The present value of one unit each period, and of one unit at the end of the last one."""

    annuity: Value
    single: Value


def level_factors(rate: Value, count: int, *, in_advance: bool = False, table: Rounding = UNROUNDED) -> LevelFactors:
    """Return both factors at a rate per period, rounded as a printed table rounds them (0.001 half up, for example)."""
    annuity = annuity_factor(rate, count, in_advance=in_advance)
    return LevelFactors(round_to(annuity, table), round_to(discount(rate, count), table))


def level_present_value(factors: LevelFactors, rental: Value, residual: Value = 0.0) -> Value:
    """Return the present value of level rentals and of a residual at the end."""
    return rental * factors.annuity + residual * factors.single


def level_rental(factors: LevelFactors, fair_value: Value, residual: Value = 0.0) -> Value:
    """Return the level rental at which rentals and residual are worth the fair value."""
    return (fair_value - residual * factors.single) / factors.annuity
