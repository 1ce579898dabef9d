"""Rates of return and other unknowns, each with a status: never a silent zero, `None` or NaN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.roots.brackets import Solution, SolutionStatus, bracket_solve, linear_solve
from leasecalc.roots.dated import modified_rate_of_return, net_present_value_on, rate_of_return_on, years_from
from leasecalc.roots.quoted import quoted_rate_of_return
from leasecalc.roots.scalar import Root, RootStatus, net_present_value, rate_of_return

if TYPE_CHECKING:
    from leasecalc.roots.blocks import STATUS_CODES, rate_of_return_block


def __getattr__(name: str) -> object:
    """Load the solver of blocks when somebody asks for it: one deal does without."""
    if name in {"STATUS_CODES", "rate_of_return_block"}:
        from leasecalc.roots import blocks

        return getattr(blocks, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "STATUS_CODES",
    "Root",
    "RootStatus",
    "Solution",
    "SolutionStatus",
    "bracket_solve",
    "linear_solve",
    "modified_rate_of_return",
    "net_present_value",
    "net_present_value_on",
    "quoted_rate_of_return",
    "rate_of_return",
    "rate_of_return_block",
    "rate_of_return_on",
    "years_from",
]
