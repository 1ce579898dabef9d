"""Setting knobs: a new ``Inputs`` with one number replaced, by a float or by an array of scenarios (S,)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from leasecalc.engine.resolved import Quantity
from leasecalc.knobs import BESIDE_THE_RENT, DRIFT_PREFIX, FEE_PREFIX, FX_PREFIX, NUMBERED, is_of_the_structure, knob
from leasecalc.money import minor_unit
from leasecalc.records import replace
from leasecalc.rounding import UNROUNDED, Rounding

if TYPE_CHECKING:
    from leasecalc.engine.ends.terms import EarlyReturnPlan
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.markets.resolve_stack import ResolvedStack
    from leasecalc.values import Value

#: Knobs whose money is written in the currency of the lease; others in that of the purchase or of the sale, or of the deal.
_IN_LEASE_CURRENCY = frozenset(
    {"rent", "down_payment", "deposit", "residual", "financed", "revenue", "balloon", "extension_rent"}
)

_OF_THE_LOAN = frozenset({"funding_share", "funding_rate", "funding_margin"})

RATE_UNIT = 1e-6
"""A solved rate is written to 0.0001 %."""

GROWTH_UNIT = 1e-8
"""The growth of an exchange rate moves every converted amount: it is written to 0.000001 %."""

QUOTE_DIGITS = 6
"""A solved exchange rate is written to six significant digits."""


def knob_currency(deal: ResolvedDeal, name: str) -> str:
    """Return the currency in which a money knob is set."""
    if name == "residual" and _is_worth(deal):
        return deal.inputs.residual.of
    if name in _IN_LEASE_CURRENCY:
        return deal.lease.currency
    written = _written(deal.inputs, name)
    if isinstance(written, Quantity) and written.per == "money":
        return written.of
    return deal.lease.currency if name.startswith((FEE_PREFIX, "running_fee.")) else deal.currency


def _is_worth(deal: ResolvedDeal) -> bool:
    from leasecalc.engine.legs.lease_legs import is_worth

    return is_worth(deal, deal.inputs.residual)


def _written(inputs: Inputs, name: str) -> object:
    for prefix in NUMBERED:
        if name.startswith(prefix):
            listed, place = _listed(inputs, prefix), int(name.removeprefix(prefix)) - 1
            return listed[place] if place < len(listed) else None
    if name in BESIDE_THE_RENT:
        return getattr(inputs.money, name, None)
    if name == "funding_share":
        return inputs.funding_amount
    return inputs.target if name == "rate" else getattr(inputs, name, None)


def _listed(inputs: Inputs, prefix: str) -> tuple[Quantity, ...]:
    if prefix == FEE_PREFIX:
        return inputs.fees
    return () if inputs.money is None else getattr(inputs.money, prefix.replace(".", "s"))


def has_knob(deal: ResolvedDeal, name: str) -> bool:
    """Return whether the deal has the quotation, the fee or the solved rate that a knob of that name turns."""
    if name.startswith((FX_PREFIX, DRIFT_PREFIX)):
        return name.partition(".")[2] in deal.inputs.fx
    if name in BESIDE_THE_RENT:
        return _written(deal.inputs, name) is not None
    if name.startswith(tuple(NUMBERED)):
        found = _written(deal.inputs, name)
        # a share of instalments or of a balance has no amount to turn
        return isinstance(found, Quantity) and found.of not in {"instalment", "balance", "services"}
    if is_of_the_structure(name):
        from leasecalc.engine.shape_knobs import has_shape_knob  # only a knob of the structure pays for loading it

        return has_shape_knob(deal, name)
    if name in _OF_A_SECTION:
        return _OF_A_SECTION[name](deal)
    return name != "rate" or deal.lease.target in {"lessor_yield", "customer_rate"}


def _by_curve(deal: ResolvedDeal) -> bool:
    return deal.ends is not None and deal.ends.expected is not None and deal.ends.expected.car_values is not None


def _early(deal: ResolvedDeal) -> EarlyReturnPlan | None:
    return None if deal.ends is None else deal.ends.early


def _is_worth_something(deal: ResolvedDeal) -> bool:
    """Return whether the deal says what a car that comes back at the end is worth."""
    return deal.inputs.returned_value is not None or _by_curve(deal)


#: Knobs of a section that few deals have, and whether a deal has it.
_OF_A_SECTION: dict[str, Callable[[ResolvedDeal], bool]] = {
    "conversion_cost": lambda deal: deal.inputs.conversion_cost is not None,
    "conversion_fee": lambda deal: deal.inputs.conversion_fee is not None,
    "indexed_share": lambda deal: deal.lease.clause is not None,
    "default_multiple": lambda deal: bool(deal.credit.curve),
    "resale_level": lambda deal: deal.credit.car_values is not None or _by_curve(deal) or _early(deal) is not None,
    "early_return_rate": lambda deal: _early(deal) is not None and deal.inputs.early_return_rate is not None,
    "early_return_share": lambda deal: (early := _early(deal)) is not None and early.pays == "remaining_rents",
    "return_share": lambda deal: deal.ends is not None and deal.ends.expected is not None and _is_worth_something(deal),
    "extension_share": lambda deal: deal.inputs.extension_rent is not None and _is_worth_something(deal),
    "extension_rent": lambda deal: deal.inputs.extension_rent is not None,
    "returned_value": lambda deal: deal.inputs.returned_value is not None,
    "per_km": lambda deal: deal.inputs.per_km is not None,
    "relet_rate": lambda deal: deal.credit.relet,
    "premium_rate": lambda deal: deal.credit.premium_periods > 0,
    "excluded_rate": lambda deal: deal.inputs.excluded_rate != 0.0,
    "maximum_liability": lambda deal: deal.inputs.maximum_liability is not None,
    "guarantee_share": lambda deal: deal.credit.guarantor_joint is not None,
    "funding_share": lambda deal: deal.inputs.funding_amount is not None and deal.inputs.funding_amount.per == "share",
    "funding_rate": lambda deal: deal.funding is not None and deal.inputs.funding_rate is not None,
    "funding_margin": lambda deal: deal.funding is not None and deal.inputs.funding_rate is None,
}


def with_knob(deal: ResolvedDeal, inputs: Inputs, name: str, value: Value) -> Inputs:
    """Return ``inputs`` with knob ``name`` at ``value``: money in the knob's currency, rates as fractions, quotes as written.

    The FOB value goes with the sale price where the deal takes it from there, as it does in the file. Raises ``KeyError``
    for an unknown knob or quotation, and for ``term``, which changes the dates (``engine.terms``).
    """
    if not has_knob(deal, name) or knob(name).unit == "count":
        raise KeyError(name)
    if name.startswith((FX_PREFIX, DRIFT_PREFIX)):
        return _with_quotation(inputs, name, value)
    if is_of_the_structure(name):
        from leasecalc.engine.shape_knobs import with_shape

        return with_shape(deal, inputs, name, value)
    if name == "rate":
        return replace(inputs, rent=None, target=Quantity(value, "share", "rate"))
    new = value if knob(name).unit != "money" else Quantity(value, "money", knob_currency(deal, name))
    if name.startswith(tuple(NUMBERED)) or name in BESIDE_THE_RENT:
        return _with_listed(inputs, name, new)
    if not isinstance(new, Quantity):
        loan = inputs.funding_amount
        share = name == "funding_share" and loan is not None
        return replace(inputs, **({"funding_amount": replace(loan, number=value)} if share else {name: value}))
    return _with_amount(deal, inputs, name, new)


def _with_quotation(inputs: Inputs, name: str, value: Value) -> Inputs:
    """Return the inputs with a rate of the pricing date, or its yearly growth in the place of any other way in which the pair moves."""
    kind, _, pair = name.partition(".")
    if kind == "fx":
        return replace(inputs, fx={**inputs.fx, pair: value})
    laws = {other: law for other, law in inputs.laws.items() if other != pair}
    return replace(inputs, drift={**inputs.drift, pair: value}, laws=laws)


def _quotation(inputs: Inputs, name: str) -> Value | None:
    kind, _, pair = name.partition(".")
    if kind == "fx":
        return inputs.fx.get(pair)
    return None if pair in inputs.laws or pair not in inputs.fx else inputs.drift.get(pair, 0.0)


def _with_amount(deal: ResolvedDeal, inputs: Inputs, name: str, amount: Quantity) -> Inputs:
    if name == "sale_price" and _fob_is_the_sale_price(deal):
        return replace(inputs, sale_price=amount, fob=amount)
    return replace(inputs, **{name: amount})


def _with_listed(inputs: Inputs, name: str, new: Value | Quantity) -> Inputs:
    """Return the inputs with an amount of a list, or a number beside the rent, replaced."""
    if name in BESIDE_THE_RENT:
        return inputs if inputs.money is None else replace(inputs, money=replace(inputs.money, **{name: new}))
    prefix, _, place = name.rpartition(".")
    listed = list(_listed(inputs, f"{prefix}."))
    assert isinstance(new, Quantity)  # noqa: S101 - knobs of a list are amounts
    listed[int(place) - 1] = new
    if prefix == "fee":
        return replace(inputs, fees=tuple(listed))
    return inputs if inputs.money is None else replace(inputs, money=replace(inputs.money, **{f"{prefix}s": tuple(listed)}))


def _fob_is_the_sale_price(deal: ResolvedDeal) -> bool:
    return deal.sale.incoterm == "FOB" and any(
        entry.path == "shipping.fob" and entry.status == "default" for entry in deal.provenance
    )


def knob_value(priced: Priced, name: str) -> float | None:
    """Return today's value of a knob (money in the knob's currency), or None where the deal has no such number."""
    inputs, deal = priced.inputs, priced.deal
    if name == "term":
        return float(len(deal.timeline.instalments))
    if is_of_the_structure(name):
        from leasecalc.engine.shape_knobs import shape_value

        return shape_value(priced, name)
    if name in {"rent", "residual", "down_payment", "deposit"} and not (name == "residual" and _is_worth(deal)):
        return float(getattr(priced.contract, name))
    written = _quotation(inputs, name) if name.startswith((FX_PREFIX, DRIFT_PREFIX)) else _written(inputs, name)
    if written is None or (name == "rate" and inputs.rent is not None):
        return None
    if isinstance(written, Quantity):
        return float(written.number) if name in {"rate", "funding_share"} else _amount(priced, written, knob_currency(deal, name))
    return float(written)  # type: ignore[arg-type]


def _amount(priced: Priced, written: Quantity, currency: str) -> float:
    exchange = priced.amounts.exchange
    if written.per == "money":
        return float(written.number * exchange.spot(written.of, currency))
    return float(written.number * priced.amounts.bases[written.of] * exchange.spot(priced.deal.currency, currency))


def knob_range(priced: Priced, name: str) -> tuple[float, float]:
    """Return the range in which a knob makes sense, in the unit in which it is set."""
    limits, today = knob(name), knob_value(priced, name)
    if limits.unit == "money":
        exchange = priced.amounts.exchange
        scale = float(priced.amounts.bases["price"] * exchange.spot(priced.deal.currency, knob_currency(priced.deal, name)))
    else:
        scale = today or 1.0 if limits.unit == "quote" else 1.0
    return limits.low * scale, limits.high * scale


def knob_rounding(deal: ResolvedDeal, name: str, value: float) -> Rounding:
    """Return how a value of the knob is rounded: as the contract, the invoice or the file rounds it."""
    unit = knob(name).unit
    if unit == "money":
        if name == "rent":
            return deal.roundings.rent
        return Rounding(minor_unit(knob_currency(deal, name)))
    if unit == "rate":
        return Rounding(GROWTH_UNIT if name.startswith(DRIFT_PREFIX) else RATE_UNIT)
    if unit == "count":
        return Rounding(1.0)
    magnitude = math.floor(math.log10(value)) if value > 0.0 else 0
    return Rounding(float(f"1e{magnitude + 1 - QUOTE_DIGITS}"))


#: Knobs that move only what the lease contract fixes: what settles outside it keeps its rounding while one of these is solved.
_OF_THE_CONTRACT = frozenset({"rent", "rate", "down_payment", "deposit", "residual", "revenue"}) | _OF_THE_LOAN
_OF_NO_ROUNDED_AMOUNT = frozenset(
    {
        "default_rate",
        "default_multiple",
        "recovery_rate",
        "relet_rate",
        "resale_level",
        "cover_rate",
        "excluded_rate",
        "guarantee_share",
        "early_return_rate",
        "return_share",
        "extension_share",
        "discount_rate",
    }
)


def smooth(deal: ResolvedDeal, name: str, *, rent_moves: bool = False) -> ResolvedDeal:
    """Return the deal without the roundings that would make steps in knob ``name``; amounts that it does not move stay rounded.

    ``rent_moves``: the instalment is solved again at each value.
    """
    from leasecalc.engine.legs.lease_legs import NO_ROUNDING

    if name in _OF_NO_ROUNDED_AMOUNT and not rent_moves:
        return deal
    contract = replace(deal.roundings, rent=NO_ROUNDING, contract=NO_ROUNDING, smooth=True)
    if name in _OF_THE_CONTRACT or name in _OF_NO_ROUNDED_AMOUNT or is_of_the_structure(name):
        return replace(deal, roundings=contract)
    return replace(
        deal, roundings=replace(contract, settlement=NO_ROUNDING, origin=NO_ROUNDING), stack=_without_rounding(deal.stack)
    )


def _without_rounding(stack: ResolvedStack) -> ResolvedStack:
    lines = tuple(replace(line, rounding=UNROUNDED) for line in stack.stack.lines)
    return replace(stack, stack=replace(stack.stack, lines=lines))


def with_fixed_rent(priced: Priced) -> Inputs:
    """Return the inputs with the instalment held at what was priced, so that other knobs do not move it.

    Where a payment takes the remainder of rounding, it is held before rounding: the remainder is what that leaves.
    """
    kept = priced.contract.rent if priced.deal.roundings.remainder == "last_interest" else priced.exact_rent
    return with_knob(priced.deal, priced.inputs, "rent", kept)
