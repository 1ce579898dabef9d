"""LC4xx: the deal as a whole."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = ()
