"""Faults of `accounting` that other sections show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.reading.faults import Fault

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument


def accounting_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield what the accounts cannot be made of."""
    told = document.accounting
    if told is None:
        return
    if told.option_certain is not None and document.residual.kind != "purchase_option":
        yield Fault(("accounting", "option_certain"), "LC480",
                    f"`option_certain` speaks of a purchase option, and the residual is of kind `{document.residual.kind}`",
                    "leave it out")  # fmt: skip
    loss = told.expected_credit_loss
    if loss is None:
        return
    path = ("accounting", "expected_credit_loss")
    if document.credit is None:
        yield Fault(path, "LC480", "`expected_credit_loss` needs `credit`: without a default rate no loss is expected",
                    "add a `credit` section, or leave `expected_credit_loss` out")  # fmt: skip
    elif document.credit.recovery is None and loss.loss_given_default is None:
        yield Fault(path, "LC480", "no loss given default is known: `credit` has no `recovery`",
                    "write `loss_given_default`, for example `45%`")  # fmt: skip
