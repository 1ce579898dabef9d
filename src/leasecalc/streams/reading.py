"""Reading a stream: two columns, `date,amount` or `period,amount`; strict numbers, every fault with its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from leasecalc.errors import Diagnostic, InputError, Span
from leasecalc.reading import days, numbers
from leasecalc.reading.scalar import ScalarFault
from leasecalc.reading.suggest import quoted
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

By = Literal["date", "period"]

HEADERS: dict[tuple[str, ...], By] = {("date", "amount"): "date", ("period", "amount"): "period"}
_HINT = "begin with the line `date,amount` or `period,amount`"


@record
class Flow:
    """One flow: when (a day, or a number of periods from the start), how much (+ received, - paid), and where it is written."""

    when: date | Decimal
    amount: Decimal
    place: Span


@record
class Stream:
    """Flows in the order of the file. ``sources`` holds its text for messages."""

    name: str
    by: By
    flows: tuple[Flow, ...]
    sources: dict[str, str]

    @property
    def dates(self) -> tuple[date, ...]:
        """Return the day of each flow; empty for a stream of periods."""
        return tuple(flow.when for flow in self.flows if isinstance(flow.when, date))

    @property
    def periods(self) -> tuple[float, ...]:
        """Return the period of each flow; empty for a stream of dates."""
        return tuple(float(flow.when) for flow in self.flows if isinstance(flow.when, Decimal))

    @property
    def amounts(self) -> tuple[float, ...]:
        """Return the amount of each flow."""
        return tuple(float(flow.amount) for flow in self.flows)

    def fault(self, code: str, message: str, hint: str = "", place: Span | None = None) -> InputError:
        """Return a fault of this stream, by default at its first line."""
        return InputError((Diagnostic(code, message, hint, (place or Span(self.name, 1, 1),)),), self.sources)


def read(path: str) -> Stream:
    """Read the stream at ``path`` (``-``: standard input). Raises ``InputError`` with every fault at once."""
    from leasecalc.reading.files import read_file

    file = read_file(path)
    return parse(file.text, file.name)


def parse(text: str, name: str) -> Stream:
    """Return the stream that ``text`` holds. Raises ``InputError`` with every fault at once, in the order of the lines."""
    text = text.removeprefix("\ufeff")
    lines = [(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    sources = {name: text}
    if not lines:
        raise InputError((Diagnostic("LC621", "the file is empty", _HINT, (Span(name, 1, 1),)),), sources)
    by = _header(lines[0], name, sources)
    faults: list[Diagnostic] = []
    flows = [flow for number, line in lines[1:] if (flow := _flow(line, by, _Row(name, number, faults))) is not None]
    if not flows and not faults:
        faults.append(Diagnostic("LC623", "the file has a header and no flows", "", (Span(name, lines[0][0], 1),)))
    if faults:
        raise InputError(tuple(faults), sources)
    return Stream(name, by, tuple(flows), sources)


def _header(line: tuple[int, str], name: str, sources: dict[str, str]) -> By:
    number, text = line
    words = tuple(cell.text.lower() for cell in _cells(text))
    if words in HEADERS:
        return HEADERS[words]
    separator = next((mark for mark in (";", "\t", "|") if mark in text), "")
    hint = "separate the columns by commas, and write decimals with a dot" if separator else _HINT
    message = f"the first line {quoted(text)} is not the header of a stream"
    raise InputError((Diagnostic("LC621", message, hint, (Span(name, number, 1, max(1, len(text))),)),), sources)


@record
class _Cell:
    text: str
    column: int
    width: int


@record
class _Row:
    file: str
    line: int
    faults: list[Diagnostic]

    def tell(self, code: str, message: str, hint: str, cell: _Cell) -> None:
        self.faults.append(Diagnostic(code, message, hint, (Span(self.file, self.line, cell.column, max(1, cell.width)),)))

    def value(self, cell: _Cell, parse_text: Callable[[str], date | Decimal]) -> date | Decimal | None:
        try:
            return parse_text(cell.text)
        except ScalarFault as fault:
            self.tell(fault.code, fault.message, fault.hint, cell)
            return None


def _flow(line: str, by: By, row: _Row) -> Flow | None:
    cells = list(_cells(line))
    if len(cells) != 2:
        whole = _Cell(line, 1, len(line))
        joined = ",".join(cell.text for cell in cells[1:])
        hint = _without_separators(joined) if len(cells) > 2 else f"write a {by}, a comma and an amount"
        row.tell("LC622", f"the line has {len(cells)} cells, not 2", hint, whole)
        return None
    when = row.value(cells[0], days.day if by == "date" else _period)
    amount = row.value(cells[1], lambda text: numbers.number(text, "amount"))
    if when is None or not isinstance(amount, Decimal):
        return None
    return Flow(when, amount, Span(row.file, row.line, 1, max(1, len(line))))


def _period(text: str) -> Decimal:
    value = numbers.number(text, "period")
    if value < 0:
        raise ScalarFault("LC210", f"period {quoted(text)} is below zero", "count periods from 0")
    return value


def _without_separators(text: str) -> str:
    try:
        numbers.number(text, "amount")
    except ScalarFault as fault:
        return fault.hint
    return ""


def _cells(line: str) -> Iterator[_Cell]:
    """Yield the cells of a line; a cell in double quotes may hold commas, its quotes are taken off."""
    start = 0
    while start <= len(line):
        opened = line[start:].lstrip(" ").startswith('"')
        closing = line.find('"', line.index('"', start) + 1) if opened else -1
        end = line.find(",", closing if closing > 0 else start)
        end = len(line) if end < 0 else end
        written = line[start:end]
        text = written.strip()
        lead = len(written) - len(written.lstrip())
        if len(text) >= 2 and text[0] == text[-1] == '"':
            yield _Cell(text[1:-1].strip(), start + lead + 2, len(text) - 2)
        else:
            yield _Cell(text, start + lead + 1, len(text))
        start = end + 1
