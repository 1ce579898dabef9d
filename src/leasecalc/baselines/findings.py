"""What a check finds, one by one with its place: for annotations, SARIF and JUnit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.baselines.checking import in_words
from leasecalc.errors import InputError
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.baselines.checking import Checked
    from leasecalc.errors import Span

Rule = Literal[
    "expectation-differs", "figure-moved", "gate-fails", "market-data-in-doubt", "deal-refused", "no-baseline", "new-figures"
]

RULES: dict[Rule, str] = {
    "expectation-differs": "A deal does not come to what its `expect:` says",
    "figure-moved": "A stored figure of a baseline moved",
    "gate-fails": "A rule of the market forbids the deal",
    "market-data-in-doubt": "The market data behind a deal is stale, unverified or not in force",
    "deal-refused": "A deal or its baseline cannot be read or priced",
    "no-baseline": "A deal has no baseline",
    "new-figures": "A baseline lacks figures that the deal has",
}
_BY_CASE: dict[str, Rule] = {
    "expect": "expectation-differs",
    "baseline": "figure-moved",
    "gate": "gate-fails",
    "data": "market-data-in-doubt",
}
MOST_OF_A_BASELINE = 10
"""Figures of one baseline that are told one by one."""


@record(kw_only=True)
class Finding:
    """One finding: a fault (``error``) or a remark (``note``), in a file at a line and a column from 1."""

    rule: Rule
    level: Literal["error", "note"]
    deal: str
    message: str
    file: str
    line: int = 1
    column: int = 1


def findings(one: Checked) -> Iterator[Finding]:
    """Yield what was found about one deal, worst first."""
    if one.error is not None:
        yield from _refused(one)
        return
    for case in one.cases:
        if not case.holds and case.kind != "baseline":
            yield _at(one, _BY_CASE[case.kind], case.told, case.place)
    cause = f"; what moved: {one.cause}" if one.cause else ""
    for moved in one.moved[:MOST_OF_A_BASELINE]:
        yield _at(one, "figure-moved", f"{in_words(moved)}{cause}", moved.place)
    if len(one.moved) > MOST_OF_A_BASELINE:
        more = one.moved[MOST_OF_A_BASELINE]
        yield _at(
            one, "figure-moved", f"and {len(one.moved) - MOST_OF_A_BASELINE} more figures of this baseline{cause}", more.place
        )
    if not one.stored:
        yield Finding(
            rule="no-baseline",
            level="note",
            deal=one.deal,
            message="the deal has no baseline; `leasecalc check --update` stores one",
            file=one.deal,
        )
    if one.new:
        told = f"{len(one.new)} figures are not in the baseline: {', '.join(one.new[:5])}{' ...' if len(one.new) > 5 else ''}"
        yield Finding(rule="new-figures", level="note", deal=one.deal, message=told, file=one.baseline)


def _refused(one: Checked) -> Iterator[Finding]:
    if not isinstance(one.error, InputError):
        yield Finding(rule="deal-refused", level="error", deal=one.deal, message=str(one.error), file=one.deal)
        return
    for diagnostic in one.error.diagnostics:
        message = f"{diagnostic.code} {diagnostic.message}" + (f"; {diagnostic.hint}" if diagnostic.hint else "")
        yield _at(one, "deal-refused", message, diagnostic.spans[0] if diagnostic.spans else None)


def _at(one: Checked, rule: Rule, message: str, place: Span | None) -> Finding:
    if place is None:
        return Finding(rule=rule, level="error", deal=one.deal, message=message, file=one.deal)
    return Finding(
        rule=rule, level="error", deal=one.deal, message=message, file=place.file, line=place.line, column=place.column
    )
