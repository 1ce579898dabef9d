"""Whole calendar months between two dates and the days that are left, counted from either end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from leasecalc.dates import add_months, is_month_end

if TYPE_CHECKING:
    from datetime import date


class WholeMonths(NamedTuple):
    """Whole months and the odd days beside them; `anchor_on` is the date where the months meet the days."""

    months: int
    days: int
    anchor_on: date


def _difference(earlier: date, later: date) -> int:
    if later < earlier:
        raise ValueError(f"the later date {later} is before the earlier date {earlier}")
    return 12 * (later.year - earlier.year) + later.month - earlier.month


def whole_months_back(earlier: date, later: date) -> WholeMonths:
    """Count whole months back from the later date; the odd days come first.

    A date that the earlier month lacks is its last day (one month before 29 March 2013 is 28 February). 31 January
    to 28 February is a whole month. Raises ``ValueError`` if the dates are in the wrong order.
    """
    months = _difference(earlier, later)
    if add_months(earlier, months) == later:
        return WholeMonths(months, 0, earlier)
    anchor = add_months(later, -months)
    if anchor < earlier:
        months -= 1
        anchor = add_months(later, -months)
    return WholeMonths(months, (anchor - earlier).days, anchor)


def whole_months_forward(earlier: date, later: date) -> WholeMonths:
    """Count whole months forward from the earlier date; the odd days come last.

    Two ends of months are whole months apart (28 February to 31 March is one). Raises ``ValueError`` if the dates
    are in the wrong order.
    """
    months = _difference(earlier, later)
    if is_month_end(earlier) and is_month_end(later):
        return WholeMonths(months, 0, later)
    anchor = add_months(earlier, months)
    if anchor > later:
        months -= 1
        anchor = add_months(earlier, months)
    return WholeMonths(months, (later - anchor).days, anchor)
