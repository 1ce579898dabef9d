"""Minimum premiums, forwards, depreciation, tax credit, expected loss: published answers, closed forms, and both faces of a value."""

from __future__ import annotations

import math

import numpy as np
import pytest

from leasecalc import annuity, credit_capital, currency, depreciation, premium, tax_credit
from leasecalc.premium import Cover, minimum_premium_rate
from leasecalc.rounding import UNROUNDED


def cover(category: int, buyer: str, covered: float = 0.95, **changes: float) -> Cover:
    given = {"commercial_cover": covered, "political_cover": covered, "product": "standard", "speculative_grade": False}
    return Cover(country_category=category, buyer_category=buyer, **(given | changes))  # type: ignore[arg-type]


# --- premium ---------------------------------------------------------------------------------------------------------


def test_premium_agrees_with_a_published_matrix() -> None:
    """EKN's matrix over 12 months prints the minimum for SOV/CC0 as basis points a year; both are one premium by one constant."""
    printed = {4: 126.0, 5: 176.0, 6: 220.0, 7: 277.0}
    ratios = [100.0 * minimum_premium_rate(cover(i, "SOV/CC0"), 9.5) / (points / 100.0) for i, points in printed.items()]
    assert 100.0 * minimum_premium_rate(cover(5, "SOV/CC0"), 9.5) == pytest.approx(7.78, abs=1e-12)
    assert max(ratios) - min(ratios) < 0.02
    assert sum(ratios) / 4 == pytest.approx(4.42, abs=0.01)


@pytest.mark.parametrize(
    ("category", "buyer", "percent"),
    [(5, "CC3", 6.35), (4, "CC3", 4.85), (3, "CC3", 3.70), (2, "CC2", 2.41), (6, "CC3", 8.10), (7, "CC2", 8.655)],
)
def test_premium_of_five_years(category: int, buyer: str, percent: float) -> None:
    assert 100.0 * minimum_premium_rate(cover(category, buyer), 5.0) == pytest.approx(percent, abs=1e-12)


def test_cover_and_enhancement() -> None:
    def percent(given: Cover) -> float:
        return 100.0 * float(minimum_premium_rate(given, 5.0))

    assert percent(cover(5, "CC3", 0.90)) == pytest.approx(6.0158, abs=5e-5)
    assert percent(cover(5, "CC3", 1.00)) == pytest.approx(6.9287, abs=5e-5)
    assert percent(cover(5, "CC3", credit_enhancement=0.25)) == pytest.approx(5.875, abs=1e-12)
    assert percent(cover(5, "SOV+")) == pytest.approx(0.9 * percent(cover(5, "SOV/CC0")), abs=1e-12)
    # Beyond ten years a speculative grade takes off 1.8 % a year, 15 % at most.
    twelve, thirty = (
        [minimum_premium_rate(cover(5, "CC3", speculative_grade=g), h) for g in (True, False)] for h in (12.0, 30.0)
    )
    assert twelve[0] / twelve[1] == pytest.approx(1 - 0.036)
    assert thirty[0] / thirty[1] == pytest.approx(0.85)


@pytest.mark.parametrize(("months", "life", "equivalent"), [(60, 2.7073, 4.9146), (36, 1.6014, 2.7027)])
def test_horizon_of_a_level_lease(months: int, life: float, equivalent: float) -> None:
    loan = annuity.Annuity(0.08 / 12, months, -1.0)
    principal = [annuity.principal_part(loan, month) for month in range(1, months + 1)]
    wal = premium.weighted_average_life([month / 12 for month in range(1, months + 1)], principal)
    horizon = premium.equivalent_repayment_years(wal)
    assert wal == pytest.approx(life, abs=5e-5)
    assert horizon == pytest.approx(equivalent, abs=6e-5)
    if months == 60:
        assert 100.0 * minimum_premium_rate(cover(5, "CC3"), horizon) == pytest.approx(6.2543, abs=5e-5)


def test_horizon_of_the_standard_profile_is_itself() -> None:
    wal = premium.weighted_average_life([k / 2 for k in range(1, 11)], [0.1] * 10)
    assert premium.horizon_of_risk(premium.equivalent_repayment_years(wal)) == pytest.approx(5.0, abs=1e-12)
    assert premium.horizon_of_risk(8.5, disbursement_years=2.0) == 9.5


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: cover(0, "CC1"),
        lambda: cover(6, "CC4"),
        lambda: cover(5, "CC3", 1.01),
        lambda: cover(5, "CC3", credit_enhancement=0.36),
        lambda: cover(5, "CC3", local_currency=0.21),
    ],
)
def test_premium_outside_its_domain(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"categor|between"):
        wrong()  # type: ignore[operator]


