"""The whole answer: lines, sums, concentration, gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.portfolio.concentration import Concentration, concentrations
from leasecalc.portfolio.limits import Gate, gates
from leasecalc.portfolio.positions import Missing, Position, positions
from leasecalc.portfolio.sums import Totals, totals
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.markets.library import Library
    from leasecalc.portfolio import PortfolioFile
    from leasecalc.portfolio.document import PortfolioDocument


@record(kw_only=True)
class Book:
    """A portfolio priced: amounts in its currency, lines in the order of the file."""

    document: PortfolioDocument
    files: tuple[tuple[str, str], ...]
    lines: tuple[Position | Missing, ...]
    totals: Totals
    concentrations: tuple[Concentration, ...]
    gates: tuple[Gate, ...]

    @property
    def priced(self) -> tuple[Position, ...]:
        """Return the lines that have a price."""
        return tuple(line for line in self.lines if isinstance(line, Position))

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Return the lines that have none."""
        return tuple(line for line in self.lines if isinstance(line, Missing))

    @property
    def missing_in_sums(self) -> tuple[str, ...]:
        """Return the names of lines without a price that the sums would count."""
        return tuple(line.label for line in self.missing if line.status != "ignore")

    @property
    def holds(self) -> bool:
        """Return whether every line has a price and every limit passes."""
        return not self.missing and all(gate.status == "pass" for gate in self.gates)


def book_of(file: PortfolioFile, markets: Library) -> Book:
    """Return the book of a portfolio file; a line without a price is told, and no sum hides it."""
    lines = positions(file, markets)
    priced = [line for line in lines if isinstance(line, Position)]
    missing = [line.label for line in lines if isinstance(line, Missing) and line.status != "ignore"]
    sums, leaning = totals(priced), concentrations(priced)
    read = {text.name: text.sha256 for line in priced for text in line.deal.files}
    return Book(
        document=file.document,
        files=((file.text.name, file.text.sha256), *read.items()),
        lines=lines,
        totals=sums,
        concentrations=leaning,
        gates=gates(file.document.limits, (sums, leaning), missing),
    )
