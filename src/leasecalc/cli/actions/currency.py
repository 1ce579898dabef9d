"""`currency`: what lies in which currency, and every payment that is exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of

if TYPE_CHECKING:
    from leasecalc.cli.request import Request


def currency(request: Request) -> int:
    """Print exposure by currency, the exchange rates, and the conversions."""
    from leasecalc.engine.price import price
    from leasecalc.report.basis import marked, marked_data
    from leasecalc.report.currency.layout import currency_data, currency_page

    format_of(request)  # a wrong option is told before the work
    deal = api.load(request.deal, request.assignments)
    priced = price(api.resolve(deal, api.library(request.markets)))
    rests = api.basis(deal, priced)
    emit(
        request,
        marked(currency_page(priced, deal.document, rests), rests),
        marked_data(currency_data(priced, deal.document), rests),
    )
    return 0
