"""Faults of single values that a scalar type cannot see: ranges, curves out of order, paths that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.money import Money
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Share, When
from leasecalc.records import fields_of, is_record

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument

Path = tuple[str | int, ...]

#: Rates with the range in which they make sense; elsewhere a rate may be anything that a percentage can be.
RANGES: dict[Path, tuple[Decimal, Decimal]] = {
    ("deal", "discount_rate"): (Decimal("-0.99"), Decimal(10)),
    ("purchase", "vat_rate"): (Decimal(0), Decimal(1)),
    ("vat_refund", "rate"): (Decimal(0), Decimal(1)),
    ("lease", "vat_rate"): (Decimal(0), Decimal(1)),
    ("lease", "rent", "target"): (Decimal("-0.99"), Decimal(10)),
    ("credit", "default_rate"): (Decimal(0), Decimal("0.999")),
    ("credit", "recovery"): (Decimal(0), Decimal(2)),
    ("credit", "relet_rent"): (Decimal(0), Decimal(2)),
    ("credit", "guarantee", "share"): (Decimal(0), Decimal(1)),
    ("credit", "guarantee", "default_rate"): (Decimal(0), Decimal("0.999")),
    ("credit", "guarantee", "joint_default"): (Decimal(0), Decimal(1)),
    ("insurance", "cover"): (Decimal(0), Decimal(1)),
    ("insurance", "premium_rate"): (Decimal(0), Decimal(1)),
    ("insurance", "excluded"): (Decimal(0), Decimal(1)),
    ("insurance", "minimum_premium", "credit_enhancement"): (Decimal(0), Decimal("0.35")),
    ("car_value", "battery", "effect"): (Decimal(0), Decimal(1)),
    ("ends", "termination", "discount_rate"): (Decimal("-0.99"), Decimal(10)),
    ("ends", "termination", "vat_rate"): (Decimal(0), Decimal(1)),
    ("ends", "early_return", "monthly_rate"): (Decimal(0), Decimal("0.999")),
    ("ends", "early_return", "share"): (Decimal(0), Decimal(1)),
    ("ends", "expected", "purchase"): (Decimal(0), Decimal(1)),
    ("ends", "expected", "return"): (Decimal(0), Decimal(1)),
    ("ends", "expected", "extend"): (Decimal(0), Decimal(1)),
    ("withholding", "rate"): (Decimal(0), Decimal("0.99")),
    ("rent_vat", "rate"): (Decimal(0), Decimal(1)),
    ("rent_vat", "recoverable"): (Decimal(0), Decimal(1)),
    ("tax", "rate"): (Decimal(0), Decimal("0.99")),
    ("subsidy", "to_rate"): (Decimal("-0.99"), Decimal(10)),
    ("dealer", "buy_rate"): (Decimal("-0.99"), Decimal(10)),
    ("dealer", "margin_share"): (Decimal(0), Decimal(1)),
    ("dealer", "fee_share"): (Decimal(0), Decimal(1)),
    ("lease", "deposit_interest", "rate"): (Decimal(0), Decimal(1)),
    ("accounting", "market_rate"): (Decimal("-0.99"), Decimal(10)),
    ("accounting", "expected_credit_loss", "loss_given_default"): (Decimal(0), Decimal(1)),
    ("routes", "spv_lease", "tax_rate"): (Decimal(0), Decimal("0.99")),
    ("routes", "spv_lease", "withholding_rate"): (Decimal(0), Decimal("0.99")),
    ("routes", "instalment_sale", "withholding_rate"): (Decimal(0), Decimal("0.99")),
    ("routes", "finance_lease", "withholding_rate"): (Decimal(0), Decimal("0.99")),
    ("routes", "operating_lease", "withholding_rate"): (Decimal(0), Decimal("0.99")),
    ("routes", "local_assembly", "kit_share"): (Decimal(0), Decimal(2)),
    ("lessee", "borrowing_rate"): (Decimal("-0.99"), Decimal(10)),
    ("funding", "rate"): (Decimal("-0.99"), Decimal(10)),
    ("funding", "margin"): (Decimal("-0.99"), Decimal(10)),
    ("funding", "green", "discount"): (Decimal(0), Decimal(1)),
}
#: Amounts that must be above zero; all others may be zero but not negative, except a target of net present value.
POSITIVE: frozenset[Path] = frozenset(
    {
        ("lessee", "km_per_year"),
        ("routes", "spv_lease", "transfer_price"),
        ("routes", "local_assembly", "kit_price"),
        ("purchase", "price"),
        ("sale", "price"),
        ("lease", "rent"),
        ("lease", "rounding", "unit"),
        ("accounting", "fair_value"),
    }
)
MAY_BE_NEGATIVE: frozenset[Path] = frozenset({("lease", "rent", "target")})
#: Maps of measures, some of which are amounts that can lie below zero.
OF_MEASURES = frozenset({("optimise", "floors"), ("optimise", "ceilings")})


def leaves(path: Path, node: object) -> Iterator[tuple[Path, object]]:
    """Yield every value of a document with its path, sections and lists before what is in them."""
    yield path, node
    if node is None or isinstance(node, (str, Decimal, Money, Share, When)):
        return
    for step, item in _parts(node):
        if item is None:  # most of a deal is not written
            yield (*path, step), None
        else:
            yield from leaves((*path, step), item)


def _parts(node: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(node, tuple):
        return enumerate(node)
    if isinstance(node, dict):
        return node.items()
    if is_record(node):
        return [(found.name.rstrip("_"), getattr(node, found.name)) for found in fields_of(node)]
    return ()


def value_at(document: object, path: Iterable[str | int]) -> object | None:
    """Return what a document holds at a path, or None."""
    node = document
    for step in path:
        node = dict(_parts(node)).get(int(step) if isinstance(node, tuple) and str(step).isdecimal() else step)
    return node


def range_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield rates out of their range, and amounts and quotations that may not be negative or zero."""
    for path, value in leaves((), document):
        if path[:1] == ("expect",):
            continue
        if isinstance(value, Money):
            yield from _amount_fault(path, value.amount, f"{value}")
        elif isinstance(value, Share) and value.fraction < 0:
            yield Fault(path, "LC415", f"`{value}` is negative", "write a share of zero or more")
        elif isinstance(value, Decimal):
            yield from _number_fault(path, value)
    yield from _curve_faults(document)


