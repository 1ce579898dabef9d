"""The verbs that price one deal many times: what an answer depends on. The command line calls only these and `api`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.errors import LeasecalcError, UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.engine.price import Priced
    from leasecalc.engine.sensitivity.break_even import BreakEvens
    from leasecalc.engine.sensitivity.grid import Sweep
    from leasecalc.engine.sensitivity.reach import Tornado
    from leasecalc.engine.sensitivity.stress import Outcome, Stressed, Turned
    from leasecalc.engine.solving.goals import Goal
    from leasecalc.engine.solving.subject import RentWish, Subject
    from leasecalc.markets.library import Library
    from leasecalc.routes.doubt import World
    from leasecalc.routes.judge import Judged
    from leasecalc.scenarios.document import Scenario

MEASURES = ("lease_minus_sale", "lease_npv", "lessor_yield", "expected_yield")
"""What is shown where nothing was asked for."""

MOST_CELLS = 100_000

BAND = 0.1
"""Share by which a verdict moves each assumed number where nothing else is asked for."""


def subject_of(deal: api.Deal, markets: Library, *, names: Sequence[str] = (), rent: RentWish = "") -> Subject:
    """Return a deal whose knobs can be turned. The instalment is kept, unless ``rent`` is "solve" or its own rate is turned."""
    from leasecalc.engine.solving.subject import Subject, rent_role
    from leasecalc.engine.solving.terms import Terms

    today = api.price(deal, markets)
    return Subject(today, rent_role(today, names, (), rent), Terms(deal.document, markets))


def goals_of(priced: Priced, names: Sequence[str]) -> tuple[Goal, ...]:
    """Return measures by name, each once. Raises ``UsageError`` for a name that is none."""
    from leasecalc.engine.solving.goals import Goal, currency_of, measure_named

    measures = dict.fromkeys(measure_named(name) for name in names)
    return tuple(Goal(measure, 0.0, currency_of(priced, measure)) for measure in measures)


def sweep(
    deal: api.Deal, markets: Library, *, over: Sequence[str], measures: Sequence[str] = MEASURES, rent: RentWish = ""
) -> Sweep:
    """Return measures of a deal over one axis or two, each typed as for `--over` (`residual=1000 USD..4000 USD/7`).

    Raises ``UsageError`` for what cannot be read, and like `api.price` for the deal as it stands; a point of the axes without a
    price is a cell with its reason.
    """
    from leasecalc.engine.sensitivity.axes import axis
    from leasecalc.engine.sensitivity.grid import sweep as swept

    names = [typed.partition("=")[0].strip() for typed in over]
    subject = subject_of(deal, markets, names=names, rent=rent)
    axes = tuple(axis(subject.today, typed) for typed in over)
    if len({found.knob.name for found in axes}) != len(axes) or len(axes) not in {1, 2}:
        raise UsageError("--over is given once, or twice with two different knobs")
    cells = 1
    for found in axes:
        cells *= len(found.values)
    if cells > MOST_CELLS:
        raise UsageError(f"--over: {cells:,} prices are more than the {MOST_CELLS:,} of one sweep; ask for fewer values")
    return swept(subject, axes, goals_of(subject.today, measures))


def tornado(
    deal: api.Deal,
    markets: Library,
    *,
    measure: str = "lease_minus_sale",
    shift: float = 0.1,
    ranges: Sequence[str] = (),
    rent: RentWish = "",
) -> Tornado:
    """Return how far every input moves a measure: each alone, by ``shift`` of today's value both ways or through its own range."""
    from leasecalc.engine.sensitivity.axes import axis
    from leasecalc.engine.sensitivity.reach import tornado as reached

    if not 0.0 < shift < 1.0:
        raise UsageError("--shift is a share of today's value between 0 % and 100 %, for example 10%")
    subject = subject_of(deal, markets, rent=rent)
    (goal,) = goals_of(subject.today, (measure,))
    return reached(subject, goal, shift, tuple(axis(subject.today, typed, option="--range") for typed in ranges))


def break_even(
    deal: api.Deal,
    markets: Library,
    *,
    target: tuple[str, str] = ("lease_minus_sale", "0"),
    knobs: Sequence[str] = (),
    rent: RentWish = "",
) -> BreakEvens:
    """Return for every knob (or those named) the value at which a measure meets its target, the nearest first."""
    from leasecalc.engine.sensitivity.break_even import break_evens
    from leasecalc.engine.solving.goals import goal
    from leasecalc.engine.solving.subject import knob_named

    subject = subject_of(deal, markets, rent=rent)
    names = tuple(knob_named(subject.today, name) for name in knobs)
    return break_evens(subject, goal(subject.today, *target), names)


