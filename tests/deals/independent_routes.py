"""Every route of a deal in `deals/routes` for the independent calculation: its YAML rewritten as each route has it, then reckoned in decimals.

What a route is, from its sources and not from the program: an instalment sale is refunded as a sale is (MOF/STA Announcement 2026 No. 11, art. 1),
its title passes with the last payment and tax is withheld from interest (UN and OECD models, art. 11); a company abroad buys free on board,
leases, and pays tax on its own income (cost of the car deducted as principal is repaid, or straight line for an operating lease), and the price
between the two cancels; kits have their share of price, declared value and customs value, and assembly and plant are paid with the charges.
The lessee's contract is the same on each route unless the route writes its own: amounts are those of the deal as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from independent_tax import TaxOracle
from independent_terms import D, NoSingleRateError, bisect, later, moment, money, percent, rate_of_return

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from independent_legs import Charges, Legs

Deal = dict[str, Any]
#: Market files: the treaty's rate on the gross rent of equipment, where a route has another character than the deal and does not write one.
EQUIPMENT = {"UZ": "10%", "ZA": "7%"}


@dataclass(frozen=True)
class RouteAnswer:
    """What a route comes to, per car in the deal's currency; the yield is effective a year."""

    npv: float
    peak_cash: float
    months_tied: float
    effective_yield: float
    payback_months: float | None
    legs: Legs


class Company(TaxOracle):
    """The company abroad: the lessor of the deal, with a running cost a year and tax by its own rate."""

    running: str = ""

    def lease_legs(self, rent: Decimal) -> Legs:
        legs = super().lease_legs(rent)
        years = int(self.lease["term"].split()[0]) // 12
        first = 0 if self.lease["timing"] == "advance" else 1
        begin = self.at["commencement"]
        days = [later(begin, f"{12 * year} months") for year in range(first, first + years)]
        legs["service company"] = [(day, -self.cash(self.running, day)) for day in days]
        return legs

    def tax_legs(self, contractual: Legs, risk: Legs) -> Legs:
        """Return the company's tax on what is expected, year by year; it has no credit for tax withheld."""
        if not percent(self.deal["tax"]["rate"]):
            return {}
        self.last_day = max(day for flows in (*contractual.values(), *risk.values()) for day, _ in flows)
        income = self.taxable(contractual)
        owed = self.settle(income, {}, cents=True)[0]
        legs: Legs = {"company tax": [(self.settled_on(year), -tax) for year, tax in owed.items()]}
        if risk:
            expected = self._expected(income, {}, contractual, risk)
            legs["company tax of default"] = [(self.settled_on(year), owed[year] - expected[year]) for year in owed]
        return legs


def contract_of(deal: Deal, base: TaxOracle) -> Deal:
    """Return the lease with every amount that follows a price written out as the deal has it."""
    currency = base.lease_currency
    rent = base.answer().rent
    base.contract(rent)
    lease = {**deal["lease"], "currency": currency, "rent": f"{rent} {currency}"}
    lease["financed"] = f"{base.financed + base.down} {currency}"
    for key, amount in (("down_payment", base.down), ("deposit", base.deposit)):
        if " of " in lease.get(key, ""):
            lease[key] = f"{amount} {currency}"
    lease["fees"] = [{**fee, "amount": f"{base.contracted(fee['amount'])} {currency}"} for fee in lease.get("fees", [])]
    residual = dict(deal["residual"])
    if " of " in residual["amount"]:
        residual["amount"] = f"{base.residual} {currency}"
    return {**deal, "lease": lease, "residual": residual}


def withheld(deal: Deal, on: str, rate: str | None) -> Deal:
    """Return the deal with tax withheld from another base: at the route's rate, or that of the market file; nothing where the deal withholds nothing."""
    if rate is None:
        own = deal.get("withholding")
        if own is None or own.get("on") == on:
            return deal
        rate = EQUIPMENT[deal["import"]["market"]]
    return {**deal, "withholding": {"rate": rate, "on": on, "gross_up": grossed(deal)}}


def grossed(deal: Deal) -> str:
    """Say whether the lessee bears the tax on top: a clause of the contract, which stays."""
    return str(deal.get("withholding", {}).get("gross_up", "no"))


def lease_of_the_other_kind(deal: Deal, kind: str, written: Deal) -> Deal:
    residual = {**deal["residual"], "amount": written["residual"]}
    residual.pop("disposal_cost", None)
    if kind == "operating":
        residual |= {"kind": "unguaranteed", "disposal_cost": written.get("disposal_cost", f"0 {deal['deal']['currency']}")}
    else:
        residual["kind"] = "purchase_option"
        residual.pop("lag", None)
    lease = {**deal["lease"], "kind": kind, "rent": written.get("rent", deal["lease"]["rent"])}
    other = {**deal, "lease": lease, "residual": residual}
    return withheld(other, "gross_rent" if kind == "operating" else "finance_charge", written.get("withholding_rate"))


def instalment_sale(deal: Deal, written: Deal) -> Deal:
    residual = {**deal["residual"], "kind": "balloon", "amount": written.get("last_payment", deal["residual"]["amount"])}
    residual.pop("disposal_cost", None)
    sold = {
        **deal,
        "lease": {**deal["lease"], "kind": "finance", "rent": written.get("rent", deal["lease"]["rent"])},
        "residual": residual,
        "import": {**deal["import"], "regime": "definitive"},
        "vat_refund": {**deal.get("vat_refund", {}), "lease": "yes"},  # as a sale
    }
    sold["vat_refund"].pop("on_default", None)
    return withheld(sold, "finance_charge", written.get("withholding_rate"))


