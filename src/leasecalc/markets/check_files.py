"""The check of every file of a library: what reading refuses, and what a maintainer should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.errors import Diagnostic, InputError, in_order
from leasecalc.markets.check import check_market
from leasecalc.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from leasecalc.charges.source import Source
    from leasecalc.markets.library import Library, Sheet
    from leasecalc.markets.origin import OriginDocument


@record(kw_only=True)
class FileChecked:
    """One file with everything found in it, in the order of the file; `sources` holds its text for excerpts."""

    code: str
    kind: Literal["market", "origin"]
    file: str
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return what makes the file wrong."""
        return tuple(found for found in self.diagnostics if found.severity == "error")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Return what should be looked at."""
        return tuple(found for found in self.diagnostics if found.severity == "warning")


def check_files(library: Library, on: date) -> Iterator[FileChecked]:
    """Check every market, then every country of origin, as seen from the day `on`; a file that is wrong stops nothing."""
    for code in library.codes():
        yield _checked(code, "market", str(library.market_files[code]), lambda code=code: _market(library, code, on))  # type: ignore[misc]
    for code in sorted(library.origin_files):
        yield _checked(code, "origin", str(library.origin_files[code]), lambda code=code: _origin(library, code, on))  # type: ignore[misc]


Found = tuple[str, tuple[Diagnostic, ...], dict[str, str]]


def _checked(code: str, kind: Literal["market", "origin"], path: str, look: Callable[[], Found]) -> FileChecked:
    """Check one file; what cannot be read is its diagnostics."""
    try:
        file, diagnostics, sources = look()
    except InputError as error:
        file, diagnostics, sources = path, error.diagnostics, error.sources
    return FileChecked(code=code, kind=kind, file=file, diagnostics=diagnostics, sources=sources)


def _market(library: Library, code: str, on: date) -> Found:
    sheet = library.market(code)
    return sheet.file, check_market(sheet, on), sheet.sources


def _origin(library: Library, code: str, on: date) -> Found:
    sheet = library.origin(code)
    return sheet.file, in_order(_origin_findings(sheet, on)), sheet.sources


def _origin_findings(sheet: Sheet[OriginDocument], on: date) -> Iterator[Diagnostic]:
    """Find sources that are unverified or were seen on a day that has not come yet."""
    from leasecalc.charges.source import Source
    from leasecalc.markets.leaves import leaves

    for leaf in leaves(sheet.document):
        if isinstance(leaf.value, Source):
            yield from _source(sheet, leaf.value, leaf.path, on)


def _source(sheet: Sheet[OriginDocument], source: Source, path: tuple[str | int, ...], on: date) -> Iterator[Diagnostic]:
    written = ".".join(map(str, (sheet.document.origin, *path)))
    if source.confidence == "unverified":
        message = f"a figure of {sheet.document.name} is not verified: {source.title}"
        yield Diagnostic("LC511", message, "confirm it and name a source", sheet.spans(*path), "warning", written)
    if source.seen is not None and source.seen > on:
        message = f"a source was seen on {source.seen}, which has not come yet"
        yield Diagnostic("LC513", message, "", sheet.spans(*path, "seen"), "error", written)
