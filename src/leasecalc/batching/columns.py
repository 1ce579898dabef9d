"""The columns of a batch: what a cell is, how it ended, its measures, and what its answer rests on."""

from __future__ import annotations

from typing import Literal

from leasecalc.engine.solving.goals import GOALS_BY_NAME, IN_LEASE_CURRENCY
from leasecalc.records import record

Kind = Literal["text", "count", "money", "rate", "number"]

KINDS: dict[str, Kind] = {"money": "money", "rate": "rate", "months": "number", "ratio": "number"}


@record
class BatchColumn:
    """One column: its name, what its values are, and the column that holds its currency."""

    name: str
    kind: Kind
    currency: str = ""


HEAD = (BatchColumn("cell", "count"), BatchColumn("file", "text"), BatchColumn("deal", "text"), BatchColumn("market", "text"))
STATUS = (BatchColumn("status", "text"), BatchColumn("code", "text"), BatchColumn("place", "text"), BatchColumn("reason", "text"))
CURRENCIES = (
    BatchColumn("pricing_date", "text"),
    BatchColumn("currency", "text"),
    BatchColumn("lease_currency", "text"),
    BatchColumn("quantity", "count"),
)
CHARGES = (BatchColumn("charges", "money", "charges_currency"), BatchColumn("charges_currency", "text"))
DOUBTS = (
    BatchColumn("gates_failed", "text"),
    BatchColumn("gates_unknown", "text"),
    BatchColumn("assumed", "count"),
    BatchColumn("unverified", "count"),
    BatchColumn("stale", "count"),
    BatchColumn("assumed_inputs", "text"),
    BatchColumn("doubtful_figures", "text"),
)
FROM_LIBRARY = BatchColumn("from_library", "text")
"""What of a row is no figure of the deal but of the library, with its day."""

MEASURES = tuple(GOALS_BY_NAME)


def columns(paths: tuple[str, ...], measures: tuple[str, ...] = MEASURES, *, reference: bool = False) -> tuple[BatchColumn, ...]:
    """Return the columns of a batch that sets ``paths``, in their order; with ``reference`` also what is taken from the library."""
    own = tuple(BatchColumn(path, "text") for path in paths)
    measured = tuple(
        BatchColumn(name, KINDS[GOALS_BY_NAME[name].unit], "lease_currency" if name in IN_LEASE_CURRENCY else "currency")
        for name in measures
    )
    return (*HEAD, *own, *STATUS, *CURRENCIES, *measured, *CHARGES, *DOUBTS, *((FROM_LIBRARY,) if reference else ()))
