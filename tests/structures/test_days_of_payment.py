"""The days of instalments: frequencies, the roll day, month ends, and business days that never move it."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import holidays
import pytest
from structured import days, markets, priced, text_of

from leasecalc import api
from leasecalc.dates import add_months
from leasecalc.errors import InputError
from leasecalc.report.render.json import dumps

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
    from leasecalc.report.pages import schedule_page

    path = tmp_path / "deal.yaml"
    rules = {"convention": "following"}
    path.write_text(text_of({"term": "3 months", "rent": RENT, "commencement": "2026-03-31", "business_days": rules}))
    report = api.report(api.load(str(path)), api.library())
    table = schedule_page(report).blocks[0]
    assert [column.id for column in table.columns][1:3] == ["due", "date"]
    assert {len(row) for row in table.rows} == {len(table.columns)} == {len(table.totals)}
    assert [(row.due, row.on) for row in report.schedule.rows][1] == (date(2026, 5, 31), date(2026, 6, 1))


def reported(folder: Path, lease: dict[str, Any]) -> dict[str, Any]:
    path = folder / "deal.yaml"
    path.write_text(text_of(lease), encoding="utf-8")
    report = api.report(api.load(str(path)), markets())
    found: dict[str, Any] = json.loads(dumps(report))
    return found


def test_a_week_needs_a_business_day(tmp_path: Path) -> None:
    week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    with pytest.raises(InputError, match="LC438"):
        priced(tmp_path, {"term": "3 months", "rent": RENT, "business_days": {"convention": "following", "weekend": week}})


IN_SOUTH_AFRICA = {
    "term": "3 months",
    "rent": RENT,
    "commencement": "2026-03-27",
    "business_days": {"convention": "following", "country": "ZA"},
}


def test_public_holidays_are_frozen_into_the_result_with_the_version_of_the_library(tmp_path: Path) -> None:
    found = reported(tmp_path, IN_SOUTH_AFRICA)
    kept = found["business_days"]
    assert found["schedule"]["rows"][0]["on"] == "2026-04-28"  # 27 April is Freedom Day
    assert kept["calendar"] == f"public holidays of ZA by the library holidays {holidays.__version__}"
    # Public Holidays Act 36 of 1994, schedule 1, from a month before the first payment to a month after the last
    assert kept["holidays"] == ["2026-04-03", "2026-04-06", "2026-04-27", "2026-05-01", "2026-06-16"]
    again = {**IN_SOUTH_AFRICA, "business_days": {"convention": "following", "holidays": kept["holidays"]}}
    assert reported(tmp_path, again)["schedule"] == found["schedule"]


def test_public_holidays_need_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(InputError, match="library `holidays`"):
        priced(tmp_path, IN_SOUTH_AFRICA)
