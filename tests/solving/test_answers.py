"""What `solve` says: found, many, jump, none, no effect; whole numbers; two knobs; what becomes of the instalment."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leasecalc import api
from leasecalc.engine.solving.subject import SolveWishes
from leasecalc.errors import UsageError

FOLDER = Path(__file__).parents[2] / "deals"
BOX, WEEKLY = "za-box-60m", "za-valternative-weekly"


@cache
def markets() -> Any:
    return api.library()


def solve(name: str, knobs: str, *targets: str, put: tuple[str, ...] = (), **wishes: str) -> api.Solved:
    deal = api.load(str(FOLDER / f"{name}.yaml"), put)
    aims = [tuple(target.split("=")) for target in targets]
    return api.solve(deal, markets(), knobs=knobs.split(","), targets=aims, wishes=SolveWishes(**wishes))


def test_the_rent_of_a_yield_is_the_rent_that_the_deal_solves() -> None:
    answer = solve(BOX, "rent", "lessor_yield=14%").answer
    assert answer.status == "found"
    assert answer.unknowns[0].value == 270.62
    assert answer.unknowns[0].exact == pytest.approx(float(answer.before.exact_rent), abs=1e-3)
    assert answer.goals[0].exact == pytest.approx(0.14, abs=1e-12)
    assert answer.goals[0].achieved == pytest.approx(0.13999358, abs=1e-8)


def test_a_straight_line_is_solved_by_its_closed_form() -> None:
    """The sale's NPV falls by the discount at the terms of payment: 30 % at order (today), 70 % four months later."""
    answer = solve(BOX, "sale_discount", "sale_npv=1000 USD").answer
    lost = 0.3 + 0.7 * 1.09 ** (-4 / 12)
    before = answer.goals[0].before
    assert before is not None
    assert answer.unknowns[0].exact == pytest.approx((before - 1000.0) / lost, abs=0.02)


def test_many_values_are_all_named() -> None:
    answer = solve(BOX, "discount_rate", "lease_npv=0", put=("lease.deposit=13000 USD", "expect=")).answer
    assert answer.status == "many"
    assert len(answer.values) == 2
    assert answer.unknowns[0].exact == min(answer.values, key=lambda rate: abs(rate - 0.09))
    for rate in answer.values:
        found = api.price(
            api.load(
                str(FOLDER / f"{BOX}.yaml"),
                ("lease.deposit=13000 USD", f"deal.discount_rate={100 * rate:.9f}%", "lease.rent=" + rent(answer)),
            ),
            markets(),
        )
        from leasecalc.engine.measures import measure

        assert float(measure(found, "lease_npv")) == pytest.approx(0.0, abs=1e-3)


def rent(answer: Any) -> str:
    return f"{float(answer.before.contract.rent):.2f} USD"


INDIA = ("import.market=IN", "import.importer=lessor", "fx.rates={USD/CNY: 7.05, USD/INR: 85}", "assumed=[]", "expect=")


def test_a_tax_with_a_threshold_is_a_jump_with_both_sides() -> None:
    """India: above USD 40,000 CIF the whole value bears 40 % more; CIF = FOB x 1.004 + 1,450."""
    cliff = (40_000 - 1_450) / 1.004
    calm = solve(BOX, "fob", "lease_npv=-15000 USD", put=INDIA).answer
    assert calm.status == "found"
    above = solve(BOX, "fob", "lease_npv=-25000 USD", put=INDIA).answer
    assert above.status == "jump"
    assert above.after is None
    assert above.jumps == (pytest.approx(cliff, abs=1e-4),)
    low, high = above.sides
    assert low.value <= cliff <= high.value
    assert high.value - low.value == pytest.approx(0.01)
    assert low.measure is not None
    assert high.measure is not None
    assert high.measure < -25_000 < low.measure
    assert "leaps over the target" in above.reason


def test_a_gate_between_two_terms_is_a_jump_and_the_nearer_side_is_quoted() -> None:
    """The export refund on a lease needs five years: 59 instalments lose it."""
    answer = solve(BOX, "term", "lease_npv=500 USD").answer
    assert answer.status == "jump"
    assert [side.value for side in answer.sides] == [59.0, 60.0]
    assert answer.unknowns[0].value == 59.0
    assert answer.after is not None
    assert answer.goals[0].achieved == answer.sides[0].measure


def test_a_term_whose_instalment_is_the_target_is_found() -> None:
    priced = api.price(api.load(str(FOLDER / f"{BOX}.yaml"), ("lease.term=72 months",)), markets())
    found = solve(BOX, "term", f"rent={float(priced.contract.rent):.2f} USD")
    assert found.answer.status == "found"
    assert found.answer.unknowns[0].value == 72.0
    assert found.put_in == ("lease.term=72 months",)


