"""Both routes of a deal, leg by leg, for the independent calculation. Signs are the lessor's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from independent_default import Defaults
from independent_terms import CHINESE_VAT_RATE, D, later, moment, money, percent, rate_of_return, rounded

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    Flows = list[tuple[date, Decimal]]
    Legs = dict[str, Flows]

SELLER_PAYS_FREIGHT = {"CFR", "CIF", "CPT", "CIP", "DAP", "DDP"}
SELLER_PAYS_INSURANCE = {"CIF", "CIP", "DAP", "DDP"}


@dataclass(frozen=True)
class Charges:
    """Import charges of one car, and the part that the importer may recover, in the market's currency."""

    total: Decimal
    recoverable: Decimal
    currency: str


class Routes(Defaults):
    """One deal, and what the market charges on the import of one car."""

    def __init__(self, deal: dict[str, Any], charges: Charges) -> None:
        super().__init__(deal)
        self.charges = charges

    def purchase_legs(self, *, refund: bool) -> Legs:
        """Return the purchase at home, the refund if it is granted, and the carriage to the port."""
        paid = rounded(self.invoice * self.exchange(self.origin, self.currency, self.paid))
        back = self._refund() if refund else D(0)
        upstream = self.purchase.get("consumption_tax") if refund and self.purchase["vat"] != "none" else None
        return {
            "consumption tax": [(self.refunded, self.cash(upstream, self.refunded))],
            "purchase": [(self.paid, -paid)],
            "refund": [(self.refunded, rounded(back * self.exchange(self.origin, self.currency, self.refunded)))],
            "inland": [(self.at["export"], -self.cash(self.purchase.get("inland"), self.at["export"]))],
        }

    def _refund(self) -> Decimal:
        """Return the export refund: on the invoice without VAT, or a maker's exempt-credit-refund."""
        if self.purchase["vat"] == "none":
            return D(0)
        if self.purchase["claimant"] != "maker":
            return rounded(self.ex_vat * CHINESE_VAT_RATE)
        period = {key: money(text)[0] for key, text in self.deal["vat_refund"].items() if key.startswith("maker_")}
        held = period["maker_input_vat"] + period.get("maker_opening_credit", D(0))
        credit = max(rounded(held - period["maker_domestic_output_vat"]), D(0))
        return min(credit, rounded(period["maker_fob"] * CHINESE_VAT_RATE))

    def lease_gets_refund(self) -> bool:
        """Say whether the lease gets the refund: as written, or by rule an approved lessor's finance lease of five years."""
        written = self.deal.get("vat_refund", {}).get("lease", "by_rule")
        if written != "by_rule":
            return written == "yes"
        if self.purchase["claimant"] != "lessor":
            return False
        five_years = self.count * 12 >= 60 * self.per_year
        return self.lease["kind"] == "finance" and five_years and self.purchase.get("licensed_lessor") != "no"

    def shipping_legs(self) -> Legs:
        shipping = self.deal.get("shipping", {})
        return {
            "freight": [(self.shipped, -self.cash(shipping.get("freight"), self.shipped))],
            "insurance": [(self.shipped, -self.cash(shipping.get("insurance"), self.shipped))],
        }

    def sale_legs(self) -> Legs:
        """Return the outright sale: costs by incoterm, and tranches, the last with what rounding left."""
        sale, shipping = self.deal["sale"], self.shipping_legs()
        legs = self.purchase_legs(refund=True)
        if sale["incoterm"] in SELLER_PAYS_FREIGHT:
            legs["freight"] = shipping["freight"]
        if sale["incoterm"] in SELLER_PAYS_INSURANCE:
            legs["insurance"] = shipping["insurance"]
        tranches = [(percent(text.split(" ", 1)[0]), moment(text.split(" ", 1)[1], self.at)) for text in sale["terms"]]
        parts = [rounded(self.base["sale"] * share) for share, _ in tranches[:-1]]
        parts.append(self.base["sale"] - sum(parts))
        asked = money(sale["price"])[1]  # what is asked in another currency is worth that day's rate when it is paid
        today = self.exchange(asked, self.currency)
        legs["proceeds"] = [
            (there, rounded(part * self.exchange(asked, self.currency, there) / today))
            for (_, day), part in zip(tranches, parts, strict=True)
            for there in [self.arrival("sale", day)]
        ]
        first, export = tranches[0][1], self.at["export"]
        legs["commission"] = [(first, -self.cash(sale.get("commission"), first))]
        still_open = sum((share for share, day in tranches if day > export), D(0))
        covered = still_open if "%" in sale.get("insurance", "0%") else D(1)  # a rate is on what is open, an amount the premium
        legs["short-term insurance"] = [(export, -rounded(self.cash(sale.get("insurance"), export) * covered))]
        spent = moment(sale.get("warranty_paid", "at export"), self.at)
        legs["bank cost"] = [(export, -self.cash(sale.get("bank_cost"), export))]
        legs["warranty"] = [(spent, -self.cash(sale.get("warranty"), spent))]
        return legs

    def contract(self, rent: Decimal) -> None:
        """Fix the amounts of the contract, in its currency, for an instalment."""
        lease = self.lease
        self.rent = rent
        self.down = self.contracted(lease.get("down_payment"))
        self.financed = self.contracted(lease.get("financed", "100% of price")) - self.down
        self.residual = self.contracted(self.deal["residual"]["amount"])
        deposit = lease.get("deposit", "0 instalments")
        if "instalment" in deposit:
            self.deposit = self.step(D(deposit.split()[0]) * rent)
        else:
            self.deposit = self.contracted(deposit)

    def customer_period_rate(self) -> float:
        """Return the rate per contract period of amount financed, instalments and residual."""
        flows = [(0.0, -float(self.financed))] + [(float(period), float(self.rent)) for period in self.periods]
        return rate_of_return([*flows, (float(self.count), float(self.residual))])

    def table(self) -> list[tuple[Decimal, Decimal]]:
        """Return opening balance and interest of each instalment, interest on the periods since the one before."""
        rate, balance, before, rows = D(self.customer_period_rate()), self.financed, 0, []
        for period in self.periods:
            interest = self.step(balance * ((1 + rate) ** (period - before) - 1))
            rows.append((balance, interest))
            balance, before = balance + interest - self.rent, period
        return rows

    def lease_legs(self, rent: Decimal) -> Legs:
        """Return what the contracts and the law fix, for an instalment in the lease's currency."""
        self.contract(rent)
        at, lease, market = self.at, self.lease, self.deal["import"]
        begin, end = at["commencement"], at["end"]
        legs = {**self.purchase_legs(refund=self.lease_gets_refund()), **self.shipping_legs()}
        if market.get("importer", "lessee") == "lessor":
            day = moment(market.get("paid", "at commencement"), at)
            legs["import charges"] = [(day, -self._charged(self.charges.total, day))]
            if "recovered" in market:
                day = moment(market["recovered"], at)
                legs["input tax"] = [(day, self._charged(self.charges.recoverable, day))]
        legs["direct cost"] = [(begin, -self.cash(lease.get("direct_cost"), begin))]
        there = self.arrival("down_payment", begin)
        legs["down payment"] = [(there, self.settled(self.down, there))]
        fees = [(moment(fee.get("when", "at commencement"), at), fee["amount"]) for fee in lease.get("fees", [])]
        fees = [(self.arrival("fees", day), text) for day, text in fees]
        legs["fees"] = [(day, self.settled(self.contracted(text), day)) for day, text in fees]
        there = self.arrival("deposit", begin)
        legs["deposit"] = [(there, self.settled(self.deposit, there))]
        arrive = [self.arrival("instalments", day, "rent") for day in self.days]
        legs["rent"] = [(day, self.settled(self.rent, day)) for day in arrive]
        if "currency_clause" in lease:
            more = [self.step(self.rent * change) for change in self.changes()]
            arrive = [self.arrival("instalments", day, "rent adjustment") for day in self.days]
            legs["rent adjustment"] = [(day, self.settled(amount, day)) for day, amount in zip(arrive, more, strict=True)]
        legs["deposit returned"] = [(end, -self.settled(self.deposit, end))]
        legs.update(self._residual_legs(end))
        legs.update(self._service_legs(begin))
        legs.update(self._premium_and_withholding(begin))
        if "conversion" in self.deal.get("fx", {}):
            legs["conversion cost"] = self._conversion_cost(legs, self.deal["fx"]["conversion"])
        return legs

    def changes(self) -> list[Decimal]:
        """Return by which share a currency clause adjusts each instalment."""
        clause = self.lease.get("currency_clause")
        if clause is None:
            return [D(0)] * len(self.days)
        every = {"monthly": 1, "quarterly": 3}[self.lease["payments"]]
        every = int(clause.get("reset_every", f"{every} months").split()[0]) // every
        pair = (clause["currency"], self.lease_currency)
        start = D(clause["base_rate"]) if "base_rate" in clause else self.exchange(*pair)
        threshold = clause.get("threshold", {"change": "0%", "beyond": "whole"})
        found = []
        for number in range(len(self.days)):
            day = later(self.days[number // every * every], clause.get("fixing_lag", "0 days"), -1)
            rate = self.exchange(*pair, max(day, self.at["pricing"]))
            rate = min(max(rate, D(clause.get("floor", "0"))), D(clause.get("cap", "1000000")))
            moved, small = rate / start - 1, percent(threshold["change"])
            left = D(0) if abs(moved) <= small else moved - (small.copy_sign(moved) if threshold["beyond"] == "excess" else 0)
            found.append(percent(clause["share"]) * left)
        return found

    def _conversion_cost(self, legs: Legs, terms: dict[str, str]) -> Flows:
        """Return what exchanging costs: everything of one day in one currency is exchanged at once."""
        written = self.deal["residual"]["amount"]
        worth = self.deal["residual"]["kind"] == "unguaranteed" and " of " not in written
        paid_in = dict.fromkeys(
            ("down payment", "fees", "deposit", "rent", "rent adjustment", "deposit returned", "withholding"), self.lease_currency
        )
        paid_in["residual"] = money(written)[1] if worth else self.lease_currency
        for number, service in enumerate(self.deal.get("services", []), start=1):
            paid_in |= {f"service {number} {word}": money(service[word])[1] for word in ("fee", "cost") if word in service}
        sums: dict[tuple[date, str], Decimal] = {}
        for name, currency in paid_in.items():
            for day, amount in legs.get(name, []):
                if currency != self.currency and amount:
                    cause = min(self.paid_on.get((name, day), day), self.paid_on.get(("conversion cost", day), day))
                    self.paid_on["conversion cost", day] = cause
                    sums[day, currency] = sums.get((day, currency), D(0)) + amount
        fee, fee_currency = money(terms["fee"]) if "fee" in terms else (D(0), self.currency)
        share = D(terms["cost"].removesuffix("bp")) / 10000
        return [
            (day, -self.step(abs(amount) * share + fee * self.exchange(fee_currency, self.currency, day)))
            for (day, _), amount in sorted(sums.items())
        ]

    def _charged(self, amount: Decimal, day: date) -> Decimal:
        return rounded(amount * self.exchange(self.charges.currency, self.currency, day))

    def _residual_legs(self, end: date) -> Legs:
        residual = self.deal["residual"]
        falls_due = later(end, residual["lag"]) if "lag" in residual else end
        day = self.arrival("residual", falls_due, "residual")
        written = residual["amount"]
        worth = residual["kind"] == "unguaranteed" and " of " not in written and money(written)[1] != self.lease_currency
        if worth:  # no contract fixes it: what the car fetches is exchanged when it comes
            amount, currency = money(written)
            self.base["residual"] = self.step(amount * self.exchange(currency, self.currency, day))
        else:
            self.base["residual"] = self.settled(self.residual, day)
        return {
            "residual": [(day, self.base["residual"])],
            "disposal": [(falls_due, -self.cash(residual.get("disposal_cost"), falls_due))],
        }

    def _service_legs(self, begin: date) -> Legs:
        """Return fee and cost of each service, grown by whole years since commencement."""
        legs = {}
        for number, service in enumerate(self.deal.get("services", []), start=1):
            every = service.get("every", self.lease["payments"])
            first = 0 if self.lease["timing"] == "advance" else 1
            count = self._periods(every)
            days = [self._period_date(every, period, begin) for period in range(first, first + count)]
            grown = [(day, (1 + percent(service.get("growth", "0%"))) ** self.whole_years(day)) for day in days]
            for word, sign in (("fee", 1), ("cost", -1)):
                if word in service:
                    amount, currency = money(service[word])
                    name = f"service {number} {word}"
                    come = [(self.arrival("services", day, name) if word == "fee" else day, growth) for day, growth in grown]
                    legs[name] = [
                        (day, sign * rounded(amount * growth * self.exchange(currency, self.currency, day)))
                        for day, growth in come
                    ]
        return legs

    def _premium_and_withholding(self, begin: date) -> Legs:
        legs = self._premiums(begin)
        tax = self.deal.get("withholding")
        if tax and tax.get("gross_up", "no") == "no":
            changes = self.changes()
            if tax["on"] == "gross_rent":
                bases = [self.rent + self.step(self.rent * change) for change in changes]
            else:
                bases = [row[1] * (1 + change) for row, change in zip(self.table(), changes, strict=True)]
            arrive = [self.arrival("instalments", day, "withholding") for day in self.days]
            legs["withholding"] = [
                (day, -self.settled(self.step(base * percent(tax["rate"])), day)) for day, base in zip(arrive, bases, strict=True)
            ]
        return legs

    def _premiums(self, begin: date) -> Legs:
        """Return what insurance and guarantee cost: an amount, the OECD minimum premium, or a rate on the balance ahead of each period."""
        cover = self.deal.get("insurance", {})
        guarantee = self.deal.get("credit", {}).get("guarantee", {})
        legs = {"premium": [(begin, -self.cash(cover.get("premium") or None, begin))]}
        legs["guarantee fee"] = [(begin, -self.cash(guarantee.get("fee"), begin))]
        if cover.get("minimum_premium"):
            legs["premium"] = [(begin, -self.step(self.settled(self.financed, begin) * self._minimum_premium_rate()))]
        if cover.get("premium_rate"):
            step = self.per_year // {"yearly": 1, "half_yearly": 2, "quarterly": 4, "monthly": 12}[cover.get("every", "yearly")]
            legs["balance premium"] = []
            for period in range(0, self.count, step):
                day = self._period_date(self.lease["payments"], period, begin)
                due = self.financed
                for paid, (opening, interest) in zip(self.periods, self.table(), strict=True):
                    due = opening + interest - self.rent if paid <= period else due
                rate = percent(cover["premium_rate"]) * step / self.per_year
                legs["balance premium"].append((day, -self.step(self.settled(due, day) * rate)))
        return legs

    def _minimum_premium_rate(self) -> Decimal:
        """Return the OECD minimum premium, standard product, for the market's category and the buyers that the sample deals have."""
        cover = self.deal["insurance"]
        a, b, c = {("UZ", "CC3"): (D("0.74"), D("0.75"), D("0.38"))}[
            self.deal["import"]["market"], cover["minimum_premium"]["buyer"]
        ]
        repaid = [opening + interest for opening, interest in self.table()]
        principal = [self.rent - interest for _, interest in self.table()]
        times = [self.since_commencement(day) for day in self.days]
        principal.append(repaid[-1] - self.rent)  # what the residual repays
        times.append(self.since_commencement(self.at["end"]))
        life = sum(time * part for time, part in zip(times, principal, strict=True)) / sum(principal)
        horizon, covered = (life - D("0.25")) / D("0.5"), percent(cover["cover"])
        return (a * horizon + b + c * horizon) * covered / D("0.95") / 100
