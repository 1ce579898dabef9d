"""LC6xx: solving and calculating."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code("LC601", "target that no instalment meets",
         "The level instalment that meets the target of the deal does not exist: the target asks for more than any instalment can bring, or the flows do not "
         "depend on it. Check the target and its unit, the residual and the deposit."),
    Code("LC602", "number that cannot be exact",
         "Amounts are calculated to the cent up to 10^13 units; beyond that, or where a power overflows, no cent could be vouched for, so nothing is printed. "
         "Usually an amount, a rate or an exchange rate has too many digits or the wrong unit. If every number is as you mean it, price the deal in a currency "
         "of larger unit, or fewer cars at a time."),
    Code("LC611", "target in a jump",
         "The measure leaps over the target without meeting it: a tax with a threshold, a gate of the export refund, or a yield that changes from one "
         "rate of return to another. The message gives the measure on both sides; choose a side, or another target. A term is a whole number of "
         "instalments: there the nearer of the two neighbours is quoted."),
    Code("LC612", "target out of reach",
         "No value of the knob in its range meets the target; the message says from where to where the measure goes. `--low` and `--high` move the "
         "ends of the range. With two knobs, the message says what the second measure reaches where the first target is met."),
    Code("LC613", "knob without effect",
         "The measure does not depend on the knob in this deal: the sale price does not move the lessor's yield, import charges that the lessee pays "
         "do not move his net present value, and a yield that the instalment is solved for stays at its target unless the instalment is kept (`--rent "
         "keep`)."),
    Code("LC621", "stream without its header",
         "A stream of flows is a CSV file whose first line is `date,amount` or `period,amount`, separated by a comma. A date is `2026-03-02`; a period "
         "is a number of periods from the start, from 0 on. Amounts received are positive and amounts paid negative."),
    Code("LC622", "line of a stream that has not two cells",
         "Each line is a date or period, a comma and an amount. An amount has no separators: `1,000` is two cells, write `1000`."),
    Code("LC623", "stream without flows",
         "The file has a header and nothing below it."),
    Code("LC624", "offer that does not fit the lease",
         "An offer has one row for each instalment of the deal, on its date or with its number from 1 (or from 0), and no amount below zero. Price "
         "another term with `--set lease.term=...` to compare an offer of another length."),
    Code("LC625", "scenario in which nothing happens",
         "A scenario of `stress` turns knobs (`knobs: {residual: x0.65}`), replaces rates of charge lines (`lines: {duty: 50%}`), sets values of the deal file "
         "(`set: [...]`), or lets the destination's currency fall (`host_currency_falls: 48%`). At least one of them is written."),
    Code("LC626", "two scenarios of one name", "Scenarios are told apart by their names, in the table and by `--only`."),
)  # fmt: skip
