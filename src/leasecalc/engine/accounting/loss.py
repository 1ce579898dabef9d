"""The loss allowance on a net investment by the stages of IFRS 9 (lease receivables are in its scope by 2.1(b)(i)).

Allowance at a reporting day = sum of marginal default rate x loss given default x balance x discount factor at the rate of the lease
(B5.5.46), over the next twelve months (stage 1) or all that is left (stage 2); stage 3 is loss given default x balance. The
default rate is that of `credit`, flat or a curve; which stage holds when is written in the deal, nothing here moves a lease between stages.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from leasecalc.credit_capital import expected_credit_loss, expected_loss
from leasecalc.day_counts import year_fraction
from leasecalc.engine.accounting.payments import Payments, terms_of
from leasecalc.engine.accounting.years import year_ends
from leasecalc.engine.contract.nominal import effective_of, nominal_of_period_rate
from leasecalc.engine.legs.credit_legs import alive, stays_by_rate
from leasecalc.rounding import round_to
from leasecalc.values import Value, power

if TYPE_CHECKING:
    from leasecalc.accounting import InterestRow
    from leasecalc.engine.price import Priced


def allowances(priced: Priced, due: Payments, rows: tuple[InterestRow, ...], period_rate: Value) -> tuple[Value, ...]:
    """Return the allowance at commencement and at each year end; none where the deal names no stage."""
    stages, deal = terms_of(priced).stages, priced.deal
    if not stages:
        return ()
    begin = deal.timeline.dates[deal.timeline.commencement]
    count: Any = deal.day_count  # its names are checked where the deal is read
    times = [year_fraction(begin, day, count) for day in due.due]
    reporting = [0.0, *(year_fraction(begin, day, count) for day in year_ends(begin, due.due[-1]))]
    effective = effective_of(deal.lease, nominal_of_period_rate(deal.lease, period_rate))
    found: list[Value] = []
    for number, on in enumerate(reporting):
        stage = stages[min(number, len(stages) - 1)]
        left = [(max(time - on, 0.0), row.opening) for time, row in zip(times, rows, strict=True) if time > on]
        found.append(round_to(_allowance(priced, (stage, on), left, effective), deal.roundings.contract))
    return tuple(found)


def _allowance(priced: Priced, reported: tuple[int, float], left: list[tuple[float, Value]], effective: Value) -> Value:
    """Return the allowance over what is left, (years from the reporting day, balance until then) of each row; by stage and years until that day."""
    stage, on = reported
    given = terms_of(priced).loss_given_default
    lost: Value = 1.0 - priced.inputs.recovery_rate if given is None else given
    if not left:
        return 0.0 * effective
    if stage == 3:
        return expected_loss(1.0, lost, left[0][1])
    if stage == 1:
        left = _within_a_year(left)
    years = [year for year, _ in left]
    rates = _marginal_rates(priced, on, years)
    factors = [power(1.0 + effective, -year) for year in years]
    return expected_credit_loss(rates, [balance for _, balance in left], factors, loss_given_default=lost)


def _marginal_rates(priced: Priced, on: float, years: list[float]) -> list[Value]:
    """Return the chance of default between each two of the times from the reporting day, of a lessee who has not defaulted by then."""
    rates = stays_by_rate(priced.deal, priced.inputs)
    now = alive(rates, on)
    chances = [alive(rates, on + year) / now for year in (0.0, *years)]
    return [before - after for before, after in pairwise(chances)]


def _within_a_year(left: list[tuple[float, Value]]) -> list[tuple[float, Value]]:
    """Return the rows of twelve months; the one that goes beyond them ends with them."""
    inside = [(year, balance) for year, balance in left if year <= 1.0]
    if len(inside) == len(left) or (inside and inside[-1][0] == 1.0):
        return inside
    return [*inside, (1.0, left[len(inside)][1])]
