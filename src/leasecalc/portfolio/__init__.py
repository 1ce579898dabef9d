"""A book of deals: the file that lists them, what they add up to, where they lean, and what they lose together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.portfolio.document import PortfolioDocument
    from leasecalc.reading.files import FileText


@record
class PortfolioFile:
    """A portfolio file that was read and found good, and the folder that its deal files are named from."""

    document: PortfolioDocument
    text: FileText
    folder: str


def read(path: str) -> PortfolioFile:
    """Return the portfolio at ``path`` (``-``: standard input, deals from here). Raises ``InputError`` with every fault at once."""
    from pathlib import Path

    from leasecalc.portfolio.document import PortfolioDocument
    from leasecalc.reading.documents import load
    from leasecalc.reading.files import STANDARD_INPUT, read_file

    text = read_file(path)
    folder = "" if path == STANDARD_INPUT else str(Path(path).parent)
    return PortfolioFile(load(text.text, text.name, PortfolioDocument).document, text, folder)
