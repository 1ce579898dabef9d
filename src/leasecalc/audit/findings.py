"""What the auditor finds: each figure as printed, as numpy-financial has it, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy_financial as npf

from leasecalc.audit.grid import LONGEST_FOR_RATE, EvenFlows, even_flows
from leasecalc.dates import FREQUENCIES, add_periods
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from leasecalc.report.deal.model import LegShown, Report

#: A rate of return is recomputed from printed (rounded) flows, so it may differ by what half a cent per flow moves it.
RATE_TOLERANCE = 1e-7


#: Days by which a lease that keeps to month ends may end after the plain roll day.
MONTH_ENDS = 3


@record
class Finding:
    """One figure. ``tolerance`` is the rounding unit of the figure; ``recomputed`` is None where numpy-financial has no means, with the reason."""

    figure: str
    printed: float
    recomputed: float | None
    tolerance: float
    reason: str = ""

    @property
    def difference(self) -> float | None:
        """Return printed less recomputed."""
        return None if self.recomputed is None else self.printed - self.recomputed

    @property
    def agrees(self) -> bool:
        """Return whether the difference is within the tolerance (a figure that cannot be recomputed does not disagree)."""
        return self.difference is None or abs(self.difference) <= self.tolerance


def audit(report: Report) -> tuple[Finding, ...]:
    """Return every figure that numpy-financial can recompute from the printed report: values, rates, rent, interest split."""
    known = {measure.name: measure.value for measure in report.measures}
    contractual = tuple(leg for leg in report.lease_legs if leg.nature == "contractual")
    unit = 10.0 ** -_digits(report)
    found = [
        _value(report, "lease_npv", report.lease_legs, report.comparison.lease.npv_per_car, unit),
        _value(report, "sale_npv", report.sale_legs, report.comparison.sale.npv_per_car, unit),
        _rate(report, "lessor_yield_effective", contractual, known["lessor_yield_effective"]),
        _rate(report, "expected_yield_effective", report.lease_legs, known["expected_yield_effective"]),
        _value_at_yield(report, contractual, known["lessor_yield_effective"], unit),
    ]
    found += _contract(report, known, unit)
    return tuple(finding for finding in found if finding is not None)


def _digits(report: Report) -> int:
    return -int(report.contract.rent.as_tuple().exponent)


def _step_rate(yearly: float, flows: EvenFlows) -> float:
    return float((1.0 + yearly) ** (1.0 / flows.steps_per_year) - 1.0)


def _present(flows: EvenFlows, yearly: float) -> float:
    rate = _step_rate(yearly, flows)
    return float(npf.npv(rate, flows.amounts)) / (1.0 + rate) ** flows.first_step


def _value(report: Report, name: str, legs: tuple[LegShown, ...], printed: Decimal | float, unit: float) -> Finding:
    flows = even_flows(legs, report.deal.day_count)
    if flows is None:
        return Finding(name, float(printed), None, unit, f"dates by {report.deal.day_count} do not lie on an even grid")
    return Finding(name, float(printed), _present(flows, report.deal.discount_rate), unit)


def _rate(report: Report, name: str, legs: tuple[LegShown, ...], printed: Decimal | float | None) -> Finding | None:
    if printed is None:
        return None
    flows = even_flows(legs, report.deal.day_count)
    if flows is None or len(flows.amounts) > LONGEST_FOR_RATE:
        return Finding(
            name, float(printed), None, RATE_TOLERANCE, "no even grid that is short enough; see the value at this yield"
        )
    several = [found for found in report.yields if found.name == name.removesuffix("_effective") and len(found.roots) > 1]
    if several:
        return Finding(
            name, float(printed), None, RATE_TOLERANCE, "several rates; numpy-financial quotes one without saying which"
        )
    step = float(npf.irr(flows.amounts))
    return Finding(name, float(printed), (1.0 + step) ** flows.steps_per_year - 1.0, RATE_TOLERANCE)


def _value_at_yield(report: Report, legs: tuple[LegShown, ...], yearly: Decimal | float | None, unit: float) -> Finding | None:
    if yearly is None:
        return None
    flows = even_flows(legs, report.deal.day_count)
    if flows is None:
        return Finding("value at the lessor's yield", 0.0, None, unit, "no even grid")
    return Finding("value at the lessor's yield", 0.0, _present(flows, float(yearly)), unit)


def _contract(report: Report, known: Mapping[str, Decimal | float | None], unit: float) -> Iterator[Finding]:
    """Yield the customer's rate, the instalment at that rate, and every interest line but the last, which holds the declared remainder."""
    schedule, contract = report.schedule, report.contract
    count, per_year = report.deal.instalments, _per_year(report)
    financed, residual, rent = float(schedule.financed), float(contract.residual), float(contract.rent)
    effective = known["customer_rate_effective"]
    if effective is None:
        return
    period_rate = (1.0 + float(effective)) ** (1.0 / per_year) - 1.0
    when = "begin" if report.deal.timing == "advance" else "end"
    reason = _no_annuity(report)
    if reason:
        yield Finding("customer_rate", float(known["customer_rate"] or 0.0), None, RATE_TOLERANCE, reason)
        return
    if len({row.instalment for row in schedule.rows[:-1]}) > 1:
        yield _customer_rate(known, period_rate, _uneven_rate(report), per_year)
        return
    rate = float(npf.rate(count, -rent, financed, -residual, when=when, guess=max(period_rate, 1e-4), maxiter=1000))
    yield _customer_rate(known, period_rate, rate, per_year)
    yield Finding(
        "instalment at the customer's rate", rent, float(-npf.pmt(period_rate, count, financed, -residual, when=when)), unit
    )
    worst, place = 0.0, 0
    for row in schedule.rows[:-2]:
        interest = -float(npf.ipmt(period_rate, row.number, count, financed, -residual, when=when))
        if abs(float(row.interest) - interest) > abs(worst):
            worst, place = float(row.interest) - interest, row.number
    yield Finding(f"interest split (largest difference, row {place})", worst, 0.0, unit)