def test_out_of_reach_says_what_was_reached() -> None:
    answer = solve(BOX, "default_rate", "lease_npv=5000 USD").answer
    assert answer.status == "none"
    assert answer.reason.startswith("from 0.0000 % to 99.9000 % lease_npv goes from")
    assert answer.reason.endswith("to 1,883.21 USD")


def test_a_knob_without_effect() -> None:
    answer = solve(BOX, "sale_price", "customer_rate=20%").answer
    assert answer.status == "no effect"
    assert answer.after is None


def test_the_range_can_be_narrowed() -> None:
    assert solve(BOX, "rent", "lessor_yield=14%", low="300 USD", high="400 USD").answer.status == "none"
    with pytest.raises(UsageError, match="nothing lies between"):
        solve(BOX, "rent", "lessor_yield=14%", low="400 USD", high="300 USD")


def test_what_becomes_of_the_instalment() -> None:
    assert solve(BOX, "price", "lease_npv=2500 USD").answer.rent == "kept"
    assert solve(BOX, "price", "rent=250 USD").answer.rent == "solved again"
    again = solve(BOX, "price", "lease_npv=2500 USD", rent="solve").answer
    assert again.rent == "solved again"
    assert again.goals[0].achieved == pytest.approx(2500.0, abs=0.02)
    assert solve(BOX, "price", "lessor_yield=14%", rent="solve").answer.status in {"no effect", "none"}
    with pytest.raises(UsageError, match="fixes its instalment"):
        solve(WEEKLY, "price", "lease_npv=0", rent="solve")
    with pytest.raises(UsageError, match="no rate is solved for"):
        solve(WEEKLY, "rate", "lease_npv=0")


def test_what_is_put_in_gives_the_deal_that_was_priced() -> None:
    for knobs, target in (
        ("residual", "rent=289.50 USD"),
        ("price", "lease_npv=2500 USD"),
        ("rate", "rent=300 USD"),
        ("fx.USD/CNY", "lease_npv=0"),
    ):
        found = solve(BOX, knobs, target)
        assert found.put_in
        again = api.price(api.load(str(FOLDER / f"{BOX}.yaml"), found.put_in), markets())
        goal = found.answer.goals[0]
        assert float(goal.goal.measure.compute(again)) == goal.achieved


def test_two_knobs_meet_two_targets() -> None:
    """The cover fixes the instalment: revenue over cover."""
    answer = solve(WEEKLY, "rent,deposit", "lessor_yield=60%", "rent_cover=2.5", put=("expect=",)).answer
    assert answer.status == "found"
    assert answer.unknowns[0].value == 5200.0 / 2.5
    assert [goal.achieved for goal in answer.goals] == [pytest.approx(0.60, abs=2e-6), 2.5]
    swapped = solve(WEEKLY, "deposit,rent", "rent_cover=2.5", "lessor_yield=60%", put=("expect=",)).answer
    assert {found.knob.name: found.value for found in swapped.unknowns} == {
        found.knob.name: found.value for found in answer.unknowns
    }


def test_two_knobs_that_cannot() -> None:
    alike = solve(BOX, "sale_price,sale_discount", "sale_npv=100 USD", "lease_minus_sale=0").answer
    assert alike.status == "none"
    assert "where sale_npv is met, lease_minus_sale goes from" in alike.reason
    idle = solve(BOX, "fx.USD/ZAR,rent", "lessor_yield=13%", "lease_npv=1500 USD").answer
    assert idle.reason == "the first knob moves neither measure"
    with pytest.raises(UsageError, match="solve it alone"):
        solve(BOX, "term,rent", "lessor_yield=13%", "lease_npv=1500 USD")
    with pytest.raises(UsageError, match="only one of them"):
        solve(BOX, "rent,rate", "lessor_yield=13%", "lease_npv=1500 USD")


@pytest.mark.parametrize(
    ("knob", "target", "told"),
    [
        ("rnt", "lessor_yield=14%", "no knob `rnt`; did you mean `rent`"),
        ("fx.USD/EUR", "lessor_yield=14%", "it has `fx.USD/CNY`"),
        ("fee.1", "lessor_yield=14%", "0 fees"),
        ("rent", "lesor_yield=14%", "did you mean `lessor_yield`"),
        ("rent", "lessor_yield=14", "has no unit"),
        ("rent", "lease_npv=14 ZAR", "in USD, not in ZAR"),
    ],
)
def test_what_does_not_exist_is_told(knob: str, target: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        solve(BOX, knob, target)
