"""A made-up document that uses every form of annotation, and what the examples of the codes are read as."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from leasecalc.reading.fields import (
    Amount,
    AmountOrShare,
    AmountShareOrInstalments,
    Count,
    CurrencyCode,
    Day,
    Fault,
    Identifier,
    Length,
    MarketCode,
    Moment,
    Number,
    Percent,
    SpecificRate,
    Text,
    TrancheOf,
    Url,
    Whole,
    YesNo,
)
from leasecalc.reading.shapes import Tagged
from leasecalc.records import field, record


@record(kw_only=True)
class Fixed:
    kind: Literal["fixed"]
    amount: Amount
    from_: Day | None = None

    __aliases__: ClassVar[Mapping[str, str]] = {"from": "from_"}


@record(kw_only=True)
class Solved:
    kind: Literal["solve", "search"]
    target: Percent
    lowest: Amount | None

    def faults(self) -> Iterable[Fault]:
        if self.target < 0:
            yield Fault(("target",), "LC401", "a target may not be negative", "write it without the sign")
            yield Fault(("kind",), "LC402", "nothing to solve for")


@record(kw_only=True)
class Curve:
    by: Literal["curve"]
    points: tuple[Percent, ...]


@record(kw_only=True)
class Flat:
    by: Literal["flat"]
    share: Percent


@record(kw_only=True)
class Part:
    id: Identifier
    share: Percent = Decimal(1)
    parts: "tuple[Part, ...]" = ()
    recovery: Annotated[Curve | Flat, Tagged("by")] | None = None

    def faults(self) -> Iterable[Fault]:
        ids = [part.id for part in self.parts]
        for position, id_ in enumerate(ids):
            if id_ in ids[:position]:
                yield Fault(("parts", position, "id"), "LC403", f"`{id_}` stands twice")


@record(kw_only=True)
class Form:
    version: Literal[1] = 1
    name: Text | None = None
    id: Identifier | None = None
    price: Amount | None = None
    cost: Amount | None = None
    battery_kwh: Number | None = None
    quantity: Count = 1
    seats: Whole = 0
    discount_rate: Percent | None = None
    market: MarketCode | None = None
    currency: CurrencyCode | None = None
    pricing_date: Day | None = None
    insured: YesNo = False
    term: Length | None = None
    paid: Moment | None = None
    freight: AmountOrShare | None = None
    deposit: AmountShareOrInstalments | None = None
    terms: tuple[TrancheOf, ...] = ()
    excise: SpecificRate | None = None
    url: Url | None = None
    timing: Literal["advance", "arrears"] = "advance"
    cap: Literal["none", "all"] | Percent = "none"
    rent: Amount | Fixed | Solved = None  # type: ignore[assignment]
    notes: Text | tuple[Text, ...] | None = None
    rates: Mapping[CurrencyCode, Number] = field(default_factory=dict)
    labels: dict[str, Text] | None = None
    recovery: Annotated[Curve | Flat | None, Tagged("by")] = None
    parts: tuple[Part, ...] = ()
    main: Part | None = None


GOOD = """\
version: 1
name: 东风 Box
id: box_42
price: 89800 CNY
battery_kwh: 42.3
quantity: 50
seats: 5
discount_rate: 9%
market: ZA
currency: USD
pricing_date: 2026-03-02
insured: yes
term: 60 months
paid: 30 days before export
freight: 0.4% of fob
deposit: 2 instalments
terms: [30% at order, 70% 90 days after export]
excise: 0.4 USD per cc
url: https://example.org/tariff
timing: arrears
cap: 250bp
rent: {kind: solve, target: 14%}
notes:
  - "first: with a colon"
  - second
rates: {CNY: 7.05, ZAR: 17.20}
labels: {on: NO, 8703.80: text, x: "1:30"}
recovery: {by: curve, points: [10%, 20%]}
parts:
  - id: duty
    share: 25%
    parts:
      - id: inner
        recovery: {by: flat, share: 1%}
      - id: other
  - id: vat
main:
  id: whole
"""
