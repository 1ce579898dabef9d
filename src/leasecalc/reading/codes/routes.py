"""LC496 to LC498: routes beside the deal's own."""

# ruff: noqa: E501 - one row a code reads better than wrapped sentences

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code("LC496", "kit priced twice",
         "A kit has a price (`kit_price`) or is a share of the price of the car (`kit_share`); with both, nobody could say which counts."),
    Code("LC497", "kit in another currency",
         "The kit is invoiced as the car is, so `kit_price` stands in the currency of `purchase.price`: its share of the car's price also scales the declared value."),
    Code("LC498", "route that is the deal itself",
         "A deal is a finance lease or an operating one, and that lease is always compared. `routes` holds the other kind only."),
)  # fmt: skip
