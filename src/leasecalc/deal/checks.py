"""Faults between sections of a deal file: what each value alone cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.deal.limits import assumed_faults, range_faults
from leasecalc.deal.moments import moment_faults
from leasecalc.money import Money
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Instalments, Share

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument


def deal_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield every fault between sections, with its path from the root of the file."""
    yield from _term_faults(document)
    if document.lease.deliveries:
        from leasecalc.deal.deliveries import delivery_faults  # only a fleet in parts pays for reading it

        yield from delivery_faults(document)
    yield from _rent_faults(document)
    yield from _structure_faults(document)
    yield from _terms_of_payment_faults(document)
    yield from _share_faults(document)
    yield from _exchange_faults(document)
    yield from _refund_faults(document)
    yield from _service_faults(document)
    if _has_money_beside(document):
        from leasecalc.deal.beside_checks import faults_beside  # only a deal that has such a section pays for reading it

        yield from faults_beside(document)
    yield from _optimise_faults(document)
    if document.credit is not None or document.insurance is not None:
        from leasecalc.deal.risk_checks import risk_faults  # only a deal that has one pays for reading it

        yield from risk_faults(document)
    if document.ends is not None:
        from leasecalc.deal.end_checks import end_faults  # only a deal that tells of its end pays for reading it

        yield from end_faults(document)
    if document.funding is not None:
        from leasecalc.deal.funding_checks import funding_faults  # only a deal that has one pays for reading it

        yield from funding_faults(document)
    if document.simulation is not None:
        from leasecalc.deal.chance_checks import chance_faults  # only a deal that is simulated pays for reading it

        yield from chance_faults(document)
    if document.routes is not None:
        from leasecalc.deal.route_checks import route_faults

        yield from route_faults(document)
    yield from range_faults(document)
    yield from moment_faults(document)
    yield from assumed_faults(document)


def _has_money_beside(document: DealDocument) -> bool:
    from leasecalc.deal.terms import BESIDE_THE_RENT

    named = any(getattr(document, name) for name in BESIDE_THE_RENT)
    return (
        named
        or document.lease.deposit_interest is not None
        or any(service.index or service.vat_rate for service in document.services)
    )


def _term_faults(document: DealDocument) -> Iterator[Fault]:
    from leasecalc.deal.terms import count_of_instalments

    lease = document.lease
    count = count_of_instalments(lease.term, lease.payments)
    if not count:
        yield Fault(("lease", "term"), "LC401", f"a term of {lease.term} is not a whole number of {lease.payments} instalments",
                    "choose a term that the instalments fill exactly")  # fmt: skip
    elif lease.in_advance >= count:
        yield Fault(("lease", "in_advance"), "LC406", f"`in_advance: {lease.in_advance}` leaves none of the {count} instalments for later",
                    f"write a number below {count}")  # fmt: skip
    for number, service in enumerate(document.services):
        if service.every is not None and not count_of_instalments(lease.term, service.every):
            yield Fault(("services", number, "every"), "LC401", f"a term of {lease.term} is not a whole number of {service.every} payments",
                        "choose how often so that the term is filled exactly")  # fmt: skip


def _structure_faults(document: DealDocument) -> Iterator[Fault]:
    lease = document.lease
    special = (lease.structure, lease.first_instalment, lease.interim, lease.interest, lease.rounding)
    if lease.rent is None or any(part is not None for part in special):
        from leasecalc.deal.structure_checks import structure_faults  # only a deal that has one pays for reading it

        yield from structure_faults(lease)


def _optimise_faults(document: DealDocument) -> Iterator[Fault]:
    if document.optimise is not None:
        from leasecalc.deal.optimise_checks import optimise_faults  # only a deal that asks for it pays for reading it

        yield from optimise_faults(document)


def _rent_faults(document: DealDocument) -> Iterator[Fault]:
    rent = document.lease.rent
    if rent is None or isinstance(rent, Money):
        return
    if (rent.solve == "npv") != isinstance(rent.target, Money):
        wanted = "an amount, for example `500 USD`" if rent.solve == "npv" else "a rate, for example `14%`"
        yield Fault(
            ("lease", "rent", "target"),
            "LC407",
            f"the target of `{rent.solve}` is {wanted.split(',', maxsplit=1)[0]}",
            f"write {wanted}",
        )
    elif isinstance(rent.target, Money) and rent.target.currency != document.deal.currency:
        yield Fault(("lease", "rent", "target"), "LC407", f"the target is in {rent.target.currency} and the deal in {document.deal.currency}",
                    f"write the target in {document.deal.currency}")  # fmt: skip


def _terms_of_payment_faults(document: DealDocument) -> Iterator[Fault]:
    total = sum(tranche.fraction for tranche in document.sale.terms)
    if total != 1:
        yield Fault(("sale", "terms"), "LC404", f"the terms of payment add up to {total:.4%}, not 100 %",
                    "write tranches that add up to 100%, for example `[30% at order, 70% 90 days after export]`")  # fmt: skip


