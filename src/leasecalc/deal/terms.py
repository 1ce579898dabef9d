"""What follows from a deal file alone: dates, counts of instalments, and which currencies must be exchanged."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from leasecalc.dates import FREQUENCIES, add_months, add_periods
from leasecalc.money import Money
from leasecalc.records import fields_of, is_record

if TYPE_CHECKING:
    from leasecalc.dates import FrequencyName
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.lease import Lease
    from leasecalc.reading.fields import Length

#: Months, days and instalments a year of each payment frequency; 52 weeks and 364 days make a year of weekly instalments.
STEP_MONTHS = {name: found.months for name, found in FREQUENCIES.items() if found.months}
STEP_DAYS = {name: found.days for name, found in FREQUENCIES.items() if found.days}
PER_YEAR = {name: float(found.periods_per_year) for name, found in FREQUENCIES.items()}
WEEKLY = frozenset(STEP_DAYS)

#: Sections of what moves beside the rent; a deal without them does not load what checks, resolves and prices them.
BESIDE_THE_RENT = ("running_fees", "commissions", "subsidy", "dealer", "settlement", "rent_vat", "tax")


def later(start: date, length: Length, sign: int = 1) -> date:
    """Return the date ``length`` after (or, with sign -1, before) ``start``."""
    months = length.months
    if months is not None:
        return add_months(start, sign * months)
    days = length.count * (7 if length.unit == "weeks" else 1)
    return start + timedelta(days=sign * days)


def instalment_date(anchor: date, payments: FrequencyName, period: int, *, end_of_month: bool = False) -> date:
    """Return the date ``period`` contract periods after the anchor (the commencement, or a first instalment that the deal dates).

    Every date is counted from the anchor, so that 31 January, 28 February, 31 March keeps its roll day.
    """
    return add_periods(anchor, period, FREQUENCIES[payments], end_of_month=end_of_month)


def count_of_instalments(term: Length, payments: FrequencyName) -> int | None:
    """Return how many contract periods fill the term, or None where they do not fill it exactly.

    48 months of weekly instalments are 208 weeks (52 a year), not 192.
    """
    months = term.months
    if months is not None:
        if payments in STEP_MONTHS:
            return _exact(months, STEP_MONTHS[payments])
        if payments == "daily":
            return _exact(months * 365, 12)
        return _exact(months * int(PER_YEAR[payments]), 12)
    days = term.count * (7 if term.unit == "weeks" else 1)
    return _exact(days, STEP_DAYS[payments]) if payments in STEP_DAYS else None


def _exact(amount: int, step: int) -> int | None:
    return amount // step if amount % step == 0 else None


def months_of_term(term: Length, payments: FrequencyName) -> float:
    """Return the term in months; 52 weeks (364 days) count as 12 months where instalments are weekly, else by the calendar's 365 days."""
    if term.months is not None:
        return float(term.months)
    days = term.count * (7 if term.unit == "weeks" else 1)
    return days * 12.0 / (364.0 if payments in WEEKLY else 365.0)


def route(pairs: Iterable[str], start: str, goal: str) -> tuple[str, ...] | None:
    """Return the shortest chain of currencies from ``start`` to ``goal`` over quoted pairs, or None where there is none.

    A pair is ``BASE/QUOTE``: units of QUOTE per BASE. Both directions may be used.
    """
    neighbours: dict[str, list[str]] = {}
    for pair in pairs:
        base, _, quote = pair.partition("/")
        neighbours.setdefault(base, []).append(quote)
        neighbours.setdefault(quote, []).append(base)
    waiting: deque[tuple[str, ...]] = deque([(start,)])
    seen = {start}
    while waiting:
        chain = waiting.popleft()
        if chain[-1] == goal:
            return chain
        for currency in neighbours.get(chain[-1], ()):
            if currency not in seen:
                seen.add(currency)
                waiting.append((*chain, currency))
    return None


def stream_base(lease: Lease) -> Money | None:
    """Return the amount that stands for the base instalment where the deal writes amounts for all instalments and no rent."""
    stream = lease.structure.stream if lease.structure is not None else None
    if lease.rent is not None or stream is None:
        return None
    paid = [part.pays for part in stream if isinstance(part.pays, Money) and part.pays.amount]
    return paid[0] if paid else None


def lease_currency(document: DealDocument) -> str:
    """Return the currency of the instalments: as written, or that of a fixed rent, or the deal's."""
    if document.lease.currency is not None:
        return document.lease.currency
    rent = document.lease.rent or stream_base(document.lease)
    return rent.currency if isinstance(rent, Money) else document.deal.currency


def funding_currency(document: DealDocument) -> str:
    """Return the currency of the loan: as written, or that of its amount; the supplier is owed that of its invoice, a share is of the lease."""
    funding = document.funding
    if funding is None or (funding.currency is None and not isinstance(funding.amount, Money)):
        supplied = funding is not None and funding.kind == "supplier_credit"
        return document.purchase.price.currency if supplied else lease_currency(document)
    return funding.currency or funding.amount.currency  # type: ignore[union-attr]


def currencies(document: DealDocument) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the path and the currency of every amount that must be exchanged into the deal's currency."""
    yield ("lease", "currency") if document.lease.currency else ("deal", "currency"), lease_currency(document)
    if document.funding is not None and document.funding.currency is not None:
        yield ("funding", "currency"), document.funding.currency
    yield from _walk((), document)


def _walk(path: tuple[str | int, ...], node: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(node, Money):
        yield path, node.currency
    elif isinstance(node, tuple):
        for number, item in enumerate(node):
            yield from _walk((*path, number), item)
    elif is_record(node):
        for found in fields_of(node):
            value = getattr(node, found.name)
            if value is not None and not isinstance(value, str):
                yield from _walk((*path, found.name.rstrip("_")), value)
