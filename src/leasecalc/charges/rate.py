"""What every kind of rate can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.reading.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.charges.context import Context, Requirement
    from leasecalc.values import Value


class Rate:
    """A rule that turns a base into an amount; both in the market's currency, float or array ``(S,)``."""

    __slots__ = ()

    def amount(self, base: Value, context: Context) -> Value:
        """Return the charge, unrounded. Raises ``InputError`` when the context lacks a requirement."""
        raise NotImplementedError

    def describe(self) -> str:
        """Put the rule into a few words."""
        raise NotImplementedError

    def requirements(self) -> Iterator[Requirement]:
        """List what the rule needs besides its base."""
        for rate in self.inner():
            yield from rate.requirements()

    def inner(self) -> tuple[Rate, ...]:
        """Return the rates that this one is composed of; none for a plain one."""
        return ()

    def is_proportional(self) -> bool:
        """Say whether the amount grows in step with the base, whatever its currency: no fixed money, no limit in money.

        The amount of such a rate as a share of its base is known without an exchange rate.
        """
        return bool(self.inner()) and all(rate.is_proportional() for rate in self.inner())


def zero_fault(key: str, what: str) -> Fault:
    """Refuse a zero that is not said in words: `exempt` is the only one, so that a blank is never taken for it."""
    return Fault((key,), "LC515", f"{what} of zero is not said in words", "write `{kind: exempt}` if nothing is due")
