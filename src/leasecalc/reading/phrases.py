"""Phrases of several words: amounts with their currency, lengths of time, moments, shares, amounts per unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from leasecalc.money import Money
from leasecalc.reading import lookalikes, names, numbers
from leasecalc.reading.days import DAY, day
from leasecalc.reading.quantities import EVENTS, UNITS, Event, Instalments, Length, Share, Specific, Tranche, Unit, When
from leasecalc.reading.scalar import ScalarFault
from leasecalc.reading.suggest import nearest, quoted

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

AMOUNT = rf"{numbers.NUMBER} +[A-Z]{{3}}"
PERCENT = rf"{numbers.NUMBER} *(?:%|bp)"
LENGTH = r"(?:0|[1-9][0-9]*) *(?:day|week|month|year)s?"
WHEN = rf"(?:{DAY}|at (?:{'|'.join(EVENTS)})|{LENGTH} (?:after|before) (?:{'|'.join(EVENTS)}))"
SHARE = rf"{PERCENT} of {names.IDENTIFIER}"
INSTALMENTS = rf"{numbers.NUMBER} instalments?"
TRANCHE = rf"{PERCENT} +{WHEN}"
SPECIFIC = rf"{numbers.NUMBER} +[A-Z]{{3}} per {names.IDENTIFIER}"

LONGEST_COUNT = 10_000
_AMOUNT = re.compile(r"(\S.*?) +([A-Za-z$€£¥₽₫元]{1,3})")
_CURRENCY_FIRST = r"([A-Za-z]{3}|US\$|[$€£¥₽₫]) *(-?[0-9].*)"
_CURRENCY_GLUED = r"(-?[0-9][0-9.,]*)([A-Z]{3}|[$€£¥₽₫元])"
_WORDS_AROUND = re.compile(r"(\S.*?) *([a-z]+)")
_MOMENT = r"(.+?) +(after|before) +(\S+)"
_UNIT_NAMES = {
    "d": "days", "w": "weeks", "wk": "weeks", "wks": "weeks", "m": "months", "mo": "months", "mos": "months",
    "mth": "months", "mths": "months", "y": "years", "yr": "years", "yrs": "years", "天": "days", "日": "days",
    "周": "weeks", "月": "months", "个月": "months", "年": "years",
}  # fmt: skip
_FOREIGN_LENGTH = r"([0-9]+) *(天|日|周|个月|月|年)"


def amount(typed: str) -> Money:
    """Return an amount with its currency, typed as ``89800 CNY``."""
    phrase = typed.strip(" ")
    match = _AMOUNT.fullmatch(phrase)
    if match is None or match[1][0].isalpha():
        raise _why_no_amount(phrase)
    code = names.meant_currency(match[2]) or match[2]
    return Money(numbers.number(match[1], "amount", f" {code}"), names.currency(match[2]))


def _why_no_amount(phrase: str) -> ScalarFault:
    # a rate, which may stand in the place of many an amount, comes here too: it needs neither pattern, and compiling them takes a while
    swapped = None if phrase[:1].isdigit() else re.fullmatch(_CURRENCY_FIRST, phrase)
    glued = None if phrase.endswith("%") else re.fullmatch(_CURRENCY_GLUED, phrase)
    if swapped is not None:
        message = f"amount {quoted(phrase)} has its currency first"
        return ScalarFault("LC214", message, _amount_hint(swapped[2], swapped[1]))
    if glued is not None:
        message = f"amount {quoted(phrase)} needs a space before its currency"
        return ScalarFault("LC213", message, _amount_hint(glued[1], glued[2]))
    if not re.search(r"[A-Za-z]", phrase):
        numbers.number(phrase, "amount")  # its own fault when the number is at fault
        hint = f"write the currency after it, for example `{phrase} USD`"
        return ScalarFault("LC213", f"amount {quoted(phrase)} has no currency", hint)
    return ScalarFault("LC213", f"{quoted(phrase)} is not an amount with its currency", "for example `89800 CNY`")


def _amount_hint(digits: str, code: str) -> str:
    try:
        return f"write `{amount(f'{digits} {names.meant_currency(code)}')}`"
    except ScalarFault as fault:
        return fault.hint or "for example `89800 CNY`"


def length(typed: str) -> Length:
    """Return a length of time, typed as ``60 months``."""
    phrase = typed.strip(" ")
    match = _WORDS_AROUND.fullmatch(phrase)
    unit = None if match is None else match[2] if match[2].endswith("s") else match[2] + "s"
    if match is None or unit not in UNITS:
        raise _why_no_length(phrase)
    value = numbers.number(match[1], "length", f" {match[2]}")
    if value != value.to_integral_value() or value < 0:
        months = value * 12
        hint = f"write `{int(months)} months`" if unit == "years" and months >= 0 and months % 1 == 0 else ""
        raise ScalarFault("LC221", f"length {quoted(phrase)} is not a whole number of {unit}", hint)
    if value > LONGEST_COUNT:
        raise ScalarFault("LC221", f"length {quoted(phrase)} is longer than {LONGEST_COUNT} {unit}")
    return Length(int(value), cast("Unit", unit))


def _why_no_length(phrase: str) -> ScalarFault:
    match = _WORDS_AROUND.fullmatch(phrase) or re.fullmatch(_FOREIGN_LENGTH, phrase)
    if match is not None and match[1].isascii() and match[1].isdigit():
        meant = _UNIT_NAMES.get(match[2]) or nearest(match[2], UNITS)
        hint = f"write `{match[1]} {meant}`" if meant else "the units are days, weeks, months and years"
        return ScalarFault("LC221", f"length {quoted(phrase)} has an unknown unit", hint)
    if phrase.isascii() and phrase.isdigit():
        hint = f"write `{phrase} months`, or the unit that you mean"
        return ScalarFault("LC220", f"length {quoted(phrase)} has no unit", hint)
    return ScalarFault("LC221", f"{quoted(phrase)} is not a length of time", "for example `60 months` or `30 days`")


def when(typed: str) -> When:
    """Return a moment: a day, ``at export``, or ``30 days before export``."""
    phrase = typed.strip(" ")
    moment = re.fullmatch(_MOMENT, phrase) if " after " in phrase or " before " in phrase else None
    if moment is not None:
        return When(_event(moment[3]), length(moment[1]), 1 if moment[2] == "after" else -1)
    if phrase.startswith("at "):
        return When(_event(phrase[3:].strip()))
    if phrase[:1].isdigit() or lookalikes.plain(phrase[:1]).isdigit():
        return When(on=_day_of(phrase))
    meant = nearest(phrase, EVENTS)
    hint = f"write `at {meant}`" if meant else "for example `2026-05-01`, `at export` or `30 days before export`"
    raise ScalarFault("LC222", f"{quoted(phrase)} is not a moment", hint)


def _day_of(phrase: str) -> date:
    try:
        return day(phrase)
    except ScalarFault as fault:
        if fault.code != "LC217" or "write `" in fault.hint:
            raise
    hint = "say from when, for example `1 month after pricing`"
    raise ScalarFault("LC222", f"{quoted(phrase)} is not a moment", hint)


def _event(word: str) -> Event:
    if word in EVENTS:
        return word
    meant = nearest(word, EVENTS)
    hint = f"did you mean `{meant}`?" if meant else f"the events are {', '.join(f'`{event}`' for event in EVENTS)}"
    raise ScalarFault("LC222", f"unknown event {quoted(word)}", hint)


def share(typed: str) -> Share:
    """Return a fraction of a named quantity, typed as ``20% of price``."""
    phrase = typed.strip(" ")
    rate, of, base = phrase.partition(" of ")
    if not of:
        numbers.percent(phrase, "share")  # its own fault when the rate is at fault
        raise ScalarFault("LC223", f"share {quoted(phrase)} does not say of what", f"for example `{phrase} of price`")
    return Share(numbers.percent(rate, "share"), names.identifier(base.strip(" ")))


def amount_or_share(typed: str) -> Money | Share:
    """Return an amount with its currency or a share: ``1450 USD`` or ``0.4% of fob``."""
    if " of " in typed or "%" in typed or "％" in typed or typed.rstrip(" ").endswith("bp"):
        return share(typed)
    return amount(typed)


def amount_share_or_instalments(typed: str) -> Money | Share | Instalments:
    """Return an amount, a share or a number of instalments: ``500 USD``, ``10% of price`` or ``2 instalments``."""
    head, _, word = typed.strip(" ").rpartition(" ")
    if not word.startswith("inst"):
        return amount_or_share(typed)
    value = numbers.number(head, "number of instalments", " instalments")
    if word not in ("instalment", "instalments") or value < 0:
        written = f"{numbers.written(abs(value))} {'instalment' if abs(value) == 1 else 'instalments'}"
        raise ScalarFault("LC223", f"{quoted(typed)} is not a number of instalments", f"write `{written}`")
    return Instalments(value)


def tranche(typed: str) -> Tranche:
    """Return a part of a price and its moment, typed as ``70% 90 days after export``."""
    phrase = typed.strip(" ")
    cut = phrase.find("%") if "%" in phrase else phrase.find("bp") + 1
    if cut <= 0 or not phrase[cut + 1 :].startswith(" "):
        hint = "for example `30% at order` or `70% 90 days after export`"
        raise ScalarFault("LC224", f"{quoted(phrase)} is not a part and its moment", hint)
    return Tranche(_part(phrase[: cut + 1]), when(phrase[cut + 1 :]))


def _part(typed: str) -> Decimal:
    fraction = numbers.percent(typed, "part")
    if not 0 <= fraction <= 1:
        raise ScalarFault("LC224", f"part {quoted(typed)} is not between 0% and 100%")
    return fraction


def specific(typed: str) -> Specific:
    """Return an amount of money per unit of something, typed as ``0.4 USD per cc``."""
    money, per, unit = typed.strip(" ").partition(" per ")
    if not per:
        hint = "for example `0.4 USD per cc` or `132 ZAR per g_co2_km`"
        raise ScalarFault("LC225", f"{quoted(typed)} is not an amount per unit", hint)
    value = amount(money)
    return Specific(value.amount, value.currency, names.identifier(unit.strip(" ")))
