"""The kinds of rate, one per file. A new kind is its file, one line in each list below, and its cases."""

from __future__ import annotations

from typing import TypeAlias

from leasecalc.charges.kinds.ad_valorem import AdValorem
from leasecalc.charges.kinds.bounded import Bounded
from leasecalc.charges.kinds.by_maker import ByMaker
from leasecalc.charges.kinds.compound import Compound
from leasecalc.charges.kinds.exempt import Exempt
from leasecalc.charges.kinds.extremes import MaxOf, MinOf
from leasecalc.charges.kinds.fixed import Fixed
from leasecalc.charges.kinds.gross_up import GrossUp
from leasecalc.charges.kinds.index_unit import IndexUnit
from leasecalc.charges.kinds.linear_rate import LinearRate
from leasecalc.charges.kinds.marginal_bands import MarginalBands
from leasecalc.charges.kinds.per_period import PerPeriod
from leasecalc.charges.kinds.points import Points
from leasecalc.charges.kinds.scaled import Scaled
from leasecalc.charges.kinds.specific import Specific
from leasecalc.charges.kinds.unknown import Unknown
from leasecalc.charges.kinds.whole_base_bands import WholeBaseBands

__all__ = [
    "RATE_KINDS",
    "AdValorem",
    "Bounded",
    "ByMaker",
    "Compound",
    "Exempt",
    "Fixed",
    "GrossUp",
    "IndexUnit",
    "LinearRate",
    "MarginalBands",
    "MaxOf",
    "MinOf",
    "PerPeriod",
    "Points",
    "RateKind",
    "Scaled",
    "Specific",
    "Unknown",
    "WholeBaseBands",
]

RateKind: TypeAlias = (
    AdValorem
    | Exempt
    | Unknown
    | Specific
    | Fixed
    | Compound
    | MaxOf
    | MinOf
    | Bounded
    | LinearRate
    | MarginalBands
    | WholeBaseBands
    | ByMaker
    | GrossUp
    | IndexUnit
    | PerPeriod
    | Points
    | Scaled
)
"""Any rate of a market file; the field `kind` tells which."""

RATE_KINDS: tuple[type[RateKind], ...] = (
    AdValorem,
    Exempt,
    Unknown,
    Specific,
    Fixed,
    Compound,
    MaxOf,
    MinOf,
    Bounded,
    LinearRate,
    MarginalBands,
    WholeBaseBands,
    ByMaker,
    GrossUp,
    IndexUnit,
    PerPeriod,
    Points,
    Scaled,
)
