"""The shape of the instalments: base instalment times a weight, plus fixed amounts, plus interest that is paid alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from leasecalc.engine.contract.accrual import Accrual
from leasecalc.engine.legs.flows import add
from leasecalc.records import record, replace
from leasecalc.rounding import UNROUNDED, round_to
from leasecalc.values import Flag, Value, where

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Quantity, Roundings

#: Number of an amount in ``PaymentPlan.amounts``, and how many times it is paid.
Part = tuple[int, Value]


@record
class Reset:
    """A change of a floating rate at the beginning of a contract period: ``row`` is the first instalment that is set anew."""

    row: int
    change: float
    """Base rate less that at commencement, nominal a year."""
    in_advance: bool
    """Whether the instalment falls due at the beginning of the period, so that the time before it bears the rate before."""


@record(kw_only=True)
class PaymentPlan:
    """What makes instalments differ. One weight and one tuple of parts for each instalment."""

    accrual: Accrual
    """When interest accrues."""
    weights: tuple[Value, ...]
    amounts: tuple[Quantity, ...] = ()
    """The amounts that the structure names."""
    parts: tuple[tuple[Part, ...], ...] = ()
    """Fixed amounts of each instalment; empty where the structure has none."""
    interest_only: tuple[int, ...] = ()
    """Instalments (counted from 0) that pay the interest since the one before."""
    interim_with_first: bool = False
    """Whether the interest of an odd first period is paid with the first instalment; else it is in the balance."""
    resets: tuple[Reset, ...] = ()
    """Changes of a floating rate, in order of time."""
    rate_limits: tuple[float | None, float | None] = (None, None)
    """Floor and cap of a floating rate, nominal a year."""
    base_rate: float | None = None
    """Base rate of a floating rate at commencement, nominal a year."""
    method: Literal["compound", "simple", "flat", "rule_of_78"] = "compound"
    """How interest is reckoned, and split in the table."""
    present: tuple[Flag, ...] = ()
    """Whether the lease has each instalment, where its term is a formula of a workbook with more rows; empty: it has all."""
    level: bool = True
    """Whether every instalment is the base instalment."""

    @property
    def clock(self) -> Accrual:
        """Return the clock on which the rate is found: interest that is paid as it accrues leaves no trace in it."""
        if not self.interest_only and not self.interim_with_first:
            return self.accrual
        still = (*self.accrual.still, *self.interest_only)
        return replace(self.accrual, still=still, odd=0.0 if self.interim_with_first else self.accrual.odd)

    @property
    def size(self) -> Value:
        """Return the sum of the weights."""
        return add(self.weights)


def within_term(plan: PaymentPlan, row: int, amount: Value) -> Value:
    """Return what an instalment costs, nothing where the lease does not have it."""
    return where(plan.present[row], amount, 0.0) if row < len(plan.present) else amount


def is_one(weight: Value) -> bool:
    """Return whether a weight is the plain 1 of a level instalment (never true of an array)."""
    return isinstance(weight, float) and weight == 1.0


def instalments(plan: PaymentPlan, amounts: Amounts, rent: Value, *, currency: str, roundings: Roundings) -> tuple[Value, ...]:
    """Return every instalment but for interest that is paid as it accrues: base instalment x weight + fixed amounts.

    The weighted part is rounded as the instalment is, from the rounded base instalment; fixed amounts as the contract rounds them.
    """
    if plan.level:
        return (rent,) * len(plan.weights)
    fixed = fixed_amounts(plan, amounts, currency=currency, roundings=roundings)
    return tuple(one_instalment(plan, rent, fixed, row, roundings) for row in range(len(plan.weights)))


def fixed_amounts(plan: PaymentPlan, amounts: Amounts, *, currency: str, roundings: Roundings) -> tuple[Value, ...]:
    """Return the fixed amount of each instalment."""
    to_unit = UNROUNDED if roundings.smooth else roundings.contract
    named = [amounts.contracted(quantity, currency, roundings.contract) for quantity in plan.amounts]
    return tuple(add(round_to(named[part] * times, to_unit) for part, times in parts) for parts in plan.parts)


def one_instalment(plan: PaymentPlan, rent: Value, fixed: Sequence[Value], row: int, roundings: Roundings) -> Value:
    """Return one instalment of a base instalment ``rent``."""
    to_instalment, to_unit = (UNROUNDED, UNROUNDED) if roundings.smooth else (roundings.rent, roundings.contract)
    weighted = rent if is_one(plan.weights[row]) else round_to(rent * plan.weights[row], to_instalment)
    return round_to(weighted + fixed[row], to_unit) if fixed else weighted


def with_interest(
    plan: PaymentPlan, repayments: tuple[Value, ...], financed: Value, *, rate: Value, roundings: Roundings
) -> tuple[Value, ...]:
    """Return the instalments with the interest that is paid as it accrues, at ``rate`` per period.

    An instalment of interest alone is the balance x the growth since the one before, so it leaves the balance as it is. Interest
    of an odd first period that is paid with the first instalment is what that period costs beyond a regular one.
    """
    to_unit = UNROUNDED if roundings.smooth else roundings.contract
    paid = list(repayments)
    if plan.interim_with_first and 0 not in plan.interest_only:
        beyond = plan.accrual.growth(rate, 0) - plan.clock.growth(rate, 0)
        paid[0] = round_to(paid[0] + round_to(financed * beyond, to_unit), to_unit)
    balance = financed
    for row in range(max(plan.interest_only, default=-1) + 1):
        interest = round_to(balance * plan.accrual.growth(rate, row), to_unit)
        if row in plan.interest_only:
            paid[row] = round_to(repayments[row] + interest, to_unit)
        else:
            balance = round_to(balance + interest - paid[row], to_unit)
    return tuple(paid)
