"""Yields that a deal defines: measures on a set of legs, beside those that every deal has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from leasecalc.engine.legs.names import SERVICES, is_service
from leasecalc.engine.measures import BY_NAME, MEASURES, Measure, effective_yield, nominal

if TYPE_CHECKING:
    from leasecalc.engine.legs.flows import Leg
    from leasecalc.engine.resolved import LegSet, ResolvedDeal

EFFECTIVE = "_effective"


def chosen(own: LegSet, legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return the legs that a yield counts."""

    def named(leg: Leg, names: tuple[str, ...]) -> bool:
        return leg.name in names or (SERVICES in names and is_service(leg.name))

    def counts(leg: Leg) -> bool:
        if named(leg, own.exclude):
            return False
        if own.include is not None and named(leg, own.include):
            return True
        return own.include is None and (own.expected or leg.nature == "contractual")

    return tuple(leg for leg in legs if counts(leg))


def measures_of(deal: ResolvedDeal) -> tuple[Measure, ...]:
    """Return every measure of a deal: those that all deals have, and two for each yield of its own, nominal and effective."""
    return (*MEASURES, *(measure for own in deal.yields for measure in _measures(own)))


def _measures(own: LegSet) -> tuple[Measure, Measure]:
    return (
        Measure(own.name, f"{own.label}, nominal", "rate", in_words(own), "m x ((1 + effective) ^ (1/m) - 1)",
                lambda priced: nominal(priced, effective_yield(priced, chosen(own, priced.lease)))),
        Measure(own.name + EFFECTIVE, f"{own.label}, effective", "rate", in_words(own), "sum of flow / (1 + r) ^ t = 0",
                lambda priced: effective_yield(priced, chosen(own, priced.lease))),
    )  # fmt: skip


def in_words(own: LegSet) -> str:
    """Return which legs a yield counts, as the deal says it."""
    if own.include is not None:
        included = ", ".join(own.include)
    else:
        included = "every leg" if own.expected else "every leg that a contract or a law fixes"
    return f"{included} (without {', '.join(own.exclude)})" if own.exclude else included


def measure_of(deal: ResolvedDeal, name: str) -> Measure | None:
    """Return the measure of that name, built in or the deal's own (with or without `yields.` before it), or None."""
    if name in BY_NAME:
        return BY_NAME[name]
    wanted = name.removeprefix("yields.")
    return next((found for found in measures_of(deal) if found.name == wanted), None)
