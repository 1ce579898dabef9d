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
    "range_km", "tank_l", "length_mm", "seats", "age_months", "stay_months", "term_months",
)  # fmt: skip


@record
class Facts:
    """Hold what is known, by name; a fact that is absent is not known and is never guessed.

    `texts` are compared without regard to case; `numbers` carry the unit in their name. A number that a
    selector tests must be one number; any other may be an array of scenarios.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Mapping[str, str | float | Decimal]) -> Facts:
        """Sort facts into texts and numbers by name. Raises ``InputError`` (LC505) for a name that is no fact."""
        faults = [_unknown(name) for name in known if name not in TEXT_FACTS and name not in NUMBER_FACTS]
        faults += [_not_a_number(name, known[name]) for name in NUMBER_FACTS if isinstance(known.get(name), str)]
        if faults:
            raise InputError(tuple(faults))
        return cls(
            {name: str(known[name]) for name in TEXT_FACTS if name in known},
            {name: float(known[name]) for name in NUMBER_FACTS if name in known},
        )

    def has(self, name: str) -> bool:
        """Say whether the fact is known."""
        return name in self.texts or name in self.numbers


def _unknown(name: str) -> Diagnostic:
    """Refuse a name that no selector can test."""
    message = f"`{name}` is not a fact that a market file can test"
    return Diagnostic("LC505", message, did_you_mean(name, (*TEXT_FACTS, *NUMBER_FACTS)))


def _not_a_number(name: str, value: object) -> Diagnostic:
    """Refuse text where a fact is a number."""
    return Diagnostic("LC505", f"the fact `{name}` is a number, not `{value}`", "write digits only, the unit is in the name")
