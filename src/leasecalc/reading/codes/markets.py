"""LC5xx: market data."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

_SOURCE = "    source: {title: Customs tariff, confidence: unverified}\n"

CODES: tuple[Code, ...] = (
    Code(
        "LC501",
        "no such market file",
        "Charges come from a file per country, `XX.yaml` with the ISO 3166 code. The code has no file, or the file is "
        "named after another country than it describes. `leasecalc markets` lists what there is; `--markets DIR` adds "
        "or replaces files.",
        "import: {market: XK}\n",
        "import: {market: ZA}\n",
    ),
    Code(
        "LC502",
        "no entry for these facts",
        "A line of a market file has entries, but none whose `when` matches this vehicle, importer and "
        "lease. A missing "
        "rate is never taken as zero: if nothing is due, an entry must say so with `kind: exempt`.",
        "when: {powertrain: [petrol]}      # and the car is a bev\n",
        "when: {powertrain: [bev]}\nrate: {kind: exempt}\n",
    ),
    Code(
        "LC503",
        "not yet in force",
        "The first entry that matches begins after the day for which the law is asked. What applied before is not in "
        "the file. Add it with its own `from`, or override the line in the deal.",
        "- from: 2027-03-01\n  rate: {kind: ad_valorem, rate: 11%}\n",
        "- from: 2022-03-01\n  rate: {kind: ad_valorem, rate: 3%}\n- from: 2027-03-01\n  rate: {kind: ad_valorem, rate: 11%}\n",
    ),
    Code(
        "LC504",
        "no longer in force",
        "The entry that matches ended before the day for which the law is asked, and no later one is known. An expired "
        "rate is not carried on: reliefs end, and the general rate returns. Add what applies now, or override the line "
        "in the deal.",
        "- from: 2022-07-01\n  until: 2026-06-30\n  rate: {kind: ad_valorem, rate: 25%}\n",
        "- from: 2022-07-01\n  until: 2026-06-30\n  rate: {kind: ad_valorem, rate: 25%}\n"
        "- from: 2026-07-01\n  rate: {kind: unknown, ask: the duty after the relief ended}\n",
    ),
    Code(
        "LC505",
        "a fact is needed",
        "An entry is chosen, or a rate calculated, by a fact of the vehicle, the import or the lease that nobody gave "
        "(or the name given is not one that market files can test). A fact is never guessed.",
        "vehicle: {powertrain: petrol}\n",
        "vehicle: {powertrain: petrol, engine_cc: 1498}\n",
    ),
    Code(
        "LC506",
        "a customs exchange rate is needed",
        "A charge is fixed in another currency than the market's, for example in USD per cc, or a limit is. Customs "
        "converts it with a rate of its own, so the deal must give one.",
        "rate: {kind: specific, amount: 0.4 USD per cc}     # and no USD/UZS in the deal\n",
        "fx: {rates: {USD/UZS: 12128}}\n",
    ),
    Code(
        "LC507",
        "a name that nothing bears",
        "A base adds up amounts by name: given amounts (`fob`, `freight`, `insurance`, `cif`, `retail_price`), "
        "`customs_value`, number facts (`cc`, `kw`, `age_months`), `units`, or ids of lines in the same file.",
        "base: {of: customs_value, plus: [dutty]}\n",
        "base: {of: customs_value, plus: [duty]}\n",
    ),
    Code(
        "LC508",
        "lines in a circle",
        "Each line needs the amount of the other, so none can be calculated first. The message tells the path. A tax "
        "that is part of its own base by law is written `kind: gross_up`.",
        "- id: a\n  base: {of: fob, plus: [b]}\n- id: b\n  base: {of: fob, plus: [a]}\n",
        "- id: a\n  base: {of: fob}\n- id: b\n  base: {of: fob, plus: [a]}\n",
    ),
    Code(
        "LC509",
        "a rate is not known",
        "The charge exists, but its rate was not found when the file was written; the entry says what to ask. Give the "
        "rate in the deal (`import.overrides`), or complete the market file.",
        "rate: {kind: unknown, ask: the excise on electric cars above Rs 20m}\n",
        "rate: {kind: ad_valorem, rate: 10%}\n",
    ),
    Code(
        "LC510",
        "a source without place or day",
        "A figure that claims to have been read somewhere says where (`url`) and when (`seen`). A figure from memory "
        "says so: `confidence: unverified`, and every report marks it.",
        "source: {title: Customs tariff, confidence: verified}\n",
        "source: {title: Customs tariff, confidence: unverified}\n",
    ),
    Code(
        "LC511",
        "a figure is not verified",
        "A warning: the rate rests on recollection, and no page was found that states it. The report marks "
        "every figure "
        "that depends on it. Confirm it and name the source, or override the line in the deal.",
    ),
    Code(
        "LC512",
        "two entries on one day",
        "Entries with the same `when` follow each other in time; here two of them are in force on the same day, so the "
        "file gives two answers. End the earlier one, or tell them apart by `when`.",
        "- {from: 2024-01-01, until: 2026-12-31, rate: {kind: exempt}}\n- {from: 2026-07-01, rate: {kind: exempt}}\n",
        "- {from: 2024-01-01, until: 2026-06-30, rate: {kind: exempt}}\n- {from: 2026-07-01, rate: {kind: exempt}}\n",
    ),
    Code(
        "LC513",
        "days that make no sense",
        "A period ends before it begins, or something was read or confirmed on a day that has not come yet.",
        "from: 2026-07-01\nuntil: 2026-06-30\n",
        "from: 2026-07-01\nuntil: 2027-06-30\n",
    ),
    Code(
        "LC514",
        "a rate of the wrong shape",
        "The table or formula cannot give one amount for every base: limits that do not rise, a gap below the first or "
        "above the last one, crossed bounds, a sum of one part, or a tax of 100 % inside its own base.",
        "rows: [{up_to: 10000, rate: {kind: ad_valorem, rate: 5%}}]\n",
        "rows: [{up_to: 10000, rate: {kind: ad_valorem, rate: 5%}}, {rate: {kind: ad_valorem, rate: 8%}}]\n",
    ),
    Code(
        "LC515",
        "a zero not said in words",
        "Where nothing is due, the file says `kind: exempt`. A rate of `0%` could be a blank that somebody "
        "filled in, and "
        "a wrong zero is the costliest fault of an import calculation.",
        "rate: {kind: ad_valorem, rate: 0%}\n",
        "rate: {kind: exempt}\n",
    ),
    Code(
        "LC516",
        "an id used twice",
        "Lines, gates and series are referred to by id, so each id stands once, and no line bears the name "
        "of an amount "
        "or a fact.",
        "- id: duty\n- id: duty\n",
        "- id: duty\n- id: additional_duty\n",
    ),
    Code(
        "LC517",
        "an override that fits nothing",
        "A deal may put its own rate in place of a line (or its own value in place of a series) of the market file: a "
        "percentage of the line's base, an amount, or `exempt`. The name must be one of the market's, and "
        "the text a rate.",
        "overrides: {duty: 25}\n",
        "overrides: {duty: 25%}\n",
    ),
    Code(
        "LC518",
        "an index unit without a value",
        "A charge is a multiple of a unit that the state sets (BRV, MRP, UTM). The series of its values is not in the "
        "file, has no value on the day, or is in the wrong currency.",
        "rate: {kind: index_unit, series: brv, times: 120}     # and no series `brv`\n",
        "series:\n- id: brv\n  unit: UZS\n  values:\n  - from: 2025-08-01\n    value: 412000 UZS\n" + _SOURCE,
    ),
    Code(
        "LC519",
        "an amount is needed",
        "The base of a charge looks at an amount that nobody gave, for example the freight of a CIF value or "
        "the retail "
        "price. It is never taken as zero; write it, even when it is `0 USD`.",
        "import: {market: ZA}\n",
        "import: {market: ZA, retail_price: 650000 ZAR}\n",
    ),
    Code(
        "LC520",
        "no rate for this maker, model or state",
        "The rate depends on who built the vehicle (or on its model, its body, the state of import), and the file "
        "neither names this one nor has a rate for all others (`otherwise`).",
        "rate: {kind: by_maker, rates: {BYD: 17%}}     # and the maker is another\n",
        "rate: {kind: by_maker, rates: {BYD: 17%}, otherwise: 35.3%}\n",
    ),
    Code(
        "LC521",
        "a range with nothing inside",
        "A range of a number has at least one limit, and the lower one is not above the upper one. `from` and `up_to` "
        "include the limit, `above` and `below` do not.",
        "cc: {above: 1800, up_to: 1000}\n",
        "cc: {above: 1000, up_to: 1800}\n",
    ),
    Code(
        "LC522",
        "a factor or unit of zero",
        "A factor of a base (`times`, `divided_by`) and the unit of rounding are above zero. Leave a factor "
        "out when there is none.",
        "base: {of: fob, times: 0}\n",
        "base: {of: fob}\n",
    ),
    Code(
        "LC523",
        "a gate that lets nothing pass",
        "A gate needs a condition: `when` (to what it applies), `require` (what it demands) or "
        "`minimum_value`. Without "
        "any, no deal could pass.",
        "- id: licence\n  label: Import licence\n  message: A licence is needed\n",
        "- id: licence\n  label: Import licence\n  when: {condition: [used]}\n  message: A licence is needed\n",
    ),
    Code(
        "LC524",
        "past its review date",
        "A warning: nobody has confirmed the figure for longer than `review_every_months`, counted from "
        "`confirmed_on`, or "
        "ever. Check the source and set `confirmed_on`. With `--strict` this is an error.",
    ),
    Code(
        "LC525",
        "an entry that never applies",
        "A warning: an entry above it without conditions (or with the same ones and more) matches first, "
        "because the first "
        "series in file order decides. Put the special entry before the general one.",
        "- {from: 2020-01-01, rate: {kind: ad_valorem, rate: 25%}}\n"
        "- {from: 2020-01-01, when: {powertrain: [bev]}, rate: {kind: exempt}}\n",
        "- {from: 2020-01-01, when: {powertrain: [bev]}, rate: {kind: exempt}}\n"
        "- {from: 2020-01-01, rate: {kind: ad_valorem, rate: 25%}}\n",
    ),
    Code(
        "LC526",
        "a gap between entries",
        "A warning: one entry ends and the next of its series begins later, so nothing is said about the "
        "days between. If "
        "nothing was due then, say `kind: exempt` for them.",
        "- {from: 2024-01-01, until: 2025-12-31, rate: {kind: exempt}}\n- {from: 2026-07-01, rate: {kind: exempt}}\n",
        "- {from: 2024-01-01, until: 2026-06-30, rate: {kind: exempt}}\n- {from: 2026-07-01, rate: {kind: exempt}}\n",
    ),
    Code(
        "LC527",
        "units that do not fit",
        "A rate counts in one unit and is given another: days of a fact in months, a percentage of engine capacity, "
        "money added to kilograms, a multiple of a series that is in percent. The result would be no money.",
        "base: {of: customs_value, plus: [cc]}\n",
        "base: {of: customs_value, plus: [duty]}\n",
    ),
    Code(
        "LC528",
        "ranges with a gap between them",
        "Two entries of a line differ only in the range of one number, and between the two ranges lie numbers that "
        "neither holds (1000.5 cc between `up_to: 1000` and `from: 1001`). A vehicle in the gap would find no entry. "
        "End one range where the next begins: `up_to: 1000`, then `above: 1000`.",
        "- {when: {cc: {up_to: 1000}}, ...}\n- {when: {cc: {from: 1001}}, ...}\n",
        "- {when: {cc: {up_to: 1000}}, ...}\n- {when: {cc: {above: 1000}}, ...}\n",
    ),
    Code(
        "LC529",
        "ranges that overlap",
        "Two entries of a line differ only in the range of one number, and some numbers lie in both ranges. The first "
        "entry in file order would decide, by accident. Begin one range where the other ends.",
        "- {when: {cc: {up_to: 1000}}, ...}\n- {when: {cc: {from: 1000}}, ...}\n",
        "- {when: {cc: {up_to: 1000}}, ...}\n- {when: {cc: {above: 1000}}, ...}\n",
    ),
    Code(
        "LC530",
        "a number that can hardly be meant",
        "A warning: a limit lies outside what vehicles have (1.6 for cc, which is 1600), a rate is above 300 %, a day is "
        "before 1950 or more than thirty years ahead, or an amount is in a currency that is neither the market's nor "
        "the dollar or the euro. Check the unit.",
        "cc: {above: 1.6}\n",
        "cc: {above: 1600}\n",
    ),
    Code(
        "LC531",
        "longer than the procedure allows",
        "The vehicle would stay longer than a temporary procedure allows (24 months in the European Union), so the "
        "charge of that procedure is not defined. Shorten the lease or import the vehicle for good.",
        "lease: {term: 36 months}      # and the regime allows 24\n",
        "import: {regime: definitive}\n",
    ),
)
