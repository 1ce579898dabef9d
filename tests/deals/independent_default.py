"""Default for the independent calculation: every time of default is a path of its own, weighted with its probability."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from independent_ends import given_back, returns_of, ways_to_end
from independent_terms import D, Terms, later, percent, rounded

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    Flows = list[tuple[date, Decimal]]
    Legs = dict[str, Flows]

STOPS_AT_DEFAULT = ("rent", "withholding", "balance premium", "deposit returned", "residual", "disposal", "service", "conversion")
UNTOUCHED = "contract flows by then"


def between(points: list[tuple[Decimal, Decimal]], month: Decimal) -> Decimal:
    """Return the value straight between points, flat outside them."""
    points = [(D(-10000), points[0][1]), *points, (D(10000), points[-1][1])]
    for (left, low), (right, high) in pairwise(points):
        if month <= right:
            return low + (high - low) * (month - left) / (right - left)
    raise AssertionError


class Defaults(Terms):
    """What each path of default brings; needs the contract and its table, which `Routes` has."""

    def survival(self, day: date) -> Decimal:
        """Return the probability that the lessee has not defaulted by a day; nobody defaults on a lease that has ended."""
        years = self.since_commencement(min(day, self.at["end"]))
        credit = self.deal.get("credit")
        if years <= 0 or credit is None:
            return D(1)
        if credit.get("default_rate"):
            return (1 - percent(credit["default_rate"])) ** years
        if credit.get("rating"):
            by, rates = credit["rating"]["by"], credit["rating"]["table"][credit["rating"]["grade"]]
        else:
            by, rates = credit["default_curve"]["by"], credit["default_curve"]["rates"]
        return self._alive(by, [percent(rate) for rate in rates], years)

    @staticmethod
    def _alive(by: str, rates: list[Decimal], years: Decimal) -> Decimal:
        """Return survival by a curve, each year's survival spread evenly (as a power) over the year, the last year repeating itself."""
        if by == "cumulative":
            ends = [D(1), *(1 - rate for rate in rates)]
            factors = [after / before for before, after in pairwise(ends)]
        else:
            factors = [(1 - rate) ** (12 if by == "conditional_monthly" else 1) for rate in rates]
        alive, year = D(1), 0
        while years > 0:
            alive *= factors[min(year, len(factors) - 1)] ** min(years, D(1))
            years, year = years - 1, year + 1
        return alive

    def paths(self, legs: Legs) -> list[tuple[Decimal, Legs]]:
        """Return (probability, all flows of the lease by leg): one for each time of default, then one for each way to end without."""
        if self.deal.get("credit") is None and not returns_of(self):
            return ways_to_end(self, legs)
        begin, end = self.at["commencement"], self.at["end"]
        rows = self.table()
        last = rows[-1][0] + rows[-1][1] - self.rent
        found, before = [], begin
        for day, (balance, _) in zip((*self.days, end), (*rows, (last, D(0))), strict=True):
            paid = {self.paid_on.get((name, on), on) for name, flows in legs.items() for on, _ in flows}
            inside = {on for on in paid if before < on < day}
            for cut in (
                sorted({*inside, day}) if day > begin else ()
            ):  # flows on other days than instalments stop when they fall due
                kept = {name: [flow for flow in flows if not self._stopped(name, flow[0], cut)] for name, flows in legs.items()}
                chance = (self.survival(before) - self.survival(cut)) * self.not_returned(cut, on_the_day=False)
                found.append((chance, kept | (self._after(legs, day, balance) if self.deal.get("credit") else {})))
                before = cut
        for day in returns_of(self):
            chance = self.not_returned(day, on_the_day=False) - self.not_returned(day)
            cut_off = {
                name: [
                    flow
                    for flow in flows
                    if not (name.startswith(STOPS_AT_DEFAULT) and self.paid_on.get((name, flow[0]), flow[0]) > day)
                ]
                for name, flows in legs.items()
            }
            found.append((self.survival(day) * chance, cut_off | given_back(self, day)))
        reached = self.survival(end) * self.not_returned(end)
        return [*found, *((reached * share, path) for share, path in ways_to_end(self, legs))]

    def not_returned(self, day: date, *, on_the_day: bool = True) -> Decimal:
        """Return the probability that the car has not come back early by a day."""
        days = [when for when in returns_of(self) if when < day or (on_the_day and when == day)]
        if not days:
            return D(1)
        told = self.deal["ends"]["early_return"]
        allowed = later(self.at["commencement"], told.get("not_before", "0 days"))
        years = self.since_commencement(days[-1]) - self.since_commencement(allowed)
        if "monthly_rate" in told:
            return (1 - percent(told["monthly_rate"])) ** (12 * years)
        return self._alive(told["curve"]["by"], [percent(rate) for rate in told["curve"]["rates"]], years)

    def _stopped(self, name: str, day: date, default: date) -> bool:
        paid = self.paid_on.get((name, day), day)
        return name.startswith(STOPS_AT_DEFAULT) and paid >= default and paid > self.at["commencement"]

    def _after(self, legs: Legs, day: date, balance: Decimal) -> Legs:
        """Return what a default on a day brings: the car, the deposit, what others pay, and the refund that is repaid."""
        credit = self.deal["credit"]
        back = later(day, credit["lag"]) if "lag" in credit else day
        then = later(back, credit["idle"]) if "idle" in credit else back
        cost = self.cash(credit.get("repossession_cost"), back)
        gross = self._gross(balance, then)
        taken = D(0)
        found: Legs = {"repossession": [(back, -cost)]}
        if credit.get("car") == "relet":
            found["relet"] = self._next_lessee(legs, then, percent(credit["relet_rent"]))
        else:
            found["recovery"] = [(then, gross)]
        if credit.get("deposit") == "set_off":
            taken = min(self.settled(self.deposit, then), max(self.settled(balance, then) + cost - gross, D(0)))
            found["deposit left"] = [(then, -(self.settled(self.deposit, then) - taken))]
        if self.deal.get("vat_refund", {}).get("on_default") == "repaid" and day < self.at["end"] and self.lease_gets_refund():
            on = max(back, self.refunded)
            found["refund repaid"] = [(on, -rounded(self._refund() * self.exchange(self.origin, self.currency, on)))]
        return found | self._paid_by_others(day, then, balance, gross + taken)

    def _next_lessee(self, legs: Legs, then: date, share: Decimal) -> Flows:
        rents = [
            (on, amount * share)
            for name in ("rent", "rent adjustment", "withholding")
            for on, amount in legs.get(name, [])
            if on >= then
        ]
        end = [(max(on, then), amount) for name in ("residual", "disposal") for on, amount in legs[name]]
        return rents + end

    def _paid_by_others(self, day: date, then: date, balance: Decimal, covered: Decimal) -> Legs:
        """Return the expected payments of a guarantor, who may fail, and of the insurer in both cases."""
        guarantee, cover = self.deal["credit"].get("guarantee"), self.deal.get("insurance")
        promised, pays, found = D(0), D(0), {}
        if guarantee is not None:
            promised = max(self.settled(balance, then) - covered, D(0)) * percent(guarantee["share"])
            if "joint_default" in guarantee:
                pays = 1 - percent(guarantee["joint_default"])
            else:
                pays = (1 - percent(guarantee["default_rate"])) ** max(self.since_commencement(then), D(0))
            found["guarantee"] = [(then, promised * pays)]
        if cover is not None:
            on = later(day, cover["waiting"]) if "waiting" in cover else day
            lost = max(self.settled(balance, on) - covered, D(0))
            left = [(pays, max(lost - promised, D(0))), (1 - pays, lost)]
            share, most = percent(cover["cover"]), self.cash(cover.get("maximum", "100000000 " + self.currency), on)
            insured = sum(chance * min(loss * share, most) for chance, loss in left)
            found["insurance payments"] = [(on, insured * (1 - percent(cover.get("excluded", "0%"))))]
        return found

    def _gross(self, balance: Decimal, then: date) -> Decimal:
        """Return what the car brings: a share of the balance, or its value by month, or by age, kilometres and battery."""
        credit = self.deal["credit"]
        month = 12 * self.since_commencement(then)
        if credit.get("resale"):
            return self.base["price"] * between([(D(p["month"]), percent(p["share"])) for p in credit["resale"]], month)
        if credit.get("car") == "resold":
            return self.car_value(month, then)
        return self.settled(balance, then) * percent(credit["relet_rent" if credit.get("car") == "relet" else "recovery"])

    def car_value(self, month: Decimal, then: date) -> Decimal:
        """Return the value of the car some months after commencement."""
        told: dict[str, Any] = self.deal["car_value"]

        def on(curve: list[dict[str, str]]) -> Decimal:
            age = D(self.deal["vehicle"].get("age_months", "0")) + month
            return between([(D(point["age_months"]), percent(point["share"])) for point in curve], age)

        value = self.base["price"] * on(told["curve"])
        if "battery" in told:
            lacking = on(told["battery"]["supposed"]) - on(told["battery"]["expected"])
            value *= 1 - percent(told["battery"]["effect"]) * lacking
        if "distance" in told:
            above = D(told["distance"]["expected_km_per_month"]) - D(told["distance"]["planned_km_per_month"])
            amount, currency = told["distance"]["per_km"].split()
            value -= above * month * D(amount) * self.exchange(currency, self.currency, then)
        return max(value, D(0))

    def default_legs(self, legs: Legs) -> Legs:
        """Return by leg what default changes in expectation: the weighted sum of all paths, less the contract."""
        if self.deal.get("credit") is None and not returns_of(self) and not (self.deal.get("ends") or {}).get("expected"):
            return {}
        paths = self.paths(legs)
        assert abs(sum(chance for chance, _ in paths) - 1) < D(
            "1e-20"
        )  # survival and all defaults are everything that can happen
        found: dict[str, Flows] = {"loss": []}
        for chance, path in paths:
            for name, flows in path.items():
                weighted = [(day, chance * amount) for day, amount in flows]
                found.setdefault("loss" if name in legs else name, []).extend(weighted)
        found["loss"] += [(day, -amount) for flows in legs.values() for day, amount in flows]
        return found
