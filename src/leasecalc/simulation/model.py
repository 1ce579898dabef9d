"""The laws of a deal, ready to draw from: plain numbers, so that a worker on another machine needs nothing else."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

from leasecalc.deal.chance_checks import DEFAULT, EARLY_RETURN, FX_PREFIX, PRICES, drivers_of, pair_of
from leasecalc.engine.legs.credit_legs import nobody_defaults, returns_early, survival
from leasecalc.engine.settings import with_fixed_rent
from leasecalc.errors import UsageError
from leasecalc.records import record, replace
from leasecalc.simulation.draws import Factors

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.questions import Chances, FxChance
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

NOTHING_VARIES = """simulate: nothing varies in this deal; write `credit:` for defaults, or what may turn out otherwise, for example
  simulation:
    source: assumed
    residual: {volatility: 25%}
    refund_delay: {low: 0 months, high: 6 months}
    fx: {USD/CNY: {volatility: 5%}}   # of a pair that `fx` quotes"""


@record(kw_only=True)
class FxLaw:
    """One quotation: yearly volatility of its logarithm; intensity and multiple of a devaluation; a band and the years that it holds."""

    pair: str
    volatility: float
    jump_rate: float = 0.0
    jump_multiple: float = 1.0
    band: float | None = None
    band_years: float = float("inf")


@record(kw_only=True)
class Model:
    """A deal with its instalment fixed, and the laws of what varies in it."""

    deal: ResolvedDeal
    inputs: Inputs
    factors: Factors
    default_thresholds: tuple[float, ...] = ()
    """By grid index: the normal draw above which the lessee has defaulted by then."""
    return_thresholds: tuple[tuple[int, float], ...] = ()
    """Places of the grid at which a car may come back early, and the normal draw above which it has by then."""
    fx: tuple[FxLaw, ...] = ()
    residual: tuple[str, float] | None = None
    """Law and volatility of the car's value in the end."""
    prices: tuple[tuple[str, float], ...] = ()
    """Prices that move that value, each with the volatility that it gives it."""
    recovery: tuple[float, float] | None = None
    refund_delay: tuple[float, float] | None = None
    """In years."""
    rate_volatility: float = 0.0

    @property
    def drivers(self) -> tuple[str, ...]:
        """Return the names of what varies."""
        return self.factors.names


def model_of(document: DealDocument, priced: Priced) -> Model:
    """Return the model of a priced deal. Raises ``UsageError`` where nothing varies, or the deal cannot be simulated."""
    deal, chances = priced.deal, document.simulation
    if deal.lots:
        raise UsageError(
            "simulate: a fleet in several deliveries is simulated delivery by delivery; leave `lease.deliveries` out"
        )
    still = {DEFAULT: nobody_defaults(priced.inputs), EARLY_RETURN: not returns_early(deal, priced.inputs)}
    names = tuple(name for name in drivers_of(document) if not still.get(name, False))
    if not names:
        raise UsageError(NOTHING_VARIES)
    fixed = Model(deal=deal, inputs=with_fixed_rent(priced), factors=Factors.correlated(names, _correlations(chances, names)))
    if DEFAULT in names:
        fixed = replace(fixed, default_thresholds=default_thresholds(deal, priced.inputs))
    if EARLY_RETURN in names:
        fixed = replace(fixed, return_thresholds=return_thresholds(deal, priced.inputs))
    return fixed if chances is None else _with_laws(fixed, chances)


def _correlations(chances: Chances | None, names: tuple[str, ...]) -> dict[tuple[str, str], float]:
    written = {} if chances is None else chances.correlations or {}
    found = {pair_of(typed): float(value) for typed, value in written.items()}
    return {pair: value for pair, value in found.items() if pair[0] in names and pair[1] in names}


def default_thresholds(deal: ResolvedDeal, inputs: Inputs) -> tuple[float, ...]:
    """Return the quantiles of survival: a draw above the quantile of S(t) is a default by t, so P(default by t) = 1 - S(t)."""
    stays = survival(deal, inputs, range(len(deal.timeline.years)))
    return tuple(_quantile(float(stays[index])) for index in range(len(stays)))


def return_thresholds(deal: ResolvedDeal, inputs: Inputs) -> tuple[tuple[int, float], ...]:
    """Return the same of S_R, the probability that the car has not been returned, for each day on which it may be."""
    from leasecalc.engine.legs.early_return import held

    places = () if deal.ends is None or deal.ends.early is None else deal.ends.early.places
    kept = held(deal, inputs, places)
    return tuple((at, _quantile(float(kept[at]))) for at in places)


def _quantile(chance: float) -> float:
    return float("inf") if chance >= 1.0 else float("-inf") if chance <= 0.0 else NormalDist().inv_cdf(chance)


def _with_laws(model: Model, chances: Chances) -> Model:
    laws = tuple(_fx_law(model, pair, law) for pair, law in (chances.fx or {}).items())
    residual, recovery, delay = chances.residual, chances.recovery, chances.refund_delay
    return replace(
        model,
        fx=laws,
        residual=None if residual is None else (residual.law, float(residual.volatility)),
        prices=tuple(
            (name, float(found.volatility) * float(found.residual_elasticity))
            for name in PRICES
            if (found := getattr(chances, name)) is not None
        ),
        recovery=None if recovery is None else (float(recovery.low), float(recovery.high)),
        refund_delay=None if delay is None else ((delay.low.months or 0) / 12.0, (delay.high.months or 0) / 12.0),
        rate_volatility=0.0 if chances.discount_rate is None else float(chances.discount_rate.volatility),
    )


def _fx_law(model: Model, pair: str, law: FxChance) -> FxLaw:
    until = float("inf")
    if law.band_until is not None:
        until = (law.band_until - model.deal.pricing_date).days / 365.25
    fall = 0.0 if law.devaluation is None else float(law.devaluation)
    return FxLaw(
        pair=pair,
        volatility=float(law.volatility),
        jump_rate=0.0 if law.devaluation_rate is None else float(law.devaluation_rate),
        jump_multiple=1.0 / (1.0 - fall),
        band=None if law.band is None else float(law.band),
        band_years=until,
    )


__all__ = ["FX_PREFIX", "FxLaw", "Model", "model_of"]
