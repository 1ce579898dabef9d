"""The termination table of every sample deal, delivery by delivery: last row, what must be constant, the refund at month 30; and of a fleet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leasecalc import api
from leasecalc.engine.ends.termination import OF_THE_END, termination_rows
from leasecalc.engine.legs.flows import contractual
from leasecalc.engine.measures import lessor_yield_effective
from leasecalc.engine.price import price
from leasecalc.engine.settings import smooth, with_fixed_rent
from leasecalc.errors import UsageError

DEALS = Path(__file__).parents[2] / "deals"
EVERY = tuple(sorted(path.relative_to(DEALS).with_suffix("").as_posix() for path in DEALS.rglob("*.yaml")))
FLEET = "structures/za-seasonal-fleet"
MONTH_30 = 30
REFUNDS = {"vat_refund", "consumption_tax_refund"}


@cache
def markets() -> Any:
    return api.library()


@cache
def loaded(name: str, *assignments: str) -> Any:
    return api.load(str(DEALS / f"{name}.yaml"), assignments)


@cache
def lots(name: str) -> tuple[Any, ...]:
    """Return the deal priced, or each of its deliveries."""
    found = api.price(loaded(name), markets())
    return found.lots or (found,)


@pytest.mark.parametrize("name", EVERY)
def test_the_last_row_is_the_residual(name: str) -> None:
    for found in lots(name):
        last, years = termination_rows(found)[-1], found.deal.timeline.years
        assert found.deal.timeline.dates[last.at] == found.deal.timeline.dates[found.deal.timeline.end]
        assert (last.balance, last.rule_of_78) == pytest.approx([found.contract.residual] * 2, abs=1e-9)
        assert last.present_value is None or last.present_value == pytest.approx(found.contract.residual, abs=1e-9)
        assert last.refund_repaid == 0.0
        # what leaves the lessor its yield is what the end brings (and what else is still to come), worth that much on the last day
        growth = 1 + float(lessor_yield_effective(found))
        coming = [
            float(amount) * growth ** (years[last.at] - years[at])
            for leg in contractual(found.lease)
            for at, amount in leg.flows
            if at > last.at or leg.name in OF_THE_END
        ]
        held = sum(-float(amount) for leg in found.lease if leg.name == "deposit_return" for _, amount in leg.flows)
        factor = float(found.amounts.exchange.factor(found.deal.lease.currency, last.at))
        assert float(last.stipulated_loss) * factor == pytest.approx(sum(coming) + held, abs=0.0051 * factor + 1e-6)


@pytest.mark.parametrize("name", EVERY)
def test_rents_paid_and_balance_are_worth_the_amount_financed_on_every_date(name: str) -> None:
    for lot in lots(name):
        plan = lot.deal.lease.plan
        if plan.method != "compound" or plan.resets or plan.interest_only or plan.accrual.still:
            continue  # there the balance does not grow at one compound rate by its own rule
        view = smooth(lot.deal, "price")
        exact = price(view, with_fixed_rent(lot))
        rate, times = exact.table().period_rate, view.lease.plan.accrual.times
        for row in termination_rows(exact):
            paid = sum(
                amount * (1 + rate) ** -time for amount, time in zip(exact.contract.instalments[: row.row], times, strict=False)
            )
            worth = paid + row.balance * (1 + rate) ** -row.time
            assert worth == pytest.approx(exact.contract.financed, rel=1e-9), row.row


@pytest.mark.parametrize("name", EVERY)
def test_the_stipulated_loss_leaves_the_lessor_its_yield_on_every_date(name: str) -> None:
    for found in lots(name):
        deal, growth = found.deal, 1 + float(lessor_yield_effective(found))
        years, rows = deal.timeline.years, termination_rows(found)
        held = sum(-float(amount) for leg in found.lease if leg.name == "deposit_return" for _, amount in leg.flows)
        for row in rows[:: max(len(rows) // 8, 1)]:
            factor = float(found.amounts.exchange.factor(deal.lease.currency, row.at))
            so_far = [
                float(amount) * growth ** (years[row.at] - years[at])
                for leg in contractual(found.lease)
                if leg.name not in OF_THE_END
                for at, amount in leg.flows
                if at <= row.at
            ]
            assert sum(so_far) + float(row.stipulated_loss) * factor - held == pytest.approx(0.0, abs=0.0051 * factor + 1e-6)


@pytest.mark.parametrize("name", EVERY)
def test_an_early_return_at_month_30_repays_the_refund_and_says_so(name: str) -> None:
    report = api.termination(loaded(name), markets())
    tables = [one.rows for one in report.deliveries] or [report.rows]
    refunded = False
    for found, rows in zip(lots(name), tables, strict=True):
        deal = found.deal
        granted = sum(float(amount) for leg in found.lease if leg.name in REFUNDS for _, amount in leg.flows)
        begin = deal.timeline.dates[deal.timeline.commencement]
        month_30 = [row for row in rows if (row.on.year - begin.year) * 12 + row.on.month - begin.month == MONTH_30]
        if deal.lease.term_months <= MONTH_30:
            continue
        for row in month_30 if deal.purchase.repayment is not None else ():
            factor, at = found.amounts.exchange.factor, deal.timeline.dates.index(row.on)
            moved = float(factor(deal.inputs.price.of, at)) / float(factor(deal.inputs.price.of, deal.timeline.refund))
            # whole, at the rate of the day of the return
            assert float(row.refund_repaid) == pytest.approx(granted * moved * deal.purchase.repayment.share, abs=0.0201)
        assert month_30
        refunded = refunded or granted > 0.0
    (said,) = report.notes
    assert ("repays" in said and "Caishui [2014] 62" in said) == refunded, said


def test_a_fleet_is_the_sum_of_its_deliveries() -> None:
    for method in ("balance", "stipulated_loss", "rule_of_78"):
        report = api.termination(loaded(FLEET), markets(), method=method)
        assert report.rows == ()
        assert report.settlement is None
        cars = [one.quantity for one in report.deliveries]
        by_day = [{row.on: row for row in one.rows} for one in report.deliveries]
        first, last = report.deliveries[0].rows, report.deliveries[-1].rows
        for row in report.fleet:
            running = [one for one in report.deliveries if one.rows[0].on <= row.on <= one.rows[-1].on]
            assert row.cars == sum(one.quantity for one in running)
            values = [(count, days.get(row.on)) for count, days in zip(cars, by_day, strict=True) if row.on in days]
            if len(values) == len(running):  # a due date of all that run
                assert row.value == sum(count * getattr(found, method) for count, found in values if found is not None)
        assert report.fleet[0].value == cars[0] * getattr(first[0], method)
        assert report.fleet[-1].on == last[-1].on
        assert report.fleet[-1].value == cars[-1] * getattr(last[-1], method)
    balance = api.termination(loaded(FLEET), markets()).fleet[-1]
    assert balance.value == cars[-1] * Decimal(str(round(float(lots(FLEET)[-1].contract.residual), 2)))


def test_between_due_dates_a_fleet_counts_what_the_method_adds() -> None:
    """The second half of the fleet begins ten days later in the month: on a due date of one the other has grown for those days."""
    deal = loaded(
        "za-box-60m", "assumed=[]", "expect=", "lease.deliveries=[{quantity: 20}, {quantity: 30, commencement: 2026-08-12}]"
    )
    report = api.termination(deal, markets())
    rows = [{row.on: row for row in one.rows} for one in report.deliveries]
    on = date(2027, 3, 2)
    (fleet,) = [row for row in report.fleet if row.on == on]
    priced = api.price(deal, markets()).lots[1]
    rate = float(priced.table().period_rate)
    grown = float(rows[1][date(2027, 2, 12)].balance) * ((1 + rate) ** (20 / 30) - 1)  # 12 February to 2 March, 30/360
    wanted = 20 * float(rows[0][on].balance) + 30 * (float(rows[1][date(2027, 2, 12)].balance) + round(grown, 2))
    assert float(fleet.value) == pytest.approx(wanted, abs=0.02)
    assert fleet.cars == 50
    assert fleet.refund_repaid == 20 * rows[0][on].refund_repaid + 30 * rows[1][date(2027, 2, 12)].refund_repaid
    assert fleet.refund_repaid == 50 * Decimal("1465.39")
    settled = api.termination(deal, markets(), on=on).deliveries
    assert [one.settlement is not None for one in settled] == [True, True]
    early = api.termination(deal, markets(), on=date(2026, 6, 1)).deliveries
    assert [one.settlement is not None for one in early] == [True, False]
    with pytest.raises(UsageError, match="from 2026-05-02 to the day before 2031-08-12"):
        api.termination(deal, markets(), on=date(2031, 8, 12))
