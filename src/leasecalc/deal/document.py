"""The deal file as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from leasecalc.deal.checks import deal_faults
from leasecalc.deal.expectation import Expectation
from leasecalc.deal.lease import Lease, Residual
from leasecalc.deal.money_terms import Fx, Lessee, Sale, Service
from leasecalc.deal.purchase import Purchase, VatRefund
from leasecalc.deal.risk import Credit, Withholding
from leasecalc.deal.shipping import Import, Shipping
from leasecalc.deal.vehicle import Vehicle
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import CurrencyCode, Day, Percent, Text
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.deal.accounting import Accounting
    from leasecalc.deal.car_value import CarValueCurve
    from leasecalc.deal.cover import Insurance
    from leasecalc.deal.distribution import Commission, Dealer, RunningFee, Settlement, Subsidy
    from leasecalc.deal.ends import Ends
    from leasecalc.deal.funding import Funding
    from leasecalc.deal.questions import Chances, Optimise, OwnYield, Routes
    from leasecalc.deal.tax import RentVat, Tax

DayCountName = Literal["30/360", "30e/360", "30u/360", "act/360", "act/364", "act/365f", "act/365.25", "act/act_isda"]


@record(kw_only=True)
class Head:
    """What the deal is called, and the day and currency it is priced in."""

    name: Text
    """Title of the deal."""
    pricing_date: Day
    """Value date: month 0 of the cash flows, and the date whose law applies."""
    currency: CurrencyCode
    """Currency of every figure in the comparison."""
    discount_rate: Percent
    """Effective yearly rate for net present values."""
    day_count: DayCountName | None = None
    """How time is measured between dates (default: 30/360, or act/364 where instalments are weekly or fortnightly)."""
    notes: Text | None = None
    """Anything that a reader should know."""


@record(kw_only=True)
class DealDocument:
    """One deal: what was written, nothing computed."""

    leasecalc: Literal["1"]
    """Version of the file format."""
    extends: Text | None = None
    """Another deal file, beside this one, whose values apply where this one is silent (one level)."""
    deal: Head
    vehicle: Vehicle
    purchase: Purchase
    vat_refund: VatRefund | None = None
    shipping: Shipping | None = None
    import_: Import
    lease: Lease
    residual: Residual
    car_value: CarValueCurve | None = None
    services: tuple[Service, ...] = ()
    credit: Credit | None = None
    insurance: Insurance | None = None
    withholding: Withholding | None = None
    ends: Ends | None = None
    running_fees: tuple[RunningFee, ...] = ()
    commissions: tuple[Commission, ...] = ()
    subsidy: Subsidy | None = None
    dealer: Dealer | None = None
    settlement: Settlement | None = None
    funding: Funding | None = None
    rent_vat: RentVat | None = None
    tax: Tax | None = None
    fx: Fx | None = None
    sale: Sale
    lessee: Lessee | None = None
    accounting: Accounting | None = None
    routes: Routes | None = None
    """Other routes that `compare --routes` prices, with what each needs; `price` does not look at them."""
    yields: Mapping[str, OwnYield] | None = None
    """Yields of your own: `asset_yield: {exclude: [services]}`; measures like the others, by their names."""
    optimise: Optimise | None = None
    """Instalments that `leasecalc optimise` may choose: what is sought, and the limits; `price` does not look at it."""
    simulation: Chances | None = None
    """What may turn out otherwise, and by which laws; only `leasecalc simulate` looks at it."""
    assumed: tuple[Text, ...] = ()
    """Paths of values that no source stands behind, for example `credit.default_rate`; the report marks them."""
    expect: Mapping[str, Expectation] | None = None
    """Measures and what they must be: `rent: 270.62 USD`, `lessor_yield: 13.999358% within 0.000001%`."""

    __aliases__: ClassVar[Mapping[str, str]] = {"import": "import_"}
    __late__: ClassVar[Mapping[str, str]] = {
        "leasecalc.deal.accounting": "Accounting",
        "leasecalc.deal.car_value": "CarValueCurve",
        "leasecalc.deal.cover": "Insurance",
        "leasecalc.deal.distribution": "Commission Dealer RunningFee Settlement Subsidy",
        "leasecalc.deal.ends": "Ends",
        "leasecalc.deal.funding": "Funding",
        "leasecalc.deal.questions": "Chances Optimise OwnYield Routes",
        "leasecalc.deal.tax": "RentVat Tax",
    }

    def faults(self) -> Iterable[Fault]:
        """Yield what is wrong between sections."""
        yield from deal_faults(self)
