"""What changed between two days, on files written here and on Brazil's published schedule."""

from datetime import date

import pytest
from test_resolve import TEXT

from leasecalc.charges.facts import Facts
from leasecalc.markets.differences import NOTHING, Change, differences
from leasecalc.markets.library import Library
from leasecalc.markets.lookup import find
from leasecalc.markets.schema import MarketDocument
from leasecalc.reading.documents import load

SHIPPED = Library.load()
GATE = (
    "gates: [{id: ban, label: Ban, when: {condition: [used]}, message: Not allowed, from: 2025-03-01, until: 2025-12-31,"
    " source: {title: t, confidence: unverified}}]\nseries:\n"
)


def changed(text: str, first: str, last: str) -> list[Change]:
    document = load(text, "UZ.yaml", MarketDocument).document
    return list(differences(document, date.fromisoformat(first), date.fromisoformat(last)))


def words(changes: list[Change]) -> list[tuple[str, str, str, str, str]]:
    return [(change.on.isoformat(), change.id, change.selector, change.old, change.new) for change in changes]


def test_brazil_raised_the_duty_on_electric_cars_twice() -> None:
    # Gecex schedule of November 2023: 18 % from July 2024, 25 % from July 2025, 35 % from July 2026.
    changes = differences(SHIPPED.market("BR").document, date(2025, 1, 1), date(2026, 7, 1))
    duty = [change for change in changes if change.what == "rate" and (change.id, change.selector) == ("duty", "powertrain bev")]
    assert words(duty) == [
        ("2025-07-01", duty[0].id, "powertrain bev", "18 %", "25 %"),
        ("2026-07-01", duty[0].id, "powertrain bev", "25 %", "35 %"),
    ]
    assert all(change.source is not None and change.source.url for change in duty)


def test_rates_units_and_ends_are_told_on_their_day() -> None:
    assert words(changed(TEXT, "2024-12-31", "2027-01-01")) == [
        ("2025-01-01", "brv", "", NOTHING, "375000 UZS"),
        ("2025-08-01", "brv", "", "375000 UZS", "412000 UZS"),
        ("2026-07-01", "duty", "powertrain bev", "exempt", NOTHING),
        ("2027-01-01", "duty", "powertrain diesel", NOTHING, "40 %"),
    ]


def test_the_first_day_is_not_compared_and_the_last_one_is() -> None:
    assert words(changed(TEXT, "2025-08-01", "2026-06-30")) == []
    assert [change.id for change in changed(TEXT, "2025-07-31", "2025-08-01")] == ["brv"]


def test_gates_begin_and_end() -> None:
    found = [change for change in changed(TEXT.replace("series:\n", GATE), "2025-01-01", "2026-01-01") if change.what == "gate"]
    assert words(found) == [
        ("2025-03-01", "ban", "condition used", "no such rule", "Not allowed"),
        ("2026-01-01", "ban", "condition used", "Not allowed", "no longer a rule"),
    ]


def test_withholding_changes_with_a_treaty() -> None:
    # The protocol between Brazil and China took effect on 2026-01-01: royalties 10 % instead of 15 %.
    changes = differences(SHIPPED.market("BR").document, date(2025, 12, 1), date(2026, 2, 1))
    assert [change.on for change in changes if change.what == "withholding"] == [date(2026, 1, 1)]


@pytest.mark.parametrize("code", SHIPPED.codes())
def test_a_selector_without_a_change_has_the_same_rate_on_both_days(code: str) -> None:
    document, first, last = SHIPPED.market(code).document, date(2025, 1, 1), date(2026, 7, 1)
    told = {(change.id, change.selector) for change in differences(document, first, last) if change.what == "rate"}
    for line in document.lines:
        for entry in line.in_force:
            if (line.id, entry.when.describe()) not in told:
                alone = [one for one in line.in_force if one.when == entry.when]
                before, after = (_rate(alone, entry.when.describe(), day) for day in (first, last))
                assert before == after, (line.id, entry.when.describe())


def _rate(entries: list, selector: str, day: date) -> str:  # type: ignore[type-arg]
    held = [entry for entry in entries if entry.from_ <= day and (entry.until is None or day <= entry.until)]
    return held[-1].rate.describe() if held and selector is not None else ""


def test_a_lookup_agrees_with_the_last_change() -> None:
    document = SHIPPED.market("BR").document
    (line,) = (line for line in document.lines if line.id == "duty")
    found = find(
        line.in_force,
        Facts.of({"powertrain": "bev", "origin": "CN", "condition": "new", "regime": "definitive"}),
        date(2026, 7, 1),
    )
    assert found.entry is not None
    assert found.entry.rate.describe() == "35 %"
