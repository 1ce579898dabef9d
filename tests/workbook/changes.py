"""One input of a deal changed twice: in the cell of its workbook, and in the deal file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.deal.terms import STEP_DAYS

if TYPE_CHECKING:
    from leasecalc.engine.resolved import Quantity
    from leasecalc.workbook.assemble import Book
    from leasecalc.workbook.formulas.formula import Formula


@dataclass(frozen=True)
class Change:
    """The name of the cell, its new value, and the assignment that says the same to the program."""

    kind: str
    cell: str
    value: str
    assignment: str


def changes(book: Book) -> list[Change]:
    """Return a change of price, rate, term, residual, each exchange rate and a tariff, as far as the deal has them."""
    found = [_price(book), *_rates(book), *_term(book), _residual(book), *_exchange(book), *_tariff(book)]
    return [change for change in found if change.cell in book.places.defined]


def _leaf(book: Book, name: str) -> Formula:
    return book.found.graph.leaves[name]


def _named(book: Book, name: str) -> str:
    return book.places.names.get(_leaf(book, name).number, "") if name in book.found.graph.leaves else ""


def _moved(value: float, by: str) -> Decimal:
    return (Decimal(repr(value)) * Decimal(by)).quantize(Decimal("0.000001")).normalize()


def _written(quantity: Quantity, value: Decimal) -> str:
    """Return a quantity with another number as a deal file has it."""
    if quantity.per == "money":
        return f"{value:f} {quantity.of}"
    return f"{value * 100:f}% of {quantity.of}" if quantity.per == "share" else f"{value:f} instalments"


def _price(book: Book) -> Change:
    price = book.found.priced.inputs.price
    value = _moved(price.number, "1.07")
    return Change("price", _named(book, "price"), f"{value:f}", f"purchase.price={_written(price, value)}")


def _rates(book: Book) -> list[Change]:
    inputs, lease = book.found.priced.inputs, book.found.priced.deal.lease
    discount = Decimal(repr(inputs.discount_rate)) + Decimal("0.015")
    found = [Change("discount rate", _named(book, "discount_rate"), f"{discount:f}", f"deal.discount_rate={discount * 100:f}%")]
    if lease.written.structure is not None and lease.written.structure.stream is not None:
        return found  # the deal writes each instalment
    if inputs.rent is not None:
        value = _moved(inputs.rent.number, "1.04").quantize(Decimal(1))
        return [Change("instalment", _named(book, "rent"), f"{value:f}", f"lease.rent={value:f} {inputs.rent.of}"), *found]
    if inputs.target is not None and lease.written.structure is None:
        money = lease.target == "npv"
        value = _moved(inputs.target.number, "1.1")
        text = f"{value:f} {book.found.priced.deal.currency}" if money else f"{value * 100:f}%"
        found.insert(0, Change("rate", _named(book, "target"), f"{value:f}", f"lease.rent.target={text}"))
    return found


def _term(book: Book) -> list[Change]:
    term = book.found.term
    if term is None:
        return []
    written = book.found.document.lease.term
    by = 12 if written.unit == "months" else 52
    if written.unit == "months" and book.found.priced.deal.lease.payments in STEP_DAYS:
        by = 3
    held = {round(found * written.count / term.known.today): found for found in term.known.deals}
    count = next((other for other in (written.count - by, written.count + by) if other in held), 0)
    if not count:
        return []
    return [Change("term", _named(book, "term"), str(count), f"lease.term={count} {written.unit}")]


def _residual(book: Book) -> Change:
    residual = book.found.priced.inputs.residual
    value = _moved(residual.number, "1.2")
    return Change("residual", _named(book, "residual"), f"{value:f}", f"residual.amount={_written(residual, value)}")


def _exchange(book: Book) -> list[Change]:
    pairs = book.found.priced.inputs.fx
    if not pairs:
        return []
    pair = next(iter(pairs))
    value = _moved(float(pairs[pair]), "1.06").quantize(Decimal("0.0001"))
    return [Change("exchange rate", _named(book, f"fx {pair}"), f"{value:f}", f"fx.rates.{pair}={value:f}")]


def _tariff(book: Book) -> list[Change]:
    for charge in book.found.priced.charges.charges:
        name = f"{charge.line.id} rate"
        if charge.line.is_charge and name in book.found.graph.leaves:
            value = Decimal(repr(_leaf(book, name).value)) + Decimal("0.05")
            return [Change("tariff", _named(book, name), f"{value:f}", f"import.overrides.{charge.line.id}={value * 100:f}%")]
    return []
