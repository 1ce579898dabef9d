"""The document of a country of origin: what it refunds on export, who may claim it, and its reference data."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from leasecalc.charges.gates import Gate
from leasecalc.charges.source import Source
from leasecalc.markets.dated import DatedRates
from leasecalc.markets.series import Series
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Count, CurrencyCode, Day, MarketCode, Number, Percent, Text, Whole
from leasecalc.records import record

Exporter = Literal["lessor", "trading_company", "maker"]


@record(kw_only=True)
class RefundRule:
    """Which formula of `charges.refund` an exporter uses."""

    exporter: Exporter
    formula: Literal["purchase_invoice", "exempt_credit_refund"]
    note: Text | None = None
    source: Source


@record(kw_only=True)
class RefundLag:
    """Calendar days from export to cash, by class of exporter."""

    exporter_class: Text
    days: Whole
    note: Text | None = None
    source: Source


@record(kw_only=True)
class RefundRepayment:
    """What a lease that ends before its term repays of the export refund, for goods that leave from a day on; without interest."""

    __aliases__: ClassVar[dict[str, str]] = {"from": "from_"}

    from_: Day
    share: Percent
    note: Text
    source: Source


@record(kw_only=True)
class IncomeTaxRule:
    """One rule of the income tax that is a length of time, in months or years."""

    value: Count
    note: Text | None = None
    source: Source


@record(kw_only=True)
class IncomeTaxRules:
    """When tax is settled, how long losses and foreign tax are carried, and over which life a car is written off at the soonest."""

    settled_months: IncomeTaxRule
    loss_years: IncomeTaxRule
    credit_years: IncomeTaxRule
    vehicle_life_years: IncomeTaxRule


@record(kw_only=True)
class CountryCategories:
    """OECD country risk categories (0 to 7) from a day on."""

    __aliases__: ClassVar[dict[str, str]] = {"from": "from_"}

    from_: Day
    values: dict[MarketCode, Whole]
    source: Source


@record(kw_only=True)
class PremiumCoefficients:
    """Coefficients of the OECD minimum premium formula from a day on; inner keys are country categories."""

    __aliases__: ClassVar[dict[str, str]] = {"from": "from_"}

    from_: Day
    a: dict[Text, Number]
    b: dict[Text, Number]
    c: dict[Text, dict[Text, Number]]
    quality: dict[Text, dict[Text, Number]]
    cover_k: dict[Text, Number]
    source: Source


@record(kw_only=True)
class PremiumData:
    """Data of the OECD minimum premium rate."""

    categories: tuple[CountryCategories, ...] = ()
    coefficients: tuple[PremiumCoefficients, ...] = ()

    def category(self, market: str, day: date) -> int | None:
        """Return the country category of a market on a day; None when the list does not have it."""
        begun = [entry for entry in self.categories if entry.from_ <= day]
        return max(begun, key=lambda entry: entry.from_).values.get(market) if begun else None

    def coefficients_on(self, day: date) -> PremiumCoefficients | None:
        """Return the coefficients in force on a day; None before the first."""
        begun = [entry for entry in self.coefficients if entry.from_ <= day]
        return max(begun, key=lambda entry: entry.from_) if begun else None


@record(kw_only=True)
class OriginDocument:
    """One country of origin."""

    origin: MarketCode
    name: Text
    currency: CurrencyCode
    notes: tuple[Text, ...] = ()
    vat: DatedRates
    export_refund: DatedRates
    consumption_tax: DatedRates | None = None
    income_tax: DatedRates
    income_tax_rules: IncomeTaxRules | None = None
    refund_rules: tuple[RefundRule, ...]
    refund_lag: tuple[RefundLag, ...] = ()
    refund_repayment: tuple[RefundRepayment, ...] = ()
    gates: tuple[Gate, ...] = ()
    series: tuple[Series, ...] = ()
    premium: PremiumData | None = None

    def faults(self) -> Iterator[Fault]:
        """Refuse two rules for one exporter, two lags for one class, and repeated ids."""
        for key, ids in (
            ("refund_rules", [rule.exporter for rule in self.refund_rules]),
            ("refund_lag", [lag.exporter_class for lag in self.refund_lag]),
            ("gates", [gate.id for gate in self.gates]),
            ("series", [series.id for series in self.series]),
        ):
            for index, name in enumerate(ids):
                if name in ids[:index]:
                    yield Fault((key, index), "LC516", f"`{name}` stands twice in `{key}`", "keep one")
