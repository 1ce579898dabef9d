"""Why stored figures moved: the deal, the market data, or the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.baselines.comparing import moved
from leasecalc.baselines.figures import figures_of
from leasecalc.difference.inputs import can_move, changes
from leasecalc.difference.sides import same_data
from leasecalc.errors import LeasecalcError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.baselines.document import Baseline
    from leasecalc.markets.library import Library
    from leasecalc.report.deal.model import Report

MOST_SHOWN = 4


def cause(baseline: Baseline, deal: api.Deal, markets: Library, report: Report, data: Mapping[str, str]) -> str:
    """Return in words what moved the figures of a baseline; the deal as it was is priced again where it changed."""
    found = [change for change in changes(baseline.inputs, deal.tree.data) if can_move(change.unit)]
    if not found:
        return _beside_the_deal(baseline, report, data)
    told = [
        f"{one.sign} {one.path} {' -> '.join(text for text in (one.before, one.after) if text)}" for one in found[:MOST_SHOWN]
    ]
    told += [f"and {len(found) - MOST_SHOWN} more"] if len(found) > MOST_SHOWN else []
    words = f"the deal: {'; '.join(told)}"
    if _comes_to_the_same(baseline, markets):
        return words
    return f"{words}; and {_beside_the_deal(baseline, report, data)}"


def _beside_the_deal(baseline: Baseline, report: Report, data: Mapping[str, str]) -> str:
    versions = f"{baseline.tool} to {report.tool}" if baseline.tool != report.tool else ""
    if not same_data(baseline.data, data):
        files = ", ".join(name for name, digest in baseline.data.items() if name in data and data[name] != digest)
        return f"the market data: {files}" + (f", or the engine: {versions}" if versions else "")
    return (
        f"the engine: {versions}"
        if versions
        else f"the engine: deal and market data are as stored, by {report.tool} too (or the baseline was edited)"
    )


def _comes_to_the_same(baseline: Baseline, markets: Library) -> bool:
    """Return whether the deal as it was still comes to the stored figures, so that nothing else moved."""
    from leasecalc.deal.document import DealDocument
    from leasecalc.reading.documents import structure
    from leasecalc.reading.rewriting import as_yaml
    from leasecalc.reading.tree import parse

    try:
        tree = parse(as_yaml(dict(baseline.inputs)), baseline.file)
        then = api.report(api.Deal(structure(tree, DealDocument), tree, ()), markets)
    except LeasecalcError:
        return False
    return not moved(baseline, figures_of(then))
