"""A view: the deal as one company of a route sees it, and which numbers of the deal's own it does not follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from leasecalc.deal.document import DealDocument
    from leasecalc.money import Money

Side = Literal["lease", "sale"]


@record(kw_only=True)
class View:
    """A document to price and which of its two sides counts.

    ``frozen`` names the inputs that are the view's own, whatever becomes of the deal's; ``scaled`` those that are a fraction of the deal's.
    ``renamed`` gives legs another name and label; ``taxed`` counts the income tax of the view's own company as a leg.
    """

    document: DealDocument
    side: Side
    refund_rule: Side
    frozen: frozenset[str] = frozenset()
    scaled: Mapping[str, float] = field(default_factory=dict)
    renamed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    costs: tuple[Cost, ...] = ()
    taxed: bool = False


@record
class Cost:
    """A cost of the route alone (plus), per car, on the day on which import charges are paid."""

    name: str
    label: str
    amount: Money


@record
class Route:
    """A route: what the deal lacks for it, and the views that it is made of."""

    name: str
    label: str
    missing: Callable[[DealDocument], tuple[str, ...]]
    """Paths of what must be written before it can be priced."""
    views: Callable[[DealDocument], tuple[View, ...]]
