"""A percentage that depends on who built the vehicle."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.fields import Percent
from leasecalc.records import record
from leasecalc.values import Value, number


@record(kw_only=True)
class ByMaker(Rate):
    """A percentage of the base by maker: ``base × rate(maker)``; `otherwise` for every maker not named.

    Example: EU countervailing duty on battery cars from China: BYD 17 %, Geely 18.8 %, SAIC and all others 35.3 %
    (Regulation 2024/2754).
    """

    kind: Literal["by_maker"] = "by_maker"
    rates: dict[str, Percent]
    otherwise: Percent | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the base times the maker's rate. Raises ``InputError`` (LC520) for a maker that has none."""
        return base * number(self.rate_of(context.text("maker")))

    def rate_of(self, maker: str) -> Decimal:
        """Return the rate of a maker, compared without regard to case."""
        for name, rate in self.rates.items():
            if name.casefold() == maker.casefold():
                return rate
        if self.otherwise is None:
            known = ", ".join(self.rates)
            raise InputError((Diagnostic("LC520", f"no rate is known for the maker `{maker}`", f"the file names {known}"),))
        return self.otherwise

    def is_proportional(self) -> bool:
        """Say yes: no money is fixed."""
        return True

    def describe(self) -> str:
        """List makers and rates."""
        listed = [f"{name} {words.percent(rate)}" for name, rate in self.rates.items()]
        if self.otherwise is not None:
            listed.append(f"others {words.percent(self.otherwise)}")
        return ", ".join(listed)

    def requirements(self) -> Iterator[Requirement]:
        """Need the maker."""
        yield Requirement("fact", "maker")
