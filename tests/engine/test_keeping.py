"""What is kept with a priced deal follows from it alone: any order of measures, and never another deal's."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from leasecalc import api
from leasecalc.engine.measures import MEASURES, cumulative, present_value_of
from leasecalc.engine.price import price
from leasecalc.records import replace
from leasecalc.values import power, powers

DEAL = Path(__file__).parents[2] / "deals" / "za-box-60m.yaml"


@pytest.fixture(scope="module")
def deal():
    return api.resolve(api.load(str(DEAL)), api.library())


def test_measures_do_not_hang_on_their_order_and_a_changed_copy_keeps_nothing(deal):
    found, again = price(deal), price(deal)
    forward = {measure.name: measure.compute(found) for measure in MEASURES}
    backward = {measure.name: measure.compute(again) for measure in reversed(MEASURES)}
    assert {name: repr(value) for name, value in forward.items()} == {name: repr(backward[name]) for name in forward}
    assert (found == again, repr(found) == repr(again)) == (True, True)
    dearer = replace(found, inputs=replace(found.inputs, discount_rate=0.5))
    assert present_value_of(dearer, found.lease) != present_value_of(found, found.lease)
    copied = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    assert [repr(measure.compute(copied)) for measure in MEASURES] == [repr(value) for value in forward.values()]


def test_legs_of_their_own_are_not_taken_for_others(deal):
    found = price(deal)
    for leg in found.lease:
        assert cumulative(found, (leg,))[-1] == pytest.approx(leg.total, abs=1e-9)


def test_powers_multiplied_up_equal_powers_on_any_steps():
    bases = np.array([0.0, 1e-9, 0.3, 0.95, 1.0, 1.07, 4.0])
    days = np.cumsum(np.random.default_rng(4).choice([0, 1, 28, 29, 30, 31, 92], 150))
    for exponents in ([float(day) / 365.0 for day in days[days > 0]], [month / 12.0 for month in range(1, 121)]):
        for one, expected in zip(powers(bases, exponents), (power(bases, exponent) for exponent in exponents), strict=True):
            assert one == pytest.approx(expected, rel=1e-13, abs=0.0)
        assert powers(1.09, exponents) == [power(1.09, exponent) for exponent in exponents]
