"""What a deal lacks in another market, taken from the library where the batch asks for it (`--reference`): dated exchange rates, facts of the reference car.

Nothing that the deal says is touched. What is taken is only what the market asks for, and each figure is named with its day in the row.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from leasecalc import api
from leasecalc.charges.facts import ALL_FACTS
from leasecalc.deal.document import DealDocument
from leasecalc.deal.terms import route
from leasecalc.engine.resolving.alike import outline
from leasecalc.errors import InputError
from leasecalc.money import minor_digits
from leasecalc.reading.documents import structure
from leasecalc.reading.setting import set_value
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from leasecalc.batching.answers import Row
    from leasecalc.errors import Diagnostic
    from leasecalc.markets.exchange_rates import Quotation
    from leasecalc.markets.library import Library
    from leasecalc.markets.reference_cars import Assumed, ReferenceCar

MOST_ROUNDS: Final = 6
"""How often a market may ask for more, when it has what it asked for before."""

RETAIL_PRICE: Final = "import.retail_price"

MOST: Final = 512
"""Outlines of deals of which it is kept what they lack."""
QUOTE: Final = '"'

_NAMES = re.compile(r"`(\w+)`")
_ROUTE = re.compile(r"from ([A-Z]{3}) to ([A-Z]{3}), which the charges of")


@record(kw_only=True)
class Taken:
    """One figure of the library: where a deal would have it, its text there, the words of the row, and its marks (`assumed`, `unverified`, `stale`)."""

    path: str
    text: str
    said: str
    marks: tuple[str, ...]


@record(kw_only=True)
class Completed:
    """A deal with what it lacked, and what that is."""

    deal: api.Deal
    taken: tuple[Taken, ...]


class Reference:
    """The exchange rates and reference cars of a library, read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[Hashable, tuple[Taken, ...]] = {}
        rates, cars = library.exchange_rates(), library.reference_cars()
        self._rates = None if rates is None else rates.document
        self._cars = None if cars is None else cars.document

    def read(self, deal: api.Deal, assignments: Iterable[str]) -> Completed:
        """Return a deal under ``assignments`` with what it then lacks; deals of one outline lack the same, so it is looked for once.

        Raises ``InputError`` like `api.assign`, and as `completed` does.
        """
        tree = deal.tree
        for text in assignments:
            tree = set_value(tree, text)
        lines = tuple([(key, outline(key, data)) for key, data in tree.data.items()])
        known = self._known.get(lines)
        if known is not None:
            for one in known:
                tree = set_value(tree, f"{one.path}={one.text}")
        found = deal if tree is deal.tree else api.Deal(structure(tree, DealDocument), tree, deal.files)
        if known is not None:
            return Completed(deal=found, taken=known)
        completed = self.completed(found)
        if all(one.path != RETAIL_PRICE for one in completed.taken):  # that one hangs on numbers of the deal
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[lines] = completed.taken
        return completed

    def completed(self, deal: api.Deal) -> Completed:
        """Return the deal with every figure that its market asks for and the library has. Raises ``InputError`` for what is then still missing."""
        taken: dict[str, Taken] = {}
        for _ in range(MOST_ROUNDS):
            try:
                api.resolve(deal, self._library)
            except InputError as error:
                found = {one.path: one for one in self._answers(deal, error.diagnostics) if one.path not in taken}
                if not found:
                    raise
                taken |= found
                deal = assigned(deal, found.values())
                continue
            break
        return Completed(deal=self._with_retail_price(deal, taken), taken=tuple(taken.values()))

    def _answers(self, deal: api.Deal, asked: Iterable[Diagnostic]) -> Iterator[Taken]:
        for one in asked:
            if one.code == "LC505":
                names = _NAMES.findall(one.message.rpartition("depends on")[2] or one.message)
                yield from self._facts(deal, [name for name in names if name in ALL_FACTS])
            elif one.code == "LC402" and (pair := _ROUTE.search(one.message)):
                yield from self._route(deal, pair[1], pair[2])
            elif one.code == "LC519" and "`retail_price`" in one.message:
                yield from self._retail_price(deal)

    def _facts(self, deal: api.Deal, names: list[str]) -> Iterator[Taken]:
        """Yield facts of the reference car of the deal's powertrain, those tied to a figure of the deal in step with it."""
        from leasecalc.engine.resolving.resolve_market import market_facts
        from leasecalc.markets.reference_cars import assumed_of, shares_and_texts

        if self._cars is None:
            return
        facts = market_facts(deal.document, 0.0)
        given: dict[str, str | float] = {**facts.texts, **{name: float(value) for name, value in facts.numbers.items()}}
        car = self._cars.car(deal.document.vehicle.powertrain)
        known = (*shares_and_texts(self._cars.facts), *(() if car is None else assumed_of(car, given)))
        yield from (_fact(one, car) for one in known if one.name in names)

    def _route(self, deal: api.Deal, of: str, into: str) -> Iterator[Taken]:
        """Yield the quotations of the table on the shortest way between two currencies, the deal's own pairs first."""
        from leasecalc.markets.exchange_rates import quotations

        if self._rates is None:
            return
        fx = deal.document.fx
        own = () if fx is None else tuple(fx.rates)
        table = {one.pair: one for one in quotations(self._rates, deal.document.deal.pricing_date)}
        for here, there in pairwise(route((*own, *table), of, into) or ()):
            if f"{here}/{there}" in own or f"{there}/{here}" in own:
                continue
            one = table.get(f"{here}/{there}") or table[f"{there}/{here}"]
            yield Taken(path=f'fx.rates."{one.pair}"', text=_plain(one.rate), said=_quoted(one), marks=_doubts(one))
        if fx is None:
            yield Taken(path="fx.as_of", text=str(deal.document.deal.pricing_date), said="", marks=())
            yield Taken(path="fx.source", text="exchange rates of the library", said="", marks=())

    def _retail_price(self, deal: api.Deal) -> Iterator[Taken]:
        """Yield a retail price that holds the place of the one that is reckoned from the FOB value."""
        if self._cars is not None:
            currency = deal.document.deal.currency
            times = self._cars.retail_price_times_value
            yield Taken(
                path=RETAIL_PRICE, text=f"1 {currency}", said=f"retail price {times} x FOB (declared)", marks=("assumed",)
            )

    def _with_retail_price(self, deal: api.Deal, taken: Mapping[str, Taken]) -> api.Deal:
        if RETAIL_PRICE not in taken or self._cars is None:
            return deal
        priced = api.price(deal, self._library)
        currency, fob = priced.deal.currency, priced.inputs.fob
        value = float(priced.amounts.contracted(fob, currency, priced.deal.roundings.settlement)) if fob is not None else 0.0
        retail = Decimal(repr(value)) * self._cars.retail_price_times_value
        return api.assign(deal, [f"{RETAIL_PRICE}={round(retail, minor_digits(currency))} {currency}"])


