"""When interest accrues on contract periods: what the rate per period makes of the time between two rows of the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from leasecalc.engine.contract.secant import secant
from leasecalc.records import record
from leasecalc.roots import quoted_rate_of_return
from leasecalc.rounding import UNROUNDED, Rounding, round_to
from leasecalc.values import Flag, Value, is_array, is_formula, power, scalar

if TYPE_CHECKING:
    from leasecalc.loans import Remainder, Schedule

OddInterest = Literal["compound", "simple", "simple_throughout"]


@record(kw_only=True)
class Accrual:
    """The clock of a contract. Rows are the instalments, then the residual; commencement is before the first of them."""

    periods: tuple[int, ...]
    """Whole contract periods from commencement to each row."""
    odd: float = 0.0
    """Part of a period before the first row that is not a whole one, as the deal's day count has it."""
    odd_interest: OddInterest = "compound"
    """Interest of the odd part: compound; simple, then compound over the whole periods; or simple over all of the first gap."""
    tail: float = 0.0
    """Part of a period after the last whole one, before the rows that fall due at the end."""
    tail_row: int = -1
    """The first of those rows, where there is such a part."""
    tail_simple: bool = False
    """Whether interest of that part is simple, after the whole periods; else it compounds."""
    still: tuple[int, ...] = ()
    """Rows before which no interest accrues: it is waived, or is paid beside what the rate is found from."""

    lengths: tuple[float, ...] = ()
    """Length of each gap in periods, where interest is reckoned by days and is simple within a gap."""
    simple: bool = False
    """Whether unpaid interest bears none (US Rule, 12 CFR 1026 appendix J (a)(3))."""
    capitalised: int = 0
    """Periods after which interest is added to the balance, simple in between; 0: with each row."""

    @property
    def times(self) -> tuple[float, ...]:
        """Return the time of each row in periods, compound; what is still takes none."""
        ends = [float(period) + self.odd for period in self.periods]
        if self.tail:
            ends[self.tail_row :] = [end + self.tail for end in ends[self.tail_row :]]
        if not self.still:
            return tuple(ends)
        times, time, before = [], 0.0, 0.0
        for row, here in enumerate(ends):
            time += 0.0 if row in self.still else here - before
            before = here
            times.append(time)
        return tuple(times)

    @property
    def is_compound(self) -> bool:
        """Return whether (1 + rate) ** -time is the worth of every row."""
        if self.simple or self.lengths or self.capitalised or (self.tail and self.tail_simple):
            return False
        return self.odd == 0.0 or self.odd_interest == "compound" or 0 in self.still

    def is_last_instalment(self, row: int) -> Flag:
        """Return whether a row, counted from 0, is the last instalment."""
        return row == len(self.periods) - 2

    def growth(self, rate: Value, row: int) -> Value:
        """Return the interest on one unit of balance between the row before and this one."""
        if row in self.still:
            return 0.0
        if self.lengths:
            return rate * self.lengths[row]
        gap = self.periods[row] - (self.periods[row - 1] if row else 0)
        if row or self.odd == 0.0:
            return self._growth_of_last(rate, gap) if self.tail and row == self.tail_row else _growth(rate, gap)
        if self.odd_interest == "compound":
            return power(1.0 + rate, gap + self.odd) - 1.0
        if self.odd_interest == "simple":
            return (1.0 + rate * self.odd) * (1.0 + _growth(rate, gap)) - 1.0
        return rate * (gap + self.odd)

    def _growth_of_last(self, rate: Value, gap: int) -> Value:
        if not self.tail_simple:
            return power(1.0 + rate, gap + self.tail) - 1.0
        return (1.0 + rate * self.tail) * (1.0 + _growth(rate, gap)) - 1.0


def _growth(rate: Value, gap: int) -> Value:
    if gap == 0:
        return 0.0
    return rate if gap == 1 else power(1.0 + rate, float(gap)) - 1.0


