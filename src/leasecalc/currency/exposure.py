"""What amounts in another currency cost at home, before and after the exchange rate moves.

Directive 2014/17/EU Article 23(4) asks lenders to illustrate a rise of at least 20 % of the credit's currency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.currency.forward import shocked_rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.values import Value


def converted(amounts: Sequence[Value], rate: Value) -> tuple[Value, ...]:
    """Return amounts in the home currency; `rate` is units of the home currency for one of theirs. No amount is rounded."""
    return tuple(amount * rate for amount in amounts)


def shocked(amounts: Sequence[Value], rate: Value, *, shock_rate: Value, shocked_from: int) -> tuple[Value, ...]:
    """Return amounts in the home currency when theirs gains `shock_rate` before amount number `shocked_from`, counted from 0.

    A shock of 0.20 makes each of their units a fifth dearer. Raises ``ValueError`` for a number below zero.
    """
    if shocked_from < 0:
        raise ValueError(f"amounts are counted from 0, not {shocked_from}")
    return (
        *converted(amounts[:shocked_from], rate),
        *converted(amounts[shocked_from:], shocked_rate(rate, shock_rate)),
    )
