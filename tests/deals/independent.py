"""A second, plain calculation of a deal: the oracle of the sample deals.

It reads the YAML of a deal itself and follows the rules that the deal file documents. It imports nothing of the
program, so that it can be wrong only by itself. Money is decimal and is rounded where a contract or a payment rounds
it; a rate is found by bisection. It takes one thing from outside: the import charges of one car, since the law of the
markets has cases of its own. Signs are the lessor's. It knows the words that the sample deals use and stops at others.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP
from typing import TYPE_CHECKING, Any

from independent_legs import Routes
from independent_terms import D, bisect, money, percent, rate_of_return, rounded

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from independent_legs import Charges, Flows, Legs

ROUNDING_MODES = {"half_up": ROUND_HALF_UP, "up": ROUND_UP, "down": ROUND_DOWN}


@dataclass(frozen=True)
class Answer:
    """What the oracle found; rates are nominal a year, money is in the deal's currency but for the rent."""

    rent: Decimal
    exact_rent: Decimal
    lessor_yield: float
    customer_rate: float
    lease_npv: float
    sale_npv: float
    lease_peak_cash: float
    lease_payback_months: float | None
    lease: Legs
    sale: Legs


class Oracle(Routes):
    """One deal solved and measured."""

    def worth(self, legs: Legs, rate: float) -> float:
        """Return the present value at an effective yearly rate."""
        flows = [(float(self.years(day)), float(amount)) for leg in legs.values() for day, amount in leg]
        return sum(amount * (1 + rate) ** -time for time, amount in flows)

    def solved_rent(self) -> Decimal:
        """Return the instalment before rounding: as fixed, or that at which the target is met with nothing rounded."""
        wanted = self.lease["rent"]
        if isinstance(wanted, str):
            return money(wanted)[0]
        self.contract(D(0))
        if wanted["solve"] == "customer_rate":
            discount = 1 / (1 + percent(wanted["target"]) / self.per_year)
            rents = self.financed - self.residual * discount**self.count
            return rents / sum(discount**period for period in self.periods)

        def excess(rent: float) -> float:
            legs = self.lease_legs(D(rent))
            if wanted["solve"] == "npv":
                goal, expected = float(money(wanted["target"])[0]), {**legs, **self.default_legs(legs)}
                return self.worth(expected, float(percent(self.head["discount_rate"]))) - goal
            period_rate = float(percent(wanted["target"])) / self.per_year
            return self.worth(legs, (1 + period_rate) ** self.per_year - 1)

        self.smooth = True
        size = float(self.financed) / self.count
        found = bisect(excess, size * 0.7, size * 4)
        self.smooth = False
        return D(found)

    def nominal(self, effective: float) -> float:
        return self.per_year * ((1 + effective) ** (1 / self.per_year) - 1)

    def answer(self) -> Answer:
        exact = self.solved_rent()
        rounding = self.lease.get("rounding", {})
        rent = rounded(exact, D(rounding.get("unit", "0.01")), ROUNDING_MODES[rounding.get("mode", "half_up")])
        contractual, sale = self.lease_legs(rent), self.sale_legs()
        lease = {**contractual, **self.default_legs(contractual)}
        discount_rate = float(percent(self.head["discount_rate"]))
        flows = [(float(self.years(day)), float(amount)) for leg in contractual.values() for day, amount in leg]
        running = self._running(lease)
        out = next(day for day, total in running if total < 0)
        back = [12 * float(self.years(day)) for day, total in running if day > out and total >= 0]
        return Answer(
            rent=rent,
            exact_rent=exact,
            lessor_yield=self.nominal(rate_of_return(flows)),
            customer_rate=self.per_year * self.customer_period_rate(),
            lease_npv=self.worth(lease, discount_rate),
            sale_npv=self.worth(sale, discount_rate),
            lease_peak_cash=-float(min(total for _, total in running)),
            lease_payback_months=back[0] if back else None,
            lease=lease,
            sale=sale,
        )

    @staticmethod
    def _running(legs: Legs) -> Flows:
        """Return the running sum of all flows after each day."""
        by_day: dict[date, Decimal] = {}
        for flows in legs.values():
            for day, amount in flows:
                by_day[day] = by_day.get(day, D(0)) + amount
        total, sums = D(0), []
        for day in sorted(by_day):
            total += by_day[day]
            sums.append((day, total))
        return sums


def price(deal: dict[str, Any], charges: Charges) -> Answer:
    """Return the oracle's answer."""
    return Oracle(deal, charges).answer()
