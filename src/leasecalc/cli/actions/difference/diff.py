"""`diff`: two sides, or many deals beside what they were in a revision."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, emit_text, format_of, words_of_request
from leasecalc.difference.compare import difference
from leasecalc.difference.conditions import condition, met
from leasecalc.difference.page import EVERYTHING, HEADLINES
from leasecalc.difference.several import Compared
from leasecalc.difference.sides import Side, from_result
from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.difference.conditions import Condition
    from leasecalc.difference.model import Difference
    from leasecalc.markets.library import Library

OK, ANSWER_IS_NO = 0, 1


@record(kw_only=True)
class Asked:
    """What to compare, and what must not happen, as it was typed."""

    sides: tuple[str, ...]
    revision: str = ""
    markets_before: tuple[str, ...] = ()
    fail_on: tuple[str, ...] = ()
    warn_on: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


def diff(request: Request, asked: Asked) -> int:
    """Print what changed between two sides and why; leave with 1 where a condition of --fail-on holds."""
    kind = format_of(request)
    fail = tuple(condition(text) for text in asked.fail_on)
    warn = tuple(condition(text, option="--warn-on") for text in asked.warn_on)
    if asked.revision:
        from leasecalc.cli.actions.difference.since import compared_since

        found = compared_since(request, asked, lambda one: judged(one, fail, warn))
    else:
        found = (_two(request, asked, fail, warn),)
    why = _why(asked.why, fail + warn)
    _known(asked.why, why, found)
    _written(request, kind, found, why)
    return _told(found)


def judged(found: Difference, fail: tuple[Condition, ...], warn: tuple[Condition, ...]) -> Compared:
    """Return a difference with the conditions that hold of it."""
    return Compared(
        name=found.after,
        status="moved" if found.moved else "changed" if found.inputs or found.data_changed else "unchanged",
        difference=found,
        failed=met(fail, found),
        warned=met(warn, found, option="--warn-on"),
    )


def _two(request: Request, asked: Asked, fail: tuple[Condition, ...], warn: tuple[Condition, ...]) -> Compared:
    sides = asked.sides * 2 if len(asked.sides) == 1 and (request.assignments or asked.markets_before) else asked.sides
    if len(sides) != 2:
        raise UsageError(
            "diff takes two sides: deal files, or results that `price DEAL -o FILE.json` saved; or --rev REVISION and deals"
        )
    after = api.library(request.markets)
    before = api.library(asked.markets_before) if asked.markets_before else after
    first = side(sides[0], before)
    last = side(sides[1], after, request.assignments)
    return judged(difference(first, last), fail, warn)


def side(path: str, markets: Library, assignments: tuple[str, ...] = ()) -> Side:
    """Return the side at a path: a deal file, or the JSON of a saved result."""
    if path.lower().endswith(".json"):
        from leasecalc.reading.files import read_text

        if assignments:
            raise UsageError("--set changes a deal file; a saved result stays as it was")
        return from_result(path, read_text(path), markets)
    name = " ".join((path, *(f"--set {text}" for text in assignments)))
    return Side(name=name, deal=api.load(path, assignments), markets=markets)


def _why(asked: tuple[str, ...], conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    """Return the figures to explain: those asked for, else the headlines and what conditions name."""
    from leasecalc.engine.solving.goals import SHORT_NAMES

    if asked:
        names = tuple(name.strip() for text in asked for name in text.split(","))
        return tuple(SHORT_NAMES.get(name, name) for name in names)
    return (*HEADLINES, *(one.name for one in conditions if one.name not in HEADLINES))


def _known(asked: tuple[str, ...], why: tuple[str, ...], found: tuple[Compared, ...]) -> None:
    """Refuse a figure of --why that no deal has."""
    known = {output.name for one in found if one.difference for output in (*one.difference.outputs, *one.difference.steady)}
    for name in why if asked and known else ():
        if name != EVERYTHING and name not in known:
            from leasecalc.reading.suggest import did_you_mean

            raise UsageError(f"--why: there is no figure `{name}`; {did_you_mean(name, sorted(known))}")


def _written(request: Request, kind: str, found: tuple[Compared, ...], why: tuple[str, ...]) -> None:
    from leasecalc.difference import several

    if kind == "md":
        from leasecalc.difference.pull_request import pull_request

        emit_text(request, pull_request(found, why, words_of_request(request)))
    elif kind == "csv" and not request.table:
        emit(request, several.rows_page(found), None)
    else:
        emit(request, several.page(found, why), several.data(found))


def _told(found: tuple[Compared, ...]) -> int:
    """Say which conditions hold and which deals have no price; return the worst exit code."""
    code = OK
    for one in found:
        prefix = f"{one.name}: " if len(found) > 1 else ""
        for hit in one.warned:
            sys.stderr.write(f"leasecalc: warning: {prefix}{hit.text}: {hit.found}\n")
        for hit in one.failed:
            sys.stderr.write(f"leasecalc: {prefix}{hit.text}: {hit.found}\n")
            code = max(code, ANSWER_IS_NO)
        if one.error is not None:
            from leasecalc.cli.run import told

            sys.stderr.write(told(one.error))
            code = max(code, one.error.exit_code)
    return code
