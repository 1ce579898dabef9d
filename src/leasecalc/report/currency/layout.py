"""The answer of `currency`: what lies in which currency, and every payment that is exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.engine.conversions import exposures
from leasecalc.records import fields_of
from leasecalc.report.basis import NOTHING, Basis, row_marks
from leasecalc.report.currency.build import currency_shown
from leasecalc.report.decimals import money
from leasecalc.report.page import Column, Page, Table

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.price import Priced

SCHEMA = "leasecalc/currency/1"


def currency_page(priced: Priced, document: DealDocument, basis: Basis = NOTHING) -> Page:
    """Return exposure by currency, how rates move, and the conversions."""
    deal = priced.deal
    data = currency_data(priced, document)
    money_column = [
        Column(name, label, "money", currency=deal.currency)
        for name, label in (("lease", "Lease"), ("sale", "Sale"), ("loan", "Loan"))
    ]
    exposed = tuple((row["currency"], row["lease"], row["sale"], row["loan"]) for row in data["exposure"])
    totals = ("all", *(sum((row[place] for row in exposed), start=money(0.0, deal.currency)) for place in (1, 2, 3)))
    blocks = [
        Table("exposure", f"Net present value by currency, {deal.currency} per car", (Column("currency", "Currency", "text"), *money_column), exposed,
              totals=totals, notes=("a currency that gains 1 % on the deal's on every day of payment adds 1 % of its line; contract amounts kept",)),
        Table("rates", "Exchange rates", (Column("pair", "Pair", "text"), Column("rate", "Pricing date", "number", digits=6),
                                          Column("moves", "Afterwards", "text"), Column("source", "From", "text", priority=1)),
              tuple((row["pair"], row["rate"], row["moves"], row["source"]) for row in data["rates"]),
              row_marks=row_marks(basis, [f"fx.rates.{row['pair']}" for row in data["rates"]])),
    ]  # fmt: skip
    if not priced.lots:
        blocks.append(_conversion_table(data, deal.currency))
    return Page(deal.name, f"priced on {deal.pricing_date} in {deal.currency}; lease in {deal.lease.currency}", tuple(blocks))


def _conversion_table(data: dict[str, Any], currency: str) -> Table:
    columns = (
        Column("on", "Date", "date"),
        Column("route", "Route", "text"),
        Column("leg", "Leg", "text"),
        Column("amount", "Amount", "number", digits=2),
        Column("currency", "In", "text"),
        Column("rate", "Rate", "number", digits=6),
        Column("converted", "Exchanged", "money", currency=currency),
    )
    rows = tuple(
        (one["on"], one["route"], one["leg"], float(one["amount"]), one["currency"], one["rate"], one["converted"])
        for one in data["conversions"]
    )
    note = "amounts of the contract and of invoices, + to the lessor; what default is expected to change is in the exposure alone"
    return Table("conversions", f"Payments that are exchanged into {currency}", columns, rows, notes=(note,))


def currency_data(priced: Priced, document: DealDocument) -> dict[str, Any]:
    """Return the same as data: rates as numbers, money as text."""
    deal = priced.deal
    shown = currency_shown(document, priced)
    return {
        "schema": SCHEMA,
        "tool": f"leasecalc {VERSION}",
        "deal": deal.name,
        "currency": deal.currency,
        "exposure": [
            {
                "currency": one.currency,
                **{route: money(getattr(one, route), deal.currency) for route in ("lease", "sale", "loan")},
            }
            for one in exposures(priced)
        ],
        "rates": [] if shown is None else [as_row(one) for one in shown.rates],
        "fixed": [] if shown is None else [as_row(one) for one in shown.fixed],
        "conversions": [] if shown is None else [as_row(one) for one in shown.conversions],
        "exchanged": [] if shown is None else [as_row(one) for one in shown.exchanged],
    }


def as_row(shown: object) -> dict[str, Any]:
    """Return a record by its names."""
    return {found.name: getattr(shown, found.name) for found in fields_of(shown)}
