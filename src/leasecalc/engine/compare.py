"""The lease beside the export sale: with and without the refund, and what would make them equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.measures import lease_minus_sale
from leasecalc.engine.price import price
from leasecalc.engine.settings import knob_value, with_fixed_rent
from leasecalc.engine.solving.solve import Answer, solve_knob
from leasecalc.knobs import FX_PREFIX, knob
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced


@record
class BreakEven:
    """The value of a knob at which the lease is worth as much as the sale, the instalment kept."""

    knob: str
    label: str
    unit: str
    today: float | None
    answer: Answer


def with_refund(priced: Priced, share: float, *, keep_rent: bool = False) -> Priced:
    """Return the deal priced again with the lease's export refund granted (1) or refused (0).

    A rent that is solved is solved again, unless ``keep_rent`` holds it at what was priced.
    """
    inputs = with_fixed_rent(priced) if keep_rent else priced.inputs
    return price(priced.deal, replace(inputs, lease_refund_share=share))


def break_evens(priced: Priced) -> tuple[BreakEven, ...]:
    """Return the break-even of the residual, of the default rate, and of every exchange rate that tells the routes apart."""
    kept = with_fixed_rent(priced)
    names = ["residual", "default_rate", *(FX_PREFIX + pair for pair in priced.inputs.fx)]
    found = []
    for name in names:
        today = knob_value(priced, name)
        answer = solve_knob(priced, kept, name, "lease_minus_sale", target=0.0, start=today or 0.0)
        if answer.status == "no effect":
            continue
        limits = knob(name)
        if answer.status == "none":
            ahead = "sale" if difference(priced) < 0.0 else "lease"
            answer = Answer(None, "none", f"the {ahead} stays ahead at any value in reach")
        found.append(BreakEven(name, limits.label, limits.unit, today, answer))
    return tuple(found)


def difference(priced: Priced) -> float:
    """Return lease minus sale as a float."""
    return float(lease_minus_sale(priced))
