"""Days, money and rates of a deal file for the independent calculation: read from its YAML, without the program."""

from __future__ import annotations

import calendar
from collections import deque
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

D = Decimal
CENT = D("0.01")
CHINESE_VAT_RATE = D("0.13")  # the refund of a car is at the same rate
REFUND_LAG = "60 days after export"  # exporters of class A
PER_YEAR = {"weekly": 52, "fortnightly": 26, "monthly": 12, "two_monthly": 6, "quarterly": 4}
STEP_DAYS = {"weekly": 7, "fortnightly": 14}
STEP_MONTHS = {"monthly": 1, "two_monthly": 2, "quarterly": 3}


def read(path: Path) -> dict[str, Any]:
    """Return the deal at ``path`` as text, over the deal that it extends."""
    deal = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    if "extends" in deal:
        deal = over(read(path.parent / deal["extends"]), deal)
    return deal


def over(below: Any, above: Any) -> Any:
    """Return ``above`` over ``below``: maps merge, anything else replaces."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return {**below, **{key: over(below[key], value) if key in below else value for key, value in above.items()}}


def percent(text: str) -> Decimal:
    return D(text.removesuffix("bp")) / 10000 if text.endswith("bp") else D(text.removesuffix("%")) / 100


def money(text: str) -> tuple[Decimal, str]:
    number, currency = text.split()
    return D(number), currency


def rounded(amount: Decimal, unit: Decimal = CENT, mode: str = ROUND_HALF_UP) -> Decimal:
    units = (amount / unit).quantize(D("1e-12"))  # 138.89 / 17.2 is 8.075, though a factor of 28 digits falls short of it
    return units.quantize(D(1), rounding=mode) * unit


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def later(day: date, length: str, sign: int = 1) -> date:
    """Return the day ``length`` (such as ``8 weeks``) after or before ``day``."""
    count, unit = length.split()
    unit = unit.removesuffix("s")
    if unit == "month":
        return months_later(day, sign * int(count))
    return day + timedelta(days=sign * int(count) * {"day": 1, "week": 7}[unit])


def moment(text: str, events: Mapping[str, date]) -> date:
    """Return the day of ``2026-04-10``, ``at export`` or ``15 days before export``."""
    if text[0].isdigit() and "-" in text:
        return date.fromisoformat(text)
    if text.startswith("at "):
        return events[text.removeprefix("at ")]
    length, word, event = text.rsplit(" ", 2)
    return later(events[event], length, {"after": 1, "before": -1}[word])


def years_30_360(start: date, end: date) -> Decimal:
    first = min(start.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return D((end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first) / 360


def years_act_364(start: date, end: date) -> Decimal:
    return D((end - start).days) / 364


class NoSingleRateError(Exception):
    """There is no rate, or no amount, that fits, or more than one."""


def bisect(function: Callable[[float], float], low: float, high: float) -> float:
    """Return the zero of a function that changes sign once between ``low`` and ``high``."""
    rising = function(high) > 0
    if (function(low) > 0) == rising:
        raise NoSingleRateError(0)
    for _ in range(80):
        middle = (low + high) / 2
        if (function(middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def rate_of_return(flows: list[tuple[float, float]]) -> float:
    """Return the only rate per unit of time, between -80 % and 1000 %, at which the flows are worth nothing."""

    def worth(rate: float) -> float:
        return sum(amount * (1 + rate) ** -time for time, amount in flows)

    grid = [-0.8, -0.5, -0.2, *(0.001 * 1.3**step - 0.05 for step in range(38))]
    changes = [(a, b) for a, b in pairwise(grid) if (worth(a) > 0) != (worth(b) > 0)]
    if len(changes) != 1:
        raise NoSingleRateError(len(changes))
    return bisect(worth, *changes[0])


class Terms:
    """The days of a deal, and its amounts as payments and as the contract fixes them."""

    def __init__(self, deal: dict[str, Any]) -> None:
        self.deal = deal
        self.head, self.lease, self.purchase = deal["deal"], deal["lease"], deal["purchase"]
        self.currency: str = self.head["currency"]
        self.rates = {pair: D(rate) for pair, rate in deal.get("fx", {}).get("rates", {}).items()}
        self.drift = {pair: percent(rate) for pair, rate in deal.get("fx", {}).get("drift", {}).items()}
        self.known: dict[tuple[str, str, date | None], Decimal] = {}
        rent = self.lease["rent"]
        fixed = money(rent)[1] if isinstance(rent, str) else self.currency
        self.lease_currency: str = self.lease.get("currency", fixed)
        self.per_year = PER_YEAR[self.lease["payments"]]
        self.smooth = False  # whether a rent is being solved, with nothing that follows from it rounded
        self._dates()
        self._bases()

    def _dates(self) -> None:
        """Lay out the events, and the contract period and the day of each instalment."""
        shipping, lease = self.deal.get("shipping", {}), self.lease
        start = date.fromisoformat(self.head["pricing_date"])
        at = {"pricing": start, "order": start}
        at["export"] = moment(shipping.get("export", "at pricing"), at)
        at["arrival"] = moment(shipping.get("arrival", "at export"), at)
        at["commencement"] = moment(lease.get("commencement", "at arrival"), at)
        self.count = self._periods(lease["payments"])
        at["end"] = self._period_date(lease["payments"], self.count, at["commencement"])
        self.at = at
        self.paid = moment(self.purchase.get("paid", "at pricing"), at)
        self.paid_on: dict[tuple[str, date], date] = {}  # by leg and day of arrival: the day of the payment
        self.refunded = self.arrival("refund", moment(self.deal.get("vat_refund", {}).get("received", REFUND_LAG), at))
        self.shipped = moment(shipping.get("paid", "at export"), at)
        ahead = int(lease.get("in_advance", 0))
        if ahead:
            self.periods = [0] * ahead + list(range(1, self.count - ahead + 1))
        else:
            self.periods = list(range(self.count)) if lease["timing"] == "advance" else list(range(1, self.count + 1))
        self.days = [self._period_date(lease["payments"], period, at["commencement"]) for period in self.periods]

    def _periods(self, payments: str) -> int:
        """Return how many periods fill the term; 12 months are 52 weeks."""
        count, unit = self.lease["term"].split()
        if unit == "weeks":
            return int(count) * 7 // STEP_DAYS[payments]
        return int(count) * PER_YEAR[payments] // 12

    @staticmethod
    def _period_date(payments: str, period: int, begin: date) -> date:
        if payments in STEP_DAYS:
            return begin + timedelta(days=STEP_DAYS[payments] * period)
        return months_later(begin, STEP_MONTHS[payments] * period)

    def years(self, day: date) -> Decimal:
        """Return the time from the pricing date: 30/360, or 52 weeks to the year where instalments are weekly."""
        count = years_act_364 if self.lease["payments"] in STEP_DAYS else years_30_360
        return count(self.at["pricing"], day)

    def since_commencement(self, day: date) -> Decimal:
        return self.years(day) - self.years(self.at["commencement"])

    def whole_years(self, day: date) -> int:
        return int(round(self.since_commencement(day), 9))

    def arrival(self, kind: str, day: date, leg: str = "") -> date:
        """Return when a payment reaches the lessor and is exchanged, and remember it for what stops with the payment."""
        told = self.deal.get("settlement", {})
        lag = told.get("lag") if kind == "instalments" else told.get("lags", {}).get(kind)
        there = day if lag is None else later(day, lag)
        if leg:
            self.paid_on[leg, there] = day
        return there

    def exchange(self, currency: str, goal: str, day: date | None = None) -> Decimal:
        """Return units of ``goal`` per unit of ``currency``, by the shortest chain of quotations."""
        if (currency, goal, day) not in self.known:
            self.known[currency, goal, day] = self._chained(currency, goal, day)
        return self.known[currency, goal, day]

    def _chained(self, currency: str, goal: str, day: date | None) -> Decimal:
        chains = deque([(currency, D(1))])
        seen = {currency}
        while chains:
            here, factor = chains.popleft()
            if here == goal:
                return factor
            for pair, quote in self.rates.items():
                base, counter = pair.split("/")
                quoted = self._on(pair, quote, day)
                for start, end, step in ((base, counter, quoted), (counter, base, 1 / quoted)):
                    if start == here and end not in seen:
                        seen.add(end)
                        chains.append((end, factor * step))
        raise KeyError(goal)

    def _on(self, pair: str, quote: Decimal, day: date | None) -> Decimal:
        """Return the quotation of a pair on a day: drifting, at its forward rate, along dated rates, or held until a day."""
        fx, start = self.deal["fx"], self.at["pricing"]
        if day is None or day <= start:
            return quote * (1 + self.drift.get(pair, D(0))) ** (D(0) if day is None else self.years(day))
        time = self.years(day)
        if pair in fx.get("forward", {}):
            law = fx["forward"][pair]
            rates = [percent(law["quote_rate"]), percent(law["base_rate"])]
            kind = law.get("compounding", "yearly")
            grown = [{"simple": 1 + r * time, "yearly": (1 + r) ** time, "continuous": (r * time).exp()}[kind] for r in rates]
            return quote * grown[0] / grown[1]
        if pair in fx.get("pegged", {}):
            law = fx["pegged"][pair]
            since = max(time - self.years(date.fromisoformat(law["until"])), D(0))
            return quote * (1 + percent(law["drift"])) ** since
        if pair in fx.get("curve", {}):
            law = fx["curve"][pair]
            points = [(D(0), quote), *((self.years(date.fromisoformat(at["on"])), D(at["rate"])) for at in law["points"])]
            if time >= points[-1][0]:
                return points[-1][1]
            (t0, r0), (t1, r1) = next(pairs for pairs in pairwise(points) if pairs[0][0] <= time < pairs[1][0])
            share = (time - t0) / (t1 - t0)
            return r0 + (r1 - r0) * share if law["interpolation"] == "linear" else r0 * (r1 / r0) ** share
        return quote * (1 + self.drift.get(pair, D(0))) ** time

    def _bases(self) -> None:
        """Find what shares refer to, in the deal's currency at the rates of the pricing date."""
        price, self.origin = money(self.purchase["price"])
        vat = self.purchase["vat"]
        with_vat = rounded(price * (1 + CHINESE_VAT_RATE)) if vat == "excluded" else price
        self.ex_vat = rounded(price / (1 + CHINESE_VAT_RATE)) if vat == "included" else price
        self.invoice = with_vat
        into = self.exchange(self.origin, self.currency)
        self.base = {"price": rounded(with_vat * into), "ex_vat": rounded(self.ex_vat * into)}
        sale, start = self.deal["sale"], self.at["pricing"]
        self.base["sale"] = self.cash(sale["price"], start)
        self.base["sale"] -= self.cash(sale.get("discount"), start)
        default = sale["price"] if sale["incoterm"] == "FOB" else "100% of price"
        self.base["fob"] = self.cash(self.deal.get("shipping", {}).get("fob", default), start)
        self.base["financed"] = self.cash(self.lease.get("financed", "100% of price"), start)

    def cash(self, text: str | None, day: date) -> Decimal:
        """Return an amount or a share as a payment of that day in the deal's currency."""
        if text is None:
            return D(0)
        if " of " in text:
            share, base = text.split(" of ")
            return rounded(percent(share) * self.base[base])
        number, currency = money(text)
        return rounded(number * self.exchange(currency, self.currency, day))

    def contracted(self, text: str | None) -> Decimal:
        """Return an amount or a share as the contract fixes it, in its currency at the rates of the pricing date."""
        if text is None:
            return D(0)
        if " of " in text:
            share, base = text.split(" of ")
            return rounded(percent(share) * self.base[base] * self.exchange(self.currency, self.lease_currency))
        number, currency = money(text)
        return rounded(number * self.exchange(currency, self.lease_currency))

    def settled(self, amount: Decimal, day: date) -> Decimal:
        """Return an amount of the lease's currency as a payment of that day in the deal's currency."""
        return self.step(amount * self.exchange(self.lease_currency, self.currency, day))

    def step(self, amount: Decimal) -> Decimal:
        """Round a payment that follows from the rent; nothing is rounded while the rent is being solved."""
        return amount if self.smooth else rounded(amount)
