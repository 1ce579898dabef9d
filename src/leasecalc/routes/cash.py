"""Cash of a route: the flows of all its companies on one line of time, and what is measured on them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.engine.contract.accrual import quoted_rate
from leasecalc.engine.legs.flows import net
from leasecalc.engine.measures import grid_size, payback_of, peak_of, running_sums
from leasecalc.records import record
from leasecalc.values import Value, divide, maximum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.routes.pricing import PricedRoute


@record
class Cash:
    """Net flows of a route and their times in years from the pricing date, rising."""

    years: tuple[float, ...]
    flows: tuple[Value, ...]


def cash_of(route: PricedRoute) -> Cash:
    """Return the net flows of a route, per car in the deal's currency."""
    sums: dict[float, Value] = {}
    for part in route.parts:
        years = part.priced.deal.timeline.years
        for year, flow in zip(years, net(part.legs, grid_size(part.priced)), strict=True):
            sums[year] = sums[year] + flow if year in sums else flow
    years = tuple(sorted(sums))
    return Cash(years, tuple(sums[year] for year in years))


@record(kw_only=True)
class CashMeasures:
    """Measures of a route. Money per car, the yield effective a year; NaN where there is none."""

    npv: Value
    peak_cash: Value
    months_tied: Value
    npv_per_peak_cash: Value
    npv_per_month_tied: Value
    effective_yield: Value
    payback_months: Value


def cash_measures(route: PricedRoute) -> CashMeasures:
    """Return the measures of a route.

    Months tied = cash out x months that it is out, summed, over peak cash: for how long the peak would have to be out to tie as much.
    """
    cash, npv = cash_of(route), route.present_value()
    sums = running_sums(cash.flows)
    peak = peak_of(sums)
    months = months_tied(cash.years, cash.flows)
    nothing = float("nan")
    return CashMeasures(
        npv=npv,
        peak_cash=peak,
        months_tied=months,
        npv_per_peak_cash=divide(npv, peak, nothing),
        npv_per_month_tied=divide(npv, months, nothing),
        effective_yield=quoted_rate(cash.years, cash.flows),
        payback_months=payback_of(cash.years, sums),
    )


def months_tied(years: Sequence[float], flows: Sequence[Value]) -> Value:
    """Return time-weighted cash out over peak cash, in months; NaN where no cash is ever out."""
    tied: Value = 0.0
    sums = running_sums(flows)
    for out, (start, end) in zip(sums, pairwise(years), strict=False):
        tied = tied + maximum(-out, 0.0) * ((end - start) * 12.0)
    return divide(tied, peak_of(sums), float("nan"))
