"""A deal whose instalments are free: each an amount of its own, a float or an array (S,)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.price import price
from leasecalc.engine.resolved import Quantity
from leasecalc.engine.settings import smooth
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from leasecalc.engine.contract.payment_plan import PaymentPlan
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.values import Value


@record
class Free:
    """A deal that is priced at any instalments; everything else stays as it is, a deposit in instalments at its amount of today."""

    deal: ResolvedDeal
    inputs: Inputs

    @property
    def size(self) -> int:
        """Return the number of instalments."""
        return len(self.deal.timeline.instalments)

    def at(self, instalments: Sequence[Value], *, rounded: bool) -> Priced:
        """Return the deal with these instalments, in the currency of the lease; ``rounded`` as its contract rounds."""
        currency = self.deal.lease.currency
        amounts = tuple(Quantity(amount, "money", currency) for amount in instalments)
        deal = _with_plan(self.deal, lambda plan: replace(plan, amounts=amounts))
        return price(deal if rounded else smooth(deal, "rent"), self.inputs)


def free(priced: Priced) -> Free:
    """Return the deal with free instalments in the place of its rent and structure."""
    deal, inputs = priced.deal, priced.inputs
    currency, count = deal.lease.currency, len(deal.timeline.instalments)

    def freed(plan: PaymentPlan) -> PaymentPlan:
        return replace(
            plan,
            accrual=replace(plan.accrual, still=()),
            weights=(0.0,) * count,
            parts=tuple(((row, 1.0),) for row in range(count)),
            interest_only=(),
            level=False,
        )

    deposit = inputs.deposit
    if deposit is not None and deposit.per == "instalments":
        deposit = Quantity(priced.contract.deposit, "money", currency)
    inputs = replace(inputs, rent=Quantity(0.0, "money", currency), target=None, deposit=deposit)
    return Free(_with_plan(deal, freed), inputs)


def _with_plan(deal: ResolvedDeal, changed: Callable[[PaymentPlan], PaymentPlan]) -> ResolvedDeal:
    """Return the deal, and each delivery of it, with another plan of payments."""
    lots = tuple(replace(lot, deal=_with_plan(lot.deal, changed)) for lot in deal.lots)
    return replace(deal, lease=replace(deal.lease, plan=changed(deal.lease.plan)), lots=lots)
