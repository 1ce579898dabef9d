"""What turns out on a path of a simulation: values that the kernel takes in the place of what is expected. Arrays of paths (S,)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from leasecalc.records import field, record
from leasecalc.values import Value, minimum

if TYPE_CHECKING:
    from leasecalc.engine.resolved import ResolvedDeal


@record(kw_only=True)
class Path:
    """One path, or a block of them."""

    alive: Mapping[int, Value] | None = None
    """By grid index: 1 while the lessee has not defaulted, 0 after. None: as the deal expects."""
    held: Mapping[int, Value] | None = None
    """By grid index: 1 while the car has not been returned early, 0 from the return on. None: as the deal expects."""
    quotes: Mapping[str, Mapping[float, Value]] = field(default_factory=dict)
    """By quotation and years of the grid: the multiple of what the deal expects of it."""
    residual_level: Value = 1.0
    """What the car is worth in the end, as a multiple of what the deal expects."""
    refund_worth: Value = 1.0
    """The refund's worth on its written day, when it comes later: (1 + discount rate) ** -delay."""


def realised_residual(deal: ResolvedDeal, path: Path, residual: Value) -> Value:
    """Return what the residual brings: what the car is worth, at most the price of a purchase option, which is not taken where the
    car is worth less; a guarantee or a balloon is owed whatever the car is worth.

    The deal's residual is what it expects the car to be worth.
    """
    if deal.lease.residual_kind == "unguaranteed":
        return residual * path.residual_level
    if deal.lease.residual_kind == "purchase_option":
        return residual * minimum(path.residual_level, 1.0)
    return residual
