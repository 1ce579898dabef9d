"""The plan of a lease's instalments: level, unless the deal has a structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.deal.terms import count_of_instalments
from leasecalc.engine.contract.accrual import Accrual
from leasecalc.engine.contract.payment_plan import PaymentPlan
from leasecalc.engine.resolved import Quantity
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.deal.lease import Lease
    from leasecalc.engine.resolving.instalment_dates import InstalmentDates
    from leasecalc.values import Value

#: The knobs of the structure as the deal is written.
NOTHING_TURNED: Mapping[str, Value] = {}


def payment_plan(
    lease: Lease, dates: InstalmentDates, turned: Mapping[str, Value] = NOTHING_TURNED, *, currency: str = ""
) -> PaymentPlan:
    """Return the plan of the lease's instalments: level, unless the deal has a structure, or a knob has ``turned`` one on (a balloon in ``currency``)."""
    count = len(dates.due)
    interim = lease.interim
    odd_interest = "compound" if interim is None else interim.interest
    periods = (*dates.periods, dates.end_period)
    method = "compound" if lease.interest is None else lease.interest.method
    accrual = Accrual(
        periods=periods,
        odd=dates.odd,
        odd_interest=odd_interest,
        lengths=dates.lengths if lease.interest is not None and lease.interest.accrual == "days" else (),
        simple=method == "simple",
        tail=dates.tail,
        tail_row=dates.tail_row,
        tail_simple=lease.last_period is not None and lease.last_period.interest == "simple",
        capitalised=capitalised_after(lease),
    )
    with_first = interim is not None and interim.paid == "with_first" and dates.odd != 0.0
    if lease.structure is None and not turned:
        return PaymentPlan(accrual=accrual, weights=(1.0,) * count, interim_with_first=with_first, method=method)
    from leasecalc.engine.resolving.resolve_structure import structured  # only a lease with a structure pays for loading it

    return replace(structured(lease, dates, accrual, turned, currency=currency), interim_with_first=with_first, method=method)


def capitalised_after(lease: Lease) -> int:
    """Return after how many periods interest is added to the balance; 0: with each instalment."""
    length = None if lease.interest is None else lease.interest.capitalised
    found = 0 if length is None else count_of_instalments(length, lease.payments) or 0
    return 0 if found == 1 else found


def margin_target(lease: Lease, dates: InstalmentDates) -> Quantity | None:
    """Return the first rate of a floating lease, nominal a year, where the deal writes a margin instead of a rent."""
    floating = lease.structure.floating if lease.structure is not None else None
    if lease.rent is not None or floating is None or floating.margin is None:
        return None
    from leasecalc.engine.resolving.resolve_structure import in_force

    base = in_force([(point.from_, point.rate) for point in floating.base], dates.begin)
    return Quantity(float(base + floating.margin), "share", "rate")