# --- forwards --------------------------------------------------------------------------------------------------------


def test_forwards() -> None:
    three_months = currency.forward_rate(6.4440, quote_rate=0.03, base_rate=0.025, years=0.25)
    assert three_months == pytest.approx(6.452, abs=5e-4)  # analystforum.com, covered interest arbitrage CNY/CAD
    assert currency.forward_points(1.1239, 1.12488243007) == pytest.approx(9.8243007)
    for way in ("simple", "yearly", "continuous"):
        forward = currency.forward_rate(17.2, quote_rate=0.075, base_rate=0.04, years=2.0, compounding=way)
        found = currency.implied_rate(17.2, forward, base_rate=0.04, years=2.0, compounding=way)
        assert found == pytest.approx(0.075, abs=1e-14)
    quote, base = (currency.growth_factor(0.05, 90 / basis, compounding="simple") for basis in (365, 360))
    assert currency.forward_rate_between(1.3, quote, base) == pytest.approx(1.3 * (1 + 4.5 / 365) / 1.0125)
    # "Cheaper by a fifth" and "a fifth dearer" differ: it is the foreign currency that gains.
    assert currency.shocked([100.0, 100.0], 0.8, shock_rate=0.2, shocked_from=1) == pytest.approx((80.0, 96.0))


# --- credit for tax, expected loss, capital --------------------------------------------------------------------------


def test_withholding_is_on_gross_and_the_limit_on_net() -> None:
    interest = tax_credit.foreign_tax_credit(8.0 - 5.0, tax_rate=0.25, foreign_tax=0.10 * 8.0)
    assert (interest.limit, interest.credited) == (0.75, 0.75)
    assert interest.unused == pytest.approx(0.05)
    assert interest.payable == 0.0
    rent = tax_credit.foreign_tax_credit(3.0, tax_rate=0.25, foreign_tax=0.10 * 24.0)
    assert rent.unused == pytest.approx(1.65)
    loss = tax_credit.foreign_tax_credit(-1.0, tax_rate=0.25, foreign_tax=0.8)
    assert (loss.limit, loss.unused, loss.payable) == (0.0, 0.8, 0.0)
    assert tax_credit.credit_limit(250.0, 300.0, 1000.0) == pytest.approx(75.0)


def test_excess_is_carried_five_years_and_then_lapses() -> None:
    limits, taxes = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 9.0], [4.0, 0.5, 1.0, 1.0, 1.0, 1.0, 2.0]
    years = tax_credit.credited_over_years(limits, taxes)
    assert [year.credited for year in years] == [1.0, 0.5, 1.0, 1.0, 1.0, 1.0, 2.0]
    assert [year.credited_from_earlier for year in years] == [0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0]
    # 2.5 of the first year is left: it can be used until the sixth year, so it lapses at the end of it.
    assert [year.lapsed for year in years] == [0.0, 0.0, 0.0, 0.0, 0.0, 2.5, 0.0]
    assert [year.carried for year in years] == [3.0, 2.5, 2.5, 2.5, 2.5, 0.0, 0.0]
    in_time = tax_credit.credited_over_years([*limits[:5], 9.0], taxes[:6])
    assert in_time[-1].credited_from_earlier == 2.5


def test_expected_loss_over_a_life() -> None:
    marginal = credit_capital.marginal_default_rates(0.02, [1.0, 2.0, 3.0])
    assert sum(marginal) == pytest.approx(1 - 0.98**3)
    loss = credit_capital.expected_credit_loss(marginal, [100.0] * 3, [1.0] * 3, loss_given_default=0.45)
    assert loss == pytest.approx(45.0 * (1 - 0.98**3))
    assert credit_capital.expected_loss(0.02, 0.45, 100.0) == pytest.approx(0.9)
    assert credit_capital.risk_adjusted_return(5.0, 2.0, 0.9, capital=8.0, income_on_capital=0.4) == pytest.approx(2.5 / 8)


RETAIL_RATES = [0.03, 0.05, 0.10, 0.25, 0.40, 0.50, 0.75, 1.00, 1.30, 1.50, 2.00, 2.50]


