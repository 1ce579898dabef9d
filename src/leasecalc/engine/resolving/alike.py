"""Deals that are alike but for numbers: resolved once, each then takes its own numbers.

Of most numbers of a deal file nothing is looked up, dated or chosen: ``resolve_inputs`` turns them into ``Inputs`` and no other step of resolving
reads them. `FREE` lists them. What is left of a deal when they are blanked is its outline, and of two good deals with one outline all but those
inputs resolves the same; a test varies every free number of every sample deal and compares.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from leasecalc.deal.limits import RANGES
from leasecalc.engine.resolving.recorder import Recorder
from leasecalc.engine.resolving.resolve_inputs import resolve_inputs

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.resolved import ResolvedDeal

NUMBER: Final = "number"
"""Text of which the digits are free; sign, unit, currency, base, and whether it is zero are not."""
TEXT: Final = "text"
"""Text, or whatever else, that is free as a whole."""
EACH: Final = "*"
"""Every key of a map, every item of a list."""

_EACH_NUMBER = {EACH: NUMBER}

FREE: Mapping[str, Any] = {
    "deal": {"name": TEXT, "notes": TEXT, "discount_rate": NUMBER},
    "vehicle": {"quantity": NUMBER},
    "purchase": {"price": NUMBER, "inland": NUMBER, "consumption_tax": NUMBER},
    "shipping": {"freight": NUMBER, "insurance": NUMBER, "fob": NUMBER},
    "lease": {
        "down_payment": NUMBER,
        "deposit": NUMBER,
        "direct_cost": NUMBER,
        "financed": NUMBER,
        "fees": {EACH: {"amount": NUMBER}},
        "rent": {"": NUMBER, "target": NUMBER},
    },
    "residual": {"amount": NUMBER, "disposal_cost": NUMBER},
    "services": {EACH: {"fee": NUMBER, "cost": NUMBER}},
    "credit": {"default_rate": NUMBER, "recovery": NUMBER, "repossession_cost": NUMBER},
    "insurance": {"premium": NUMBER, "cover": NUMBER},
    "withholding": {"rate": NUMBER},
    "fx": {"rates": _EACH_NUMBER, "drift": _EACH_NUMBER, "as_of": TEXT, "source": TEXT},
    "sale": {
        "price": NUMBER,
        "discount": NUMBER,
        "insurance": NUMBER,
        "commission": NUMBER,
        "bank_cost": NUMBER,
        "warranty": NUMBER,
    },
    "lessee": {"revenue": NUMBER, "borrowing_rate": NUMBER, "km_per_year": NUMBER, "energy_per_km": NUMBER},
    "expect": {EACH: TEXT},
}
"""The free numbers of a deal file, by section and key; ``""`` is the value where it is text and not a map."""

NAMES: Final = (
    "price", "consumption_tax", "inland", "freight", "marine_insurance", "fob", "financed", "down_payment", "deposit", "direct_cost", "fees", "rent", "target",
    "residual", "disposal_cost", "service_fees", "service_costs", "default_rate", "recovery_rate", "repossession_cost", "premium",
    "cover_rate", "withholding_rate", "discount_rate", "sale_price", "sale_discount", "sale_insurance", "sale_commission", "sale_bank_cost",
    "sale_warranty", "revenue", "borrowing_rate", "km_per_year", "energy_per_km", "fx", "drift",
)  # fmt: skip
"""The inputs that free numbers are."""

_LAWS = frozenset({"forward", "curve", "pegged"})
_LIMITED = tuple(
    (path, *limits)
    for path, limits in RANGES.items()
    if path in {("deal", "discount_rate"), ("lease", "rent", "target"), ("credit", "default_rate"), ("credit", "recovery"),
                ("lessee", "borrowing_rate")}
)  # fmt: skip
_DIGITS = str.maketrans("", "", "0123456789.")


def outline(section: str, data: Any) -> Hashable:
    """Return what the raw data of a section are without their free numbers."""
    return _outline(data, free_of(section, data))


def free_of(section: str, data: Any) -> Any:
    """Return what of a section is free, None for nothing: exchange rates are not where how they move is worked out from them."""
    return None if section == "fx" and isinstance(data, dict) and not _LAWS.isdisjoint(data) else FREE.get(section)


def _outline(data: Any, free: Any) -> Hashable:
    if isinstance(data, str):
        kind = free if isinstance(free, str) or free is None else free.get("")
        if kind is NUMBER:
            return data.translate(_DIGITS), data.isascii() and any(digit in data for digit in "123456789")
        return TEXT if kind is TEXT else data
    if data is None or free is TEXT:
        return None if data is None else TEXT
    below = free if isinstance(free, dict) else {}
    each = below.get(EACH)
    if isinstance(data, dict):
        return tuple([(key, _outline(item, below.get(key, each))) for key, item in data.items()])
    return (EACH, *[_outline(item, each) for item in data])


def has_outline(document: DealDocument) -> bool:
    """Return whether deals like this one may be told apart by their numbers alone: not where deliveries make it several deals."""
    return not document.lease.deliveries


def within_ranges(document: DealDocument) -> bool:
    """Return whether free rates lie in the ranges in which a deal file may have them."""
    for path, low, high in _LIMITED:
        value: object = document
        for step in path:
            value = getattr(value, str(step), None)
        if isinstance(value, Decimal) and not low <= value <= high:
            return False
    return True


def own_names(document: DealDocument, alike: ResolvedDeal) -> tuple[str, ...]:
    """Return which of `NAMES` are still as the document writes them when it is resolved: not those that market data or the structure fill in."""
    written = resolve_inputs(document, alike.inputs, Recorder())
    return tuple(name for name in NAMES if getattr(written, name) == getattr(alike.inputs, name))


def own_numbers(document: DealDocument, alike: ResolvedDeal, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the inputs of a good deal that are its own, by name; it has the outline of the one resolved as ``alike``."""
    written = resolve_inputs(document, alike.inputs, Recorder())
    return {name: getattr(written, name) for name in names}
