"""The shipped market files, counted by what they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from writers.markdown import page, table
from writers.shipped import documents

COVERED_ON = date(2026, 6, 30)
"""The day of the coverage table, fixed so that the page changes with the files and not with the calendar."""
KNOWN = ("verified", "secondary")


def markets() -> str:
    """Return the page of the markets."""
    introduction = (
        "The shipped market files. `leasecalc markets XX --on DATE` prints one in full, with every rate, date and address; this page\n"
        "counts what they rest on. [Sources and marks](../concepts/sources-and-marks.md) says what the words mean."
    )
    return page("Markets", introduction, iter([_coverage(), *(_market(document) for document in documents())]))


def known_share(cells: Iterable[Any]) -> float:
    """Return the share of cells whose rate is verified or secondary, whatever vehicle of the powertrain it is."""
    statuses = [cell.status for cell in cells]
    return sum(status in KNOWN for status in statuses) / len(statuses)


def covered() -> dict[str, tuple[Any, ...]]:
    """Return the cells of every shipped market on the day of the table."""
    from leasecalc.markets.coverage import coverage

    return {document.market: coverage(document, COVERED_ON) for document in documents()}


def _coverage() -> str:
    """Return the table of market by powertrain."""
    from leasecalc.markets.cells import POWERTRAINS

    cells = covered()
    every = [cell for of_market in cells.values() for cell in of_market]
    rows = []
    for market, of_market in (*cells.items(), ("all", tuple(every))):
        counts = (_counts([cell for cell in of_market if cell.powertrain == name]) for name in POWERTRAINS)
        rows.append((market, *counts, f"{100 * known_share(of_market):.0f} %"))
    known = sum(cell.status in KNOWN for cell in every)
    text = (
        f"Charges on a new car of China that is imported for good, in the law of {COVERED_ON}, by what the weakest rate rests on that a vehicle of\n"
        "the powertrain may meet: verified / secondary / unverified / asked. *Asked* are charges that a deal must give for some vehicles or for\n"
        "all, and those on which the file says nothing for that day. *Known* is the share of verified and secondary ones.\n\n"
        f"**{known:,} of {len(every):,} are verified or secondary: {100 * known_share(every):.1f} %.** The others are marked wherever they are\n"
        "printed. `leasecalc markets coverage --on DATE` counts for another day and says which."
    )
    return f"## Coverage\n\n{text}\n\n{table(('', *POWERTRAINS, 'known'), rows)}"


def _counts(cells: list[Any]) -> str:
    statuses = [cell.status for cell in cells]
    known = [statuses.count(status) for status in ("verified", "secondary", "unverified")]
    return " / ".join(map(str, (*known, len(statuses) - sum(known))))


def _market(document: Any) -> str:
    rows = []
    for line in document.lines:
        reviewed = line.confirmed_on or document.confirmed_on
        months = line.review_every_months or document.review_every_months
        review = f"{reviewed or 'never'}, every {months} months" if months else str(reviewed or "never")
        kinds = ", ".join(dict.fromkeys(f"`{entry.rate.kind}`" for entry in line.in_force))
        rows.append((f"`{line.id}`", line.label, line.base.describe(), kinds, _confidence(line.in_force), review))
    parts = [
        f"## {document.market} {document.name}",
        f"Amounts in {document.currency}. Customs value: {document.customs_value.base.describe()}.",
        table(("line", "charge", "on", "kinds of rate", "sources of its entries", "confirmed"), rows),
    ]
    if document.gates:
        parts.append("Gates: " + "; ".join(f"{gate.label} ({gate.source.confidence})" for gate in document.gates) + ".")
    return "\n\n".join(parts)


def _confidence(entries: Any) -> str:
    counted = {
        word: sum(entry.source.confidence == word for entry in entries) for word in ("verified", "secondary", "unverified")
    }
    return ", ".join(f"{count} {word}" for word, count in counted.items() if count)
