"""The export refund of both taxes, repaid where a lease ends before its term: the share of it that the rule of the origin file says, without interest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.cost_legs import refund_in_origin
from leasecalc.rounding import round_to
from leasecalc.values import Value, is_array, where

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.legs.credit_legs import Exposure
    from leasecalc.engine.resolved import Inputs, ResolvedDeal


def refund_to_repay(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, at: int) -> Value:
    """Return what is repaid at grid index ``at``, in the deal's currency: the share by rule of the refund that was granted; none without a rule."""
    rule = deal.purchase.repayment
    if rule is None:
        return 0.0
    settlement = deal.roundings.settlement
    owed = round_to(refund_in_origin(deal, inputs) * amounts.exchange.factor(inputs.price.of, at), settlement)
    if inputs.consumption_tax is not None and deal.purchase.vat != "none":
        owed = owed + amounts.settled(inputs.consumption_tax, at, settlement)
    return owed * inputs.lease_refund_share * rule.share


def repaid_on_default(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, exposure: Exposure) -> tuple[int, Value] | None:
    """Return day and amount of the repayment: at repossession, or when the refund arrives if that is later; None once the term is over."""
    when = deal.timeline
    if exposure.at >= when.end:
        return None
    at = max(exposure.back, when.refund)
    owed = refund_to_repay(deal, inputs, amounts, at)
    if is_array(when.years[when.end]):  # the term, and so the end, is a formula
        owed = where(when.years[exposure.at] < when.years[when.end], owed, 0.0)
    return at, owed
