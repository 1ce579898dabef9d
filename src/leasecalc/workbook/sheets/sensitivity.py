"""Sensitivity: what the lease is worth more than the sale when one input moves by the band, the instalment kept.

The engine runs once more on formulas for each row, with the input times one less or plus the band. What it makes of every other number is the same
cell as before, so a row costs as many formulas as the input moves flows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.engine.discounting import discount_factors
from leasecalc.engine.legs.flows import add
from leasecalc.engine.measures import BY_NAME
from leasecalc.engine.price import price
from leasecalc.engine.resolved import Quantity
from leasecalc.engine.settings import with_fixed_rent
from leasecalc.records import record, replace
from leasecalc.workbook.book.cells import Native, Sheet
from leasecalc.workbook.book.places import cell_of
from leasecalc.workbook.formulas.formula import Formula
from leasecalc.workbook.lifting.cells import About
from leasecalc.workbook.trace import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.engine.resolved import Inputs
    from leasecalc.workbook.book.places import Places
    from leasecalc.workbook.trace import Traced

BAND = 0.1
LARGEST = 700
"""Of new formulas for one row; an input that moves more is left to `leasecalc sweep`."""
HEADS = (
    "Input",
    "Today",
    "Lower",
    "Higher",
    "Lease - sale, lower",
    "Lease - sale, today",
    "Lease - sale, higher",
    "Between them",
)
FIRST = 5
AMOUNTS = ("price", "freight", "sale_price", "residual", "direct_cost", "down_payment")


@record
class Shock:
    """One input and the change of worth at either side of it."""

    label: str
    unit: str
    today: Any
    below: Any
    above: Any


def sensitivity(found: Traced) -> Sheet:
    """Return the sheet."""
    sheet = Sheet("Sensitivity")
    sheet.landscape = True
    sheet.widths = {0: 34, **dict.fromkeys(range(1, 4), 16), **dict.fromkeys(range(4, 8), 18)}
    currency = found.priced.deal.currency
    sheet.put(0, 0, f"What moves the answer: lease less sale of one car, {currency}, today", "title")
    sheet.put(1, 0, "One input at a time, by the band on Inputs; the instalment stays what it is.", "text")
    sheet.put(2, 0, "Band")
    band = found.graph.leaf("band", BAND, About(label="Band of the sheet Sensitivity", unit="rate", section="guesses"))
    sheet.put(2, 1, band, "rate")
    for column, head in enumerate(HEADS):
        sheet.put(FIRST - 1, column, head, "head")
    shocks = [*_shocks(found, band), _discounting(found, band)]
    base = float(BY_NAME["lease_minus_sale"].compute(found.priced))
    for row, shock in enumerate(shocks, FIRST):
        _row(sheet, shock, row, (base, band))
    sheet.freeze = (FIRST, 1)
    return sheet


def _row(sheet: Sheet, shock: Shock, row: int, at: tuple[float, Formula]) -> None:
    base, band = at
    today = cell_of(row, 1)
    look = {"rate": "yield", "quote": "number"}.get(shock.unit, "money")
    sheet.put(row, 0, shock.label)
    sheet.put(row, 1, shock.today, look)
    number = value_of(shock.today)
    sheet.put(row, 2, Native(lambda p, s: f"{today}*(1-{p.ref(band, s)})", number * (1.0 - band.value)), look)
    sheet.put(row, 3, Native(lambda p, s: f"{today}*(1+{p.ref(band, s)})", number * (1.0 + band.value)), look)
    for column, change in ((4, shock.below), (6, shock.above)):
        here = cell_of(row, 9 if column == 4 else 10)
        text = lambda p, s, here=here: f"{_answer(p, s)}+{here}"  # noqa: E731
        sheet.put(row, column, Native(text, base + _today(change)), "money")
    sheet.put(row, 5, Native(_answer, base), "money")
    spread = f"ABS({cell_of(row, 6)}-{cell_of(row, 4)})"
    sheet.put(row, 7, Native(lambda _p, _s: spread, abs(_today(shock.above) - _today(shock.below))), "money")
    for column, change in ((9, shock.below), (10, shock.above)):
        sheet.put(row, column, change, "money")
        sheet.put(FIRST - 1, column, "Change of worth, lower" if column == 9 else "Change of worth, higher", "head")
        sheet.widths[column] = 18


def _today(change: Any) -> float:
    return float(change.value if isinstance(change, Native) else value_of(change))


def _answer(p: Places, s: str) -> str:
    return p.area("lease_minus_sale", s).split(":")[0]


def _shocks(found: Traced, band: Formula) -> Iterator[Shock]:
    """Yield a shock for each input that the deal has."""
    inputs = found.formulas.inputs
    for name in AMOUNTS:
        quantity = getattr(inputs, name)
        if quantity is None:
            continue
        changes = [
            _changed(inputs, name, replace(quantity, number=quantity.number * factor)) for factor in (1.0 - band, 1.0 + band)
        ]
        yield from _shock(found, quantity.number, changes)
    for pair, rate in inputs.fx.items():
        yield from _shock(
            found, rate, [replace(inputs, fx={**inputs.fx, pair: rate * factor}) for factor in (1.0 - band, 1.0 + band)]
        )


def _discounting(found: Traced, band: Formula) -> Shock:
    """Return the shock of the discount rate, which moves no flow."""
    rate: Any = found.formulas.inputs.discount_rate

    def change(sign: int) -> Native:
        moved = float(
            present_value_at(found, rate.value * (1.0 + sign * band.value)) - BY_NAME["lease_minus_sale"].compute(found.priced)
        )
        word = "+" if sign > 0 else "-"

        def text(p: Places, s: str) -> str:
            net = f"({p.area('lease net', s)}-{p.area('sale net', s)})"
            return f"SUMPRODUCT({net}*(1+{p.ref(rate, s)}*(1{word}{p.ref(band, s)}))^-{p.area('years', s)})-{_answer(p, s)}"

        return Native(text, moved)

    return Shock(rate.about.label, rate.about.unit, rate, change(-1), change(1))


def present_value_at(found: Traced, rate: float) -> float:
    """Return what the lease is worth more than the sale at another discount rate, the instalment kept."""
    return float(
        BY_NAME["lease_minus_sale"].compute(price(found.priced.deal, replace(with_fixed_rent(found.priced), discount_rate=rate)))
    )


def _changed(inputs: Inputs, name: str, quantity: Quantity) -> Inputs:
    if name == "sale_price" and inputs.fob is inputs.sale_price:
        return replace(inputs, sale_price=quantity, fob=quantity)
    return replace(inputs, **{name: quantity})


def _shock(found: Traced, today: Any, changes: list[Inputs]) -> Iterator[Shock]:
    """Yield the shock of an input, unless it moves too much of the deal."""
    begun = len(found.graph.known)
    below = _change(found, changes[0])
    if len(found.graph.known) - begun > LARGEST or not isinstance(below, Formula):
        return
    yield Shock(today.about.label, today.about.unit, today, below, _change(found, changes[1]))


def _change(found: Traced, inputs: Inputs) -> Any:
    """Return the change of what the lease is worth more than the sale."""
    base, deal = found.formulas, found.formulas.deal
    kept = replace(inputs, rent=Quantity(base.contract.rent, "money", deal.lease.currency), target=None)
    moved = price(deal, kept)
    factors = discount_factors(inputs.discount_rate, deal.timeline.years)
    usual = discount_factors(base.inputs.discount_rate, deal.timeline.years)
    terms = []
    for sign, ours, theirs in ((1.0, moved.lease, base.lease), (-1.0, moved.sale, base.sale)):
        for one, other in zip(ours, theirs, strict=True):
            for (at, flow), (_, before) in zip(one.flows, other.flows, strict=True):
                terms += _term(sign, (flow, factors[at]), (before, usual[at]))
    return add(terms)


def _term(sign: float, now: tuple[Any, Any], before: tuple[Any, Any]) -> list[Any]:
    """Return what one flow adds to the change: nothing where it and its factor are the same formulas."""
    (flow, factor), (usual, usual_factor) = now, before
    if flow is usual or (isinstance(flow, float) and isinstance(usual, float) and flow == usual):
        return [] if factor is usual_factor else [sign * (flow * (factor - usual_factor))]
    if factor is usual_factor:
        return [sign * ((flow - usual) * factor)]
    return [sign * (flow * factor - usual * usual_factor)]
