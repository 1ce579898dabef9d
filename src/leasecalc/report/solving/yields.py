"""The answers of `yield`: the rates of a stream, and a counterparty's offer beside ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.engine.legs.flows import add
from leasecalc.engine.solving.goals import Goal, currency_of, measure_named
from leasecalc.engine.solving.targeting import measured
from leasecalc.report.page import Cell, Column, Figures, Item, Note, Notes, Page, Table

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.solving.offers import Offer
    from leasecalc.roots import Root
    from leasecalc.streams import StreamAnswer, StreamRates

SCHEMA = "leasecalc/yield/1"
OFFER_SCHEMA = "leasecalc/offer/1"

OFFER_FIGURES = (
    "lessor_yield", "lessor_yield_effective", "expected_yield", "customer_rate", "customer_rate_effective", "implicit_rate",
    "lease_npv", "lease_minus_sale", "profit_margin", "lease_surplus", "lease_peak_cash", "lease_payback_months",
)  # fmt: skip


def stream_page(answer: StreamAnswer) -> Page:
    """Return the page of a stream's rates."""
    stream, rates = answer.stream, answer.rates
    paid, received = (sum(amount for amount in stream.amounts if (amount < 0.0) == below) for below in (True, False))
    subtitle = f"{len(stream.flows)} flows by {stream.by}: {paid:,.2f} paid, {received:,.2f} received"
    blocks = (_rate_table(rates), _xirr_figures(rates), _credit_block(answer), _value_table(rates))
    return Page(stream.name, subtitle, tuple(block for block in blocks if block is not None))


def _rate_table(rates: StreamRates) -> Table:
    columns = [Column("quoted", "", "text"), Column("per_period", f"Per {rates.period}", "rate", digits=6)]
    yearly = rates.per_year is not None
    if yearly:
        columns += [
            Column("nominal", "Nominal a year", "rate", digits=6),
            Column("effective", "Effective a year", "rate", digits=6),
        ]
    rows: list[tuple[Cell, ...]] = []
    for rate in rates.rates:
        word: tuple[Cell, ...] = ("quoted" if rate.quoted else "",)
        rows.append((*word, rate.per_period, rate.nominal, rate.effective) if yearly else (*word, rate.per_period))
    told = "change sign" in rates.root.reason
    notes = [rates.root.reason] if told else [f"the flows change sign {_times(rates.root.sign_changes)}", rates.root.reason]
    notes.append(
        f"{rates.per_year:g} periods a year"
        if rates.per_year is not None
        else "`--per-year 12` gives the nominal and the effective yearly rate"
    )
    return Table("rates", "Rates of return", tuple(columns), tuple(rows), notes=tuple(notes))


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _xirr_figures(rates: StreamRates) -> Figures | None:
    items = []
    if rates.xirr is not None:
        items.append(_root_item("XIRR", rates.xirr, "effective a year, Act/365F"))
    if rates.modified is not None:
        items.append(
            _root_item("MIRR", rates.modified, f"per {rates.rate_unit.removeprefix('a ')}; finance and reinvest rates as given")
        )
    if not items:
        return None
    notes = () if rates.modified is not None else ("`--finance 8% --reinvest 5%` gives the modified rate of return",)
    return Figures("dated", "Other rates", tuple(items), notes=notes)


def _root_item(label: str, root: Root, remark: str) -> Item:
    if root.value is None:
        return Item(label, "none", "text", remark=root.reason, mark="unknown")
    others = "" if len(root.roots) < 2 else f"; all: {', '.join(f'{100.0 * rate:.6f} %' for rate in root.roots)}"
    return Item(label, root.value, "rate", digits=6, remark=remark + others)


def _credit_block(answer: StreamAnswer) -> Table | Notes:
    found = answer.credit
    if isinstance(found, str):
        return Notes("apr", "Annual percentage rates", (Note(found),))
    columns = (
        Column("law", "Law", "text"),
        Column("rate", "Annual percentage rate", "rate", digits=4),
        Column("counts", "How it counts", "text", priority=1),
    )
    rows = tuple((rate.law, rate.value, rate.counts if rate.value is not None else rate.reason) for rate in found.rates)
    return Table("apr", "Annual percentage rates", columns, rows, notes=(f"written from {found.side}",))


def _value_table(rates: StreamRates) -> Table | None:
    if not rates.values:
        return None
    columns = (
        Column("rate", f"Rate ({rates.rate_unit})", "rate", digits=4),
        Column("value", "Net present value", "number", digits=2),
    )
    rows = tuple((found.rate, found.value) for found in rates.values)
    return Table("npv", "Values on the first day" if rates.xirr is not None else "Values at period 0", columns, rows)


def stream_data(answer: StreamAnswer) -> dict[str, Any]:
    """Return the rates of a stream as data: rates as fractions."""
    rates, credit = answer.rates, answer.credit
    legal: Any = {"reason": credit} if isinstance(credit, str) else credit
    return {
        "schema": SCHEMA,
        "tool": f"leasecalc {VERSION}",
        "stream": {"name": answer.stream.name, "by": answer.stream.by, "flows": len(answer.stream.flows)},
        "period": rates.period,
        "periods_per_year": rates.per_year,
        "root": rates.root,
        "rates": rates.rates,
        "xirr": rates.xirr,
        "modified": rates.modified,
        "values": rates.values,
        "rates_given": rates.rate_unit,
        "apr": legal,
    }


BY_NUMBER = (
    "every delivery pays the offered instalments by their number, from its own first one: months in which nothing is paid are then not the same months of "
    "the calendar for all; for an offer by the calendar, price each delivery as a deal of its own"
)


def offer_page(offer: Offer) -> Page:
    """Return the deal with its own instalments beside the counterparty's."""
    columns = (
        Column("figure", "Figure", "text"),
        Column("ours", "Ours", "text"),
        Column("theirs", "Their offer", "text"),
    )
    goals = [_figure(offer.ours, name) for name in OFFER_FIGURES]
    rows = [
        (goal.measure.label, goal.said(measured(offer.ours, goal)), goal.said(measured(offer.theirs, goal))) for goal in goals
    ]
    total = Goal(measure_named("rent"), 0.0, offer.ours.deal.lease.currency)
    rows.insert(0, ("Instalments in all", total.said(_total(offer.ours)), total.said(_total(offer.theirs))))
    notes = ["everything but the instalments is as the deal has it; a deposit in instalments counts their first"]
    if offer.ours.lots:
        notes.append(BY_NUMBER)
    table = Table("offer", "Their instalments in the place of ours", columns, tuple(rows), notes=tuple(notes))
    return Page(offer.ours.deal.name, "a counterparty's instalments", (table,))


def _figure(priced: Priced, name: str) -> Goal:
    measure = measure_named(name, priced)
    return Goal(measure, 0.0, currency_of(priced, measure))


def _total(priced: Priced) -> float:
    return float(add(row.instalment for row in priced.table().instalments))


def offer_data(offer: Offer) -> dict[str, Any]:
    """Return both sides as data."""
    goals = [_figure(offer.ours, name) for name in OFFER_FIGURES]
    return {
        "schema": OFFER_SCHEMA,
        "tool": f"leasecalc {VERSION}",
        "deal": offer.ours.deal.name,
        "currency": offer.ours.deal.lease.currency,
        "instalments": {"ours": _total(offer.ours), "theirs": _total(offer.theirs)},
        "figures": [
            {
                "measure": goal.measure.name,
                "unit": goal.currency or goal.measure.unit,
                "ours": measured(offer.ours, goal),
                "theirs": measured(offer.theirs, goal),
            }
            for goal in goals
        ],
    }
