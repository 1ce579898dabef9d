"""What can go wrong, as values with a place, and the exceptions that carry them.

The exception tree and the exit code of each (design 6)::

    LeasecalcError
    ├── AnswerIsNo        1  computed, but the answer is no (a gate, a threshold, an expectation)
    ├── UsageError        2  the command line asks for something that does not exist
    ├── InputError        3  a file is wrong; carries every diagnostic at once
    ├── NoSolution        4  a target cannot be reached
    └── CalculationError  5  the program met a number that it must not print (a bug, or out of the tested domain)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning"]


@record(order=True)
class Span:
    """A place in a file: 1-based line and column of the first character, and how many characters it covers."""

    file: str
    line: int
    column: int
    length: int = 1


@record
class Diagnostic:
    """One fault: a code of ``reading.codes``, one sentence, a hint, and the places it concerns (the first one is the main one)."""

    code: str
    message: str
    hint: str = ""
    spans: tuple[Span, ...] = ()
    severity: Severity = "error"
    path: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Order by file, line, column, then code."""
        if not self.spans:
            return ("", 0, 0, self.code)
        first = self.spans[0]
        return (first.file, first.line, first.column, self.code)


class LeasecalcError(Exception):
    """Base of every error that a user may meet."""

    exit_code = 5


class AnswerIsNo(LeasecalcError):
    """The work was done and the answer is no."""

    exit_code = 1


class UsageError(LeasecalcError):
    """The command line or the call asks for something that does not exist."""

    exit_code = 2


class InputError(LeasecalcError):
    """A file is wrong. ``diagnostics`` holds all faults found, ``sources`` the text of each file for the excerpts."""

    exit_code = 3

    def __init__(self, diagnostics: tuple[Diagnostic, ...], sources: dict[str, str] | None = None) -> None:
        super().__init__(diagnostics)
        self.diagnostics = diagnostics
        self.sources = {} if sources is None else sources

    def __str__(self) -> str:
        return "\n".join(f"{d.code} {d.message}" for d in self.diagnostics)


class NoSolution(LeasecalcError):
    """No value of the knob meets the target; the message says what was tried."""

    exit_code = 4


class CalculationError(LeasecalcError):
    """A number left the domain in which it is known to be right."""

    exit_code = 5


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort diagnostics by place and drop repetitions."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: d.sort_key))
