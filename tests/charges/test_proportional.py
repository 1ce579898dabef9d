"""A rate that says it grows in step with its base does, at any exchange rate; one with fixed money says that it does not."""

from decimal import Decimal

import pytest
from test_kinds import ALL, KindCase

from leasecalc.charges.kinds import RATE_KINDS

PROPORTIONAL = [case for case in ALL if case.rate.is_proportional()]


@pytest.mark.parametrize("case", PROPORTIONAL, ids=[case.name for case in PROPORTIONAL])
def test_a_thousand_times_the_base_bears_a_thousand_times_the_charge(case: KindCase) -> None:
    once, often = (case.amount(lambda number, factor=factor: float(number) * factor) for factor in (1.0, 1000.0))
    assert often == pytest.approx(once * 1000.0, rel=1e-12)


def test_which_kinds_can_be() -> None:
    words = {type(case.rate).__name__ for case in PROPORTIONAL}
    never = {"Fixed", "Specific", "IndexUnit", "MarginalBands", "Bounded", "CappedRelief", "ExcessOver", "Undertaking", "Unknown"}
    assert not words & never
    assert words >= {"AdValorem", "Exempt", "GrossUp", "Points", "Scaled", "Quota", "BackOut", "Depreciation", "PerPeriod"}
    assert never <= {kind.__name__ for kind in RATE_KINDS}


def test_fixed_money_anywhere_inside_is_seen() -> None:
    for case in ALL:
        if any(need.what == "currency" for need in case.rate.requirements()):
            assert not case.rate.is_proportional(), case.name
    assert all(case.base != Decimal(0) for case in PROPORTIONAL)
