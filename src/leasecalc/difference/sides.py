"""One side of a difference: a deal with the market data that it is priced under, and what a saved result says it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc import api
from leasecalc._version import VERSION
from leasecalc.difference.outputs import Figures, figures_in, figures_of
from leasecalc.errors import Diagnostic, InputError, Span
from leasecalc.records import record
from leasecalc.report.deal.model import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.markets.library import Library

TOOL = f"leasecalc {VERSION}"


@record(kw_only=True)
class Recorded:
    """What a saved result holds: its figures, the version that made them, and the hash of each market file by its name."""

    figures: Figures
    tool: str
    data: Mapping[str, str]


@record(kw_only=True)
class Side:
    """A deal under market data; ``recorded`` where it comes from a saved result."""

    name: str
    deal: api.Deal
    markets: Library
    recorded: Recorded | None = None


@record(kw_only=True)
class PricedSide:
    """A side priced by this engine: its figures now, and the market files that were read for it."""

    side: Side
    figures: Figures
    data: Mapping[str, str]

    @property
    def said(self) -> Figures:
        """The figures of the saved result, or those of today."""
        return self.side.recorded.figures if self.side.recorded else self.figures

    @property
    def said_data(self) -> Mapping[str, str]:
        """The market files behind the figures."""
        return self.side.recorded.data if self.side.recorded else self.data

    @property
    def said_tool(self) -> str:
        """The version that made the figures."""
        return self.side.recorded.tool if self.side.recorded else TOOL


def priced_side(side: Side) -> PricedSide:
    """Return a side with its figures by this engine. Raises like `api.price`."""
    figures = figures_of(api.price(side.deal, side.markets))
    return PricedSide(side=side, figures=figures, data={short(name): digest for name, digest in side.markets.hashes().items()})


def same_data(some: Mapping[str, str], others: Mapping[str, str]) -> bool:
    """Return whether the market files that two figures rest on are the same, as far as both have them."""
    return all(others[name] == digest for name, digest in some.items() if name in others)


def from_result(name: str, text: str, markets: Library) -> Side:
    """Return the side of a saved result, its deal as it was written then. Raises ``InputError`` (LC703) where it is none."""
    from leasecalc.deal.document import DealDocument
    from leasecalc.reading.documents import structure
    from leasecalc.reading.rewriting import as_yaml
    from leasecalc.reading.tree import parse

    result = _result(name, text)
    tree = parse(as_yaml(result["written"]), name)
    try:
        recorded = Recorded(figures=figures_in(result), tool=result["tool"], data=_recorded_data(result))
    except (KeyError, TypeError, ArithmeticError) as error:
        raise _no_result(name, text, f"`{name}` is no whole result of `leasecalc price`: {error!r}") from None
    return Side(name=name, deal=api.Deal(structure(tree, DealDocument), tree, ()), markets=markets, recorded=recorded)


def _result(name: str, text: str) -> dict[str, Any]:
    import json

    try:
        found = json.loads(text)
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        raise _no_result(name, text, f"the file is not JSON: {error}", line, column) from None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise _no_result(name, text, f"`{name}` is no result of `leasecalc price`: it has no `schema: {SCHEMA}`")
    if not isinstance(found.get("written"), dict) or not found["written"]:
        raise _no_result(name, text, f"`{name}` does not hold the deal as it was written")
    return found


def _no_result(name: str, text: str, message: str, line: int = 1, column: int = 1) -> InputError:
    hint = "write it by `leasecalc price DEAL -o FILE.json`"
    return InputError((Diagnostic("LC703", message, hint, (Span(name, line, column),)),), {name: text})


def _recorded_data(result: Mapping[str, Any]) -> dict[str, str]:
    return {short(file["path"]): file["sha256"] for file in result["files"] if file["holds"] == "market data"}


def short(path: str) -> str:
    """Return the name of a market file inside its library: ``ZA.yaml``, ``origins/CN.yaml``."""
    steps = path.replace("\\", "/").split("/")
    return "/".join(steps[-2:]) if steps[-2:-1] == ["origins"] else steps[-1]
