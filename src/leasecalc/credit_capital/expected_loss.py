"""Loss that is expected: default rate x loss given default x exposure, over one year or over a life.

Everything may be a float or an array of scenarios (S,); losses are positive, in the currency of the exposure.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.values import power

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.values import Value


def expected_loss(default_rate: Value, loss_given_default: Value, exposure: Value) -> Value:
    """Return PD x LGD x EAD (Basel II, paragraph 376)."""
    return default_rate * loss_given_default * exposure


def marginal_default_rates(default_rate: Value, years: Sequence[float]) -> tuple[Value, ...]:
    """Return the chance of default between each two of the given times, at a constant rate a year among those that still pay.

    `years` are the ends of the intervals, the first of which begins at 0: survival is (1 - rate) ** t.
    """
    survival: list[Value] = [1.0, *(power(1.0 - default_rate, year) for year in years)]
    return tuple(before - after for before, after in pairwise(survival))


def expected_credit_loss(
    default_rates: Sequence[Value], exposures: Sequence[Value], discount_factors: Sequence[Value], *, loss_given_default: Value
) -> Value:
    """Return the sum of marginal PD x LGD x exposure x discount factor (IFRS 9 5.5.17, B5.5.44).

    The discount rate is that of the lease receivable (B5.5.46). Give the intervals of the next twelve months for stage 1, those
    of the whole life for stage 2. Raises ``ValueError`` for sequences of different length.
    """
    total: Value = 0.0
    for rate, exposure, factor in zip(default_rates, exposures, discount_factors, strict=True):
        total = total + expected_loss(rate, loss_given_default, exposure) * factor
    return total
