"""What changed in a market file's law between two days: rates, index units, gates and the treatment of leases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from leasecalc.charges import words
from leasecalc.markets.dated import series_of
from leasecalc.money import Money
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from leasecalc.charges.source import Source
    from leasecalc.markets.schema import LineDocument, MarketDocument
    from leasecalc.markets.series import Series
    from leasecalc.markets.treatment import VatOnRent, Withholding

NOTHING = "nothing said"
"""In place of a rate on days about which the file is silent."""


@record(kw_only=True)
class Change:
    """One change: on which day, of what, for which vehicles or leases, from which words to which, and by which source."""

    on: date
    what: Literal["rate", "index unit", "gate", "withholding", "VAT on rents"]
    id: str
    label: str
    selector: str
    old: str
    new: str
    source: Source | None


class _Dated(Protocol):
    """Something that holds from a day until a day, by a source."""

    @property
    def from_(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day, if it is known."""

    @property
    def source(self) -> Source:
        """Where it is written."""


T = TypeVar("T", bound=_Dated)


def differences(document: MarketDocument, first: date, last: date) -> tuple[Change, ...]:
    """Return every change after `first` and up to `last`, by day and in the order of the file.

    Both days belong to the law compared: a rate in force from `last` is a change, one in force from `first` is not.
    """
    found = [change for line in document.lines for change in _line(line, first, last)]
    found += [change for series in document.series for change in _series(series, first, last)]
    found += _gates(document, first, last)
    found += _treatment(document, first, last)
    return tuple(sorted(found, key=lambda change: change.on))


def _line(line: LineDocument, first: date, last: date) -> Iterator[Change]:
    """Compare the entries of each selector of a line."""
    for group in series_of(line.in_force):
        entries = [entry for _, entry in group]
        for on, old, new, source in _steps(entries, lambda entry: entry.rate.describe(), first, last):
            yield Change(on=on, what="rate", id=line.id, label=line.label, selector=entries[0].when.describe(), old=old, new=new,
                         source=source)  # fmt: skip


def _steps(
    entries: Sequence[T], tell: Callable[[T], str], first: date, last: date
) -> Iterator[tuple[date, str, str, Source | None]]:
    """Yield each day in (first, last] on which the words in force differ from those of the day before."""
    days = {entry.from_ for entry in entries} | {entry.until + timedelta(days=1) for entry in entries if entry.until is not None}
    for day in sorted(day for day in days if first < day <= last):
        before, after = _held(entries, day - timedelta(days=1)), _held(entries, day)
        old, new = (NOTHING if entry is None else tell(entry) for entry in (before, after))
        if old != new:
            telling = after or before
            yield day, old, new, telling.source if telling is not None else None


def _held(entries: Sequence[T], day: date) -> T | None:
    """Return the entry that began last and still holds on a day."""
    held = [entry for entry in entries if entry.from_ <= day and (entry.until is None or day <= entry.until)]
    return max(held, key=lambda entry: entry.from_) if held else None


def _series(series: Series, first: date, last: date) -> Iterator[Change]:
    """Compare the values of an index unit or a reference rate."""
    for value in sorted(series.values, key=lambda value: value.from_):
        if first < value.from_ <= last:
            before = series.on(value.from_ - timedelta(days=1))
            old = NOTHING if before is None else _worth(before.value)
            yield Change(on=value.from_, what="index unit", id=series.id, label=series.label or series.id.upper(), selector="",
                         old=old, new=_worth(value.value), source=value.source)  # fmt: skip


def _worth(value: Money | Decimal) -> str:
    return f"{value.amount:f} {value.currency}" if isinstance(value, Money) else words.percent(value)


def _gates(document: MarketDocument, first: date, last: date) -> Iterator[Change]:
    """Tell gates that begin or end."""
    for gate in document.gates:
        begins = gate.from_ is not None and first < gate.from_ <= last
        ends = gate.until is not None and first < gate.until + timedelta(days=1) <= last
        for happens, day, old, new in (
            (begins, gate.from_, "no such rule", gate.message),
            (ends, gate.until and gate.until + timedelta(days=1), gate.message, "no longer a rule"),
        ):
            if happens and day is not None:
                yield Change(on=day, what="gate", id=gate.id, label=gate.label, selector=gate.when.describe(), old=old, new=new,
                             source=gate.source)  # fmt: skip


def _treatment(document: MarketDocument, first: date, last: date) -> Iterator[Change]:
    """Compare withholding by character of the rent, and VAT on rents by kind of lease."""
    treatment = document.lease_treatment
    if treatment is None:
        return
    withheld = treatment.withholding.in_force if treatment.withholding is not None else ()
    for character in dict.fromkeys(entry.character for entry in withheld):
        held = [entry for entry in withheld if entry.character == character]
        for on, old, new, source in _steps(held, withholding_words, first, last):
            yield Change(on=on, what="withholding", id="withholding", label="Withholding on rents", selector=f"as {character}",
                         old=old, new=new, source=source)  # fmt: skip
    taxed = treatment.vat_on_rent.in_force if treatment.vat_on_rent is not None else ()
    for kind in dict.fromkeys(entry.lease_kind for entry in taxed):
        group = [entry for entry in taxed if entry.lease_kind == kind]
        for on, old, new, source in _steps(group, vat_words, first, last):
            yield Change(on=on, what="VAT on rents", id="vat_on_rent", label="VAT on rents",
                         selector=f"{kind or 'any'} lease", old=old, new=new, source=source)  # fmt: skip


def withholding_words(entry: Withholding) -> str:
    """Write what is withheld: the domestic rate, the treaty's, and of what."""
    rates = [
        f"{word} {words.percent(rate)}"
        for word, rate in (("domestic", entry.domestic_rate), ("treaty", entry.treaty_rate))
        if rate is not None
    ]
    return f"{', '.join(rates) or 'none'} of {entry.base.replace('_', ' ')}" if entry.base != "none" else "none"


def vat_words(entry: VatOnRent) -> str:
    """Write what VAT a rent bears."""
    if entry.on == "none":
        return "none"
    return f"{'a rate not given' if entry.rate is None else words.percent(entry.rate)} of the {entry.on}"
