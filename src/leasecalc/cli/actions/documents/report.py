"""`report`: a document for each deal or saved result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc.cli.actions.deals import judged
from leasecalc.cli.actions.documents.deal import deal_sheet
from leasecalc.cli.actions.documents.saved import ROWS, ranking_of, risk_of
from leasecalc.cli.actions.documents.write import checked_image, kind_of, write_charts, write_document
from leasecalc.cli.emit import words_of_request
from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.report.deal.model import Report
    from leasecalc.term_sheet.model import Sheet

OK = 0


@record(kw_only=True)
class Charts:
    """Where charts go as files, and as what; an empty folder is none."""

    folder: str
    image: str


def report(request: Request, sources: tuple[str, ...], charts: Charts, rank: str) -> int:
    """Write a document for each source; leave with the highest code of a deal."""
    several = len(sources) > 1
    folder = several or request.output.endswith("/") or (request.output not in {"", "-"} and Path(request.output).is_dir())
    if several and request.output in {"", "-"}:
        raise UsageError("several documents go into a folder: name it with -o sheets/")
    kind = kind_of("" if folder else request.output, request.format)
    words, code, image = words_of_request(request), OK, checked_image(charts.image)
    for source in sources:
        sheet, priced = document_of(request, source, rank)
        output = _inside(request.output, source, kind) if folder else request.output
        write_document(sheet, words, kind, output)
        if charts.folder:
            own = str(Path(charts.folder) / Path(source).stem) if several else charts.folder
            write_charts(sheet, words, own, image)
        if priced is not None:
            code = max(code, judged(priced, strict=request.strict, changed=bool(request.assignments)))
    return code


def _inside(folder: str, source: str, kind: str) -> str:
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UsageError(f"cannot make the folder {folder}: {fault.strerror or fault}") from fault
    return str(Path(folder) / f"{Path(source).stem}.{kind}")


def document_of(request: Request, source: str, rank: str) -> tuple[Sheet, Report | None]:
    """Return the document of a deal, of the rows of a batch or of a saved simulation; the report is that of a deal."""
    suffix = Path(source).suffix.lower()
    if suffix in ROWS:
        return ranking_of(source, rank), None
    if suffix == ".json":
        return risk_of(source), None
    return deal_sheet(request, source)
