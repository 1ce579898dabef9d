"""What has been worked out of a record once, kept with it: a measure that needs what another has found does not look for it again.

The keeper is a field of the record that is made with it and is neither compared, printed nor copied by ``replace``; what it keeps
follows from the record alone, so that nobody sees whether it was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

Keeper = dict[Any, tuple[tuple[object, ...], Any]]
"""By what was worked out and of which things (their ``id``): those things, which so live as long, and the result."""


def once(keeper: Keeper, name: str, of: Sequence[object], work: Callable[[], T]) -> T:
    """Return ``work()``, at the first call with these very things; later the same result."""
    key = (name, *map(id, of))
    kept = keeper.get(key)
    if kept is not None and all(mine is theirs for mine, theirs in zip(kept[0], of, strict=True)):
        found: T = kept[1]
        return found
    result = work()
    keeper[key] = (tuple(of), result)
    return result
