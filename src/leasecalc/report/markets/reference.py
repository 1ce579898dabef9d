"""The blocks under `landed --all` that say what it rests on: the car, fact by fact, and the exchange rates of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.report.page import Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from leasecalc.markets.exchange_rates import ExchangeRates, Quotation
    from leasecalc.markets.reference_cars import Assumed, ReferenceCar, ReferenceCars
    from leasecalc.money import Money
    from leasecalc.report.page import Cell

FROM = {
    "published": "assumed: reference car, published",
    "declared": "assumed: declared",
    "in step": "assumed: reference car, in step with what was given",
    "converted": "converted",
}


def car_table(
    given: Mapping[str, Any],
    assumed: tuple[Assumed, ...],
    reference: ReferenceCar | None,
    retail_price: Money | None,
    nothing: tuple[str, ...],
) -> Table:
    """Return every fact of the car with how it is known; what was assumed is marked."""
    columns = (Column("fact", "Fact", "text"), Column("value", "Value", "text"), Column("from", "From", "text"))
    rows: list[tuple[Cell, ...]] = [(name, _text(value), "given") for name, value in given.items()]
    rows += [(one.name, _text(one.value), FROM[one.standing]) for one in assumed]
    if retail_price is not None:
        rows.append(("retail_price", f"{retail_price.amount.normalize():,f} {retail_price.currency}", FROM["declared"]))
    rows += [(*word.split(" "), "assumed: nothing was given") for word in nothing]
    notes = ["give any of them: --fact NAME=VALUE, --amount retail_price=AMOUNT, --freight, --insurance"]
    if reference is not None:
        url = f", {reference.source.url}" if reference.source.url else ""
        notes.insert(0, f"reference car: {reference.name}. {reference.source.title} ({reference.source.confidence}){url}")
        notes.insert(1, f"declared, not published: {reference.why}")
    marks = tuple("" if row[2] == "given" else "assumed" for row in rows)
    return Table("car", "The car", columns, tuple(rows), notes=tuple(notes), row_marks=marks)


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def rates_table(rates: Iterable[Quotation]) -> Table | None:
    """Return the quotations of the table that the page rests on, with their sources as notes; None where there are none."""
    used = tuple({rate.pair: rate for rate in rates}.values())
    if not used:
        return None
    columns = (
        Column("pair", "Pair", "text"),
        Column("rate", "Rate", "number"),
        Column("on", "Of", "date"),
        Column("kind", "Kind", "text"),
        Column("standing", "Source", "text"),
    )
    rows = tuple(
        (rate.pair, rate.rate, rate.on, rate.kind, rate.source.confidence + (", later" if rate.later else "")) for rate in used
    )
    marks = tuple(next((mark for mark in ("unverified", "stale") if mark in rate.flags), "") for rate in used)
    sources = dict.fromkeys(f"{rate.source.title}, {rate.source.url or 'no address'}" for rate in used)
    notes = ["a rate that you give with --fx takes their place; these are not the rates of a customs office"]
    if any(rate.later for rate in used):
        notes.append("later: no rate of that day or before is in the table, so the first one after it is taken")
    return Table("exchange_rates", "Exchange rates of the library", columns, rows, notes=(*notes, *sources), row_marks=marks)


def rates_data(rates: Iterable[Quotation]) -> list[dict[str, Any]]:
    """Return quotations as plain data."""
    return [
        {"pair": rate.pair, "rate": rate.rate, "on": rate.on, "kind": rate.kind, "later": rate.later, "marks": list(rate.flags),
         "source": rate.source}
        for rate in {rate.pair: rate for rate in rates}.values()
    ]  # fmt: skip


def car_data(assumed: tuple[Assumed, ...], reference: ReferenceCar | None, retail_price: Money | None) -> dict[str, Any]:
    """Return what was assumed of the car as plain data."""
    return {
        "reference_car": None
        if reference is None
        else {"name": reference.name, "why": reference.why, "source": reference.source},
        "assumed_facts": {one.name: {"value": one.value, "from": one.standing} for one in assumed},
        "assumed_retail_price": None
        if retail_price is None
        else {"amount": retail_price.amount, "currency": retail_price.currency},
    }


def all_rates_page(table: ExchangeRates, found: tuple[Quotation, ...], on: date) -> Page:
    """Return the rate of every pair that counts on a day, the currencies without one, and what the table says of itself."""
    shown = rates_table(found)
    missing = tuple(Note(f"{one.currency}: {one.reason}", "doubt") for one in table.not_found)
    blocks = (
        *((shown,) if shown is not None else ()),
        *((Notes("not_found", "No rate was found", missing),) if missing else ()),
        Notes("notes", "Of the table", tuple(Note(note, "plain") for note in table.notes)),
    )
    return Page("Exchange rates of the library", f"as of {on}: units of the second currency for one of the first", blocks)


def all_rates_data(table: ExchangeRates, found: tuple[Quotation, ...], on: date) -> dict[str, Any]:
    """Return the rates of a day as plain data."""
    return {
        "schema": "leasecalc/exchange-rates/1",
        "on": on,
        "rates": rates_data(found),
        "not_found": [{"currency": one.currency, "reason": one.reason} for one in table.not_found],
        "notes": list(table.notes),
    }


def all_cars_page(table: ReferenceCars) -> Page:
    """Return the reference cars fact by fact, with their sources."""
    columns = (
        Column("powertrain", "Powertrain", "text"),
        Column("car", "Car", "text"),
        Column("published", "Published", "text"),
        Column("declared", "Declared", "text"),
    )
    rows = tuple((car.powertrain, car.name, _facts(car.published), _facts(car.declared)) for car in table.cars)
    general = f"for every car: {_facts(table.facts)}; retail price {table.retail_price_times_value} times the FOB value"
    cars = Table("cars", "", columns, rows, notes=(general, *table.notes), row_marks=("assumed",) * len(rows))
    sources = tuple(
        Note(f"{car.name}: {car.source.title} ({car.source.confidence}), {car.source.url or 'no address'}. {car.why}", "plain")
        for car in table.cars
    )
    return Page(
        "Reference cars", "what `landed --all` takes a car to be where nobody says", (cars, Notes("sources", "Sources", sources))
    )


def _facts(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {text}" for name, text in facts.items())
