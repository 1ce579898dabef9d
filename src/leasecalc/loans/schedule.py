"""Amortisation of a principal by payments on contract periods, to the cent where a contract rounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from leasecalc.rounding import UNROUNDED, Rounding, round_to
from leasecalc.values import absolute, minimum, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leasecalc.values import Value

InterestMethod = Literal["compound", "simple"]
Remainder = Literal["residue", "last_payment", "last_interest"]


@dataclass(frozen=True, slots=True)
class Row:
    """What happens at the end of one period, in currency.

    `interest` is what the period earned. `interest_paid + principal_paid = payment`; under compound interest all
    of it counts as paid, so a payment below the interest has negative principal. `unpaid_interest` is what simple
    interest leaves beside the balance.
    """

    interest: Value
    payment: Value
    interest_paid: Value
    principal_paid: Value
    balance: Value
    unpaid_interest: Value = 0.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rows of a loan, one for each period."""

    rows: tuple[Row, ...]

    @property
    def payments(self) -> tuple[Value, ...]:
        """Return the payments."""
        return tuple(row.payment for row in self.rows)

    @property
    def total_payments(self) -> Value:
        """Return the sum of the payments."""
        return _total(row.payment for row in self.rows)

    @property
    def total_interest(self) -> Value:
        """Return the sum of the interest paid."""
        return _total(row.interest_paid for row in self.rows)

    @property
    def end_balance(self) -> Value:
        """Return what is still owed, or overpaid if negative, after the last payment."""
        return self.rows[-1].balance + self.rows[-1].unpaid_interest


def _total(amounts: Iterable[Value]) -> Value:
    total: Value = 0.0
    for amount in amounts:
        total = total + amount
    return total


def amortise(
    principal: Value,
    period_rates: Sequence[Value],
    payments: Sequence[Value],
    *,
    method: InterestMethod = "compound",
    rounding: Rounding = UNROUNDED,
    remainder: Remainder = "residue",
) -> Schedule:
    """Run the balance through the payments, one at the end of each period.

    `period_rates` are the rate of each period on the balance: the yearly rate times the period in years, so odd
    periods, day counts and changes of the rate are given in them. "compound" adds interest that is not paid to the
    balance; "simple" (the US Rule, 12 CFR 1026 appendix J (a)(3)) keeps it aside, where it bears no interest, and a
    payment meets it first.

    `rounding` applies to interest. What it leaves at the end stays ("residue"), makes the last payment another one
    ("last_payment"), or is put into the interest of the last row ("last_interest"). Raises ``ValueError`` without
    payments, or for as many rates as there are not payments.
    """
    if not payments or len(payments) != len(period_rates):
        raise ValueError(f"{len(period_rates)} rates but {len(payments)} payments")
    step = _compound if method == "compound" else _simple
    rows: list[Row] = []
    balance, unpaid = principal, 0.0 * principal
    for rate, payment in zip(period_rates[:-1], payments[:-1], strict=True):
        rows.append(step(balance, unpaid, balance * rate, payment, rounding))
        balance, unpaid = rows[-1].balance, rows[-1].unpaid_interest
    interest = balance * period_rates[-1]
    if remainder == "residue":
        rows.append(step(balance, unpaid, interest, payments[-1], rounding))
    elif remainder == "last_payment":
        due = round_to(unpaid + interest, rounding)
        rows.append(_settled(balance, unpaid, round_to(balance + due, rounding), rounding))
    else:
        rows.append(_settled(balance, unpaid, payments[-1], rounding))
    return Schedule(tuple(rows))


def _settled(balance: Value, unpaid: Value, payment: Value, rounding: Rounding) -> Row:
    """Close the loan: whatever the payment holds beyond the balance is interest."""
    paid = _to_unit(payment - balance, rounding)
    return Row(_to_unit(paid - unpaid, rounding), payment, paid, balance, 0.0 * balance, 0.0 * balance)


def _compound(balance: Value, unpaid: Value, interest: Value, payment: Value, rounding: Rounding) -> Row:
    earned = round_to(interest, rounding)
    return Row(earned, payment, earned, payment - earned, _to_unit(balance + earned - payment, rounding), unpaid)


def _simple(balance: Value, unpaid: Value, interest: Value, payment: Value, rounding: Rounding) -> Row:
    owed = unpaid + interest
    due = round_to(owed, rounding)
    paid = minimum(due, payment)
    principal = payment - paid
    # Interest that is paid in full leaves no fraction of a cent behind.
    left = where(payment >= due, 0.0 * owed, owed - paid)
    return Row(interest, payment, paid, principal, _to_unit(balance - principal, rounding), left)


def _to_unit(balance: Value, rounding: Rounding) -> Value:
    """Take off the binary dust of a balance that is a whole number of units."""
    rounded = round_to(balance, rounding)
    return where(absolute(balance - rounded) < 1e-6 * rounding.unit, rounded, balance)


def schedule_of_interest(principal: Value, interest: Sequence[Value], payments: Sequence[Value]) -> Schedule:
    """Run the balance through payments whose interest is laid down: flat, Rule of 78, or another allocation.

    Raises ``ValueError`` for sequences of different length.
    """
    rows: list[Row] = []
    balance = principal
    for earned, payment in zip(interest, payments, strict=True):
        balance = balance + earned - payment
        rows.append(Row(earned, payment, earned, payment - earned, balance))
    return Schedule(tuple(rows))
