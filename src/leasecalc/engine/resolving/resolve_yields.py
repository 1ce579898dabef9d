"""Yields that a deal defines: their names and the legs that they name are checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.engine.legs.names import LEASE_LEGS, SERVICES, is_leg
from leasecalc.engine.measures import BY_NAME
from leasecalc.engine.own_yields import EFFECTIVE
from leasecalc.engine.resolved import LegSet
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.suggest import did_you_mean

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.questions import OwnYield

#: Words that stand for a measure or a knob elsewhere.
TAKEN = frozenset({"rent_cover", "lessee_cost", "lessee_cost_per_km", "margin", "npv", "yield", "yields"})
NAME = re.compile(r"[a-z][a-z0-9_]*")


def own_yields(document: DealDocument) -> tuple[LegSet, ...]:
    """Return the yields of a deal. Raises ``InputError`` with every name and leg that cannot be."""
    written = document.yields or {}
    faults = tuple(fault for name, own in written.items() for fault in _faults(name, own, written))
    if faults:
        raise InputError(faults)
    return tuple(
        LegSet(name=name, label=own.label or name, include=own.include, exclude=own.exclude, expected=own.expected)
        for name, own in written.items()
    )


def _faults(name: str, own: OwnYield, written: object) -> Iterator[Diagnostic]:
    path = f"yields.{name}"
    if NAME.fullmatch(name) is None:
        yield Diagnostic("LC481", f"`{name}` is no name of a yield", "write small letters, digits and _", path=path)
    elif name in BY_NAME or name in TAKEN or (name.endswith(EFFECTIVE) and name.removesuffix(EFFECTIVE) in (written or ())):  # type: ignore[operator]
        yield Diagnostic("LC481", f"`{name}` is the name of another measure", "choose another name", path=path)
    known = (*LEASE_LEGS, SERVICES, "service_1_fee", "service_1_cost")
    for key, legs in (("include", own.include or ()), ("exclude", own.exclude)):
        for number, leg in enumerate(legs):
            if not is_leg(leg):
                yield Diagnostic(
                    "LC481",
                    f"a lease has no leg `{leg}`",
                    did_you_mean(leg, known, otherwise="legs are"),
                    path=f"{path}.{key}.{number}",
                )
    if own.include is not None and set(own.include) <= set(own.exclude):
        yield Diagnostic("LC481", "no leg is left", "leave `include` out to count every leg, or name those that count", path=path)
