"""Every scalar type: raw text to its value, or to a code and the exact sentence."""

from __future__ import annotations

import decimal
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasecalc.money import Money
from leasecalc.reading import fields
from leasecalc.reading.fields import Instalments, Length, ScalarFault, Share, Specific, Tranche, When
from leasecalc.reading.shapes import shape_of

WRITE_DIGITS = "write digits and at most one dot, for example `1234.5`"
RATE_EXAMPLE = "for example `13%` or `250bp`"
MOMENTS = "for example `2026-05-01`, `at export` or `30 days before export`"

ACCEPTED: list[tuple[str, str, Any]] = [
    ("Text", " 东风 Box ", "东风 Box"),
    ("Text", "NO", "NO"),
    ("Identifier", "customs_duty_2", "customs_duty_2"),
    ("CurrencyCode", "UZS", "UZS"),
    ("MarketCode", "NO", "NO"),
    ("Number", "42.30", Decimal("42.30")),
    ("Number", "-0.5", Decimal("-0.5")),
    ("Number", "0", Decimal(0)),
    ("Number", "9" * 30, Decimal("9" * 30)),
    ("Whole", "0", 0),
    ("Count", "50", 50),
    ("Percent", "13%", Decimal("0.13")),
    ("Percent", "13.5 %", Decimal("0.135")),
    ("Percent", "-0.5%", Decimal("-0.005")),
    ("Percent", "250bp", Decimal("0.025")),
    ("Percent", "1000%", Decimal(10)),
    ("Amount", "89800 CNY", Money(Decimal(89800), "CNY")),
    ("Amount", "-289.50  USD", Money(Decimal("-289.50"), "USD")),
    ("Day", "2024-02-29", date(2024, 2, 29)),
    ("YesNo", "yes", True),
    ("YesNo", "false", False),
    ("LengthOfTime", "60 months", Length(60, "months")),
    ("LengthOfTime", "1 year", Length(1, "years")),
    ("LengthOfTime", "208 weeks", Length(208, "weeks")),
    ("LengthOfTime", "48months", Length(48, "months")),
    ("Length", "30 days", Length(30, "days")),
    ("Moment", "2026-05-01", When(on=date(2026, 5, 1))),
    ("Moment", "at export", When("export")),
    ("Moment", "1 month after pricing", When("pricing", Length(1, "months"), 1)),
    ("When", "30 days before export", When("export", Length(30, "days"), -1)),
    ("ShareOf", "20% of price", Share(Decimal("0.2"), "price")),
    ("AmountOrShare", "1450 USD", Money(Decimal(1450), "USD")),
    ("AmountOrShare", "0.4% of fob", Share(Decimal("0.004"), "fob")),
    ("AmountOrShare", "40bp of fob", Share(Decimal("0.004"), "fob")),
    ("AmountShareOrInstalments", "2 instalments", Instalments(Decimal(2))),
    ("AmountShareOrInstalments", "1 instalment", Instalments(Decimal(1))),
    ("AmountShareOrInstalments", "10% of price", Share(Decimal("0.1"), "price")),
    ("TrancheOf", "30% at order", Tranche(Decimal("0.3"), When("order"))),
    ("TrancheOf", "70% 90 days after export", Tranche(Decimal("0.7"), When("export", Length(90, "days"), 1))),
    ("SpecificRate", "0.4 USD per cc", Specific(Decimal("0.4"), "USD", "cc")),
    ("SpecificRate", "132 ZAR per g_co2_km", Specific(Decimal(132), "ZAR", "g_co2_km")),
    ("Url", "https://example.org/a?b=c", "https://example.org/a?b=c"),
]

