"""A fleet in several deliveries with a shaped lease, for the independent calculation: what the seasonal sample deal needs, and no more.

Instalments in advance from a dated first one, with simple interest of the odd days before it; steps every so many months, months of the calendar
without instalment, a floating rate that spreads what is owed anew at resets, payments on the next business day. Each delivery is a deal of its
own; the fleet is their sum, car by car.
"""

from __future__ import annotations

import copy
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from independent import Answer, Oracle
from independent_terms import D, bisect, months_later, percent, rate_of_return, rounded

if TYPE_CHECKING:
    from independent_legs import Charges, Legs


def months(length: str) -> int:
    count, unit = length.split()
    return int(count) * (12 if unit.startswith("year") else 1)


class Shaped(Oracle):
    """One delivery, its instalments in advance and monthly."""

    def _dates(self) -> None:
        super()._dates()
        first, begin = date.fromisoformat(self.lease["first_instalment"]), self.at["commencement"]
        self.due = [months_later(first, row) for row in range(self.count)]
        self.at["end"] = months_later(first, self.count)
        holidays = set(self.lease["business_days"]["holidays"])

        def open_day(day: date) -> date:
            while day.weekday() > 4 or day.isoformat() in holidays:
                day += timedelta(days=1)
            return day

        self.days = [open_day(day) for day in self.due]
        self.residual_day = open_day(self.at["end"])
        whole = 0
        while months_later(first, -whole - 1) >= begin:
            whole += 1
        self.first_gap = (whole, float(self._odd_days(begin, months_later(first, -whole))) / 30)
        shape = self.lease["structure"]
        (step,), (season,) = shape["steps"], shape["seasons"]
        quiet = {int(month) for month in season["calendar_months"]}
        growth = 1 + percent(step["by"])
        self.weights = [
            D(0) if day.month in quiet else growth ** (row // months(step["every"])) for row, day in enumerate(self.due)
        ]
        self._resets(shape["floating"])

    @staticmethod
    def _odd_days(start: date, end: date) -> int:
        return (end.year - start.year) * 360 + (end.month - start.month) * 30 + min(end.day, 30) - min(start.day, 30)

    def _resets(self, floating: dict[str, Any]) -> None:
        """Find at which instalments the base rate is another one than at the reset before, and by how much it has moved."""
        points = [(date.fromisoformat(point["from"]), percent(point["rate"])) for point in floating["base"]]

        def base(day: date) -> Decimal:
            return [rate for start, rate in points if start <= day][-1]

        at_commencement = before = base(self.at["commencement"])
        self.moves: dict[int, float] = {}
        for row in range(months(floating["reset_every"]), self.count, months(floating["reset_every"])):
            here = base(self.due[row])
            if here != before:
                self.moves[row] = float(here - at_commencement)
            before = here
        self.limits = float(percent(floating["floor"])), float(percent(floating["cap"]))

    def grown(self, rate: float) -> float:
        """Return what one unit has grown to by the first instalment."""
        whole, odd = self.first_gap
        return float((1 + rate * odd) * (1 + rate) ** whole)

    def customer_period_rate(self) -> float:
        """Return the first rate: instalments by the weights alone, and the residual, are worth the amount financed."""
        paid = [float(self.step(self.rent * weight)) for weight in self.weights]

        def excess(rate: float) -> float:
            worth = sum(amount * (1 + rate) ** -row for row, amount in enumerate(paid))
            return (worth + float(self.residual) * (1 + rate) ** -self.count) / self.grown(rate) - float(self.financed)

        return bisect(excess, -0.005, 0.2)

    def contract(self, rent: Decimal) -> None:
        super().contract(rent)
        if not rent:
            return
        first = self.customer_period_rate()
        rate, base, balance = first, rent, self.financed
        self.instalments: list[Decimal] = []
        for row, weight in enumerate(self.weights):
            gained = self.grown(first) - 1 if row == 0 else rate
            balance += self.step(balance * D(gained))
            if row in self.moves:
                low, high = self.limits
                rate = min(max(12 * first + self.moves[row], low), high) / 12
                left = self.weights[row:]
                spread = sum(float(part) * (1 + rate) ** -later for later, part in enumerate(left))
                base = self.step(D((float(balance) - float(self.residual) * (1 + rate) ** -len(left)) / spread))
            self.instalments.append(self.step(base * weight))
            balance -= self.instalments[-1]

    def lease_legs(self, rent: Decimal) -> Legs:
        legs = super().lease_legs(rent)
        legs["rent"] = [(day, self.settled(paid, day)) for day, paid in zip(self.days, self.instalments, strict=True)]
        legs["residual"] = [(self.residual_day, self.settled(self.residual, self.residual_day))]
        return legs


class Fleet:
    """All deliveries of a deal."""

    def __init__(self, deal: dict[str, Any], charges: Charges) -> None:
        self.cars = [int(lot["quantity"]) for lot in deal["lease"]["deliveries"]]
        self.lots = [Shaped(alone, charges) for alone in self._alone(deal, charges)]

    @staticmethod
    def _alone(deal: dict[str, Any], charges: Charges) -> list[dict[str, Any]]:
        """Return each delivery as a deal; later ones leave as long before their commencement as the first one does."""
        found: list[dict[str, Any]] = []
        start = export = date.min
        for lot in deal["lease"]["deliveries"]:
            alone = copy.deepcopy(deal)
            alone["lease"] |= {key: lot[key] for key in ("commencement", "first_instalment")}
            at = Shaped(alone, charges).at
            if not found:
                start, export = at["commencement"], at["export"]
            moved = (at["commencement"].year - start.year) * 12 + at["commencement"].month - start.month
            assert months_later(start, moved) == at["commencement"]  # whole months apart
            alone["shipping"]["export"] = months_later(export, moved).isoformat()
            found.append(alone)
        return found

    def average(self, routes: list[Legs]) -> Legs:
        names = dict.fromkeys(name for legs in routes for name in legs)
        fleet = sum(self.cars)
        return {
            name: [
                (day, amount * cars / fleet) for cars, legs in zip(self.cars, routes, strict=True) for day, amount in legs[name]
            ]
            for name in names
        }

    def answer(self) -> Answer:
        first = self.lots[0]
        effective = (1 + float(percent(first.lease["rent"]["target"])) / 12) ** 12 - 1
        for lot in self.lots:
            lot.contract(D(0))
            lot.smooth = True
        exact = D(
            bisect(lambda rent: first.worth(self.average([lot.lease_legs(D(rent)) for lot in self.lots]), effective), 250, 700)
        )
        for lot in self.lots:
            lot.smooth = False
        rent = rounded(exact)
        lease, sale = (
            self.average(routes)
            for routes in ([lot.lease_legs(rent) for lot in self.lots], [lot.sale_legs() for lot in self.lots])
        )
        flows = [(float(first.years(day)), float(amount)) for leg in lease.values() for day, amount in leg]
        running = first._running(lease)
        out = next(day for day, total in running if total < 0)
        back = [12 * float(first.years(day)) for day, total in running if day > out and total >= 0]
        discount_rate = float(percent(first.head["discount_rate"]))
        return Answer(
            rent=rent,
            exact_rent=exact,
            lessor_yield=first.nominal(rate_of_return(flows)),
            customer_rate=12 * first.customer_period_rate(),
            lease_npv=first.worth(lease, discount_rate),
            sale_npv=first.worth(sale, discount_rate),
            lease_peak_cash=-float(min(total for _, total in running)),
            lease_payback_months=back[0] if back else None,
            lease=lease,
            sale=sale,
        )