def flows_by_time(financed: Value, payments: Sequence[Value], times: Sequence[float]) -> dict[float, Value]:
    """Return the customer's flows by time in periods, + is paid: minus the amount financed, then each row's payment."""
    flows: dict[float, Value] = {0.0: -financed}
    for time, payment in zip(times, payments, strict=True):
        flows[time] = flows[time] + payment if time in flows else payment
    return flows


def worth(accrual: Accrual, financed: Value, payments: Sequence[Value], rate: Value) -> Value:
    """Return the worth at commencement of the customer's flows at a rate per period, + where he pays too much."""
    total: Value = 0.0
    if accrual.is_compound:
        for time, amount in flows_by_time(financed, payments, accrual.times).items():
            total = total + amount / power(1.0 + rate, time)
        return total
    if accrual.simple:
        return -simple_schedule(accrual, financed, payments, [rate] * len(payments)).end_balance
    if accrual.capitalised:
        return -capitalised_interest(accrual, financed, payments, [rate] * len(payments))[1]
    total = -financed
    grown: Value = 1.0
    for row, payment in enumerate(payments):
        grown = grown * (1.0 + accrual.growth(rate, row))
        total = total + payment / grown
    return total


def capitalised_interest(
    accrual: Accrual, financed: Value, payments: Sequence[Value], rates: Sequence[Value], *, rounding: Rounding = UNROUNDED
) -> tuple[list[Value], Value]:
    """Return the interest of each row, and what is owed after the last, where interest waits until it is added to the balance.

    A payment reduces the balance at once; interest is reckoned on the balance, is kept apart, and is added to it after each
    ``accrual.capitalised`` periods and at the end.
    """
    balance, waiting, found = financed, 0.0 * financed, []
    for row, (rate, payment) in enumerate(zip(rates, payments, strict=True)):
        interest = round_to(balance * accrual.growth(rate, row), rounding)
        found.append(interest)
        balance, waiting = balance - payment, waiting + interest
        if accrual.periods[row] % accrual.capitalised == 0 or accrual.periods[row] == accrual.periods[-1]:
            balance, waiting = balance + waiting, 0.0 * financed
    return found, balance


def simple_schedule(
    accrual: Accrual,
    financed: Value,
    payments: Sequence[Value],
    rates: Sequence[Value],
    *,
    rounding: Rounding = UNROUNDED,
    remainder: Remainder = "residue",
) -> Schedule:
    """Return the loan's schedule of these payments under the US Rule."""
    from leasecalc.loans import amortise  # only a lease with this method pays for loading it

    grown = [accrual.growth(rate, row) for row, rate in enumerate(rates)]
    return amortise(financed, grown, payments, method="simple", rounding=rounding, remainder=remainder)


def rate_per_period(accrual: Accrual, financed: Value, payments: Sequence[Value]) -> Value:
    """Return the rate per contract period at which the payments (residual last) are worth the amount financed at commencement.

    NaN (in an array: of a row) where there is no such rate; the measures report it by status.
    """
    flows = flows_by_time(financed, payments, accrual.times)
    rate = quoted_rate(tuple(flows), tuple(flows.values()))
    if accrual.is_compound:
        return rate
    return secant(lambda trial: worth(accrual, financed, payments, trial) / financed, rate, rate + 1e-4)


def quoted_rate(times: Sequence[float], amounts: Sequence[Value]) -> Value:
    """Return the rate of return that is quoted, a float or an array (S,); NaN where there is none (reports give the reason)."""
    several = next((amount for amount in amounts if is_array(amount)), None)
    if several is not None:
        if is_formula(several):
            return several.rate_of_return(times, amounts)  # type: ignore[no-any-return, union-attr]
        from leasecalc.roots.blocks import rate_of_return_block  # only a block of deals pays for loading it

        return rate_of_return_block(times, amounts)[0]
    return quoted_rate_of_return(times, [scalar(amount) for amount in amounts])
