"""Resolve the country of origin: value-added tax, the export refund, its timing and its gates, for lease and sale."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.charges.context import Context
from leasecalc.charges.facts import Facts
from leasecalc.charges.gates import GateResult, examine
from leasecalc.charges.kinds.ad_valorem import AdValorem
from leasecalc.charges.kinds.exempt import Exempt
from leasecalc.charges.refund import MakerPeriod
from leasecalc.engine.resolved import RepaymentTerms
from leasecalc.errors import Diagnostic, InputError
from leasecalc.markets.lookup import find
from leasecalc.reading.fields import Length
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.purchase import VatRefund
    from leasecalc.engine.resolved import Status
    from leasecalc.engine.resolving.recorder import Recorder
    from leasecalc.markets.dated import DatedRates
    from leasecalc.markets.library import Library
    from leasecalc.markets.origin import OriginDocument
    from leasecalc.reading.fields import When

ORIGIN = "CN"
LEASE_GATE = "finance_lease_refund"
SALE_GATE = "export_sale_refund"


@record(kw_only=True)
class OriginTerms:
    """What the origin contributes to a deal; rates are fractions, the shares are 1 where the refund is granted and 0 where not."""

    vat_rate: float
    refund_rate: float
    refund_received: When | None
    refund_lag: Length
    lease_refund_share: float
    sale_refund_share: float
    maker: MakerPeriod | None
    repayment: RepaymentTerms | None
    gates: tuple[GateResult, ...]


def origin_terms(
    document: DealDocument, library: Library, events: Mapping[str, date], recorder: Recorder, *, months: float
) -> OriginTerms:
    """Return the origin's terms for the deal's facts: tax by the day of purchase, refund rate and gates by the day of export.

    Raises ``InputError`` where a rate is neither written nor in force.
    """
    origin = library.origin(ORIGIN).document
    facts = origin_facts(document, months)
    written = document.vat_refund
    invoiced, exported = events["purchase"], events["export"]
    vat_rate = rate_in_force("purchase.vat_rate", document.purchase.vat_rate, origin.vat, facts, invoiced, recorder)
    refund_rate = rate_in_force(
        "vat_refund.rate", None if written is None else written.rate, origin.export_refund, facts, exported, recorder
    )
    gates = tuple(examine(gate, facts, Context(origin.currency, facts)) for gate in origin.gates if gate.in_force(exported))
    received = None if written is None else written.received
    return OriginTerms(
        vat_rate=vat_rate,
        refund_rate=refund_rate,
        refund_received=received,
        refund_lag=_lag(origin, recorder, written=received is not None),
        lease_refund_share=_granted(
            gates, "by_rule" if written is None else written.lease, "vat_refund.lease", recorder, lease=True
        ),
        sale_refund_share=_granted(
            gates, "by_rule" if written is None else written.sale, "vat_refund.sale", recorder, lease=False
        ),
        repayment=_repayment(document, origin, exported, recorder),
        maker=None if document.purchase.claimant != "maker" else _maker(written, vat_rate, refund_rate),
        gates=gates,
    )


def _repayment(document: DealDocument, origin: OriginDocument, exported: date, recorder: Recorder) -> RepaymentTerms | None:
    """Return the rule for goods that leave on a day, recorded where the deal prices it."""
    begun = [rule for rule in origin.refund_repayment if rule.from_ <= exported]
    if not begun:
        return None
    found = max(begun, key=lambda rule: rule.from_)
    said = f"{found.source.title} ({found.source.confidence}). {found.note}"
    if document.vat_refund is not None and document.vat_refund.on_default == "repaid":
        status: Status = "sourced" if found.source.confidence == "verified" else "unverified"
        recorder.note("vat_refund.on_default", f"{float(found.share):.0%} repaid", status, said)
    return RepaymentTerms(share=float(found.share), rule=said)


def origin_facts(document: DealDocument, months: float) -> Facts:
    """Return the facts that the origin's rules may test; a fact that the deal does not give is absent."""
    vehicle, purchase, lease = document.vehicle, document.purchase, document.lease
    known: dict[str, str | float | Decimal] = {
        "powertrain": vehicle.powertrain, "condition": vehicle.condition, "hs": vehicle.hs, "origin": ORIGIN,
        "age_months": vehicle.age_months, "exporter": purchase.claimant, "lease_kind": lease.kind, "leaves_origin": "yes",
        "term_months": months,
    }  # fmt: skip
    if purchase.licensed_lessor is not None:
        known["licensed_lessor"] = "yes" if purchase.licensed_lessor else "no"
    return Facts.of(known)


