"""The page of `landed --all`: one car in every market, ranked by charges as a share of its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.charges.facts import ALL_FACTS
from leasecalc.markets.across import COMPONENTS
from leasecalc.records import field, record
from leasecalc.report.markets.reference import car_data, car_table, rates_data, rates_table
from leasecalc.report.page import Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leasecalc.markets.across import Component, Outcome
    from leasecalc.markets.reference_cars import Assumed, ReferenceCar
    from leasecalc.money import Money
    from leasecalc.report.page import Cell

LETTERS: dict[Component, str] = {"duty": "D", "excise": "E", "vat": "V", "levies": "L"}
LABELS: dict[Component, str] = {"duty": "Duty", "excise": "Excise", "vat": "VAT", "levies": "Levies"}
LONGEST_BAR = 26
MARKS = ("unverified", "stale")


@record(kw_only=True)
class AllAsked:
    """What was asked: the value, the day, the car in words and its typed facts, and what was assumed of it."""

    value: Money
    on: date
    about: str
    assumed: tuple[Assumed, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()
    reference: ReferenceCar | None = None
    retail_price: Money | None = None


def across_page(outcomes: tuple[Outcome, ...], asked: AllAsked, *, bars: bool = True) -> Page:
    """Return ranked markets, then those that forbid the car, need an exchange rate, or must ask.

    `bars` draws the parts; without it the first table has every market, for a file that holds one table.
    """
    ranked = sorted((one for one in outcomes if one.status == "computed" and not one.banned), key=_order)
    further = (
        _banned([one for one in outcomes if one.banned]),
        _rates_needed([one for one in outcomes if one.status == "needs a rate" and not one.banned], asked),
        _asking([one for one in outcomes if one.status in {"asks", "faulty"} and not one.banned]),
        _conditions(ranked),
        rates_table(rate for one in outcomes for rate in one.rates),
        car_table(asked.given, asked.assumed, asked.reference, asked.retail_price, asked.nothing) if asked.assumed else None,
    )
    first = _ranking(ranked, asked) if bars else every_market(ranked, outcomes)
    blocks = (first, *(block for block in further if block is not None))
    title = f"One car of {asked.value.amount:,f} {asked.value.currency} into {len(outcomes)} markets"
    return Page(title, f"{asked.about}; the law of {asked.on}; charges as a share of the FOB value", blocks)


def _order(outcome: Outcome) -> tuple[float, str]:
    return (outcome.total or 0.0, outcome.market)


def _share(column: str, label: str, priority: int = 0) -> Column:
    return Column(column, label, "rate", digits=2, priority=priority)


def _ranking(ranked: list[Outcome], asked: AllAsked) -> Table:
    """Return the markets whose charges are known, cheapest first."""
    columns = (
        Column("rank", "", "count"),
        Column("market", "", "text"),
        Column("name", "Market", "text", priority=2),
        _share("charges", "Charges"),
        *(_share(part, LABELS[part], priority=3) for part in COMPONENTS),
        Column("bar", "Parts", "text", priority=1),
        Column("conditions", "To check", "count", priority=4),
    )
    widest = max((one.total or 0.0 for one in ranked), default=0.0)
    rows = tuple(_ranked_row(number, one, widest) for number, one in enumerate(ranked, start=1))
    notes = [
        f"parts: {', '.join(f'{LETTERS[part]} {LABELS[part].lower()}' for part in COMPONENTS)}",
        "levies: levies, fees and income tax at import; to check: conditions of import that the facts do not decide",
    ]
    if asked.nothing:
        notes.append(f"counted as nothing, because nothing was given: {', '.join(asked.nothing)}")
    if asked.assumed:
        car = f"the reference car {asked.reference.name}" if asked.reference is not None else "an ordinary import"
        notes.append(f"assumed where nothing was said: {car}, fact by fact under `The car`")
    return Table("landed", "Charges by market", columns, rows, notes=tuple(notes), row_marks=_marks(ranked))


def every_market(ranked: list[Outcome], outcomes: tuple[Outcome, ...]) -> Table:
    """Return the ranked markets and below them all others, which have a status and a reason but no total."""
    columns = (
        Column("rank", "", "count"),
        Column("market", "", "text"),
        Column("name", "Market", "text"),
        Column("status", "Status", "text"),
        _share("charges", "Charges"),
        *(_share(part, LABELS[part]) for part in COMPONENTS),
        Column("conditions", "To check", "count"),
        Column("why", "Why", "text"),
    )
    others = [one for one in outcomes if one not in ranked]
    rows = tuple(
        (rank, one.market, one.name, "not let in" if one.banned else one.status, None if one.banned else one.total,
         *(None if one.banned else one.component(part) for part in COMPONENTS), _open(one), _why(one))
        for rank, one in (*enumerate(ranked, start=1), *((None, one) for one in others))
    )  # fmt: skip
    return Table("landed", "Charges by market", columns, rows, row_marks=_marks([*ranked, *others]))


def _why(outcome: Outcome) -> str:
    """Return why a market has no rank."""
    if outcome.banned:
        return "; ".join(gate.label for gate in outcome.gates if gate.status == "fail")
    if outcome.status == "needs a rate":
        return f"exchange rate of {', '.join(outcome.currencies)} in {outcome.currency}"
    return "; ".join(questions(outcome)) if outcome.status != "computed" else ""


def _marks(outcomes: list[Outcome]) -> tuple[str, ...]:
    return tuple(next((mark for mark in MARKS if mark in one.flags), "") for one in outcomes)


def _open(outcome: Outcome) -> int:
    """Count the conditions of import that the facts do not decide."""
    return sum(gate.status in {"unknown", "pass with doubt"} for gate in outcome.gates)


def _ranked_row(number: int, outcome: Outcome, widest: float) -> tuple[Cell, ...]:
    parts = tuple(outcome.component(part) for part in COMPONENTS)
    drawn = bar({part: outcome.component(part) or 0.0 for part in COMPONENTS}, widest)
    return (number, outcome.market, outcome.name, outcome.total, *parts, drawn, _open(outcome))


def bar(parts: dict[Component, float], widest: float, length: int = LONGEST_BAR) -> str:
    """Draw the parts as letters in proportion; the ends are rounded, so that the bar is as long as the total says."""
    if widest <= 0.0:
        return ""
    text, total = "", 0.0
    for part, share in parts.items():
        total += max(share, 0.0)
        text += LETTERS[part] * (round(total / widest * length) - len(text))
    return text


def _banned(banned: list[Outcome]) -> Table | None:
    """Return the markets that do not let the car in."""
    if not banned:
        return None
    columns = (
        Column("market", "", "text"),
        Column("name", "Market", "text", priority=2),
        Column("rule", "Rule", "text"),
        Column("message", "Why", "text", priority=1),
        _share("charges", "Charges otherwise", priority=3),
    )
    rows = tuple(
        (one.market, one.name, gate.label, gate.reason, one.total)
        for one in banned
        for gate in one.gates
        if gate.status == "fail"
    )
    return Table("banned", "Not let in", columns, rows, row_marks=("fail",) * len(rows))


def _rates_needed(outcomes: list[Outcome], asked: AllAsked) -> Table | None:
    """Return the markets where some charges are fixed in money: what is known without a rate, and which rate is missing."""
    if not outcomes:
        return None
    columns = (
        Column("market", "", "text"),
        Column("name", "Market", "text", priority=2),
        *(_share(part, LABELS[part], priority=1) for part in COMPONENTS),
        Column("fixed", "Not known without a rate", "text", priority=3),
        Column("fx", "Give", "text"),
    )
    rows = tuple(
        (
            one.market,
            one.name,
            *(one.component(part) for part in COMPONENTS),
            _fixed(one),
            pairs_needed(one, asked.value.currency),
        )
        for one in outcomes
    )
    notes = ("an empty part depends on money that is fixed by law, so it is not known; no total is given",)
    return Table("rates_needed", "An exchange rate is needed", columns, rows, notes=notes)


def _fixed(outcome: Outcome) -> str:
    return ", ".join(charge.label for charge in outcome.charges if charge.share is None)


def pairs_needed(outcome: Outcome, currency: str) -> str:
    """Write the options that would give the missing exchange rates."""
    foreign = dict.fromkeys((currency, *outcome.currencies))
    return " ".join(f"--fx {code}/{outcome.currency}=RATE" for code in foreign if code in outcome.currencies)


def _asking(outcomes: list[Outcome]) -> Table | None:
    """Return the markets that must know more, and what."""
    if not outcomes:
        return None
    columns = (Column("market", "", "text"), Column("name", "Market", "text", priority=1), Column("asks", "Asks", "text"))
    rows = tuple((one.market, one.name, question) for one in outcomes for question in questions(one))
    notes = ["add --fact NAME=VALUE or --amount NAME=AMOUNT; a rate that is not known is given to one market with --override"]
    facts = dict.fromkeys(name for *_, question in rows for name in facts_in(question))
    if facts:
        notes.insert(0, f"facts that these markets ask for: {' '.join(f'--fact {name}=' for name in facts)}")
    return Table("asks", "More must be known", columns, rows, notes=tuple(notes), row_marks=("unknown",) * len(rows))


def facts_in(question: str) -> tuple[str, ...]:
    """Return the facts that a question names."""
    return tuple(name for name in question.split("`")[1::2] if name in ALL_FACTS)


def questions(outcome: Outcome) -> tuple[str, ...]:
    """Return what the market asks, each question once."""
    return tuple(
        dict.fromkeys(d.message.replace(f" in {outcome.name}", "") for d in outcome.diagnostics if d.severity == "error")
    )


def _conditions(ranked: list[Outcome]) -> Notes | None:
    """Return conditions of import that the facts do not decide, one line for each market."""
    lines = []
    for one in ranked:
        labels = [gate.label for gate in one.gates if gate.status in {"unknown", "pass with doubt"}]
        if labels:
            lines.append(Note(f"{one.market}: {'; '.join(labels)}", "doubt"))
    return Notes("conditions", "To check before import", tuple(lines)) if lines else None


def across_data(outcomes: tuple[Outcome, ...], asked: AllAsked) -> dict[str, Any]:
    """Return everything as plain data; shares are fractions of the value, None where they are not known."""
    return {
        "schema": "leasecalc/landed-all/1",
        "value": {"amount": asked.value.amount, "currency": asked.value.currency},
        "on": asked.on,
        "about": asked.about,
        "assumed": [*(f"{one.name} {one.value}" for one in asked.assumed), *asked.nothing],
        **car_data(asked.assumed, asked.reference, asked.retail_price),
        "exchange_rates": rates_data(rate for one in outcomes for rate in one.rates),
        "markets": [outcome_data(one) for one in outcomes],
    }


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return one market as plain data."""
    return {
        "market": outcome.market,
        "name": outcome.name,
        "currency": outcome.currency,
        "status": outcome.status,
        "allowed": not outcome.banned,
        "charges": outcome.total,
        "parts": {part: outcome.component(part) for part in COMPONENTS},
        "lines": [
            {"id": c.id, "label": c.label, "group": c.group, "share": c.share, "rate": c.rate_text, "marks": list(c.flags)}
            for c in outcome.charges
        ],
        "rates": [rate.pair for rate in outcome.rates],
        "needs_fx": [f"{code}/{outcome.currency}" for code in outcome.currencies],
        "asks": list(questions(outcome)) if outcome.status in {"asks", "faulty"} else [],
        "gates": [{"id": g.id, "label": g.label, "status": g.status, "reason": g.reason} for g in outcome.gates],
        "marks": list(outcome.flags),
    }
