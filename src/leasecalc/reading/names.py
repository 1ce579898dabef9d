"""Names as they are typed: free text, identifiers, codes of currencies and countries, addresses, yes and no."""

from __future__ import annotations

import re

from leasecalc.money import CURRENCIES
from leasecalc.reading.scalar import ScalarFault
from leasecalc.reading.suggest import nearest, quoted

IDENTIFIER = r"[a-z][a-z0-9_]*"
URL = r"https?://[^\s/?#]+[^\s]*"

# ISO 3166-1 alpha-2, officially assigned, and XK, which the World Bank and the European Commission use for Kosovo.
_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT "
    "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
    "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT "
    "HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
    "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI "
    "NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG "
    "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG "
    "UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK"
)
COUNTRIES = frozenset(_CODES.split())
_CURRENCY_NAMES = {
    "RMB": "CNY", "CNH": "CNY", "YUAN": "CNY", "¥": "CNY", "元": "CNY", "$": "USD", "US$": "USD", "DOLLARS": "USD",
    "€": "EUR", "EUROS": "EUR", "£": "GBP", "₽": "RUB",
    "RAND": "ZAR", "R": "ZAR", "VNĐ": "VND", "₫": "VND", "RUR": "RUB",
}  # fmt: skip
_COUNTRY_NAMES = {"UK": "GB", "EL": "GR", "UAE": "AE", "USA": "US", "RSA": "ZA", "PRC": "CN", "KSA": "SA"}

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_MEANT_YES_NO = {
    "y": "yes", "on": "yes", "1": "yes", "是": "yes", "yes": "yes", "true": "yes",
    "n": "no", "off": "no", "0": "no", "否": "no", "no": "no", "false": "no",
}  # fmt: skip


def text(typed: str) -> str:
    """Return ``typed`` without the white space around it."""
    return typed.strip()


def identifier(typed: str) -> str:
    """Return a name of small letters, digits and ``_`` that begins with a letter."""
    if _is_identifier(typed):
        return typed
    meant = re.sub(r"[^a-z0-9]+", "_", typed[:80].strip().lower()).strip("_")
    hint = f"write `{meant}`" if _is_identifier(meant) else "for example `customs_duty`"
    raise ScalarFault("LC202", f"{quoted(typed)} is not a name of small letters, digits and `_`", hint)


def _is_identifier(typed: str) -> bool:
    """Return whether this is an `IDENTIFIER`."""
    return typed.isascii() and typed.isidentifier() and typed.islower() and typed[0] != "_"


def currency(typed: str) -> str:
    """Return an ISO 4217 currency code."""
    code = typed.strip(" ")
    if code in CURRENCIES:
        return code
    meant = meant_currency(code)
    hint = f"did you mean `{meant}`?" if meant else "write the ISO 4217 code, for example `CNY`"
    raise ScalarFault("LC215", f"unknown currency {quoted(code)}", hint)


def meant_currency(word: str) -> str | None:
    """Return the ISO 4217 code that ``word`` (``RMB``, ``$``, ``usd``) most likely stands for."""
    if word in CURRENCIES:
        return word
    return _CURRENCY_NAMES.get(word.upper()) or nearest(word, CURRENCIES)


def market(typed: str) -> str:
    """Return an ISO 3166 country code of two capital letters; ``NO`` is Norway."""
    code = typed.strip(" ")
    if code in COUNTRIES:
        return code
    meant = code.upper() if code.upper() in COUNTRIES else _COUNTRY_NAMES.get(code.upper())
    hint = f"did you mean `{meant}`?" if meant else "write the ISO 3166 code of two capital letters, for example `ZA`"
    raise ScalarFault("LC216", f"unknown country {quoted(code)}", hint)


def url(typed: str) -> str:
    """Return an http or https address."""
    address = typed.strip(" ")
    if re.fullmatch(URL, address):
        return address
    meant = "https://" + address
    likely = "." in address and re.fullmatch(URL, meant)
    hint = f"write {quoted(meant)}" if likely else "for example `https://example.org/tariff`"
    raise ScalarFault("LC226", f"{quoted(address)} is not an http or https address", hint)


def yes_no(typed: str) -> bool:
    """Return whether ``typed`` is yes."""
    word = typed.strip(" ")
    if word in _YES_NO:
        return _YES_NO[word]
    meant = _MEANT_YES_NO.get(word.lower())
    hint = f"write `{meant or 'yes` or `no'}`"
    raise ScalarFault("LC219", f"{quoted(word)} is neither `yes` nor `no`", hint)
