"""Progressive bands: each rate applies to the part of the base inside its band."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import CurrencyCode, Number, Percent
from leasecalc.records import record
from leasecalc.values import Value, maximum, number, where


@record(kw_only=True)
class MarginalRow:
    """One band: from this limit on, `plus` (the printed quota) and `rate` of the excess over the limit."""

    __aliases__: ClassVar[dict[str, str]] = {"from": "from_"}

    from_: Number
    plus: Number | None = None
    rate: Percent


@record(kw_only=True)
class Rebate:
    """A percentage of the part of the base above a limit, taken off the tax."""

    above: Number
    rate: Percent


@record(kw_only=True)
class MarginalBands(Rate):
    """Quota of the band plus its rate on the excess: ``plus + (base − from) × rate``, less a rebate on a high base.

    Official tables print quotas that miss the band before by centavos: the printed `plus` counts; left out, it is the
    tax at the end of the band before. Limits and quotas are in `currency` (default: the market's).

    Example: Mexico ISAN 2022 (2 % from 0; 6,263 + 5 % from 313,163; 9,394 + 10 % from 375,795; 15,658 + 15 % from
    438,428; 34,447 + 17 % from 563,693; less 7 % of the excess over 864,750): 500,000 pesos bear 24,893.80.
    """

    kind: Literal["marginal_bands"] = "marginal_bands"
    rows: tuple[MarginalRow, ...]
    rebate: Rebate | None = None
    currency: CurrencyCode | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the quota and the excess of the band that holds the base."""
        tax: Value = float("nan")  # below zero no band holds the base
        for row, quota in zip(self.rows, self.quotas(), strict=True):
            limit = context.money(row.from_, self.currency)
            inside = context.money(quota, self.currency) + (base - limit) * number(row.rate)
            tax = where(base >= limit, inside, tax)
        if self.rebate is not None:
            excess = maximum(base - context.money(self.rebate.above, self.currency), 0.0)
            tax = tax - excess * number(self.rebate.rate)
        return tax

    def quotas(self) -> tuple[Decimal, ...]:
        """Return the tax at the beginning of each band: printed, or carried on from the band before."""
        quotas: list[Decimal] = []
        previous: MarginalRow | None = None
        for row in self.rows:
            carried = Decimal(0) if previous is None else quotas[-1] + (row.from_ - previous.from_) * previous.rate
            quotas.append(carried if row.plus is None else row.plus)
            previous = row
        return tuple(quotas)

    def describe(self) -> str:
        """Name the number of bands and the range of rates."""
        last = self.rows[-1]
        text = f"{len(self.rows)} bands, {words.percent(self.rows[0].rate)} to {words.percent(last.rate)}"
        if self.rebate is not None:
            text += f" less {words.percent(self.rebate.rate)} above {words.plain(self.rebate.above)}"
        return text

    def requirements(self) -> Iterator[Requirement]:
        """Need an exchange rate for limits in a foreign currency."""
        if self.currency is not None:
            yield Requirement("currency", self.currency)

    def faults(self) -> Iterator[Fault]:
        """Refuse a table with a gap at the bottom or limits that do not rise."""
        if not self.rows:
            yield Fault(("rows",), "LC514", "the table has no rows", "write at least `{from: 0, rate: ...}`")
            return
        if self.rows[0].from_ != 0:
            yield Fault(
                ("rows", 0, "from"),
                "LC514",
                "nothing is said below the first limit",
                "begin with `from: 0`; `rate: 0%` says that nothing is due there",
            )
        for index in range(1, len(self.rows)):
            low, high = self.rows[index - 1].from_, self.rows[index].from_
            if high <= low:
                yield Fault(
                    ("rows", index, "from"),
                    "LC514",
                    f"the limit {high} does not rise above {low}",
                    "order the rows by `from`",
                )