def assigned(deal: api.Deal, taken: Iterable[Taken]) -> api.Deal:
    """Return a deal with figures of the library where it would have them."""
    return api.assign(deal, [f"{one.path}={one.text}" for one in taken])


def of_the_library(row: Row, taken: tuple[Taken, ...]) -> Row:
    """Return the columns of a row that say what of it is the library's; its marks are counted with those of the deal."""
    found: Row = {"from_library": "; ".join(one.said for one in taken if one.said)}
    if row["status"] != "priced":
        return found
    for mark in ("assumed", "unverified", "stale"):
        found[mark] = row[mark] + sum(mark in one.marks for one in taken)
    named = [row["assumed_inputs"], *(one.path for one in taken if "assumed" in one.marks)]
    doubtful = [f"{one.path.replace(QUOTE, '')}:{mark}" for one in taken for mark in one.marks if mark != "assumed"]
    return found | {
        "assumed_inputs": " ".join(filter(None, named)),
        "doubtful_figures": " ".join(filter(None, [row["doubtful_figures"], *doubtful])),
    }


@lru_cache(maxsize=2)
def reference(directories: tuple[str, ...]) -> Reference:
    """Return the figures that this worker takes from the library with these market directories."""
    return Reference(api.library(directories))


def _plain(rate: float) -> str:
    return f"{Decimal(repr(rate)):f}"


def _quoted(one: Quotation) -> str:
    doubts = "".join(f", {flag}" for flag in one.flags)
    return f"{one.pair} {_plain(one.rate)} ({one.kind} rate of {one.on}{doubts})"


def _doubts(one: Quotation) -> tuple[str, ...]:
    return tuple(flag for flag in one.flags if flag in {"unverified", "stale"})


def _fact(one: Assumed, car: ReferenceCar | None) -> Taken:
    text = f"{Decimal(repr(one.value)).normalize():f}" if isinstance(one.value, float) else str(one.value)
    whose = "declared for every car"
    if car is not None and one.name not in {"in_quota"}:
        day = car.source.dated or car.source.seen
        whose = f"{one.standing}, {car.name}" + (f", {day}" if day else "")
    return Taken(path=f"import.facts.{one.name}", text=text, said=f"{one.name} {text} ({whose})", marks=("assumed",))
