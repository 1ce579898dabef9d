"""LC5xx: market data."""

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = ()
