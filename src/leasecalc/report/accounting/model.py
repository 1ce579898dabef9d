"""The books of one deal as they are printed: money is Decimal, in the currency of the lease; rates are fractions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from leasecalc.records import record
from leasecalc.report.deal.model import FileRead, InputShown

ACCOUNTING_SCHEMA = "leasecalc/accounting/1"

Side = Literal["lessor", "lessee"]


@record(kw_only=True)
class IndicatorShown:
    """One criterion of the classification."""

    name: str
    paragraph: str
    answer: str
    share: float | None
    reason: str


@record(kw_only=True)
class FigureShown:
    """One figure at commencement."""

    name: str
    label: str
    value: Decimal | float
    unit: Literal["money", "rate"]
    remark: str


@record(kw_only=True)
class InterestRowShown:
    """One payment of the effective-interest schedule."""

    on: date
    opening: Decimal
    interest: Decimal
    payment: Decimal
    closing: Decimal


@record(kw_only=True)
class AccountingShown:
    """The books of one side."""

    schema: str
    tool: str
    data: str
    files: tuple[FileRead, ...]
    deal: str
    currency: str
    quantity: int
    """Cars of the deal."""
    cars: int
    """Cars that the amounts are of: one, or the whole fleet where it comes in several deliveries."""
    side: Side
    standard: str
    lease_class: str
    classification: tuple[IndicatorShown, ...]
    figures: tuple[FigureShown, ...]
    schedule: tuple[InterestRowShown, ...]
    years: tuple[Mapping[str, Decimal | int | None], ...]
    """One map for each calendar year; its keys depend on side and class."""
    notes: tuple[str, ...]
    inputs: tuple[InputShown, ...]
    warnings: tuple[str, ...]
