"""Defaults of a pool by one common factor: borrower i defaults where sqrt(R) M + sqrt(1 - R) e_i > -G(PD), M and e_i standard normal.

N is the normal distribution, G its inverse, R the correlation of two borrowers. Sources: Vasicek, The Distribution of Loan Portfolio Value,
Risk (December 2002), for the large pool; the finite pool is the binomial law given M, averaged over M. Rates are fractions.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NORMAL = NormalDist()
FAR = 8.5
"""Values of the factor beyond this are left out: together they have a probability of 2e-17."""
STEPS = 4_001


def conditional_default_rate(default_rate: float, correlation: float, factor: float) -> float:
    """Return N((G(PD) + sqrt(R) x factor) / sqrt(1 - R)), the default rate in a world whose factor is known; a high one is a bad one.

    Raises ``ValueError`` for a correlation outside [0, 1) or a default rate outside [0, 1].
    """
    if not 0.0 <= correlation < 1.0:
        raise ValueError(f"a correlation by one factor lies in [0, 1), not {correlation!r}")
    if not 0.0 <= default_rate <= 1.0:
        raise ValueError(f"a default rate lies in [0, 1], not {default_rate!r}")
    if default_rate in {0.0, 1.0}:
        return default_rate
    shifted = NORMAL.inv_cdf(default_rate) + math.sqrt(correlation) * factor
    return NORMAL.cdf(shifted / math.sqrt(1.0 - correlation))


def large_pool_quantile(default_rate: float, correlation: float, level: float) -> float:
    """Return the share of defaults that is not exceeded with probability ``level`` in a pool of very many equal borrowers."""
    return conditional_default_rate(default_rate, correlation, NORMAL.inv_cdf(level))


def large_pool_distribution(default_rate: float, correlation: float, share: float) -> float:
    """Return the probability that at most ``share`` of very many equal borrowers default:

        N((sqrt(1 - R) G(share) - G(PD)) / sqrt(R))

    Raises ``ValueError`` unless correlation, default rate and share lie between 0 and 1, the ends left out.
    """  # fmt: skip
    if not (0.0 < correlation < 1.0 and 0.0 < default_rate < 1.0 and 0.0 < share < 1.0):
        raise ValueError("the law of a large pool needs correlation, default rate and share between 0 and 1")
    moved = math.sqrt(1.0 - correlation) * NORMAL.inv_cdf(share) - NORMAL.inv_cdf(default_rate)
    return NORMAL.cdf(moved / math.sqrt(correlation))


def default_counts(borrowers: int, default_rate: float, correlation: float) -> tuple[float, ...]:
    """Return the probability of 0, 1, ... defaults among equal borrowers: the binomial law, averaged over the factor by the trapezium rule.

    Raises ``ValueError`` like ``conditional_default_rate``.
    """
    import numpy as np

    counts = np.arange(borrowers + 1)
    ways = np.array(
        [math.lgamma(borrowers + 1) - math.lgamma(k + 1) - math.lgamma(borrowers - k + 1) for k in range(borrowers + 1)]
    )
    total = np.zeros(borrowers + 1)
    step = 2.0 * FAR / (STEPS - 1)
    factors = [0.0] if correlation == 0.0 else [-FAR + step * place for place in range(STEPS)]
    for factor in factors:
        weight = 1.0 if correlation == 0.0 else step * NORMAL.pdf(factor)
        rate = conditional_default_rate(default_rate, correlation, factor)
        if rate in {0.0, 1.0}:
            total[borrowers if rate else 0] += weight
            continue
        total += weight * np.exp(ways + counts * math.log(rate) + (borrowers - counts) * math.log1p(-rate))
    return tuple(float(chance) for chance in total)


def count_quantile(chances: Sequence[float], level: float) -> int:
    """Return the smallest count that is not exceeded with at least probability ``level``."""
    so_far = 0.0
    for count, chance in enumerate(chances):
        so_far += chance
        if so_far >= level:
            return count
    return len(chances) - 1
