"""The kinds of rate, one per file. A new kind is its file, one line in each list below, and its cases."""

from __future__ import annotations

from typing import TypeAlias

from leasecalc.charges.kinds.ad_valorem import AdValorem
from leasecalc.charges.kinds.back_out import BackOut
from leasecalc.charges.kinds.bounded import Bounded
from leasecalc.charges.kinds.by_fact import ByFact
from leasecalc.charges.kinds.by_maker import ByMaker
from leasecalc.charges.kinds.capped_relief import CappedRelief
from leasecalc.charges.kinds.coefficients import Coefficients
from leasecalc.charges.kinds.compound import Compound
from leasecalc.charges.kinds.decision_table import DecisionTable
from leasecalc.charges.kinds.depreciation import Depreciation
from leasecalc.charges.kinds.excess_over import ExcessOver
from leasecalc.charges.kinds.exempt import Exempt
from leasecalc.charges.kinds.extremes import MaxOf, MinOf
from leasecalc.charges.kinds.fixed import Fixed
from leasecalc.charges.kinds.gross_up import GrossUp
from leasecalc.charges.kinds.index_unit import IndexUnit
from leasecalc.charges.kinds.linear_rate import LinearRate
from leasecalc.charges.kinds.marginal_bands import MarginalBands
from leasecalc.charges.kinds.per_period import PerPeriod
from leasecalc.charges.kinds.points import Points
from leasecalc.charges.kinds.product import Product
from leasecalc.charges.kinds.quota import Quota
from leasecalc.charges.kinds.reduced import Reduced
from leasecalc.charges.kinds.scaled import Scaled
from leasecalc.charges.kinds.specific import Specific
from leasecalc.charges.kinds.undertaking import Undertaking
from leasecalc.charges.kinds.unknown import Unknown
from leasecalc.charges.kinds.whole_base_bands import WholeBaseBands

__all__ = [
    "RATE_KINDS",
    "AdValorem",
    "BackOut",
    "Bounded",
    "ByFact",
    "ByMaker",
    "CappedRelief",
    "Coefficients",
    "Compound",
    "DecisionTable",
    "Depreciation",
    "ExcessOver",
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
    "Product",
    "Quota",
    "RateKind",
    "Reduced",
    "Scaled",
    "Specific",
    "Undertaking",
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
    | BackOut
    | ByFact
    | CappedRelief
    | Coefficients
    | DecisionTable
    | Depreciation
    | ExcessOver
    | Product
    | Quota
    | Reduced
    | Undertaking
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
    BackOut,
    ByFact,
    CappedRelief,
    Coefficients,
    DecisionTable,
    Depreciation,
    ExcessOver,
    Product,
    Quota,
    Reduced,
    Undertaking,
)
