"""Every code of a diagnostic, one module for each hundred."""

from __future__ import annotations

from leasecalc.reading.codes import (
    deal,
    markets,
    optimising,
    own_measures,
    portfolio,
    routes,
    solving,
    structure,
    usage,
    values,
    yaml_text,
)
from leasecalc.reading.codes.code import Code

__all__ = ["CODES", "Code"]

CODES: tuple[Code, ...] = tuple(
    sorted(
        (
            *yaml_text.CODES,
            *values.CODES,
            *structure.CODES,
            *deal.CODES,
            *own_measures.CODES,
            *markets.CODES,
            *solving.CODES,
            *optimising.CODES,
            *portfolio.CODES,
            *routes.CODES,
            *usage.CODES,
        ),
        key=lambda code: code.code,
    )
)
