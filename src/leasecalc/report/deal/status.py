"""What a reader must know before he trusts the numbers: gates, charges with their marks, inputs, warnings, expectations."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.records import replace
from leasecalc.report.deal.model import ChargeShown, GateShown, InputShown, LandedShown, SourceShown
from leasecalc.report.decimals import money
from leasecalc.report.expectations import expectations_shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.charges.gates import GateResult
    from leasecalc.charges.source import Source
    from leasecalc.charges.stack import Charge
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import ResolvedDeal

__all__ = ["expectations_shown", "gates_shown", "inputs_shown", "landed_shown", "origin_gates", "warnings_shown"]


def source_shown(source: Source) -> SourceShown:
    """Return a source as it is printed."""
    title = source.title if source.article is None else f"{source.title}, {source.article}"
    return SourceShown(title=title, url=source.url or "", seen=str(source.seen or ""), confidence=source.confidence)


def gates_shown(gates: tuple[GateResult, ...]) -> tuple[GateShown, ...]:
    """Return gates with those that stop a deal first."""
    rank = {"fail": 0, "unknown": 1, "pass with doubt": 2, "pass": 3}
    shown = (GateShown(id=g.id, label=g.label, status=g.status, reason=g.reason, source=source_shown(g.source)) for g in gates)
    return tuple(sorted(shown, key=lambda gate: rank[gate.status]))


def origin_gates(deal: ResolvedDeal) -> tuple[GateResult, ...]:
    """Return the gates of the country of origin; of a fleet in several deliveries also what they say otherwise to a later one."""
    found = list(deal.origin_gates)
    for number, lot in enumerate(deal.lots[1:], start=2):
        found += [
            replace(gate, label=f"{gate.label} (delivery {number})")
            for gate in lot.deal.origin_gates
            if gate not in deal.origin_gates
        ]
    return tuple(found)


def _charge_shown(charge: Charge, currency: str) -> ChargeShown:
    line, recoverable = charge.line, charge.recoverable
    return ChargeShown(
        id=line.id,
        label=line.label,
        group=line.group,
        base=line.base.describe(),
        base_amount=money(charge.base, currency),
        rate=line.rate.describe(),
        amount=money(charge.amount, currency),
        recoverable=None if recoverable is None else money(recoverable, currency),
        marks=tuple(line.flags),
        source=None if line.source is None else source_shown(line.source),
        note=line.note,
    )


def landed_shown(priced: Priced) -> LandedShown:
    """Return the landed cost of one car: FOB, freight, insurance and every charge, in the market's currency."""
    deal, amounts = priced.deal, priced.amounts
    document, exchange = deal.stack.market.document, amounts.exchange
    currency = document.currency
    rate = float(exchange.spot(deal.currency, currency))

    def in_market(name: str) -> Decimal:
        quantity = getattr(priced.inputs, name)
        if quantity is None:
            return money(0.0, currency)
        return money(amounts.contracted(quantity, currency, deal.roundings.settlement), currency)

    lines = tuple(_charge_shown(charge, currency) for charge in priced.charges.charges)
    charges = tuple(line for line in lines if line.group != "value")
    total = sum((line.amount for line in charges), money(0.0, currency))
    recoverable = (
        None
        if any(line.recoverable is None for line in charges)
        else sum((line.recoverable or Decimal(0) for line in charges), Decimal(0))
    )
    fob, freight, insurance = in_market("fob"), in_market("freight"), in_market("marine_insurance")
    return LandedShown(
        market=document.market,
        market_name=document.name,
        currency=currency,
        importer=deal.importer,
        fob=fob,
        freight=freight,
        insurance=insurance,
        lines=lines,
        total_charges=total,
        recoverable=recoverable,
        landed=fob + freight + insurance + total,
        exchange_rate=rate,
        total_charges_in_deal_currency=money(priced.charges_paid.paid, deal.currency),
    )


def inputs_shown(document: DealDocument, deal: ResolvedDeal, texts: Mapping[str, str]) -> tuple[InputShown, ...]:
    """Return every input that is not simply written: assumed by the deal (``texts``: as typed), defaults, overrides, market data with their marks."""
    assumed = tuple(
        InputShown(path=path, value=texts.get(path, ""), mark="assumed", note="no source stands behind it")
        for path in document.assumed
    )
    marks = {"default": "default", "override": "override", "unverified": "unverified", "stale": "stale", "assumed": "assumed"}
    recorded = tuple(
        InputShown(path=record.path, value=record.text, mark=marks.get(record.status, ""), note=record.note)  # type: ignore[arg-type]
        for record in deal.provenance
    )
    return (*assumed, *recorded)


def warnings_shown(document: DealDocument, priced: Priced) -> tuple[str, ...]:
    """Return what casts doubt on the numbers, one sentence each."""
    found = [diagnostic.message for diagnostic in priced.deal.stack.warnings]
    if document.fx is not None and (document.deal.pricing_date - document.fx.as_of).days > 7:
        found.append(
            f"the exchange rates are of {document.fx.as_of}, {(document.deal.pricing_date - document.fx.as_of).days} days before the pricing date"
        )
    return tuple(found)