def _customer_rate(known: Mapping[str, Decimal | float | None], printed: float, found: float, per_year: float) -> Finding:
    """Compare the customer's rate: nominal, or effective where it is not compounded with the instalments."""
    nominal, effective = float(known["customer_rate"] or 0.0), float(known["customer_rate_effective"] or 0.0)
    if abs(nominal - printed * per_year) < RATE_TOLERANCE:
        return Finding("customer_rate", nominal, found * per_year, RATE_TOLERANCE)
    return Finding("customer_rate_effective", effective, (1.0 + found) ** per_year - 1.0, RATE_TOLERANCE)


def _uneven_rate(report: Report) -> float:
    """Return the rate per period of instalments that differ, one period apart."""
    flows = [float(row.instalment) for row in report.schedule.rows]
    flows = [*flows[:-2], flows[-2] + flows[-1]] if report.deal.timing == "arrears" else flows
    grid = [0.0, *flows] if report.deal.timing == "arrears" else flows
    grid[0] -= float(report.schedule.financed)
    return float(npf.irr(grid))


def _no_annuity(report: Report) -> str:
    """Return why the instalments are not one regular period apart, or an empty text where they are."""
    rows = report.schedule.rows[:-1]
    if len({row.due for row in rows}) != len(rows):
        return "instalments in advance are no level annuity"
    step = next(found for name, found in FREQUENCIES.items() if name == report.deal.payments)
    wanted = report.deal.commencement
    if report.deal.timing == "arrears":
        wanted = add_periods(wanted, 1, step)
    if rows[0].due != wanted:
        return "an odd first period is no annuity"
    if abs((add_periods(report.deal.commencement, report.deal.instalments, step) - report.deal.end).days) > MONTH_ENDS:
        return "an odd last period is no annuity"
    if any(row.interest == 0 and row.opening > 0 for row in rows[1:]):
        return "periods without interest are no annuity"
    return ""


def _per_year(report: Report) -> float:
    return next(float(found.periods_per_year) for name, found in FREQUENCIES.items() if name == report.deal.payments)
