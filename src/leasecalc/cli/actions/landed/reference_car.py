"""The car of `landed --all`: what was typed, and the library's reference car for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.cli.actions import typed
from leasecalc.cli.actions.landed.one import amounts_of, check_powertrain, nothing_given
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.charges.facts import Facts
    from leasecalc.cli.actions.landed.one import CarAsked
    from leasecalc.markets.library import Library
    from leasecalc.markets.reference_cars import Assumed, ReferenceCar, ReferenceCars
    from leasecalc.money import Money


@record(kw_only=True)
class Described:
    """A car in full: its amounts and facts, what of them was typed, and what was assumed from which car."""

    amounts: dict[str, Money]
    facts: Facts
    given: dict[str, Any]
    assumed: tuple[Assumed, ...]
    nothing: tuple[str, ...]
    reference: ReferenceCar | None
    retail_price_assumed: bool


def described_in_full(library: Library, car: CarAsked) -> Described:
    """Complete a car from the reference cars of the library. Raises ``UsageError`` for what was typed wrongly."""
    from leasecalc.markets.reference_cars import Assumed, assumed_of, shares_and_texts

    check_powertrain(car.powertrain)
    given = typed.given_facts(car.powertrain, car.maker, car.facts)
    typed.facts_of(given)  # what was typed is told before what is assumed
    sheet = library.reference_cars()
    cars = sheet.document if sheet is not None else None
    reference = cars.car(car.powertrain) if cars is not None else None
    assumed = [Assumed(name, value, "declared") for name, value in typed.ASSUMED_FACTS.items() if name not in given]
    if cars is not None:
        assumed += [one for one in shares_and_texts(cars.facts) if one.name not in given]
    if reference is not None:
        assumed += assumed_of(reference, given)
    amounts = amounts_of(car)
    retail = _retail_price(amounts, cars)
    return Described(
        amounts=amounts | retail, facts=typed.facts_of({one.name: one.value for one in assumed} | given), given=given,
        assumed=tuple(assumed), nothing=nothing_given(amounts), reference=reference, retail_price_assumed=bool(retail),
    )  # fmt: skip


def _retail_price(amounts: dict[str, Money], cars: ReferenceCars | None) -> dict[str, Money]:
    """Return the retail price as a multiple of the value, where none was given."""
    from leasecalc.money import Money

    if cars is None or "retail_price" in amounts:
        return {}
    value = amounts["fob"]
    return {"retail_price": Money(value.amount * cars.retail_price_times_value, value.currency)}
