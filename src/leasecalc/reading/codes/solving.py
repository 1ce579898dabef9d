"""LC6xx: solving and calculating."""

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = ()
