"""The lessor's income tax of a deal in `deals/money`, for the independent calculation: year by year in plain decimals.

25 % on income (EIT Law, art. 4), settled five months after the calendar year (art. 54); losses and foreign tax above the limit are carried five years
(art. 18 and 23); a car is written off over four years at least, from the month after it is put to use (Implementation Regulations, art. 59 and 60).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from independent_money import MoneyOracle
from independent_terms import D, later, percent, rate_of_return, rounded

if TYPE_CHECKING:
    from decimal import Decimal

    from independent_legs import Legs

RATE, YEARS, SETTLED, LIFE_MONTHS = D("0.25"), 5, "5 months", 48
COST = ("purchase", "refund", "consumption tax", "inland", "freight", "insurance", "import charges", "input tax", "direct cost")
HELD = ("deposit", "vat", "withholding")
ByYear = dict[int, "Decimal"]


@dataclass(frozen=True)
class Taxed:
    """What is left after tax; rates are nominal a year."""

    after_tax_yield: float
    after_tax_npv: float
    sale_after_tax_npv: float
    foreign_tax_lost: float
    paid: dict[int, float]
    credited: dict[int, float]
    income: dict[int, float]


class TaxOracle(MoneyOracle):
    """One deal after the lessor's income tax."""

    rate = RATE

    def taxable(self, legs: Legs) -> ByYear:
        """Return the income of each year by contract, legs as `lease_legs` gives them."""
        income: ByYear = defaultdict(D)
        cost = -sum(amount for name, flows in legs.items() if name in COST for _, amount in flows)
        for name, flows in legs.items():
            if name in COST or name.startswith(HELD):
                continue
            for number, (day, amount) in enumerate(flows):
                income[(self.days[number] if name == "rent" else day).year] += amount
        for day, amount in self.borne_by_lessee():
            income[day.year] += amount
        if self.lease["kind"] == "operating":
            salvage = self.cash(self.deal["tax"]["salvage"], self.at["pricing"])
            begin, end = self.at["commencement"], self.at["end"]
            life = int(self.deal["tax"].get("life", f"{LIFE_MONTHS} months").split()[0])
            months = min(life, (end.year - begin.year) * 12 + end.month - begin.month)
            for after in range(1, months + 1):
                income[(begin.year * 12 + begin.month - 1 + after) // 12] -= (cost - salvage) / life
            gone = later(end, self.deal["residual"]["lag"]) if "lag" in self.deal["residual"] else end
            income[gone.year] -= cost - (cost - salvage) * months / life
            return income
        whole, table = self.down + self.financed, self.table()
        income[self.at["commencement"].year] -= cost * self.down / whole
        for day, (_, interest) in zip(self.days, table, strict=True):
            income[day.year] -= cost * (self.rent - interest) / whole
        income[self.at["end"].year] -= cost * (table[-1][0] + table[-1][1] - self.rent) / whole
        return income

    def borne_by_lessee(self) -> list[tuple[date, Decimal]]:
        """Return the tax that a gross-up puts on top of each instalment."""
        tax = self.deal.get("withholding", {})
        if tax.get("gross_up", "no") == "no":
            return []
        rate = percent(tax["rate"])
        bases = [self.rent] * self.count if tax["on"] == "gross_rent" else [row[1] for row in self.table()]
        return [(day, self.settled(self.step(base * rate / (1 - rate)), day)) for day, base in zip(self.days, bases, strict=True)]

    def settle(self, income: ByYear, withheld: ByYear, *, cents: bool) -> tuple[ByYear, ByYear, Decimal]:
        """Return tax and credit of each year, and what is never credited."""
        first, last = self.at["pricing"].year, max(self.last_day.year, *income, *withheld)
        losses: list[list[Any]] = []
        excess: list[list[Any]] = []
        taxes: ByYear = {}
        credited: ByYear = {}
        for year in range(first, last + 1):
            amount = income.get(year, D(0))
            for loss in losses:
                if year - loss[0] <= YEARS and amount > 0:
                    taken = min(loss[1], amount)
                    loss[1], amount = loss[1] - taken, amount - taken
            if amount < 0:
                losses.append([year, -amount])
            taxes[year] = max(amount, D(0)) * self.rate
            taxes[year] = rounded(taxes[year]) if cents else taxes[year]
            room, abroad = taxes[year], withheld.get(year, D(0))
            credited[year] = min(room, abroad)
            room -= credited[year]
            for old in excess:
                if year - old[0] <= YEARS:
                    taken = min(old[1], room)
                    old[1], room, credited[year] = old[1] - taken, room - taken, credited[year] + taken
            excess.append([year, max(abroad - taxes[year], D(0))])
        return taxes, credited, sum((left for _, left in excess), D(0))

    def taxed(self) -> Taxed:
        """Return the deal after tax."""
        answer = self.answer()
        contractual = self.lease_legs(answer.rent)
        risk = self.default_legs(contractual)
        self.last_day = max(day for legs in (answer.lease, answer.sale) for flows in legs.values() for day, _ in flows)
        withheld: ByYear = defaultdict(D)
        for day, amount in (*((day, -amount) for day, amount in contractual.get("withholding", [])), *self.borne_by_lessee()):
            withheld[day.year] += amount
        income = self.taxable(contractual)
        taxes, credited, lost = self.settle(income, withheld, cents=True)
        net = {year: taxes[year] - credited[year] for year in taxes}
        expected = self._expected(income, withheld, contractual, risk) if risk else net
        sold: ByYear = {self.at["export"].year: sum(amount for flows in answer.sale.values() for _, amount in flows)}
        sale_tax = self.settle(sold, {}, cents=True)[0]
        rate = float(percent(self.head["discount_rate"]))
        loan, of_default = self.loan_beside(contractual, risk)
        flows = [
            (float(self.years(day)), float(amount))
            for legs in (contractual, loan)
            for leg in legs.values()
            for day, amount in leg
        ]
        flows += [(self.when(year), -float(tax)) for year, tax in net.items()]
        return Taxed(
            after_tax_yield=self.nominal(rate_of_return(flows)),
            after_tax_npv=answer.lease_npv
            + self.worth({**loan, **of_default}, rate)
            - sum(float(tax) * (1 + rate) ** -self.when(year) for year, tax in expected.items()),
            sale_after_tax_npv=answer.sale_npv
            - sum(float(tax) * (1 + rate) ** -self.when(year) for year, tax in sale_tax.items()),
            foreign_tax_lost=float(lost),
            paid={year: float(tax) for year, tax in net.items()},
            credited={year: float(amount) for year, amount in credited.items()},
            income={year: float(income.get(year, D(0))) for year in taxes},
        )

    def loan_beside(self, contractual: Legs, risk: Legs) -> tuple[Legs, Legs]:  # noqa: ARG002 - a deal with a loan needs them
        """Return the legs of a loan by contract, and what default changes of them; none here."""
        return {}, {}

    def settled_on(self, year: int) -> date:
        return later(date(year, 12, 31), SETTLED)

    def when(self, year: int) -> float:
        return float(self.years(self.settled_on(year)))

    def _expected(self, income: ByYear, withheld: ByYear, legs: Legs, risk: Legs) -> ByYear:
        """Return the tax of each year on what is expected: what is paid by contract, less what default takes off it, which nobody rounds."""
        by_contract = self.settle(income, withheld, cents=False)[:2]
        rounded_by_contract = self.settle(income, withheld, cents=True)[:2]
        left, abroad = self._of_default(income, withheld, legs, risk)
        taxes, credited, _ = self.settle(left, abroad if withheld else {}, cents=False)

        def net(found: tuple[ByYear, ByYear], year: int) -> Decimal:
            return found[0][year] - found[1][year]

        return {year: net(rounded_by_contract, year) - (net(by_contract, year) - net((taxes, credited), year)) for year in taxes}

    def _of_default(self, income: ByYear, withheld: ByYear, legs: Legs, risk: Legs) -> tuple[ByYear, ByYear]:
        """Return what is expected to be income and tax withheld, by year."""
        income, withheld = defaultdict(D, income), defaultdict(D, withheld)
        begin = self.at["commencement"]
        for name, flows in legs.items():
            for day, amount in flows if name.startswith(self.stops) and not name.startswith("vat") else ():
                cause = self.cause.get(day, day) if name in {"rent", "transfers", "withholding"} else day
                by_year = withheld if name == "withholding" else income
                by_year[day.year] -= (
                    (amount if by_year is income else -amount) * (1 - self.survival(cause)) if cause > begin else 0
                )
        for day, amount in self.borne_by_lessee():  # who has defaulted bears no tax any more: it is neither income nor withheld
            income[day.year] -= amount * (1 - self.survival(day))
            withheld[day.year] -= amount * (1 - self.survival(day))
        for name, flows in risk.items():
            for day, amount in flows if name != "loss" else ():
                income[day.year] += amount
        return income, withheld
