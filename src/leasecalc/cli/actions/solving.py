"""`solve`: the value of a knob at which a measure meets its target."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of
from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.engine.solving.subject import SolveWishes

OK, NO_SOLUTION = 0, 4

#: What to read about an answer that is none.
PAGES = {"jump": "LC611", "none": "LC612", "no effect": "LC613"}


@record(kw_only=True)
class Aim:
    """What to solve for, as it was typed."""

    knobs: str
    targets: str
    rent: str = ""
    low: str = ""
    high: str = ""


def solve(request: Request, aim: Aim) -> int:
    """Print the answer; leave with 4 where no value of the knob meets the target."""
    from leasecalc.verbs.answers import solved_answer

    format_of(request)
    deal = api.load(request.deal, request.assignments)
    knobs = [name.strip() for name in aim.knobs.split(",")]
    solved = api.solve(deal, api.library(request.markets), knobs=knobs, targets=targets_of(aim.targets), wishes=_wishes(aim))
    result = solved_answer(deal, solved)
    emit(request, result.page, result.data)
    if solved.answer.after is not None:
        return OK
    code = PAGES[solved.answer.status]
    sys.stderr.write(f"leasecalc: {code} {solved.answer.reason} (leasecalc explain {code})\n")
    return NO_SOLUTION


def targets_of(typed: str) -> list[tuple[str, str]]:
    """Return names and values of ``lessor_yield=14%,rent_cover=1.4``. Raises ``UsageError`` for anything else."""
    parts = [part.partition("=") for part in typed.split(",")]
    if not all(equals and name.strip() and value.strip() for name, equals, value in parts):
        hint = "a comma parts two targets, so write numbers without" if len(parts) > 1 else "for example lessor_yield=14%"
        raise UsageError(f"--target takes MEASURE=VALUE, not `{typed}`; {hint}")
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _wishes(aim: Aim) -> SolveWishes:
    from leasecalc.engine.solving.subject import SolveWishes

    if aim.rent not in {"", "keep", "solve"}:
        raise UsageError(f"--rent is keep or solve, not `{aim.rent}`")
    return SolveWishes(rent=aim.rent, low=aim.low, high=aim.high)  # type: ignore[arg-type]
