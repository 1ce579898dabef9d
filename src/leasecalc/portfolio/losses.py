"""Losses of the whole book: lessees' defaults drawn together by one common factor (Gaussian copula; Li 2000, Vasicek 2002)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from leasecalc.credit_capital.vasicek import count_quantile, default_counts, large_pool_quantile
from leasecalc.records import record
from leasecalc.simulation.draws import Draw, Factors, increments, normals
from leasecalc.simulation.statistics import Estimate, block_sum, estimate, quantile, shortfall

if TYPE_CHECKING:
    from leasecalc.portfolio.lessees import Exposed, Lessees
    from leasecalc.simulation.draws import Floats
    from leasecalc.workers.local import HandOut

LEVELS = (0.95, 0.99, 0.999)
COMMON = "common factor of defaults"
CHUNK_BLOCKS = 4
MOST_CLOSED = 5_000
"""Lessees up to whom the exact law of the number of defaults is worked out."""

Told = Callable[[int, int], None]


@record(kw_only=True)
class Tail:
    """At one level: the loss that is not exceeded with that probability, and the mean loss beyond it, each with its standard error."""

    level: float
    value_at_risk: Estimate
    expected_shortfall: Estimate


@record(kw_only=True)
class Counted:
    """Defaults at one level: on the paths, by the exact law of equal lessees, and in a pool of very many; None where lessees differ."""

    level: float
    simulated: float
    exact: int | None
    large_pool: float | None


@record(kw_only=True)
class Losses:
    """What the book loses by default, in its currency; a gain is negative."""

    draw: Draw
    correlation: float
    source: str
    lessees: int
    """Lessees of deals that are added."""
    safe: int
    """Those of them whose deals expect no default."""
    default_rate: float | None
    """By the end of their lease, where all who may default are alike; else None."""
    expected_defaults: float
    defaults: Estimate
    counts: tuple[Counted, ...]
    loss: Estimate
    deviation: float
    tails: tuple[Tail, ...]


@record(kw_only=True)
class Chunk:
    """Losses and numbers of defaults on the paths of one chunk."""

    losses: Floats
    defaults: Floats


def losses_of(
    groups: Sequence[Lessees],
    correlation: tuple[float, str],
    draw: Draw,
    *,
    workers: int = 1,
    told: Told | None = None,
    engine: HandOut | None = None,
) -> Losses:
    """Return the losses of a book: the same numbers for the same seed, on any number of workers.

    ``correlation`` is that of two lessees, in [0, 1), and its source.
    """
    import numpy as np

    from leasecalc.workers.local import worked

    work = partial(chunk_of, tuple(groups), correlation[0], draw)
    found: dict[int, Chunk] = {}
    done = 0
    for number, chunk in (engine or worked)(work, range(-(-draw.blocks // CHUNK_BLOCKS)), workers):
        found[number] = chunk
        done += len(chunk.losses)
        if told is not None:
            told(done, draw.paths)
    chunks = [found[number] for number in sorted(found)]
    losses, defaults = (np.concatenate([getattr(chunk, name) for chunk in chunks]) for name in ("losses", "defaults"))
    return _answer(groups, correlation, draw, (losses, defaults))


def chunk_of(groups: tuple[Lessees, ...], correlation: float, draw: Draw, chunk: int) -> Chunk:
    """Return what a chunk of blocks finds: a pure function of its arguments, for any worker anywhere."""
    import numpy as np

    blocks = range(chunk * CHUNK_BLOCKS, min((chunk + 1) * CHUNK_BLOCKS, draw.blocks))
    found = [_block(groups, correlation, draw, block) for block in blocks]
    return Chunk(losses=np.concatenate([part[0] for part in found]), defaults=np.concatenate([part[1] for part in found]))


def _block(groups: tuple[Lessees, ...], correlation: float, draw: Draw, block: int) -> tuple[Floats, Floats]:
    """Return losses and numbers of defaults of one block: each lessee's draw is sqrt(R) M + sqrt(1 - R) e."""
    import numpy as np

    size = draw.size(block)
    common = math.sqrt(correlation) * normals(Factors(names=(COMMON,), root=((1.0,),)), draw, block)[COMMON]
    own_weight = math.sqrt(1.0 - correlation)
    losses, defaults = np.zeros(size), np.zeros(size)
    for group in groups:
        if group.default_rate <= 0.0:
            continue
        tables = [_tables(part) for part in group.parts]
        stream = increments(f"lessee {group.name}", draw, block)
        for _ in range(group.count):
            draws = common + own_weight * next(stream)
            defaulted = np.zeros(size, dtype=bool)
            for ends, costs in tables:
                hit = np.nonzero(draws > -ends[-1])[0]
                losses[hit] += costs[np.searchsorted(ends, -draws[hit], side="right")]
                defaulted[hit] = True
            if group.in_book:
                defaults += defaulted
    return losses, defaults


