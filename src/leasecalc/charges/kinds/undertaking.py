"""A minimum import price per model that stands in place of a duty."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import kinds, words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate
from leasecalc.money import Money
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, Text
from leasecalc.records import record
from leasecalc.values import Value, all_true, any_true, is_formula, where


@record(kw_only=True)
class Undertaking(Rate):
    """No duty on a model whose value is at least its minimum price, else `otherwise`: ``0 if base ≥ minimum``.

    A model that is not listed bears `otherwise`. Put a gate beside it for what else the undertaking demands (volume,
    invoice).

    Example: solar modules of China at or above EUR 0.56 per watt came in free, below it 47.6 % was due (European Union
    2013, lexology.com); the first car is the Cupra Tavascan in February 2026, its minimum price is confidential.
    """

    kind: Literal["undertaking"] = "undertaking"
    minimum_prices: dict[Text, Amount]
    otherwise: "kinds.RateKind"

    def amount(self, base: Value, context: Context) -> Value:
        """Return nothing from the minimum price on, the other rate below it."""
        price = self.price_of(context.text("model"))
        if price is None:
            return self.otherwise.amount(base, context)
        kept = base >= context.money(price.amount, price.currency)
        if all_true(kept) and not is_formula(kept):
            return 0.0
        duty = self.otherwise.amount(base, context)
        return where(kept, 0.0, duty) if any_true(kept) else duty

    def price_of(self, model: str) -> Money | None:
        """Return the minimum price of a model, or None where it has none."""
        for name, price in self.minimum_prices.items():
            if name.casefold() == model.casefold():
                return price
        return None

    def inner(self) -> tuple[Rate, ...]:
        """Return the rate without undertaking."""
        return (self.otherwise,)

    def is_proportional(self) -> bool:
        """Say no: a minimum price is fixed money."""
        return False

    def describe(self) -> str:
        """List the minimum prices and the other rate."""
        listed = [f"{name} from {words.amount(price.amount, price.currency)}" for name, price in self.minimum_prices.items()]
        return f"exempt for {', '.join(listed)}; else {self.otherwise.describe()}"

    def requirements(self) -> Iterator[Requirement]:
        """Need the model, exchange rates for foreign prices, and what the other rate needs."""
        yield Requirement("fact", "model")
        yield from (Requirement("currency", price.currency) for price in self.minimum_prices.values())
        yield from Rate.requirements(self)

    def faults(self) -> Iterator[Fault]:
        """Refuse an empty list, and a price that is none."""
        if not self.minimum_prices:
            yield Fault(("minimum_prices",), "LC514", "no model has a minimum price", "write the other rate by itself")
        for name, price in self.minimum_prices.items():
            if price.amount <= 0:
                yield Fault(("minimum_prices", name), "LC514", f"the minimum price of `{name}` is not above zero")
