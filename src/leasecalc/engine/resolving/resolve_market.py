"""Resolve the market of import: the stack of charges in force for this car on the pricing date, and its gates."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.charges.facts import Facts
from leasecalc.deal.terms import route
from leasecalc.errors import Diagnostic, InputError
from leasecalc.markets.resolve_stack import ResolvedStack, resolve_stack
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.resolved import Status
    from leasecalc.engine.resolving.recorder import Recorder
    from leasecalc.markets.library import Library

#: Where in the deal file each fact of a market file is written.
WRITTEN_AT = {
    "cc": "vehicle.engine_cc", "kw": "vehicle.power_kw", "kwh": "vehicle.battery_kwh", "mass_kg": "vehicle.kerb_mass_kg",
    "co2_g_km": "vehicle.co2_g_km", "range_km": "vehicle.range_km", "seats": "vehicle.seats", "maker": "vehicle.maker",
    "retail_price": "import.retail_price", "inland_freight": "import.inland_freight",
    "reference_price": "import.reference_price", "age_months": "vehicle.age_months", "importer_business": "import.business",
}  # fmt: skip


def market_terms(document: DealDocument, library: Library, recorder: Recorder, *, months: float) -> ResolvedStack:
    """Return the charges of the market on the deal's car, leased for ``months``.

    Raises ``InputError`` with every fact, rate and exchange rate that must be asked for.
    """
    wanted = document.import_
    faults = override_faults(wanted.overrides or {})
    if faults:
        raise InputError(faults)
    try:
        sheet = library.market(wanted.market)
        found = resolve_stack(
            sheet, facts=market_facts(document, months), on=document.deal.pricing_date, overrides=dict(wanted.overrides or {})
        )
    except InputError as error:
        raise InputError(tuple(_placed(diagnostic) for diagnostic in error.diagnostics), error.sources) from None
    missing = (*_missing_exchange(document, found), *_missing_amounts(document, found))
    if missing:
        raise InputError(missing)
    _record(document, found, recorder)
    return found


def market_facts(document: DealDocument, months: float) -> Facts:
    """Return the facts that a market's rules may test; a fact that the deal does not give is absent and is asked for when needed."""
    vehicle, wanted, lease = document.vehicle, document.import_, document.lease
    known: dict[str, str | float | Decimal | None] = {
        "powertrain": vehicle.powertrain, "condition": vehicle.condition, "hs": vehicle.hs, "origin": "CN",
        "maker": vehicle.maker or vehicle.make, "model": vehicle.model, "importer": wanted.importer, "importer_business": wanted.business,
        "regime": wanted.regime, "lease_kind": lease.kind, "term_months": months,
        "stay_months": months, "age_months": vehicle.age_months, "cc": vehicle.engine_cc,
        "kw": vehicle.power_kw, "kwh": vehicle.battery_kwh, "mass_kg": vehicle.kerb_mass_kg, "co2_g_km": vehicle.co2_g_km,
        "range_km": vehicle.range_km, "seats": vehicle.seats,
    }  # fmt: skip
    given = {name: fact for name, fact in known.items() if fact is not None}
    return Facts.of(given | further_facts(document))


def further_facts(document: DealDocument) -> dict[str, str | float | Decimal]:
    """Return the facts under `import.facts`, numbers where the fact is one. Raises ``InputError`` (LC505) for what is no fact or no number."""
    from leasecalc.charges.facts import NUMBER_FACTS
    from leasecalc.reading.numbers import number
    from leasecalc.reading.scalar import ScalarFault

    found: dict[str, str | float | Decimal] = {}
    faults = []
    for name, text in (document.import_.facts or {}).items():
        try:
            found[name] = number(text) if name in NUMBER_FACTS else text
        except ScalarFault as fault:
            faults.append(Diagnostic("LC505", f"the fact `{name}`: {fault.message}", fault.hint, path=f"import.facts.{name}"))
    if faults:
        raise InputError(tuple(faults))
    return found


