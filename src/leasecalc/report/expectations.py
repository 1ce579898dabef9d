"""`expect:` lines of a deal: what a measure must be, and whether it is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.engine.measures import known_measures, measures_of
from leasecalc.errors import Diagnostic, InputError
from leasecalc.report.deal.model import ExpectationShown
from leasecalc.report.decimals import finite, money, printed_difference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.expectation import Expected
    from leasecalc.engine.measures import Measure
    from leasecalc.engine.price import Priced

IN_LEASE_CURRENCY = frozenset({"rent", "exact_rent", "residual"})


def expectations_shown(document: DealDocument, priced: Priced) -> tuple[ExpectationShown, ...]:
    """Return every expectation of the deal with what was found. Raises ``InputError`` for a measure or a unit that does not exist."""
    wanted = document.expect or {}
    known = {found.name: found for found in measures_of(priced)}
    faults = tuple(fault for name, expected in wanted.items() for fault in _faults(priced, known, name, expected))
    if faults:
        raise InputError(faults)
    return tuple(_shown(priced, known[name], expected) for name, expected in wanted.items())


def currency_of(priced: Priced, name: str) -> str:
    """Return the currency of a money measure: that of the lease for contract amounts, else the deal's."""
    return priced.deal.lease.currency if name in IN_LEASE_CURRENCY else priced.deal.currency


def _faults(priced: Priced, known: Mapping[str, Measure], name: str, expected: Expected) -> tuple[Diagnostic, ...]:
    path = f"expect.{name}"
    if name not in known:
        if name in known_measures():
            hint = f"`leasecalc explain {name}` says what it takes"
            return (Diagnostic("LC413", f"this deal has no measure `{name}`", hint, path=path),)
        from leasecalc.reading.suggest import did_you_mean

        hint = did_you_mean(name, known) or f"measures are {', '.join(known)}"
        return (Diagnostic("LC413", f"there is no measure `{name}`", hint, path=path),)
    unit = {"money": currency_of(priced, name), "rate": "%"}.get(known[name].unit, "")
    if expected.unit != unit:
        return (
            Diagnostic(
                "LC413",
                f"`{name}` is {_in_words(unit)}, not {_in_words(expected.unit)}",
                f"write it in {unit or 'plain digits'}",
                path=path,
            ),
        )
    return ()


def _in_words(unit: str) -> str:
    return {"%": "a rate", "": "a plain number"}.get(unit, f"an amount in {unit}")


def _shown(priced: Priced, measure: Measure, expected: Expected) -> ExpectationShown:
    number = finite(measure.compute(priced))
    if number is None:
        return ExpectationShown(measure=measure.name, expected=str(expected), found="no value", holds=False)
    if expected.unit not in {"", "%"} and measure.name != "exact_rent":
        found = printed_difference(priced) if measure.name == "lease_minus_sale" else money(number, expected.unit)
        text = f"{found} {expected.unit}"
    else:
        found = Decimal(repr(number))
        text = f"{float(found) * 100:.10g}%" if expected.unit == "%" else f"{number:.10g}"
    return ExpectationShown(
        measure=measure.name, expected=str(expected), found=text, holds=abs(found - expected.value) <= expected.tolerance
    )
