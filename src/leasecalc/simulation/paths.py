"""From draws to what turned out: the inputs of a block of paths, for the one kernel."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from leasecalc.engine.path import Path
from leasecalc.records import replace
from leasecalc.simulation.draws import Draw, increments, normals, uniforms
from leasecalc.simulation.model import FX_PREFIX, FxLaw, Model

if TYPE_CHECKING:
    from leasecalc.engine.resolved import Inputs
    from leasecalc.simulation.draws import Floats


def block_inputs(model: Model, draw: Draw, block: int, only: str = "") -> tuple[Inputs, dict[str, Floats]]:
    """Return the inputs of a block, and the normal draw behind each driver. ``only`` lets one driver vary and holds the others."""
    drawn = normals(model.factors, draw, block)
    seen = {name: values for name, values in drawn.items() if not only or name == only}
    inputs, path = model.inputs, Path()
    if "default" in seen:
        path = replace(path, alive=_alive(model, seen["default"]))
    if "early_return" in seen:
        path = replace(path, held={at: (seen["early_return"] <= above).astype(float) for at, above in model.return_thresholds})
    level = _residual_level(model, seen)
    if level is not None:
        path = replace(path, residual_level=level)
        inputs = replace(inputs, resale_level=inputs.resale_level * level)
    if "recovery" in seen and model.recovery is not None:
        low, high = model.recovery
        inputs = replace(inputs, recovery_rate=low + (high - low) * uniforms(seen["recovery"]))
    if "discount_rate" in seen:
        inputs = replace(inputs, discount_rate=inputs.discount_rate + model.rate_volatility * seen["discount_rate"])
    if "refund_delay" in seen and model.refund_delay is not None:
        path = replace(path, refund_worth=_worth(inputs, model.refund_delay, seen["refund_delay"]))
    quotes = {
        law.pair: WhenAsked(quote_path(model, law, seen[FX_PREFIX + law.pair], draw, block))
        for law in model.fx
        if FX_PREFIX + law.pair in seen
    }
    return replace(inputs, path=replace(path, quotes=quotes)), drawn


class WhenAsked(Mapping[float, Any]):
    """Multiples of a quotation by years, drawn as far as the kernel asks: most deals need some quotations for a few days only."""

    def __init__(self, walk: Iterator[tuple[float, Any]]) -> None:
        self._walk = walk
        self._found: dict[float, Any] = {}

    def __getitem__(self, years: float) -> Any:
        if years <= 0.0:
            raise KeyError(years)
        while years not in self._found:
            year, multiple = next(self._walk)
            self._found[year] = multiple
        return self._found[years]

    def __iter__(self) -> Iterator[float]:
        self._found.update(self._walk)
        return iter(self._found)

    def __len__(self) -> int:
        return len(list(iter(self)))


def _alive(model: Model, draws: Floats) -> dict[int, Any]:
    """Return by grid index 1.0 where the lessee has not defaulted; the thresholds fall with time, so nobody comes back."""
    return {
        index: 1.0 if threshold == math.inf else (draws <= threshold).astype(float)
        for index, threshold in enumerate(model.default_thresholds)
    }


def _residual_level(model: Model, seen: Mapping[str, Floats]) -> Any:
    """Return the multiple of what the deal expects the car to be worth, None where nothing moves it: its own law and prices that move it."""
    level = None if model.residual is None or "residual" not in seen else _level(*model.residual, seen["residual"])
    for name, volatility in model.prices:
        if name in seen:
            moved = _level("lognormal", volatility, seen[name])
            level = moved if level is None else level * moved
    return level


def _level(law: str, volatility: float, draws: Floats) -> Any:
    import numpy as np

    if law == "normal":
        return np.maximum(1.0 + volatility * draws, 0.0)
    return np.exp(volatility * draws - 0.5 * volatility**2)


def _worth(inputs: Inputs, ends: tuple[float, float], draws: Floats) -> Any:
    """Return the worth on the written day of a refund that comes later, discounted at the deal's rate."""
    low, high = ends
    return (1.0 + inputs.discount_rate) ** -(low + (high - low) * uniforms(draws))


def quote_path(model: Model, law: FxLaw, terminal: Floats, draw: Draw, block: int) -> Iterator[tuple[float, Any]]:
    """Yield each year of the grid and the multiple of the expected quotation then: exp(vol W(t) - vol^2 t / 2), mean 1, then jump and band.

    ``terminal`` is W(T) / sqrt(T), which correlations act on; between, a Brownian bridge (Glasserman 2004, 3.1). A devaluation comes on
    top, so with one the mean is above 1.
    """
    import numpy as np

    years = sorted({year for year in model.deal.timeline.years if year > 0.0})
    if not years:
        return
    jumped = _jump_time(law, draw, block)
    walk, before, end = np.zeros(len(terminal)), 0.0, years[-1]
    total = math.sqrt(end) * terminal
    steps = increments(FX_PREFIX + law.pair, draw, block)
    held: Any = None
    for place, year in enumerate(years):
        if place == len(years) - 1:
            walk = total
        else:
            share = (year - before) / (end - before)
            spread = math.sqrt((year - before) * (end - year) / (end - before))
            walk = walk + share * (total - walk) + spread * next(steps)
        before = year
        free = np.exp(law.volatility * walk - 0.5 * law.volatility**2 * year)
        if jumped is not None:
            free = np.where(jumped <= year, free * law.jump_multiple, free)
        held_at, held = _banded(law, year, free, held)
        yield year, held_at


def _banded(law: FxLaw, year: float, free: Any, held: Any) -> tuple[Any, Any]:
    """Return the multiple within the band while it holds; afterwards it moves freely from where it was held."""
    import numpy as np

    if law.band is None:
        return free, None
    if year <= law.band_years:
        inside = np.clip(free, 1.0 - law.band, 1.0 + law.band)
        return inside, inside / free
    return (free if held is None else free * held), held


def _jump_time(law: FxLaw, draw: Draw, block: int) -> Any:
    """Return the years until a devaluation: exponential with the yearly intensity."""
    if not law.jump_rate:
        return None
    import numpy as np

    draws = next(increments(f"{FX_PREFIX}{law.pair} devaluation", draw, block))
    return -np.log1p(-uniforms(draws)) / law.jump_rate
