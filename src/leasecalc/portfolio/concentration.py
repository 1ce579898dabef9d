"""Where the book leans: shares of the amounts financed by market, lessee, currency and maker, and their Herfindahl index."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from leasecalc.portfolio.positions import Position

BY = ("market", "lessee", "currency", "maker")


@record(kw_only=True)
class Group:
    """One market, lessee, currency or maker: what is financed there in the book's currency, and its share of the whole."""

    name: str
    financed: float
    share: float


@record(kw_only=True)
class Concentration:
    """The groups of one kind, the largest first."""

    by: str
    groups: tuple[Group, ...]
    herfindahl: float | None
    """Sum of the squared shares: 1 for one group, 1/n for n equal ones. None: shares have no meaning (``reason``)."""
    reason: str = ""


def concentrations(lines: Sequence[Position]) -> tuple[Concentration, ...]:
    """Return the concentration of the lines that count, by each kind."""
    counted = [line for line in lines if line.sign]
    return tuple(_concentration(by, _sums(by, counted)) for by in BY)


def _sums(by: str, lines: Iterable[Position]) -> dict[str, float]:
    parts: dict[str, list[float]] = defaultdict(list)
    for line in lines:
        for name, amount in _parts(by, line):
            parts[name].append(line.sign * amount)
    return {name: math.fsum(amounts) for name, amounts in parts.items()}


def _parts(by: str, line: Position) -> Iterator[tuple[str, float]]:
    """Yield the groups of a line: one, or each of its many lessees with an equal part."""
    if by == "lessee" and line.lessees > 1:
        for number in range(1, line.lessees + 1):
            yield f"{line.lessee} {number}", line.financed / line.lessees
        return
    vehicle, deal = line.deal.document.vehicle, line.priced.deal
    names = {
        "market": deal.market,
        "lessee": line.lessee,
        "currency": deal.lease.currency,
        "maker": vehicle.maker or vehicle.make,
    }
    yield names[by], line.financed


def _concentration(by: str, sums: dict[str, float]) -> Concentration:
    whole = math.fsum(sums.values())
    below = [name for name, amount in sums.items() if amount < 0.0]
    if below or not whole > 0.0:
        why = f"{', '.join(below)}: more is subtracted than added" if below else "nothing is financed"
        return Concentration(by=by, groups=(), herfindahl=None, reason=why)
    groups = [Group(name=name, financed=amount, share=amount / whole) for name, amount in sums.items()]
    groups.sort(key=lambda group: -group.share)  # equal ones stay in the order of the file
    return Concentration(by=by, groups=tuple(groups), herfindahl=math.fsum(group.share**2 for group in groups))
