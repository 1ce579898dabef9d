"""Writing a result: the format from ``--format`` or the suffix of ``-o``; data on standard output or whole into a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from leasecalc.cli.request import FORMATS, SUFFIXES, Request
from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.report.page import Page
    from leasecalc.report.render.formatting import Words


WORKBOOK = ".xlsx"


def format_of(request: Request) -> str:
    """Return the format asked for. Raises ``UsageError`` for one that does not exist."""
    wanted = request.format
    if not wanted and request.output not in {"", "-"}:
        from pathlib import PurePath

        suffix = PurePath(request.output).suffix.lower()
        if suffix not in SUFFIXES:
            if suffix == WORKBOOK:
                raise UsageError("this command writes no workbook: `price` and `compare` do, and `batch` one of its rows")
            document = "; leasecalc report writes a term sheet" if suffix in {".html", ".pdf"} else ""
            raise UsageError(
                f"cannot tell a format from `{request.output}`: use one of {', '.join(SUFFIXES)}, or --format{document}"
            )
        wanted = SUFFIXES[suffix]
    wanted = wanted or "table"
    if wanted not in FORMATS:
        raise UsageError(f"there is no format `{wanted}`: use one of {', '.join(FORMATS)}")
    return wanted


def wants_workbook(request: Request) -> bool:
    """Return whether the result is to be a workbook of formulas, by the suffix of ``-o``."""
    return not request.format and request.output.lower().endswith(WORKBOOK)


def emit(request: Request, page: Page, data: Any) -> None:
    """Write ``page`` (table, csv, md) or ``data`` (json) where the request says."""
    kind = format_of(request)
    text = _rendered(kind, request, page, data, to_file=request.output not in {"", "-"})
    emit_text(request, _escaped(text, sys.stdout.encoding) if kind == "json" and request.output in {"", "-"} else text)


def emit_text(request: Request, text: str) -> None:
    """Write a text where the request says."""
    if request.output not in {"", "-"}:
        from leasecalc.report.render.output import write_whole

        write_whole(request.output, text)
        sys.stderr.write(f"wrote {request.output}\n")
    else:
        sys.stdout.write(text)


def _escaped(json: str, encoding: str | None) -> str:
    r"""Return JSON text with ``\uXXXX`` for each character that ``encoding`` lacks, so that no sign of a result is lost."""
    if json.isascii():
        return json
    try:
        json.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        import re
        from json import dumps

        return re.sub("[^\x00-\x7f]", lambda found: dumps(found[0])[1:-1], json)
    return json


def _rendered(kind: str, request: Request, page: Page, data: Any, *, to_file: bool) -> str:
    if kind == "json" and request.table:
        raise UsageError("json holds every table; leave --table out, or choose another format")
    if kind == "json":
        from leasecalc.report.render.json import dumps

        return dumps(data)
    if kind == "csv":
        from leasecalc.report.render.csv import render as render_csv

        return render_csv(page, request.table or None)
    if request.table:
        page = _only(page, request.table)
    words = words_of_request(request)
    if request.language != "en":
        from leasecalc.languages import in_language

        page = in_language(page, words)
    if kind == "md":
        from leasecalc.report.render.markdown import render as render_markdown

        return render_markdown(page, words)
    return _for_terminal(request, page, words, to_file=to_file)


def words_of_request(request: Request) -> Words:
    """Return the words of the language asked for; English needs nothing more."""
    if request.language == "en":
        from leasecalc.report.render.formatting import ENGLISH

        return ENGLISH
    from leasecalc.languages import words_of

    return words_of(request.language)


def _only(page: Page, name: str) -> Page:
    """Return the page with the one block ``name``. Raises ``UsageError`` where there is none."""
    from leasecalc.records import replace

    blocks = tuple(block for block in page.blocks if block.id == name)
    if not blocks:
        known = ", ".join(block.id for block in page.blocks)
        raise UsageError(f"there is no table '{name}' in this result; it has: {known}")
    return replace(page, blocks=blocks)


def _for_terminal(request: Request, page: Page, words: Words, *, to_file: bool) -> str:
    from leasecalc.report.render.terminal import render

    if to_file:
        return render(page, width=None, colour=False, words=words)
    from leasecalc.cli.look import look_of_stdout

    look = look_of_stdout(request.colour, wide=request.wide)
    return render(page, width=look.width, colour=look.colour, unicode=look.unicode, words=words)
