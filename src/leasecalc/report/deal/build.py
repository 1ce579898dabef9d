"""From a priced deal to its report. Totals are sums of the printed lines, so that printed lines add up to printed totals."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.engine.as_printed import DIFFERENCES
from leasecalc.engine.compare import break_evens, with_refund
from leasecalc.engine.legs.flows import contractual
from leasecalc.engine.legs.landed_cost import market_gates
from leasecalc.engine.measures import measure, measures_of, modified_rate, yield_root
from leasecalc.records import record
from leasecalc.report.deal.legs import legs_shown
from leasecalc.report.deal.model import (
    SCHEMA,
    BreakEvenShown,
    BusinessDaysShown,
    ComparisonShown,
    ContractShown,
    DealShown,
    DeliveryShown,
    FileRead,
    MeasureShown,
    RefundAnswer,
    Report,
    RouteShown,
    YieldShown,
)
from leasecalc.report.deal.parties import lessee_shown
from leasecalc.report.deal.schedule import schedule_shown
from leasecalc.report.deal.status import (
    expectations_shown,
    gates_shown,
    inputs_shown,
    landed_shown,
    origin_gates,
    warnings_shown,
)
from leasecalc.report.decimals import finite, money, printed_difference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.lease import Lease
    from leasecalc.engine.compare import BreakEven
    from leasecalc.engine.legs.flows import Leg
    from leasecalc.engine.measures import Measure
    from leasecalc.engine.price import Priced
    from leasecalc.report.currency.model import CurrencyShown
    from leasecalc.report.tax.model import TaxShown
    from leasecalc.roots import Root


@record(kw_only=True)
class Reading:
    """What was read: the files, the version of the market data, each value of the deal as it was typed by its path, and the whole of it."""

    files: tuple[FileRead, ...]
    data: str
    texts: Mapping[str, str]
    written: Mapping[str, Any]


YIELD_OF = {"levered_yield": "return_on_equity"}
"""The rate of return that a measure states in another way."""

IN_LEASE_CURRENCY = frozenset({"rent", "exact_rent", "residual"})


def build(document: DealDocument, priced: Priced, read: Reading, *, traced: bool = True) -> Report:
    """Return the report of a priced deal; ``traced``: with every payment that is exchanged, which no table prints."""
    streams = _streams(priced)
    roots = {name: yield_root(priced, legs) for name, legs in streams.items()}
    measures = tuple(_measure_shown(priced, entry, roots) for entry in measures_of(priced))
    funding = None
    if priced.loan is not None:
        from leasecalc.report.funding.build import funding_shown

        funding = funding_shown(priced)
    return Report(
        schema=SCHEMA,
        tool=f"leasecalc {VERSION}",
        data=read.data,
        files=read.files,
        deal=_deal_shown(document, priced),
        contract=_contract_shown(document.lease, priced),
        gates=gates_shown((*origin_gates(priced.deal), *market_gates(priced.deal, priced.amounts, priced.charges))),
        landed=landed_shown(priced),
        schedule=schedule_shown(priced),
        lease_legs=legs_shown(priced, priced.lease),
        sale_legs=legs_shown(priced, priced.sale),
        measures=measures,
        yields=tuple(_yield_shown(priced, name, root, streams[name]) for name, root in roots.items()),
        comparison=_comparison_shown(priced),
        refund=_refund_shown(priced),
        break_even=tuple(_break_even_shown(priced, found) for found in break_evens(priced)),
        lessee=lessee_shown(priced),
        inputs=inputs_shown(document, priced.deal, read.texts),
        warnings=warnings_shown(document, priced),
        expectations=expectations_shown(document, priced),
        deliveries=_deliveries_shown(priced) if priced.lots else (),
        tax=_tax_shown(priced),
        funding=funding,
        funding_legs=() if funding is None else legs_shown(priced, priced.funding),
        business_days=_business_days_shown(document.lease, priced),
        conversions=_conversions_shown(document, priced) if traced else None,
        written=read.written,
    )


def _conversions_shown(document: DealDocument, priced: Priced) -> CurrencyShown | None:
    if document.fx is None:
        return None
    from leasecalc.report.currency.build import currency_shown  # only a deal with exchange rates pays for loading it

    return currency_shown(document, priced)


def _business_days_shown(lease: Lease, priced: Priced) -> BusinessDaysShown | None:
    if lease.business_days is None:
        return None
    from leasecalc.report.deal.business_days import business_days_shown  # only a deal with such a rule pays for loading it

    return business_days_shown(lease.business_days, priced.deal)


def _tax_shown(priced: Priced) -> TaxShown | None:
    if priced.tax is None:
        return None
    from leasecalc.report.tax.build import tax_shown  # only a deal with income tax pays for loading it

    return tax_shown(priced, priced.tax)


def _streams(priced: Priced) -> dict[str, tuple[Leg, ...]]:
    """Return the legs of each rate of return that is reported with its status."""
    found = {"lessor_yield": contractual(priced.lease), "expected_yield": priced.lease}
    if priced.loan is not None:
        both = (*priced.lease, *priced.funding)
        found |= {"return_on_equity": contractual(both), "expected_return_on_equity": both}
    if priced.deal.yields:
        from leasecalc.engine.own_yields import chosen  # only a deal that has some pays for loading it

        found |= {own.name: chosen(own, priced.lease) for own in priced.deal.yields}
    return found


def _deal_shown(document: DealDocument, priced: Priced) -> DealShown:
    deal, vehicle = priced.deal, document.vehicle
    dates = deal.timeline.dates
    return DealShown(
        name=deal.name,
        pricing_date=deal.pricing_date,
        currency=deal.currency,
        discount_rate=float(document.deal.discount_rate),
        day_count=deal.day_count,
        vehicle=f"{vehicle.make} {vehicle.model}",
        powertrain=vehicle.powertrain,
        hs=vehicle.hs,
        quantity=deal.quantity,
        market=deal.stack.market.document.name,
        market_code=deal.market,
        route=f"{deal.lease.kind}_lease",
        term_months=deal.lease.term_months,
        instalments=len(deal.timeline.instalments),
        payments=deal.lease.payments,
        timing=deal.lease.timing,
        commencement=dates[deal.timeline.commencement],
        end=dates[deal.timeline.end],
    )


def _in_words(lease: Lease) -> tuple[str, ...]:
    from leasecalc.report.deal.deliveries import structure_in_words  # only a lease with a structure pays for loading it

    return structure_in_words(lease)


def _margin(priced: Priced) -> float | None:
    from leasecalc.report.deal.deliveries import margin_shown

    return margin_shown(priced)


def _deliveries_shown(priced: Priced) -> tuple[DeliveryShown, ...]:
    from leasecalc.report.deal.deliveries import deliveries_shown

    return deliveries_shown(priced)


def _contract_shown(lease_written: Lease, priced: Priced) -> ContractShown:
    terms, lease = priced.contract, priced.deal.lease
    target = priced.inputs.target
    solved = priced.inputs.rent is None and target is not None and target.per == "share"
    return ContractShown(
        currency=lease.currency,
        rent=money(terms.rent, lease.currency),
        exact_rent=float(priced.exact_rent),
        target=(lease.target or "") if priced.inputs.rent is None else "",
        target_rate=float(target.number) if solved and target is not None else None,
        achieved_rate=finite(measure(priced, lease.target)) if solved and lease.target is not None else None,
        financed=money(terms.financed, lease.currency),
        down_payment=money(terms.down_payment, lease.currency),
        deposit=money(terms.deposit, lease.currency),
        residual=money(terms.residual, lease.currency),
        residual_kind=lease.residual_kind,
        structure=() if lease_written.structure is None else _in_words(lease_written),
        base_rate=lease.plan.base_rate,
        margin=None if lease.plan.base_rate is None else _margin(priced),
        fees=sum((money(fee, lease.currency) for fee in terms.fees), Decimal(0)),
    )


def _measure_shown(priced: Priced, entry: Measure, roots: Mapping[str, Root]) -> MeasureShown:
    currency = ""
    if entry.unit == "money":
        currency = priced.deal.lease.currency if entry.name in IN_LEASE_CURRENCY else priced.deal.currency
    number = finite(entry.compute(priced))
    value: Decimal | float | None = number
    if entry.name in DIFFERENCES:
        value = printed_difference(priced, entry.name)
    elif number is not None and currency and entry.name != "exact_rent":
        value = money(number, currency)
    root = roots.get(YIELD_OF.get(entry.name, entry.name.removesuffix("_effective")))
    reason = "" if root is None else root.reason
    if number is None and entry.name in {"economic_capital", "raroc"}:
        reason = "the deal writes no `funding.capital`"
    if number is None and not reason:
        reason = "the running sum never returns to zero" if entry.unit == "months" else "the flows have no such value"
    return MeasureShown(
        name=entry.name,
        label=entry.label,
        value=value,
        unit=entry.unit,
        currency=currency,
        flows=entry.flows,
        formula=entry.formula,
        reason=reason,
    )


def _yield_shown(priced: Priced, name: str, root: Root, legs: tuple[Leg, ...]) -> YieldShown:
    return YieldShown(
        name=name,
        status=root.status,
        roots=root.roots,
        sign_changes=root.sign_changes,
        reason=root.reason,
        modified_rate=modified_rate(priced, legs),
    )


def _route(priced: Priced, name: str) -> RouteShown:
    currency = priced.deal.currency
    npv = money(measure(priced, f"{name}_npv"), currency)
    return RouteShown(
        name=name,
        npv_per_car=npv,
        npv_fleet=npv * priced.deal.quantity,
        surplus_per_car=money(measure(priced, f"{name}_surplus"), currency),
        peak_cash_per_car=money(measure(priced, f"{name}_peak_cash"), currency),
        payback_months=finite(measure(priced, f"{name}_payback_months")),
        cash_multiple=finite(measure(priced, f"{name}_cash_multiple")),
    )


def _comparison_shown(priced: Priced) -> ComparisonShown:
    lease, sale = _route(priced, "lease"), _route(priced, "sale")
    per_car = lease.npv_per_car - sale.npv_per_car
    return ComparisonShown(
        lease=lease,
        sale=sale,
        lease_minus_sale_per_car=per_car,
        lease_minus_sale_fleet=per_car * priced.deal.quantity,
        quantity=priced.deal.quantity,
        winner="equal" if per_car == 0 else "lease" if per_car > 0 else "sale",
    )


def _refund_shown(priced: Priced) -> tuple[RefundAnswer, ...]:
    """Return the deal with the refund granted and refused, the one that is priced first."""
    answers = []
    for share in (1.0, 0.0):
        same = priced.inputs.lease_refund_share == share
        other = priced if same else with_refund(priced, share)
        kept = priced if same else with_refund(priced, share, keep_rent=True)
        currency = priced.deal.currency
        answers.append(
            RefundAnswer(
                granted=share > 0.0,
                priced=bool(same),
                rent=money(other.contract.rent, priced.deal.lease.currency),
                lessor_yield=finite(measure(other, "lessor_yield")),
                lease_npv=money(measure(other, "lease_npv"), currency),
                lease_minus_sale=printed_difference(other),
                rent_kept_yield=finite(measure(kept, "lessor_yield")),
                rent_kept_lease_npv=money(measure(kept, "lease_npv"), currency),
                rent_kept_lease_minus_sale=printed_difference(kept),
            )
        )
    return tuple(sorted(answers, key=lambda answer: not answer.priced))


def _break_even_shown(priced: Priced, found: BreakEven) -> BreakEvenShown:
    def shown(value: float | None) -> Decimal | float | None:
        if value is None or found.unit != "money":
            return value
        return money(value, priced.deal.lease.currency)

    return BreakEvenShown(
        knob=found.knob,
        label=found.label,
        unit=priced.deal.lease.currency if found.unit == "money" else found.unit,
        today=shown(found.today),
        value=shown(found.answer.value),
        status=found.answer.status,
        reason=found.answer.reason,
    )
