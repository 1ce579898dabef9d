"""The answer of `simulate`: a page with a histogram, and data."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from leasecalc.engine.solving.goals import GOALS_BY_NAME, Goal, currency_of
from leasecalc.report.page import Cell, Column, Figures, Item, Note, Notes, Page, Table
from leasecalc.report.sensitivity.shown import cell, column, head, money
from leasecalc.simulation.run import MEASURES, RATES, Simulated
from leasecalc.simulation.statistics import CONFIDENCES

if TYPE_CHECKING:
    from leasecalc.simulation.statistics import Distribution, Estimate

SCHEMA = "leasecalc/simulation/1"
LONGEST = 40
SHOWN = (0.01, 0.05, 0.5, 0.95, 0.99)


def simulation_page(found: Simulated) -> Page:
    """Return the page of a simulation."""
    deal, draw = found.model.deal, found.draw
    how = {"plain": "", "antithetic": ", antithetic", "sobol": ", Sobol' nets"}[draw.sampling]
    subtitle = f"{draw.paths:,} paths, seed {draw.seed}{how}"
    return Page(deal.name, subtitle, (_chances(found), _table(found), _histogram(found), _drivers(found), _notes(found)))


def _goal(found: Simulated, name: str) -> Goal:
    measure = GOALS_BY_NAME[name]
    from leasecalc.engine.price import price

    return Goal(measure, 0.0, currency_of(price(found.model.deal, found.model.inputs), measure))


def _chances(found: Simulated) -> Figures:
    currency = found.model.deal.currency

    def item(label: str, estimate: Estimate) -> Item:
        return Item(label, estimate.mean, "rate", digits=3, remark=f"+- {100.0 * estimate.standard_error:.3f} %")

    mean = found.distributions[MEASURES[0]].mean
    items = (
        item("The lease beats the sale", found.lease_ahead),
        item("The lease makes a loss", found.loss),
        item("The lessee defaults", found.defaulted),
        *(() if found.returned is None else (item("The car comes back early", found.returned),)),
        Item("Lease minus sale, mean", money(mean.mean, currency), "money", unit=currency, remark=_error(mean)),
    )
    return Figures("chances", "Chances", items)


def _error(mean: Estimate) -> str:
    return "" if math.isnan(mean.standard_error) else f"+- {mean.standard_error:,.2f} (standard error)"


def _table(found: Simulated) -> Table:
    names = (*MEASURES, *(name for name in RATES if name in found.distributions))
    goals = [_goal(found, name) for name in names]
    pairs = [(goal, found.distributions[goal.measure.name]) for goal in goals]

    def line(label: str, of: Callable[[Goal, Distribution], Cell]) -> tuple[Cell, ...]:
        return (label, *(of(goal, part) for goal, part in pairs))

    lines = (
        line("expected by `price`", lambda goal, _: _value(goal, found.expected[goal.measure.name])),
        line("mean", lambda goal, part: _value(goal, part.mean.mean)),
        line("standard error", lambda goal, part: _value(goal, part.mean.standard_error)),
        line("standard deviation", lambda goal, part: _value(goal, part.deviation)),
        *(line(f"{100 * level:g} % of paths below", partial(_at_level, "quantiles", level)) for level in SHOWN),
        *(line(f"value at risk, {100 * level:g} %", partial(_at_level, "value_at_risk", level)) for level in CONFIDENCES),
        *(
            line(f"expected shortfall, {100 * level:g} %", partial(_at_level, "expected_shortfall", level))
            for level in CONFIDENCES
        ),
    )
    columns = (Column("figure", "", "text"), *(column(goal) for goal in goals))
    return Table("distribution", "Distribution, a car", columns, lines)


def _at_level(which: str, level: float, goal: Goal, part: Distribution) -> Cell:
    """Return a quantile; a loss at risk is of money alone."""
    if which != "quantiles" and not goal.currency:
        return None
    return _value(goal, dict(getattr(part, which)).get(level))


def _value(goal: Goal, value: float | None) -> Cell:
    if value is None or not math.isfinite(value):
        return None
    return round(value, 2) if goal.measure.unit == "months" else cell(goal, value)


def _histogram(found: Simulated) -> Table:
    goal = _goal(found, MEASURES[0])
    classes = found.distributions[MEASURES[0]].histogram
    most = max((count for _, _, count in classes), default=1)
    columns = (
        column(goal, name="from", label="From"),
        column(goal, name="to", label="to"),
        Column("share", "Paths", "rate", digits=2),
        Column("bar", "", "text", priority=1),
    )
    rows = tuple(
        (cell(goal, low), cell(goal, high), count / found.draw.paths, "#" * round(LONGEST * count / most))
        for low, high, count in classes
    )
    note = "the first and the last class hold what lies beyond them"
    return Table("histogram", f"{goal.measure.label}, {found.draw.paths:,} paths", columns, rows, notes=(note,))


def _drivers(found: Simulated) -> Table:
    columns = (Column("driver", "Driver", "text"), Column("share", "Explains alone", "rate", digits=1))
    rows: tuple[tuple[Cell, ...], ...] = tuple((share.driver, share.share) for share in found.shares)
    note = "share of the variance of lease minus sale (first-order index); drivers that are correlated share theirs"
    return Table("drivers", "What makes it vary", columns, rows, notes=(note,))


def _notes(found: Simulated) -> Notes:
    deal = found.model.deal
    rent = float(found.model.inputs.rent.number) if found.model.inputs.rent is not None else 0.0
    lines = [
        Note(
            f"the instalment is kept at {rent:,.2f} {deal.lease.currency}; every path is priced whole by the same engine as `price`"
        ),
        Note(
            "value at risk is the loss that is exceeded on 5 % (1 %) of paths, shortfall the mean loss on those; a gain is negative"
        ),
    ]
    if found.rate_paths:
        lines.append(Note(f"yield and payback are of the first {found.rate_paths:,} paths; on some they have no value"))
    missing = {name: part.missing for name, part in found.distributions.items() if part.missing}
    lines += [Note(f"{GOALS_BY_NAME[name].label}: {count:,} paths have no value", "doubt") for name, count in missing.items()]
    return Notes("how", "How", tuple(lines))


def simulation_data(found: Simulated, files: tuple[tuple[str, str], ...], source: str) -> dict[str, Any]:
    """Return a simulation as data; money as Decimal to the minor unit, chances and rates as fractions."""
    return {
        **head(SCHEMA, found.model.deal.name, files),
        "paths": found.draw.paths,
        "seed": found.draw.seed,
        "sampling": found.draw.sampling,
        "laws": source,
        "lease_ahead": _estimate(found.lease_ahead),
        "loss": _estimate(found.loss),
        "defaulted": _estimate(found.defaulted),
        "returned": None if found.returned is None else _estimate(found.returned),
        "measures": [_measure(found, name, part) for name, part in found.distributions.items()],
        "drivers": [{"driver": share.driver, "share": share.share} for share in found.shares],
        "rate_paths": found.rate_paths,
    }


def _estimate(found: Estimate) -> dict[str, float]:
    return {"mean": found.mean, "standard_error": found.standard_error}


def _measure(found: Simulated, name: str, part: Distribution) -> dict[str, Any]:
    goal = _goal(found, name)

    def by_level(pairs: tuple[tuple[float, float], ...]) -> list[dict[str, Any]]:
        return [{"level": level, "value": _value(goal, value)} for level, value in pairs]

    return {
        "measure": name,
        "unit": goal.currency or goal.measure.unit,
        "expected": _value(goal, found.expected[name]),
        "paths": part.count,
        "without_value": part.missing,
        "mean": None if math.isnan(part.mean.mean) else part.mean.mean,
        "standard_error": None if math.isnan(part.mean.standard_error) else part.mean.standard_error,
        "standard_deviation": None if math.isnan(part.deviation) else part.deviation,
        "quantiles": by_level(part.quantiles),
        "value_at_risk": by_level(part.value_at_risk) if goal.currency else [],
        "expected_shortfall": by_level(part.expected_shortfall) if goal.currency else [],
        "histogram": [
            {"from": _value(goal, low), "to": _value(goal, high), "paths": count} for low, high, count in part.histogram
        ],
    }


__all__ = ["simulation_data", "simulation_page"]
