"""Writing a document: HTML or PDF by the suffix of ``-o``, and its charts into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc.errors import UsageError
from leasecalc.report.render.output import write_whole
from leasecalc.term_sheet.model import pictures_of

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.report.render.formatting import Words
    from leasecalc.term_sheet.model import Sheet

KINDS = ("html", "pdf")
IMAGES = ("svg", "png")


def kind_of(output: str, format_: str) -> str:
    """Return `html` or `pdf`, by name or by the suffix of a file. Raises ``UsageError`` for another."""
    wanted = format_ or Path(output).suffix.lower().removeprefix(".") or "html"
    if wanted not in KINDS:
        raise UsageError(f"a report is written as {' or '.join(KINDS)}, not `{wanted}`: name it -o sheet.html or -o sheet.pdf")
    return wanted


def asked_document(request: Request) -> str:
    """Return `html` or `pdf` where a command that prints is asked for a document, else an empty text."""
    suffix = Path(request.output).suffix.lower().removeprefix(".")
    wanted = request.format or suffix
    return wanted if wanted in KINDS else ""


def rendered(sheet: Sheet, words: Words, kind: str) -> bytes:
    """Return the bytes of a document."""
    if kind == "pdf":
        from leasecalc.term_sheet.pdf import pdf

        return pdf(sheet, words)
    from leasecalc.term_sheet.html import html

    return html(sheet, words).encode()


def write_document(sheet: Sheet, words: Words, kind: str, output: str) -> None:
    """Write a document whole to a file, or HTML to standard output. Raises ``UsageError`` for a PDF without a file."""
    if output in {"", "-"}:
        if kind == "pdf":
            raise UsageError("a PDF goes to a file: name it with -o sheet.pdf")
        _to_standard_output(rendered(sheet, words, kind))
        return
    write_whole(output, rendered(sheet, words, kind))
    sys.stderr.write(f"wrote {output}\n")


def _to_standard_output(page: bytes) -> None:
    """Write a page as UTF-8, which it says of itself, whatever the encoding of the terminal."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:  # a stream of text alone, which has no encoding
        sys.stdout.write(page.decode())
    else:
        stream.write(page)


def checked_image(image: str) -> str:
    """Return the kind of image. Raises ``UsageError`` for one that is neither SVG nor PNG."""
    if image not in IMAGES:
        raise UsageError(f"--charts-as is {' or '.join(IMAGES)}, not `{image}`")
    return image


def write_charts(sheet: Sheet, words: Words, folder: str, image: str) -> None:
    """Write every chart of a document into a folder."""
    files = _images(sheet, words, image)
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UsageError(f"cannot make the folder {folder}: {fault.strerror or fault}") from fault
    for name, content in files.items():
        write_whole(Path(folder) / f"{name}.{image}", content)
    sys.stderr.write(f"wrote {len(files)} charts to {folder}\n")


def _images(sheet: Sheet, words: Words, image: str) -> dict[str, str] | dict[str, bytes]:
    if image == "png":
        from leasecalc.term_sheet.pdf import png

        return {picture.name: png(picture, words) for picture in pictures_of(sheet)}
    from leasecalc.term_sheet.chart_files import chart_files

    return chart_files(sheet, words)
