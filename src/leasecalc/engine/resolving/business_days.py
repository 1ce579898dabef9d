"""Business days of a lease: its weekend, its own holidays, and the public holidays of a country where the deal asks for them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from leasecalc.dates import Calendar
from leasecalc.errors import Diagnostic, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leasecalc.deal.lease import BusinessDays

A_MONTH = timedelta(days=31)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def paid_on(days: Sequence[date], rule: BusinessDays) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Return the days on which payments due on ``days`` are made, and the holidays that were kept, from a month before to a month after them.

    Each payment moves on its own, so that the roll day stays.
    """
    calendar = business_calendar(rule, days)
    first, last = min(days) - A_MONTH, max(days) + A_MONTH
    return calendar.adjust_all(days, rule.convention), tuple(sorted(day for day in calendar.holidays if first <= day <= last))


def business_calendar(rule: BusinessDays, days: Iterable[date]) -> Calendar:
    """Return the calendar of a rule, with public holidays for the years of ``days``. Raises ``InputError`` (LC437, LC438)."""
    if len(set(rule.weekend)) == len(WEEK):
        raise InputError(
            (Diagnostic("LC438", "a week without a business day", "leave one out", path="lease.business_days.weekend"),)
        )
    public = () if rule.country is None else public_holidays(rule.country, {day.year for day in days})
    return Calendar(frozenset((*rule.holidays, *public)), frozenset(WEEK.index(name) for name in rule.weekend))


def public_holidays(country: str, years: set[int]) -> tuple[date, ...]:
    """Return the public holidays of a country by the library `holidays`, a year around each of ``years``."""
    library = _library()
    wanted = range(min(years) - 1, max(years) + 2)
    try:
        return tuple(sorted(library.country_holidays(country, years=wanted)))
    except NotImplementedError:
        message = f"the library `holidays` has no calendar of {country}"
        hint = "list the days in `holidays` instead"
        raise InputError((Diagnostic("LC437", message, hint, path="lease.business_days.country"),)) from None


def calendar_version(country: str) -> str:
    """Return what the result says of the calendar of a country: the library with its version."""
    return f"public holidays of {country} by the library holidays {_library().__version__}"


def _library() -> Any:
    from importlib import import_module

    try:
        return import_module("holidays")
    except ImportError:
        message = "public holidays of a country need the library `holidays`"
        hint = "install `leasecalc[calendars]`, or list the days in `holidays`"
        raise InputError((Diagnostic("LC437", message, hint, path="lease.business_days.country"),)) from None
