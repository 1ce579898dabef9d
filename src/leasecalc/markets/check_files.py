"""The check of every file of a library: what reading refuses, and what a maintainer should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from leasecalc.errors import Diagnostic, InputError, in_order
from leasecalc.markets.check import check_market
from leasecalc.markets.check_exchange_rates import check_exchange_rates
from leasecalc.markets.library import CARS, EXCHANGE_RATES
from leasecalc.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from leasecalc.charges.source import Source
    from leasecalc.markets.library import Library, Sheet


T = TypeVar("T")
FileKind: TypeAlias = Literal["market", "origin", "reference"]


@record(kw_only=True)
class FileChecked:
    """One file with everything found in it, in the order of the file; `sources` holds its text for excerpts."""

    code: str
    kind: FileKind
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
    """Check every market, every country of origin and the reference files, as seen from `on`; a file that is wrong stops nothing."""
    for code in library.codes():
        yield _checked(code, "market", library.market_files[code], lambda code=code: _market(library, code, on))  # type: ignore[misc]
    for code in sorted(library.origin_files):
        yield _checked(code, "origin", library.origin_files[code], lambda code=code: _origin(library, code, on))  # type: ignore[misc]
    for name, look in ((EXCHANGE_RATES, _exchange_rates), (CARS, _cars)):
        if name in library.reference_files:
            path = library.reference_files[name]
            yield _checked(name, "reference", path, lambda look=look: look(library, on))  # type: ignore[misc]


Found = tuple[str, tuple[Diagnostic, ...], dict[str, str]]


def _checked(code: str, kind: FileKind, path: str, look: Callable[[], Found]) -> FileChecked:
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
    return sheet.file, in_order(_doubts(sheet, sheet.document.name, code, on)), sheet.sources


def _exchange_rates(library: Library, on: date) -> Found:
    sheet = library.exchange_rates()
    assert sheet is not None  # noqa: S101 - the file is listed
    return sheet.file, check_exchange_rates(sheet, _currencies(library), on), sheet.sources


def _cars(library: Library, on: date) -> Found:
    sheet = library.reference_cars()
    assert sheet is not None  # noqa: S101 - the file is listed
    return sheet.file, in_order(_doubts(sheet, "the reference cars", "cars", on)), sheet.sources


def _currencies(library: Library) -> Iterator[str]:
    """Yield the currency of each market that can be read."""
    for code in library.codes():
        try:
            yield library.market(code).document.currency
        except InputError:
            continue


def _doubts(sheet: Sheet[T], whose: str, root: str, on: date) -> Iterator[Diagnostic]:
    """Find sources that are unverified or were seen on a day that has not come yet."""
    from leasecalc.charges.source import Source
    from leasecalc.markets.leaves import leaves

    for leaf in leaves(sheet.document):
        if isinstance(leaf.value, Source):
            yield from _doubt(sheet, leaf.value, leaf.path, (whose, root, on))


def _doubt(
    sheet: Sheet[T], source: Source, path: tuple[str | int, ...], seen_from: tuple[str, str, date]
) -> Iterator[Diagnostic]:
    whose, root, on = seen_from
    written = ".".join(map(str, (root, *path)))
    if source.confidence == "unverified":
        message = f"a figure of {whose} is not verified: {source.title}"
        yield Diagnostic("LC511", message, "confirm it and name a source", sheet.spans(*path), "warning", written)
    if source.seen is not None and source.seen > on:
        message = f"a source was seen on {source.seen}, which has not come yet"
        yield Diagnostic("LC513", message, "", sheet.spans(*path, "seen"), "error", written)
