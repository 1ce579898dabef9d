"""`stress`: a deal priced as it stands, and under named scenarios. The deal is re-priced whole; nothing is scaled afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.price import price
from leasecalc.engine.sensitivity.axes import axis
from leasecalc.engine.settings import has_knob, knob_value, with_fixed_rent, with_knob
from leasecalc.engine.solving.subject import known_knob
from leasecalc.engine.solving.targeting import measured
from leasecalc.knobs import FX_PREFIX
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.engine.solving.goals import Goal


SCENARIO = "the scenario's knobs"


@record(kw_only=True)
class Shock:
    """What a scenario turns: knobs with their typed values, and the fall of the destination's currency (a fraction of its value)."""

    knobs: Mapping[str, str]
    host_currency_falls: float | None = None


@record(kw_only=True)
class Outcome:
    """The deal under one scenario: its measures (None without a value), what was moved, what it has no number for."""

    name: str
    note: str
    source: str
    confidence: str
    moved: tuple[str, ...]
    left_out: tuple[str, ...]
    measures: tuple[float | None, ...]
    reason: str = ""


@record(kw_only=True)
class Stressed:
    """The deal today and under every scenario."""

    today: Priced
    rent_kept: bool
    goals: tuple[Goal, ...]
    measures: tuple[float | None, ...]
    outcomes: tuple[Outcome, ...]


@record(kw_only=True)
class Turned:
    """A deal with its knobs turned, and what could be said of each."""

    priced: Priced
    moved: tuple[str, ...]
    left_out: tuple[str, ...]


def under(today: Priced, deal: ResolvedDeal, shock: Shock, *, rent_kept: bool) -> Turned:
    """Return ``deal`` (today's, or today's with other charges or terms) under a shock.

    Raises ``UsageError`` for a knob that does not exist or a value that cannot be read, and what `price` raises.
    """
    inputs = replace(deal.inputs, rent=with_fixed_rent(today).rent) if rent_kept else deal.inputs
    moved, left_out = [], []
    for typed, value, words in _turns(today, shock):
        name, said = known_knob(typed, SCENARIO), words
        if not has_knob(deal, name) or (knob_value(today, name) is None and value.startswith("x")):
            left_out.append(name)
            continue
        found = axis(today, f"{name}={value}", option=SCENARIO)
        inputs = with_knob(deal, inputs, name, found.values[0])
        if name == "default_rate" and _nothing_recovered(deal):
            said = f"{found.knob.label} {found.said(found.values[0])}, nothing recovered (the deal writes no recovery)"
        moved.append(said or f"{found.knob.label} {found.said(found.values[0])}")
    return Turned(priced=price(deal, inputs), moved=tuple(moved), left_out=tuple(left_out))


def _nothing_recovered(deal: ResolvedDeal) -> bool:
    return deal.credit.resale_share is None and float(deal.inputs.recovery_rate) == 0.0


def _turns(today: Priced, shock: Shock) -> list[tuple[str, str, str]]:
    """Return knob, value and words of everything that a shock turns."""
    turns = [(name, value, "") for name, value in shock.knobs.items()]
    if shock.host_currency_falls is None:
        return turns
    host, worth = today.deal.stack.currency, 1.0 - shock.host_currency_falls
    pairs = [pair for pair in today.inputs.fx if host in pair.split("/")]
    for pair in pairs:
        multiple = 1.0 / worth if pair.split("/")[1] == host else worth
        quote = today.inputs.fx[pair] * multiple
        turns.append((FX_PREFIX + pair, f"x{multiple!r}", f"{pair} {float(quote):.6g}"))
    if not pairs:
        turns.append((f"{FX_PREFIX}{host}", "x1", ""))
    return turns


def measures_of(priced: Priced, goals: tuple[Goal, ...]) -> tuple[float | None, ...]:
    """Return each measure of a priced deal, None where it has no value."""
    return tuple(measured(priced, goal) for goal in goals)
