"""The check of the table of exchange rates: age, doubt, jumps that look like a slip, and currencies without a rate."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.errors import Diagnostic, in_order
from leasecalc.markets.exchange_rates import due_on, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from leasecalc.errors import Severity
    from leasecalc.markets.exchange_rates import ExchangeRates
    from leasecalc.markets.library import Sheet

Path = tuple[str | int, ...]

LARGEST_STEP = 2.0
"""A rate that doubles or halves from one entry to the next is more often a slip (a swapped pair, a lost digit) than an event."""


def check_exchange_rates(sheet: Sheet[ExchangeRates], currencies: Iterable[str], on: date) -> tuple[Diagnostic, ...]:
    """Return what a maintainer should look at; `currencies` are those that the markets count in.

    Errors: days that have not come (LC513), a market's currency without a rate or a reason (LC506). Warnings: figures
    that are unverified (LC511), past their review (LC524: the newest of a pair only) or jump (LC530).
    """
    return in_order([*_sources(sheet, on), *_series(sheet, on), *_gaps(sheet, currencies)])


def _told(
    sheet: Sheet[ExchangeRates], code: str, message: str, hint: str, path: Path, severity: Severity = "error"
) -> Diagnostic:
    return Diagnostic(code, message, hint, sheet.spans(*path), severity, ".".join(map(str, ("exchange_rates", *path))))


def _sources(sheet: Sheet[ExchangeRates], on: date) -> Iterator[Diagnostic]:
    for index, one in enumerate(sheet.document.publications):
        path: Path = ("publications", index)
        pairs = f"{one.base}/{', '.join(one.rates)}"
        if one.source.confidence == "unverified":
            yield _told(sheet, "LC511", f"{pairs} of {one.on} is not verified: {one.source.title}", "confirm it and name a source",
                        (*path, "source"), "warning")  # fmt: skip
        days = {("on",): one.on, ("confirmed_on",): one.confirmed_on, ("source", "seen"): one.source.seen}
        for key, day in days.items():
            if day is not None and day > on:
                yield _told(sheet, "LC513", f"{pairs}: {day} has not come yet", "", (*path, *key))


def _series(sheet: Sheet[ExchangeRates], on: date) -> Iterator[Diagnostic]:
    stale: dict[int, list[str]] = {}
    for pair, series in series_of(sheet.document).items():
        quote = pair.partition("/")[2]
        for (_, earlier), (index, later) in pairwise(series):
            step = float(later.rates[quote] / earlier.rates[quote])
            if not 1.0 / LARGEST_STEP < step < LARGEST_STEP:
                yield _told(sheet, "LC530", f"{pair} goes from {earlier.rates[quote]} to {later.rates[quote]} and can hardly be meant",
                            "check the pair's direction and the decimal point", ("publications", index, "rates", quote), "warning")  # fmt: skip
        newest = series[-1][0]
        due = due_on(series[-1][1], sheet.document)
        if due is None or on > due:
            stale.setdefault(newest, []).append(pair)
    for index, pairs in stale.items():
        message = f"{', '.join(pairs)}: the newest rate is of {sheet.document.publications[index].on} and past its review"
        yield _told(sheet, "LC524", message, "add a newer publication", ("publications", index), "warning")


def _gaps(sheet: Sheet[ExchangeRates], currencies: Iterable[str]) -> Iterator[Diagnostic]:
    known = sheet.document.currencies() | {one.currency for one in sheet.document.not_found}
    for currency in sorted(set(currencies) - known):
        hint = "add a publication, or the currency under `not_found` with the reason"
        yield _told(
            sheet, "LC506", f"a market counts in {currency}, and no exchange rate of it is given", hint, ("publications",)
        )
