"""The lessee's side of a deal for the independent calculation: what it pays, and buying the same car with a local loan that is repaid month by month.

Buying is the landed price (sale price, freight and insurance that the buyer bears by Incoterms 2020, import charges), borrowed in full and repaid in
level months; both are worth at the loan's own effective rate at commencement. Where the car goes back, what it is worth then is the buyer's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from independent_legs import SELLER_PAYS_FREIGHT, SELLER_PAYS_INSURANCE
from independent_tax import TaxOracle
from independent_terms import D, later, moment, money, percent, rounded

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from independent_legs import Flows


@dataclass(frozen=True)
class LesseeAnswer:
    """In the currency of the lease; None where the deal does not say what it takes."""

    total_paid: float
    lease_cost: float | None
    purchase_cost: float | None
    rent_cover: float | None
    cost_per_km: float | None


class LesseeOracle(TaxOracle):
    """One deal as its lessee sees it; instalments are level and monthly."""

    def payments(self) -> Flows:
        """Return all that the lessee pays under the lease."""
        begin, end = self.at["commencement"], self.at["end"]
        found: Flows = [(begin, self.down + self.deposit), (end, -self.deposit)]
        found += [
            (moment(fee.get("when", "at commencement"), self.at), self.contracted(fee["amount"]))
            for fee in self.lease.get("fees", [])
        ]
        found += [(day, self.rent) for day in self.days]
        found += self._borne()
        residual = self.deal["residual"]
        if residual["kind"] in {"purchase_option", "balloon"}:
            found.append((later(end, residual["lag"]) if "lag" in residual else end, self.residual))
        if self.deal["import"].get("importer", "lessee") == "lessee":
            found.append((moment(self.deal["import"].get("paid", "at commencement"), self.at), self._imported()))
        for service in self.deal.get("services", []):
            amount, currency = money(service["fee"])
            price = amount * self.exchange(currency, self.lease_currency)
            found += [(day, price * self.grown(service, day)) for day in self._service_days()]
        return found

    def _borne(self) -> Flows:
        """Return the tax withheld that the lessee bears on top, in the currency of the lease."""
        tax = self.deal.get("withholding", {})
        if tax.get("gross_up", "no") == "no":
            return []
        rate = percent(tax["rate"])
        bases = [self.rent] * self.count if tax["on"] == "gross_rent" else [row[1] for row in self.table()]
        return [(day, rounded(base * rate / (1 - rate))) for day, base in zip(self.days, bases, strict=True)]

    def _imported(self) -> Decimal:
        return self.charges.total * self.exchange(self.charges.currency, self.lease_currency)

    def landed(self) -> Decimal:
        """Return the price of the same car landed, in the currency of the lease."""
        incoterm = self.deal["sale"]["incoterm"]
        shipping, cost = self.deal.get("shipping", {}), self.base["sale"]
        if incoterm not in SELLER_PAYS_FREIGHT:
            cost += self.cash(shipping.get("freight"), self.shipped)
        if incoterm not in SELLER_PAYS_INSURANCE:
            cost += self.cash(shipping.get("insurance"), self.shipped)
        return cost * self.exchange(self.currency, self.lease_currency) + self._imported()

    def lessee(self) -> LesseeAnswer:
        """Return the lessee's side."""
        self.contract(self.answer().rent)
        told, paid = self.deal["lessee"], self.payments()
        total = float(sum(amount for _, amount in paid))
        keeps = self.deal["residual"]["kind"] in {"purchase_option", "balloon"}
        lease_cost = purchase_cost = cover = per_km = None
        if "borrowing_rate" in told:
            rate = float(percent(told["borrowing_rate"]))
            lease_cost = sum(float(amount) * self._worth(day, rate) for day, amount in paid)
            landed, monthly = float(self.landed()), (1 + rate) ** (1 / 12) - 1
            level = landed * monthly / (1 - (1 + monthly) ** -60)
            purchase_cost = sum(level * (1 + monthly) ** -month for month in range(1, 61))
            purchase_cost -= 0.0 if keeps else float(self.residual) * self._worth(self.at["end"], rate)
        if "revenue" in told:
            amount, currency = money(told["revenue"])
            cover = float(amount * self.exchange(currency, self.lease_currency) / self.rent)
        if "km_per_year" in told:
            driven = D(told["km_per_year"]) * self.count / self.per_year
            energy, currency = money(told.get("energy_per_km", f"0 {self.lease_currency}"))
            resale, other = money(told.get("resale", f"0 {self.lease_currency}"))
            sold = float(resale * self.exchange(other, self.lease_currency)) if keeps else 0.0
            per_km = (total - sold) / float(driven) + float(energy * self.exchange(currency, self.lease_currency))
        return LesseeAnswer(total, lease_cost, purchase_cost, cover, per_km)

    def _worth(self, day: date, rate: float) -> float:
        return float((1 + rate) ** -float(self.since_commencement(day)))
