"""Every figure of a report as a line of text, in the language of `expect:`: what a baseline stores."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leasecalc.report.deal.model import BreakEvenShown, LegShown, MeasureShown, Report, ScheduleShown

NOTHING = "no value"
ROWS = "schedule"
COLUMNS = ("due", "on", "opening", "instalment", "interest", "principal", "vat", "closing")
"""The columns of the instalment table; the first two are days, the others amounts of its currency."""
DAYS = 2
NUMBER_STEP, EXACT_STEP = Decimal("0.000000001"), Decimal("0.000001")


@record
class Figure:
    """One figure by section and name: ``270.62 USD``, ``13.9993581024%``, ``47``, ``2026-05-02``, or a word."""

    section: str
    name: str
    text: str

    @property
    def path(self) -> str:
        """Section and name with a dot between."""
        return f"{self.section}.{self.name}"


def figures_of(report: Report) -> tuple[Figure, ...]:
    """Return every figure of a report, section by section."""
    figures = (
        *(Figure("measures", one.name, _measure(one)) for one in report.measures),
        *_contract(report),
        *_landed(report),
        *_legs("lease", report.lease_legs, report.deal.currency),
        *_legs("sale", report.sale_legs, report.deal.currency),
        *_legs("loan", report.funding_legs, report.deal.currency),
        *_refund(report),
        *(Figure("break_even", one.knob, _break_even(one)) for one in report.break_even),
        *_gates(report),
        *_rows(ROWS, report.schedule),
        *(row for one in report.deliveries[1:] for row in _rows(f"{ROWS}_{one.number}", one.schedule)),
    )
    places = {section: place for place, section in enumerate(dict.fromkeys(figure.section for figure in figures))}
    return tuple(sorted(figures, key=lambda figure: places[figure.section]))


def rate(value: float) -> str:
    """Return a rate as text with twelve significant digits of the fraction: what the JSON result holds."""
    return f"{(Decimal(repr(float(f'{value:.12g}'))) * 100).normalize() + 0:f}%"


def number(value: float) -> str:
    """Return a number that is no money as text with nine decimals at most."""
    short = Decimal(repr(value)).quantize(NUMBER_STEP, ROUND_HALF_UP).normalize() + 0
    return f"{short:f}"


def _money(value: Decimal, currency: str) -> str:
    return f"{value.copy_abs() if value.is_zero() else value:f} {currency}"


def _measure(one: MeasureShown) -> str:
    if one.value is None:
        return NOTHING
    if one.unit == "rate":
        return rate(float(one.value))
    if isinstance(one.value, Decimal):
        return _money(one.value, one.currency)
    if one.currency:  # the instalment before rounding: no amount of whole cents
        return _money(Decimal(repr(float(one.value))).quantize(EXACT_STEP, ROUND_HALF_UP), one.currency)
    return number(float(one.value))


def _contract(report: Report) -> Iterator[Figure]:
    contract = report.contract
    for name in ("financed", "down_payment", "deposit", "fees"):
        yield Figure("contract", name, _money(getattr(contract, name), contract.currency))
    yield Figure("contract", "instalments", str(report.deal.instalments))
    yield Figure("contract", "commencement", str(report.deal.commencement))
    yield Figure("contract", "end", str(report.deal.end))


def _landed(report: Report) -> Iterator[Figure]:
    landed = report.landed
    for name in ("fob", "freight", "insurance", "total_charges", "landed"):
        yield Figure("landed", name, _money(getattr(landed, name), landed.currency))
    for line in landed.lines:
        yield Figure("landed_lines", line.id, _money(line.amount, landed.currency))


def _legs(section: str, legs: Iterable[LegShown], currency: str) -> Iterator[Figure]:
    names: set[str] = set()
    for leg in legs:
        name = _unique(names, leg.name)
        yield Figure(section, name, _money(leg.total, currency))
        yield Figure(f"{section}_present_value", name, _money(leg.present_value, currency))


def _unique(names: set[str], name: str) -> str:
    """Return a name that no earlier line has: the second of a name is ``name_2``."""
    found, count = name, 1
    while found in names:
        count += 1
        found = f"{name}_{count}"
    names.add(found)
    return found


def _gates(report: Report) -> Iterator[Figure]:
    names: set[str] = set()
    for gate in sorted(report.gates, key=lambda gate: (gate.id, gate.label)):
        yield Figure("gates", _unique(names, gate.id), gate.status)


def _refund(report: Report) -> Iterator[Figure]:
    currency, lease = report.deal.currency, report.contract.currency
    for answer in report.refund:
        section = "refund_granted" if answer.granted else "refund_refused"
        yield Figure(section, "rent", _money(answer.rent, lease))
        yield Figure(section, "lessor_yield", NOTHING if answer.lessor_yield is None else rate(answer.lessor_yield))
        kept = answer.rent_kept_yield
        yield Figure(section, "rent_kept_yield", NOTHING if kept is None else rate(kept))
        for name in ("lease_npv", "lease_minus_sale", "rent_kept_lease_npv", "rent_kept_lease_minus_sale"):
            yield Figure(section, name, _money(getattr(answer, name), currency))


def _break_even(one: BreakEvenShown) -> str:
    if one.value is None:
        return one.status
    if isinstance(one.value, Decimal):
        return _money(one.value, one.unit)
    return rate(float(one.value)) if one.unit in {"rate", "%"} else number(float(one.value))


def _rows(section: str, schedule: ScheduleShown) -> Iterator[Figure]:
    yield Figure(section, "currency", schedule.currency)
    for row in schedule.rows:
        cells = (row.due, row.on, row.opening, row.instalment, row.interest, row.principal, row.vat, row.closing)
        yield Figure(section, str(row.number), ", ".join(map(str, cells)))
