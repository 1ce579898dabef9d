"""What a difference says: the inputs that changed, the outputs that moved, and the causes of each move."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

CauseKind = Literal["deal", "market data", "engine", "market data or engine", "priced anew"]
Order = Literal["all orders", "order of the file"]


@record(kw_only=True)
class InputChanged:
    """One value that differs, and where the side that has it writes it (``deal.yaml:12:3``)."""

    sign: Literal["~", "+", "-"]
    path: str
    before: str
    after: str
    place: str
    note: str


@record(kw_only=True)
class LawChanged:
    """One line of the landed cost whose rate the market data says otherwise, for the same deal."""

    line: str
    label: str
    before: str
    after: str
    source: str


@record(kw_only=True)
class OutputMoved:
    """One figure that moved: ``change`` and ``percent`` are None where one side has no value or the currencies differ."""

    name: str
    label: str
    unit: str
    currency: str
    currency_before: str
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None
    percent: Decimal | None


@record(kw_only=True)
class Cause:
    """One cause, with what it does to each output alone, and its share of the move; an output without an entry has no value with it alone."""

    kind: CauseKind
    name: str
    changes: tuple[str, ...]
    alone: Mapping[str, Decimal]
    share: Mapping[str, Decimal]
    left_over: bool = False
    """Whether it is what the deals and the market data at hand do not explain: figures saved by another engine or under other market data."""


@record(kw_only=True)
class Difference:
    """Everything that differs between two sides. For each output in ``together``: the moves alone and together add up to ``change``."""

    name: str
    before: str
    after: str
    tool_before: str
    tool_after: str
    deal_changed: bool
    data_changed: tuple[str, ...]
    """Market files that differ, by their short names."""
    inputs: tuple[InputChanged, ...]
    laws: tuple[LawChanged, ...]
    outputs: tuple[OutputMoved, ...]
    steady: tuple[OutputMoved, ...]
    """Outputs that did not move."""
    causes: tuple[Cause, ...]
    together: Mapping[str, Decimal]
    """What the causes do only together, by output: the move less the sum of what each does alone."""
    order: Order
    engine_changed: bool
    """Whether figures moved that neither deal nor market data explain."""

    @property
    def moved(self) -> bool:
        """Whether anything moved."""
        return bool(self.outputs)