@pytest.mark.parametrize(
    ("kind", "lgd", "percent", "printed"),
    # Basel II (June 2006), annex 5, other retail exposures, which have no maturity adjustment; read at asksam.com (Basel_II.ask, annex 5), and the same
    # figures in the rulebook of the Saudi Central Bank (44047144, section 26, table 1)
    [
        ("other_retail", 0.45, RETAIL_RATES, [4.45, 6.63, 11.16, 21.15, 28.42, 32.36, 40.10, 45.77, 50.80, 53.37, 57.99, 60.90]),
        (
            "other_retail",
            0.85,
            RETAIL_RATES,
            [8.41, 12.52, 21.08, 39.96, 53.69, 61.13, 75.74, 86.46, 95.95, 100.81, 109.53, 115.03],
        ),
        (
            "residential_mortgage",
            0.25,
            RETAIL_RATES,
            [2.30, 3.46, 5.94, 11.83, 16.64, 19.49, 25.81, 31.33, 37.22, 40.80, 48.85, 55.91],
        ),
    ],
)
def test_risk_weights_of_retail(kind: str, lgd: float, percent: list[float], printed: list[float]) -> None:
    for default, expected in zip(percent, printed, strict=True):
        capital = credit_capital.capital_requirement(default / 100, lgd, kind)  # type: ignore[arg-type]
        assert 100 * credit_capital.risk_weight(capital) == pytest.approx(expected, abs=0.0101)  # as near as the annex prints


def test_both_faces() -> None:
    """A row of scenarios gives what each of them gives alone."""
    horizons, costs, taxes = [2.5, 5.0, 14.0], [9000.0, 12000.0, 0.0], [0.2, 0.8, 1.5]

    def agree(function: object, values: list[float]) -> None:
        block = function(np.array(values))  # type: ignore[operator]
        alone = [function(value) for value in values]  # type: ignore[operator]
        assert np.allclose(block, alone, rtol=1e-14, atol=1e-14)

    given = cover(4, "CC2", speculative_grade=True)
    agree(lambda horizon: minimum_premium_rate(given, horizon), horizons)
    agree(lambda rate: currency.forward_rate(7.05, quote_rate=rate, base_rate=0.02, years=1.5, compounding="yearly"), taxes)
    agree(lambda cost: depreciation.straight_line(cost, 1000.0, 5.0), costs)
    agree(lambda cost: depreciation.sum_of_years_digits(cost, 1000.0, 5.0, 2.0), costs)
    agree(lambda cost: depreciation.declining_balance(cost, 1000.0, 5.0, 2, months_in_first=6), costs)
    agree(lambda cost: depreciation.multiple_declining_balance(cost, 1000.0, 5.0, 3.0), costs)
    agree(lambda tax: tax_credit.foreign_tax_credit(3.0, tax_rate=0.25, foreign_tax=tax).unused, taxes)
    agree(lambda tax: tax_credit.credited_over_years([0.7] * 7, [tax] * 7)[6].lapsed, taxes)


@pytest.mark.parametrize(
    ("life", "between", "factor", "printed"),
    [  # the documented examples of the spreadsheet function VDB, which several independent libraries test: cost 2,400, salvage 300, ten years
        (3650, (0, 1), 2.0, 1.32),
        (120, (0, 1), 2.0, 40.00),
        (10, (0, 1), 2.0, 480.00),
        (120, (6, 18), 2.0, 396.31),
        (120, (6, 18), 1.5, 311.81),
        (10, (0, 0.875), 1.5, 315.00),
    ],
)
def test_variable_declining_balance(life: float, between: tuple[float, float], factor: float, printed: float) -> None:
    found = depreciation.variable_declining_balance(2400, 300, life, between=between, factor=factor)
    assert found == pytest.approx(printed, abs=0.005)
    whole = depreciation.variable_declining_balance(2400, 300, life, between=(0, life), factor=factor)
    assert whole == pytest.approx(2100)


def test_what_is_depreciated_is_cost_less_salvage() -> None:
    years = range(1, 6)
    assert math.isclose(sum(depreciation.sum_of_years_digits(10000, 1000, 5, year) for year in years), 9000)
    exact = [depreciation.declining_balance(10000, 1000, 5, year, rounding=UNROUNDED) for year in years]
    assert math.isclose(sum(exact), 9000)
    assert math.isclose(sum(depreciation.multiple_declining_balance(10000, 1000, 5, year) for year in years), 9000)
