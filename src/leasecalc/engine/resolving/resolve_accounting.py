"""Resolve the section `accounting`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.accounting.terms import AccountingTerms
from leasecalc.engine.resolving.resolve_inputs import quantity

if TYPE_CHECKING:
    from leasecalc.deal.accounting import Accounting
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.resolving.recorder import Recorder


def accounting_terms(document: DealDocument, told: Accounting, recorder: Recorder) -> AccountingTerms:
    """Return the terms; an option that does not exist is not certain, and what no value is written for is recorded."""
    if told.fair_value is None:
        recorder.default(
            "accounting.fair_value",
            "amount financed and down payment",
            "the accounts take the price of the car for its fair value",
        )
    if told.carrying_amount is None:
        recorder.default(
            "accounting.carrying_amount",
            "cost of the lease route",
            "purchase less refund, and the way to the lessee that the lessor pays",
        )
    life, loss = told.economic_life, told.expected_credit_loss
    has_option = document.residual.kind == "purchase_option"
    return AccountingTerms(
        standard=told.standard,
        lessor_kind=told.lessor_kind,
        fair_value=quantity(told.fair_value),
        carrying_amount=quantity(told.carrying_amount),
        economic_life_months=None if life is None or life.months is None else float(life.months),
        title_passes=told.title_passes,
        option_certain=told.option_certain if has_option else False,
        specialised=told.specialised,
        market_rate=None if told.market_rate is None else float(told.market_rate),
        stages=() if loss is None else tuple(map(int, loss.stages)),
        loss_given_default=None if loss is None or loss.loss_given_default is None else float(loss.loss_given_default),
    )
