"""From a priced deal to the bytes of its workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from leasecalc.records import record
from leasecalc.report.render.formatting import ENGLISH
from leasecalc.workbook.assemble import assembled, counted
from leasecalc.workbook.sheets.about import Origin
from leasecalc.workbook.trace import traced
from leasecalc.workbook.write import require_xlsxwriter, write

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.price import Priced
    from leasecalc.markets.library import Library
    from leasecalc.report.deal.model import Report
    from leasecalc.report.render.formatting import Words

NO_ROOM = "the term is a value in this workbook"


@record(kw_only=True)
class Made:
    """What is in a workbook."""

    formulas: int
    inputs: int
    why_no_term: str


def write_workbook(
    stream: BinaryIO,
    deal: tuple[DealDocument, Priced, Report],
    library: Library,
    *,
    capacity: int | None = None,
    words: Words = ENGLISH,
) -> Made:
    """Write the workbook of a priced deal; it holds ``capacity`` instalments, by default those of a term two years longer.

    ``words`` puts labels into a language.

    Raises ``UsageError`` where XlsxWriter is not installed, and ``CalculationError`` where a formula does not give what the engine gives.
    """
    require_xlsxwriter()
    document, priced, report = deal
    found = traced(document, library, priced, capacity)
    origin = Origin(tool=report.tool, data=report.data, files=tuple((file.path, file.sha256) for file in report.files))
    book = assembled(found, origin)
    formulas, inputs = counted(book.places)
    write(book, stream, words)
    return Made(formulas=formulas, inputs=inputs, why_no_term=found.why_no_term)
