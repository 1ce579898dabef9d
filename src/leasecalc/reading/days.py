"""Days as they are typed: ISO 8601, year-month-day."""

from __future__ import annotations

import re
from datetime import date

from leasecalc.reading import lookalikes
from leasecalc.reading.scalar import ScalarFault
from leasecalc.reading.suggest import quoted

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

_YEAR_FIRST = r"([0-9]{4})[-/.年 ]?([0-9]{1,2})[-/.月 ]?([0-9]{1,2})日?([T ].*)?"
_YEAR_LAST = r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})"
_EXAMPLE = "write year-month-day, for example `2026-03-02`"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(text: str) -> date:
    """Return the day typed as ``text`` in the form ``2026-03-02``, between the years 1900 and 2199."""
    typed = text.strip(" ")
    if not _has_the_form(typed):
        raise _why_no_day(typed)
    year, month, of_month = int(typed[:4]), int(typed[5:7]), int(typed[8:])
    value = _date(year, month, of_month)
    if value is None:
        raise ScalarFault("LC218", f"there is no day {quoted(typed)}", _length_of_month(year, month))
    if not 1900 <= year < 2200:
        raise ScalarFault("LC217", f"day {quoted(typed)} is outside the years 1900 to 2199", _EXAMPLE)
    return value


def _has_the_form(typed: str) -> bool:
    """Return whether this is `DAY`; every run reads days, and few need what compiles patterns."""
    digits = typed[:4] + typed[5:7] + typed[8:]
    return len(typed) == 10 and typed[4] == typed[7] == "-" and digits.isascii() and digits.isdigit()


def _date(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def _length_of_month(year: int, month: int) -> str:
    if not 1 <= month <= 12 or year < 1:
        return "months are `01` to `12`"
    longest = next(last for last in (31, 30, 29, 28) if _date(year, month, last))
    return f"{_MONTHS[month - 1]} {year} has {longest} days"


def _why_no_day(typed: str) -> ScalarFault:
    plain = lookalikes.plain(typed).strip()
    if plain != typed and _has_the_form(plain):
        lookalike = lookalikes.first(typed)
        name = lookalike[1] if lookalike else "look-alike character"
        return ScalarFault("LC208", f"day {quoted(typed)} has a {name}", f"write `{plain}`")
    return ScalarFault("LC217", f"{quoted(typed)} is not a day of the form `2026-03-02`", _meant(plain))


def _meant(plain: str) -> str:
    """Return the hint: one reading, both readings when day and month can be swapped, or an example."""
    parts = re.fullmatch(_YEAR_FIRST, plain)
    swapped = re.fullmatch(_YEAR_LAST, plain)
    readings: list[tuple[int, int, int]] = []
    if parts is not None:
        readings = [(int(parts[1]), int(parts[2]), int(parts[3]))]
    elif swapped is not None:
        first, second, year = (int(part) for part in swapped.groups())
        readings = [(year, second, first), (year, first, second)]
    days = dict.fromkeys(found.isoformat() for reading in readings if (found := _date(*reading)))
    return f"write {' or '.join(f'`{found}`' for found in days)}" if days else _EXAMPLE
