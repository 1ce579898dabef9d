"""An instalment that is kept, with nothing else moved, is the deal itself: what every sensitivity is measured from."""

from __future__ import annotations

from pathlib import Path

import pytest

from leasecalc import api
from leasecalc.engine.measures import BY_NAME
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_fixed_rent

DEALS = Path(__file__).parents[2] / "deals"
MEASURES = ("rent", "lease_minus_sale", "lease_npv", "lessor_yield")


@pytest.mark.parametrize("deal", sorted(str(path.relative_to(DEALS)) for path in DEALS.rglob("*.yaml")))
def test_nothing_moves_where_the_instalment_is_kept(deal: str) -> None:
    today = api.price(api.load(str(DEALS / deal)), api.library())
    kept = price(today.deal, with_fixed_rent(today))
    for name in MEASURES:
        measure = BY_NAME[name]
        assert measure.compute(kept) == pytest.approx(measure.compute(today), rel=1e-9), name