def _amount_fault(path: Path, amount: Decimal, text: str) -> Iterator[Fault]:
    if path in MAY_BE_NEGATIVE or path[:2] in OF_MEASURES or (path[:3] == ("lease", "structure", "steps") and path[-1] == "by"):
        return
    if amount < 0:
        yield Fault(
            path, "LC415", f"`{text}` is negative", "write the amount without a sign; which way it goes follows from its name"
        )
    elif amount == 0 and path in POSITIVE:
        yield Fault(path, "LC415", f"`{text}` must be above zero", "write the amount")


def _number_fault(path: Path, value: Decimal) -> Iterator[Fault]:
    if path in RANGES:
        low, high = RANGES[path]
        if not low <= value <= high:
            yield Fault(
                path,
                "LC415",
                f"{_percent(value)} lies outside {_percent(low)} to {_percent(high)}",
                "check the rate and its unit",
            )
    elif path[:2] == ("fx", "rates"):
        if value <= 0:
            yield Fault(
                path, "LC415", f"an exchange rate of {value} is none", "write units of the second currency per unit of the first"
            )
    elif (
        (path in POSITIVE and value <= 0)
        or (path[0] == "vehicle" and value < 0)
        or (path[:2] == ("funding", "green") and value < 0)
    ):
        yield Fault(path, "LC415", f"{value} is out of range", "write a number above zero")


def _percent(rate: Decimal) -> str:
    from leasecalc.reading.numbers import shifted, written

    return f"{written(shifted(rate, 2))}%"


def _curve_faults(document: DealDocument) -> Iterator[Fault]:
    curve = (document.credit.resale if document.credit is not None else None) or ()
    for number, (left, right) in enumerate(pairwise(curve), start=1):
        if right.month <= left.month:
            yield Fault(("credit", "resale", number, "month"), "LC417", f"month {right.month} does not come after month {left.month}",
                        "write the points in order of month")  # fmt: skip


def assumed_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield paths of `assumed:` at which the deal has no value."""
    if all(value_at(document, path.split(".")) is not None for path in document.assumed):
        return
    known = {".".join(map(str, path)): value for path, value in leaves((), document)}
    for number, path in enumerate(document.assumed):
        if known.get(path) is None:
            from leasecalc.reading.suggest import did_you_mean

            hint = did_you_mean(path, [name for name, value in known.items() if value is not None])
            yield Fault(
                ("assumed", number),
                "LC414",
                f"the deal has no value at `{path}`",
                hint or "write the path of a value, for example `sale.price`",
            )
