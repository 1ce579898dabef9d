"""Kinds with limits, swept on and around every limit, against arithmetic written here once more; both faces agree in every bit."""

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

import numpy as np
import pytest

from leasecalc.charges.context import Context
from leasecalc.charges.facts import Facts
from leasecalc.charges.kinds import RateKind
from leasecalc.reading.documents import load
from leasecalc.records import record

D = Decimal


@record(kw_only=True)
class Holder:
    rate: RateKind


def read(text: str) -> RateKind:
    return load(f"rate: {text}\n", "x.yaml", Holder).document.rate


def around(*limits: float) -> list[float]:
    """Return points on, just beside and between limits."""
    points = {0.0, 1.0}
    for limit in limits:
        points |= {
            limit,
            limit - 1,
            limit + 1,
            limit * 0.5,
            limit * 3,
            float(np.nextafter(limit, 0)),
            float(np.nextafter(limit, 1e18)),
        }
    return sorted(point for point in points if point >= 0)


class Sweep:
    """A rate, the points of its base and of each fact, and what a clerk with a table would charge at one point."""

    def __init__(self, rate: str, bases: list[float], clerk: Callable[..., Decimal], **facts: list[float]) -> None:
        self.rate, self.bases, self.clerk, self.facts = rate, bases, clerk, facts

    def points(self) -> Iterator[tuple[float, dict[str, float]]]:
        from itertools import product

        for values in product(self.bases, *self.facts.values()):
            yield values[0], dict(zip(self.facts, values[1:], strict=True))


def floor_of(number: Decimal) -> Decimal:
    return number.to_integral_value(ROUND_FLOOR)


def ceiling_of(number: Decimal) -> Decimal:
    return number.to_integral_value(ROUND_CEILING)


def israel(base: Decimal) -> Decimal:
    saved = base * D("0.83") - base * D("0.48")
    return base * D("0.48") if saved <= 22000 else base * D("0.83") - 22000


def india(base: Decimal, age_months: Decimal) -> Decimal:
    lost = D(0)
    for quarter in range(1, int(floor_of(age_months / 3)) + 1):
        lost += D("0.04") if quarter <= 4 else D("0.03") if quarter <= 8 else D("0.025") if quarter <= 12 else D("0.02")
    return base * min(lost, D("0.70"))


def turkey(base: Decimal, kw: Decimal) -> Decimal:
    dear = base > 1650000
    strong = kw > 160
    return base * D({(False, False): "0.25", (True, False): "0.55", (False, True): "0.65", (True, True): "0.75"}[dear, strong])


def russia(base: Decimal, hp: Decimal, cc: Decimal) -> Decimal:
    table = {0: ("1", "2", "3"), 1: ("4", "5", "6"), 2: ("7", "8.5", "9")}
    row = 0 if hp <= 160 else 1 if hp <= 190 else 2
    column = 0 if cc < 1000 else 1 if cc < 2000 else 2
    return base * D("0.01") * D(table[row][column])


def europe(base: Decimal, stay_months: Decimal) -> Decimal:
    return base * min(D("0.03") * ceiling_of(stay_months), D(1))


def uzbek(base: Decimal, stay_days: Decimal) -> Decimal:
    over = ceiling_of(stay_days) - 90
    return base * (over if over > 0 else D(0))


def australia(base: Decimal) -> Decimal:
    return (base - 80567) * 10 / 11 * D("0.33") if base > 80567 else D(0)


def solar(base: Decimal) -> Decimal:
    return D(0) if base >= 30000 else base * D("0.207")


def chile(base: Decimal, km_per_l: Decimal, nox_g_km: Decimal) -> Decimal:
    return (35 / km_per_l + 120 * nox_g_km) * base * D("0.00000006")


def canada(base: Decimal, in_quota: Decimal) -> Decimal:
    return base * D("0.061") * in_quota + base * D("1.061") * (1 - in_quota)


def pakistan(base: Decimal, cc: Decimal, age_months: Decimal) -> Decimal:
    total = next(D(usd) for limit, usd in ((800, 4800), (1000, 6000), (1300, 13200), (10**9, 18590)) if cc <= limit)
    return total * (1 - min(floor_of(age_months) / 100, D("0.5")))


def turkish_minimum(base: Decimal) -> Decimal:
    share = base * D("0.30")
    return share if share > 8500 else D(8500)


def chilean_luxury(base: Decimal, cc: Decimal) -> Decimal:
    rate = (D("0.06") * cc - 35) / 100
    tax = base * (rate if rate > D("0.15") else D("0.15"))
    return tax if tax < 7000 else D(7000)


def kenya(base: Decimal) -> Decimal:
    return base / (D("1.25") * D("1.16") * D("1.2") * D("1.25"))


