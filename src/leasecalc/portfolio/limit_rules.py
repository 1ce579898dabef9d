"""Which units a limit may have, by the figure that it bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.money import Money
from leasecalc.reading.faults import Fault

if TYPE_CHECKING:
    from leasecalc.portfolio.document import Limit

AMOUNTS = frozenset({"peak funding", "npv"})
EITHER = frozenset({"expected loss"})
SHARE_OF = "share of "


def limit_faults(limit: Limit) -> Iterator[Fault]:
    """Yield what does not fit: no bound at all, a bound in another unit, or `of` where there is nothing to choose from."""
    bounds = {key: bound for key in ("at_most", "at_least") if (bound := getattr(limit, key)) is not None}
    if not bounds:
        yield Fault(("what",), "LC641", f"the limit of {limit.what} has no bound", "write `at_most:` or `at_least:`")
    for key, bound in bounds.items():
        money = isinstance(bound, Money)
        if limit.what in EITHER or money == (limit.what in AMOUNTS):
            continue
        wanted = "an amount, for example 5000000 USD" if limit.what in AMOUNTS else "a share, for example 40%"
        yield Fault((key,), "LC641", f"{limit.what} is not bounded by {'an amount' if money else 'a rate'}", f"write {wanted}")
    if limit.what.startswith(SHARE_OF) and limit.of is None and len(bounds) > 1:
        yield Fault(
            ("what",), "LC641", f"a floor and a ceiling of every {limit.what} at once", "write two limits, or say `of` which"
        )
    if limit.of is not None and not limit.what.startswith(SHARE_OF):
        yield Fault(("of",), "LC641", f"{limit.what} is one figure of the whole book", "leave `of` out")
