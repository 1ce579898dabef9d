"""What each leg of the lease is, for `leasecalc explain`: amount, day, and the source of the rule."""

from __future__ import annotations

from leasecalc.records import record


@record
class LegPage:
    """One leg: its name in JSON, what it holds, when, and where the rule comes from."""

    name: str
    label: str
    text: str


LEG_PAGES: tuple[LegPage, ...] = (
    LegPage("credit_loss", "Flows lost to default",
            "minus (1 - S(t)) x each instalment, withholding tax, service, premium on the balance, returned deposit, residual and "
            "disposal, on its own day. S is survival: (1 - rate) ^ years, or a product over the years of a curve (hazard in discrete "
            "time, Jarrow and Turnbull 1995)."),
    LegPage("recovery", "Recovery after default",
            "P(k) x what the car brings: a share of the balance, or its value by month, or by age, kilometres and battery; P(k) = "
            "S(k-1) - S(k) is the probability of default before instalment k. On the day of the missed instalment + lag + idle."),
    LegPage("relet", "Car leased again",
            "P(k) x (relet_rent x each later instalment less the tax on it, from the missed instalment + lag + idle on; and the "
            "residual less disposal as in the contract, or on the day the car is back if the lease is over by then). The next lessee "
            "does not default."),
    LegPage("repossession", "Cost of repossession",
            "minus P(k) x repossession_cost, on the day of the missed instalment + lag."),
    LegPage("deposit_surplus", "Deposit left after default, returned",
            "With `deposit: set_off` the claim max(balance + repossession cost - recovery, 0) is taken from the deposit; minus P(k) x "
            "the rest goes back with the recovery. With `deposit: kept` the whole deposit stays: it is then the returned deposit that "
            "credit_loss does not return."),
    LegPage("refund_repaid", "Export VAT refund repaid after default",
            "With `vat_refund.on_default: repaid`: minus P(k) x the whole refund, no interest, at repossession (or when the refund "
            "arrives, if later); none after the last day of the term. A finance lease that ends before its term must repay the refund "
            "by Caishui [2014] 62 (the sentence on how much was not read: whole is the cautious reading, unverified)."),
    LegPage("guarantee", "Guarantor's payments",
            "P(k) x share x max(balance - recovery - deposit set off, 0) x probability that the guarantor pays: 1 - joint_default, or "
            "(1 - its own rate) ^ years."),
    LegPage("guarantee_fee", "Guarantor's fee",
            "Paid by the lessor at commencement, an amount or a share of financed."),
    LegPage("insurance_premium", "Credit insurance premium",
            "Paid once: an amount, a share of financed, or the OECD minimum premium rate x amount financed. The rate is {(a HOR + b) "
            "cover/0.95 + c cover/0.95 HOR (1 - CEF)} x product x cover factor x BTSF x (1 - TERM), Regulation (EU) 1233/2011 annex "
            "VI; HOR = (average life of the contract's own principal - 0.25) / 0.5 years. China is no Participant: a public proxy for "
            "the insurer's own price."),
    LegPage("premium_on_balance", "Credit insurance premium on the balance",
            "premium_rate x length of the period in years x balance after the payment of that day, ahead of each period; it stops at "
            "default."),
    LegPage("insurance_payout", "Credit insurance payments",
            "P(k) x (1 - excluded) x min(cover x (loss - guarantor's payment), maximum), loss = max(balance - recovery - deposit set "
            "off, 0), on the day of the missed instalment + waiting. Where the guarantor may fail, both cases with their probability."),
)  # fmt: skip

BY_NAME = {page.name: page for page in LEG_PAGES}
