"""A simulation from its model to its answer: chunks of blocks on any number of workers, added up in the order of blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from leasecalc.engine.legs.credit_legs import less_by_default
from leasecalc.engine.measures import BY_NAME
from leasecalc.engine.price import price
from leasecalc.records import record
from leasecalc.simulation.draws import BLOCK, Draw
from leasecalc.simulation.paths import block_inputs
from leasecalc.simulation.statistics import (
    Classed,
    Distribution,
    Estimate,
    block_sum,
    classed,
    distribution,
    estimate,
    first_order_share,
    positive,
)

if TYPE_CHECKING:
    from leasecalc.engine.resolved import Inputs
    from leasecalc.simulation.draws import Floats
    from leasecalc.simulation.model import Model
    from leasecalc.values import Value
    from leasecalc.workers.local import HandOut

MEASURES = ("lease_minus_sale", "lease_npv")
"""What every path is measured by."""

RATES = ("expected_yield_effective", "lease_payback_months")
"""What the first paths alone are measured by: a rate of return costs more than a path."""

FIRST_BLOCKS = 8
CHUNK_BLOCKS = 8

Told = Callable[[int, int], None]


@record(kw_only=True)
class Chunk:
    """What one chunk of blocks has found: values of all paths, and sums by block."""

    values: tuple[Floats, ...]
    sums: tuple[tuple[tuple[int, float, float], ...], ...]
    """By measure, then by block."""
    classes: tuple[Classed, ...]
    """By driver, of the first measure."""
    rates: tuple[Floats, ...]
    defaulted: int
    returned: int


@record(kw_only=True)
class Share:
    """One driver and the share of the variance that it explains alone."""

    driver: str
    share: float


@record(kw_only=True)
class Simulated:
    """The answer. Distributions are by measure, money in the deal's currency per car."""

    model: Model
    draw: Draw
    expected: dict[str, float]
    """What `price` says without a simulation."""
    distributions: dict[str, Distribution]
    lease_ahead: Estimate
    """Share of paths on which the lease beats the sale."""
    loss: Estimate
    """Share of paths on which the lease is worth less than nothing."""
    defaulted: Estimate
    returned: Estimate | None
    """Share of paths on which the car comes back early; None where the deal expects none to."""
    shares: tuple[Share, ...]
    rate_paths: int


def chunk_of(model: Model, draw: Draw, chunk: int) -> Chunk:
    """Return what a chunk of blocks finds: a pure function of its arguments, for any worker anywhere."""
    blocks = range(chunk * CHUNK_BLOCKS, min((chunk + 1) * CHUNK_BLOCKS, draw.blocks))
    found = [_block(model, draw, block) for block in blocks]
    return _joined(found)


def _block(model: Model, draw: Draw, block: int) -> Chunk:
    import numpy as np

    inputs, drawn = block_inputs(model, draw, block)
    priced, size = price(model.deal, inputs), draw.size(block)

    def measured(name: str) -> Floats:
        return np.array(np.broadcast_to(BY_NAME[name].compute(priced), (size,)), dtype=np.float64)

    values, end = tuple(measured(name) for name in MEASURES), model.deal.timeline.end
    drawn_default = inputs.path is not None and inputs.path.alive is not None
    return Chunk(
        values=values,
        sums=tuple((block_sum(_by_pair(draw, one)),) for one in values),
        classes=tuple(classed(drawn[name], values[0]) for name in model.drivers),
        rates=tuple(measured(name) for name in RATES) if block < FIRST_BLOCKS else (),
        defaulted=_happened(0.0 - less_by_default(model.deal, inputs, [end])[end]) if drawn_default else 0,
        returned=_returned(model, inputs),
    )


def _happened(paths: Value) -> int:
    """Return how many paths an event (1 where it happened) has come to pass on."""
    import numpy as np

    return round(float(np.sum(paths)))


def _returned(model: Model, inputs: Inputs) -> int:
    """Return on how many paths the car comes back early, and no default came before."""
    if inputs.path is None or inputs.path.held is None:
        return 0
    from leasecalc.engine.legs.early_return import return_chances

    return sum(_happened(chance) for chance in return_chances(model.deal, inputs))


