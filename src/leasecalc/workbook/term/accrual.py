"""The clock of a contract on formulas: each row has a cell for its time, and rows beyond the term bear no interest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.engine.contract.accrual import Accrual
from leasecalc.records import record, replace
from leasecalc.values import where

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.values import Flag, Value
    from leasecalc.workbook.lifting.cells import Cells
    from leasecalc.workbook.term.live import LiveTerm

#: The times of a clock that is not on formulas (a record is made anew, so `super` does not know it).
_TIMES: Callable[[Accrual], tuple[float, ...]] = Accrual.__dict__["times"].fget


@record(kw_only=True)
class ClockOnCells(Accrual):
    """The clock of the longest lease that the workbook can hold."""

    cells: Cells
    term: LiveTerm | None = None
    """None where the term is no formula."""

    @property
    def times(self) -> tuple[Any, ...]:
        """Return the time of each row in periods, the last by the term."""
        *rows, last = (self.cells.time(time) for time in _TIMES(self))
        if self.term is None:
            return (*rows, last)
        return (*rows, self.term.by_term("Periods to the end of the lease", self._end_of))

    def _end_of(self, plain: Accrual) -> float:
        return replace(plain, still=self.still, odd=self.odd).times[-1]

    def is_last_instalment(self, row: int) -> Flag:
        """Return whether a row, counted from 0, is the last instalment."""
        return Accrual.is_last_instalment(self, row) if self.term is None else self.term.ends_at(row)

    def growth(self, rate: Value, row: int) -> Value:
        """Return the interest on one unit of balance between the row before and this one; none beyond the term."""
        grown = Accrual.growth(self, rate, row)
        if self.term is None or row >= len(self.term.active):
            return grown
        return where(self.term.active[row], grown, 0.0)
