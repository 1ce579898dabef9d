"""What accounts need beside the contract: facts of the classification, the lessor's kind, stages of expected credit loss."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, LengthOfTime, Percent, YesNo
from leasecalc.records import record


@record(kw_only=True)
class ExpectedCreditLoss:
    """Loss allowance on the lessor's net investment (IFRS 9); the default rate is that of `credit`."""

    stages: tuple[Literal["1", "2", "3"], ...]
    """Stage at commencement, then at each year end; the last one holds on. 1: twelve months, 2: lifetime, 3: credit-impaired."""
    loss_given_default: Percent | None = None
    """What is lost of the balance at default (default: what `credit.recovery` leaves)."""


@record(kw_only=True)
class Accounting:
    """How the deal stands in the books; only `leasecalc accounting` and the implicit rate look at it."""

    standard: Literal["ifrs16", "cas21", "asc842"] = "ifrs16"
    """Whose paragraphs and names are used (default: ifrs16); `--standard` goes before it."""
    lessor_kind: Literal["financier", "manufacturer_or_dealer"]
    """A manufacturer or dealer shows a selling profit at commencement, and its initial direct costs are expense."""
    fair_value: Amount | None = None
    """Fair value of the car at the inception of the lease (default: amount financed and down payment)."""
    carrying_amount: Amount | None = None
    """Cost of the car in the lessor's books (default: purchase less export refund, with carriage, freight, insurance and charges that the lessor bears)."""
    economic_life: LengthOfTime | None = None
    """Economic life of the car that is left at commencement, in months or years."""
    title_passes: YesNo | None = None
    """Whether title passes to the lessee by the end of the term."""
    option_certain: YesNo | None = None
    """Whether the lessee's purchase option is reasonably certain to be exercised."""
    specialised: YesNo | None = None
    """Whether only the lessee can use the car without major changes."""
    market_rate: Percent | None = None
    """Market rate of interest, effective a year: where it is above the implicit rate, it limits a manufacturer's or dealer's selling profit."""
    expected_credit_loss: ExpectedCreditLoss | None = None
    """Loss allowance (default: none is reckoned)."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault for a life that has no months, a market rate that nothing would use, and a list of no stages."""
        life = self.economic_life
        if life is not None and not life.months:
            yield Fault(("economic_life",), "LC480", f"an economic life of {life} cannot be counted in months",
                        "write it in months or years, for example `10 years`")  # fmt: skip
        if self.market_rate is not None and self.lessor_kind == "financier":
            yield Fault(("market_rate",), "LC480", "`market_rate` limits the selling profit of a manufacturer or dealer, and this lessor is a financier",
                        "leave it out, or write `lessor_kind: manufacturer_or_dealer`")  # fmt: skip
        loss = self.expected_credit_loss
        if loss is not None and not loss.stages:
            yield Fault(("expected_credit_loss", "stages"), "LC480", "`stages` is empty",
                        "write the stage at commencement and at each year end: `[1, 1, 2]`")  # fmt: skip