def _tables(part: Exposed) -> tuple[Floats, Floats]:
    """Return thresholds with their sign turned, so that they rise, and losses by date of default."""
    import numpy as np

    return -np.array(part.thresholds), np.array(part.losses)


def _answer(groups: Sequence[Lessees], correlation: tuple[float, str], draw: Draw, found: tuple[Floats, Floats]) -> Losses:
    losses, defaults = found
    count = sum(group.count for group in groups if group.in_book)
    at_risk = [group for group in groups if group.in_book and group.default_rate > 0.0]
    alike = _alike(at_risk)
    gains = -losses
    mean = estimate([block_sum(losses)], by_block=False)
    gains.sort()
    return Losses(
        draw=draw,
        correlation=correlation[0],
        source=correlation[1],
        lessees=count,
        safe=count - sum(group.count for group in at_risk),
        default_rate=alike,
        expected_defaults=math.fsum(group.count * group.default_rate for group in at_risk),
        defaults=estimate([block_sum(defaults)], by_block=False),
        counts=_counts(sum(group.count for group in at_risk), (alike, correlation[0]), defaults),
        loss=mean,
        deviation=mean.standard_error * math.sqrt(draw.paths),
        tails=tuple(tail(gains, level) for level in LEVELS),
    )


def _alike(groups: Sequence[Lessees]) -> float | None:
    """Return the default rate that all lessees share, or None."""
    rates = [group.default_rate for group in groups]
    if not rates or max(rates) - min(rates) > 1e-12 * max(rates):
        return None
    return rates[0]


def _counts(lessees: int, law: tuple[float | None, float], defaults: Floats) -> tuple[Counted, ...]:
    rate, correlation = law
    ordered = defaults.copy()
    ordered.sort()
    exact = default_counts(lessees, rate, correlation) if rate is not None and lessees <= MOST_CLOSED else ()
    return tuple(
        Counted(
            level=level,
            simulated=float(ordered[max(math.ceil(level * len(ordered)) - 1, 0)]),
            exact=count_quantile(exact, level) if exact else None,
            large_pool=None if rate is None else lessees * large_pool_quantile(rate, correlation, level),
        )
        for level in LEVELS
    )


def tail(gains: Floats, level: float) -> Tail:
    """Return value at risk and expected shortfall of sorted gains, a loss being positive.

    Standard error of the first: half the distance of the values one binomial deviation of the rank away (David and Nagaraja 2003, 7.1);
    of the second: ((variance beyond) + level (shortfall - value at risk)^2) / (n (1 - level)) (Manistre and Hancock 2005).
    """
    size = len(gains)
    risk, mean = -quantile(gains, 1.0 - level), shortfall(gains, level)
    apart = math.sqrt(level * (1.0 - level) / size)
    low, high = (quantile(gains, min(max(1.0 - level + way * apart, 0.0), 1.0)) for way in (-1.0, 1.0))
    beyond = gains[: max(int((1.0 - level) * size), 1)]
    spread = (float(beyond.var()) + level * (mean - risk) ** 2) / (size * (1.0 - level))
    return Tail(
        level=level,
        value_at_risk=Estimate(mean=risk, standard_error=0.5 * (high - low)),
        expected_shortfall=Estimate(mean=mean, standard_error=math.sqrt(spread)),
    )
