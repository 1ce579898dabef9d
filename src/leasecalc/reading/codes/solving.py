"""LC6xx: solving and calculating."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = ()
