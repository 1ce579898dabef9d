"""The verbs: `load` a deal, then ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc import analyses, api
from leasecalc.records import record
from leasecalc.verbs.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from leasecalc.engine.sensitivity.grid import Sweep
    from leasecalc.engine.sensitivity.reach import Tornado
    from leasecalc.engine.solving.subject import RentWish
    from leasecalc.engine.solving.targeting import Solved
    from leasecalc.markets.library import Library
    from leasecalc.report.deal.model import Report
    from leasecalc.report.routes.model import VerdictShown
    from leasecalc.simulation.draws import Sampling
    from leasecalc.simulation.run import Simulated

    Settings = Mapping[str, Any] | Iterable[str]


@record
class Loaded:
    """A deal that was read and found good, and the market library that it is priced with."""

    deal: api.Deal
    markets: Library

    def under(self, settings: Settings) -> Loaded:
        """Return the deal with further values set, as by ``--set``. Raises ``InputError`` with every fault at once."""
        return Loaded(api.assign(self.deal, _assignments(settings)), self.markets)

    def __repr__(self) -> str:
        return f"<deal {', '.join(file.name for file in self.deal.files)}>"


def load(path: str | Path, settings: Settings = (), *, markets: Iterable[str | Path] = ()) -> Loaded:
    """Return the deal at ``path`` with ``settings`` in it: ``{"lease.term": "48 months"}`` or ``["lease.term=48 months"]``.

    ``markets`` are folders of market files that add to or replace the shipped ones. Raises ``InputError`` with every fault of the file at
    once, each with its line and column.
    """
    return Loaded(api.load(str(path), _assignments(settings)), api.library(tuple(map(str, markets))))


def price(deal: Loaded) -> Result[Report]:
    """Return the whole report of a deal. Raises ``InputError`` where the market data must ask, ``NoSolution`` where no instalment meets the target."""
    from leasecalc.report.pages import price_page

    report = api.report(deal.deal, deal.markets, traced=True)
    return Result(report, price_page(report), report)


def compare(deal: Loaded, *, routes: str = "", band: float = analyses.BAND) -> Result[VerdictShown]:
    """Return lease beside sale, or every route (``routes="all"``, or a list), and the verdict.

    ``band`` is the share by which each assumed number alone is moved. Raises like `price`, and ``UsageError`` for an unknown route.
    """
    from leasecalc.verbs.comparing import compared

    report = api.report(deal.deal, deal.markets, traced=True)
    return compared(report, deal.deal, deal.markets, routes=routes, band=band)


def solve(
    deal: Loaded, knob: str | Sequence[str], targets: Mapping[str, str], *, rent: RentWish = "", low: str = "", high: str = ""
) -> Result[Solved]:
    """Return the value of a knob (or two) at which measures meet their targets: ``solve(deal, "rent", {"lessor_yield": "14%"})``.

    A target that no value meets is an answer with its status. Raises ``UsageError`` for names that do not exist, and like `price`.
    """
    from leasecalc.engine.solving.subject import SolveWishes
    from leasecalc.verbs.answers import solved_answer

    knobs = (knob,) if isinstance(knob, str) else tuple(knob)
    wishes = SolveWishes(rent=rent, low=low, high=high)
    solved = api.solve(deal.deal, deal.markets, knobs=knobs, targets=tuple(targets.items()), wishes=wishes)
    return solved_answer(deal.deal, solved)


def sweep(
    deal: Loaded, over: str | Sequence[str], *, measures: Sequence[str] = analyses.MEASURES, rent: RentWish = ""
) -> Result[Sweep]:
    """Return measures over one axis or two, typed as for ``--over``: ``sweep(deal, "residual=1000 USD..4000 USD/7")``."""
    from leasecalc.verbs.answers import swept_answer

    axes = (over,) if isinstance(over, str) else tuple(over)
    swept = analyses.sweep(deal.deal, deal.markets, over=axes, measures=measures, rent=rent)
    return swept_answer(deal.deal, swept, long=True)


def tornado(deal: Loaded, measure: str = "lease_minus_sale", *, shift: float = 0.1, rent: RentWish = "") -> Result[Tornado]:
    """Return how far each input alone moves a measure, by ``shift`` of its value down and up."""
    from leasecalc.verbs.answers import tornado_answer

    found = analyses.tornado(deal.deal, deal.markets, measure=measure, shift=shift, rent=rent)
    return tornado_answer(deal.deal, found)


def simulate(
    deal: Loaded, paths: int = 100_000, *, seed: int = 1, sampling: Sampling = "plain", workers: int = 1
) -> Result[Simulated]:
    """Return the distribution of a deal's answer on ``paths`` paths; the same seed gives the same numbers on any number of workers."""
    from leasecalc.simulation.draws import Draw
    from leasecalc.simulation.model import model_of
    from leasecalc.simulation.run import simulate as simulated
    from leasecalc.verbs.answers import simulated_answer

    priced = api.price(deal.deal, deal.markets)
    model = model_of(deal.deal.document, priced)
    found = simulated(model, Draw(paths=paths, seed=seed, sampling=sampling), workers=workers)
    return simulated_answer(deal.deal, priced, found)


def _assignments(settings: Settings) -> tuple[str, ...]:
    from collections.abc import Mapping

    return tuple(f"{path}={value}" for path, value in settings.items()) if isinstance(settings, Mapping) else tuple(settings)
