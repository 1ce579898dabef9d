"""What a batch prices: every deal file, in every market, under every combination of values, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc.errors import UsageError
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from hashlib import _Hash

SMALLEST_CHUNK, LARGEST_CHUNK, CHUNKS = 64, 1024, 16
"""Cells that one worker prices at a time: many, so that those alike are priced together, but few enough for every worker to have its share."""

EVERY = "all"
_CODES = re.compile(r"[A-Z]{2}(,[A-Z]{2})*")
_BASE = re.compile(rb"^extends:[ \t]*[\"']?([^\"'#\r\n]+?)[\"']?[ \t]*(#.*)?$", re.MULTILINE)


@record(kw_only=True)
class Cell:
    """One deal in one market (empty: its own) under one combination of values; ``number`` counts from 1 in the order of the batch."""

    number: int
    file: str
    market: str
    values: tuple[str, ...]
    assignments: tuple[str, ...]


@record(kw_only=True)
class Plan:
    """The cells of a batch. They are counted, never listed: a plan of a million cells is as small as one of ten."""

    deals: tuple[str, ...]
    markets: tuple[str, ...] = ()
    settings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    directories: tuple[str, ...] = ()
    reference: bool = False
    """Whether exchange rates and facts that a market asks for are taken from the library where a deal has none."""
    chunk_size: int = SMALLEST_CHUNK

    @property
    def size(self) -> int:
        """Return how many cells there are."""
        cells = len(self.deals) * max(1, len(self.markets))
        for _, values in self.settings:
            cells *= len(values)
        return cells

    @property
    def chunks(self) -> int:
        """Return how many chunks there are."""
        return -(-self.size // self.chunk_size)

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths that are set, each a column."""
        return tuple(path for path, _ in self.settings)

    def cell(self, place: int) -> Cell:
        """Return the cell at a place from 0: the deal turns slowest, then the market, then the settings from left to right."""
        rest, chosen = place, []
        for path, values in reversed(self.settings):
            rest, index = divmod(rest, len(values))
            chosen.append((path, values[index]))
        rest, index = divmod(rest, max(1, len(self.markets)))
        market = self.markets[index] if self.markets else ""
        chosen.reverse()
        assignments = tuple(f"{path}={value}" for path, value in chosen)
        return Cell(
            number=place + 1,
            file=self.deals[rest],
            market=market,
            values=tuple(value for _, value in chosen),
            assignments=((f"import.market={market}", *assignments) if market else assignments),
        )

    def cells_of(self, chunk: int) -> Iterator[Cell]:
        """Yield the cells of one chunk, from 0."""
        first = chunk * self.chunk_size
        return (self.cell(place) for place in range(first, min(first + self.chunk_size, self.size)))

    def fingerprint(self, *versions: str) -> str:
        """Return a hash of everything that the result depends on: the order, the texts of all deal files and their bases, and ``versions``."""
        from hashlib import sha256

        digest = sha256()
        for text in (
            *versions,
            repr((self.deals, self.markets, self.settings, self.directories, self.reference, self.chunk_size)),
        ):
            digest.update(text.encode() + b"\0")
        for name in self.deals:
            _add_file(digest, Path(name))
        return digest.hexdigest()


def _add_file(digest: _Hash, path: Path) -> None:
    try:
        text = path.read_bytes()
    except OSError as fault:
        digest.update(f"{fault.errno}".encode())
        return
    digest.update(text)
    base = _BASE.search(text)
    if base is not None:
        beside = path.parent / base[1].decode("utf-8", "replace")
        digest.update(beside.read_bytes() if beside.is_file() else b"missing")


def planned(deals: Sequence[str], markets: Sequence[str], settings: Iterable[str], *, reference: bool = False) -> Plan:
    """Return the plan of a batch as it was typed. Raises ``UsageError`` for what cannot be read.

    ``deals`` are files, folders (every `*.yaml` below) or patterns; ``markets`` are codes (`ZA,UZ`), `all`, or folders of market files;
    ``settings`` are `path=value,value`; ``reference`` fills what a deal lacks in a market from the library.
    """
    codes: list[str] = []
    directories = [typed for typed in markets if not _CODES.fullmatch(typed) and typed != EVERY]
    for typed in markets:
        codes += _every_code(directories) if typed == EVERY else typed.split(",") if _CODES.fullmatch(typed) else []
    plan = Plan(
        deals=deal_files(deals),
        markets=tuple(dict.fromkeys(codes)),
        settings=tuple(_setting(typed) for typed in settings),
        directories=tuple(directories),
        reference=reference,
    )
    return replace(plan, chunk_size=min(LARGEST_CHUNK, max(SMALLEST_CHUNK, plan.size // CHUNKS)))


def _every_code(directories: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of every market of the library."""
    from leasecalc import api

    return tuple(api.library(directories).codes())


def deal_files(typed: Sequence[str]) -> tuple[str, ...]:
    """Return the deal files of files, folders (every `*.yaml` below) and patterns. Raises ``UsageError`` where one holds none."""
    return tuple(_files(typed))


def _files(typed: Sequence[str]) -> Iterator[str]:
    """Yield deal files: those named in the order typed, those found in order of name; each once."""
    seen: set[str] = set()
    for name in typed:
        if Path(name).is_dir():
            found = sorted(str(path) for path in Path(name).rglob("*.yaml"))
        elif has_magic(name) and not Path(name).exists():
            named = glob(name, recursive=True)  # noqa: PTH207 - a pattern may be absolute
            found = sorted(path for path in named if Path(path).is_file())
        else:
            found = [name]
        if not found:
            raise UsageError(f"there is no deal file in `{name}`")
        yield from (path for path in found if path not in seen)
        seen.update(found)


def _setting(typed: str) -> tuple[str, tuple[str, ...]]:
    """Read `lease.term=36months,60months`; values with a comma of their own are written one `--set` a value with `;` between."""
    path, equals, text = typed.partition("=")
    separator = ";" if ";" in text else ","
    values = tuple(value.strip() for value in text.split(separator))
    if text.lstrip().startswith(("[", "{", '"')) and separator == ",":
        values = (text.strip(),)
    if not equals or not path.strip() or not all(values):
        raise UsageError(f"--set takes PATH=VALUE,VALUE ..., not `{typed}`; values that hold a comma are separated by `;`")
    return path.strip(), tuple(dict.fromkeys(values))
