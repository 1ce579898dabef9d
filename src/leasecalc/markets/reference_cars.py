"""The reference cars: what a car is taken to be, by powertrain, where nobody says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.charges.facts import ALL_FACTS, NUMBER_FACTS, SHARE_FACTS, Powertrain
from leasecalc.charges.source import Source
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Identifier, Number, Text
from leasecalc.reading.numbers import number
from leasecalc.reading.scalar import ScalarFault
from leasecalc.reading.suggest import did_you_mean
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Fact = str | float
Standing = Literal["published", "declared", "in step", "converted"]

KW_PER_METRIC_HP = 0.73549875
"""75 kgf m/s at standard gravity 9.80665 m/s2, exact."""


@record(kw_only=True)
class Heading:
    """The tariff heading of engines up to a displacement in cc; without `up_to`, of all larger ones."""

    up_to: Number | None = None
    hs: Text


@record(kw_only=True)
class ReferenceCar:
    """One car: figures `published` in the source, figures `declared` for the reason `why`, and those `tied` to another figure."""

    powertrain: Powertrain
    name: Text
    published: dict[Identifier, Text]
    declared: dict[Identifier, Text]
    tied: dict[Identifier, Identifier] = {}  # noqa: RUF012 - never changed
    hs_by_cc: tuple[Heading, ...] = ()
    why: Text
    source: Source

    def written(self) -> dict[str, Text]:
        """Return all facts as the file writes them."""
        return {**self.published, **self.declared}

    def faults(self) -> Iterator[Fault]:
        """Refuse names that are no facts, figures that are no numbers or stand twice, and ties to figures that are not there."""
        for key, facts in (("published", self.published), ("declared", self.declared)):
            yield from fact_faults(key, facts)
        for name in self.published.keys() & self.declared.keys():
            yield Fault(("declared", name), "LC516", f"`{name}` is both published and declared", "keep one")
        for name, anchor in self.tied.items():
            for one in (name, anchor):
                if one not in self.written() or one not in NUMBER_FACTS:
                    yield Fault(
                        ("tied", name),
                        "LC507",
                        f"`{one}` is not a number fact of this car",
                        did_you_mean(one, tuple(self.written())),
                    )
        if self.hs_by_cc and "cc" not in self.written():
            yield Fault(("hs_by_cc",), "LC507", "headings by displacement need `cc`", "add it under `declared`")


@record(kw_only=True)
class ReferenceCars:
    """The cars, facts that hold for all of them, and the retail price as a multiple of the FOB value."""

    notes: tuple[Text, ...] = ()
    retail_price_times_value: Number
    facts: dict[Identifier, Text] = {}  # noqa: RUF012 - never changed
    cars: tuple[ReferenceCar, ...]

    def car(self, powertrain: str) -> ReferenceCar | None:
        """Return the car of a powertrain; None where there is none."""
        return next((car for car in self.cars if car.powertrain == powertrain), None)

    def faults(self) -> Iterator[Fault]:
        """Refuse two cars of one powertrain, names that are no facts, and a factor that is not above zero."""
        yield from fact_faults("facts", self.facts)
        if self.retail_price_times_value <= 0:
            yield Fault(("retail_price_times_value",), "LC522", "the retail price must be above zero")
        for index, car in enumerate(self.cars):
            if car.powertrain in [earlier.powertrain for earlier in self.cars[:index]]:
                yield Fault(("cars", index), "LC516", f"two reference cars are {car.powertrain}", "keep one")


@record
class Assumed:
    """One fact that nobody gave: its value and how it was found."""

    name: str
    value: Fact
    standing: Standing


def fact_faults(key: str, facts: Mapping[str, str]) -> Iterator[Fault]:
    """Refuse names that are no facts, and texts where a number belongs."""
    for name, text in facts.items():
        if name not in ALL_FACTS:
            yield Fault(
                (key, name), "LC505", f"`{name}` is not a fact that a market file can test", did_you_mean(name, ALL_FACTS)
            )
        elif name in NUMBER_FACTS and _number(text) is None:
            yield Fault(
                (key, name), "LC505", f"the fact `{name}` is a number, not `{text}`", "write digits only, the unit is in the name"
            )


def assumed_of(car: ReferenceCar, given: Mapping[str, Fact]) -> tuple[Assumed, ...]:
    """Return the facts of the reference car that were not given, in the order of the file.

    A fact that is tied to a given one is scaled in the same ratio. Horsepower and kW, and km per litre and litres per
    100 km, are converted into each other. The tariff heading follows the displacement.
    """
    known = dict(given) | {found.name: found.value for found in _converted(given)}
    assumed = [*_converted(given)]
    for name, text in car.written().items():
        if name not in known:
            assumed.append(_of_the_car(car, name, text, known))
    known |= {found.name: found.value for found in assumed}
    assumed += _converted(known)
    assumed += _heading(car, known)
    return tuple(assumed)


def _of_the_car(car: ReferenceCar, name: str, text: str, known: Mapping[str, Fact]) -> Assumed:
    """Return one figure of the car, in step with the one that it is tied to if that was given."""
    value = _number(text) if name in NUMBER_FACTS else None
    if value is None:
        return Assumed(name, text, "published" if name in car.published else "declared")
    ratio = _ratio(car, name, known)
    if ratio is not None:
        return Assumed(name, round(value * ratio, 2), "in step")
    return Assumed(name, value, "published" if name in car.published else "declared")


def _ratio(car: ReferenceCar, name: str, known: Mapping[str, Fact]) -> float | None:
    """Return by how much the figure that another is tied to differs from the car's; None where it is not tied or not given."""
    anchor = car.tied.get(name)
    theirs = known.get(anchor) if anchor is not None else None
    own = _number(car.written()[anchor]) if anchor is not None else None
    return theirs / own if isinstance(theirs, int | float) and own else None


def _converted(known: Mapping[str, Fact]) -> list[Assumed]:
    """Return what follows from the known facts by a change of unit."""
    found = []
    for power, horses in (("kw", "hp"), ("kw_30min", "hp_30min")):
        if isinstance(known.get(power), int | float) and horses not in known:
            found.append(Assumed(horses, round(float(known[power]) / KW_PER_METRIC_HP, 2), "converted"))
        elif isinstance(known.get(horses), int | float) and power not in known:
            found.append(Assumed(power, round(float(known[horses]) * KW_PER_METRIC_HP, 2), "converted"))
    for one, other in (("l_100km", "km_per_l"), ("km_per_l", "l_100km")):
        value = known.get(one)
        if isinstance(value, int | float) and value > 0 and other not in known:
            found.append(Assumed(other, round(100.0 / value, 2), "converted"))
            break
    return found


def _heading(car: ReferenceCar, known: Mapping[str, Fact]) -> Iterator[Assumed]:
    """Return the tariff heading of the engine, where the car has headings and none is known."""
    cc = known.get("cc")
    if "hs" in known or not isinstance(cc, int | float):
        return
    for row in car.hs_by_cc:
        if row.up_to is None or cc <= float(row.up_to):
            yield Assumed("hs", row.hs, "converted")
            return


def shares_and_texts(facts: Mapping[str, str]) -> tuple[Assumed, ...]:
    """Return facts that hold for every car; shares stay as written."""
    found = []
    for name, text in facts.items():
        value = _number(text) if name in NUMBER_FACTS and name not in SHARE_FACTS else text
        found.append(Assumed(name, text if value is None else value, "declared"))
    return tuple(found)


def _number(text: str) -> float | None:
    """Read a number; None for text that is none."""
    try:
        return float(number(text))
    except ScalarFault:
        return None
