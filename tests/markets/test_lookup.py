"""Which entry is in force, and what is said when none is."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from leasecalc.charges.facts import Facts
from leasecalc.charges.kinds.ad_valorem import AdValorem
from leasecalc.charges.selectors import EVERYTHING, NumberRange, Selector
from leasecalc.charges.source import Source
from leasecalc.markets.dated import Entry, Reviewed, contradictions
from leasecalc.markets.lookup import find, review_due_on

SOURCE = Source(title="case", confidence="unverified")
BEV = Selector(powertrain=("bev",))


def entry(first: str, last: str | None = None, when: Selector = EVERYTHING, rate: str = "0.1") -> Entry:
    return Entry(
        from_=date.fromisoformat(first),
        until=date.fromisoformat(last) if last else None,
        when=when,
        rate=AdValorem(rate=Decimal(rate)),
        source=SOURCE,
    )


# Vietnam: 3 % from 2022-03-01, 11 % from 2027-03-01 (lawnet.vn 8611).
# Pakistan: relief to 2026-06-30 (invest.gov.pk 1508).
VIETNAM = (entry("2027-03-01", when=BEV, rate="0.11"), entry("2022-03-01", when=BEV, rate="0.03"))
PAKISTAN = (entry("2022-07-01", "2026-06-30", BEV, "0.25"), entry("2000-01-01", rate="0.5"))
GAP = (entry("2020-01-01", "2020-12-31"), entry("2022-01-01"))


@pytest.mark.parametrize(
    ("entries", "facts", "on", "status", "rate"),
    [
        (VIETNAM, {"powertrain": "bev"}, "2022-02-28", "not_yet", "0.03"),
        (VIETNAM, {"powertrain": "bev"}, "2022-03-01", "found", "0.03"),
        (VIETNAM, {"powertrain": "bev"}, "2027-02-28", "found", "0.03"),
        (VIETNAM, {"powertrain": "bev"}, "2027-03-01", "found", "0.11"),
        (VIETNAM, {"powertrain": "petrol"}, "2026-01-01", "missing", None),
        (VIETNAM, {}, "2026-01-01", "asks", None),
        (PAKISTAN, {"powertrain": "bev"}, "2026-06-30", "found", "0.25"),
        (PAKISTAN, {"powertrain": "bev"}, "2026-07-01", "ended", "0.25"),  # never silently the general rate
        (PAKISTAN, {"powertrain": "petrol"}, "2026-07-01", "found", "0.5"),
        (GAP, {}, "2021-06-01", "ended", "0.1"),
    ],
)
def test_the_first_series_that_matches_decides(
    entries: tuple[Entry, ...], facts: dict[str, Any], on: str, status: str, rate: str | None
) -> None:
    finding = find(entries, Facts.of(facts), date.fromisoformat(on))
    assert finding.status == status
    found = finding.entry.rate if finding.entry is not None else None
    assert (str(found.rate) if isinstance(found, AdValorem) else None) == rate


def test_an_ended_entry_names_the_next_one() -> None:
    assert find(GAP, Facts(), date(2021, 6, 1)).next_from == date(2022, 1, 1)
    assert find(PAKISTAN, Facts.of({"powertrain": "bev"}), date(2027, 1, 1)).next_from is None


def test_a_missing_fact_is_named() -> None:
    narrow = Selector(powertrain=("bev",), kwh=NumberRange(up_to=Decimal(50)))
    assert find((entry("2020-01-01", when=narrow),), Facts.of({"powertrain": "bev"}), date(2026, 1, 1)).needs == ("kwh",)


@pytest.mark.parametrize(
    ("entries", "codes"),
    [
        (VIETNAM, []),
        (GAP, []),
        ((entry("2020-01-01", "2021-01-01"), entry("2021-01-01")), ["LC512"]),
        ((entry("2020-01-01"), entry("2020-01-01")), ["LC512"]),
        ((entry("2020-01-01"), entry("2020-01-01", when=BEV)), []),
        ((), ["LC502"]),
    ],
)
def test_two_answers_on_one_day_are_refused(entries: tuple[Entry, ...], codes: list[str]) -> None:
    assert [fault.code for fault in contradictions(entries)] == codes


def test_the_review_date_counts_months_and_the_line_goes_before_the_file() -> None:
    file = Reviewed(confirmed_on=date(2026, 1, 31), review_every_months=6)
    assert review_due_on(Reviewed(), file) == date(2026, 7, 31)
    assert review_due_on(Reviewed(confirmed_on=date(2026, 8, 31)), file) == date(2027, 2, 28)
    assert review_due_on(Reviewed(), Reviewed()) is None
