"""The shipped market files, counted by what they rest on."""

from __future__ import annotations

from typing import Any

from writers.markdown import page, table


def markets() -> str:
    """Return the page of the markets."""
    from leasecalc.markets.library import Library

    library = Library.load()
    introduction = (
        "The shipped market files. `leasecalc markets XX --on DATE` prints one in full, with every rate, date and address; this page\n"
        "counts what they rest on. [Sources and marks](../concepts/sources-and-marks.md) says what the words mean."
    )
    return page("Markets", introduction, (_market(library.market(code).document) for code in library.codes()))


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