def judged(deal: api.Deal, markets: Library, *, routes: str = "", band: float = BAND) -> tuple[Judged, World]:
    """Return lease and sale judged, or with ``routes`` (`all`, or names) every route ranked and the best two judged; and what was priced.

    ``band`` is the share by which each assumed number alone is moved. Raises ``UsageError`` for a route that does not exist.
    """
    from leasecalc.routes.doubt import World
    from leasecalc.routes.judge import judge
    from leasecalc.routes.planning import wanted_routes

    if not 0.0 < band < 1.0:
        raise UsageError("--band is a share of today's value between 0 % and 100 %, for example 10%")
    names = wanted_routes(deal.document, routes) if routes else ()
    subject = subject_of(deal, markets)
    world = World(deal.document, markets, subject.today)
    return judge(world, subject, names=names, share=band), world


def stress(
    deal: api.Deal,
    markets: Library,
    scenarios: Sequence[Scenario],
    *,
    measures: Sequence[str] = MEASURES,
    rent: RentWish = "",
) -> Stressed:
    """Return a deal under each scenario, whole and priced again. A scenario under which it has no price is told with the reason."""
    from leasecalc.engine.sensitivity.stress import Stressed, measures_of

    today = api.price(deal, markets)
    goals = goals_of(today, measures)
    stand = _Stand(deal, markets, today, goals, rent_kept=rent != "solve")
    outcomes = tuple(_outcome(stand, scenario) for scenario in scenarios)
    return Stressed(today=today, rent_kept=stand.rent_kept, goals=goals, measures=measures_of(today, goals), outcomes=outcomes)


@record
class _Stand:
    """The deal as it stands, and what is looked at."""

    deal: api.Deal
    markets: Library
    today: Priced
    goals: tuple[Goal, ...]
    rent_kept: bool


def _outcome(stand: _Stand, scenario: Scenario) -> Outcome:
    from leasecalc.engine.sensitivity.stress import Outcome, measures_of

    source = scenario.source
    name, note = scenario.name, scenario.note or ""
    title, confidence = (source.title, source.confidence) if source is not None else ("", "assumed")
    turned: Turned | None = None
    reason = ""
    try:
        turned = _turned(stand, scenario)
    except UsageError:
        raise
    except LeasecalcError as error:
        reason = _first_line(error)
    if turned is not None and not turned.moved:
        reason = "nothing of it reaches this deal"
    priced = None if turned is None else turned.priced
    return Outcome(
        name=name,
        note=note,
        source=title,
        confidence=confidence,
        moved=() if turned is None else turned.moved,
        left_out=() if turned is None else turned.left_out,
        measures=(None,) * len(stand.goals) if priced is None else measures_of(priced, stand.goals),
        reason=reason,
    )


def _first_line(error: LeasecalcError) -> str:
    diagnostics = getattr(error, "diagnostics", ())
    return diagnostics[0].message if diagnostics else str(error)


def _turned(stand: _Stand, scenario: Scenario) -> Turned:
    """Return the deal under a scenario: charge lines and values of the file first, then knobs, the instalment kept or solved again."""
    from leasecalc.engine.sensitivity.stress import Shock, under
    from leasecalc.records import replace

    today = stand.today
    deal, said, left_out = today.deal, [], []
    charged_on = deal.timeline.dates[deal.timeline.charges]
    if scenario.since is not None and charged_on < scenario.since:
        return _untouched(today, f"import on {charged_on}, before {scenario.since}")
    known = {line.id for line in deal.stack.stack.lines}
    texts = list(scenario.set)
    for line, rate in (scenario.lines or {}).items():
        (texts.append(f"import.overrides.{line}={rate}") if line in known else left_out.append(line))
    if texts:
        deal = api.resolve(api.assign(stand.deal, texts), stand.markets)
        said = [text.removeprefix("import.overrides.").replace("=", " ") for text in texts]
    falls = None if scenario.host_currency_falls is None else float(scenario.host_currency_falls)
    shock = Shock(knobs=dict(scenario.knobs or {}), host_currency_falls=falls)
    turned = under(today, deal, shock, rent_kept=stand.rent_kept)
    return replace(turned, moved=(*said, *turned.moved), left_out=(*left_out, *turned.left_out))


def _untouched(today: Priced, why: str) -> Turned:
    from leasecalc.engine.sensitivity.stress import Turned

    return Turned(priced=today, moved=(), left_out=(why,))
