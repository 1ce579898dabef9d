"""Turning quantities into money: shares of named bases, instalments, and money of other currencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.rounding import Rounding, round_to
from leasecalc.values import Value

if TYPE_CHECKING:
    from leasecalc.engine.legs.exchange import Exchange
    from leasecalc.engine.resolved import Quantity, ResolvedDeal


def arrives(deal: ResolvedDeal, kind: str, at: int) -> int:
    """Return where a payment of a kind (``fees``, ``services``, ``sale`` ...), made at ``at``, reaches the lessor and is exchanged."""
    return at if deal.money is None else deal.money.arrivals.get((kind, at), at)


@record
class Amounts:
    """Evaluates quantities against bases in the deal's currency.

    ``bases`` maps the name of a base (price, fob, financed, sale, residual) to its amount in the deal's currency per car.
    """

    exchange: Exchange
    bases: dict[str, Value]

    def settled(self, quantity: Quantity, at: int, rounding: Rounding) -> Value:
        """Return ``quantity`` as cash in the deal's currency at grid index ``at``, rounded as the settlement rounds."""
        if quantity.per == "share":
            return round_to(quantity.number * self.bases[quantity.of], rounding)
        factor = self.exchange.factor(quantity.of, at)
        return round_to(quantity.number * factor, rounding)

    def contracted(self, quantity: Quantity, currency: str, rounding: Rounding) -> Value:
        """Return ``quantity`` as an amount of ``currency`` fixed on the pricing date, rounded as the contract rounds."""
        if quantity.per == "share":
            base = self.bases[quantity.of] * self.exchange.spot(self.exchange.currency, currency)
            return round_to(quantity.number * base, rounding)
        return round_to(quantity.number * self.exchange.spot(quantity.of, currency), rounding)
