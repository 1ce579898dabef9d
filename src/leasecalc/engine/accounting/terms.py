"""What the accounts need beside the contract, resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.accounting import Standard
    from leasecalc.engine.resolved import Quantity
    from leasecalc.values import Value


@record(kw_only=True)
class AccountingTerms:
    """The section `accounting`; None is not stated. Rates are fractions, effective a year."""

    standard: Standard = "ifrs16"
    lessor_kind: Literal["financier", "manufacturer_or_dealer"] = "financier"
    fair_value: Quantity | None = None
    carrying_amount: Quantity | None = None
    economic_life_months: float | None = None
    title_passes: bool | None = None
    option_certain: bool | None = None
    specialised: bool | None = None
    market_rate: Value | None = None
    stages: tuple[int, ...] = ()
    """Stage of expected credit loss at commencement and at each year end; empty: no allowance is reckoned."""
    loss_given_default: Value | None = None
    """None: what the recovery of `credit` leaves."""


UNSTATED = AccountingTerms()
"""A deal without the section: a financier, by IFRS 16, with no fact of the classification stated."""
