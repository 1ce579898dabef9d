"""The loan of a deal in `deals/money`, for the independent calculation: row by row in plain decimals, then what the owners earn.

Interest of a period is simple on what stands out (loan contract); the level payment is the annuity of the periods that are left; what the export
refund prepays bears interest to its day; return on capital after Hull, Risk Management and Financial Institutions (income less expected loss,
funding and operating cost, divided by economic capital).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from independent_tax import ByYear, Taxed, TaxOracle
from independent_terms import D, later, money, percent, rate_of_return, rounded

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from independent_legs import Flows, Legs

EVERY = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


@dataclass(frozen=True)
class Levered:
    """What the loan makes of the lease; rates are effective a year but for the levered yield."""

    return_on_equity: float
    expected_return_on_equity: float
    levered_yield: float
    cost_of_funds: float
    levered_npv: float
    npv_at_cost_of_funds: float
    levered_peak_cash: float
    funding_cost: float
    average_balance: float
    return_on_assets: float
    economic_capital: float
    raroc: float
    legs: Legs
    expected: Legs


class FundingOracle(TaxOracle):
    """One deal with a level loan drawn when the car is paid; without `funding` the deal after tax alone."""

    def loan_rate(self) -> Decimal:
        """Return the rate of the loan's own term, straight between the points of its curve, less a green discount that is earned."""
        told = self.deal["funding"]
        term = D(told["term"].split()[0]) / 12
        points = [(D(point["term"].split()[0]), percent(point["rate"])) for point in told["curve"]]
        rate = points[-1][1]
        for (left, low), (right, high) in pairwise(points):
            if left <= term <= right:
                rate = low + (high - low) * (term - left) / (right - left)
        green = told.get("green")
        if green is not None:
            petrol = D(green["reference_litres_km"]) * D(green["fuel_kg_litre"])
            electric = D(green["consumption_kwh_km"]) * D(green["grid_kg_kwh"])
            tonnes = D(green["distance_km"]) * (petrol - electric) / 1000
            rate -= percent(green["discount"]) if tonnes >= D(green["threshold_tonnes"]) else 0
        return rate + percent(told["margin"])

    def loan_rows(self) -> tuple[Decimal, list[tuple[date, Decimal, Decimal, Decimal]], Decimal]:
        """Return principal, (day, balance before, interest, principal repaid) of each payment, and what the refund prepays, all in the loan's money."""
        told, rate = self.deal["funding"], self.loan_rate()
        step = EVERY[told["payments"]]
        count = int(told["term"].split()[0]) // step
        principal = self._in_loan(self._share_of_price(told["amount"]), self.at["pricing"])
        legs = self.purchase_legs(refund=self.lease_gets_refund())
        refund = sum(amount for name in ("refund", "consumption tax") for _, amount in legs[name])
        back = rounded(refund / self.exchange(told["currency"], self.currency, self.refunded))
        rows, balance, before, prepaid, payment, renew = [], principal, self.paid, D(0), D(0), True
        for number in range(1, count + 1):
            day = later(self.paid, f"{number * step} months")
            growth = rate * (self.years(day) - self.years(before))
            taken, carried = D(0), D(0)
            if told.get("prepaid_with_refund") == "yes" and before <= self.refunded < day:
                taken = prepaid = min(back, balance)
                carried = taken * rate * (self.years(self.refunded) - self.years(before))
            left = balance - taken
            if renew:  # the payment of the period in which the refund comes stays as it was
                payment = rounded(left * growth / (1 - (1 + growth) ** (number - 1 - count)))
            renew = bool(taken)
            interest = rounded(left * growth + carried)
            repaid = left if number == count else rounded(payment - interest)
            rows.append((day, left, interest, repaid))
            balance, before = left - repaid, day
        return principal, rows, prepaid

    def _share_of_price(self, text: str) -> Decimal:
        share, base = text.split(" of ")
        return percent(share) * self.base[base]

    def _in_loan(self, amount: Decimal, day: date | None) -> Decimal:
        return rounded(amount * self.exchange(self.currency, self.deal["funding"]["currency"], day))

    def loan_legs(self) -> Legs:
        """Return the loan in the deal's currency."""
        told = self.deal["funding"]
        principal, rows, prepaid = self.loan_rows()

        def cash(amount: Decimal, day: date) -> tuple[date, Decimal]:
            return day, rounded(amount * self.exchange(told["currency"], self.currency, day))

        fee = rounded(principal * percent(told["fee"].split(" ")[0]))
        return {
            "funding_drawdown": [cash(principal, self.paid)],
            "funding_fee": [cash(-fee, self.paid)],
            "funding_interest": [cash(-interest, day) for day, _, interest, _ in rows],
            "funding_repayment": [cash(-repaid, day) for day, _, _, repaid in rows] + [cash(-prepaid, self.refunded)],
        }

    def owed(self, day: date) -> Decimal:
        """Return the balance of the loan just before what is paid on a day, in the deal's currency at its rate."""
        principal, rows, prepaid = self.loan_rows()
        balance = principal - (prepaid if day > self.refunded else 0) - sum(repaid for on, _, _, repaid in rows if on < day)
        return balance * self.exchange(self.deal["funding"]["currency"], self.currency, day)

    def lender_legs(self, own: Legs, risk: Legs) -> Legs:
        """Return what default changes of a loan without recourse: it is not paid any more, and the lender has what comes in, up to its balance."""
        if self.deal["funding"].get("recourse", "yes") == "yes":
            return {}
        begin = self.at["commencement"]
        stopped = [
            (day, -amount * (1 - self.survival(day)))
            for name in ("funding_interest", "funding_repayment")
            for day, amount in own[name]
            if day > begin
        ]
        taken: Flows = []
        days = [day for day in (*self.days, self.at["end"]) if day > begin]
        before = begin
        for number, day in enumerate(days):
            due = (self.survival(before) - self.survival(day)) * self.owed(day)
            before = day
            for name in ("recovery", "guarantee", "insurance payments"):
                if name in risk:
                    on, amount = risk[name][number]
                    here = min(max(amount, D(0)), due)
                    due -= here
                    taken.append((on, -here))
        return {"funding_default": stopped, "funding_recovery": taken}

    def lease_balance(self) -> Decimal:
        """Return the balance of the lease from commencement to end, averaged over time, in the deal's currency."""
        total, before = D(0), self.at["commencement"]
        for day, (opening, _) in zip(self.days, self.table(), strict=True):
            total += self.settled(opening, before) * (self.years(day) - self.years(before))
            before = day
        return total / self.since_commencement(self.at["end"])

    def levered(self) -> Levered:
        """Return the deal with its loan."""
        answer, told = self.answer(), self.deal["funding"]
        contractual = self.lease_legs(answer.rent)
        risk = self.default_legs(contractual)
        own = self.loan_legs()
        lender = self.lender_legs(own, risk)
        discount = float(percent(self.head["discount_rate"]))

        def effective(*groups: Legs) -> float:
            return rate_of_return(
                [(float(self.years(day)), float(amount)) for legs in groups for flows in legs.values() for day, amount in flows]
            )

        def total(*groups: Legs) -> float:
            return float(sum((amount for legs in groups for flows in legs.values() for _, amount in flows), D(0)))

        everything: Legs = {**contractual, **risk, **own, **lender}
        cost, life = effective(own), float(self.since_commencement(self.at["end"]))
        yearly, currency = money(told["operating_cost"])
        run = float(yearly * self.exchange(currency, self.currency)) * life
        earned = (total(contractual) + total(risk, lender) + total(own) - run) / life
        average = float(self.lease_balance())
        capital = round(average * float(percent(told["capital"].split(" ")[0])) + 1e-9, 2)
        equity = effective(contractual, own)
        return Levered(
            return_on_equity=equity,
            expected_return_on_equity=effective(contractual, risk, own, lender),
            levered_yield=self.nominal(equity),
            cost_of_funds=cost,
            levered_npv=self.worth(everything, discount),
            npv_at_cost_of_funds=self.worth({**contractual, **risk}, cost),
            levered_peak_cash=-float(min(total for _, total in self._running(everything))),
            funding_cost=-total(own),
            average_balance=average,
            return_on_assets=earned / average,
            economic_capital=capital,
            raroc=earned / capital,
            legs=own,
            expected=lender,
        )

    def loan_beside(self, contractual: Legs, risk: Legs) -> tuple[Legs, Legs]:  # noqa: ARG002 - as the deal without a loan has it
        if "funding" not in self.deal:
            return {}, {}
        own = self.loan_legs()
        return own, self.lender_legs(own, risk)

    def taxable(self, legs: Legs) -> ByYear:
        """Return the income of each year; interest and fee of the loan are costs on their day, its principal is neither."""
        income = super().taxable(legs)
        if "funding" in self.deal:
            own = self.loan_legs()
            for name in ("funding_interest", "funding_fee"):
                for day, amount in own[name]:
                    income[day.year] += amount
        return income


__all__ = ["FundingOracle", "Levered", "Taxed"]
