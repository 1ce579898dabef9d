"""A book as data: money as Decimal to the minor unit, shares and rates as fractions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.portfolio.basis import basis_of_book, book_basis
from leasecalc.portfolio.losses_shown import losses_data
from leasecalc.portfolio.positions import Missing, Position
from leasecalc.report.sensitivity.shown import money

if TYPE_CHECKING:
    from decimal import Decimal

    from leasecalc.portfolio.book import Book
    from leasecalc.portfolio.concentration import Concentration
    from leasecalc.portfolio.limits import Gate
    from leasecalc.portfolio.sums import Funding, Month
    from leasecalc.roots import Root

SCHEMA = "leasecalc/portfolio/1"


def portfolio_data(book: Book) -> dict[str, Any]:
    """Return the whole book."""
    currency, found = book.document.currency, book.totals

    def amount(value: float) -> Decimal:
        return money(value, currency)

    return {
        "schema": SCHEMA,
        "tool": f"leasecalc {VERSION}",
        "files": [{"path": name, "sha256": digest} for name, digest in book.files],
        "name": book.document.name,
        "currency": currency,
        "complete": not book.missing,
        "missing_in_sums": list(book.missing_in_sums),
        "totals": {
            "cars": found.cars,
            **{name: amount(value) for name, value in found.amounts.items()},
            "financed": amount(found.financed),
            "expected_loss": amount(found.expected_loss),
            "expected_yield_effective": _root(found.expected_yield),
            "contractual_yield_effective": _root(found.contractual_yield),
            "funding_expected": _funding(found.expected, currency),
            "funding_contractual": _funding(found.contractual, currency),
        },
        "deals": [_missing(line) if isinstance(line, Missing) else _position(line, currency) for line in book.lines],
        "limits": [_gate(gate, currency) for gate in book.gates],
        "concentration": [_concentration(one, currency) for one in book.concentrations],
        "losses": None if book.losses is None else losses_data(book.losses, currency),
        "months": [_month(one, currency) for one in found.months],
        "basis": basis_of_book(book_basis(book)),
    }


def _root(found: Root) -> dict[str, Any]:
    return {
        "value": found.value,
        "status": found.status,
        "roots": list(found.roots),
        "beyond": list(found.beyond),
        "sign_changes": found.sign_changes,
        "reason": found.reason,
    }


def _funding(found: Funding, currency: str) -> dict[str, Any]:
    return {
        "peak": money(found.peak, currency),
        "peak_on": found.peak_on,
        "back_on": found.back_on,
        "back_months": found.back_months,
        "surplus": money(found.surplus, currency),
    }


def _missing(line: Missing) -> dict[str, Any]:
    why = {"code": line.code, "place": line.place, "reason": line.reason}
    return {"deal": line.label, "file": line.file, "status": line.status, "error": why}


def _position(line: Position, currency: str) -> dict[str, Any]:
    rate = line.conversion
    deal = line.priced.deal
    return {
        "deal": line.label,
        "name": deal.name,
        "file": line.file,
        "status": line.status,
        "cars": line.cars,
        "market": deal.market,
        "lessee": line.lessee,
        "lessees": line.lessees,
        "pricing_date": deal.pricing_date,
        **{name: money(line.amount(name), currency) for name in ("lease_npv", "sale_npv", "lease_minus_sale", "lease_peak_cash")},
        "financed": money(line.financed, currency),
        "expected_loss": money(line.expected_loss, currency),
        "expected_yield_effective": line.rate("expected_yield_effective"),
        "lessor_yield_effective": line.rate("lessor_yield_effective"),
        "converted": {
            "from": rate.of,
            "to": rate.into,
            "rate": rate.rate,
            "rates_of": rate.rates_of,
            "as_of": rate.as_of,
            "source": rate.source,
            "assumed": rate.assumed,
        },
    }


def _gate(gate: Gate, currency: str) -> dict[str, Any]:
    def bound(value: float | None) -> Any:
        return money(value, currency) if value is not None and gate.in_money else value

    return {
        "limit": gate.what,
        "status": gate.status,
        "unit": currency if gate.in_money else "rate",
        "figure": bound(gate.figure),
        "at_most": bound(gate.at_most),
        "at_least": bound(gate.at_least),
        "reason": gate.reason,
    }


def _concentration(found: Concentration, currency: str) -> dict[str, Any]:
    groups = [{"name": one.name, "financed": money(one.financed, currency), "share": one.share} for one in found.groups]
    return {"by": found.by, "herfindahl": found.herfindahl, "reason": found.reason, "groups": groups}


def _month(found: Month, currency: str) -> dict[str, Any]:
    return {
        "month": found.month,
        **{
            name: money(getattr(found, name), currency)
            for name in ("contractual", "expected", "contractual_so_far", "expected_so_far")
        },
    }
