"""What the lines add up to: by status, by date and by month; funding, payback and the pooled yield."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.roots import Root, rate_of_return

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from leasecalc.portfolio.positions import Flow, Position

SUMMED = ("lease_npv", "sale_npv", "lease_minus_sale")


@record(kw_only=True)
class Funding:
    """Cash of the book along its dates: the most that is out at once, when, and when it is back (None: never, or nothing was out)."""

    peak: float
    peak_on: date | None
    back_on: date | None
    back_months: float | None
    surplus: float


@record(kw_only=True)
class Month:
    """Cash of one calendar month, and all until its end."""

    month: str
    contractual: float
    expected: float
    contractual_so_far: float
    expected_so_far: float


@record(kw_only=True)
class Totals:
    """The sums of the lines that count, signed by their status, in the book's currency."""

    cars: int
    amounts: dict[str, float]
    financed: float
    expected_loss: float
    contractual: Funding
    expected: Funding
    contractual_yield: Root
    expected_yield: Root
    """Effective a year, on the time that each deal's own day count measures."""
    months: tuple[Month, ...]


def total(lines: Iterable[Position], of: Callable[[Position], float]) -> float:
    """Return the signed sum; the order of the lines does not matter."""
    return math.fsum(line.sign * of(line) for line in lines)


def totals(lines: Sequence[Position]) -> Totals:
    """Return the sums of the lines; those whose status is `ignore` weigh nothing."""
    counted = [line for line in lines if line.sign]
    flows = [(line.sign, flow) for line in counted for flow in line.flows()]
    sure, likely = _by(flows, _contractual), _by(flows, _expected)
    return Totals(
        cars=round(total(counted, lambda line: float(line.cars))),
        amounts={name: total(counted, lambda line, name=name: line.amount(name)) for name in SUMMED},  # type: ignore[misc]
        financed=total(counted, lambda line: line.financed),
        expected_loss=total(counted, lambda line: line.expected_loss),
        contractual=_funding(flows, sure),
        expected=_funding(flows, likely),
        contractual_yield=_yield(flows, _contractual),
        expected_yield=_yield(flows, _expected),
        months=_months(sure, likely),
    )


def _contractual(flow: Flow) -> float:
    return flow.contractual


def _expected(flow: Flow) -> float:
    return flow.expected


SignedFlow = tuple[float, "Flow"]


def _by(flows: Iterable[SignedFlow], amount: Callable[[Flow], float]) -> dict[date, float]:
    """Return the sum of each date, in order of time."""
    found: dict[date, list[float]] = defaultdict(list)
    for sign, flow in flows:
        found[flow.on].append(sign * amount(flow))
    return {on: math.fsum(found[on]) for on in sorted(found)}


def _funding(flows: Sequence[SignedFlow], by_date: dict[date, float]) -> Funding:
    """Return the lowest running sum (positive), and the first date after it was below zero on which it is no longer."""
    years = {flow.on: flow.years for _, flow in flows}
    before: list[float] = []
    lowest, lowest_on, back_on = 0.0, None, None
    for on, amount in by_date.items():
        before.append(amount)
        so_far = math.fsum(before)
        if so_far < lowest:
            lowest, lowest_on = so_far, on
        if back_on is None and lowest < 0.0 <= so_far:
            back_on = on
    months = None if back_on is None else 12.0 * years[back_on]
    return Funding(peak=-lowest, peak_on=lowest_on, back_on=back_on, back_months=months, surplus=math.fsum(before))


def _yield(flows: Iterable[SignedFlow], amount: Callable[[Flow], float]) -> Root:
    """Return the rate at which the present values of all lines add up to nothing, with its status and every root."""
    found: dict[float, list[float]] = defaultdict(list)
    for sign, flow in flows:
        found[flow.years].append(sign * amount(flow))
    times = sorted(found)
    return rate_of_return(times, [math.fsum(found[time]) for time in times])


def _months(sure: dict[date, float], likely: dict[date, float]) -> tuple[Month, ...]:
    names = sorted({f"{on:%Y-%m}" for on in sure})
    months: list[Month] = []
    sums: tuple[list[float], list[float]] = ([], [])
    for name in names:
        parts = [[amount for on, amount in flows.items() if f"{on:%Y-%m}" == name] for flows in (sure, likely)]
        sums[0].extend(parts[0])
        sums[1].extend(parts[1])
        months.append(
            Month(
                month=name,
                contractual=math.fsum(parts[0]),
                expected=math.fsum(parts[1]),
                contractual_so_far=math.fsum(sums[0]),
                expected_so_far=math.fsum(sums[1]),
            )
        )
    return tuple(months)
