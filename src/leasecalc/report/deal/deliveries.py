"""What a fleet in several deliveries shows of each: days, rates, worth and its own instalment table; and the shape of all instalments in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.contract.nominal import margin_over_base
from leasecalc.engine.measures import measure
from leasecalc.money import Money
from leasecalc.report.deal.model import DeliveryShown
from leasecalc.report.deal.schedule import schedule_shown
from leasecalc.report.decimals import finite, money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from leasecalc.deal.lease import Lease
    from leasecalc.deal.structure import Floating, Indexation, Season, Step
    from leasecalc.engine.price import Priced


def deliveries_shown(priced: Priced) -> tuple[DeliveryShown, ...]:
    """Return each delivery; none where the whole fleet is one."""
    return tuple(_delivery(lot, number) for number, lot in enumerate(priced.lots, start=1))


def _delivery(lot: Priced, number: int) -> DeliveryShown:
    grid, currency = lot.deal.timeline, lot.deal.currency
    return DeliveryShown(
        number=number,
        quantity=lot.deal.quantity,
        export=grid.dates[grid.export],
        commencement=grid.dates[grid.commencement],
        end=grid.dates[grid.end],
        customer_rate=finite(measure(lot, "customer_rate")),
        implicit_rate=finite(measure(lot, "implicit_rate")),
        lessor_yield=finite(measure(lot, "lessor_yield")),
        margin=margin_shown(lot),
        lease_npv=money(measure(lot, "lease_npv"), currency),
        sale_npv=money(measure(lot, "sale_npv"), currency),
        schedule=schedule_shown(lot),
    )


def margin_shown(priced: Priced) -> float | None:
    """Return the margin of a floating rate over the base rate at commencement, nominal a year; None where the rate is fixed."""
    lease = priced.deal.lease
    if lease.plan.base_rate is None:
        return None
    return finite(margin_over_base(lease, priced.table().period_rate))


def structure_in_words(lease: Lease) -> tuple[str, ...]:
    """Return what makes the instalments differ, one phrase for each part in the order in which they apply; none for level ones."""
    return tuple(_phrases(lease))


def _phrases(lease: Lease) -> Iterator[str]:
    structure = lease.structure
    if structure is None:
        return
    if structure.stream is not None:
        yield "own stream of instalments"
    if structure.indexed is not None:
        yield _indexed(structure.indexed)
    yield from (_step(step) for step in structure.steps)
    yield from (_season(season) for season in structure.seasons)
    if structure.deferral is not None:
        yield f"{structure.deferral.instalments} deferred, interest {structure.deferral.interest}"
    if structure.interest_only is not None:
        yield f"{structure.interest_only} of interest alone"
    if structure.balloon is not None:
        yield f"{structure.balloon} with the last one"
    if structure.floating is not None:
        yield _floating(structure.floating)


def _indexed(rule: Indexation) -> str:
    growth = "a price index" if rule.growth is None else f"{_percent(rule.growth)} growth"
    return f"indexed by {growth} every {rule.every}"


def _step(step: Step) -> str:
    when = f"every {step.every}" if step.every is not None else f"from instalment {step.from_}"
    if step.to is not None:
        return f"{_paid(step.to)} {when}"
    assert step.by is not None  # noqa: S101 - the checks of the deal leave one of them
    more = f"{step.by}" if isinstance(step.by, Money) else _percent(step.by)
    return f"{more if more.startswith('-') else f'+{more}'} {when}"


def _season(season: Season) -> str:
    kind, months = (
        ("calendar", season.calendar_months) if season.calendar_months is not None else ("contract", season.contract_months)
    )
    listed = ", ".join(map(str, months or ()))
    none = not isinstance(season.pays, Money) and season.pays == 0
    return f"{'nothing' if none else _paid(season.pays)} in {kind} months {listed}"


def _floating(rule: Floating) -> str:
    limits = [f"{word} {_percent(rate)}" for word, rate in (("floor", rule.floor), ("cap", rule.cap)) if rate is not None]
    return ", ".join((f"floating, reset every {rule.reset_every}", *limits))


def _paid(pays: Decimal | Money) -> str:
    return str(pays) if isinstance(pays, Money) else _percent(pays)


def _percent(rate: Decimal) -> str:
    from leasecalc.reading.numbers import shifted, written

    return f"{written(shifted(rate, 2))} %"
