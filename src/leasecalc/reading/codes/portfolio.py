"""LC64x: what is wrong with a book of deals."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "LC641",
        "limit that does not fit its figure",
        "A limit of a portfolio has `at_most` or `at_least` in the unit of what it bounds: shares and `pooled yield` by a rate (`40%`), "
        "`peak funding` and `npv` by an amount in the currency of the book, `expected loss` by either. `of` chooses one market, lessee, "
        "currency or maker of a share.",
    ),
    Code(
        "LC642",
        "line of a portfolio that cannot be",
        "A portfolio has at least one deal; a line names one `lessee` or counts `lessees`, not more of them than cars; its exchange rates "
        "are quotations such as `USD/CNY`.",
    ),
    Code(
        "LC643",
        "deal that does not belong to the book",
        "The deals of a portfolio share one pricing date, or the portfolio sets it, and each one's currency leads by quotations (the "
        "portfolio's, else the deal's own) to that of the book. A deal that does not is left out of every sum, and the sums say so.",
    ),
)
