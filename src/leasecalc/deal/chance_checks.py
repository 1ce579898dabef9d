"""Faults of the laws of a simulation that the deal file alone shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.reading.faults import Fault
from leasecalc.reading.suggest import did_you_mean

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.questions import Chances, FxChance

HERE = ("simulation",)
CODE = "LC491"
DEFAULT = "default"
EARLY_RETURN = "early_return"
FX_PREFIX = "fx."
PRICES = ("fuel_price", "battery_price")


def drivers_of(document: DealDocument) -> tuple[str, ...]:
    """Return the names of what varies in a deal: `default`, `residual`, `fx.USD/ZAR` ..."""
    found = [DEFAULT] if document.credit is not None else []
    if document.ends is not None and document.ends.early_return is not None:
        found.append(EARLY_RETURN)
    chances = document.simulation
    if chances is not None:
        found += [
            name
            for name in ("residual", *PRICES, "recovery", "refund_delay", "discount_rate")
            if getattr(chances, name) is not None
        ]
        found += [FX_PREFIX + pair for pair in chances.fx or ()]
    return tuple(found)


def pair_of(typed: str) -> tuple[str, str]:
    """Return the two drivers of a key of `correlations`; the second is empty where there are not two."""
    left, _, right = typed.partition(",")
    return left.strip(), right.strip()


def chance_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield the faults of `simulation:`."""
    chances = document.simulation
    if chances is None:
        return
    yield from _fx_faults(document, chances)
    if chances.recovery is not None:
        if document.credit is None or document.credit.recovery is None:
            yield Fault(
                (*HERE, "recovery"),
                CODE,
                "the deal recovers no share of the balance",
                "write `credit: {recovery: 40%, ...}`, or leave this out",
            )
        if not 0 <= chances.recovery.low <= chances.recovery.high <= 1:
            yield Fault(
                (*HERE, "recovery"), CODE, "the ends are not between 0 % and 100 % in order", "write `{low: 20%, high: 60%}`"
            )
    delay = chances.refund_delay
    if delay is not None and (
        delay.low.months is None or delay.high.months is None or not 0 <= delay.low.months <= delay.high.months
    ):
        yield Fault((*HERE, "refund_delay"), CODE, "the ends are not months in order", "write `{low: 0 months, high: 6 months}`")
    yield from _correlation_faults(document, chances)


def _fx_faults(document: DealDocument, chances: Chances) -> Iterator[Fault]:
    quoted = tuple(document.fx.rates) if document.fx is not None else ()
    for pair, law in (chances.fx or {}).items():
        if pair not in quoted:
            yield Fault((*HERE, "fx", pair), CODE, f"the deal does not quote {pair}", did_you_mean(pair, quoted))
        yield from _law_faults((*HERE, "fx", pair), law)


def _law_faults(path: tuple[str, ...], law: FxChance) -> Iterator[Fault]:
    if (law.devaluation is None) is not (law.devaluation_rate is None):
        yield Fault(path, CODE, "a devaluation has a size and a yearly chance", "write both `devaluation` and `devaluation_rate`")
    if law.devaluation is not None and not 0 < law.devaluation < 1:
        yield Fault(
            (*path, "devaluation"), CODE, "a currency falls by more than nothing and less than all", "write for example `40%`"
        )
    if law.band_until is not None and law.band is None:
        yield Fault((*path, "band_until"), CODE, "there is no `band` that could end", "write `band: 1%`, or leave this out")


def _correlation_faults(document: DealDocument, chances: Chances) -> Iterator[Fault]:
    names = drivers_of(document)
    for typed, value in (chances.correlations or {}).items():
        path = (*HERE, "correlations", typed)
        for name in pair_of(typed):
            if name not in names:
                yield Fault(path, CODE, f"nothing named `{name}` varies in this deal", did_you_mean(name, names))
        if not -1 < value < 1:
            yield Fault(path, CODE, "a correlation lies between -100 % and 100 %", "write for example `-30%`")
