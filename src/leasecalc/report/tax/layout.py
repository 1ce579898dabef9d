"""Two tables on income tax: the lease year by year, and both routes before and after it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.report.page import Column, Table

if TYPE_CHECKING:
    from leasecalc.report.deal.model import LegShown
    from leasecalc.report.tax.model import TaxShown


def tax_tables(tax: TaxShown) -> tuple[Table, Table]:
    """Return the tax of each year, and what it takes from both routes."""
    return _years_table(tax), _routes_table(tax)


def _years_table(tax: TaxShown) -> Table:
    names = ("income", "losses_used", "tax", "withheld", "credited", "carried", "paid")
    labels = ("Income", "Losses used", "Tax", "Withheld", "Credited", "Carried on", "Paid")
    low = {"losses_used": 2, "carried": 1}
    columns = (
        Column("year", "Year", "text"),
        *(
            Column(name, label, "money", currency=tax.currency, priority=low.get(name, 0))
            for name, label in zip(names, labels, strict=True)
        ),
        Column("paid_on", "Paid on", "date"),
    )
    rows = tuple((str(row.year), *(getattr(row, name) for name in names), row.paid_on) for row in tax.years)
    sums = (None if name == "carried" else sum((getattr(row, name) for row in tax.years), Decimal(0)) for name in names)
    lost = (
        f"; {tax.foreign_tax_lost:,} {tax.currency} of what is withheld abroad is never credited" if tax.foreign_tax_lost else ""
    )
    note = f"income tax at {tax.rate * 100:g} % on the lessor's contractual income{lost}"
    return Table(
        "tax", "Income tax of the lessor on the lease of one car", columns, rows, totals=("total", *sums, None), notes=(note,)
    )


def _routes_table(tax: TaxShown) -> Table:
    columns = (
        Column("leg", "Leg", "text"),
        Column("lease_value", "Lease, today", "money", currency=tax.currency),
        Column("sale_value", "Sale, today", "money", currency=tax.currency),
        Column("difference", "Difference", "money", currency=tax.currency),
    )
    lease: dict[str, LegShown] = {leg.name: leg for leg in tax.lease_legs}
    sale: dict[str, LegShown] = {leg.name: leg for leg in tax.sale_legs}
    rows: list[tuple[str, Decimal | None, Decimal | None, Decimal]] = [
        ("NPV before tax", tax.lease_npv, tax.sale_npv, tax.lease_npv - tax.sale_npv)
    ]
    if tax.loan_npv is not None:
        rows.append(("Loan: drawn, fee, interest, repaid", tax.loan_npv, None, tax.loan_npv))
    for name in dict.fromkeys((*lease, *sale)):
        left, right = lease.get(name), sale.get(name)
        label = (left or right or tax.lease_legs[0]).label
        values = [None if leg is None else leg.present_value for leg in (left, right)]
        rows.append((label, *values, (values[0] or Decimal(0)) - (values[1] or Decimal(0))))  # type: ignore[arg-type]
    after = (tax.after_tax_lease_npv, tax.after_tax_sale_npv, tax.after_tax_lease_npv - tax.after_tax_sale_npv)
    return Table("after_tax", "Both routes after income tax, per car", columns, tuple(rows), totals=("NPV after tax", *after))
