"""Faults of the limits of optimised instalments that the deal file alone shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.deal.terms import count_of_instalments, lease_currency
from leasecalc.money import Money
from leasecalc.reading.faults import Fault

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.questions import Optimise, SeasonLimit

Path = tuple[str | int, ...]
HERE: Path = ("optimise",)
CODE = "LC482"


def optimise_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield the faults of `optimise:`."""
    wanted = document.optimise
    if wanted is None:
        return
    if wanted.objective == "lessee_cost" and (document.lessee is None or document.lessee.borrowing_rate is None):
        hint = "write `lessee: {borrowing_rate: 12%}`, or choose another objective"
        yield Fault(
            (*HERE, "objective"), CODE, "the lessee's cost is a present value at its own rate, which the deal does not give", hint
        )
    for key in ("at_least", "at_most", "largest_rise", "largest_fall"):
        yield from _limit_faults((*HERE, key), getattr(wanted, key), lease_currency(document))
    for number, season in enumerate(wanted.seasons):
        yield from _season_faults((*HERE, "seasons", number), season, lease_currency(document))
    yield from _equal_faults(wanted, document)


def _limit_faults(path: Path, limit: object, currency: str) -> Iterator[Fault]:
    if isinstance(limit, Money):
        if limit.currency != currency:
            yield Fault(path, CODE, f"the instalments are in {currency}, not in {limit.currency}", f"write it in {currency}")
    elif limit is not None and limit < 0:  # type: ignore[operator]
        yield Fault(path, CODE, "a share of the level instalment cannot be negative", "write zero or more")


def _season_faults(path: Path, season: SeasonLimit, currency: str) -> Iterator[Fault]:
    if (season.calendar_months is None) == (season.contract_months is None):
        yield Fault(
            path, CODE, "a season is either `calendar_months` or `contract_months`", "for example `calendar_months: [6, 7, 8]`"
        )
    if season.at_least is None and season.at_most is None:
        yield Fault(
            path,
            CODE,
            "a season without `at_least` and `at_most` limits nothing",
            "write `at_most: 0%` where nothing is to be paid",
        )
    for key in ("calendar_months", "contract_months"):
        for number, month in enumerate(getattr(season, key) or ()):
            if not 1 <= month <= 12:
                yield Fault((*path, key, number), CODE, f"{month} is no month", "write months as 1 to 12")
    for key in ("at_least", "at_most"):
        yield from _limit_faults((*path, key), getattr(season, key), currency)


def _equal_faults(wanted: Optimise, document: DealDocument) -> Iterator[Fault]:
    lease = document.lease
    if wanted.equal is not None and not count_of_instalments(wanted.equal, lease.payments):
        message = f"{wanted.equal} is not a whole number of {lease.payments} instalments"
        yield Fault((*HERE, "equal"), CODE, message, "write a length that they fill")
