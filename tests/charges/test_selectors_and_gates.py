"""Selectors decide on facts alone and ask for what they lack; gates pass, fail or do not know."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from leasecalc.charges.context import Context
from leasecalc.charges.facts import Facts
from leasecalc.charges.gates import Gate, examine
from leasecalc.charges.selectors import Match, NumberRange, Selector
from leasecalc.charges.source import Source
from leasecalc.errors import InputError
from leasecalc.money import Money

SOURCE = Source(title="case", confidence="unverified")


@pytest.mark.parametrize(
    ("given", "cc", "inside"),
    [
        ({"above": 1000, "up_to": 1800}, 1000, False),
        ({"above": 1000, "up_to": 1800}, 1001, True),
        ({"above": 1000, "up_to": 1800}, 1800, True),
        ({"from_": 1000, "below": 1800}, 1000, True),
        ({"from_": 1000, "below": 1800}, 1800, False),
        ({"up_to": Decimal("0.1")}, 0.1, False),  # the double 0.1 lies above a tenth
    ],
)
def test_ends_of_ranges(given: dict[str, Any], cc: float, inside: bool) -> None:
    limits = {name: Decimal(limit) for name, limit in given.items()}
    assert NumberRange(**limits).contains(cc) is inside


def test_a_condition_that_fails_decides_before_a_fact_that_is_missing() -> None:
    selector = Selector(powertrain=("petrol",), cc=NumberRange(up_to=Decimal(1000)))
    assert selector.match(Facts.of({"powertrain": "bev"})) == Match(holds=False)
    assert selector.match(Facts.of({"powertrain": "petrol"})) == Match(holds=None, needs=("cc",))
    assert selector.match(Facts.of({"powertrain": "petrol", "cc": 900})) == Match(holds=True)


def test_texts_match_without_regard_to_case_and_hs_by_its_beginning() -> None:
    facts = Facts.of({"maker": "byd", "hs": "8703.80.10"})
    assert Selector(maker=("BYD", "Geely"), hs=("870380",)).match(facts).holds
    assert not Selector(hs=("8704",)).match(facts).holds


def test_facts_have_known_names_and_numbers_are_numbers() -> None:
    with pytest.raises(InputError, match="LC505") as refused:
        Facts.of({"powertrian": "bev", "cc": "big"})
    assert refused.value.diagnostics[0].hint == "did you mean `powertrain`?"
    assert len(refused.value.diagnostics) == 2


def gate(**more: Any) -> Gate:
    return Gate(**{"id": "licence", "label": "Licence", "message": "no licence", "source": SOURCE, **more})


@pytest.mark.parametrize(
    ("settings", "facts", "status", "reason"),
    [
        ({"when": Selector(condition=("used",))}, {"condition": "used"}, "fail", "no licence"),
        ({"when": Selector(condition=("used",))}, {"condition": "new"}, "pass", "does not apply"),
        ({"when": Selector(condition=("used",))}, {}, "unknown", "cannot be decided without `condition`"),
        ({"when": Selector(condition=("used",)), "result": "unknown"}, {"condition": "used"}, "unknown", "no licence"),
        (
            {"require": Selector(term_months=NumberRange(from_=Decimal(60)))},
            {"term_months": 60},
            "pass",
            "the conditions are met",
        ),
        ({"require": Selector(term_months=NumberRange(from_=Decimal(60)))}, {"term_months": 59}, "fail", "no licence"),
        (
            {"require": Selector(term_months=NumberRange(from_=Decimal(60)))},
            {},
            "unknown",
            "cannot be decided without `term_months`",
        ),
        (
            {"require": Selector(term_months=NumberRange(from_=Decimal(60))), "doubt": "the law of 2026"},
            {"term_months": 60},
            "pass with doubt",
            "the law of 2026",
        ),
        (
            {"require": Selector(term_months=NumberRange(from_=Decimal(60))), "doubt": "the law of 2026"},
            {"term_months": 48},
            "fail",
            "no licence",
        ),
    ],
)
def test_verdicts(settings: dict[str, Any], facts: dict[str, Any], status: str, reason: str) -> None:
    result = examine(gate(**settings), Facts.of(facts), Context("ZAR"))
    assert (result.status, result.reason) == (status, reason)


def test_a_minimum_value_is_compared_with_the_customs_value() -> None:
    minimum = gate(minimum_value=Money(Decimal(8500), "USD"))
    context = Context("TRY", fx={"USD": 40.0}, amounts={"customs_value": 340000.0})
    assert examine(minimum, Facts(), context).status == "pass"
    below = Context("TRY", fx={"USD": 40.0}, amounts={"customs_value": 339999.99})
    assert examine(minimum, Facts(), below).status == "fail"
    assert examine(minimum, Facts(), Context("TRY", fx={"USD": 40.0})).status == "unknown"


def test_a_gate_holds_from_its_first_to_its_last_day() -> None:
    dated = gate(when=Selector(condition=("used",)), from_=date(2026, 1, 1), until=date(2026, 6, 30))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [dated.in_force(day) for day in days] == [False, True, True, False]
