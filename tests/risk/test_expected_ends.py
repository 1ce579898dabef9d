"""Expected ends of the term: switched off they are the deal without them; shares, knobs and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from leasecalc import api
from leasecalc.engine.price import price
from leasecalc.engine.settings import has_knob, knob_value, with_knob
from leasecalc.errors import InputError

SAMPLE = str(Path(__file__).parents[2] / "deals" / "risk" / "za-box-choices.yaml")
OF_THE_ENDS = {
    "purchase_declined",
    "returned_car",
    "return_disposal",
    "return_mileage",
    "secondary_rent",
    "secondary_withholding",
}


def priced(*assignments: str):
    return price(api.resolve(api.load(SAMPLE, assignments), api.library()))


def by_day(found, legs):
    return [(leg.name, tuple((found.deal.timeline.dates[at], amount) for at, amount in leg.flows)) for leg in legs]


def test_everybody_buys_is_the_deal_without_ends():
    plain = priced("ends.expected={purchase: 100%, return: 0%, extend: 0%}")
    whole = priced()
    without = price(api.resolve(api.load(str(Path(SAMPLE).parents[1] / "za-box-60m.yaml"), (
        "residual.lag=15 days", "credit={default_rate: 3%, recovery: 40%, lag: 3 months}", "withholding={rate: 10%, on: finance_charge}",
    )), api.library()))  # fmt: skip
    assert by_day(without, without.lease) == by_day(plain, [leg for leg in plain.lease if leg.name not in OF_THE_ENDS])
    assert all(amount == 0.0 for leg in plain.lease if leg.name in OF_THE_ENDS for _, amount in leg.flows)
    # the contract never moves, whatever is expected
    contract = [leg for leg in whole.lease if leg.nature == "contractual"]
    assert by_day(whole, contract) == by_day(without, [leg for leg in without.lease if leg.nature == "contractual"])
    assert {leg.name for leg in whole.lease} - {leg.name for leg in without.lease} == OF_THE_ENDS


def test_a_returned_car_worth_the_residual_and_as_dear_to_sell_changes_nothing():
    found = priced(
        "ends.expected={purchase: 35%, return: 65%, extend: 0%}",
        "ends.returned_value=100% of residual",
        "residual.disposal_cost=260 USD",
        "ends.mileage=",
    )
    assert sum(leg.total for leg in found.lease if leg.name in OF_THE_ENDS) == pytest.approx(0.0, abs=1e-9)


def test_a_share_that_a_knob_turns_takes_from_purchases_then_from_extensions():
    deal = api.resolve(api.load(SAMPLE), api.library())
    totals = {}
    for share in (0.3, 0.9, 0.95, 1.0):
        found = price(deal, with_knob(deal, deal.inputs, "return_share", share))
        totals[share] = {leg.name: leg.total for leg in found.lease}
    assert totals[0.9]["secondary_rent"] == pytest.approx(totals[0.3]["secondary_rent"])
    assert totals[0.95]["secondary_rent"] == pytest.approx(totals[0.3]["secondary_rent"] / 2)
    assert totals[1.0]["secondary_rent"] == 0.0
    assert totals[1.0]["purchase_declined"] == pytest.approx(totals[0.9]["purchase_declined"])
    assert knob_value(price(deal), "extension_rent") == 120.0
    assert not has_knob(deal, "returned_value")


def test_deliveries_weigh_their_ends_each_by_its_own_days():
    spread = priced("lease.deliveries=[{quantity: 25, commencement: 2026-05-02}, {quantity: 25, commencement: 2026-08-02}]")
    assert len(spread.lots) == 2
    for name in OF_THE_ENDS:
        whole, lots = (sum(leg.total for leg in one.lease if leg.name == name) for one in (spread, spread.lots[0])), spread.lots
        assert next(whole) == pytest.approx(sum(leg.total for lot in lots for leg in lot.lease if leg.name == name) / 2)


@pytest.mark.parametrize(
    ("assignments", "code", "path"),
    [
        (("ends.expected.return=35%",), "LC447", "ends.expected"),
        (("ends.extension=",), "LC448", "ends.expected.extend"),
        (("lease.payments=quarterly", "ends.extension.months=10"), "LC448", "ends.extension.months"),
        (("car_value=",), "LC443", "ends.expected.return"),
        (("residual.kind=balloon",), "LC447", "ends.expected.purchase"),
        (("ends.expected={purchase: 110%, return: -10%, extend: 0%}",), "LC415", "ends.expected.purchase"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(assignments, code, path):
    with pytest.raises(InputError) as refused:
        api.load(SAMPLE, assignments)
    assert (code, path) in [(fault.code, fault.path) for fault in refused.value.diagnostics]
