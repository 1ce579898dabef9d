"""The facts of a vehicle, its import and its lease that a charge may depend on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.suggest import did_you_mean
from leasecalc.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from leasecalc.values import Value

Powertrain: TypeAlias = Literal["bev", "erev", "phev", "hev", "mhev", "petrol", "diesel", "gas", "hydrogen"]
"""How the vehicle is driven; `erev` has an engine that only charges, `mhev` cannot drive electrically."""

TEXT_FACTS = (
    "powertrain", "condition", "hs", "origin", "origin_proof", "maker", "model", "body", "state", "assembly", "drive",
    "steering", "importer", "importer_business", "regime", "lease_kind", "exporter", "exporter_class",
    "licensed_lessor", "leaves_origin",
)  # fmt: skip
NUMBER_FACTS = (
    "cc", "kw", "kw_30min", "hp", "hp_30min", "kwh", "mass_kg", "co2_g_km", "nox_g_km", "km_per_l", "l_100km",
    "range_km", "tank_l", "length_mm", "seats", "age_months", "stay_months", "stay_days", "term_months",
)  # fmt: skip
SHARE_FACTS = ("in_quota",)
"""Shares of the vehicles: `yes` is all of them, `no` is none, `40%` is two fifths. A scenario, so no selector tests them."""
ALL_FACTS = (*TEXT_FACTS, *NUMBER_FACTS, *SHARE_FACTS)


@record
class Facts:
    """Hold what is known, by name; a fact that is absent is not known and is never guessed.

    `texts` are compared without regard to case; `numbers` carry the unit in their name, and shares are fractions. A
    number that a selector tests must be one number; any other may be an array of scenarios.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Mapping[str, str | float | Decimal]) -> Facts:
        """Sort facts into texts and numbers by name. Raises ``InputError`` (LC505) for a name that is no fact."""
        shares = {name: _share(known[name]) for name in SHARE_FACTS if name in known}
        faults = [_unknown(name) for name in known if name not in ALL_FACTS]
        faults += [_not_a_number(name, known[name]) for name in NUMBER_FACTS if isinstance(known.get(name), str)]
        faults += [_not_a_share(name, known[name]) for name, share in shares.items() if share is None]
        if faults:
            raise InputError(tuple(faults))
        numbers = {name: float(known[name]) for name in NUMBER_FACTS if name in known}
        return cls(
            {name: str(known[name]) for name in TEXT_FACTS if name in known},
            numbers | {name: share for name, share in shares.items() if share is not None},
        )

    def has(self, name: str) -> bool:
        """Say whether the fact is known."""
        return name in self.texts or name in self.numbers


def _unknown(name: str) -> Diagnostic:
    """Refuse a name that no selector can test."""
    message = f"`{name}` is not a fact that a market file can test"
    return Diagnostic("LC505", message, did_you_mean(name, ALL_FACTS))


def _not_a_number(name: str, value: object) -> Diagnostic:
    """Refuse text where a fact is a number."""
    return Diagnostic("LC505", f"the fact `{name}` is a number, not `{value}`", "write digits only, the unit is in the name")


def _share(typed: str | float | Decimal) -> float | None:
    """Read `yes`, `no`, a percentage or a fraction; None for what is no share."""
    from leasecalc.reading.numbers import percent
    from leasecalc.reading.scalar import ScalarFault

    if isinstance(typed, str) and typed.strip() in {"yes", "no"}:
        return 1.0 if typed.strip() == "yes" else 0.0
    try:
        share = float(percent(typed) if isinstance(typed, str) else typed)
    except ScalarFault:
        return None
    return share if 0.0 <= share <= 1.0 else None


def _not_a_share(name: str, value: object) -> Diagnostic:
    """Refuse what is no share."""
    message = f"the fact `{name}` is a share of the vehicles, not `{value}`"
    return Diagnostic("LC505", message, "write `yes`, `no` or a share such as `40%`")
