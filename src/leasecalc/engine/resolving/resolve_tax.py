"""Resolve the lessor's income tax: its rate, its rules and its tax years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from leasecalc.deal.terms import later
from leasecalc.engine.money_beside import TaxPlan
from leasecalc.engine.resolving.resolve_origin import origin_facts, rate_in_force
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.fields import Length

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.tax import Tax
    from leasecalc.engine.resolving.recorder import Recorder
    from leasecalc.markets.library import Library
    from leasecalc.markets.origin import IncomeTaxRule, IncomeTaxRules, OriginDocument

ORIGIN = "CN"


def tax_days(document: DealDocument, library: Library, days: Iterable[date], recorder: Recorder) -> tuple[date, ...]:
    """Return the days on which the tax of each year is paid, from the year of the pricing date to that of the last of ``days``."""
    tax = document.tax
    if tax is None:
        return ()
    lag = tax.settled
    if lag is None:
        rule = _rules(library, "tax.settled").settled_months
        _note(recorder, "tax.settled", f"{rule.value} months after the year", rule)
        lag = Length(rule.value, "months")
    first, last = document.deal.pricing_date.year, max(days).year
    return tuple(later(date(year, 12, 31), lag) for year in range(first, last + 1))


def tax_plan(
    document: DealDocument, library: Library, places: tuple[int, ...], lease: tuple[date, date], recorder: Recorder
) -> TaxPlan | None:
    """Return the rules of the lessor's income tax; ``places``: where each year's is paid, ``lease``: its first and last day."""
    tax = document.tax
    if tax is None:
        return None
    rules = None
    if tax.losses == "carried" or tax.foreign_tax_credit:
        rules = _rules(library, "tax.losses")
        if tax.losses == "carried":
            _note(recorder, "tax.losses", f"carried {rules.loss_years.value} years", rules.loss_years)
        if tax.foreign_tax_credit:
            _note(recorder, "tax.foreign_tax_credit", f"excess carried {rules.credit_years.value} years", rules.credit_years)
    first = document.deal.pricing_date.year
    return TaxPlan(
        first_year=first,
        settled_at=places,
        losses=tax.losses,
        loss_years=0 if rules is None else rules.loss_years.value,
        credited=tax.foreign_tax_credit,
        credit_years=0 if rules is None else rules.credit_years.value,
        written_off=() if document.lease.kind == "finance" else _written_off(
            lease, _life_months(tax, library, recorder), [first + number for number in range(len(places))]
        ),
    )  # fmt: skip


def tax_rate(document: DealDocument, library: Library, recorder: Recorder, *, months: float) -> float | None:
    """Return the rate of income tax: as written, or in force in the country of origin on the pricing date; None without `tax`."""
    if document.tax is None:
        return None
    origin = library.origin(ORIGIN).document
    return rate_in_force(
        "tax.rate", document.tax.rate, origin.income_tax, origin_facts(document, months), document.deal.pricing_date, recorder
    )


def _life_months(tax: Tax, library: Library, recorder: Recorder) -> int:
    if tax.life is not None:
        return tax.life.months or max(tax.life.count // 30, 1)
    rule = _rules(library, "tax.life").vehicle_life_years
    _note(recorder, "tax.life", f"{rule.value} years", rule)
    return rule.value * 12


def _written_off(lease: tuple[date, date], life_months: int, years: list[int]) -> tuple[float, ...]:
    """Return the share of each year in straight-line depreciation, from the month after the first day of the lease to that of its last.

    Source: Implementation Regulations of the Enterprise Income Tax Law, art. 59.
    """
    from leasecalc.depreciation import straight_line

    begin, end = lease
    start = begin.year * 12 + begin.month
    stop = min(start + life_months, end.year * 12 + end.month)
    month = float(straight_line(1.0, 0.0, float(life_months)))
    inside = [max(min(stop, year * 12 + 12) - max(start, year * 12), 0) for year in years]
    return tuple(month * count for count in inside)


def _rules(library: Library, path: str) -> IncomeTaxRules:
    origin: OriginDocument = library.origin(ORIGIN).document
    if origin.income_tax_rules is None:
        raise InputError(
            (Diagnostic("LC504", "the origin file has no `income_tax_rules`", f"write `{path}` in the deal", path=path),)
        )
    return origin.income_tax_rules


def _note(recorder: Recorder, path: str, text: str, rule: IncomeTaxRule) -> None:
    recorder.note(path, text, "default", f"{rule.source.title} ({rule.source.confidence})")