REFUSED: list[tuple[str, Any, str, str, str]] = [
    ("Text", "  ", "LC201", "expected text, found empty text", "for example `Dongfeng`"),
    ("Text", ["a"], "LC303", "expected text, found a list", "for example `Dongfeng`"),
    ("Number", {}, "LC303", "expected a number, found a map", "for example `42.3`"),
    ("Amount", None, "LC304", "expected an amount with its currency, found nothing", "for example `89800 CNY`"),
    ("Identifier", "a-b", "LC202", "`a-b` is not a name of small letters, digits and `_`", "write `a_b`"),
    ("CurrencyCode", "rmb", "LC215", "unknown currency `rmb`", "did you mean `CNY`?"),
    ("CurrencyCode", "usd", "LC215", "unknown currency `usd`", "did you mean `USD`?"),
    ("MarketCode", "no", "LC216", "unknown country `no`", "did you mean `NO`?"),
    ("Number", "1,000", "LC205", "number `1,000` has a separator", "write `1000`"),
    ("Number", "1.234,50", "LC205", "number `1.234,50` has a separator", "write `1234.50`"),
    ("Number", "1_000", "LC205", "number `1_000` has a separator", "write `1000`"),
    ("Number", "1,5", "LC205", "number `1,5` has a separator", "write `1.5`"),
    ("Number", "010", "LC206", "number `010` begins with a zero", "write `10`"),
    ("Number", ".5", "LC206", "number `.5` begins with a dot", "write `0.5`"),
    ("Number", "5.", "LC206", "number `5.` ends with a dot", "write `5`"),
    ("Number", "+5", "LC206", "number `+5` begins with a plus sign", "write `5`"),
    ("Number", "1e3", "LC207", "number `1e3` is written with an exponent", "write `1000`"),
    ("Number", "NaN", "LC207", "number `NaN` is not a finite number", WRITE_DIGITS),
    ("Number", "-inf", "LC207", "number `-inf` is not a finite number", WRITE_DIGITS),
    ("Number", "12E5678", "LC203", "`12E5678` is not a number", WRITE_DIGITS),
    ("Number", "１２", "LC208", "number `１２` has a full-width or foreign character `１`", "write `12`"),
    ("Number", "٣", "LC208", "number `٣` has a full-width or foreign character `٣`", "write `3`"),
    ("Number", "−5", "LC208", "number `−5` has a minus sign U+2212", "write `-5`"),
    ("Number", "13%", "LC209", "number `13%` has a unit where none is meant", "write `13`"),
    ("Number", "1" * 31, "LC210", f"number `{'1' * 31}` has more than 30 digits", ""),
    ("Whole", "-1", "LC210", "whole number `-1` is below zero", ""),
    ("Whole", "1.5", "LC210", "`1.5` is not a whole number", "write it without a fraction"),
    ("Count", "0", "LC210", "count `0` is not at least one", ""),
    ("Percent", "13", "LC204", "rate `13` has no unit", "write `13%`, or `0.13%` if that is what you mean"),
    ("Percent", "0.13", "LC204", "rate `0.13` has no unit", "write `13%`, or `0.13%` if that is what you mean"),
    ("Percent", "25", "LC204", "rate `25` has no unit", "write `25%`, or `0.25%` if that is what you mean"),
    ("Percent", "13％", "LC208", "rate `13％` has a full-width percent sign `％`", "write `13%`"),
    ("Percent", "1,5%", "LC205", "rate `1,5` has a separator", "write `1.5%`"),
    ("Percent", "250 bps", "LC211", "rate `250 bps` has an unknown unit", "write `250bp`"),
    ("Percent", "15‰", "LC211", "rate `15‰` has an unknown unit", "write `1.5%`"),
    ("Percent", "a lot", "LC211", "`a lot` is not a rate with its unit", RATE_EXAMPLE),
    ("Percent", "1000.1%", "LC212", "rate `1000.1%` is outside -1000% to 1000%", ""),
    ("Amount", "89800", "LC213", "amount `89800` has no currency", "write the currency after it, for example `89800 USD`"),
    ("Amount", "89800CNY", "LC213", "amount `89800CNY` needs a space before its currency", "write `89800 CNY`"),
    ("Amount", "dear", "LC213", "`dear` is not an amount with its currency", "for example `89800 CNY`"),
    ("Amount", "CNY 89800", "LC214", "amount `CNY 89800` has its currency first", "write `89800 CNY`"),
    ("Amount", "$100", "LC214", "amount `$100` has its currency first", "write `100 USD`"),
    ("Amount", "100 RMB", "LC215", "unknown currency `RMB`", "did you mean `CNY`?"),
    ("Amount", "89,800 CNY", "LC205", "amount `89,800` has a separator", "write `89800 CNY`"),
    ("Day", "2026-02-30", "LC218", "there is no day `2026-02-30`", "February 2026 has 28 days"),
    ("Day", "2026-13-01", "LC218", "there is no day `2026-13-01`", "months are `01` to `12`"),
    ("Day", "2026/3/2", "LC217", "`2026/3/2` is not a day of the form `2026-03-02`", "write `2026-03-02`"),
    ("Day", "02.03.2026", "LC217", "`02.03.2026` is not a day of the form `2026-03-02`", "write `2026-03-02` or `2026-02-03`"),
    ("Day", "2026年3月2日", "LC217", "`2026年3月2日` is not a day of the form `2026-03-02`", "write `2026-03-02`"),
    ("Day", "0206-03-02", "LC217", "day `0206-03-02` is outside the years 1900 to 2199", "write year-month-day, for example `2026-03-02`"),
    ("YesNo", "Y", "LC219", "`Y` is neither `yes` nor `no`", "write `yes`"),
    ("LengthOfTime", "60", "LC220", "length `60` has no unit", "write `60 months`, or the unit that you mean"),
    ("LengthOfTime", "5y", "LC221", "length `5y` has an unknown unit", "write `5 years`"),
    ("LengthOfTime", "2.5 years", "LC221", "length `2.5 years` is not a whole number of years", "write `30 months`"),
    ("LengthOfTime", "60个月", "LC221", "length `60个月` has an unknown unit", "write `60 months`"),
    ("Moment", "export", "LC222", "`export` is not a moment", "write `at export`"),
    ("Moment", "soon", "LC222", "`soon` is not a moment", MOMENTS),
    ("Moment", "at exprt", "LC222", "unknown event `exprt`", "did you mean `export`?"),
    ("Moment", "30 before export", "LC220", "length `30` has no unit", "write `30 months`, or the unit that you mean"),
    ("Moment", "2026-02-30", "LC218", "there is no day `2026-02-30`", "February 2026 has 28 days"),
    ("AmountOrShare", "20%", "LC223", "share `20%` does not say of what", "for example `20% of price`"),
    ("AmountOrShare", "20 of cost", "LC204", "share `20` has no unit", "write `20%`, or `0.2%` if that is what you mean"),
    ("AmountShareOrInstalments", "2 installments", "LC223", "`2 installments` is not a number of instalments", "write `2 instalments`"),
    ("TrancheOf", "130% at order", "LC224", "part `130%` is not between 0% and 100%", ""),
    ("TrancheOf", "30%", "LC224", "`30%` is not a part and its moment", "for example `30% at order` or `70% 90 days after export`"),
    ("SpecificRate", "0.4 per cc", "LC213", "amount `0.4` has no currency", "write the currency after it, for example `0.4 USD`"),
    ("Url", "ftp://x", "LC226", "`ftp://x` is not an http or https address", "for example `https://example.org/tariff`"),
]  # fmt: skip

