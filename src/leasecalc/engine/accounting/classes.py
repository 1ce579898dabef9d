"""Which books a deal is kept in: the test of the standard for the lessor, and, by ASC 842, for the lessee; floats only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.accounting import LEASE_CLASSES, Indicator, LeaseFacts, Standard, classify, lease_class, present_value_of_payments
from leasecalc.engine.accounting.payments import Payments, fair_value, growths, lessee_payments, lessor_payments, terms_of
from leasecalc.engine.measures import implicit_period_rate
from leasecalc.records import record, replace
from leasecalc.values import scalar

if TYPE_CHECKING:
    from leasecalc.accounting.classification import LeaseClass
    from leasecalc.engine.price import Priced
    from leasecalc.values import Value


@record(kw_only=True)
class Classified:
    """The answer of the test, and the class that the accounts follow: the test's, or the contract's where the test cannot tell."""

    standard: Standard
    indicators: tuple[Indicator, ...]
    found: LeaseClass
    written: LeaseClass
    """`lease.kind` of the deal."""
    guaranteed: bool = False
    """Whether only a guarantee of the residual lifts the present value to substantially all (ASC 842-10-25-3(b))."""

    @property
    def followed(self) -> LeaseClass:
        """Return the class that the accounts follow."""
        return self.written if self.found == "unknown" else self.found

    @property
    def label(self) -> str:
        """Return what the standard calls a lease of the class that the accounts follow."""
        names = LEASE_CLASSES[self.standard]
        return names["guaranteed"] if self.guaranteed else names[self.followed]


def lessor_class(priced: Priced, standard: Standard) -> Classified:
    """Return the lessor's test, the present value by the implicit rate.

    A third party's guarantee of the residual counts as a payment in IFRS 16 and CAS 21. ASC 842 leaves it out of the five criteria;
    where it alone makes the present value substantially all of the fair value, the lease is a direct financing lease.
    """
    due, rate = lessor_payments(priced), implicit_period_rate(priced)
    whole = _classified(priced, standard, due, rate)
    if standard != "asc842" or priced.deal.lease.residual_kind != "guaranteed":
        return whole
    without = _classified(priced, standard, replace(due, owed=0.0), rate)
    lifted = without.found != "finance" and whole.found == "finance"
    return replace(without, found="finance", guaranteed=True) if lifted else without


def lessee_class(priced: Priced, standard: Standard, period_rate: Value) -> Classified:
    """Return the lessee's test by the rate of its liability; only ASC 842 asks for it."""
    return _classified(priced, standard, lessee_payments(priced), period_rate)


def _classified(priced: Priced, standard: Standard, due: Payments, period_rate: Value) -> Classified:
    told, deal = terms_of(priced), priced.deal
    worth = present_value_of_payments(due.lease, growths(priced, period_rate)) + due.before
    facts = LeaseFacts(
        title_passes=told.title_passes,
        option_certain=told.option_certain,
        term=deal.lease.term_months,
        economic_life=told.economic_life_months,
        payments_value=scalar(worth),
        fair_value=scalar(fair_value(priced)),
        specialised=told.specialised,
    )
    indicators = classify(facts, standard)
    return Classified(standard=standard, indicators=indicators, found=lease_class(indicators), written=deal.lease.kind)
