"""The figures of a priced deal by name, as they are printed: measures, charges, and what the lessee pays."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from leasecalc.engine.measures import measures_of
from leasecalc.engine.solving.goals import GOALS_BY_NAME, currency_of
from leasecalc.records import record
from leasecalc.report.decimals import finite, money, printed_difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leasecalc.engine.measures import Measure
    from leasecalc.engine.price import Priced

LESSEE = {"lessee_cost": "lease_cost", "rent_cover": "rent_cover", "lessee_cost_per_km": "cost_per_km"}
"""Measures of the lessee's side, and where a saved result has them."""
STEP = Decimal("0.000000001")
"""A rate or a number that is no money moves when its ninth decimal does, as in an `expect:` line."""
EXACT_STEP = Decimal("0.000001")
CHARGES, LANDED = "charges", "landed_cost"


@record(kw_only=True)
class Output:
    """One figure; ``value`` is None where the deal has no such number. Rates are fractions, money is per car in ``currency``."""

    name: str
    label: str
    unit: str
    currency: str
    value: Decimal | None


@record(kw_only=True)
class Law:
    """One line of the landed cost: what the market's law asks for, in words, and what it comes to."""

    id: str
    label: str
    rate: str
    source: str


@record(kw_only=True)
class Figures:
    """The outputs of one deal by name, and the law that its charges rest on, by line."""

    outputs: Mapping[str, Output]
    laws: Mapping[str, Law]


def figures_of(priced: Priced) -> Figures:
    """Return the figures of a priced deal."""
    from leasecalc.report.deal.status import landed_shown

    landed = landed_shown(priced)
    goals = (GOALS_BY_NAME[name] for name in LESSEE)
    found = [_of(priced, entry) for entry in (*measures_of(priced), *goals)]
    lines = [(line.id, line.label, line.amount) for line in landed.lines if line.group != "value"]
    found += _charges(landed.currency, lines, landed.total_charges, landed.landed)
    laws = {
        line.id: Law(id=line.id, label=line.label, rate=line.rate, source=line.source.title if line.source else "")
        for line in landed.lines
    }
    return Figures(outputs={output.name: output for output in found}, laws=laws)


def figures_in(result: Mapping[str, Any]) -> Figures:
    """Return the figures of a saved result. Raises ``KeyError`` or ``ValueError`` where it is none."""
    landed = result["landed"]
    found = [_read(entry) for entry in result["measures"]]
    currency = result["contract"]["currency"]
    for name, key in LESSEE.items():
        goal = GOALS_BY_NAME[name]
        shown = {"name": name, "label": goal.label, "unit": goal.unit, "value": result["lessee"].get(key)}
        found.append(_read({**shown, "currency": currency if goal.unit == "money" else ""}))
    lines = [(line["id"], line["label"], Decimal(line["amount"])) for line in landed["lines"] if line["group"] != "value"]
    found += _charges(landed["currency"], lines, Decimal(landed["total_charges"]), Decimal(landed["landed"]))
    laws = {
        line["id"]: Law(
            id=line["id"], label=line["label"], rate=line["rate"], source=line["source"]["title"] if line["source"] else ""
        )
        for line in landed["lines"]
    }
    return Figures(outputs={output.name: output for output in found}, laws=laws)


def _of(priced: Priced, entry: Measure) -> Output:
    number, currency = finite(entry.compute(priced)), currency_of(priced, entry)
    value: Decimal | None = None
    if entry.name == "lease_minus_sale":
        value = printed_difference(priced)
    elif number is not None:
        whole = entry.unit == "money" and entry.name != "exact_rent"
        value = money(number, currency) if whole else _stepped(entry.name, Decimal(repr(number)))
    return Output(name=entry.name, label=entry.label, unit=entry.unit, currency=currency, value=value)


def _read(entry: Mapping[str, Any]) -> Output:
    value = entry["value"]
    number = None if value is None else Decimal(value) if isinstance(value, str) else Decimal(repr(value))
    if number is not None and not isinstance(value, str):
        number = _stepped(entry["name"], number)
    return Output(name=entry["name"], label=entry["label"], unit=entry["unit"], currency=entry["currency"], value=number)


def _stepped(name: str, number: Decimal) -> Decimal:
    return number.quantize(EXACT_STEP if name == "exact_rent" else STEP, ROUND_HALF_UP) + 0


def _charges(currency: str, lines: list[tuple[str, str, Decimal]], total: Decimal, landed: Decimal) -> Iterator[Output]:
    for name, label, amount in (*((f"charge.{id_}", label, amount) for id_, label, amount in lines),
                                (CHARGES, "Import charges", total), (LANDED, "Landed cost", landed)):  # fmt: skip
        yield Output(name=name, label=label, unit="money", currency=currency, value=amount)
