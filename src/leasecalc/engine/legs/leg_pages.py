"""What each line of a route is, for `leasecalc explain`: sign for the lessor, amount and day, what default does to it, and how it is taxed."""

from __future__ import annotations

from leasecalc.records import record


@record
class LegPage:
    """One leg of the lease, of its loan, of the sale or of a route, or (with a name that ends in `_`) a family of numbered ones."""

    name: str
    label: str
    amount: str
    stops: str
    """What default does to it."""
    taxed: str


LEG_PAGES: tuple[LegPage, ...] = (
    LegPage("purchase", "Purchase of the car", "- invoice price, value-added tax included, when it is paid", "no", "cost of the car"),
    LegPage("vat_refund", "Export VAT refund", "+ ex-VAT invoice x refund rate where the gates pass", "no", "lowers the cost of the car"),
    LegPage("consumption_tax_refund", "Consumption tax refund", "+ as it was paid at the stage before, on the day of the export VAT refund where that passes",
            "no", "lowers the cost of the car"),
    LegPage("inland", "Carriage to the port", "- amount, at export", "no", "cost of the car"),
    LegPage("freight", "Freight", "- amount, when shipping is paid", "no", "cost of the car"),
    LegPage("marine_insurance", "Marine insurance", "- amount, or a share of fob and others, when shipping is paid", "no", "cost of the car"),
    LegPage("import_charges", "Import charges", "- what the market charges on the car, where the lessor imports it", "no", "cost of the car"),
    LegPage("input_tax", "Input tax recovered", "+ the part of the import charges that the lessor gets back, on its day", "no", "lowers the cost of the car"),
    LegPage("direct_cost", "Initial direct cost", "- amount, or a share of price or financed, at commencement", "no", "cost of the car"),
    LegPage("down_payment", "Down payment", "+ at commencement", "no", "income at commencement, against the part of the cost that it repays"),
    LegPage("fees", "Fees", "+ each fee of the lease, on its day", "no", "income"),
    LegPage("deposit", "Deposit", "+ at commencement, - at the end (`deposit_return`)", "the return stops", "neither income nor cost"),
    LegPage("deposit_return", "Deposit returned", "- the deposit, at the end of the term", "yes", "neither income nor cost"),
    LegPage("deposit_interest", "Interest on the deposit", "- deposit x rate x years, or x ((1 + rate) ^ years - 1)", "yes", "cost"),
    LegPage("rent", "Instalments", "+ each instalment, `settlement.lag` after it is paid", "yes", "income on the day it falls due"),
    LegPage("rent_adjustment", "Currency adjustment of instalments",
            "+ or - instalment x share x (rate / base rate - 1), rounded, with the instalment. The rate is fixed `fixing_lag` before the first "
            "instalment that it adjusts falls due, kept within `floor` and `cap`, and counts beyond `threshold` (`lease.currency_clause`). Customer's "
            "rate, table and books are those of the base instalments (IFRS 16.27(b): measured with the rate at commencement).",
            "yes", "income on the day the instalment falls due"),
    LegPage("residual", "Residual", "+ residual, at the end of the term and `residual.lag`", "yes", "income on the day it falls due"),
    LegPage("disposal", "Disposal cost", "- amount, or a share of the residual, with the residual", "yes", "cost"),
    LegPage("service_", "A service", "+ fee, - cost, each grown by then, on every day of the service", "yes", "income (cost)"),
    LegPage("running_fee_", "A running fee",
            "+ (- if the lessor pays it) amount x growth, or share of instalment, balance, services",
            "yes", "income (cost)"),
    LegPage("commission_", "A commission", "- amount, or a share of price or financed, once", "no", "cost"),
    LegPage("rent_commission_", "A commission on instalments", "- share x instalment, with each of the first instalments", "yes", "cost"),
    LegPage("subsidy", "Subsidy", "+ amount, or what the customer's payments lack in worth at `to_rate`", "no", "income"),
    LegPage("dealer_margin", "Dealer's share of margin", "- share x worth of payments at `buy_rate` beyond the amount financed", "no", "cost"),
    LegPage("dealer_fees", "Dealer's share of fees", "- share x each of `lease.fees`, when it is paid", "no", "cost"),
    LegPage("conversion_cost", "Cost of conversion", "- share of what is exchanged on a day, and the fee", "yes", "cost"),
    LegPage("settlement_cost", "Cost of transfers", "- amount, or a share of the instalment, whenever an instalment arrives", "yes", "cost"),
    LegPage("rent_vat", "VAT collected", "+ rate x rent (or interest) and service", "yes", "neither income nor cost"),
    LegPage("rent_vat_remitted", "VAT remitted", "- what was collected, `remitted` after the payment", "with its payment", "neither income nor cost"),
    LegPage("withholding", "Withholding tax",
            "- rate x instalment or its interest, rounded; none where the lessee bears it on top",
            "yes", "credited, up to the tax on net income"),
    LegPage("income_tax", "Income tax", "- rate x income, less losses of earlier years", "see income_tax_of_default", "is the tax"),
    LegPage("foreign_tax_credit", "Credit for tax withheld",
            "+ tax withheld in the year and the five before, up to the year's own tax",
            "see income_tax_of_default", "is the credit"),
    LegPage("income_tax_of_default", "Change of income tax by default", "tax by contract less tax on what is expected", "is expected", "is the tax"),
    LegPage("insurance_premium", "Credit insurance premium",
            "- Paid once: an amount, a share of financed, or the OECD minimum premium rate x amount financed. The rate is {(a HOR + b) cover/0.95 + c "
            "cover/0.95 HOR (1 - CEF)} x product x cover factor x BTSF x (1 - TERM), Regulation (EU) 1233/2011 annex VI; HOR = (average life of the "
            "contract's own principal - 0.25) / 0.5 years. China is no Participant: a public proxy for the insurer's own price.",
            "no", "cost"),
    LegPage("premium_on_balance", "Credit insurance premium on the balance",
            "- premium_rate x length of the period in years x balance after the payment of that day, ahead of each period; it stops at default.",
            "yes", "cost"),
    LegPage("guarantee_fee", "Guarantor's fee", "- Paid by the lessor at commencement, an amount or a share of financed.", "no", "cost"),
    LegPage("credit_loss", "Flows lost to default",
            "minus (1 - S(t)) x each instalment, withholding tax, service, premium on the balance, returned deposit, residual and disposal, on its own "
            "day. S is survival: (1 - rate) ^ years, or a product over the years of a curve (hazard in discrete time, Jarrow and Turnbull 1995).",
            "is what default changes", "income or cost of the expected deal"),
    LegPage("recovery", "Recovery after default",
            "P(k) x what the car brings: a share of the balance, or its value by month, or by age, kilometres and battery; P(k) = S(k-1) - S(k) is the "
            "probability of default before instalment k. On the day of the missed instalment + lag + idle.",
            "is what default changes", "income or cost of the expected deal"),
    LegPage("relet", "Car leased again",
            "P(k) x (relet_rent x each later instalment less the tax on it, from the missed instalment + lag + idle on; and the residual less disposal as"
            " in the contract, or on the day the car is back if the lease is over by then). The next lessee does not default.",
            "is what default changes", "income or cost of the expected deal"),
    LegPage("repossession", "Cost of repossession",
            "minus P(k) x repossession_cost, on the day of the missed instalment + lag.",
            "is what default changes", "income or cost of the expected deal"),
    LegPage("deposit_surplus", "Deposit left after default, returned",
            "With `deposit: set_off` the claim max(balance + repossession cost - recovery, 0) is taken from the deposit; minus P(k) x the rest goes back "
            "with the recovery. With `deposit: kept` the whole deposit stays: it is then the returned deposit that credit_loss does not return.",
            "is what default changes", "income or cost of the expected deal"),
    LegPage("refund_repaid", "Export VAT refund repaid after default",
            "With `vat_refund.on_default: repaid`: minus P(k) x the whole refund, no interest, at repossession (or when the refund arrives, if later); "
            "none after the last day of the term. A finance lease that ends before its term must repay the refund by Caishui [2014] 62 (the sentence on "
            "how much was not read: whole is the cautious reading, unverified).",
            "is what default changes", "income or cost of the expected deal"),
    LegPage("guarantee", "Guarantor's payments",
            "P(k) x share x max(balance - recovery - deposit set off, 0) x probability that the guarantor pays: 1 - joint_default, or (1 - its own rate) "
            "^ years.",
            "is what default changes", "income or cost of the expected deal"),
    LegPage("insurance_payout", "Credit insurance payments",
            "P(k) x (1 - excluded) x min(cover x (loss - guarantor's payment), maximum), loss = max(balance - recovery - deposit set off, 0), on the day "
            "of the missed instalment + waiting. Where the guarantor may fail, both cases with their probability.",
            "is what default changes", "income or cost of the expected deal"),
    *(LegPage(name, label, amount, "is expected of leases that have not defaulted", "income or cost of the expected deal") for name, label, amount in (
        ("early_return_loss", "Flows ended by early return",
         ("minus P(returned before) x each payment that default stops too. With S_R not returned and S_D not defaulted, P(return at k) = S_D(k) (S_R(k-1) - "
         "S_R(k)), P(default before k) = S_R(k-1) (S_D(k-1) - S_D(k)): competing risks in discrete time (Kalbfleisch and Prentice, chapter 8). A car comes "
         "back right after an instalment, which is paid.")),
        ("early_return_settlement", "Settlement of early returns",
         ("P(return at k) x what `ends.early_return.pays` says, and the fee of `ends.termination`: a share of the instalments to come; the termination value "
         "by its method; or what that value is above the car, sold, less its costs, at least nothing.")),
        ("early_return_mileage", "Excess kilometres of early returns", "P(return at k) x kilometres above those allowed by then x `ends.mileage.per_km`"),
        ("early_return_deposit", "Deposit returned on early return", "minus P(return at k) x deposit; what is owed is apart"),
        ("early_return_refund", "Export VAT refund repaid on early return",
         ("minus P(return at k) x the refund that the rule of the origin file takes back, at the return (or when the refund arrives, if later): a lease "
         "that is returned before its term is over repays it (Caishui [2014] 62).")),
        ("early_return_refund_charged", "Repaid refund charged to the lessee", "the same amount, where `ends.termination.refund` is `lessee`"),
        ("early_return_car", "Cars returned early and sold", "P(return at k) x value by `car_value` `idle` after the return"),
        ("early_return_cost", "Cost of cars returned early",
         "minus P(return at k) x (`cost` + `idle_cost` x months + disposal: `ends.disposal_cost`, else `residual.disposal_cost`), when the car is sold"),
    )),
    LegPage("purchase_declined", "Residual of cars not bought",
            "minus S x (return + extend) x (residual less its disposal cost), on their days. S is the probability that the lease reaches its end, "
            "`return` and `extend` are the shares of `ends.expected`.",
            "weighs only leases that reach the end", "income or cost of the expected deal"),
    LegPage("returned_car", "Cars returned and sold",
            "S x return x the value of the car when it is sold (end of the term and `residual.lag`), S x extend x its value after the extension: by "
            "`ends.returned_value`, or by the curve of `car_value`.",
            "weighs only leases that reach the end", "income or cost of the expected deal"),
    LegPage("return_disposal", "Disposal of returned cars",
            "minus the same probabilities x `ends.disposal_cost` (else `residual.disposal_cost`), with the sale of the car.",
            "weighs only leases that reach the end", "income or cost of the expected deal"),
    LegPage("return_mileage", "Excess kilometres of returned cars",
            "the same probabilities x kilometres above those allowed x `ends.mileage.per_km`, over all months of use, when the car comes back.",
            "weighs only leases that reach the end", "income or cost of the expected deal"),
    LegPage("secondary_rent", "Secondary rent",
            "S x extend x `ends.extension.rent` on each day of the extension. Who extends does not default.",
            "weighs only leases that reach the end", "income or cost of the expected deal"),
    LegPage("secondary_withholding", "Withholding tax on secondary rent",
            "minus rate x secondary rent, the whole of it: nothing of it repays the amount financed.",
            "weighs only leases that reach the end", "credited, up to the tax on net income"),
    LegPage("funding_drawdown", "Loan drawn",
            "+ principal, when it is drawn (for a supplier's credit: the part of the price that is deferred)",
            "no", "neither income nor cost"),
    LegPage("funding_fee", "Fee of the loan", "- amount, or a share of the principal, when the loan is drawn", "no", "cost"),
    LegPage("funding_interest", "Interest on the loan",
            "- interest of each period of the loan's own table, in its currency, at the rate of the day",
            "no (a loan without recourse: `funding_default`)", "cost"),
    LegPage("funding_repayment", "Repayment of the loan",
            "- principal by the loan's own table, and what the export refund repays early where the deal says so",
            "no (a loan without recourse: `funding_default`)", "neither income nor cost"),
    LegPage("funding_default", "Payments of the loan that default stops",
            "+ (1 - S(t)) x each payment of a loan without recourse",
            "is what default changes", "not counted"),
    LegPage("funding_recovery", "Recovery that the lender takes",
            "- of what recovery, guarantor and insurer are expected to pay, up to P(k) x the balance of a loan without recourse",
            "is what default changes", "not counted"),
    LegPage("proceeds", "Sale proceeds", "+ each part of the price after discount, on its day", "is not modelled", "income in the year of export"),
    LegPage("commission", "Agent's commission", "- amount, or a share of sale, with the first payment of the buyer", "no", "cost in the year of export"),
    LegPage("sale_insurance", "Short-term credit insurance", "- amount, or a rate on what is not paid by then, at export", "no",
            "cost in the year of export"),
    LegPage("bank_cost", "Letter or buyer's credit", "- amount, or a share of sale, at export", "no", "cost in the year of export"),
    LegPage("warranty", "Warranty provision", "- amount, or a share of sale, on `sale.warranty_paid`", "no", "cost in the year of export"),
    LegPage("transfer_received", "Transfer price, to the seller", "+ transfer price of `routes.spv_lease`, when the car is paid", "no", "not counted"),
    LegPage("transfer_paid", "Transfer price, by the company", "- the same amount on the same day: the two cancel", "no", "cost of the car"),
    LegPage("company_cost", "Running cost of the company", "- `routes.spv_lease.running_cost`, every year of the lease", "yes", "cost"),
    LegPage("company_tax", "Income tax of the company", "- `routes.spv_lease.tax_rate` x income of the year, less losses of earlier years",
            "see income_tax_of_default", "is the tax"),
    LegPage("assembly", "Assembly", "- `routes.local_assembly.assembly_cost`, on the day of the import charges", "no", "not counted"),
    LegPage("plant", "Plant", "- `routes.local_assembly.capital_cost`, on the day of the import charges", "no", "not counted"),
)  # fmt: skip

BY_NAME = {page.name: page for page in LEG_PAGES}


def leg_page(topic: str) -> str | None:
    """Return the page of a leg by its name in the JSON result (`running_fee_2` has that of its family); None for what is none."""
    import re
    import textwrap

    family = re.sub(r"[1-9][0-9]*(_fee|_cost)?$", "", topic)
    found = BY_NAME.get(topic) or BY_NAME.get(family)
    if found is None:
        return None
    parts = (("For the lessor, per car", found.amount), ("On default", found.stops), ("For income tax", found.taxed))
    body = "".join(f"\n{head}\n{textwrap.fill(text, 78, initial_indent='  ', subsequent_indent='  ')}\n" for head, text in parts)
    return f"{topic}: {found.label}\n{body}"
