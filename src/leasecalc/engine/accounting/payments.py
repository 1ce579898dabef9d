"""What both sides of the accounts start from: payments by row, interest by row, costs; in the currency of the lease per car."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.accounting.terms import UNSTATED, AccountingTerms
from leasecalc.engine.contract.nominal import nominal_of, period_rate_of
from leasecalc.engine.legs.flows import add
from leasecalc.engine.measures import fees_by_row
from leasecalc.records import record, replace
from leasecalc.values import Value

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.engine.price import Priced

#: Legs of the lease route that make up the cost of the car until the lessee has it.
COST_OF_THE_CAR = frozenset(
    {"purchase", "vat_refund", "consumption_tax_refund", "inland", "freight", "marine_insurance", "import_charges", "input_tax"}
)


@record(kw_only=True)
class Payments:
    """One entry for each instalment, then for what the end brings; the residual is split into what is due and what is expected."""

    due: tuple[date, ...]
    periods: tuple[int, ...]
    rents: tuple[Value, ...]
    """Instalments and fees after commencement."""
    owed: Value
    """A guaranteed residual, a balloon, or an option that is certain to be exercised; with the last row."""
    expected: Value
    """The residual that nobody owes: unguaranteed, or an option that is not certain."""
    before: Value
    """Down payment and fees by commencement."""

    @property
    def lease(self) -> tuple[Value, ...]:
        """Return the lease payments."""
        return (*self.rents[:-1], self.rents[-1] + self.owed)

    @property
    def all(self) -> tuple[Value, ...]:
        """Return the lease payments with the expected residual in the last row."""
        return (*self.lease[:-1], self.lease[-1] + self.expected)


def terms_of(priced: Priced) -> AccountingTerms:
    """Return the accounting terms of the deal; a deal without them states nothing."""
    told = priced.deal.accounting
    if told is not None:
        return told
    option = None if priced.deal.lease.residual_kind == "purchase_option" else False
    return replace(UNSTATED, option_certain=option)


def lessor_payments(priced: Priced) -> Payments:
    """Return what the lessor receives; a guarantee counts in full, whoever gives it (IFRS 16 Appendix A, lease payments)."""
    kind = priced.deal.lease.residual_kind
    return _payments(priced, is_owed=kind in {"guaranteed", "balloon"} or _option_is_certain(priced))


def lessee_payments(priced: Priced) -> Payments:
    """Return what the lessee owes; nothing is expected to be payable under a guarantee (IFRS 16.27(c))."""
    return _payments(priced, is_owed=priced.deal.lease.residual_kind == "balloon" or _option_is_certain(priced))


def _option_is_certain(priced: Priced) -> bool:
    return priced.deal.lease.residual_kind == "purchase_option" and terms_of(priced).option_certain is True


def _payments(priced: Priced, *, is_owed: bool) -> Payments:
    deal, contract = priced.deal, priced.contract
    at_once, later = fees_by_row(priced)
    owed, expected = (contract.residual, 0.0) if is_owed else (0.0, contract.residual)
    return Payments(
        due=deal.timeline.due,
        periods=deal.lease.plan.accrual.periods,
        rents=tuple(amount + fee for amount, fee in zip((*contract.instalments, 0.0), later, strict=True)),
        owed=owed,
        expected=expected,
        before=contract.down_payment + at_once,
    )


def growths(priced: Priced, period_rate: Value) -> tuple[Value, ...]:
    """Return the interest on one unit of balance before each row, on the clock on which the implicit rate is found."""
    clock = replace(priced.deal.lease.plan.accrual, still=(), simple=False)
    return tuple(clock.growth(period_rate, row) for row in range(len(clock.periods)))


def period_rate_of_effective(priced: Priced, effective_rate: Value) -> Value:
    """Return the rate per contract period of an effective yearly one."""
    return period_rate_of(priced.deal.lease, nominal_of(priced.deal.lease, effective_rate))


def fair_value(priced: Priced) -> Value:
    """Return the fair value of the car: as stated, or else amount financed and down payment."""
    told = terms_of(priced).fair_value
    if told is None:
        return priced.contract.financed + priced.contract.down_payment
    return told.number * priced.amounts.exchange.spot(told.of, priced.deal.lease.currency)


def carrying_amount(priced: Priced) -> Value:
    """Return the cost of the car in the lessor's books: as stated, or else what the legs of the lease route say."""
    spot, currency = priced.amounts.exchange.spot, priced.deal.lease.currency
    told = terms_of(priced).carrying_amount
    if told is not None:
        return told.number * spot(told.of, currency)
    cost = add(-leg.total for leg in priced.lease if leg.name in COST_OF_THE_CAR)
    return cost * spot(priced.deal.currency, currency)
