"""The ordinary credit: home tax on foreign income is the most that foreign tax may take off.

Withholding is on gross income and the limit on net income, so tax that was withheld can exceed the limit though its
rate is the lower one. Source: Enterprise Income Tax Law of the PRC, articles 23 and 24, and its Implementation Regulations,
article 78; Caishui [2009] 125. Amounts are floats or arrays of scenarios (S,), in one currency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.values import Value, divide, maximum, minimum

if TYPE_CHECKING:
    from collections.abc import Sequence

CARRIED_YEARS = 5
"""Years after its own in which tax above the limit may still be credited (article 23)."""


@record
class ForeignTaxCredit:
    """The credit of one year: home tax on the income, the limit, what is credited, what exceeds the limit."""

    home_tax: Value
    limit: Value
    credited: Value
    unused: Value

    @property
    def payable(self) -> Value:
        """Return the home tax that is left after the credit."""
        return self.home_tax - self.credited


@record
class CreditedYear:
    """One year of a run: tax of the year credited, tax carried from earlier years credited, what is carried on, what lapses."""

    credited: Value
    credited_from_earlier: Value
    carried: Value
    lapsed: Value


def credit_limit(total_tax: Value, foreign_income: Value, total_income: Value) -> Value:
    """Return total home tax x net foreign income / total income: zero where the foreign income or the total is not positive."""
    return maximum(total_tax * maximum(foreign_income, 0.0), 0.0) * divide(1.0, maximum(total_income, 0.0), 0.0)


def foreign_tax_credit(net_income: Value, *, tax_rate: Value, foreign_tax: Value) -> ForeignTaxCredit:
    """Return the credit where all income comes from one country abroad: limit = rate x net income (costs taken off)."""
    home_tax = tax_rate * maximum(net_income, 0.0)
    limit = credit_limit(home_tax, net_income, net_income)
    credited = minimum(foreign_tax, limit)
    return ForeignTaxCredit(home_tax, limit, credited, foreign_tax - credited)


def credited_over_years(
    limits: Sequence[Value], foreign_taxes: Sequence[Value], *, carried_years: int = CARRIED_YEARS
) -> tuple[CreditedYear, ...]:
    """Return the credit year by year: the year's own tax first, then the oldest that is carried; what is too old lapses.

    Raises ``ValueError`` for sequences of different length or a negative number of years.
    """
    if carried_years < 0:
        raise ValueError(f"tax cannot be carried for {carried_years} years")
    open_taxes: list[Value] = [0.0] * carried_years
    years: list[CreditedYear] = []
    for limit, tax in zip(limits, foreign_taxes, strict=True):
        credited = minimum(tax, limit)
        left, earlier = limit - credited, _nothing(limit)
        for place, amount in enumerate(open_taxes):
            used = minimum(amount, left)
            left, earlier, open_taxes[place] = left - used, earlier + used, amount - used
        open_taxes.append(tax - credited)
        lapsed = open_taxes.pop(0)
        years.append(CreditedYear(credited, earlier, sum(open_taxes, start=_nothing(limit)), lapsed))
    return tuple(years)


def _nothing(like: Value) -> Value:
    """Return zero in the shape of a value."""
    return 0.0 * like
