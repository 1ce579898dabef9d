"""Market cases: a vehicle, a market (shipped, or written into the case) and the amounts that somebody published."""

from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from leasecalc.charges.facts import NUMBER_FACTS, Facts
from leasecalc.markets.landed import LandedResult, landed
from leasecalc.markets.library import Library, Sheet
from leasecalc.markets.schema import MarketDocument
from leasecalc.reading.fields import CurrencyCode, Day, Identifier, MarketCode, Number, Text
from leasecalc.reading.tree import parse
from leasecalc.reading.validation import validate
from leasecalc.records import record

CASES = Path(__file__).parents[1] / "cases"
LIBRARY = Library.load()


@record(kw_only=True)
class Case:
    """`expect` must come out within `tolerance`; `wrong` holds figures that were published and must not come out."""

    name: Text
    grade: Literal["A", "B", "C", "D", "T"]
    source: Text
    market: MarketCode | MarketDocument
    on: Day
    facts: dict[Identifier, Text]
    amounts: dict[Identifier, Number]
    fx: dict[CurrencyCode, Number] | None = None
    overrides: dict[Identifier, Text] | None = None
    expect: dict[Identifier, Number]
    gates: dict[Identifier, Text] | None = None
    tolerance: Number = Decimal("0.005")
    trap: Text | None = None
    wrong: dict[Identifier, Number] | None = None
    note: Text | None = None

    def sheet(self) -> Sheet[MarketDocument]:
        return LIBRARY.market(self.market) if isinstance(self.market, str) else Sheet(self.market)

    def price(self, widen: Any = float) -> LandedResult:
        """Price the case; `widen` turns each given number into a float or an array."""
        return landed(
            self.sheet(),
            amounts={name: widen(number) for name, number in self.amounts.items()},
            facts=Facts.of({name: _number_or_text(name, text) for name, text in self.facts.items()}),
            on=self.on,
            fx={currency: widen(rate) for currency, rate in (self.fx or {}).items()},
            overrides=self.overrides,
        )


@record(kw_only=True)
class CaseFile:
    cases: tuple[Case, ...]


def figures(result: LandedResult) -> dict[str, Any]:
    """Return every line by id, `total` of the charges, and `landed` = customs value + total."""
    lines = {line.id: line.amount for line in result.lines}
    return {**lines, "total": result.total, "landed": result.customs_value + result.total}


def read(file: Path) -> tuple[Case, ...]:
    """Read a case file; a short `stack` in place of `market` is written out to a market file first."""
    data = parse(file.read_text(encoding="utf-8"), file.name).data
    for case in data["cases"]:
        if "stack" in case:
            case["market"] = written_out(case.pop("stack"), case["source"])
        case.setdefault("on", "2020-01-01")
        case.setdefault("facts", {})
    return validate(CaseFile, data).cases


def written_out(stack: dict[str, Any], source: str) -> dict[str, Any]:
    """Write a short stack out to a market file.

    `{market, currency, customs_value: BASE, lines: {id: {group, base, rate}}, series: {id: number}}`
    """
    cited = {"title": source, "confidence": "unverified"}
    customs_value = dict(stack["customs_value"])
    rounding = customs_value.pop("rounding", None)
    return {
        "market": stack["market"],
        "name": "Case",
        "currency": stack["currency"],
        "confirmed_on": "2019-12-31",
        "review_every_months": "12",
        "customs_value": {"base": customs_value, "rounding": rounding, "source": cited},
        "series": [
            {
                "id": name,
                "unit": stack["currency"],
                "values": [{"from": "1990-01-01", "value": f"{value} {stack['currency']}", "source": cited}],
            }
            for name, value in stack.get("series", {}).items()
        ],
        "lines": [
            {
                "id": name,
                "label": name,
                "group": line.get("group", "duty"),
                "base": line["base"],
                "rounding": line.get("rounding", stack.get("rounding")),
                "in_force": [{"from": "1990-01-01", "rate": line["rate"], "source": cited}],
            }
            for name, line in stack["lines"].items()
        ],
    }


def _number_or_text(name: str, text: str) -> str | Decimal:
    return Decimal(text) if name in NUMBER_FACTS else text


def all_cases() -> list[Case]:
    return [case for file in sorted((CASES / "markets").glob("*.yaml")) for case in read(file)]
