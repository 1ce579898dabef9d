"""`init`: a commented deal for a market, complete but for the exchange rate into its currency."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.markets.schema import MarketDocument

OK = 0
MODELINE = "# yaml-language-server: $schema=leasecalc-deal.schema.json"


def start(market: str, output: str, directories: tuple[str, ...], *, force: bool) -> int:
    """Write the deal to ``output`` with the schema beside it, or print it. Raises ``UsageError`` where the file exists and ``force`` is not set."""
    document = api.library(directories).market(market.upper()).document
    text = template(document)
    if output in {"", "-"}:
        sys.stdout.write(text)
        return OK
    target = Path(output)
    if target.exists() and not force:
        raise UsageError(f"{output} exists; choose another name, or --force to replace it")
    from leasecalc.cli.actions.reference import schema_of
    from leasecalc.report.render.json import dumps
    from leasecalc.report.render.output import write_whole

    write_whole(target, text)
    beside = target.with_name("leasecalc-deal.schema.json")
    write_whole(beside, dumps(schema_of("deal")))
    first = "" if document.currency == "USD" else f"write the exchange rate USD/{document.currency} in {target}, then "
    sys.stderr.write(f"wrote {target} and {beside}\nnext: {first}leasecalc price {target}\n")
    return OK


def template(document: MarketDocument) -> str:
    """Return a deal file whose business numbers are marked as assumed; an exchange rate into the market's currency is left to be written."""
    asked = [line for line in document.lines if any(entry.rate.kind == "unknown" for entry in line.in_force)]
    overrides = ""
    if asked:
        lines = "\n".join(
            f"  #   {line.id}: 10%        # {line.label}: the market file asks for it in some cases" for line in asked
        )
        overrides = f"\n  # overrides:\n{lines}"
    fx = "" if document.currency == "USD" else f", USD/{document.currency}: TODO"
    marked = "fx.rates, purchase.price, shipping.freight, sale.price, residual.amount"
    return TEMPLATE.format(
        modeline=MODELINE, market=document.market, name=document.name, fx=fx, overrides=overrides, assumed=marked
    )


TEMPLATE = """{modeline}
# A deal to start from: a finance lease of one electric car to {name}. Every number below is an example; replace it, then take its path
# out of `assumed:`. `leasecalc price FILE` prices it, `leasecalc explain LCnnn` explains an error.
leasecalc: 1
deal:
  name: A car to {name}
  pricing_date: 2026-03-02         # month 0 of the cash flows, and the day whose law applies
  currency: USD                    # of every figure in the comparison
  discount_rate: 9%                # effective a year
vehicle:
  make: Example
  model: E1
  powertrain: bev                  # bev, erev, phev, hev, mhev, petrol, diesel
  hs: "8703.80"
  battery_kwh: 42.3
  kerb_mass_kg: 1400
  # power_kw: 70
  # engine_cc: 1498                # asked for where a charge depends on it
  quantity: 1
purchase:
  price: 89800 CNY
  vat: included                    # included, excluded or none (no special VAT invoice: nothing to refund)
  claimant: lessor                 # lessor, trading_company or maker: who claims the export refund
  licensed_lessor: yes             # the refund on a lease needs an approved lessor
shipping:
  export: 1 month after pricing
  freight: 1450 USD
  insurance: 0.4% of fob
import:
  market: {market}
  importer: lessee                 # who pays the import charges
  business: rental{overrides}
lease:
  kind: finance                    # finance or operating
  commencement: 2 months after pricing
  term: 60 months
  payments: monthly                # daily, weekly, fortnightly, monthly, quarterly, half_yearly, yearly
  timing: advance                  # advance or arrears
  deposit: 2 instalments
  direct_cost: 180 USD
  rent: {{solve: lessor_yield, target: 14%}}     # or a fixed amount: 289.50 USD
residual:
  amount: 20% of price
  kind: purchase_option            # purchase_option, guaranteed, unguaranteed or balloon
# credit: {{default_rate: 3%, recovery: 40%, lag: 4 months, repossession_cost: 300 USD}}
# insurance: {{premium: 3% of financed, cover: 90%, waiting: 6 months}}
# withholding: {{rate: 10%, on: finance_charge}}
fx:
  rates: {{USD/CNY: 7.05{fx}}}     # one USD costs 7.05 CNY
  as_of: 2026-03-02
  source: example, replace it
sale:                              # the outright export sale that the lease is compared with
  price: 13900 USD
  incoterm: FOB
  terms: [30% at order, 70% 3 months after export]
assumed: [{assumed}]
"""
