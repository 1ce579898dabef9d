"""The losses of a book as tables and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.report.page import Cell, Column, Figures, Item, Mark, Table
from leasecalc.report.sensitivity.shown import money

if TYPE_CHECKING:
    from leasecalc.portfolio.losses import Losses, Tail
    from leasecalc.simulation.statistics import Estimate


def losses_blocks(found: Losses, currency: str) -> tuple[Figures, Table, Table]:
    """Return the blocks of the page."""
    return (_figures(found, currency), _tails(found, currency), _counts(found))


def _figures(found: Losses, currency: str) -> Figures:
    draw = found.draw
    mark: Mark = "" if found.source else "assumed"
    rate = "alike" if found.default_rate is not None else "with default rates of their own"
    apart = f"{found.lessees - found.safe} who may default, {rate}"
    items = (
        Item("Correlation of defaults", found.correlation, "rate", digits=2, remark=found.source or "no source", mark=mark),
        Item("Lessees", found.lessees, "count", remark=apart),
        Item("Mean loss", money(found.loss.mean, currency), "money", unit=currency, remark=_error(found.loss)),
        Item("Standard deviation", money(found.deviation, currency), "money", unit=currency),
        Item("Mean defaults", found.defaults.mean, "number", digits=3, remark=f"{_error(found.defaults, 4)}; {found.expected_defaults:.4f} by survival"),
    )  # fmt: skip
    return Figures("losses", f"Losses by default, {draw.paths:,} paths, seed {draw.seed}", items)


def _error(found: Estimate, digits: int = 2) -> str:
    return f"+- {found.standard_error:,.{digits}f}"


def _tails(found: Losses, currency: str) -> Table:
    def amount(name: str, label: str) -> Column:
        return Column(name, label, "money", currency=currency)

    columns = (
        Column("level", "Level", "rate", digits=1),
        amount("value_at_risk", "Value at risk"),
        amount("value_at_risk_error", "std. error"),
        amount("expected_shortfall", "Exp. shortfall"),
        amount("expected_shortfall_error", "std. error"),
    )
    rows = tuple(_tail(one, currency) for one in found.tails)
    note = "loss: net present value given up against a book in which nobody defaults"
    return Table("tails", f"Losses at risk, {currency}", columns, rows, notes=(note,))


def _tail(one: Tail, currency: str) -> tuple[Cell, ...]:
    risk, beyond = one.value_at_risk, one.expected_shortfall
    amounts = (risk.mean, risk.standard_error, beyond.mean, beyond.standard_error)
    return (one.level, *(money(value, currency) for value in amounts))


def _counts(found: Losses) -> Table:
    columns = (
        Column("level", "Level", "rate", digits=1),
        Column("simulated", "Defaults, drawn", "number", digits=0),
        Column("exact", "exact", "count"),
        Column("large_pool", "in a large pool", "number", digits=2),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple((one.level, one.simulated, one.exact, one.large_pool) for one in found.counts)
    note = (
        "lessees who default, not exceeded at the level; exact: binomial law given the common factor; large pool: Vasicek (2002)"
        if found.default_rate is not None
        else "lessees who default, not exceeded at the level; there is no closed form, as their default rates differ"
    )
    return Table("defaults", "Number of defaults", columns, rows, notes=(note,))


def losses_data(found: Losses, currency: str) -> dict[str, Any]:
    """Return the losses as data; money as Decimal to the minor unit."""

    def amount(part: Estimate) -> dict[str, Any]:
        return {"mean": money(part.mean, currency), "standard_error": money(part.standard_error, currency)}

    return {
        "model": "one-factor Gaussian copula",
        "correlation": found.correlation,
        "source": found.source,
        "assumed": not found.source,
        "paths": found.draw.paths,
        "seed": found.draw.seed,
        "lessees": found.lessees,
        "lessees_without_default_rate": found.safe,
        "default_rate": found.default_rate,
        "expected_defaults": found.expected_defaults,
        "defaults": {"mean": found.defaults.mean, "standard_error": found.defaults.standard_error},
        "default_levels": [
            {"level": one.level, "simulated": one.simulated, "exact": one.exact, "large_pool": one.large_pool}
            for one in found.counts
        ],
        "loss": amount(found.loss),
        "standard_deviation": money(found.deviation, currency),
        "levels": [
            {
                "level": one.level,
                "value_at_risk": amount(one.value_at_risk),
                "expected_shortfall": amount(one.expected_shortfall),
            }
            for one in found.tails
        ],
    }
