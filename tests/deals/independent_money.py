"""What moves beside the rent, for the independent calculation: fees, commissions, subsidy, dealer, deposit interest, transfers.

It knows the words of the deals in `deals/money` and computes from the YAML alone, with decimals, as `independent` does.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from independent import Oracle
from independent_terms import D, later, moment, money, percent, rounded

if TYPE_CHECKING:
    from decimal import Decimal

    from independent_legs import Charges, Flows, Legs


#: What the treaty takes from a rent that the market holds for a royalty (EY, doing business in Uzbekistan 2021), or for interest (South Africa).
BY_CHARACTER = {
    ("UZ", "royalty"): {"rate": "10%", "on": "gross_rent"},
    ("ZA", "interest"): {"rate": "10%", "on": "finance_charge"},
}


class MoneyOracle(Oracle):
    """One deal with the sections beside the rent."""

    def __init__(self, deal: dict[str, Any], charges: Charges) -> None:
        tax = deal.get("withholding", {})
        if "character" in tax:
            known = BY_CHARACTER[deal["import"]["market"], tax["character"]]
            deal = {**deal, "withholding": {**tax, **known}}
        super().__init__(deal, charges)

    #: Beyond those of a plain deal. A commission on instalments comes with them; one at commencement does not stop.
    stops = ("rent", "withholding", "deposit returned", "interest on deposit", "residual", "disposal", "service", "running", "transfers",
             "commission on rent", "vat", "conversion")  # fmt: skip

    def grown(self, entry: dict[str, Any], day: date) -> Decimal:
        """Return the growth of an amount since commencement: by an index, or by whole years."""
        if "index" not in entry:
            return (1 + percent(entry.get("growth", "0%"))) ** self.whole_years(day)

        def value(on: date) -> Decimal:
            return D([point["value"] for point in entry["index"] if date.fromisoformat(point["from"]) <= on][-1])

        return value(day) / value(self.at["commencement"])

    def _service_legs(self, begin: date) -> Legs:  # noqa: ARG002 - the form of the plain deal
        legs: Legs = {}
        days = self._service_days()
        for number, service in enumerate(self.deal.get("services", []), start=1):
            for word, sign in (("fee", 1), ("cost", -1)):
                if word in service:
                    amount, currency = money(service[word])
                    legs[f"service {number} {word}"] = [
                        (day, sign * rounded(amount * self.grown(service, day) * self.exchange(currency, self.currency, day)))
                        for day in days
                    ]
        return legs

    def lease_legs(self, rent: Decimal) -> Legs:
        legs = super().lease_legs(rent)
        settlement = self.deal.get("settlement", {})
        arrive = [later(day, settlement["lag"]) if "lag" in settlement else day for day in self.days]
        legs["rent"] = [(day, self.settled(self.rent, day)) for day in arrive]
        self.cause = dict(zip(arrive, self.days, strict=True))
        legs.update(self._vat_legs(arrive))
        if "cost" in settlement:
            legs["transfers"] = [(day, -self._transfer(settlement["cost"], day)) for day in arrive]
        for number, fee in enumerate(self.deal.get("running_fees", []), start=1):
            sign = -1 if fee.get("paid_by") == "lessor" else 1
            legs[f"running {number}"] = [(day, sign * self.settled(amount, day)) for day, amount in self.running(fee)]
        for number, commission in enumerate(self.deal.get("commissions", []), start=1):
            if commission["amount"].endswith("of instalment"):
                paid = self.step(self.rent * percent(commission["amount"].partition(" ")[0]))
                days = self.days[: int(commission.get("instalments", self.count))]
                legs[f"commission on rent {number}"] = [(day, -self.settled(paid, day)) for day in days]
            else:
                day = moment(commission.get("when", "at commencement"), self.at)
                legs[f"commission {number}"] = [(day, -self.cash(commission["amount"], day))]
        legs.update(self._supplier_legs())
        legs.update(self._deposit_interest())
        return legs

    def _vat_legs(self, arrive: list[date]) -> Legs:
        """Return tax collected with rents and services, and its payment to the authority."""
        vat = self.deal.get("rent_vat")
        if vat is None or vat["accounts"] == "lessee":
            return {}
        on_rent = self.step(self.rent * percent(vat["rate"]))
        collected = [(day, self.settled(on_rent, day)) for day in arrive]
        remitted = [(later(day, vat["remitted"]), -self.settled(on_rent, later(day, vat["remitted"]))) for day in self.days]
        for service in self.deal.get("services", []):
            amount, currency = money(service["fee"])
            for day in self._service_days():
                tax = amount * self.grown(service, day) * percent(service.get("vat_rate", "0%"))
                then = later(day, vat["remitted"])
                collected.append((day, rounded(tax * self.exchange(currency, self.currency, day))))
                remitted.append((then, -rounded(tax * self.exchange(currency, self.currency, then))))
        return {"vat collected": collected, "vat remitted": remitted}

    def _service_days(self) -> list[date]:
        first = 0 if self.lease["timing"] == "advance" else 1
        return [self._period_date(self.lease["payments"], k, self.at["commencement"]) for k in range(first, first + self.count)]

    def _transfer(self, cost: str, day: date) -> Decimal:
        if cost.endswith("of instalment"):
            return self.settled(self.step(self.rent * percent(cost.partition(" ")[0])), day)
        return self.cash(cost, day)

    def running(self, fee: dict[str, Any]) -> Flows:
        """Return the payments of a running fee in the currency of the lease."""
        text = fee["amount"]
        share, _, base = text.partition(" of ")
        if base == "services":
            return [(day, self.step(amount * percent(share))) for day, amount in sorted(self._of_services().items())]
        rows = range(self.count) if "on_payment" not in fee else [int(fee["on_payment"]) - 1]
        if base == "instalment":
            return [(self.days[row], self.step(self.rent * percent(share))) for row in rows]
        if base == "balance":
            table = self.table()
            return [(self.days[row], self.step(table[row][0] * percent(share))) for row in rows]
        if base:
            amount = percent(share) * self.base[base] * self.exchange(self.currency, self.lease_currency)
        else:
            number, currency = money(text)
            amount = number * self.exchange(currency, self.lease_currency)
        days = [self.days[rows[0]]] if "on_payment" in fee else self._every(fee["every"])
        return [(day, self.step(amount * self.grown(fee, day))) for day in days]

    def _of_services(self) -> dict[date, Decimal]:
        """Return what the lessee pays for services each day, in the currency of the lease at the rates of the pricing date."""
        paid: dict[date, Decimal] = {}
        for service in self.deal["services"]:
            amount, currency = money(service["fee"])
            price = amount * self.exchange(currency, self.lease_currency)
            for period in range(self.count):
                after = period + (self.lease["timing"] == "arrears")
                day = self._period_date(self.lease["payments"], after, self.at["commencement"])
                paid[day] = paid.get(day, D(0)) + price * self.grown(service, day)
        return paid

    def _every(self, length: str) -> list[date]:
        """Return the days of a fee: from commencement in advance, up to the end in arrears."""
        count, unit = length.split()
        begin, end = self.at["commencement"], self.at["end"]
        days = [later(begin, f"{number * int(count)} {unit}") for number in range(1000)]
        advance = self.lease["timing"] == "advance"
        return [day for day in days if (day < end if advance else begin < day <= end)]

    def _beyond(self, nominal: Decimal) -> float:
        """Return what the customer's payments are worth at commencement, beyond the amount financed, at a nominal yearly rate."""
        rate = float(nominal) / self.per_year
        flows = [(period, float(self.rent)) for period in self.periods] + [(self.count, float(self.residual))]
        return sum(amount * (1 + rate) ** -period for period, amount in flows) - float(self.financed)

    def _brought(self, value: float, nominal: Decimal, day: date) -> Decimal:
        years = float(self.since_commencement(day))
        return D(value * (1 + float(nominal) / self.per_year) ** (self.per_year * years))

    def _supplier_legs(self) -> Legs:
        legs: Legs = {}
        subsidy, dealer = self.deal.get("subsidy"), self.deal.get("dealer")
        if subsidy is not None:
            day = moment(subsidy.get("paid", "at commencement"), self.at)
            if "amount" in subsidy:
                legs["subsidy"] = [(day, self.cash(subsidy["amount"], day))]
            else:
                rate = percent(subsidy["to_rate"])
                short = self._brought(max(-self._beyond(rate), 0.0), rate, day)
                legs["subsidy"] = [(day, self.settled(self.step(short), day))]
        if dealer is not None and "buy_rate" in dealer:
            day, rate = moment(dealer.get("paid", "at commencement"), self.at), percent(dealer["buy_rate"])
            margin = self._brought(max(self._beyond(rate), 0.0), rate, day)
            legs["dealer margin"] = [(day, -self.settled(self.step(margin * percent(dealer["margin_share"])), day))]
        if dealer is not None and "fee_share" in dealer:
            fees = [(moment(fee.get("when", "at commencement"), self.at), fee["amount"]) for fee in self.lease["fees"]]
            share = percent(dealer["fee_share"])
            legs["dealer fees"] = [(day, -self.settled(self.step(self.contracted(text) * share), day)) for day, text in fees]
        return legs

    def _deposit_interest(self) -> Legs:
        interest = self.lease.get("deposit_interest")
        if interest is None:
            return {}
        rate, begin = percent(interest["rate"]), self.at["commencement"]
        days = [self.at["end"]] if interest["paid"] == "at_return" else [*self.days, self.at["end"]]
        flows, before = [], begin
        for day in dict.fromkeys(day for day in days if day > begin):
            years = self.years(day) - self.years(before)
            grown = rate * years if interest["method"] == "simple" else (1 + rate) ** years - 1
            flows.append((day, -self.settled(self.step(self.deposit * grown), day)))
            before = day
        return {"interest on deposit": flows}

    def default_legs(self, legs: Legs) -> Legs:
        found = super().default_legs(legs)
        if found:
            begin = self.at["commencement"]
            found["loss"] = [
                (day, -amount * (1 - self.survival(cause)))
                for name, flows in legs.items()
                for day, amount in flows
                for cause in [self.cause.get(day, day) if name in {"rent", "transfers", "withholding"} else day]
                if name.startswith(self.stops) and cause > begin
            ]
        return found
