"""Money that moves beside the rent: running fees, commissions, a maker's subsidy, the dealer's share, and what transfers cost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from leasecalc.deal.structure import IndexPoint
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import AmountOrShare, Count, LengthOfTime, Moment, Percent, Text
from leasecalc.records import record

#: What a running fee or a commission may be a share of, beside amounts that are fixed on the pricing date.
SERIES = ("instalment", "balance", "services")


@record(kw_only=True)
class RunningFee:
    """A fee that is paid again and again, on one instalment, or as a share of instalments, of the balance or of services."""

    name: Text
    """What the contract calls it."""
    amount: AmountOrShare
    """An amount; a share of price, ex_vat, fob, sale or financed; or of each instalment, of the balance before it, or of the services of its date."""
    every: LengthOfTime | None = None
    """How often an amount is paid, from commencement or, in arrears, one length later: `1 month`, `3 months`."""
    on_payment: Count | None = None
    """Number of the one instalment with which it is paid."""
    growth: Percent | None = None
    """Yearly growth of an amount, by whole years since commencement."""
    index: tuple[IndexPoint, ...] | None = None
    """Instead of `growth`: an amount follows these values, value of the day / value at commencement."""
    paid_by: Literal["lessee", "lessor"] = "lessee"
    """`lessee`: to the lessor; `lessor`: a running cost of the lessor."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault where the fee does not say when it is paid, or grows twice."""
        follows = getattr(self.amount, "of", "") in SERIES
        if follows and self.every is not None:
            yield _excluded("every", "a share of instalments, balance or services is paid with each of them", "leave `every` out")
        elif not follows and (self.every is None) == (self.on_payment is None):
            yield _excluded(
                "amount", "a running fee is paid `every` length or `on_payment`, one of them", "write `every: 1 month`"
            )
        if self.growth is not None and self.index is not None:
            yield _excluded("index", "`growth` and `index` exclude each other", "leave one out")
        elif follows and (self.growth is not None or self.index is not None):
            yield _excluded("amount", "a share follows its series and has no growth of its own", "leave `growth` and `index` out")


def _excluded(name: str, message: str, hint: str) -> Fault:
    return Fault((name,), "LC435", message, hint)


@record(kw_only=True)
class Commission:
    """What the lessor pays for the contract to the one who brought it."""

    name: Text
    """Whom it goes to, for example `Broker`."""
    amount: AmountOrShare
    """An amount; a share of price, ex_vat, fob, sale or financed; or of each instalment."""
    instalments: Count | None = None
    """How many of the first instalments a share of them is paid on (default: all)."""
    when: Moment | None = None
    """When it is paid (default: at commencement; a share of instalments with each of them)."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault where a share of instalments has a moment, or another commission counts instalments."""
        follows = getattr(self.amount, "of", "") == "instalment"
        if follows and self.when is not None:
            yield _excluded("when", "a share of instalments is paid with each of them", "leave `when` out")
        if not follows and self.instalments is not None:
            yield _excluded(
                "instalments", "only a share of instalments is paid on some of them", "write `amount: 50% of instalment`"
            )


@record(kw_only=True)
class Subsidy:
    """What a maker or supplier pays the lessor so that the customer's rate can be lower."""

    amount: AmountOrShare | None = None
    """An amount, or a share of price, ex_vat, fob, sale or financed."""
    to_rate: Percent | None = None
    """Instead of `amount`: the rate, nominal a year, that the lessor earns on the amount financed with the subsidy."""
    paid: Moment | None = None
    """When it is paid (default: at commencement)."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault when neither or both ways are given."""
        if (self.amount is None) == (self.to_rate is None):
            yield _excluded(
                "amount", "`subsidy` needs `amount` or `to_rate`, and only one of them", "write `to_rate: 12%` or an amount"
            )


@record(kw_only=True)
class Dealer:
    """The dealer's share of the margin above the rate at which the lessor takes the contract, and of fees."""

    buy_rate: Percent | None = None
    """Rate, nominal a year, at which the lessor takes the contract from the dealer."""
    margin_share: Percent | None = None
    """The dealer's share of what the customer's payments are worth at `buy_rate` beyond the amount financed."""
    fee_share: Percent | None = None
    """The dealer's share of each of `lease.fees`, when it is paid."""
    paid: Moment | None = None
    """When the share of the margin is paid (default: at commencement)."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault where a share of the margin has no rate to be measured from, or the other way round."""
        if (self.buy_rate is None) != (self.margin_share is None):
            yield _excluded(
                "margin_share", "`margin_share` and `buy_rate` belong together", "write both, or share fees alone by `fee_share`"
            )
        elif self.margin_share is None and self.fee_share is None:
            yield _excluded(
                "fee_share", "the dealer has a share of nothing", "write `margin_share` with `buy_rate`, or `fee_share`"
            )


@record(kw_only=True)
class Lags:
    """Time from a payment, other than an instalment, to the lessor's account, where it is exchanged: transfer, and the wait for foreign exchange."""

    down_payment: LengthOfTime | None = None
    """Of the down payment."""
    fees: LengthOfTime | None = None
    """Of `lease.fees`."""
    deposit: LengthOfTime | None = None
    """Of the deposit; it is returned on its day."""
    services: LengthOfTime | None = None
    """Of what the lessee pays for services, and the tax on it; their costs are paid on their days."""
    running_fees: LengthOfTime | None = None
    """Of running fees that the lessee pays."""
    subsidy: LengthOfTime | None = None
    """Of the subsidy."""
    residual: LengthOfTime | None = None
    """Of the residual, after `residual.lag`."""
    refund: LengthOfTime | None = None
    """Of the export refund, after `vat_refund.received`."""
    sale: LengthOfTime | None = None
    """Of each payment of the buyer in the export sale."""


@record(kw_only=True)
class Settlement:
    """How payments reach the lessor's account."""

    lag: LengthOfTime | None = None
    """Time from the payment of an instalment to the lessor's account (default: none)."""
    lags: Lags | None = None
    """The same of other payments (default: none)."""
    cost: AmountOrShare | None = None
    """Cost of each transfer to the lessor: an amount, or a share of the instalment (`0.15% of instalment`)."""


@record(kw_only=True)
class DepositInterest:
    """Interest that the lessor owes on the deposit."""

    rate: Percent
    """Rate a year: simple, or effective."""
    method: Literal["simple", "compound"]
    """Whether unpaid interest bears interest."""
    paid: Literal["at_return", "with_instalments"]
    """With the deposit at the end, or with each instalment for the time since the one before."""
