"""LC2xx: one value, by itself."""

from __future__ import annotations

from leasecalc.reading.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "LC201",
        "empty text",
        "The value is a pair of quotes with nothing in it, or with spaces only. Write the value, or leave the key "
        "out when it is optional.",
        'name: ""\n',
        "name: Dongfeng Box\n",
    ),
    Code(
        "LC202",
        "name of the wrong form",
        "Names that other parts of a file refer to have small letters, digits and `_` only, and begin with a "
        "letter. So they can be typed on any keyboard and in a command line.",
        "id: Customs Duty\n",
        "id: customs_duty\n",
    ),
    Code(
        "LC203",
        "no number",
        "A number is digits 0 to 9 with at most one dot, and a minus sign before it if it is negative. Anything "
        "else is refused rather than guessed.",
        "battery_kwh: about 42\n",
        "battery_kwh: 42.3\n",
    ),
    Code(
        "LC204",
        "rate without a unit",
        "A rate must say its unit: `13%` or `250bp` (hundredths of a percent). A bare `13` could be 13 % or "
        "thirteen times, and a bare `0.13` could be 13 % or 0.13 %; both are typed every day, and a factor of a "
        "hundred is too much to guess.",
        "discount_rate: 13\n",
        "discount_rate: 13%\n",
    ),
    Code(
        "LC205",
        "separator in a number",
        "Commas, spaces, underscores and apostrophes between digits mean thousands in one country and decimals in "
        "another. Write the digits without them, and a dot before the decimals.",
        "price: 89,800 CNY\n",
        "price: 89800 CNY\n",
    ),
    Code(
        "LC206",
        "number with a stray zero, dot or plus",
        "A number begins with a digit and ends with a digit, has no zero before its first digit and no plus sign. "
        "`010` is 8 to some YAML readers and 10 to others; `.5` and `5.` lose their dot easily.",
        "quantity: 010\n",
        "quantity: 10\n",
    ),
    Code(
        "LC207",
        "exponent, or not a finite number",
        "`1e3`, `NaN` and `inf` are for computers. Write the number out in digits.",
        "battery_kwh: 4.23e1\n",
        "battery_kwh: 42.3\n",
    ),
    Code(
        "LC208",
        "digit or sign that is not ASCII",
        "Full-width digits and signs, digits of other scripts, the typographic minus and no-break spaces look "
        "right and are other characters. Write numbers with the digits 0 to 9, `.`, `-` and `%` of the ASCII "
        "keyboard.",
        "quantity: １２\n",
        "quantity: 12\n",
    ),
    Code(
        "LC209",
        "unit where none is meant",
        "The key takes a plain number, and `%` or `bp` stands after it. Look up what the key means: a share is "
        "written with `%`, a count or a measure without.",
        "battery_kwh: 42%\n",
        "battery_kwh: 42.3\n",
    ),
    Code(
        "LC210",
        "number outside what is allowed",
        "The number is negative, zero or fractional where only whole numbers from zero or one make sense, or has "
        "more than 30 digits.",
        "quantity: 2.5\n",
        "quantity: 2\n",
    ),
    Code(
        "LC211",
        "no rate",
        "A rate is a number followed by `%` or `bp`. Other units (`percent`, `pct`, `bps`, per mille) are not known.",
        "discount_rate: nine percent\n",
        "discount_rate: 9%\n",
    ),
    Code(
        "LC212",
        "rate outside -1000% to 1000%",
        "No rate of a deal or a tariff is that large; probably a decimal point is missing, or an amount was typed.",
        "discount_rate: 1300%\n",
        "discount_rate: 13%\n",
    ),
    Code(
        "LC213",
        "no amount with a currency",
        "An amount is a number, a space and a currency code of three letters. The currency is never guessed: most "
        "deals have two or three.",
        "price: 89800\n",
        "price: 89800 CNY\n",
    ),
    Code(
        "LC214",
        "currency first",
        "The currency stands after the number, as its ISO 4217 code. Signs such as `$` and `¥` each stand for "
        "several currencies and are not read.",
        "price: CNY 89800\n",
        "price: 89800 CNY\n",
    ),
    Code(
        "LC215",
        "unknown currency",
        "The code is not in the list of ISO 4217. It has three capital letters: `CNY` (not `RMB`), `USD`, `ZAR`, `UZS`.",
        "price: 89800 RMB\n",
        "price: 89800 CNY\n",
    ),
    Code(
        "LC216",
        "unknown country",
        "A market is a country, written as its ISO 3166 code of two capital letters: `ZA` South Africa, `NO` "
        "Norway, `GB` the United Kingdom.",
        "market: UK\n",
        "market: GB\n",
    ),
    Code(
        "LC217",
        "no day",
        "A day is written year-month-day with two digits for month and day: `2026-03-02`. Other orders mean one "
        "day in Europe and another in America.",
        "pricing_date: 02/03/2026\n",
        "pricing_date: 2026-03-02\n",
    ),
    Code(
        "LC218",
        "day that does not exist",
        "The calendar has no such day.",
        "pricing_date: 2026-02-30\n",
        "pricing_date: 2026-02-28\n",
    ),
    Code(
        "LC219",
        "neither yes nor no",
        "Write `yes` or `no` (`true` and `false` are read too), in small letters.",
        "insured: maybe\n",
        "insured: yes\n",
    ),
    Code(
        "LC220",
        "length of time without a unit",
        "A bare `60` could be months or days. Write `60 months`, `5 years`, `208 weeks` or `30 days`.",
        "term: 60\n",
        "term: 60 months\n",
    ),
    Code(
        "LC221",
        "no length of time",
        "A length of time is a whole number and a unit: days, weeks, months or years. 208 weeks are not 48 "
        "months, so the unit is kept as typed.",
        "term: 2.5 years\n",
        "term: 30 months\n",
    ),
    Code(
        "LC222",
        "no moment",
        "A moment is a day (`2026-05-01`), an event (`at export`), or a length of time after or before an event "
        "(`1 month after pricing`, `30 days before export`). The events are pricing, order, purchase, export, "
        "arrival, commencement and end.",
        "paid: 30 days after delivery\n",
        "paid: 30 days after arrival\n",
    ),
    Code(
        "LC223",
        "no share",
        "A share says of what: `20% of price`. Where instalments are allowed, `2 instalments` may be written as well.",
        "freight: 5%\n",
        "freight: 5% of fob\n",
    ),
    Code(
        "LC224",
        "no part with its moment",
        "A part of a price is a percentage between 0% and 100% and the moment when it is paid: `30% at order`, "
        "`70% 90 days after export`.",
        "terms: [30 at order]\n",
        "terms: [30% at order]\n",
    ),
    Code(
        "LC225",
        "no amount per unit",
        "A specific rate is an amount, `per`, and what is counted: `0.4 USD per cc`.",
        "excise: 0.4 USD/cc\n",
        "excise: 0.4 USD per cc\n",
    ),
    Code(
        "LC226",
        "no web address",
        "An address begins with `https://` or `http://`, so that a reader can open it.",
        "url: example.org/tariff\n",
        "url: https://example.org/tariff\n",
    ),
    Code(
        "LC227",
        "not one of the choices",
        "The key takes one of a few words, and this is none of them. The hint names the nearest one, or all of them.",
        "timing: advanced\n",
        "timing: advance\n",
    ),
    Code(
        "LC228",
        "value too long",
        "The value has thousands of characters where a number, a name, a date or a short phrase is meant. Probably a "
        "quote was not closed, or a block of text was put after the wrong key.",
        "term: " + "6" * 2001 + " months\n",
        "term: 60 months\n",
    ),
)
