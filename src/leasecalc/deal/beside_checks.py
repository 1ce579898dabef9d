"""Faults of what moves beside the rent, between its sections and the rest of the deal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.deal.distribution import SERIES
from leasecalc.deal.terms import count_of_instalments
from leasecalc.reading.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.deal.document import DealDocument

Path = tuple[str | int, ...]
FIXED = ("price", "ex_vat", "fob", "sale", "financed")


def amounts_beside(document: DealDocument) -> Iterator[tuple[Path, object, tuple[str, ...]]]:
    """Yield path, amount, and the bases that a share may name there."""
    for number, fee in enumerate(document.running_fees):
        yield ("running_fees", number, "amount"), fee.amount, (*FIXED, *SERIES)
    for number, commission in enumerate(document.commissions):
        yield ("commissions", number, "amount"), commission.amount, (*FIXED, "instalment")
    if document.subsidy is not None:
        yield ("subsidy", "amount"), document.subsidy.amount, FIXED
    if document.settlement is not None:
        yield ("settlement", "cost"), document.settlement.cost, ("instalment",)
    if document.tax is not None:
        yield ("tax", "salvage"), document.tax.salvage, FIXED


def faults_beside(document: DealDocument) -> Iterator[Fault]:
    """Yield faults that a section beside the rent cannot see alone."""
    yield from _fee_faults(document)
    yield from _service_faults(document)
    lease = document.lease
    if lease.deposit_interest is not None and lease.deposit is None:
        yield Fault(
            ("lease", "deposit_interest"), "LC410", "there is no deposit to bear interest", "write `deposit`, or leave this out"
        )
    if document.rent_vat is not None and lease.vat_rate is not None:
        hint = "keep `rent_vat` and write its `rate`"
        yield Fault(("lease", "vat_rate"), "LC435", "`lease.vat_rate` and `rent_vat` exclude each other", hint)
    if document.tax is not None and lease.kind == "operating" and document.tax.salvage is None:
        yield Fault(("tax",), "LC462", "an operating lessor writes its car off, down to a value that `tax` does not say",
                    "write `salvage`, for example `5% of price`")  # fmt: skip


def _fee_faults(document: DealDocument) -> Iterator[Fault]:
    count = count_of_instalments(document.lease.term, document.lease.payments) or 0
    for number, fee in enumerate(document.running_fees):
        if fee.on_payment is not None and 0 < count < fee.on_payment:
            yield Fault(("running_fees", number, "on_payment"), "LC406", f"there is no instalment {fee.on_payment}: the lease has {count}",
                        f"write a number up to {count}")  # fmt: skip
        if getattr(fee.amount, "of", "") == "services" and not any(service.fee for service in document.services):
            yield Fault(("running_fees", number, "amount"), "LC409", "the deal has no services that the lessee pays for",
                        "add a service with a `fee`, or write another base")  # fmt: skip


def _service_faults(document: DealDocument) -> Iterator[Fault]:
    for number, service in enumerate(document.services):
        if service.growth is not None and service.index is not None:
            yield Fault(("services", number, "index"), "LC435", "`growth` and `index` exclude each other", "leave one out")
        if service.vat_rate is not None and document.rent_vat is None:
            yield Fault(("services", number, "vat_rate"), "LC461", "nothing says who accounts for the tax on this service",
                        "add `rent_vat` with `accounts`, `remitted` and `recoverable`")  # fmt: skip
