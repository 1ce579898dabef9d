"""A stream as a credit: advances and payments, and its annual percentage rate by the laws of three places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.apr import DatedAmount, UnitPeriod, appendix_j_rate, conc_rate, directive_rate
from leasecalc.records import record
from leasecalc.streams.intervals import unit_period_of

if TYPE_CHECKING:
    from leasecalc.apr import ConcFrequency
    from leasecalc.roots import Root
    from leasecalc.streams.reading import Stream


@record(kw_only=True)
class LegalRate:
    """One annual percentage rate: its law, how it counts time, and the rate, or why there is none."""

    name: str
    law: str
    counts: str
    value: float | None
    reason: str


@record(kw_only=True)
class CreditRates:
    """The three rates, from whose side the stream is written, and the unit-period that was found."""

    side: str
    unit: UnitPeriod
    rates: tuple[LegalRate, ...]


def credit_rates(stream: Stream) -> CreditRates | str:
    """Return the annual percentage rates of a stream whose first flow is an advance; else why it has none.

    A first flow below zero is the lender's advance, one above zero is what the borrower receives; all flows of that sign are
    advances and the others are payments. Dates are needed, because each law counts them in its own way.
    """
    if stream.by != "date":
        return "each law counts days in its own way: write dates for annual percentage rates"
    flows = sorted(((flow.when, float(flow.amount)) for flow in stream.flows if flow.amount), key=lambda flow: str(flow[0]))
    if not flows or all((amount < 0.0) == (flows[0][1] < 0.0) for _, amount in flows):
        return "a credit needs an advance and a payment"
    sign = -1.0 if flows[0][1] < 0.0 else 1.0
    dated = [DatedAmount(when, sign * amount) for when, amount in flows]  # type: ignore[arg-type]
    advances = [flow for flow in dated if flow.amount > 0.0]
    payments = [DatedAmount(on, -amount) for on, amount in dated if amount < 0.0]
    unit = unit_period_of([flow.on for flow in dated])
    side = "the lender's side: the first flow is paid out" if sign < 0.0 else "the borrower's side: the first flow is received"
    return CreditRates(side=side, unit=unit, rates=_rates(advances, payments, unit))


def _rates(advances: list[DatedAmount], payments: list[DatedAmount], unit: UnitPeriod) -> tuple[LegalRate, ...]:
    frequency: ConcFrequency = "week" if unit.name == "week" else "month"
    american = appendix_j_rate(advances, payments, unit)
    counted = unit.name if unit.multiple == 1 else f"{unit.multiple} {unit.name}s"
    return (
        LegalRate(name="apr_us", law="12 CFR 1026 appendix J (Regulation Z)", counts=f"nominal; unit-period of a {counted}, counted back",
                  value=american.value, reason=american.unit_rate.reason),
        _effective("apr_eu", "directive 2008/48/EC", f"effective; {frequency}s and days, counted back",
                   directive_rate(advances, payments, frequency)),
        _effective("apr_uk", "FCA CONC App 1.2", f"effective; {frequency}s and days, counted forward",
                   conc_rate(advances, payments, frequency)),
    )  # fmt: skip


def _effective(name: str, law: str, counts: str, root: Root) -> LegalRate:
    return LegalRate(name=name, law=law, counts=counts, value=root.value, reason=root.reason)
