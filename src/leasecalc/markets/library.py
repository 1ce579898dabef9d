"""The library of market files: shipped data, and directories that add to it or replace it.

Paths are text here: `pathlib` costs more to import than all of a deal's market data to load.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from leasecalc.errors import Diagnostic, InputError, UsageError
from leasecalc.reading.suggest import did_you_mean
from leasecalc.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from leasecalc.errors import Span
    from leasecalc.markets.exchange_rates import ExchangeRates
    from leasecalc.markets.origin import OriginDocument
    from leasecalc.markets.reference_cars import ReferenceCars
    from leasecalc.markets.schema import MarketDocument
    from leasecalc.reading.faults import Path as Steps
    from leasecalc.reading.tree import Tree

T = TypeVar("T")

SHIPPED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")  # noqa: PTH100, PTH118, PTH120
ORIGINS = "origins"
REFERENCE = "reference"
EXCHANGE_RATES, CARS = "exchange_rates", "cars"


@record
class Sheet(Generic[T]):
    """A document with what is needed to cite it: file name, hash of its bytes, text and places.

    A document that was built in memory has neither text nor places.
    """

    document: T
    file: str = ""
    sha256: str = ""
    tree: Tree | None = None
    text: str = ""
    """The text of a document that was kept ready, with the places of its sections and lines; others are found when somebody asks."""
    places: dict[Steps, Span] = field(default_factory=dict, compare=False, repr=False)

    @property
    def sources(self) -> dict[str, str]:
        """The text of the file by its name, for excerpts."""
        if self.tree is not None:
            return dict(self.tree.sources)
        return {self.file: self.text.removeprefix("\ufeff")} if self.text else {}

    def spans(self, *path: str | int) -> tuple[Span, ...]:
        """Return the place of a value of the document, for diagnostics."""
        if path in self.places:
            return (self.places[path],)
        tree = self.tree
        if tree is None and self.text:
            tree = _parsed(self.text, self.file)
        if tree is None:
            return ()
        found = self.places[path] = tree.place(path)  # asked again for each deal of a batch that lacks the same
        return (found,)

    def input_error(self, diagnostics: Iterable[Diagnostic]) -> InputError:
        """Make the error that carries diagnostics about this sheet, with its text for the excerpts."""
        return InputError(tuple(diagnostics), self.sources)


class Library:
    """Find market and origin files by code; each file is read once, when it is first asked for."""

    def __init__(
        self, market_files: dict[str, str], origin_files: dict[str, str], reference_files: dict[str, str] | None = None
    ) -> None:
        self.market_files, self.origin_files, self.reference_files = market_files, origin_files, dict(reference_files or {})
        self._markets: dict[str, Sheet[MarketDocument]] = {}
        self._origins: dict[str, Sheet[OriginDocument]] = {}

    @classmethod
    def load(cls, directories: Iterable[str | Path] = ()) -> Library:
        """List the shipped files and those of `directories`; of two files with one name the later directory's counts.

        A directory holds `XX.yaml` for markets, `origins/XX.yaml` for origins, and `reference/exchange_rates.yaml` and
        `reference/cars.yaml`. Raises ``UsageError`` when one does not exist.
        """
        library = cls({}, {})
        for directory in (SHIPPED, *map(_plain, directories)):
            if not os.path.isdir(directory):  # noqa: PTH112
                raise UsageError(f"the market directory {directory} does not exist")
            library.market_files.update(_files(directory))
            library.origin_files.update(_files(directory, ORIGINS))
            library.reference_files.update(_files(directory, REFERENCE))
        return library

    @classmethod
    def only(cls, directory: str | Path) -> Library:
        """List the files of one directory alone. Raises ``UsageError`` when it does not exist or holds no market file."""
        folder = _plain(directory)
        if not os.path.isdir(folder):  # noqa: PTH112
            raise UsageError(f"the market directory {directory} does not exist")
        library = cls(_files(folder), _files(folder, ORIGINS), _files(folder, REFERENCE))
        if not library.market_files and not library.origin_files and not library.reference_files:
            raise UsageError(f"the directory {directory} holds no market files (XX.yaml)")
        return library

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all markets, sorted."""
        return tuple(sorted(self.market_files))

    def market(self, code: str) -> Sheet[MarketDocument]:
        """Return a market. Raises ``InputError`` for a code without a file (LC501) or a file that is wrong."""
        if code not in self._markets:
            self._markets[code] = _sheet(code, self.market_files, "market", _market_document)
        return self._markets[code]

    def origin(self, code: str) -> Sheet[OriginDocument]:
        """Return a country of origin. Raises like `market`."""
        if code not in self._origins:
            self._origins[code] = _sheet(code, self.origin_files, "origin", _origin_document)
        return self._origins[code]

    def exchange_rates(self) -> Sheet[ExchangeRates] | None:
        """Return the table of exchange rates; None where no directory has one. Raises ``InputError`` for a file that is wrong."""
        path = self.reference_files.get(EXCHANGE_RATES)
        return _read(path, f"reference-{EXCHANGE_RATES}", _exchange_rates) if path is not None else None

    def reference_cars(self) -> Sheet[ReferenceCars] | None:
        """Return the reference cars; None where no directory has them. Raises ``InputError`` for a file that is wrong."""
        path = self.reference_files.get(CARS)
        return _read(path, f"reference-{CARS}", _reference_cars) if path is not None else None

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of every file read so far, by file name."""
        read: list[Sheet[MarketDocument] | Sheet[OriginDocument]] = [*self._markets.values(), *self._origins.values()]
        return {sheet.file: sheet.sha256 for sheet in read}


def _plain(directory: str | Path) -> str:
    """Return a directory as it is shown: without `./` before it and `/` behind it."""
    from pathlib import Path

    return str(Path(directory))


def _files(*directory: str) -> dict[str, str]:
    """List the files of a directory by code."""
    folder = os.path.join(*directory)  # noqa: PTH118
    if not os.path.isdir(folder):  # noqa: PTH112
        return {}
    names = sorted(name for name in os.listdir(folder) if name.endswith(".yaml"))  # noqa: PTH208
    return {name.removesuffix(".yaml"): os.path.join(folder, name) for name in names}  # noqa: PTH118


def _path(code: str, files: dict[str, str], what: str) -> str:
    """Return the file of a code."""
    if code not in files:
        hint = f"{did_you_mean(code, sorted(files))}; `--markets DIR` adds more"
        raise InputError((Diagnostic("LC501", f"there is no {what} file for `{code}`", hint),))
    return files[code]


def _market_document() -> type[MarketDocument]:
    from leasecalc.markets.schema import MarketDocument

    return MarketDocument


def _origin_document() -> type[OriginDocument]:
    from leasecalc.markets.origin import OriginDocument

    return OriginDocument


def _exchange_rates() -> type[ExchangeRates]:
    from leasecalc.markets.exchange_rates import ExchangeRates

    return ExchangeRates


def _reference_cars() -> type[ReferenceCars]:
    from leasecalc.markets.reference_cars import ReferenceCars

    return ReferenceCars


def _sheet(code: str, files: dict[str, str], what: str, cls: Callable[[], type[T]]) -> Sheet[T]:
    """Return the document of a country. Raises ``InputError`` where its file is missing, wrong or of another country."""
    sheet = _read(_path(code, files, what), f"{what}-{code}", cls)
    _same_code(code, getattr(sheet.document, what), sheet, what)
    return sheet


def _read(path: str, ready: str, cls: Callable[[], type[T]]) -> Sheet[T]:
    """Return one file's document: that which is kept ready of a shipped file under the name `ready`, else what is read now."""
    from leasecalc.markets import prepared
    from leasecalc.reading.files import read_file

    shipped = path.startswith(SHIPPED + os.sep)
    name = f"markets/{path[len(SHIPPED) - len('data') :]}".replace(os.sep, "/") if shipped else path
    read = read_file(path)
    if shipped:
        kept: tuple[T, dict[Steps, Span]] | None = prepared.prepared(ready, read.sha256)
        if kept is not None:
            return Sheet(kept[0], name, read.sha256, text=read.text, places=kept[1])
    from leasecalc.reading.documents import load

    loaded = load(read.text, name, cls())
    if shipped:
        prepared.keep(ready, read.sha256, (loaded.document, _places(loaded.tree)))
    return Sheet(loaded.document, name, read.sha256, loaded.tree)


@lru_cache(maxsize=2)
def _parsed(text: str, file: str) -> Tree:
    """Return the places of a whole file; several faults of one market are looked up one after the other."""
    from leasecalc.reading.tree import parse

    return parse(text, file)


def _places(tree: Tree) -> dict[Steps, Span]:
    """Return the places of the sections of a file and of what stands in them: what warnings point at."""
    found: dict[Steps, Span] = {}
    for section, below in tree.data.items():
        inner = below if isinstance(below, dict) else range(len(below)) if isinstance(below, list) else ()
        for path in ((section,), *((section, step) for step in inner)):
            found[path] = tree.place(path)
    return found


def _same_code(code: str, written: str, sheet: Sheet[T], key: str) -> None:
    """Refuse a file whose name and content disagree."""
    if code != written:
        message = f"the file is named {code}.yaml but describes `{written}`"
        raise sheet.input_error((Diagnostic("LC501", message, "rename the file or correct the code", sheet.spans(key)),))
