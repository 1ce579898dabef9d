"""The import charges with a cell for each number of the law."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leasecalc.charges.kinds.ad_valorem import AdValorem
from leasecalc.charges.kinds.exempt import Exempt
from leasecalc.charges.kinds.points import Points
from leasecalc.records import fields_of, is_record, replace
from leasecalc.values import scalar
from leasecalc.workbook.lifting.cells import About

if TYPE_CHECKING:
    from leasecalc.charges.facts import Facts
    from leasecalc.charges.stack import Line
    from leasecalc.markets.resolve_stack import ResolvedStack
    from leasecalc.workbook.formulas.formula import Formula
    from leasecalc.workbook.lifting.cells import Cells

#: Numbers of a rate that may be a cell; bounds of bands are not, their order is part of the law.
OF_A_RATE = frozenset(
    {"rate", "slope", "intercept", "at_least", "at_most", "times", "factor", "reduced", "full", "divided_by", "amount", "above"}
)
PERCENTAGES = frozenset({"rate", "reduced", "full", "at_most", "at_least"})


def lifted_stack(cells: Cells, stack: ResolvedStack, given: dict[str, Any]) -> ResolvedStack:
    """Return the stack on formulas; ``given`` are facts that a formula stands for, all others are as the car is."""
    lines = tuple(_line(cells, line, stack.facts) for line in stack.stack.lines)
    numbers = {
        name: cells.leaf(f"fact {name}", scalar(value), About(label=name.replace("_", " "), unit="number", section="facts"), fixed=True)
        for name, value in stack.facts.numbers.items()
        if name not in given
    }  # fmt: skip
    series = {
        name: cells.leaf(f"series {name}", value, About(label=name.replace("_", " "), unit="number", section="charges"))
        for name, value in stack.series.items()
    }
    facts = replace(
        stack.facts, numbers={**numbers, **{name: found for name, found in given.items() if name in stack.facts.numbers}}
    )
    return replace(stack, stack=replace(stack.stack, lines=lines), facts=facts, series=series)


def _line(cells: Cells, line: Line, facts: Facts) -> Line:
    rate = line.rate
    if isinstance(rate, Points):
        rate = AdValorem(rate=rate.rate_for(facts))
    elif isinstance(rate, Exempt):  # so that somebody may ask what a charge would do
        rate = AdValorem(rate=Decimal(0))
    share: Any = line.recoverable_share
    if share is not None and share not in {0.0, 1.0}:
        share = cells.leaf(
            f"{line.id} recovered", share, About(label=f"{line.label}, share recovered", unit="rate", section="charges")
        )
    base = _rate(cells, line.base, line, "base")
    return replace(line, rate=_rate(cells, rate, line, ""), base=base, recoverable_share=share)


def _rate(cells: Cells, rate: Any, line: Line, place: str) -> Any:
    """Return a rate, or a part of one, on formulas."""
    changes: dict[str, Any] = {}
    for found in fields_of(rate):
        value, path = getattr(rate, found.name), f"{place} {found.name}".strip()
        if isinstance(value, Decimal) and found.name in OF_A_RATE:
            changes[found.name] = _number(cells, value, line, path)
        elif is_record(value):
            changes[found.name] = _rate(cells, value, line, path)
        elif isinstance(value, tuple) and any(is_record(one) for one in value):
            parts = enumerate(value, 1)
            changes[found.name] = tuple(_rate(cells, one, line, f"{path} {n}") if is_record(one) else one for n, one in parts)
    return replace(rate, **changes) if changes else rate


def _number(cells: Cells, value: Decimal, line: Line, path: str) -> Formula:
    unit = "rate" if path.rsplit(maxsplit=1)[-1] in PERCENTAGES and abs(value) <= 2 else "number"
    label = line.label if path == "rate" else f"{line.label}, {path.replace('_', ' ')}"
    return cells.leaf(
        f"{line.id} {path}", float(value), About(label=label, unit=unit, section="charges", path=f"charge {line.id}")
    )
