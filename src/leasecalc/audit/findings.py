"""What the auditor finds: each figure as printed, as numpy-financial has it, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy_financial as npf

from leasecalc.audit.grid import LONGEST_FOR_RATE, EvenFlows, even_flows
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from leasecalc.report.model import LegShown, Report

#: A rate of return is recomputed from printed (rounded) flows, so it may differ by what half a cent per flow moves it.
RATE_TOLERANCE = 1e-7


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
    nominal = known["customer_rate"]
    if nominal is None:
        return
    period_rate = float(nominal) / per_year
    when = "begin" if report.deal.timing == "advance" else "end"
    if _prepaid(report):
        yield Finding("customer_rate", float(nominal), None, RATE_TOLERANCE, "instalments in advance are no level annuity")
        return
    rate = float(npf.rate(count, -rent, financed, -residual, when=when, guess=max(period_rate, 1e-4), maxiter=1000))
    yield Finding("customer_rate", float(nominal), rate * per_year, RATE_TOLERANCE)
    yield Finding(
        "instalment at the customer's rate", rent, float(-npf.pmt(period_rate, count, financed, -residual, when=when)), unit
    )
    worst, place = 0.0, 0
    for row in schedule.rows[:-2]:
        interest = -float(npf.ipmt(period_rate, row.number, count, financed, -residual, when=when))
        if abs(float(row.interest) - interest) > abs(worst):
            worst, place = float(row.interest) - interest, row.number
    yield Finding(f"interest split (largest difference, row {place})", worst, 0.0, unit)


def _prepaid(report: Report) -> bool:
    """Return whether several instalments are paid on the first day."""
    days = [row.on for row in report.schedule.rows[:-1]]
    return len(set(days)) != len(days)


def _per_year(report: Report) -> float:
    from leasecalc.dates import FREQUENCIES

    return next(float(found.periods_per_year) for name, found in FREQUENCIES.items() if name == report.deal.payments)
