"""The instalment table as it is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.report.deal.model import RowShown, ScheduleShown
from leasecalc.report.decimals import money
from leasecalc.rounding import round_to

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.report.currency.clause import CurrencyClauseShown
    from leasecalc.values import Value

RESIDUAL_NAMES = {"purchase_option": "option", "guaranteed": "guarantee", "unguaranteed": "residual", "balloon": "balloon"}


REMAINDERS = {
    "last_interest": "the last interest line takes what rounding leaves",
    "last_instalment": "the last instalment takes what rounding leaves, at the rate before rounding",
    "first_instalment": "the first instalment takes what rounding leaves, at the rate before rounding",
    "instalment": "instalment {} takes what rounding leaves, at the rate before rounding",
    "balloon": "the balloon, paid with the last instalment, takes what rounding leaves, at the rate before rounding",
    "spread": "what rounding leaves is spread over the instalments, at the rate before rounding",
    "residual": "the residual takes what rounding leaves, at the rate before rounding",
}


def schedule_shown(priced: Priced) -> ScheduleShown:
    """Return the instalment table; the residual carries no tax here."""
    deal, currency = priced.deal, priced.deal.lease.currency
    table = priced.table()
    days = (*deal.timeline.instalments, deal.timeline.residual)
    rows = []
    taxes = _taxes(priced)
    for index, (row, at) in enumerate(zip(table.rows, days, strict=True)):
        last = index == len(table.rows) - 1
        vat = 0.0 if last else taxes[index]
        rows.append(
            RowShown(
                number=row.number,
                name=RESIDUAL_NAMES[deal.lease.residual_kind] if last else str(row.number),
                due=deal.timeline.due[index],
                on=deal.timeline.dates[at],
                opening=money(row.opening, currency),
                instalment=money(row.instalment, currency),
                interest=money(row.interest, currency),
                principal=money(row.principal, currency),
                vat=money(vat, currency),
                closing=money(row.closing, currency),
            )
        )
    zero = Decimal(0)
    return ScheduleShown(
        currency=currency,
        financed=money(table.financed, currency),
        rows=tuple(rows),
        total_instalments=sum((row.instalment for row in rows), zero),
        total_interest=sum((row.interest for row in rows), zero),
        total_principal=sum((row.principal for row in rows), zero),
        total_vat=sum((row.vat for row in rows), zero),
        residual=rows[-1].instalment,
        remainder=REMAINDERS[deal.roundings.remainder].format(deal.roundings.remainder_row + 1),
        currency_clause=None if deal.lease.clause is None else _clause_shown(priced),
    )


def _clause_shown(priced: Priced) -> CurrencyClauseShown:
    from leasecalc.report.currency.clause import clause_shown  # only a lease with the clause pays for loading it

    return clause_shown(priced)


def _taxes(priced: Priced) -> list[Value]:
    """Return the value-added tax that the lessor puts on each instalment, rounded as the contract rounds."""
    deal, rate = priced.deal, priced.inputs.rent_vat_rate
    if deal.money is None or deal.money.rent_vat is None:
        return [round_to(instalment * rate, deal.roundings.contract) for instalment in priced.contract.billed]
    from leasecalc.engine.legs.rent_vat import vat_lines

    lines = vat_lines(deal, priced.inputs, priced.contract)
    return lines if deal.money.rent_vat.accounts == "lessor" else [0.0] * len(lines)
