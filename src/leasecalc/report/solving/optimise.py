"""The answer of `optimise`: instalments beside the level ones, what is gained, and what each limit costs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.engine.optimising.put_down import held_deposit
from leasecalc.engine.solving.goals import Goal, currency_of, measure_named
from leasecalc.engine.solving.targeting import measured
from leasecalc.money import minor_digits
from leasecalc.report.page import Cell, Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from leasecalc.engine.optimising.best import BoundHeld, LimitHeld, Optimised
    from leasecalc.engine.optimising.limits import Limit
    from leasecalc.engine.price import Priced

SCHEMA = "leasecalc/optimise/1"
Places = Mapping[str, str]

FIGURES = (
    "lessor_yield", "expected_yield", "customer_rate", "lease_npv", "lease_minus_sale", "lease_peak_cash", "lease_payback_months", "lessee_cost",
)  # fmt: skip

SOUGHT = {"lessee_cost": "lowest", "lease_npv": "highest", "lease_peak_cash": "lowest"}


def optimise_page(answer: Optimised, places: Places) -> Page:
    """Return the page of an answer, also where there is no optimum; ``places`` says where in the file each limit stands."""
    name = answer.objective.measure.name
    subtitle = f"instalments for the {SOUGHT[name]} {name}"
    if answer.after is None:
        return Page(answer.today.deal.name, subtitle, (_clash_block(answer, places),))
    blocks = (
        _objective_table(answer),
        _instalment_table(answer),
        _limit_table(answer, places),
        _figure_table(answer),
        _notes(answer),
    )
    return Page(answer.today.deal.name, subtitle, blocks)


def _clash_block(answer: Optimised, places: Places) -> Table | Notes:
    if not answer.clash:
        return Notes("status", "No optimum", (Note(answer.reason, "bad"),))
    columns = (Column("limit", "Limit", "text"), Column("written", "Written", "text"), Column("place", "Where", "text"))
    rows = tuple((limit.name, limit.text, _place(limit, places)) for limit in answer.clash)
    notes = ("these limits cannot be kept together; without any one of them the others can",)
    return Table("clash", "Limits that clash", columns, rows, notes=notes)


def _place(limit: Limit, places: Places) -> str:
    return places.get(limit.path, "goes without saying")


def _objective_table(answer: Optimised) -> Table:
    columns = (
        Column("measure", "Measure", "text"),
        Column("wanted", "Wanted", "text"),
        Column("today", "Today", "text", priority=1),
        Column("level", "Level", "text"),
        Column("achieved", "Optimised", "text"),
    )
    goal = answer.objective
    rows: list[tuple[Cell, ...]] = [
        (
            goal.measure.label,
            SOUGHT[goal.measure.name],
            *(_said(goal, priced) for priced in (answer.today, answer.level, answer.after)),
        )
    ]
    rows += [
        (
            held.bound.goal.measure.label,
            held.bound.said,
            *(held.bound.goal.said(value) for value in (held.today, held.level, held.achieved)),
        )
        for held in answer.bounds
    ]
    marks = ("", *("" if held.holds else "missed" for held in answer.bounds))
    notes = (*((answer.reason,) if answer.reason else ()), *_no_gain(answer))
    return Table("objective", "Objective, floors and ceilings", columns, tuple(rows), notes=notes, row_marks=marks)


def _no_gain(answer: Optimised) -> tuple[str, ...]:
    level, after = (None if priced is None else measured(priced, answer.objective) for priced in (answer.level, answer.after))
    if level is None or after is None or abs(level - after) >= answer.objective.unit:
        return ()
    return (
        f"level instalments are as good: {answer.objective.measure.name} hangs on what is paid before or beside the instalments",
    )


def _said(goal: Goal, priced: Priced | None) -> str:
    return "" if priced is None else goal.said(measured(priced, goal))


def _instalment_table(answer: Optimised) -> Table:
    """Return the instalments, those that are alike and follow each other in one row."""
    assert answer.after is not None  # noqa: S101 - asked for an answer alone
    currency = answer.after.deal.lease.currency
    columns = (
        Column("number", "Instalment", "text"),
        Column("due", "First due", "date"),
        Column("level", "Level", "money", currency=currency),
        Column("amount", "Optimised", "money", currency=currency),
        Column("difference", "Difference", "money", currency=currency),
    )
    rows: list[tuple[Cell, ...]] = []
    for (level, amount), alike in groupby(_instalments(answer), key=lambda row: (row[2], row[3])):
        run = list(alike)
        first, last = run[0][0], run[-1][0]
        rows.append((str(first) if first == last else f"{first} to {last}", run[0][1], level, amount, amount - level))
    total = [sum((row[place] for row in _instalments(answer)), Decimal(0)) for place in (2, 3)]
    totals = ("in all", None, total[0], total[1], total[1] - total[0])
    return Table("instalments", f"Instalments, {currency}", columns, tuple(rows), totals=totals)


def _instalments(answer: Optimised) -> list[tuple[Any, ...]]:
    """Return number, due date, level and optimised amount of each instalment."""
    assert answer.after is not None  # noqa: S101 - asked for an answer alone
    currency = answer.after.deal.lease.currency
    level = [] if answer.level is None else answer.level.contract.instalments
    due = answer.after.deal.timeline.due
    return [
        (number + 1, due[number], _money(float(level[number]), currency), _money(amount, currency))
        for number, amount in enumerate(answer.instalments)
    ]


def _limit_table(answer: Optimised, places: Places) -> Table:
    columns = (
        Column("limit", "Limit", "text"),
        Column("written", "Written", "text"),
        Column("binding", "Binding", "text"),
        Column("worth", "Worth of loosening", "text"),
        Column("place", "Where", "text", priority=1),
    )
    goal = answer.objective
    rows = tuple(
        (held.limit.name, held.limit.text, _binding(held), _worth(held, goal), _place(held.limit, places))
        for held in answer.limits
    )
    note = (
        f"worth of loosening (shadow price): by how much {goal.measure.name} improves where every binding row of the limit gives way by one unit; "
        "it holds near the optimum, before rounding"
    )
    return Table("limits", "Limits", columns, rows, notes=(note,))


def _binding(held: LimitHeld) -> str:
    if held.limit.name == "equal":
        return "throughout"
    if not held.binding:
        return "no"
    return "yes" if len(held.limit.rows) == 1 else f"{held.binding} of {len(held.limit.rows)}"


def _worth(held: LimitHeld, goal: Goal) -> str:
    if held.worth is None or not held.binding:
        return ""
    return f"{held.worth:,.4f} {goal.currency} per {held.limit.unit}"


def _figure_table(answer: Optimised) -> Table:
    columns = (Column("figure", "Figure", "text"), Column("today", "Today", "text", priority=1), Column("level", "Level", "text"),
               Column("after", "Optimised", "text"))  # fmt: skip
    rows = []
    for name in FIGURES:
        measure = measure_named(name, answer.today)
        goal = Goal(measure, 0.0, currency_of(answer.today, measure))
        rows.append((measure.label, *(_said(goal, priced) for priced in (answer.today, answer.level, answer.after))))
    return Table("deal", "The whole deal", columns, tuple(rows))


def _notes(answer: Optimised) -> Notes:
    lines = [
        Note("level: one amount for every instalment, the best within the same floors and ceilings; shares in limits are of it")
    ]
    if answer.linear:
        lines.append(
            Note(
                "the deal is linear in its instalments (checked with the kernel), so no other instalments do better, rounding apart"
            )
        )
    else:
        lines.append(
            Note(
                f"the deal is not linear in its instalments: {answer.rounds} programmes, each around the answer of the last, came to rest; "
                "others may do better",
                "doubt",
            )
        )
    lines.append(
        Note(
            "rounded as the contract rounds, or the other way where a floor or a limit asks for it, and the whole deal priced again"
        )
    )
    held = held_deposit(answer.today)
    if held is not None:
        lines.append(
            Note(f"the deposit stays at {held} {answer.today.deal.lease.currency}, as counted from the instalments of today")
        )
    if not answer.today.deal.lease.plan.level:
        lines.append(Note("the structure of today's instalments is replaced whole", "doubt"))
    return Notes("how", "How", tuple(lines))


def optimise_data(answer: Optimised, places: Places, files: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return the answer as data: money as Decimal, rates as fractions."""
    goal = answer.objective
    return {
        "schema": SCHEMA,
        "tool": f"leasecalc {VERSION}",
        "files": [{"path": name, "sha256": digest} for name, digest in files],
        "deal": answer.today.deal.name,
        "status": answer.status,
        "reason": answer.reason,
        "kept": answer.kept,
        "linear": answer.linear,
        "programmes": answer.rounds,
        "currency": answer.today.deal.lease.currency,
        "objective": {
            "measure": goal.measure.name,
            "unit": goal.currency,
            **{key: None if priced is None else _amount(measured(priced, goal), goal.currency)
               for key, priced in (("today", answer.today), ("level", answer.level), ("optimised", answer.after))},
        },
        "bounds": [_bound_data(held, places) for held in answer.bounds],
        "instalments": [] if answer.after is None else [
            {"number": number, "due": due, "level": level, "exact": answer.exact[number - 1], "amount": amount}
            for number, due, level, amount in _instalments(answer)
        ],
        "limits": [
            {"limit": held.limit.name, "written": held.limit.text, "path": held.limit.path, "place": places.get(held.limit.path),
             "rows": len(held.limit.rows), "binding": held.binding, "shadow_price": held.worth, "per": held.limit.unit}
            for held in answer.limits
        ],
        "clash": [
            {"limit": limit.name, "written": limit.text, "path": limit.path, "place": places.get(limit.path)} for limit in answer.clash
        ],
    }  # fmt: skip


def _bound_data(held: BoundHeld, places: Places) -> dict[str, Any]:
    goal = held.bound.goal
    return {
        "measure": goal.measure.name,
        "unit": goal.currency or goal.measure.unit,
        "bound": "at least" if held.bound.least else "at most",
        "target": _amount(goal.target, goal.currency),
        "today": held.today,
        "level": held.level,
        "achieved": held.achieved,
        "holds": held.holds,
        "path": held.bound.path,
        "place": places.get(held.bound.path),
    }


def _money(value: float, currency: str) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-minor_digits(currency)), ROUND_HALF_EVEN) + 0


def _amount(value: float | None, currency: str) -> Decimal | float | None:
    return value if value is None or not currency else _money(value, currency)