def rate_in_force(path: str, written: Decimal | None, dated: DatedRates, facts: Facts, on: date, recorder: Recorder) -> float:
    """Return a rate as written, or the one in force, recorded with its source."""
    if written is not None:
        return float(written)
    found = find(dated.in_force, facts, on)
    if found.status not in {"found", "ended"} or found.entry is None:
        raise InputError(
            (Diagnostic("LC504", f"no value for `{path}` is in force on {on}", f"write `{path}` in the deal", path=path),)
        )
    entry = found.entry
    if isinstance(entry.rate, AdValorem):
        rate = float(entry.rate.rate)
    elif isinstance(entry.rate, Exempt):
        rate = 0.0
    else:
        raise InputError(
            (Diagnostic("LC504", f"`{path}` is not a plain rate on {on}", f"write `{path}` in the deal", path=path),)
        )
    status: Status = "sourced" if entry.source.confidence == "verified" else "unverified"
    why = f"{entry.source.title} ({entry.source.confidence})"
    recorder.note(path, entry.rate.describe(), "stale" if found.status == "ended" else status, why)
    return rate


def _lag(origin: OriginDocument, recorder: Recorder, *, written: bool) -> Length:
    """Return the usual days from export to refund; the first class of the file is the default."""
    if not origin.refund_lag:
        if written:
            return Length(0, "days")
        raise InputError(
            (
                Diagnostic(
                    "LC504",
                    "the origin file gives no refund lag",
                    "write `vat_refund.received` in the deal",
                    path="vat_refund.received",
                ),
            )
        )
    usual = origin.refund_lag[0]
    if not written:
        recorder.note(
            "vat_refund.received", f"{usual.days} days after export", "default", f"{usual.exporter_class}: {usual.source.title}"
        )
    return Length(usual.days, "days")


def _granted(gates: tuple[GateResult, ...], choice: str, path: str, recorder: Recorder, *, lease: bool) -> float:
    """Return 1.0 or 0.0: as the user decides, or 1.0 if every gate of the refund passes (with or without doubt)."""
    if choice != "by_rule":
        recorder.note(path, choice, "override", "decided by the deal, not by the rule's gate")
        return 1.0 if choice == "yes" else 0.0
    other = SALE_GATE if lease else LEASE_GATE
    decisive = [gate for gate in gates if "refund" in gate.id and gate.id != other]
    # what is not known is not counted on: the report shows the deal with the refund too
    return 0.0 if any(gate.status in {"fail", "unknown"} for gate in decisive) else 1.0


def _maker(written: VatRefund | None, vat_rate: float, refund_rate: float) -> MakerPeriod:
    """Return the maker's tax period for one car; the deal must give the FOB value and the input VAT."""
    missing = [name for name in ("maker_fob", "maker_input_vat") if written is None or getattr(written, name) is None]
    if missing or written is None or written.maker_fob is None or written.maker_input_vat is None:
        raise InputError(tuple(
            Diagnostic("LC408", f"a maker's refund needs `vat_refund.{name}`", "write it, in the currency of the purchase", path=f"vat_refund.{name}")
            for name in missing
        ))  # fmt: skip
    return MakerPeriod(
        export_sales=float(written.maker_fob.amount),
        vat_rate=vat_rate,
        refund_rate=refund_rate,
        input_vat=float(written.maker_input_vat.amount),
        output_vat=float(written.maker_domestic_output_vat.amount) if written.maker_domestic_output_vat else 0.0,
        opening_credit=float(written.maker_opening_credit.amount) if written.maker_opening_credit else 0.0,
    )
