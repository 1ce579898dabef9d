"""`currency`: Print what lies in which currency, and every conversion."""

from __future__ import annotations

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL)
def currency(request: Request) -> int:
    """Print what lies in which currency, and every conversion."""
    from leasecalc.cli.actions.currency import currency as show_currency

    return show_currency(request)
