"""LC63x: why there are no best instalments."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "LC631",
        "limits that clash",
        "No instalments keep all limits. The limits that are named cannot be kept together, and without any one of them the others can: loosen "
        "one of those. A floor of the lessor's yield is reached the harder, the later and the smaller instalments may be.",
    ),
    Code(
        "LC632",
        "nothing holds the instalments",
        "The objective gets better without end, because no limit holds the instalments back: the highest net present value asks for `at_most`, or "
        "a ceiling such as `lessee_cost`.",
    ),
    Code(
        "LC633",
        "deal that is not linear in its instalments",
        "Tax on the finance charge and a recovery of the balance hang on the interest split, which no straight line follows. The program then solves "
        "one linear programme after another, each around the answer of the last; in this deal they came to no rest. Fewer free instalments "
        "(`equal: 12 months`) help.",
    ),
)
