"""What a deal file says with optimised instalments in the place of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from leasecalc.money import minor_digits
from leasecalc.reading.rewriting import Written

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.optimising.best import Optimised
    from leasecalc.engine.price import Priced
    from leasecalc.engine.solving.goals import Goal

Key = tuple[str, ...]

#: Beginnings of paths at which the deal has no value any more.
GONE = ("lease.rent", "lease.structure")


def amounts(instalments: Sequence[float], currency: str) -> tuple[Decimal, ...]:
    """Return instalments as decimals with the digits of the currency."""
    unit = Decimal(1).scaleb(-minor_digits(currency))
    return tuple(Decimal(repr(value)).quantize(unit, ROUND_HALF_EVEN) for value in instalments)


def values_to_write(document: DealDocument, answer: Optimised) -> dict[Key, Written]:
    """Return what the deal file must say to be priced with the optimised instalments: the stream in the place of the rent.

    The deposit that was counted in instalments is written as the amount it is, a target of the rent becomes the floor that it was,
    and what was expected of the old instalments goes.
    """
    currency = answer.today.deal.lease.currency
    parts = ", ".join(_parts(amounts(answer.chosen, currency), currency))
    stream = f"{{stream: [{parts}]}}"
    written: dict[Key, Written] = {}
    if document.lease.structure is None:
        written["lease", "rent"] = Written(stream, "structure")
    else:
        written |= {("lease", "structure"): Written(stream), ("lease", "rent"): Written(None)}
    if not any(answer.chosen):
        written["lease", "currency"] = Written(currency)
    held = held_deposit(answer.today)
    if held is not None:
        written["lease", "deposit"] = Written(f"{held} {currency}")
    target = [held.bound for held in answer.bounds if held.bound.path == "lease.rent"]
    if target and document.optimise is not None and not document.optimise.floors:
        written["optimise", "floors"] = Written(f"{{{target[0].name}: {_typed(target[0].goal)}}}")
    kept = [path for path in document.assumed if not path.startswith(GONE)]
    if len(kept) < len(document.assumed):
        written["assumed",] = Written(f"[{', '.join(kept)}]" if kept else None)
    return {**written, ("expect",): Written(None)}


def _typed(goal: Goal) -> str:
    if goal.currency:
        return f"{amounts([goal.target], goal.currency)[0]} {goal.currency}"
    return f"{Decimal(repr(goal.target)) * 100:f}%"


def held_deposit(priced: Priced) -> Decimal | None:
    """Return a deposit that the deal counts in instalments, as the amount that it is today, or None."""
    deposit = priced.inputs.deposit
    if deposit is None or deposit.per != "instalments":
        return None
    return amounts([float(priced.contract.deposit)], priced.deal.lease.currency)[0]


def _parts(paid: Sequence[Decimal], currency: str) -> Iterator[str]:
    for amount, alike in groupby(paid):
        yield f"{{count: {len(list(alike))}, pays: {amount} {currency}}}"
