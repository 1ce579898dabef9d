"""Coefficients of the minimum premium by country category.

Arrangement on Officially Supported Export Credits, TAD/PG(2023)7, annex VI, in force from 15 July 2023. Read in a secondary
transcription, not in the OECD's own text. What an insurer publishes (ekn.se, premium matrix over 12 months) agrees with a and b
of categories 4 to 7; those of 1 to 3 are not confirmed by it.
"""

from __future__ import annotations

from typing import Literal

from leasecalc.records import record

BuyerCategory = Literal["SOV+", "SOV/CC0", "CC1", "CC2", "CC3", "CC4", "CC5"]
Product = Literal["below_standard", "standard", "above_standard"]
BUYER_CATEGORIES: tuple[BuyerCategory, ...] = ("SOV+", "SOV/CC0", "CC1", "CC2", "CC3", "CC4", "CC5")


@record
class CountryCategory:
    """The coefficients of one country category: a, b, c by buyer category (CC1 on; fewer where a category is not used), k."""

    a: float
    b: float
    c: tuple[float, ...]
    product_step: float
    """What a product below standard takes off the premium and one above it adds."""
    k: float
    """What cover above 95 % adds for each five points."""


COUNTRY_CATEGORIES: dict[int, CountryCategory] = {
    1: CountryCategory(0.090, 0.350, (0.110, 0.200, 0.270, 0.405, 0.630), 0.0035, 0.00000),
    2: CountryCategory(0.200, 0.350, (0.120, 0.212, 0.320, 0.459, 0.675), 0.0065, 0.00337),
    3: CountryCategory(0.350, 0.350, (0.110, 0.223, 0.320, 0.495, 0.720), 0.0150, 0.00489),
    4: CountryCategory(0.550, 0.350, (0.100, 0.234, 0.350, 0.540, 0.810), 0.0175, 0.01639),
    5: CountryCategory(0.740, 0.750, (0.100, 0.246, 0.380, 0.621), 0.0175, 0.03657),
    6: CountryCategory(0.900, 1.200, (0.100, 0.258, 0.480), 0.0200, 0.05878),
    7: CountryCategory(1.100, 1.800, (0.125, 0.271), 0.0200, 0.08598),
}
