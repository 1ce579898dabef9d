"""What a book prices: its columns as knobs of the template, what is passed through, and the chunks of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.batching.columns import KINDS, MEASURES, BatchColumn
from leasecalc.engine.settings import has_knob, knob_currency
from leasecalc.engine.solving.goals import GOALS_BY_NAME, IN_LEASE_CURRENCY
from leasecalc.errors import UsageError
from leasecalc.knobs import ALIASES, FX_PREFIX, KNOBS, knob
from leasecalc.reading.suggest import nearest
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.markets.library import Library

CHUNK = 65_536
"""Rows of a part on disk, and what one worker is given."""

STATUS = (BatchColumn("status", "text"), BatchColumn("code", "text"), BatchColumn("place", "text"), BatchColumn("reason", "text"))
HEAD = (BatchColumn("deal", "text"), BatchColumn("market", "text"), *STATUS)
CURRENCIES = (BatchColumn("currency", "text"), BatchColumn("lease_currency", "text"), BatchColumn("quantity", "count"))
CHARGES = (BatchColumn("charges", "money", "charges_currency"), BatchColumn("charges_currency", "text"))
MEASURED = tuple(
    BatchColumn(name, KINDS[GOALS_BY_NAME[name].unit], "lease_currency" if name in IN_LEASE_CURRENCY else "currency")
    for name in MEASURES
)
BASIS = BatchColumn("basis", "text")
"""How many inputs of the template stand without proof in every row, by mark."""
OWN = (BatchColumn("row", "count"), *HEAD, *CURRENCIES, *MEASURED, *CHARGES, BASIS)
"""Every column but those of the book itself."""

#: The columns of a book stand after `row`; one that is named as a measure is a value set, and is the same as the measure.
_SHARED = frozenset({"rent", "residual"})


@record
class Template:
    """The deal that a book varies: its file, what is set in it for every row, and folders of market files."""

    path: str
    assignments: tuple[str, ...] = ()
    directories: tuple[str, ...] = ()


@record(kw_only=True)
class BookColumn:
    """A column of the book as it is named there; ``knob`` is empty where it is passed through."""

    name: str
    knob: str = ""


@record(kw_only=True)
class BookPlan:
    """A book and its template. Rows are counted, never listed."""

    path: str
    template: Template
    columns: tuple[BookColumn, ...]
    size: int
    chunk_size: int = CHUNK

    @property
    def chunks(self) -> int:
        """Return how many chunks there are."""
        return -(-self.size // self.chunk_size)

    @property
    def written(self) -> tuple[BatchColumn, ...]:
        """Return the columns of the output in their order: the number of the row, those of the book, then the answer."""
        own = {column.name for column in self.columns}
        book = tuple(BatchColumn(column.name, "number" if column.knob else "text") for column in self.columns)
        return (OWN[0], *book, *(column for column in OWN[1:] if column.name not in own))

    def fingerprint(self, *versions: str) -> str:
        """Return a hash of everything that the result depends on."""
        from hashlib import blake2b

        digest = blake2b(digest_size=32)
        told = (self.template, self.columns, self.size, self.chunk_size, Path(self.path).suffix)
        for text in (*versions, repr(told), *(file.text for file in opened(self.template).deal.files)):
            digest.update(text.encode() + b"\0")
        with Path(self.path).open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()


@record
class Opened:
    """A template that was read and resolved once; ``by_term`` keeps it under other numbers of instalments."""

    deal: api.Deal
    markets: Library
    resolved: ResolvedDeal
    by_term: dict[int, ResolvedDeal | Exception]

    def at(self, instalments: int) -> ResolvedDeal:
        """Return the deal under another term. Raises ``InputError`` where there is no such deal."""
        from leasecalc.engine.solving.terms import Terms

        if instalments not in self.by_term:
            try:
                self.by_term[instalments] = Terms(self.deal.document, self.markets).at(instalments)
            except Exception as error:  # noqa: BLE001 - kept, and raised for each row that asks
                self.by_term[instalments] = error
        found = self.by_term[instalments]
        if isinstance(found, Exception):
            raise found
        return found


@lru_cache(maxsize=2)
def opened(template: Template) -> Opened:
    """Return the template, read once by each worker. Raises ``InputError`` for a deal that is not valid."""
    deal, markets = api.load(template.path, template.assignments), api.library(template.directories)
    resolved = api.resolve(deal, markets)
    return Opened(deal, markets, resolved, {len(resolved.timeline.instalments): resolved})


def columns_of(names: Sequence[str], deal: ResolvedDeal, keep: Iterable[str]) -> tuple[BookColumn, ...]:
    """Return which columns set knobs. Raises ``UsageError`` for one that looks like a misspelt knob, or that the deal has no use for."""
    kept = set(keep)
    for name in kept - set(names):
        raise UsageError(f"--keep {name}: the book has no column of that name")
    if len(set(names)) < len(names) or not all(names):
        raise UsageError("the columns of a book have names, each its own")
    found = tuple(BookColumn(name=name, knob="" if name in kept else _knob_of(name, deal)) for name in names)
    knobs = [column.knob for column in found if column.knob]
    if not knobs:
        raise UsageError("no column of the book is a knob: name them price, residual, sale_price, term, fx.USD/ZAR ...")
    if len(set(knobs)) < len(knobs) or {"rent", "rate"} <= set(knobs):
        raise UsageError("two columns of the book set the same number of the deal")
    taken = {column.name for column in OWN} - _SHARED
    for column in found:
        if column.name in taken or (not column.knob and column.name in _SHARED):
            raise UsageError(f"column `{column.name}` of the book has the name of a column of the answer: rename it")
    return found


def _knob_of(name: str, deal: ResolvedDeal) -> str:
    canonical = ALIASES.get(name, name)
    try:
        unit = knob(canonical).unit
    except KeyError:
        near = nearest(name, _names(deal))
        if near is not None:
            raise UsageError(
                f"column `{name}` of the book is no knob: did you mean `{near}`? To pass it through: --keep {name}"
            ) from None
        return ""
    if unit != "count" and not has_knob(deal, canonical):
        known = ", ".join(f"`{FX_PREFIX}{pair}`" for pair in deal.inputs.fx) if name.startswith(FX_PREFIX) else ""
        raise UsageError(
            f"column `{name}` of the book: the template has no such number" + (f"; it quotes {known}" if known else "")
        )
    return canonical


def _names(deal: ResolvedDeal) -> tuple[str, ...]:
    return (*(one.name for one in KNOBS), *(f"{FX_PREFIX}{pair}" for pair in deal.inputs.fx), *ALIASES)


def units(columns: Iterable[BookColumn], deal: ResolvedDeal) -> tuple[tuple[str, str], ...]:
    """Return in what the values of each knob column are read: a currency, `fraction`, `quotation` or `instalments`."""
    words = {"rate": "fraction", "quote": "quotation", "count": "instalments"}
    return tuple(
        (column.name, words.get(knob(column.knob).unit) or knob_currency(deal, column.knob)) for column in columns if column.knob
    )
