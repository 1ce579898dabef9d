"""Rates that a deal puts in place of those of the market file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from leasecalc.charges.kinds.ad_valorem import AdValorem
from leasecalc.charges.kinds.exempt import Exempt
from leasecalc.charges.kinds.fixed import Fixed
from leasecalc.charges.rate import Rate
from leasecalc.errors import Diagnostic, InputError
from leasecalc.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


Override: TypeAlias = "str | Decimal | Money | Rate"
"""`25%`, `1000 ZAR` or `exempt` as text; a fraction; an amount; or a rate."""


def override_rate(line_id: str, override: Override) -> Rate:
    """Turn an override into a rate. Raises ``InputError`` (LC517) for text that is none.

    A zero is taken as written: somebody said so in the deal.
    """
    if isinstance(override, Rate):
        return override
    if isinstance(override, str):
        return _from_text(line_id, override)
    amount = override.amount if isinstance(override, Money) else override
    if amount == 0:
        return Exempt()
    return Fixed(money=override) if isinstance(override, Money) else AdValorem(rate=override)


def _from_text(line_id: str, text: str) -> Rate:
    """Read a percentage, an amount or the word `exempt`."""
    from leasecalc.markets.series import amount_or_percent
    from leasecalc.reading.scalar import ScalarFault

    if text.strip() == "exempt":
        return Exempt()
    try:
        return override_rate(line_id, amount_or_percent(text))
    except ScalarFault as fault:
        message = f"the override of `{line_id}` is not a rate: {fault.message}"
        raise InputError((Diagnostic("LC517", message, fault.hint or "write `25%`, `1000 ZAR` or `exempt`"),)) from fault


def unknown_overrides(overrides: Mapping[str, Override], known: frozenset[str]) -> tuple[Diagnostic, ...]:
    """Refuse overrides of lines that the market does not have."""
    listed = ", ".join(sorted(known))
    return tuple(
        Diagnostic("LC517", f"the override `{name}` names no line of the market", f"lines are {listed}")
        for name in overrides
        if name not in known
    )
