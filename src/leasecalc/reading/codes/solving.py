"""LC6xx: solving and calculating."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code("LC601", "target that no instalment meets",
         "The level instalment that meets the target of the deal does not exist: the target asks for more than any instalment can bring, or the flows do not "
         "depend on it. Check the target and its unit, the residual and the deposit."),
)  # fmt: skip
