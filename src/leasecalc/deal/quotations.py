"""Faults of exchange rates: pairs that are none, quoted twice, or drifting without a rate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.money import CURRENCIES
from leasecalc.reading.faults import Fault
from leasecalc.reading.suggest import nearest, quoted

if TYPE_CHECKING:
    from leasecalc.deal.money_terms import Fx


def quotation_faults(fx: Fx) -> Iterator[Fault]:
    """Yield a fault for each pair of `fx.rates` or `fx.drift` that does not mean one exchange rate."""
    for pair in fx.rates:
        base, _, quote = pair.partition("/")
        if not (base in CURRENCIES and quote in CURRENCIES and base != quote):
            yield Fault(("fx", "rates", pair), "LC419", f"{quoted(pair)} is no pair of two currencies", _meant(pair))
        elif f"{quote}/{base}" in fx.rates and base > quote:
            message = f"`{pair}` and `{quote}/{base}` quote the same exchange rate"
            yield Fault(("fx", "rates", pair), "LC419", message, "keep one of them")
    for pair in fx.drift or {}:
        base, _, quote = pair.partition("/")
        if pair not in fx.rates:
            turned = f"{quote}/{base}"
            listed = ", ".join(f"`{known}`" for known in fx.rates)
            hint = f"quote it there instead of `{turned}`" if turned in fx.rates else f"write one of {listed}"
            yield Fault(("fx", "drift", pair), "LC419", f"{quoted(pair)} drifts, but `fx.rates` does not quote it", hint)


def _meant(pair: str) -> str:
    """Return the hint: the pair that was probably meant, or the form."""
    letters = "".join(character for character in pair if character.isalpha())
    codes = [nearest(letters[:3], CURRENCIES), nearest(letters[3:], CURRENCIES)] if len(letters) == 6 else []
    if None not in codes and len(set(codes)) == 2:
        return f"did you mean `{codes[0]}/{codes[1]}`?"
    return "write `USD/ZAR: 17.20` where one USD costs 17.20 ZAR"
