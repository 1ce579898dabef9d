"""Setting knobs: a new ``Inputs`` with one number replaced, by a float or by an array of scenarios (S,)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.resolved import Quantity
from leasecalc.knobs import FX_PREFIX, knob
from leasecalc.records import replace

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.values import Value

#: Knobs whose money is written in the currency of the lease, of the purchase or of the sale; others in that of the deal.
_IN_LEASE_CURRENCY = frozenset({"rent", "down_payment", "deposit", "residual"})


def knob_currency(deal: ResolvedDeal, name: str) -> str:
    """Return the currency in which a money knob is set."""
    if name in _IN_LEASE_CURRENCY:
        return deal.lease.currency
    written = getattr(deal.inputs, name, None)
    if isinstance(written, Quantity) and written.per == "money":
        return written.of
    return deal.currency


def with_knob(deal: ResolvedDeal, inputs: Inputs, name: str, value: Value) -> Inputs:
    """Return ``inputs`` with knob ``name`` at ``value``: money in the knob's currency, rates as fractions, quotes as written.

    Raises ``KeyError`` for an unknown knob or quotation.
    """
    if name.startswith(FX_PREFIX):
        pair = name.removeprefix(FX_PREFIX)
        if pair not in inputs.fx:
            raise KeyError(name)
        return replace(inputs, fx={**inputs.fx, pair: value})
    if knob(name).unit == "money":
        return replace(inputs, **{name: Quantity(value, "money", knob_currency(deal, name))})
    return replace(inputs, **{name: value})


def knob_value(priced: Priced, name: str) -> float | None:
    """Return today's value of a knob (money in the knob's currency), or None where the deal has no such number."""
    inputs, deal = priced.inputs, priced.deal
    if name.startswith(FX_PREFIX):
        found = inputs.fx.get(name.removeprefix(FX_PREFIX))
        return None if found is None else float(found)
    contract_amounts = {"rent": priced.contract.rent, "residual": priced.contract.residual, "down_payment": priced.contract.down_payment,
                        "deposit": priced.contract.deposit}  # fmt: skip
    if name in contract_amounts:
        return float(contract_amounts[name])
    written = getattr(inputs, name)
    if written is None:
        return None
    if not isinstance(written, Quantity):
        return float(written)
    if written.per == "money":
        return float(written.number)
    return float(
        written.number * priced.amounts.bases[written.of] * priced.amounts.exchange.spot(deal.currency, knob_currency(deal, name))
    )


#: Knobs that move only what the lease contract fixes: amounts that settle outside it keep their rounding while one of these is solved.
_OF_THE_CONTRACT = frozenset({"rent", "down_payment", "deposit", "residual"})
_OF_NO_ROUNDED_AMOUNT = frozenset({"default_rate", "recovery_rate", "cover_rate", "discount_rate"})


def smooth(deal: ResolvedDeal, name: str) -> ResolvedDeal:
    """Return the deal with those roundings off that would make steps in knob ``name``; amounts that it does not move stay as rounded."""
    from leasecalc.engine.lease_legs import NO_ROUNDING

    if name in _OF_NO_ROUNDED_AMOUNT:
        return deal
    contract = replace(deal.roundings, rent=NO_ROUNDING, contract=NO_ROUNDING, smooth=True)
    if name in _OF_THE_CONTRACT:
        return replace(deal, roundings=contract)
    return replace(deal, roundings=replace(contract, settlement=NO_ROUNDING, origin=NO_ROUNDING))


def with_fixed_rent(priced: Priced) -> Inputs:
    """Return the inputs with the instalment held at what was priced, so that other knobs do not move it."""
    return with_knob(priced.deal, priced.inputs, "rent", priced.contract.rent)