def override_faults(overrides: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Return a fault for every override that is neither a rate nor an amount."""
    from leasecalc.markets.overrides import override_rate

    found: list[Diagnostic] = []
    for line, text in overrides.items():
        try:
            override_rate(line, text)
        except InputError as error:
            hint = f"write `{line}: 25%`, an amount such as `{line}: 500 USD`, or `{line}: exempt`"
            found += [replace(fault, path=f"import.overrides.{line}", hint=hint) for fault in error.diagnostics]
    return tuple(found)


def _placed(diagnostic: Diagnostic) -> Diagnostic:
    """Add to a market's question where in the deal the answer is written."""
    if diagnostic.path.startswith("import."):
        return diagnostic
    if diagnostic.code == "LC501":
        hint = "`leasecalc markets` lists those there are; `--markets DIR` adds a file"
        return replace(diagnostic, path="import.market", hint=hint)
    if diagnostic.code == "LC517":
        return replace(diagnostic, path=f"import.overrides.{diagnostic.message.split('`')[1]}")
    if diagnostic.code in {"LC502", "LC503", "LC504", "LC509"}:
        line = diagnostic.message.split("`")[1]
        hint = f"write it in the deal, `import.overrides: {{{line}: 25%}}` or an amount such as `500 USD`, or complete the market file"
        return replace(diagnostic, path="import.market", hint=hint)
    if diagnostic.code == "LC505" and "is not a fact" in diagnostic.message:
        return replace(diagnostic, path=f"import.facts.{diagnostic.message.split('`')[1]}")
    places = [place for fact, place in WRITTEN_AT.items() if f"`{fact}`" in diagnostic.message]
    if diagnostic.code == "LC505" and not places:
        fact = diagnostic.message.split("depends on `")[-1].split("`")[0]
        places = [f"import.facts.{fact}"]
    return (
        replace(diagnostic, path=places[0], hint=f"write {' and '.join(f'`{place}`' for place in places)}")
        if places
        else diagnostic
    )


def _missing_exchange(document: DealDocument, found: ResolvedStack) -> tuple[Diagnostic, ...]:
    pairs = tuple(document.fx.rates) if document.fx is not None else ()
    goal = document.deal.currency
    return tuple(
        Diagnostic("LC402", f"no exchange rate leads from {goal} to {currency}, which the charges of {found.market.document.name} need",
                   f"add `{goal}/{currency}` to `fx.rates`", path="fx.rates" if document.fx is not None else "import.market")
        for currency in sorted({found.currency, *found.currencies()})
        if route(pairs, goal, currency) is None
    )  # fmt: skip


def _missing_amounts(document: DealDocument, found: ResolvedStack) -> tuple[Diagnostic, ...]:
    given = {"fob", "freight", "insurance", "cif"} | ({"retail_price"} if document.import_.retail_price else set())
    given |= {
        name for name in ("customs_value", "inland_freight", "reference_price") if getattr(document.import_, name) is not None
    }
    return tuple(
        Diagnostic("LC519", f"the charges of {found.market.document.name} need `{name}`", f"write `{WRITTEN_AT.get(name, 'import.customs_value')}`",
                   path="import")
        for name in found.amounts()
        if name not in given
    )  # fmt: skip


def _record(document: DealDocument, found: ResolvedStack, recorder: Recorder) -> None:
    """Record every charge with its rate, source and flags."""
    for line in found.stack.lines:
        path = f"import.{document.import_.market}.{line.id}"
        status: Status = "sourced"
        if "overridden" in line.flags:
            status = "override"
        elif "stale" in line.flags:
            status = "stale"
        elif "unverified" in line.flags or "secondary" in line.flags:
            status = "unverified" if "unverified" in line.flags else "sourced"
        title = f"{line.source.title} ({line.source.confidence})" if line.source is not None else "written in the deal"
        recorder.note(path, line.rate.describe(), status, title)