KINDS = sorted({row[0] for row in ACCEPTED})


def read(kind: str, raw: Any) -> Any:
    scalar = shape_of(getattr(fields, kind), kind).text
    assert scalar is not None
    return scalar.read(raw)


@pytest.mark.parametrize(("kind", "raw", "value"), ACCEPTED)
def test_good_text_has_its_value(kind: str, raw: str, value: Any) -> None:
    found = read(kind, raw)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("kind", "raw", "code", "message", "hint"), REFUSED)
def test_bad_text_has_its_code_and_sentence(kind: str, raw: Any, code: str, message: str, hint: str) -> None:
    with pytest.raises(ScalarFault) as caught:
        read(kind, raw)
    assert (caught.value.code, caught.value.message, caught.value.hint) == (code, message, hint)


@given(st.sampled_from(KINDS), st.one_of(st.text(), st.text("0123456789.,%-+ eE_bp", max_size=20)))
def test_any_text_is_a_value_or_a_fault(kind: str, raw: str) -> None:
    fault: ScalarFault | None = None
    try:
        read(kind, raw)
    except ScalarFault as caught:
        fault = caught
    assert fault is None or (fault.message and fault.message.isprintable())


@given(st.decimals(-10, 10, places=9))
def test_rates_are_exact_whatever_the_decimal_context(fraction: Decimal) -> None:
    percent = format(fraction * 100, "f")
    with decimal.localcontext(prec=3):
        assert read("Percent", f"{percent}%") == fraction


@pytest.mark.parametrize(("kind", "raw", "value"), ACCEPTED)
def test_phrases_write_themselves_back(kind: str, raw: str, value: Any) -> None:
    if isinstance(value, Money | Length | When | Share | Tranche | Specific | Instalments):
        assert read(kind, str(value)) == value
