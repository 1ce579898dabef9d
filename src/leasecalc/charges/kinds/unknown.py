"""A charge exists, but its rate was not found."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.fields import Text
from leasecalc.records import record
from leasecalc.values import Value, is_array, is_formula


@record(kw_only=True)
class Unknown(Rate):
    """The rate is not known: the deal must give it, and until then there is no amount.

    Example: the duty on electric cars in Pakistan after 2026-06-30, when the reduced rate ended and its
    successor was not found.
    """

    kind: Literal["unknown"] = "unknown"
    ask: Text

    def amount(self, base: Value, context: Context) -> Value:  # noqa: ARG002
        """Raise ``InputError`` (LC509) with the question; a formula, which may never come here, has no value."""
        if is_array(base) and is_formula(base):
            return float("nan")
        raise InputError((self.question(),))

    def question(self) -> Diagnostic:
        """Put the question to the user."""
        return Diagnostic(
            "LC509", f"a rate is not known: {self.ask}", "override the line in the deal, or complete the market file"
        )

    def describe(self) -> str:
        """Say that it is not known."""
        return f"not known ({self.ask})"

    def requirements(self) -> Iterator[Requirement]:
        """Ask for the answer."""
        yield Requirement("answer", self.ask)
