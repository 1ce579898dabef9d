"""`sweep`, `tornado`, `breakeven` and `stress`: one deal priced many times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import analyses, api
from leasecalc.cli.emit import emit, format_of
from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.engine.solving.subject import RentWish
    from leasecalc.scenarios.document import Scenario

OK, NO = 0, 1

Files = tuple[tuple[str, str], ...]


def sweep(request: Request, over: tuple[str, ...], measures: str, rent: str) -> int:
    """Print measures over one knob or two; leave with 1 where no point has a value."""
    from leasecalc.verbs.answers import swept_answer

    kind, deal = format_of(request), api.load(request.deal, request.assignments)
    swept = analyses.sweep(deal, api.library(request.markets), over=over, measures=_names(measures), rent=rent_wish(rent))
    result = swept_answer(deal, swept, long=kind == "csv")
    emit(request, result.page, result.data)
    return NO if all(found.reason for found in swept.cells) else OK


def tornado(request: Request, measure: str, shift: str, ranges: tuple[str, ...], rent: str) -> int:
    """Print how far every input moves a measure."""
    from leasecalc.verbs.answers import tornado_answer

    format_of(request)
    share = _share("--shift", shift)
    deal = api.load(request.deal, request.assignments)
    found = analyses.tornado(
        deal, api.library(request.markets), measure=measure, shift=share, ranges=ranges, rent=rent_wish(rent)
    )
    result = tornado_answer(deal, found)
    emit(request, result.page, result.data)
    return OK


def breakeven(request: Request, target: str, knobs: str, rent: str) -> int:
    """Print where inputs meet a target; leave with 1 where none does."""
    from leasecalc.cli.actions.solving import targets_of
    from leasecalc.verbs.answers import break_even_answer

    format_of(request)
    targets = targets_of(target)
    if len(targets) != 1:
        raise UsageError("--target is one measure and its value, for example lease_minus_sale=0")
    deal = api.load(request.deal, request.assignments)
    found = analyses.break_even(deal, api.library(request.markets), target=targets[0], knobs=_names(knobs), rent=rent_wish(rent))
    result = break_even_answer(deal, found)
    emit(request, result.page, result.data)
    return OK if any(answer.after is not None for answer in found.answers) else NO


def stress(request: Request, files: tuple[str, ...], only: str, measures: str, rent: str) -> int:
    """Print the deal under named scenarios; leave with 1 where one has no price."""
    from leasecalc.verbs.answers import stress_answer

    format_of(request)
    deal = api.load(request.deal, request.assignments)
    scenarios, read = _scenarios(files, _names(only))
    found = analyses.stress(
        deal, api.library(request.markets), scenarios, measures=_names(measures) or analyses.MEASURES, rent=rent_wish(rent)
    )
    result = stress_answer(deal, found, read)
    emit(request, result.page, result.data)
    return NO if any(outcome.measures[0] is None for outcome in found.outcomes) else OK


def _scenarios(files: tuple[str, ...], only: tuple[str, ...]) -> tuple[list[Scenario], Files]:
    """Return the scenarios of the files, or the shipped ones, and the hash of each file. Raises ``UsageError`` for an unknown name."""
    from leasecalc.reading.suggest import did_you_mean
    from leasecalc.scenarios import read

    found = [read(path) for path in files or ("",)]
    scenarios = [scenario for document, _ in found for scenario in document.scenarios]
    names = [scenario.name for scenario in scenarios]
    for name in only:
        if name not in names:
            raise UsageError(f"--only: there is no scenario `{name}`; {did_you_mean(name, names)}")
    chosen = [scenario for scenario in scenarios if not only or scenario.name in only]
    return chosen, tuple((text.name, text.sha256) for _, text in found)


def rent_wish(typed: str) -> RentWish:
    """Return what becomes of a solved instalment. Raises ``UsageError`` for another word."""
    if typed not in {"", "keep", "solve"}:
        raise UsageError(f"--rent is keep or solve, not `{typed}`")
    return typed  # type: ignore[return-value]


def _names(typed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in typed.split(",") if name.strip())


def _share(option: str, typed: str) -> float:
    from leasecalc.reading.numbers import percent
    from leasecalc.reading.scalar import ScalarFault

    try:
        return float(percent(typed))
    except ScalarFault as fault:
        raise UsageError(f"{option}: {fault.message}" + (f"; {fault.hint}" if fault.hint else "")) from None
