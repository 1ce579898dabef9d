"""The types of single values that deal and market files are made of.

Use them as annotations of document dataclasses: ``price: Amount``, ``discount_rate: Percent | None = None``. The first
member of each ``Annotated`` is the Python type of the value; its scalar reads the value from the text of the file.
The classes `Length`, `When`, `Share`, `Tranche` and `Specific` may also stand as annotations (see `SCALARS`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from leasecalc.money import Money
from leasecalc.reading import days, names, numbers, phrases
from leasecalc.reading.faults import Fault
from leasecalc.reading.quantities import EVENTS, UNITS, Event, Instalments, Length, Share, Specific, Tranche, Unit, When
from leasecalc.reading.scalar import Scalar, ScalarFault, scalar

__all__ = [
    "EVENTS", "SCALARS", "UNITS", "Amount", "AmountOrShare", "AmountShareOrInstalments", "Count", "CurrencyCode", "Day",
    "Event", "Fault", "Identifier", "Instalments", "Length", "LengthOfTime", "MarketCode", "Moment", "Money", "Number",
    "Percent", "Scalar", "ScalarFault", "Share", "ShareOf", "Specific", "SpecificRate", "Text", "Tranche", "TrancheOf",
    "Unit", "Url", "When", "Whole", "YesNo", "scalar",
]  # fmt: skip

_NUMERIC = ("number", "string")
_ANYTHING = ("string", "number", "boolean")
LARGEST_TEXT = 10_000_000

_text = scalar(
    names.text,
    pattern=r"\S",
    examples=("Dongfeng",),
    description="text",
    json_types=_ANYTHING,
    longest=LARGEST_TEXT,
)
_identifier = scalar(
    names.identifier, pattern=f"^{names.IDENTIFIER}$", examples=("customs_duty",), description="a name of small letters"
)
_currency = scalar(names.currency, pattern="^[A-Z]{3}$", examples=("CNY", "USD"), description="a currency code of three letters")
_market = scalar(names.market, pattern="^[A-Z]{2}$", examples=("ZA", "UZ"), description="a country code of two letters")
_url = scalar(names.url, pattern=f"^{names.URL}$", examples=("https://example.org/tariff",), description="a web address")
_yes_no = scalar(
    names.yes_no,
    pattern="^(yes|no|true|false)$",
    examples=("yes", "no"),
    description="`yes` or `no`",
    json_types=("boolean", "string"),
)
_number = scalar(numbers.number, pattern=f"^{numbers.NUMBER}$", examples=("42.3",), description="a number", json_types=_NUMERIC)
_whole = scalar(numbers.whole, pattern="^(0|[1-9][0-9]*)$", examples=("50",), description="a whole number", json_types=_NUMERIC)
_count = scalar(
    numbers.count, pattern="^[1-9][0-9]*$", examples=("50",), description="a count of one or more", json_types=_NUMERIC
)
_percent = scalar(numbers.percent, pattern=f"^{phrases.PERCENT}$", examples=("13%", "250bp"), description="a rate with its unit")
_amount = scalar(
    phrases.amount, pattern=f"^{phrases.AMOUNT}$", examples=("89800 CNY",), description="an amount with its currency"
)
_day = scalar(days.day, pattern=f"^{days.DAY}$", examples=("2026-03-02",), description="a day")
_length = scalar(phrases.length, pattern=f"^{phrases.LENGTH}$", examples=("60 months", "30 days"), description="a length of time")
_when = scalar(
    phrases.when,
    pattern=f"^{phrases.WHEN}$",
    examples=("at export", "30 days before export", "2026-05-01"),
    description="a moment",
)
_share = scalar(phrases.share, pattern=f"^{phrases.SHARE}$", examples=("20% of price",), description="a share of something")
_amount_or_share = scalar(
    phrases.amount_or_share,
    pattern=f"^({phrases.AMOUNT}|{phrases.SHARE})$",
    examples=("1450 USD", "0.4% of fob"),
    description="an amount or a share of something",
)
_amount_share_or_instalments = scalar(
    phrases.amount_share_or_instalments,
    pattern=f"^({phrases.AMOUNT}|{phrases.SHARE}|{phrases.INSTALMENTS})$",
    examples=("500 USD", "10% of price", "2 instalments"),
    description="an amount, a share of something or a number of instalments",
)
_tranche = scalar(
    phrases.tranche,
    pattern=f"^{phrases.TRANCHE}$",
    examples=("30% at order", "70% 90 days after export"),
    description="a part and its moment",
)
_specific = scalar(
    phrases.specific,
    pattern=f"^{phrases.SPECIFIC}$",
    examples=("0.4 USD per cc", "132 ZAR per g_co2_km"),
    description="an amount per unit",
)

Text = Annotated[str, _text]
Identifier = Annotated[str, _identifier]
CurrencyCode = Annotated[str, _currency]
MarketCode = Annotated[str, _market]
Url = Annotated[str, _url]
YesNo = Annotated[bool, _yes_no]
Number = Annotated[Decimal, _number]
Whole = Annotated[int, _whole]
Count = Annotated[int, _count]
Percent = Annotated[Decimal, _percent]
Amount = Annotated[Money, _amount]
Day = Annotated[date, _day]
LengthOfTime = Annotated[Length, _length]
Moment = Annotated[When, _when]
ShareOf = Annotated[Share, _share]
TrancheOf = Annotated[Tranche, _tranche]
SpecificRate = Annotated[Specific, _specific]
AmountOrShare = Annotated[Money | Share, _amount_or_share]
AmountShareOrInstalments = Annotated[Money | Share | Instalments, _amount_share_or_instalments]

SCALARS: Final[dict[type, Scalar]] = {
    Money: _amount,
    date: _day,
    Length: _length,
    When: _when,
    Share: _share,
    Tranche: _tranche,
    Specific: _specific,
}
"""Classes that may stand as annotations by themselves, and how they are read."""
