"""The formula of the minimum premium rate, flat and paid at the start, on the principal.

    MPR = {(a x HOR + b) x max(PCC, PCP) / 0.95 x (1 - LCF) + c x PCC / 0.95 x HOR x (1 - CEF)}
          x QPF x PCF x BTSF x (1 - min(TERM, 0.15))

Source: Regulation (EU) No 1233/2011, annex VI, consolidated 31 December 2023 (the text of the Arrangement).
China is no Participant: what its export-credit insurer asks is its own price, and this is a published proxy for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.premium.coefficients import BUYER_CATEGORIES, COUNTRY_CATEGORIES, BuyerCategory, CountryCategory, Product
from leasecalc.records import record
from leasecalc.values import Value, all_true, maximum, minimum

if TYPE_CHECKING:
    from leasecalc.values import Flag

STANDARD_COVER = 0.95
LARGEST_LOCAL_CURRENCY_FACTOR, LARGEST_ENHANCEMENT = 0.20, 0.35
BETTER_THAN_SOVEREIGN = 0.9
LONG_HORIZON, TERM_STEP, LARGEST_TERM = 10.0, 0.018, 0.15
PRODUCT_SIGN = {"below_standard": -1.0, "standard": 0.0, "above_standard": 1.0}


@record(kw_only=True)
class Cover:
    """What is covered: country category 1 to 7, buyer category, percentages of cover (fractions) and factors.

    `credit_enhancement` (CEF) is at most 0.35, `local_currency` (LCF) at most 0.20. `product` is below standard for insurance
    without interest in the waiting period, standard with it or for a direct loan, above standard for a guarantee.
    `speculative_grade` (BB+ or worse) lowers the premium of horizons beyond ten years. Raises ``ValueError`` outside these.
    """

    country_category: int
    buyer_category: BuyerCategory
    commercial_cover: Value
    political_cover: Value
    product: Product
    speculative_grade: bool
    credit_enhancement: Value = 0.0
    local_currency: Value = 0.0
    country: CountryCategory | None = None
    """The coefficients of the category on the day (default: those in force from 15 July 2023)."""

    @property
    def coefficients(self) -> CountryCategory:
        """Return the coefficients of the country category. Raises ``ValueError`` for one that has none."""
        country = self.country or COUNTRY_CATEGORIES.get(self.country_category)
        if country is None:
            raise ValueError(f"minimum premiums are for country categories 1 to 7, not {self.country_category}")
        return country

    def __post_init__(self) -> None:
        country = self.coefficients
        if self.buyer_category not in BUYER_CATEGORIES[: 2 + len(country.c)]:
            raise ValueError(f"country category {self.country_category} has no buyer category {self.buyer_category}")
        _within("the percentage of cover", self.commercial_cover, 1.0)
        _within("the percentage of cover", self.political_cover, 1.0)
        _within("the credit enhancement factor", self.credit_enhancement, LARGEST_ENHANCEMENT)
        _within("the local currency factor", self.local_currency, LARGEST_LOCAL_CURRENCY_FACTOR)


def minimum_premium_rate(cover: Cover, horizon: Value) -> Value:
    """Return the minimum premium as a fraction of the principal; `horizon` is the horizon of risk in years."""
    country = cover.coefficients
    covered = maximum(cover.commercial_cover, cover.political_cover)
    place = BUYER_CATEGORIES.index(cover.buyer_category) - 2
    buyer_coefficient = country.c[place] if place >= 0 else 0.0
    political = (country.a * horizon + country.b) * covered / STANDARD_COVER * (1.0 - cover.local_currency)
    commercial = buyer_coefficient * cover.commercial_cover / STANDARD_COVER * horizon * (1.0 - cover.credit_enhancement)
    product = 1.0 + PRODUCT_SIGN[cover.product] * country.product_step
    sovereign = BETTER_THAN_SOVEREIGN if cover.buyer_category == "SOV+" else 1.0
    factors = product * _cover_factor(country, covered) * sovereign * (1.0 - _term(cover, horizon))
    return (political + commercial) * factors / 100.0


def _cover_factor(country: CountryCategory, covered: Value) -> Value:
    return 1.0 + maximum(covered - STANDARD_COVER, 0.0) / 0.05 * country.k


def _term(cover: Cover, horizon: Value) -> Value:
    if not cover.speculative_grade:
        return 0.0
    return minimum(TERM_STEP * maximum(horizon - LONG_HORIZON, 0.0), LARGEST_TERM)


def _within(what: str, value: Value, largest: float) -> None:
    inside: Flag = (value >= 0.0) & (value <= largest)
    if not all_true(inside):
        raise ValueError(f"{what} is between 0 and {largest}, not {value!r}")
