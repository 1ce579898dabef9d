"""Other routes of the same car that `compare --routes` prices beside the deal's own: what each needs, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from leasecalc.money import Money
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, AmountOrShare, Percent, Share, Text
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument

#: What an amount of a route may be a share of.
BASES = ("price", "ex_vat", "fob", "sale", "financed")


@record(kw_only=True)
class OtherLease:
    """The lease of the other kind (finance or operating) than the deal's."""

    residual: AmountOrShare | None = None
    """What the end of that lease pays: the option's price of a finance lease, what the market pays after an operating one."""
    disposal_cost: AmountOrShare | None = None
    """Cost of selling the car after an operating lease."""
    rent: Amount | None = None
    """Instalment of that lease (default: the deal's)."""
    withholding_rate: Percent | None = None
    """What the market withholds from that rent (default: from the market file, by its character)."""


@record(kw_only=True)
class InstalmentSale:
    """A sale against instalments, title retained until they are paid."""

    last_payment: AmountOrShare | None = None
    """Last instalment of the price (default: the price of the deal's purchase option, or its balloon)."""
    rent: Amount | None = None
    """Instalment of the price (default: the deal's)."""
    withholding_rate: Percent | None = None
    """What the market withholds from interest (default: the deal's rate where it is taken from the finance charge, else from the market file)."""


@record(kw_only=True)
class SpvLease:
    """A sale to a company of the same group abroad, which leases on."""

    jurisdiction: Text | None = None
    """Where the company is resident."""
    transfer_price: Amount | None = None
    """Price per car at which it buys, free on board."""
    running_cost: Amount | None = None
    """What the company costs, a year and car."""
    tax_rate: Percent | None = None
    """Its rate of income tax."""
    withholding_rate: Percent | None = None
    """What the market withholds from payments to it, after its own treaty."""
    withholding_on: Literal["finance_charge", "gross_rent"] | None = None
    """What that is taken from."""
    salvage: AmountOrShare | None = None
    """Value that the company does not write off, for an operating lease that it pays tax on."""


@record(kw_only=True)
class LocalAssembly:
    """The car goes out as a kit and is assembled in the market."""

    then: Literal["lease", "sale"] | None = None
    """Whether the assembled car is leased as the deal says, or sold at `sale.price`."""
    kit_price: Amount | None = None
    """Price of the kit, as invoiced, in the currency of the purchase."""
    kit_share: Percent | None = None
    """Price of the kit as a share of that of the car."""
    assembly_cost: Amount | None = None
    """Cost of assembly per car."""
    capital_cost: Amount | None = None
    """Cost of the plant per car."""
    overrides: Mapping[str, Text] | None = None
    """Charge lines on the kit: line id to a rate (`5%`) or an amount, as in `import.overrides`."""
    hs: Text | None = None
    """Customs code of the kit."""
    condition: Text | None = None
    """Condition that the market file has rates for (`kit`)."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault where the kit is priced twice."""
        if self.kit_price is not None and self.kit_share is not None:
            yield Fault(
                ("kit_share",), "LC496", "the kit is priced twice, by `kit_price` and by `kit_share`", "write one of them"
            )


@record(kw_only=True)
class Routes:
    """Routes beside the deal's own lease and sale; one that lacks an input is shown with what is missing, and not priced."""

    finance_lease: OtherLease | None = None
    """The car on a finance lease, where the deal's is an operating one."""
    operating_lease: OtherLease | None = None
    """The car on an operating lease, where the deal's is a finance lease."""
    instalment_sale: InstalmentSale | None = None
    """Sold against instalments, title retained."""
    spv_lease: SpvLease | None = None
    """Sold to a company abroad that leases on."""
    local_assembly: LocalAssembly | None = None
    """Assembled from kits in the market."""


def route_faults(document: DealDocument) -> Iterable[Fault]:
    """Yield what is wrong between the routes and the rest of the deal."""
    routes, price = document.routes, document.purchase.price
    assert routes is not None  # noqa: S101 - asked of a deal that has some
    kits = routes.local_assembly
    if kits is not None and isinstance(kits.kit_price, Money) and kits.kit_price.currency != price.currency:
        yield Fault(("routes", "local_assembly", "kit_price"), "LC497",
                    f"the kit is priced in {kits.kit_price.currency}, the car in {price.currency}",
                    "write it in the currency of the purchase, which is invoiced by the same maker, or as `kit_share`")  # fmt: skip
    if kits is not None and kits.kit_share is not None and kits.kit_share <= Decimal(0):
        yield Fault(("routes", "local_assembly", "kit_share"), "LC415", "a kit costs something", "write a share above 0%")
    yield from _share_faults(routes)
    own = f"{document.lease.kind}_lease"
    if getattr(routes, own) is not None:
        yield Fault(("routes", own), "LC498", f"the deal itself is {'an' if own[0] == 'o' else 'a'} {own.replace('_', ' ')}",
                    "leave it out; the deal's own lease is always compared")  # fmt: skip


def _share_faults(routes: Routes) -> Iterable[Fault]:
    """Yield shares of what is not known when the amount is fixed."""
    for route in ("finance_lease", "operating_lease", "instalment_sale", "spv_lease"):
        section = getattr(routes, route)
        for name in ("residual", "disposal_cost", "last_payment", "salvage"):
            amount = getattr(section, name, None)
            allowed = (*BASES, "residual") if name == "disposal_cost" else BASES
            if isinstance(amount, Share) and amount.of not in allowed:
                yield Fault(
                    ("routes", route, name),
                    "LC405",
                    f"a share of `{amount.of}` is not known here",
                    f"write a share of {', '.join(allowed)}",
                )
