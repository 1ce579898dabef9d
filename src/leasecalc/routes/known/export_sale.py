"""The outright export sale: the deal's own second side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.routes.view import Route, View

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument


def _missing(_document: DealDocument) -> tuple[str, ...]:
    return ()


def _views(document: DealDocument) -> tuple[View, ...]:
    return (View(document=document, side="sale", refund_rule="sale"),)


ROUTE = Route("export_sale", "Export sale", _missing, _views)
