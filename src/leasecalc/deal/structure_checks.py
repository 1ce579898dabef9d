"""Faults of the structure of a lease and of its first period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.deal.terms import count_of_instalments, stream_base
from leasecalc.money import Money
from leasecalc.reading.faults import Fault

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.deal.lease import Lease
    from leasecalc.deal.structure import Floating, Indexation, Season, Step, Structure
    from leasecalc.reading.fields import Length

Path = tuple[str | int, ...]
HERE: Path = ("lease", "structure")


def structure_faults(lease: Lease) -> Iterator[Fault]:
    """Yield the faults of `structure`, `first_instalment` and `interim`, and of a rent that is missing or has nothing to do."""
    count = count_of_instalments(lease.term, lease.payments)
    if not count:
        return  # the term is at fault
    yield from _first_period_faults(lease)
    yield from _capitalised_faults(lease)
    yield from _remainder_faults(lease, count)
    structure = lease.structure
    by_margin = structure is not None and structure.floating is not None and structure.floating.margin is not None
    if lease.rent is None and not by_margin and stream_base(lease) is None:
        yield Fault(
            ("lease",),
            "LC434",
            "`rent` is missing",
            "write the instalment, for example `290 USD`, or `{solve: lessor_yield, target: 14%}`",
        )
    if structure is None:
        return
    yield from _stream_faults(lease, structure, count)
    for number, step in enumerate(structure.steps):
        yield from _step_faults((*HERE, "steps", number), step, lease, count)
    for number, season in enumerate(structure.seasons):
        yield from _season_faults((*HERE, "seasons", number), season)
    yield from _quiet_faults(lease, structure, count)
    yield from _moving_faults(lease, structure)


def _first_period_faults(lease: Lease) -> Iterator[Fault]:
    dated = lease.first_instalment is not None or any(delivery.first_instalment is not None for delivery in lease.deliveries)
    if lease.interim is not None and not dated:
        yield Fault(("lease", "interim"), "LC435", "`interim` needs `first_instalment`: without it no period is odd",
                    "write `first_instalment`, or leave `interim` out")  # fmt: skip
    if dated and lease.in_advance:
        message = "`in_advance` and `first_instalment` both say when the first instalments are paid"
        yield Fault(("lease", "in_advance"), "LC435", message, "leave one of them out")


def _remainder_faults(lease: Lease, count: int) -> Iterator[Fault]:
    """Yield a remainder that is put where the lease has nothing."""
    written, path = lease.rounding, ("lease", "rounding")
    if written is None:
        return
    named = written.instalment
    if (written.remainder == "instalment") != (named is not None):
        message = "`remainder: instalment` and `instalment`, the number of it, stand together"
        yield Fault((*path, "remainder"), "LC435", message, "write `{remainder: instalment, instalment: 12}`, or leave both out")
    elif named is not None and named > count:
        yield Fault(
            (*path, "instalment"), "LC435", f"the lease has {count} instalments and no number {named}", "name one of them"
        )
    if written.remainder == "balloon" and (lease.structure is None or lease.structure.balloon is None):
        message = "the remainder goes into a balloon, and the lease has none"
        yield Fault((*path, "remainder"), "LC435", message, "write `structure.balloon`, or put the remainder elsewhere")


def _capitalised_faults(lease: Lease) -> Iterator[Fault]:
    """Yield what cannot stand beside interest that is capitalised more seldom than instalments are paid."""
    interest, structure = lease.interest, lease.structure
    if interest is None or interest.capitalised is None:
        return
    path: Path = ("lease", "interest", "capitalised")
    if not count_of_instalments(interest.capitalised, lease.payments):
        message = f"{interest.capitalised} is not a whole number of {lease.payments} instalments"
        yield Fault(path, "LC439", message, "write a length that they fill")
    others = {
        f"interest.method: {interest.method}": interest.method != "compound",
        "in_advance": lease.in_advance > 0,
        "compounding": lease.compounding is not None,
        "first_instalment": lease.first_instalment is not None,
        "last_period": lease.last_period is not None,
        "structure.floating": structure is not None and structure.floating is not None,
        "structure.interest_only": structure is not None and structure.interest_only is not None,
        "structure.deferral": structure is not None and structure.deferral is not None,
        "rounding.remainder": lease.rounding is not None and lease.rounding.remainder != "last_interest",
    }
    for other, written in others.items():
        if written:
            yield Fault(path, "LC435", f"`interest.capitalised` cannot stand beside `{other}`", "leave one of them out")


def _stream_faults(lease: Lease, structure: Structure, count: int) -> Iterator[Fault]:
    if structure.stream is None:
        return
    path = (*HERE, "stream")
    written = sum(part.count for part in structure.stream)
    if written != count:
        yield Fault(path, "LC430", f"`stream` has {written} instalments and the lease {count}", "write as many as the term holds")
    currencies = {part.pays.currency for part in structure.stream if isinstance(part.pays, Money)}
    only_amounts = all(isinstance(part.pays, Money) for part in structure.stream)
    if lease.rent is None and (len(currencies) > 1 or not only_amounts):
        yield Fault(
            path,
            "LC430",
            "without `rent` a `stream` is amounts of one currency, none of them a share",
            "write `rent`, or amounts alone",
        )
    if lease.rent is not None and only_amounts:
        yield Fault(
            path,
            "LC433",
            "every instalment is an amount, so nothing is left for `rent`",
            "leave `rent` out, or write shares of it",
        )
    yield from _negative_shares(path, [part.pays for part in structure.stream])


def _negative_shares(path: Path, shares: list[object]) -> Iterator[Fault]:
    for number, share in enumerate(shares):
        if not isinstance(share, Money) and share is not None and share < 0:  # type: ignore[operator]
            yield Fault((*path, number, "pays"), "LC415", "a share of the instalment cannot be negative", "write zero or more")


def _step_faults(path: Path, step: Step, lease: Lease, count: int) -> Iterator[Fault]:
    if (step.by is None) == (step.to is None):
        yield Fault(
            path,
            "LC431",
            "a step says either `by` or `to`",
            "write `by: 3%` for a change, `to: 60%` for a share of the base instalment",
        )
    if step.to is not None and step.every is not None:
        yield Fault(
            (*path, "every"),
            "LC431",
            "an instalment becomes `to` something once, not again and again",
            "write `by`, or leave `every` out",
        )
    every = None if step.every is None else count_of_instalments(step.every, lease.payments)
    if step.every is not None and not every:
        yield Fault(
            (*path, "every"),
            "LC431",
            f"{step.every} is not a whole number of {lease.payments} instalments",
            "write a length that they fill",
        )
    if step.from_ is None and step.every is None:
        yield Fault(
            path,
            "LC431",
            "a step that happens once needs `from`, the number of the first instalment that it changes",
            "for example `from: 13`",
        )
    if step.from_ is not None and step.from_ > count:
        yield Fault(
            (*path, "from"), "LC431", f"there is no instalment {step.from_}; the lease has {count}", f"write 1 to {count}"
        )
    if step.by is not None and not isinstance(step.by, Money) and step.by <= -1:
        yield Fault((*path, "by"), "LC415", "a step by -100 % or less leaves nothing", "use `to`, or a season that pays 0%")
    if step.to is not None and not isinstance(step.to, Money) and step.to < 0:
        yield Fault((*path, "to"), "LC415", "a share of the instalment cannot be negative", "write zero or more")


def _season_faults(path: Path, season: Season) -> Iterator[Fault]:
    if (season.calendar_months is None) == (season.contract_months is None):
        yield Fault(
            path, "LC432", "a season is either `calendar_months` or `contract_months`", "for example `calendar_months: [6, 7, 8]`"
        )
    for key, months in (("calendar_months", season.calendar_months), ("contract_months", season.contract_months)):
        for number, month in enumerate(months or ()):
            if not 1 <= month <= 12:
                yield Fault((*path, key, number), "LC432", f"{month} is no month", "write months as 1 to 12")
    yield from (Fault((*path, "pays"), fault.code, fault.message, fault.hint) for fault in _negative_shares(path, [season.pays]))


def _quiet_faults(lease: Lease, structure: Structure, count: int) -> Iterator[Fault]:
    """Yield deferral and interest-only that leave no instalment, or that meet instalments in advance."""
    key = "deferral" if structure.deferral is not None else "interest_only"
    quiet = (structure.deferral.instalments if structure.deferral else 0) + (structure.interest_only or 0)
    if quiet >= count:
        yield Fault(
            (*HERE, key),
            "LC433",
            f"{quiet} of {count} instalments repay nothing, so none is left for `rent`",
            f"write fewer than {count}",
        )
    if quiet and lease.in_advance:
        yield Fault(
            (*HERE, key),
            "LC435",
            f"`in_advance` pays instalments at commencement and `{key}` puts them off",
            "leave one of them out",
        )


def _moving_faults(lease: Lease, structure: Structure) -> Iterator[Fault]:
    """Yield the faults of an index and of a floating rate."""
    if structure.indexed is not None:
        yield from _index_faults((*HERE, "indexed"), structure.indexed, lease)
    if structure.floating is not None:
        yield from _floating_faults((*HERE, "floating"), structure.floating, lease)


def _index_faults(path: Path, indexed: Indexation, lease: Lease) -> Iterator[Fault]:
    yield from _length_faults((*path, "every"), indexed.every, lease)
    yield from _order_faults((*path, "values"), [point.from_ for point in indexed.values or ()])
    if (indexed.values is None) == (indexed.growth is None):
        yield Fault(path, "LC439", "an index has `values` or a `growth`, and only one of them", "for example `growth: 4%`")
    for number, point in enumerate(indexed.values or ()):
        if point.value <= 0:
            message = f"an index of {point.value} is none"
            yield Fault((*path, "values", number, "value"), "LC415", message, "write a number above zero")


def _floating_faults(path: Path, floating: Floating, lease: Lease) -> Iterator[Fault]:
    yield from _length_faults((*path, "reset_every"), floating.reset_every, lease)
    yield from _order_faults((*path, "base"), [point.from_ for point in floating.base])
    if not floating.base:
        hint = "write it by day, for example `[{from: 2026-03-02, rate: 7%}]`"
        yield Fault((*path, "base"), "LC439", "a floating rate needs its base rate", hint)
    if floating.margin is not None and lease.rent is not None:
        yield Fault((*path, "margin"), "LC435", "`margin` and `rent` both fix the first instalment", "leave one of them out")
    if floating.floor is not None and floating.cap is not None and floating.floor > floating.cap:
        yield Fault((*path, "floor"), "LC439", "the floor lies above the cap", "exchange them")
    if lease.interest is not None and lease.interest.method != "compound":
        message = f"`floating` cannot stand beside `interest.method: {lease.interest.method}`"
        yield Fault(path, "LC435", message, "leave one of them out")
    with_first = lease.interim is not None and lease.interim.paid == "with_first"
    if lease.in_advance or with_first:
        other = "interim.paid: with_first" if with_first else "in_advance"
        yield Fault(path, "LC435", f"`floating` cannot stand beside `{other}`", "leave one of them out")


def _length_faults(path: Path, every: Length, lease: Lease) -> Iterator[Fault]:
    if not count_of_instalments(every, lease.payments):
        yield Fault(
            path, "LC439", f"{every} is not a whole number of {lease.payments} instalments", "write a length that they fill"
        )


def _order_faults(path: Path, days: list[date]) -> Iterator[Fault]:
    for number in range(1, len(days)):
        if days[number] <= days[number - 1]:
            yield Fault(
                (*path, number, "from"),
                "LC439",
                f"{days[number]} does not come after {days[number - 1]}",
                "write the days in order",
            )
