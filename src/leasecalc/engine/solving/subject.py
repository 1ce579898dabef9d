"""What is solved: a priced deal, what becomes of its instalment, and how it is priced at trial values of its knobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from leasecalc.engine.price import price
from leasecalc.engine.settings import has_knob, knob_currency, smooth, with_fixed_rent, with_knob
from leasecalc.engine.solving.goals import OF_THE_RENT
from leasecalc.errors import CalculationError, UsageError
from leasecalc.knobs import (
    ALIASES,
    BESIDE_THE_RENT,
    BY_NAME,
    DRIFT_PREFIX,
    FEE_PREFIX,
    FX_PREFIX,
    NUMBERED,
    is_of_the_structure,
    knob,
)
from leasecalc.records import record, replace
from leasecalc.values import log1p

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.engine.price import Priced
    from leasecalc.engine.solving.goals import Goal
    from leasecalc.engine.solving.terms import Terms

LARGEST_GROWTH = 20.0
"""Logarithm of the growth of a balance over the lease, 5e8, up to which its rows are good to seven digits."""

RentRole = Literal["kept", "solved again", "solved for"]
RentWish = Literal["", "keep", "solve"]


@record(kw_only=True)
class SolveWishes:
    """What the user decides: what becomes of the instalment, and the ends of the range of the knob, typed in its unit."""

    rent: RentWish = ""
    low: str = ""
    high: str = ""

    def limits(self, priced: Priced, name: str) -> tuple[float | None, float | None]:
        """Return the ends as numbers, None where nothing was typed. Raises ``UsageError`` for what cannot be read."""
        low, high = (typed_value(priced, name, text) if text else None for text in (self.low, self.high))
        return low, high


def typed_value(priced: Priced, name: str, typed: str, *, option: str = "--low and --high") -> float:
    """Return a value of a knob typed with its unit. Raises ``UsageError`` for what cannot be read, or for another currency."""
    from leasecalc.reading import numbers, phrases
    from leasecalc.reading.scalar import ScalarFault

    unit = knob(name).unit
    try:
        if unit == "rate":
            return float(numbers.percent(typed))
        if unit != "money":
            return float(numbers.number(typed))
        amount = phrases.amount(typed)
    except ScalarFault as fault:
        raise UsageError(f"{option}: {fault.message}" + (f"; {fault.hint}" if fault.hint else "")) from None
    currency = knob_currency(priced.deal, name)
    if amount.currency != currency:
        raise UsageError(f"{option}: {name} is set in {currency}, not in {amount.currency}")
    return float(amount.amount)


@record
class Subject:
    """A deal as it is priced today, and what its instalment does while knobs are turned."""

    today: Priced
    rent: RentRole
    terms: Terms | None = None

    def at(self, values: Mapping[str, float], *, rounded: bool) -> Priced:
        """Return the deal priced with knobs at ``values``; ``rounded`` as its contract rounds, else on the smooth function."""
        deal, inputs = self.today.deal, self.today.inputs
        if "term" in values and self.terms is not None:
            deal = self.terms.at(round(values["term"]))
            inputs = deal.inputs
        if self.rent == "kept":
            inputs = replace(inputs, rent=with_fixed_rent(self.today).rent)
        for name, value in values.items():
            if name != "term":
                inputs = with_knob(deal, inputs, name, value)
            if not rounded:
                deal = smooth(deal, name, rent_moves=self.rent == "solved again")
        return _in_domain(price(deal, inputs))


def _in_domain(priced: Priced) -> Priced:
    """Return the deal, or raise ``CalculationError`` where its flows rest on balances that grew beyond what floats can hold.

    Each row of the instalment table multiplies the errors of those before it by the growth of the balance, so a rate of several
    hundred percent leaves only noise in the interest of late rows, from which tax is withheld and by which a default is measured.
    """
    inputs = priced.inputs
    taxed = inputs.withholding_rate != 0.0 and priced.deal.lease.withholding_on == "finance_charge"
    if taxed or inputs.default_rate != 0.0:
        growth = len(priced.deal.timeline.instalments) * log1p(priced.table().period_rate)
        if not growth <= LARGEST_GROWTH:
            raise CalculationError("the customer's rate is too high for an instalment table")
    return priced


def knob_named(priced: Priced, typed: str, *, option: str = "--for") -> str:
    """Return the knob's own name. Raises ``UsageError`` for one that does not exist, or that this deal does not have."""
    name = known_knob(typed, option)
    if not has_knob(priced.deal, name):
        raise UsageError(f"{option} {typed}: {_missing(priced, name)}")
    return name


def known_knob(typed: str, option: str) -> str:
    """Return the own name of a knob, whether or not a deal has it. Raises ``UsageError`` for one that does not exist."""
    name = ALIASES.get(typed, typed)
    try:
        knob(name)
    except KeyError:
        from leasecalc.reading.suggest import did_you_mean

        raise UsageError(f"{option}: there is no knob `{typed}`; {did_you_mean(typed, BY_NAME)}") from None
    return name


def _missing(priced: Priced, name: str) -> str:
    if name.startswith((FX_PREFIX, DRIFT_PREFIX)):
        quoted = ", ".join(f"`{name.partition('.')[0]}.{pair}`" for pair in priced.inputs.fx)
        return f"the deal does not quote that pair; it has {quoted or 'no exchange rates'}"
    if name.startswith(FEE_PREFIX):
        return f"the lease has {len(priced.inputs.fees)} fees; they are `fee.1`, `fee.2` and so on"
    if name in BESIDE_THE_RENT or name.startswith(tuple(NUMBERED)):
        return f"the deal has no amount or rate at `{knob(name).path}`"
    if is_of_the_structure(name):
        from leasecalc.engine.shape_knobs import why_no_shape_knob

        return why_no_shape_knob(priced.deal, name)
    if priced.deal.lease.target == "npv":
        return "the instalment is solved for an amount, not for a rate; use `--for rent`"
    return "the deal fixes its instalment, so no rate is solved for; use `--for rent`"


def rent_role(priced: Priced, names: Sequence[str], goals: Sequence[Goal], wish: RentWish = "") -> RentRole:
    """Return what becomes of the instalment: the unknown itself, solved again at each trial, or kept at today's amount.

    It is solved again where the rate that it is solved for is turned, or where it is aimed at; else it is kept, unless
    ``wish`` is "solve". Raises ``UsageError`` for a wish that the deal cannot follow.
    """
    deciding = [name for name in ("rate", "floating_margin") if name in names]
    if "rent" in names:
        if deciding:
            raise UsageError(f"--for rent,{deciding[0]}: the rate decides the instalment, so only one of them can be solved for")
        return "solved for"
    solved = priced.inputs.rent is None
    if wish == "solve" and not solved:
        raise UsageError(
            "--rent solve: the deal fixes its instalment; write `rent: {solve: lessor_yield, target: 14%}` to solve it"
        )
    if len(deciding) > 1:
        raise UsageError("--for rate,floating_margin: the margin decides the rate, so only one of them can be solved for")
    if deciding or wish == "solve":
        return "solved again"
    if solved and not wish and any(goal.measure.name in OF_THE_RENT for goal in goals):
        return "solved again"
    return "kept"