def _by_pair(draw: Draw, values: Floats) -> Floats:
    """Return the mean of each path and its mirror image, which are independent of the other pairs; other paths as they are."""
    if draw.sampling != "antithetic" or len(values) % 2:
        return values
    return 0.5 * (values[0::2] + values[1::2])


def _joined(found: list[Chunk]) -> Chunk:
    import numpy as np

    rates = [one.rates for one in found if one.rates]
    return Chunk(
        values=tuple(np.concatenate(parts) for parts in zip(*(one.values for one in found), strict=True)),
        sums=tuple(tuple(part for one in found for part in one.sums[place]) for place in range(len(MEASURES))),
        classes=tuple(_added(parts) for parts in zip(*(one.classes for one in found), strict=True)),
        rates=tuple(np.concatenate(parts) for parts in zip(*rates, strict=True)),
        defaulted=sum(one.defaulted for one in found),
        returned=sum(one.returned for one in found),
    )


def _added(parts: Iterable[Classed]) -> Classed:
    first, *others = parts
    for other in others:
        first = first.plus(other)
    return first


def simulate(model: Model, draw: Draw, *, workers: int = 1, told: Told | None = None, engine: HandOut | None = None) -> Simulated:
    """Return the answer of a simulation; the same for any number of workers. ``engine`` hands out chunks (default: this machine)."""
    from leasecalc.workers.local import worked

    gathered = _Gathered(draw)
    chunks = -(-draw.blocks // CHUNK_BLOCKS)
    hand_out = engine or worked
    done = 0
    for chunk, found in hand_out(partial(chunk_of, model, draw), range(chunks), workers):
        gathered.take(chunk, found)
        done += len(found.values[0])
        if told is not None:
            told(done, draw.paths)
    return gathered.answer(model)


class _Gathered:
    """Keeps what chunks found, each in its place, until all are there."""

    def __init__(self, draw: Draw) -> None:
        import numpy as np

        self._draw = draw
        self._values = {name: np.empty(draw.paths) for name in MEASURES}
        self._chunks: dict[int, Chunk] = {}

    def take(self, chunk: int, found: Chunk) -> None:
        """Keep a chunk; its values go where they belong, the rest is small."""
        from leasecalc.records import replace

        start = chunk * CHUNK_BLOCKS * BLOCK
        for name, part in zip(MEASURES, found.values, strict=True):
            self._values[name][start : start + len(part)] = part
        self._chunks[chunk] = replace(found, values=())

    def answer(self, model: Model) -> Simulated:
        """Return the answer, added up in the order of chunks."""
        found = [self._chunks[chunk] for chunk in sorted(self._chunks)]
        whole = _joined(found)
        paths = self._draw.paths
        ahead, loss = (_share(positive(self._values[name]), paths) for name in MEASURES)
        by_block = self._draw.sampling == "sobol"
        distributions = {
            name: distribution(self._values[name], estimate(sums, by_block=by_block))
            for name, sums in zip(MEASURES, whole.sums, strict=True)
        }
        variance = distributions[MEASURES[0]].deviation ** 2
        shares = [
            Share(driver=name, share=first_order_share(part, variance))
            for name, part in zip(model.drivers, whole.classes, strict=True)
        ]
        expected = price(model.deal, model.inputs)
        rates = dict(zip(RATES, whole.rates, strict=True))
        return Simulated(
            model=model,
            draw=self._draw,
            expected={name: float(BY_NAME[name].compute(expected)) for name in (*MEASURES, *RATES)},
            distributions=distributions | {name: distribution(values, estimate([block_sum(values)], by_block=False)) for name, values in rates.items()},
            lease_ahead=ahead,
            loss=Estimate(mean=1.0 - loss.mean, standard_error=loss.standard_error),
            defaulted=_share(whole.defaulted, paths),
            returned=_share(whole.returned, paths) if model.return_thresholds else None,
            shares=tuple(sorted(shares, key=lambda share: -share.share)),
            rate_paths=len(rates[RATES[0]]) if rates else 0,
        )  # fmt: skip


def _share(count: int, of: int) -> Estimate:
    """Return the share of paths, with the standard error of a proportion."""
    share = count / of
    return Estimate(mean=share, standard_error=(share * (1.0 - share) / of) ** 0.5)
