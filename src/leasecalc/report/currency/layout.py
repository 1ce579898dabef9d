"""The answer of `currency`: what lies in which currency, and every payment that is exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.engine.conversions import conversions, exposures
from leasecalc.report.basis import NOTHING, Basis, row_marks
from leasecalc.report.decimals import exact, money
from leasecalc.report.page import Column, Page, Table

if TYPE_CHECKING:
    from decimal import Decimal

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.money_terms import Fx
    from leasecalc.engine.price import Priced

SCHEMA = "leasecalc/currency/1"
DIGITS = 10
"""Significant digits of a rate."""


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
    deal, grid = priced.deal, priced.deal.timeline
    fx = document.fx
    rows = () if priced.lots else conversions(priced)
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
        "rates": [] if fx is None else [_rate_row(fx, pair, rate) for pair, rate in fx.rates.items()],
        "conversions": [
            {
                "route": one.route,
                "leg": one.leg,
                "on": grid.dates[one.at],
                "amount": exact(one.amount, one.currency),
                "currency": one.currency,
                "rate": float(f"{float(one.rate):.{DIGITS}g}"),
                "converted": money(one.converted, deal.currency),
                "rate_from": _from(priced, fx, one.currency),
            }
            for one in rows
        ],
    }


def _rate_row(fx: Fx, pair: str, rate: Decimal) -> dict[str, Any]:
    return {"pair": pair, "rate": float(rate), "moves": _moves(fx, pair), "source": f"{fx.source}, {fx.as_of}"}


def _moves(fx: Fx, pair: str) -> str:
    if pair in (fx.drift or {}):
        return f"drifts by {_percent((fx.drift or {})[pair])} a year"
    if pair in (fx.forward or {}):
        law = (fx.forward or {})[pair]
        return f"forward by {_percent(law.base_rate)} and {_percent(law.quote_rate)}, {law.compounding}"
    if pair in (fx.curve or {}):
        curve = (fx.curve or {})[pair]
        return f"{curve.interpolation.replace('_', '-')} through {len(curve.points)} dated rates"
    if pair in (fx.pegged or {}):
        peg = (fx.pegged or {})[pair]
        return f"held until {peg.until}, then drifts by {_percent(peg.drift)} a year"
    return "stays"


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f} %"


def _from(priced: Priced, fx: Fx | None, currency: str) -> str:
    """Return the pairs that a rate is made of, each with how it moves."""
    from itertools import pairwise

    from leasecalc.deal.terms import route

    if fx is None:
        return ""
    chain = route(fx.rates, currency, priced.deal.currency) or ()
    pairs = [f"{a}/{b}" if f"{a}/{b}" in fx.rates else f"{b}/{a}" for a, b in pairwise(chain)]
    return " and ".join(f"{pair} {_moves(fx, pair)}" for pair in pairs)
