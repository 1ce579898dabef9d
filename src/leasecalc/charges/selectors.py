"""Selectors: which vehicles, importers and leases an entry of a market file is for."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from leasecalc.charges.facts import NUMBER_FACTS, Facts, Powertrain
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Number, Text
from leasecalc.records import fields_of, record
from leasecalc.values import scalar

Texts = tuple[Text, ...] | None
Answers = tuple[Literal["yes", "no"], ...] | None


@record(kw_only=True)
class NumberRange:
    """Limits of a number fact: `from` and `up_to` include the limit, `above` and `below` do not."""

    __aliases__: ClassVar[dict[str, str]] = {"from": "from_"}

    from_: Number | None = None
    above: Number | None = None
    up_to: Number | None = None
    below: Number | None = None

    def contains(self, number: float | Decimal) -> bool:
        """Say whether the number lies inside; the limits are exact decimals."""
        return (
            (self.from_ is None or number >= self.from_)
            and (self.above is None or number > self.above)
            and (self.up_to is None or number <= self.up_to)
            and (self.below is None or number < self.below)
        )

    def faults(self) -> Iterator[Fault]:
        """Refuse a range without limits or with nothing inside."""
        low = self.from_ if self.from_ is not None else self.above
        high = self.up_to if self.up_to is not None else self.below
        if low is None and high is None:
            yield Fault((), "LC521", "the range has no limit", "give `from`, `above`, `up_to` or `below`")
        elif low is not None and high is not None and low > high:
            yield Fault((), "LC521", f"nothing lies between {low} and {high}", "the lower limit comes first")

    def describe(self) -> str:
        """Put the range into words."""
        pairs = (("from", self.from_), ("above", self.above), ("up to", self.up_to), ("below", self.below))
        return " ".join(f"{word} {limit:f}" for word, limit in pairs if limit is not None)


@record
class Match:
    """Tell whether a selector holds: yes, no, or unknown until the facts in `needs` are given."""

    holds: bool | None
    needs: tuple[str, ...] = ()


@record(kw_only=True)
class Selector:
    """Conditions on facts, all of which must hold; lists name the accepted texts, ranges the accepted numbers.

    Conditions never look at amounts. `hs` matches the beginning of the code; other texts match whole,
    without regard to case.
    """

    powertrain: tuple[Powertrain, ...] | None = None
    condition: tuple[Literal["new", "used"], ...] | None = None
    hs: Texts = None
    origin: Texts = None
    origin_proof: Texts = None
    maker: Texts = None
    model: Texts = None
    body: Texts = None
    state: Texts = None
    assembly: tuple[Literal["cbu", "skd", "ckd"], ...] | None = None
    drive: tuple[Literal["2wd", "4wd"], ...] | None = None
    steering: tuple[Literal["left", "right"], ...] | None = None
    importer: Texts = None
    importer_business: Texts = None
    regime: Texts = None
    lease_kind: Texts = None
    exporter: tuple[Literal["lessor", "trading_company", "maker"], ...] | None = None
    exporter_class: Texts = None
    licensed_lessor: Answers = None
    leaves_origin: Answers = None
    cc: NumberRange | None = None
    kw: NumberRange | None = None
    kw_30min: NumberRange | None = None
    hp: NumberRange | None = None
    hp_30min: NumberRange | None = None
    kwh: NumberRange | None = None
    mass_kg: NumberRange | None = None
    co2_g_km: NumberRange | None = None
    nox_g_km: NumberRange | None = None
    km_per_l: NumberRange | None = None
    l_100km: NumberRange | None = None
    range_km: NumberRange | None = None
    tank_l: NumberRange | None = None
    length_mm: NumberRange | None = None
    seats: NumberRange | None = None
    age_months: NumberRange | None = None
    stay_months: NumberRange | None = None
    stay_days: NumberRange | None = None
    term_months: NumberRange | None = None

    def match(self, facts: Facts) -> Match:
        """Test every condition; a condition that fails decides even when other facts are not known."""
        needs = []
        for name, condition in self.conditions():
            if not facts.has(name):
                needs.append(name)
            elif not _holds(name, condition, facts):
                return Match(holds=False)
        return Match(holds=None, needs=tuple(needs)) if needs else Match(holds=True)

    def conditions(self) -> Iterator[tuple[str, tuple[str, ...] | NumberRange]]:
        """List the conditions that were written, by fact."""
        for name in _NAMES:
            condition = getattr(self, name)
            if condition is not None:
                yield name, condition

    def describe(self) -> str:
        """Put the conditions into words."""
        return ", ".join(
            f"{name} {condition.describe()}" if isinstance(condition, NumberRange) else f"{name} {' or '.join(condition)}"
            for name, condition in self.conditions()
        )


_NAMES = tuple(field.name for field in fields_of(Selector))

EVERYTHING = Selector()
"""The selector without conditions."""


def _holds(name: str, condition: tuple[str, ...] | NumberRange, facts: Facts) -> bool:
    """Test one condition on a known fact."""
    if isinstance(condition, NumberRange):
        return condition.contains(scalar(facts.numbers[name]))
    known = facts.texts[name].casefold().strip()
    if name == "hs":
        code = _digits(known)
        return any(code.startswith(_digits(prefix)) for prefix in condition)
    return any(known == accepted.casefold() for accepted in condition)


def _digits(code: str) -> str:
    """Strip a tariff code of its dots and spaces."""
    return "".join(character for character in code if character.isdigit())


if set(NUMBER_FACTS) - set(_NAMES):
    raise AssertionError("every number fact can be tested by a selector")
