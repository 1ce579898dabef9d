"""The structured sample deals of one delivery, for the independent calculation: an own stream of amounts, and a start-up year.

They need of the deal file what is read here, and no more; `independent_fleet` has the seasonal fleet.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from independent import Answer, Oracle
from independent_terms import PER_YEAR, D, bisect, money, percent, rounded

if TYPE_CHECKING:
    from independent_legs import Charges, Legs


def worth_at(flows: list[tuple[int, float]], rate: float) -> float:
    return sum(amount * (1 + rate) ** -period for period, amount in flows)


class OwnStream(Oracle):
    """Every instalment written as an amount; the first one stands for the base instalment."""

    def __init__(self, deal: dict[str, Any], charges: Charges) -> None:
        parts = deal["lease"]["structure"]["stream"]
        self.written = [money(part["pays"])[0] for part in parts for _ in range(int(part["count"]))]
        super().__init__({**deal, "lease": {**deal["lease"], "rent": parts[0]["pays"]}}, charges)
        self.nominal_periods = PER_YEAR[self.lease["compounding"]]

    def nominal(self, effective: float) -> float:
        return self.nominal_periods * ((1 + effective) ** (1 / self.nominal_periods) - 1)

    def customer_period_rate(self) -> float:
        flows = [*zip(self.periods, map(float, self.written), strict=True), (self.count, float(self.residual))]
        return bisect(lambda rate: worth_at(flows, rate) - float(self.financed), -0.01, 0.5)

    def lease_legs(self, rent: Decimal) -> Legs:
        legs = super().lease_legs(rent)
        legs["rent"] = [(day, self.settled(paid, day)) for day, paid in zip(self.days, self.written, strict=True)]
        return legs

    def answer(self) -> Answer:
        found = super().answer()
        effective = (1 + self.customer_period_rate()) ** self.per_year - 1
        return replace(found, customer_rate=self.nominal(effective))


class StartUpYear(Oracle):
    """Instalments without interest, then interest alone, then steps and a balloon; the last one takes the remainder."""

    def _dates(self) -> None:
        super()._dates()
        shape = self.lease["structure"]
        (step,) = shape["steps"]
        self.free = int(shape["deferral"]["instalments"])
        assert shape["deferral"]["interest"] == "waived"
        self.quiet = self.free + int(shape["interest_only"])
        every, growth = int(step["every"].split()[0]), 1 + percent(step["by"])
        self.weights = [D(0)] * self.quiet + [growth ** (row // every) for row in range(self.quiet, self.count)]

    def contract(self, rent: Decimal) -> None:
        super().contract(rent)
        if rent:
            self.balloon = self.contracted(self.lease["structure"]["balloon"])
            self.instalments = self._exact(rent) if self.smooth else self._rounded(rent)

    def _rate(self, repaid: list[Decimal]) -> float:
        """Return the rate of the time that bears interest: what is repaid is worth the amount financed one period before it begins."""
        flows = [(row - self.quiet + 1, float(repaid[row])) for row in range(self.quiet, self.count)]
        flows.append((self.count - self.quiet + 1, float(self.residual)))
        return bisect(lambda rate: worth_at(flows, rate) - float(self.financed), -0.01, 0.5)

    def _repaid(self, rent: Decimal) -> list[Decimal]:
        repaid = [rent * weight for weight in self.weights]
        repaid[-1] += self.balloon
        return repaid

    def _with_interest(self, repaid: list[Decimal]) -> list[Decimal]:
        interest = self.step(self.financed * D(self.rate))
        return [interest if self.free <= row < self.quiet else amount for row, amount in enumerate(repaid)]

    def _exact(self, rent: Decimal) -> list[Decimal]:
        repaid = self._repaid(rent)
        self.rate = self._rate(repaid)
        return self._with_interest(repaid)

    def _rounded(self, rent: Decimal) -> list[Decimal]:
        """Return instalments in whole dollars at the rate before rounding, the last with what is then owed beyond the residual."""
        self.rate = self._rate(self._repaid(self.unrounded))
        whole = [rounded(rent * weight, D(1)) for weight in self.weights]
        whole[-1] += self.balloon
        paid = self._with_interest(whole)
        owed = self.financed
        for row, amount in enumerate(paid):
            gained = rounded(owed * D(self.rate)) if row >= self.free else D(0)
            owed += gained - amount
        owed += rounded(owed * D(self.rate)) - self.residual
        paid[-1] = rounded(paid[-1] + owed / (1 + D(self.rate)))
        return paid

    def solved_rent(self) -> Decimal:
        self.unrounded = super().solved_rent()
        return self.unrounded

    def customer_period_rate(self) -> float:
        return self.rate

    def lease_legs(self, rent: Decimal) -> Legs:
        legs = super().lease_legs(rent)
        legs["rent"] = [(day, self.settled(paid, day)) for day, paid in zip(self.days, self.instalments, strict=True)]
        return legs


ORACLES = {"za-own-stream": OwnStream, "za-start-up-year": StartUpYear}
