"""Structure and price cross-border vehicle leases, and compare them with an outright export sale.

    import leasecalc
    deal = leasecalc.load("deal.yaml", {"lease.term": "48 months"})
    leasecalc.price(deal)

The verbs are imported when they are first used, so that the command line starts quickly.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from leasecalc.verbs.deals import Loaded, compare, load, price, simulate, solve, sweep, tornado
    from leasecalc.verbs.many import batch
    from leasecalc.verbs.result import Result

_ROOMS = {"batch": "many", "Result": "result"}
__all__ = ["Loaded", "Result", "batch", "compare", "load", "price", "simulate", "solve", "sweep", "tornado"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"leasecalc has no `{name}`; its verbs are {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(f"leasecalc.verbs.{_ROOMS.get(name, 'deals')}"), name)
