"""The zero of a function of formulas: by two points where it is a straight line, else by so many steps of the secant rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.errors import NoSolution
from leasecalc.workbook.formulas.formula import Formula

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.workbook.formulas.formula import Graph, Operand

MOST_STEPS = 30
STEPS = 7
"""Steps that every such search takes, also for numbers that somebody puts in; today's need four or five."""


def zero_of(graph: Graph, excess: Callable[[Operand], Operand], first: Operand, second: Operand) -> Operand:
    """Return the zero as a formula. Raises ``NoSolution`` where the steps do not come to rest."""
    probe = graph.leaf(f"trial {len(graph.leaves)}", first.value if isinstance(first, Formula) else first)
    if _degree(excess(probe), probe) <= 1:
        at_zero, at_one = excess(0.0), excess(1.0)
        return -at_zero / (at_one - at_zero)
    return _by_steps(graph, excess, first, second)


def _by_steps(graph: Graph, excess: Callable[[Operand], Operand], first: Operand, second: Operand) -> Operand:
    before, here = first, second
    value_before, value = excess(before), excess(here)
    for number in range(1, MOST_STEPS + 1):
        slope = value - value_before
        # at rest both points are one, and so is the division by nothing
        step = value * (here - before) / graph.where(slope == 0.0, 1.0, slope)
        before, value_before = here, value
        here = here - step
        if number >= STEPS and abs(step.value) <= 1e-12 * max(abs(here.value), 1.0):
            return here
        value = excess(here)
    raise NoSolution("the steps of the workbook do not come to rest")


def _degree(formula: Operand, probe: Formula) -> int:
    """Return 0 where a formula does not hang on the probe, 1 where it is a straight line in it, 2 for anything else."""
    known: dict[int, int] = {probe.number: 1}
    for node in in_order([formula], since=probe.number):
        if node.number not in known:
            known[node.number] = _of_operation(
                node.op, [known.get(arg.number, 0) if isinstance(arg, Formula) else 0 for arg in node.args]
            )
    return known.get(formula.number, 0) if isinstance(formula, Formula) else 0


def _of_operation(op: str, degrees: list[int]) -> int:
    if op in {"add", "sub", "neg"}:
        return max(degrees)
    if op == "mul":
        return min(sum(degrees), 2)
    if op == "div":
        return 2 if degrees[1] else degrees[0]
    if op == "where":
        return 2 if degrees[0] else max(degrees[1:])
    return 2 if any(degrees) else 0


def in_order(formulas: list[Operand], since: int = -1) -> list[Formula]:
    """Return the formulas and all they are made of, each after its operands; only those made after number ``since``."""
    found: dict[int, Formula] = {}
    waiting = [(formula, False) for formula in formulas if isinstance(formula, Formula) and formula.number > since]
    while waiting:
        node, ready = waiting.pop()
        if ready:
            found[node.number] = node
        elif node.number not in found:
            waiting.append((node, True))
            waiting.extend(
                (arg, False) for arg in node.args if isinstance(arg, Formula) and arg.number > since and arg.number not in found
            )
    return list(found.values())
