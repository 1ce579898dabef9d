"""LC4xx: the deal as a whole."""

# ruff: noqa: E501 - one row a code reads better than wrapped sentences

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code("LC401", "term that instalments do not fill",
         "The term must be a whole number of instalments: 50 months hold no whole number of quarters. Weekly instalments count 52 a year, so 48 months are "
         "208 weeks, not 192."),
    Code("LC402", "missing exchange rate",
         "Every amount is exchanged into the currency of the deal, and the charges into that of the market. The pair, or a chain of pairs, must stand in "
         "`fx.rates`: `USD/CNY: 7.05` means that one USD costs 7.05 CNY. The program never looks a rate up."),
    Code("LC403", "recovery given twice or not at all",
         "A `credit` section says what a default brings back in one of three ways: `recovery`, a share of the balance; `resale`, a curve of the car's value; or "
         "`car`, which is sold by `car_value` or leased again at `relet_rent`."),
    Code("LC404", "terms of payment that do not add up",
         "The tranches of `sale.terms` are shares of the price and must add up to 100%."),
    Code("LC405", "share of a base that is not known here",
         "A share names its base: price, ex_vat, fob, sale, financed or residual. Which of them are known depends on the place: the deposit cannot be a share of "
         "the residual."),
    Code("LC406", "too many instalments in advance",
         "Instalments in advance are paid at commencement in place of the last ones, so there must be more instalments than that."),
    Code("LC407", "target in the wrong unit",
         "A yield is solved for a rate (`14%`), a net present value for an amount in the currency of the deal (`500 USD`)."),
    Code("LC408", "maker's refund without its figures",
         "A maker's exempt-credit-refund follows from the FOB value on the declaration and the input VAT of the car, so the deal must give both."),
    Code("LC409", "service without fee and cost", "A service is something the lessee pays for, or something that costs the lessor; write at least one."),
    Code("LC410", "deposit of no instalments", "A deposit counted in instalments must be more than none; leave `deposit` out where there is none."),
    Code("LC411", "insurance without a risk",
         "Export-credit insurance pays on default. Without a `credit` section there is no default rate, so the insurance would only cost."),
    Code("LC412", "expectation that cannot be read",
         "An `expect:` line is a value with its unit, and a tolerance if there is one: `270.62 USD`, `14% within 0.01%`, `47`. Money must match exactly unless a "
         "tolerance is written, rates to 1e-9."),
    Code("LC413", "expectation of something that is no measure",
         "`expect:` names measures, as `leasecalc explain MEASURE` knows them, each in its own unit."),
    Code("LC414", "assumption about nothing",
         "`assumed:` lists the paths of values that no source stands behind, so that the report can mark them. Each must be the path of a value in the deal."),
    Code("LC415", "number out of range",
         "Amounts are written without a sign, because whether they come or go follows from their name; prices and exchange rates are above zero; rates lie in the "
         "range in which they make sense (a default rate between 0 % and 100 %, for example)."),
    Code("LC416", "moment that hangs on a later event",
         "Events follow each other: pricing and order, export, purchase, arrival, commencement, end. A moment that fixes one of them can only be counted from "
         "those before it."),
    Code("LC417", "curve out of order", "The points of a curve are written in order of month, each month once."),
    Code("LC418", "moment before the car leaves",
         "Arrival, commencement and the export refund cannot come before the export. Where moments are written as dates, the program compares them."),
    Code("LC419", "exchange rate of no pair",
         "`fx.rates` holds pairs of ISO 4217 codes with a stroke between, each pair once and in one direction: `USD/ZAR: 17.20` means that one USD costs "
         "17.20 ZAR. `fx.drift` lets pairs of `fx.rates` grow."),
    Code("LC430", "own stream that does not fill the lease",
         "`structure.stream` lists every instalment of the term. Without `rent` it is amounts of one currency; with `rent` each part may be a share of the base "
         "instalment (`60%`) or an amount."),
    Code("LC431", "step that does not say what changes when",
         "A step changes instalments `by` a percentage or an amount, or sets them `to` a share of the base instalment or an amount: `{every: 12 months, by: 3%}`, "
         "`{from: 25, by: -20 USD}`, `{from: 37, to: 60%}`."),
    Code("LC432", "season without months",
         "A season is a list of months, 1 to 12: of the calendar (`calendar_months`, by the day on which an instalment falls due) or of each contract year "
         "(`contract_months`, 1 is the month of the first instalment)."),
    Code("LC433", "rent without an instalment",
         "The base instalment is paid at least once. Where amounts, a deferral or interest alone take every instalment, `rent` has nothing to do."),
    Code("LC434", "missing rent",
         "A lease has a `rent`: the base instalment, or the measure that it must meet. Only a `structure.stream` of amounts for every instalment does without."),
    Code("LC435", "terms that exclude each other",
         "Instalments in advance are paid at commencement in place of the last ones, so they cannot be put off, nor begin on another day. `interim` says how an odd "
         "first period is charged, and only `first_instalment` makes one."),
    Code("LC436", "first instalment before commencement",
         "`first_instalment` is the day of the first instalment and cannot come before the first day of the lease."),
    Code("LC437", "calendar that is not at hand",
         "`business_days.country` takes public holidays from the library `holidays`, which comes with the extra `leasecalc[calendars]` and does not know every "
         "country. A list of days in `business_days.holidays` needs no library."),
    Code("LC438", "week without a business day", "A weekend of seven days leaves no day on which a payment could be made."),
    Code("LC439", "index or base rate that is not known when it is needed",
         "An index and a base rate are values by day, in order, the first of them in force when the lease begins. They are taken anew after a whole number of "
         "instalments. The program never looks one up."),
    Code("LC440", "default given twice or not at all",
         "A `credit` section says how often lessees default in one of three ways: `default_rate`, flat a year; `default_curve`, by year of the lease; or `rating`, "
         "the rates of a grade in a table. The program supplies no rate."),
    Code("LC441", "premium given twice or not at all",
         "An insurance is paid for once by `premium`, ahead of each period by `premium_rate` on the balance, or once at the OECD minimum premium rate "
         "(`minimum_premium`)."),
    Code("LC442", "guarantor whose own default is not said",
         "A guarantor can fail too: `default_rate` is its own yearly rate, whatever the lessee does; `joint_default` is the share of the lessee's defaults in which "
         "the guarantor fails as well. Write `joint_default: 0%` for one that never fails."),
    Code("LC443", "car without a value", "What a repossessed car brings is read from the section `car_value`, a curve by age with its source; for one that is returned at the end, "
         "`ends.returned_value` may stand instead."),
    Code("LC444", "premium on a balance that has no instalment",
         "A yearly rate on the balance is charged on the day of an instalment, so its period must be a whole number of instalments, and no instalment may be paid "
         "in advance in place of a later one."),
    Code("LC445", "default rates that do not fit",
         "Default rates stand by year of the lease: at least one, and a cumulative one never falls. A `rating` names a grade of its table."),
    Code("LC446", "minimum premium for a country or buyer that has none",
         "The OECD minimum premium rate is for country categories 1 to 7, as the origin file lists them by market, and for the buyer categories of each. High-income "
         "countries have none: their premium follows the market."),
    Code("LC447", "ends that do not add up",
         "`ends.expected` says what lessees who reach the end of the term do: `purchase`, `return` or `extend`. The shares are of all of them, so they add up to "
         "100 %. Nobody can decline a balloon, which the contract makes the lessee pay."),
    Code("LC448", "extension that does not fit",
         "An extension is a whole number of periods of the lease, and is expected only where `ends.extension` says how long it is and at which rent."),
    Code("LC449", "early return that does not fit",
         "`ends.early_return` has `monthly_rate` or `curve` (rates from 0 % to less than 100 %, cumulative ones not falling), and says what the lessee `pays`: `remaining_rents` with a "
         "`share`, `termination_value` or `shortfall` with `ends.termination`, or `nothing`. `idle_cost` needs `idle`, a present value its `discount_rate`, and a return must be allowed before the term is over."),
    Code("LC460", "withholding that does not say how much",
         "Tax is withheld at a `rate` from the finance charge or the gross rent (`on`), as the deal writes it, or as the market file has it for the `character` of "
         "the rent: interest, royalty or equipment. Where the market file has no such entry, the deal must write both."),
    Code("LC461", "tax on a service that nobody accounts for",
         "`rent_vat` says who accounts for value-added tax on rents and services, when it is remitted and what the lessee recovers."),
    Code("LC462", "car that is written off to no known value",
         "An operating lessor writes its car off in a straight line down to `tax.salvage`. No usual value is known, so the deal says it: `0 USD` writes all of it off."),
    Code("LC470", "deliveries that are not the fleet", "The numbers of cars in `lease.deliveries` must add up to `vehicle.quantity`."),
    Code("LC471", "deliveries that contradict each other",
         "Deliveries are written in order of time, and all of them have one rent. The first delivery begins with the lease. A first instalment that is dated, and "
         "a margin over a base rate that has moved in between, would not be the same for all."),
    Code("LC472", "odd last period of a whole period or more",
         "`last_period.end` lies less than one period before or after the day on which the term ends; a longer difference is another term."),
    Code("LC480", "accounts that the deal does not bear out",
         "`accounting` speaks of what other sections hold: a purchase option is one of `residual`, an expected credit loss needs the default rate of `credit` and a "
         "recovery or `loss_given_default`, a market rate is that of a manufacturer or dealer, an economic life counts in months or years."),
    Code("LC485", "rate of a loan given twice or not at all",
         "A loan of `funding` has a fixed `rate`, a `floating` base rate or a `curve` of rates by term, and only one of them; a margin comes on top of the last two. "
         "A base rate is a dated series of the origin's file (`series: lpr_1y`) or the rates by day."),
    Code("LC486", "terms of a loan that exclude each other",
         "A matched loan follows the lease: it is drawn by commencement and has no term or payment dates of its own. A loan ends with the lease or before. A supplier's or "
         "buyer's credit is part of the price, from the day on which the price is paid; the supplier's is in the currency of its invoice."),
    Code("LC487", "deal without funding",
         "`leasecalc funding` shows the loan of a deal. Write a section `funding`, or lay a file with that section alone over the deal with `--with FILE`. It needs `amount`, "
         "one of `rate`, `floating` and `curve`, and `repayment`: `funding: {amount: 80% of cost, rate: 6%, repayment: matched}`."),
    Code("LC488", "exchange rate that moves in no way",
         "A pair of `fx.rates` may move in one way: `fx.drift`, `fx.forward` (both rates of interest), `fx.curve` (dated rates after the pricing date, in order, up to the "
         "last day of the deal or with `beyond: held`) or `fx.pegged` (the rate lies in the band until a day after the pricing date). `fx.conversion` has a share from 0 % to less than 100 %, a fee, or both."),
    Code("LC489", "currency clause that cannot be applied",
         "`lease.currency_clause` indexes a share (0 % to 100 %) of each instalment to a currency other than that of the lease. Rates (`base_rate`, `floor`, `cap`, the floor not "
         "above the cap) are units of the lease's currency for one of the other; `reset_every` fills whole instalments; a `threshold` is less than 100 %."),
    Code("LC491", "laws that the deal does not bear out",
         "`simulation` says by which laws numbers of the deal vary: a quotation of `fx.rates`, the share recovered by `credit`, a refund's delay in months. A correlation is of two "
         "drivers that vary (`default, residual`), between -100 % and 100 %. A devaluation has a size and a yearly chance."),
)  # fmt: skip
"""Codes of faults between the sections of a deal, and of values out of range."""
