"""`optimise`: the best instalments within limits, and the deal with them."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of
from leasecalc.errors import UsageError
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leasecalc.cli.request import Request

OK, NO_SOLUTION = 0, 4

DEAL_SUFFIXES = (".yaml", ".yml")

#: What to read about an answer that is none.
PAGES = {"infeasible": "LC631", "unbounded": "LC632", "unsettled": "LC633"}


def optimise(request: Request) -> int:
    """Print the answer; write the deal with it where ``-o`` names a YAML file; leave with 4 where there is no optimum."""
    from leasecalc.report.basis import marked, marked_data
    from leasecalc.report.solving.optimise import optimise_data, optimise_page

    to_deal = PurePath(request.output).suffix.lower() in DEAL_SUFFIXES
    shown = replace(request, output="") if to_deal else request
    format_of(shown)
    deal = api.load(request.deal, request.assignments)
    markets = api.library(request.markets)
    answer = api.optimise(deal, markets)
    places = {
        limit.path: api.place_of(deal, limit.path)
        for limit in (*answer.clash, *(held.limit for held in answer.limits))
        if limit.path
    }
    files = tuple((file.name, file.sha256) for file in deal.files)
    if to_deal and answer.after is not None:
        from leasecalc.report.render.output import write_whole

        write_whole(request.output, api.optimised_text(deal, markets, answer))
    rests = api.basis(deal, answer.today)
    emit(shown, marked(optimise_page(answer, places), rests), marked_data(optimise_data(answer, places, files), rests))
    if answer.after is not None:
        if to_deal:
            sys.stderr.write(f"wrote {request.output}\n")
        return OK if answer.kept else _missed(answer.reason)
    code = PAGES[answer.status]
    sys.stderr.write(f"leasecalc: {code} {answer.reason} (leasecalc explain {code})\n")
    return NO_SOLUTION


def _missed(reason: str) -> int:
    sys.stderr.write(f"leasecalc: {reason}\n")
    return NO_SOLUTION


def limits_set(single: Mapping[str, str], measures: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the options as texts of ``--set``. Raises ``UsageError`` for a floor or ceiling that is no ``MEASURE=VALUE``."""
    return (*(f"optimise.{key}={value}" for key, value in single.items() if value), *_measures_set(measures))


def _measures_set(measures: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for key, typed in measures.items():
        for text in typed:
            name, equals, value = (part.strip() for part in text.partition("="))
            if not (equals and name and value):
                raise UsageError(f"--{key.removesuffix('s')} takes MEASURE=VALUE, not `{text}`; for example lessor_yield=14%")
            yield f'optimise.{key}."{name}"={value}'