TURKEY = (
    "{kind: decision_table, rows: [{when: {kw: {up_to: 160}, base: {up_to: 1650000}}, rate: {kind: ad_valorem, rate: 25%}},"
    " {when: {kw: {up_to: 160}, base: {above: 1650000}}, rate: {kind: ad_valorem, rate: 55%}},"
    " {when: {kw: {above: 160}, base: {up_to: 1650000}}, rate: {kind: ad_valorem, rate: 65%}},"
    " {when: {kw: {above: 160}, base: {above: 1650000}}, rate: {kind: ad_valorem, rate: 75%}}]}"
)
RUSSIA = (
    "{kind: coefficients, of: {kind: ad_valorem, rate: 1%}, rows: {by: hp, up_to: [160, 190]},"
    " columns: {by: cc, below: [1000, 2000]}, values: [[1, 2, 3], [4, 5, 6], [7, 8.5, 9]]}"
)
INDIA = (
    "{kind: depreciation, per: quarter, counts: completed, at_most: 70%,"
    " rows: [{up_to: 12, rate: 4%}, {up_to: 24, rate: 3%}, {up_to: 36, rate: 2.5%}, {rate: 2%}]}"
)
PAKISTAN = (
    "{kind: reduced, of: {kind: whole_base_bands, by: cc, rows: [{up_to: 800, rate: {kind: fixed, amount: 4800 ZAR}},"
    " {up_to: 1000, rate: {kind: fixed, amount: 6000 ZAR}}, {up_to: 1300, rate: {kind: fixed, amount: 13200 ZAR}},"
    " {rate: {kind: fixed, amount: 18590 ZAR}}]},"
    " by: {kind: per_period, rate: 1%, over: age_months, counts: completed, at_most: 50%}}"
)
AGES = [0.0, 0.99, 1.0, 2.99, 3.0, 11.99, 12.0, 15.0, 23.99, 24.0, 36.0, 47.9, 48.0, 49.0, 50.0, 51.0, 84.0, 87.0, 120.0]
SWEEPS = {
    "capped_relief": Sweep("{kind: capped_relief, full: 83%, reduced: 48%, at_most: 22000 ZAR}", around(22000 / 0.35, 62857, 62858), israel),
    "depreciation": Sweep(INDIA, [0.0, 1400.0, 1e6], india, age_months=AGES),
    "decision_table": Sweep(TURKEY, around(1650000), turkey, kw=around(160)),
    "coefficients": Sweep(RUSSIA, [100.0, 20000.0], russia, hp=around(160, 190), cc=around(1000, 2000)),
    "per_period by month": Sweep(
        "{kind: per_period, rate: 3%, over: stay_months, counts: started, at_most: 100%}", [8100.0], europe, stay_months=around(33, 34, 24)
    ),
    "per_period by day": Sweep(
        "{kind: per_period, rate: 100%, per: day, over: stay_days, counts: started, after: 90}", [340000.0], uzbek, stay_days=around(90, 91)
    ),
    "excess_over": Sweep("{kind: excess_over, above: 80567 ZAR, rate: 33%, divided_by: 1.1}", around(80567), australia),
    "product": Sweep(
        "{kind: product, times: 0.00000006, terms: [{times: 35, over: km_per_l}, {times: 120, of: nox_g_km}]}",
        [0.0, 7990000.0, 27e6], chile, km_per_l=[5.0, 14.3, 30.0], nox_g_km=[0.0, 0.02, 0.5],
    ),
    "quota": Sweep(
        "{kind: quota, inside: {kind: ad_valorem, rate: 6.1%}, outside: {kind: ad_valorem, rate: 106.1%}}",
        [0.0, 40000.0], canada, in_quota=[0.0, 0.4, 0.5, 1.0],
    ),
    "reduced": Sweep(PAKISTAN, [1.0], pakistan, cc=around(800, 1000, 1300), age_months=AGES),
    "max_of": Sweep("{kind: max_of, of: [{kind: ad_valorem, rate: 30%}, {kind: fixed, amount: 8500 ZAR}]}", around(8500 / 0.3, 28333), turkish_minimum),
    "bounded linear_rate": Sweep(
        "{kind: bounded, of: {kind: linear_rate, slope: 0.06%, intercept: -35%, by: cc, at_least: 15%}, at_most: 7000 ZAR}",
        around(7000 / 0.15), chilean_luxury, cc=around(50 / 0.06, 1000, 2000),
    ),
    "back_out": Sweep("{kind: back_out, contains: {margin: 25%, vat: 16%, excise: 20%, duty: 25%}}", around(2402500), kenya),
}  # fmt: skip


@pytest.mark.parametrize("sweep", SWEEPS.values(), ids=list(SWEEPS))
def test_every_point_is_what_a_clerk_would_charge_on_both_faces(sweep: Sweep) -> None:
    rate = read(sweep.rate)
    points = list(sweep.points())
    bases = np.array([base for base, _ in points])
    facts = {name: np.array([point[name] for _, point in points]) for name in sweep.facts}
    at_once = np.broadcast_to(rate.amount(bases, context(facts)), bases.shape)
    for (base, point), on_array in zip(points, at_once, strict=True):
        alone = rate.amount(base, context(point))
        exact = sweep.clerk(D(base), **{name: D(number) for name, number in point.items()})
        assert alone == on_array, (base, point)
        assert alone == pytest.approx(float(exact), rel=1e-12, abs=1e-9), (base, point)


def context(numbers: dict[str, Any]) -> Context:
    return Context("ZAR", Facts(numbers=numbers))


def test_an_undertaking_releases_from_its_minimum_price_on() -> None:
    rate = read("{kind: undertaking, minimum_prices: {Tavascan: 30000 ZAR}, otherwise: {kind: ad_valorem, rate: 20.7%}}")
    bases = around(30000)
    surroundings = Context("ZAR", Facts.of({"model": "tavascan"}))
    at_once = np.broadcast_to(rate.amount(np.array(bases), surroundings), len(bases))
    for base, on_array in zip(bases, at_once, strict=True):
        assert rate.amount(base, surroundings) == on_array == pytest.approx(float(solar(D(base))), rel=1e-12)


def test_limits_in_a_foreign_currency_move_with_the_rate() -> None:
    table = read(
        "{kind: decision_table, currency: USD, rows: [{when: {base: {below: 30000}}, rate: {kind: ad_valorem, rate: 8%}},"
        " {when: {base: {from: 30000}}, rate: {kind: ad_valorem, rate: 16%}}]}"
    )
    for fx in (1.0, 17.2, 4100.0):
        bases = around(30000 * fx)
        found = table.amount(np.array(bases), Context("ZAR", fx={"USD": fx}))
        assert found.tolist() == [base * (0.08 if base < 30000.0 * fx else 0.16) for base in bases]
