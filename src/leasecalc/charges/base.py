"""The base of a charge: which amount its rate is applied to."""

from collections.abc import Iterator

from leasecalc.charges.context import Context
from leasecalc.charges.words import plain
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Identifier, Number
from leasecalc.records import record
from leasecalc.values import Value, number


@record(kw_only=True)
class Base:
    """`of` × `times` ÷ `divided_by` + each of `plus` − each of `minus`.

    Names are amounts (fob, freight, insurance, cif, customs_value, retail_price), number facts (cc, kw, age_months),
    `units` (1 per vehicle) or the ids of other lines. The list of lines is explicit: nothing is added by itself.
    """

    of: Identifier
    times: Number | None = None
    divided_by: Number | None = None
    plus: tuple[Identifier, ...] = ()
    minus: tuple[Identifier, ...] = ()

    def value(self, context: Context) -> Value:
        """Return the base in the market's currency (or in the unit of the fact)."""
        value = context.named(self.of)
        if self.times is not None:
            value = value * number(self.times)
        if self.divided_by is not None:
            value = value / number(self.divided_by)
        for name in self.plus:
            value = value + context.named(name)
        for name in self.minus:
            value = value - context.named(name)
        return value

    def names(self) -> tuple[str, ...]:
        """List every name that the base is made of."""
        return (self.of, *self.plus, *self.minus)

    def describe(self) -> str:
        """Put the base into words."""
        text = self.of
        if self.times is not None:
            text += f" × {plain(self.times)}"
        if self.divided_by is not None:
            text += f" ÷ {plain(self.divided_by)}"
        return text + "".join(f" + {name}" for name in self.plus) + "".join(f" − {name}" for name in self.minus)

    def faults(self) -> Iterator[Fault]:
        """Refuse factors that make no base."""
        for name, factor in (("times", self.times), ("divided_by", self.divided_by)):
            if factor is not None and factor <= 0:
                yield Fault((name,), "LC522", f"`{name}` must be above zero, not {factor}", "leave it out if there is no factor")
