"""Covered interest parity: a forward rate is the spot rate times what each currency earns until then.

An exchange rate is units of the quote currency for one unit of the base currency. Rates of interest are fractions a
year; lengths are years by the day count of the currency's money market (days / 360 for USD and EUR, / 365 for GBP
and ZAR). Everything but the way of compounding may be a float or an array of scenarios (S,).
Source: Hull, Options, Futures, and Other Derivatives, forward contracts on currencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.values import exp, log, power

if TYPE_CHECKING:
    from leasecalc.values import Value

Compounding = Literal["simple", "yearly", "continuous"]


def growth_factor(rate: Value, years: Value, *, compounding: Compounding) -> Value:
    """Return what one unit becomes: 1 + r t (simple, as money markets do up to a year), (1 + r) ** t, or e ** (r t)."""
    if compounding == "simple":
        return 1.0 + rate * years
    return power(1.0 + rate, years) if compounding == "yearly" else exp(rate * years)


def forward_rate(spot: Value, *, quote_rate: Value, base_rate: Value, years: Value, compounding: Compounding = "simple") -> Value:
    """Return the forward exchange rate: spot x growth of the quote currency / growth of the base currency."""
    quote = growth_factor(quote_rate, years, compounding=compounding)
    return forward_rate_between(spot, quote, growth_factor(base_rate, years, compounding=compounding))


def forward_rate_between(spot: Value, quote_growth: Value, base_growth: Value) -> Value:
    """Return the forward exchange rate from the growth of each currency, where their day counts differ."""
    return spot * quote_growth / base_growth


def forward_points(spot: Value, forward: Value, *, point: float = 0.0001) -> Value:
    """Return the swap points: (forward - spot) / size of a point."""
    return (forward - spot) / point


def implied_rate(spot: Value, forward: Value, *, base_rate: Value, years: Value, compounding: Compounding = "simple") -> Value:
    """Return the yearly rate of the quote currency that a quoted forward stands for (what a hedge costs); `years` above zero."""
    growth = growth_factor(base_rate, years, compounding=compounding) * forward / spot
    if compounding == "simple":
        return (growth - 1.0) / years
    return power(growth, 1.0 / years) - 1.0 if compounding == "yearly" else log(growth) / years


def shocked_rate(rate: Value, shock_rate: Value) -> Value:
    """Return an exchange rate after its base currency has gained `shock_rate`: rate x (1 + shock)."""
    return rate * (1.0 + shock_rate)
