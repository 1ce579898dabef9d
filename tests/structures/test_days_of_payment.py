"""The days of instalments: frequencies, the roll day, month ends, and business days that never move it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from structured import days, priced, text_of

from leasecalc.dates import add_months
from leasecalc.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

RENT = {"solve": "customer_rate", "target": "12%"}


@pytest.mark.parametrize(
    ("payments", "term", "count", "second"),
    [
        ("four_weekly", "52 weeks", 13, timedelta(days=56)),
        ("two_monthly", "12 months", 6, None),
        ("fortnightly", "12 months", 26, timedelta(days=28)),
    ],
)
def test_frequencies(tmp_path: Path, payments: str, term: str, count: int, second: timedelta | None) -> None:
    found = priced(tmp_path, {"payments": payments, "term": term, "rent": RENT})
    start = date(2026, 3, 2)
    assert len(days(found)) == count
    assert days(found)[1] == (add_months(start, 4) if second is None else start + second)
    rate = 0.12 / (6 if payments == "two_monthly" else {"four_weekly": 13, "fortnightly": 26}[payments])
    assert float(found.exact_rent) == pytest.approx(10000 * rate / (1 - (1 + rate) ** -count), rel=1e-12)


def test_month_ends_are_counted_from_the_anchor(tmp_path: Path) -> None:
    lease = {"term": "12 months", "rent": RENT, "commencement": "2026-04-30"}
    roll = [(day.month, day.day) for day in days(priced(tmp_path, lease))]
    assert roll[:3] == [(5, 30), (6, 30), (7, 30)]
    assert roll[9] == (2, 28)
    assert roll[10] == (3, 30)
    ends = [(day.month, day.day) for day in days(priced(tmp_path, {**lease, "end_of_month": "yes"}))]
    assert ends[:3] == [(5, 31), (6, 30), (7, 31)]
    assert ends[9] == (2, 28)


def test_business_days_move_a_payment_and_not_the_roll_day(tmp_path: Path) -> None:
    """31 January 2026 is a Saturday: modified following goes back to the 30th, following to 2 February, the next roll stays."""
    lease: dict[str, Any] = {"term": "3 months", "rent": RENT, "commencement": "2026-03-31", "timing": "advance"}
    plain = priced(tmp_path, lease)
    rules = {"convention": "modified_following", "holidays": ["2026-03-31"]}
    moved = priced(tmp_path, {**lease, "business_days": rules})
    assert days(plain) == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    assert days(moved) == [date(2026, 3, 30), date(2026, 4, 30), date(2026, 5, 29)]  # the 31st of May is a Sunday
    assert list(moved.deal.timeline.due)[:3] == days(plain)
    assert moved.contract.instalments == plain.contract.instalments  # interest accrues on contract periods
    friday = {"convention": "following", "weekend": ["friday", "saturday"]}
    assert days(priced(tmp_path, {**lease, "business_days": friday}))[2] == date(2026, 5, 31)


def test_both_days_stand_in_the_table(tmp_path: Path) -> None:
    from leasecalc import api
    from leasecalc.report.layout import schedule_page

    path = tmp_path / "deal.yaml"
    rules = {"convention": "following"}
    path.write_text(text_of({"term": "3 months", "rent": RENT, "commencement": "2026-03-31", "business_days": rules}))
    report = api.report(api.load(str(path)), api.library())
    table = schedule_page(report).blocks[0]
    assert [column.id for column in table.columns][1:3] == ["due", "date"]
    assert {len(row) for row in table.rows} == {len(table.columns)} == {len(table.totals)}
    assert [(row.due, row.on) for row in report.schedule.rows][1] == (date(2026, 5, 31), date(2026, 6, 1))


def test_a_week_needs_a_business_day(tmp_path: Path) -> None:
    week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    with pytest.raises(InputError, match="LC438"):
        priced(tmp_path, {"term": "3 months", "rent": RENT, "business_days": {"convention": "following", "weekend": week}})


def test_public_holidays_need_the_library_and_are_frozen_with_its_version(tmp_path: Path) -> None:
    rules = {"convention": "following", "country": "ZA"}
    lease = {"term": "3 months", "rent": RENT, "commencement": "2026-03-27", "business_days": rules}
    try:
        import holidays
    except ImportError:
        with pytest.raises(InputError, match="library `holidays`"):
            priced(tmp_path, lease)
        return
    found = priced(tmp_path, lease)
    assert days(found)[0] == date(2026, 4, 28)  # 27 April is Freedom Day
    assert any(holidays.__version__ in entry.note for entry in found.deal.provenance)