def company_abroad(deal: Deal, written: Deal) -> tuple[Deal, Deal]:
    """Return the deal of the seller, whose sale counts, and that of the company, whose lease counts."""
    price, currency = money(written["transfer_price"])
    transfer = f"{price} {currency}"
    shipping = {**deal.get("shipping", {}), "fob": transfer}
    paid = deal["purchase"].get("paid", "at pricing")
    seller = {**deal, "shipping": shipping, "sale": {"price": transfer, "incoterm": "FOB", "terms": [f"100% {paid}"]}}
    purchase = {key: value for key, value in deal["purchase"].items() if key not in {"inland", "vat_rate"}}
    company = {
        **deal,
        "purchase": {**purchase, "price": transfer, "vat": "none", "claimant": "lessor"},
        "shipping": shipping,
        "tax": {"rate": written["tax_rate"], "foreign_tax_credit": "no", "salvage": written.get("salvage", f"0 {currency}")},
    }
    company.pop("withholding", None)
    if "withholding_rate" in written:
        rate, on = written["withholding_rate"], written["withholding_on"]
        company["withholding"] = {"rate": rate, "on": on, "gross_up": grossed(deal)}
    return seller, company


def assembled(deal: Deal, written: Deal, base: TaxOracle) -> Deal:
    """Return the deal of a kit: price and declared value have its share."""
    car, currency = money(deal["purchase"]["price"])
    kit = money(written["kit_price"])[0] if "kit_price" in written else car * percent(written["kit_share"])
    shipping = {**deal.get("shipping", {}), "fob": f"{base.base['fob'] * kit / car} {base.currency}"}
    return {**deal, "purchase": {**deal["purchase"], "price": f"{kit} {currency}"}, "shipping": shipping}


def yield_of(flows: list[tuple[float, float]]) -> float:
    """Return the rate of return; money that is out for weeks earns rates a year beyond the usual, up to a thousandfold."""
    try:
        return rate_of_return(flows)
    except NoSingleRateError:
        return bisect(lambda rate: sum(amount * (1 + rate) ** -time for time, amount in flows), 10.0, 1000.0)


class Routes:
    """All routes of one deal; ``charges`` gives the import charges of a deal, which have cases of their own."""

    def __init__(self, deal: Deal, charges: Callable[[Deal], Charges]) -> None:
        self.charges = charges
        self.deal = {key: value for key, value in deal.items() if key not in {"routes", "expect"}}
        self.written: dict[str, Deal] = deal["routes"]
        self.base = TaxOracle(self.deal, charges(self.deal))
        self.fixed = contract_of(self.deal, self.base)

    def oracle(self, deal: Deal) -> TaxOracle:
        return TaxOracle(deal, self.charges(deal))

    def leased(self, deal: Deal) -> Legs:
        found = self.oracle(deal)
        legs = found.lease_legs(money(deal["lease"]["rent"])[0])
        return {**legs, **found.default_legs(legs)}

    def legs(self, name: str) -> Legs:
        """Return all legs of a route, those of its companies together."""
        own, written = f"{self.deal['lease']['kind']}_lease", self.written.get(name, {})
        if name == own:
            return self.leased(self.fixed)
        if name == "export_sale":
            return self.oracle(self.deal).sale_legs()
        if name.endswith("_lease") and name != "spv_lease":
            return self.leased(lease_of_the_other_kind(self.fixed, name.removesuffix("_lease"), written))
        if name == "instalment_sale":
            return self.leased(instalment_sale(self.fixed, written))
        return self._company(written) if name == "spv_lease" else self._assembled(written)

    def _company(self, written: Deal) -> Legs:
        seller, leasing = company_abroad(self.fixed, written)
        sold = self.oracle(seller).sale_legs()
        company = Company(leasing, self.charges(leasing))
        company.running = written["running_cost"]
        company.rate = percent(written["tax_rate"])
        legs = company.lease_legs(money(leasing["lease"]["rent"])[0])
        risk = company.default_legs(legs)
        theirs = {**legs, **risk, **company.tax_legs(legs, risk)}
        paid, received = theirs.pop("purchase"), sold.pop("proceeds")
        assert [(day, -amount) for day, amount in paid] == received  # between the two it cancels
        return {f"seller {name}": flows for name, flows in sold.items()} | theirs

    def _assembled(self, written: Deal) -> Legs:
        kit = assembled(self.fixed, written, self.base)
        found = self.oracle(kit)
        legs = self.leased(kit) if written["then"] == "lease" else found.sale_legs()
        day = moment(self.deal["import"].get("paid", "at commencement"), found.at)
        for name in ("assembly_cost", "capital_cost"):
            legs[name] = [(day, -found.cash(written[name], day))]
        return legs

    def answer(self, name: str) -> RouteAnswer:
        """Return what the route comes to."""
        legs = self.legs(name)
        base = self.base
        by_day: dict[date, Decimal] = {}
        for flows in legs.values():
            for day, amount in flows:
                by_day[day] = by_day.get(day, D(0)) + amount
        times = {day: float(base.years(day)) for day in by_day}
        running, total = [], D(0)
        for day in sorted(by_day):
            total += by_day[day]
            running.append((times[day], float(total)))
        peak = -min(total for _, total in running)
        out = next(time for time, total in running if total < 0)
        back = [12 * time for time, total in running if time > out and total >= 0]
        tied = sum(max(-total, 0.0) * (after - time) * 12 for (time, total), (after, _) in pairwise(running))
        return RouteAnswer(
            npv=base.worth(legs, float(percent(base.head["discount_rate"]))),
            peak_cash=peak,
            months_tied=tied / peak,
            effective_yield=yield_of([(times[day], float(amount)) for day, amount in by_day.items()]),
            payback_months=back[0] if back else None,
            legs=legs,
        )


__all__ = ["RouteAnswer", "Routes"]
