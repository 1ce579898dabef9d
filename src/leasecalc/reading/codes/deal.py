"""LC4xx: the deal as a whole."""

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = ()
