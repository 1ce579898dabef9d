"""Taxes on the lease: value-added tax on rents and services, and the lessor's income tax at home."""

from __future__ import annotations

from typing import Literal

from leasecalc.reading.fields import AmountOrShare, LengthOfTime, Percent, YesNo
from leasecalc.records import record


@record(kw_only=True)
class RentVat:
    """Value-added tax on instalments and services, who accounts for it, and when it comes back."""

    rate: Percent | None = None
    """Rate (default: from the market file, by kind of lease on the pricing date)."""
    on: Literal["rent", "interest", "none"] | None = None
    """What of an instalment bears it (default: from the market file)."""
    accounts: Literal["lessor", "lessee"]
    """`lessor`: it is collected with each instalment and remitted; `lessee`: reverse charge, the lessee accounts for it itself."""
    remitted: LengthOfTime
    """Time from an instalment to the payment of its tax to the authority."""
    recoverable: Percent
    """Share that the lessee gets back as input tax."""
    recovered: LengthOfTime | None = None
    """Time from the lessee's payment to its recovery (default: none)."""


@record(kw_only=True)
class Tax:
    """Income tax of the lessor, year by year (the sale is taxed by the same rule)."""

    rate: Percent | None = None
    """Rate on income (default: from the origin file)."""
    settled: LengthOfTime | None = None
    """Time from the end of a calendar year to the payment of its tax (default: from the origin file)."""
    losses: Literal["carried", "used_at_once"] = "carried"
    """`carried`: a loss is set off against income of later years, as long as the origin file says; `used_at_once`: against other income of the lessor."""
    foreign_tax_credit: YesNo = True
    """Whether tax withheld abroad is credited, up to the tax on net income, and its excess carried as long as the origin file says."""
    life: LengthOfTime | None = None
    """Life over which an operating lessor writes the car off, straight line (default: the shortest that the origin file allows)."""
    salvage: AmountOrShare | None = None
    """Value that an operating lessor does not write off; needed for an operating lease."""
