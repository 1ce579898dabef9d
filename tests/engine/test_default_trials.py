"""Trial default rates reuse the contract; they give what pricing anew gives, to the bit, on floats and on arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from leasecalc import api
from leasecalc.engine.measures import measure
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_fixed_rent, with_knob
from leasecalc.engine.solving.default_trials import default_trials
from leasecalc.records import replace

DEALS = sorted((Path(__file__).parents[2] / "deals").glob("*.yaml"))
RATES = (0.0, 1e-12, 0.03, 0.4, 1.0, 0.0)


@pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)
def test_trials_are_prices(path: Path) -> None:
    priced = api.price(api.load(str(path)), api.library())
    if priced.deal.lots:
        pytest.skip("each delivery is priced by itself")
    kept = with_fixed_rent(priced)
    at = default_trials(priced.deal, kept)
    for rate in RATES:
        trial, anew = at(rate), price(priced.deal, with_knob(priced.deal, kept, "default_rate", rate))
        for part in ("inputs", "charges", "charges_paid", "contract", "exact_rent", "lease", "sale"):
            assert getattr(trial, part) == getattr(anew, part)
    rates = np.array(RATES)
    many = at(rates)
    again = price(priced.deal, replace(kept, default_rate=rates))
    for name in ("lease_minus_sale", "expected_yield", "lease_surplus"):
        assert np.array_equal(measure(many, name), measure(again, name), equal_nan=True)
    assert [leg.name for leg in many.lease] == [leg.name for leg in again.lease]