def _amounts(document: DealDocument) -> Iterator[tuple[tuple[str | int, ...], object, tuple[str, ...]]]:
    """Yield path, amount, and the bases that a share may name there."""
    lease, sale, shipping = document.lease, document.sale, document.shipping
    plain = ("price", "ex_vat", "fob", "sale")
    yield ("lease", "financed"), lease.financed, plain
    yield ("lease", "down_payment"), lease.down_payment, (*plain, "financed")
    yield ("lease", "deposit"), lease.deposit, (*plain, "financed")
    if lease.structure is not None:
        yield ("lease", "structure", "balloon"), lease.structure.balloon, (*plain, "financed")
    for number, fee in enumerate(lease.fees):
        yield ("lease", "fees", number, "amount"), fee.amount, (*plain, "financed")
    yield ("residual", "amount"), document.residual.amount, (*plain, "financed")
    yield ("residual", "disposal_cost"), document.residual.disposal_cost, (*plain, "residual")
    if shipping is not None:
        yield ("shipping", "insurance"), shipping.insurance, plain
        yield ("shipping", "fob"), shipping.fob, ("price", "ex_vat", "sale")
    yield from _amounts_of_risk(document, plain)
    for name in ("discount", "insurance", "commission", "bank_cost", "warranty"):
        yield ("sale", name), getattr(sale, name), ("price", "sale")
    if _has_money_beside(document):
        from leasecalc.deal.beside_checks import amounts_beside

        yield from amounts_beside(document)


def _amounts_of_risk(
    document: DealDocument, plain: tuple[str, ...]
) -> Iterator[tuple[tuple[str | int, ...], object, tuple[str, ...]]]:
    if document.insurance is not None:
        yield ("insurance", "premium"), document.insurance.premium, (*plain, "financed")
        yield ("insurance", "maximum"), document.insurance.maximum, (*plain, "financed")
    if document.ends is not None:
        yield from (
            (("ends", "buy_out", n, "amount"), option.amount, (*plain, "financed"))
            for n, option in enumerate(document.ends.buy_out)
        )
        yield ("ends", "returned_value"), document.ends.returned_value, (*plain, "financed", "residual")
    if document.credit is not None and document.credit.guarantee is not None:
        yield ("credit", "guarantee", "fee"), document.credit.guarantee.fee, (*plain, "financed")


def _share_faults(document: DealDocument) -> Iterator[Fault]:
    for path, amount, allowed in _amounts(document):
        if isinstance(amount, Share) and amount.of not in allowed:
            yield Fault(path, "LC405", f"a share of `{amount.of}` is not known here", f"write a share of {', '.join(allowed)}")


def _exchange_faults(document: DealDocument) -> Iterator[Fault]:
    from leasecalc.deal.quotations import quotation_faults
    from leasecalc.deal.terms import currencies, route

    if document.fx is not None and (faults := list(quotation_faults(document.fx))):
        yield from faults
        return
    if document.fx is not None and (document.fx.forward or document.fx.curve or document.fx.pegged or document.fx.conversion):
        from leasecalc.deal.exchange_checks import exchange_faults  # only rates that move so pay for reading it

        yield from exchange_faults(document, document.fx)
    clause = document.lease.currency_clause
    if clause is not None:
        from leasecalc.deal.currency_clause_checks import (
            currency_clause_faults,  # only a lease with the clause pays for reading it
        )

        yield from currency_clause_faults(document, clause)
    goal = document.deal.currency
    pairs = tuple(document.fx.rates) if document.fx is not None else ()
    for path, currency in currencies(document):
        if route(pairs, currency, goal) is None:
            yield Fault(path, "LC402", f"no exchange rate leads from {currency} to {goal}, the currency of the deal",
                        f"add `{goal}/{currency}` to `fx.rates`")  # fmt: skip


def _refund_faults(document: DealDocument) -> Iterator[Fault]:
    if document.purchase.claimant != "maker":
        return
    if document.purchase.consumption_tax is not None:
        yield Fault(("purchase", "consumption_tax"), "LC408", "a maker that exports is free of consumption tax, so nothing of it comes back",
                    "leave `consumption_tax` out, and write the price without it")  # fmt: skip
    written = document.vat_refund
    for name in ("maker_fob", "maker_input_vat"):
        if written is None or getattr(written, name) is None:
            yield Fault(("vat_refund", name) if written is not None else ("purchase", "claimant"), "LC408",
                        f"a maker's refund needs `vat_refund.{name}`", "write it, in the currency of the purchase")  # fmt: skip


def _service_faults(document: DealDocument) -> Iterator[Fault]:
    for number, service in enumerate(document.services):
        if service.fee is None and service.cost is None:
            yield Fault(
                ("services", number),
                "LC409",
                f"the service `{service.name}` has neither `fee` nor `cost`",
                "write at least one of them",
            )
    if document.accounting is not None:
        from leasecalc.deal.accounting_checks import accounting_faults  # only a deal with accounts pays for reading it

        yield from accounting_faults(document)
    if document.insurance is not None and document.credit is None:
        yield Fault(("insurance",), "LC411", "`insurance` needs `credit`: without a default rate there is no loss to insure",
                    "add a `credit` section, or leave `insurance` out")  # fmt: skip
    if isinstance(document.lease.deposit, Instalments) and document.lease.deposit.count <= 0:
        yield Fault(("lease", "deposit"), "LC410", "a deposit of no instalments is no deposit", "leave `deposit` out")
