"""Nothing is due, and the law says so."""

from typing import Literal

from leasecalc.charges.context import Context
from leasecalc.charges.rate import Rate
from leasecalc.records import record
from leasecalc.values import Value


@record(kw_only=True)
class Exempt(Rate):
    """Nothing is due: ``0``. The only way to say zero, so that a missing rate is never taken for one.

    Example: battery-electric vehicles bear no CO2 levy in South Africa (8703.80 is not among the levy items).
    """

    kind: Literal["exempt"] = "exempt"

    def amount(self, base: Value, context: Context) -> Value:  # noqa: ARG002
        """Return zero."""
        return 0.0

    def is_proportional(self) -> bool:
        """Say yes: no money is fixed."""
        return True

    def describe(self) -> str:
        """Say it in one word."""
        return "exempt"
