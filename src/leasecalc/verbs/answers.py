"""From an answer to the result that its command prints: page, data, and what the numbers rest on. Commands and verbs call the same functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from leasecalc import api
from leasecalc.verbs.result import Result

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.sensitivity.break_even import BreakEvens
    from leasecalc.engine.sensitivity.grid import Sweep
    from leasecalc.engine.sensitivity.reach import Tornado
    from leasecalc.engine.sensitivity.stress import Stressed
    from leasecalc.engine.solving.targeting import Solved
    from leasecalc.report.basis import Basis
    from leasecalc.report.page import Page
    from leasecalc.simulation.run import Simulated

    Files = tuple[tuple[str, str], ...]

A = TypeVar("A")


def solved_answer(deal: api.Deal, solved: Solved) -> Result[Solved]:
    """Return the result of `solve`."""
    from leasecalc.report.solving.solve import solve_data, solve_page

    rests = api.basis(deal, solved.answer.before)
    return _marked(solved, solve_page(solved, rests), solve_data(solved, files_of(deal)), rests)


def swept_answer(deal: api.Deal, swept: Sweep, *, long: bool = False) -> Result[Sweep]:
    """Return the result of `sweep`; ``long`` has a row for each cell where the terminal draws a grid."""
    from leasecalc.report.sensitivity.sweep import sweep_data, sweep_page

    rests = api.basis(deal, swept.subject.today)
    return _marked(swept, sweep_page(swept, rests, long=long), sweep_data(swept, files_of(deal)), rests)


def tornado_answer(deal: api.Deal, found: Tornado) -> Result[Tornado]:
    """Return the result of `tornado`."""
    from leasecalc.report.sensitivity.tornado import tornado_data, tornado_page

    rests = api.basis(deal, found.subject.today)
    return _marked(found, tornado_page(found, rests), tornado_data(found, files_of(deal), rests), rests)


def break_even_answer(deal: api.Deal, found: BreakEvens) -> Result[BreakEvens]:
    """Return the result of `breakeven`."""
    from leasecalc.report.sensitivity.break_even import break_even_data, break_even_page

    rests = api.basis(deal, found.subject.today)
    return _marked(found, break_even_page(found, rests), break_even_data(found, files_of(deal), rests), rests)


def stress_answer(deal: api.Deal, found: Stressed, scenarios: Files) -> Result[Stressed]:
    """Return the result of `stress`; ``scenarios`` are the names and hashes of the files that hold them."""
    from leasecalc.report.sensitivity.stress import stress_data, stress_page

    rests = api.basis(deal, found.today)
    return _marked(found, stress_page(found), stress_data(found, (*files_of(deal), *scenarios)), rests)


def simulated_answer(deal: api.Deal, priced: Priced, found: Simulated) -> Result[Simulated]:
    """Return the result of `simulate`."""
    from leasecalc.simulation.page import simulation_data, simulation_page

    chances = deal.document.simulation
    data = simulation_data(found, files_of(deal), "" if chances is None else chances.source)
    return _marked(found, simulation_page(found), data, api.basis(deal, priced))


def files_of(deal: api.Deal) -> Files:
    """Return the name and the SHA-256 of each file of a deal."""
    return tuple((file.name, file.sha256) for file in deal.files)


def _marked(answer: A, page: Page, data: Any, rests: Basis) -> Result[A]:
    from leasecalc.report.basis import marked, marked_data

    return Result(answer, marked(page, rests), marked_data(data, rests))
