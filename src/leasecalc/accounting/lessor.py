"""The lessor of a finance lease: gross and net investment, implicit rate, selling profit.

Source: IFRS 16 appendix A and paragraphs 67 to 79 (CAS 21 alike), ASC 842-30. Amounts are floats or
arrays of scenarios (S,), positive, in one currency; rates are fractions per period.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leasecalc.annuity import discount
from leasecalc.records import record
from leasecalc.roots import rate_of_return
from leasecalc.values import Value, minimum, scalar

if TYPE_CHECKING:
    from leasecalc.roots import Root


@record
class LessorLease:
    """What the lessor will receive: `payments[k]` at the end of period k (0 is commencement), and the residual at the last one.

    Payments include a purchase option that is reasonably certain to be exercised; the guaranteed part of the residual is
    what the lessee or a third party must make good, the rest is only expected.
    """

    payments: Sequence[Value]
    guaranteed_residual: Value = 0.0
    unguaranteed_residual: Value = 0.0

    @property
    def end(self) -> int:
        """Return the number of periods of the term."""
        return len(self.payments) - 1


def implicit_rate(lease: LessorLease, fair_value: Value, *, initial_direct_costs: Value = 0.0) -> Root:
    """Find the rate per period at which payments and the whole residual are worth fair value and initial direct costs.

    Floats only. Costs of a manufacturer or dealer, and those of a sales-type lease with selling profit, do not enter.
    """
    flows = [scalar(payment) for payment in lease.payments]
    flows[0] -= scalar(fair_value) + scalar(initial_direct_costs)
    flows[-1] += scalar(lease.guaranteed_residual) + scalar(lease.unguaranteed_residual)
    return rate_of_return(range(len(flows)), flows)


def gross_investment(lease: LessorLease) -> Value:
    """Return all lease payments and the whole residual, undiscounted."""
    total: Value = 0.0
    for payment in lease.payments:
        total = total + payment
    return total + lease.guaranteed_residual + lease.unguaranteed_residual


def lease_receivable(rate: Value, lease: LessorLease) -> Value:
    """Return the present value at commencement of the payments, a payment on that day included, and of the guaranteed residual."""
    total: Value = 0.0
    for period, payment in enumerate(lease.payments):
        total = total + payment * discount(rate, period * 1.0)
    return total + lease.guaranteed_residual * discount(rate, lease.end * 1.0)


def unguaranteed_residual_asset(rate: Value, lease: LessorLease) -> Value:
    """Return the present value of the residual that nobody guarantees; it grows by the rate each period."""
    return lease.unguaranteed_residual * discount(rate, lease.end * 1.0)


def net_investment(rate: Value, lease: LessorLease) -> Value:
    """Return the gross investment discounted at a rate, before the payment on the day of commencement.

    The lessor shows it after that payment: take `payments[0]` off (IFRS 16.70 counts what is not received by then).
    """
    return lease_receivable(rate, lease) + unguaranteed_residual_asset(rate, lease)


@record
class SellingProfit:
    """What a manufacturer or dealer recognises at commencement."""

    revenue: Value
    cost_of_sales: Value

    @property
    def profit(self) -> Value:
        """Return revenue less cost of sales."""
        return self.revenue - self.cost_of_sales


def selling_profit(
    fair_value: Value, payments_value: Value, *, carrying_amount: Value, unguaranteed_value: Value
) -> SellingProfit:
    """Return revenue and cost of sales of a manufacturer or dealer lessor (IFRS 16.71; ASC 842-30-25-1, 30-45-4).

    Revenue is the fair value or, if lower, the present value of the lease payments at a market rate; cost of sales is the
    carrying amount less the present value of the unguaranteed residual.
    """
    return SellingProfit(minimum(fair_value, payments_value), carrying_amount - unguaranteed_value)
