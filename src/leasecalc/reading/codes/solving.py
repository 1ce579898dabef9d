"""LC6xx: solving and calculating."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code("LC601", "target that no instalment meets",
         "The level instalment that meets the target of the deal does not exist: the target asks for more than any instalment can bring, or the flows do not "
         "depend on it. Check the target and its unit, the residual and the deposit."),
    Code("LC602", "number that cannot be exact",
         "Amounts are calculated to the cent up to 10^13 units; beyond that, or where a power overflows, no cent could be vouched for, so nothing is printed. "
         "Usually an amount, a rate or an exchange rate has too many digits or the wrong unit. If every number is as you mean it, price the deal in a currency "
         "of larger unit, or fewer cars at a time."),
)  # fmt: skip
