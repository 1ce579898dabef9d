"""What a deal earns on the capital that its risk ties up; floats or arrays of scenarios (S,)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.values import divide

if TYPE_CHECKING:
    from leasecalc.values import Value


def risk_adjusted_return(
    income: Value, costs: Value, expected_loss: Value, *, capital: Value, income_on_capital: Value = 0.0
) -> Value:
    """Return RAROC: (income - costs - expected loss + income on capital) / capital; NaN where there is no capital.

    All amounts are of the same year and currency, costs and losses positive, all before tax or all after it.
    Source: Bankers Trust, as in Matten, Managing Bank Capital.
    """
    return divide(income - costs - expected_loss + income_on_capital, capital, float("nan"))


def return_on_capital(profit: Value, capital: Value) -> Value:
    """Return profit / capital; NaN where there is no capital."""
    return divide(profit, capital, float("nan"))
