"""LC48x: what a deal defines or asks for by itself: its own yields, limits of its instalments."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "LC481",
        "yield of the deal's own that cannot be",
        "`yields:` defines rates of return on chosen legs of the lease: `asset_yield: {exclude: [services]}`. Each has a name that no other measure "
        "has, and names legs as `leasecalc compare` and the JSON do; `services` stands for all fees and costs of services.",
    ),
    Code(
        "LC482",
        "limit of optimised instalments that says nothing",
        "`optimise:` says what is sought (`objective`) and within which limits each instalment is chosen. A limit is an amount, or a share of the "
        "level instalment; it names what it needs, as a season its months, and each month is 1 to 12.",
    ),
    Code(
        "LC483",
        "floor or ceiling that a linear programme cannot hold",
        "`floors` and `ceilings` name measures that are sums of flows, each times a factor: a yield (its present value at the rate is not below zero), a net "
        "present value, the margin, the surplus, the lessee's cost, peak cash (a ceiling only). Each has its own unit.",
    ),
)
