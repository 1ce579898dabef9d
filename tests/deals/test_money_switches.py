"""Money beside the rent: closed forms, and what must follow when a number is zero or a section is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from sample_deals import FOLDER, SAMPLES, markets

from leasecalc import api
from leasecalc.engine.measures import MEASURES, measure
from leasecalc.engine.price import price
from leasecalc.engine.settings import has_knob, knob_value, with_knob
from leasecalc.loans.subsidy import subsidy

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced

ANSWERS = ("rent", "lessor_yield", "lease_npv", "sale_npv", "lease_peak_cash")
DEALER, TEASER = "money/za-box-dealer-60m", "money/mx-teaser-48m"
#: Every section at which nothing is paid; the deposit's interest needs a deposit.
ZEROS = (
    "running_fees=[{name: A, amount: 0% of price, every: 1 month}, {name: B, amount: 0% of instalment}, {name: C, amount: 0% of balance}]",
    "commissions=[{name: A, amount: 0% of financed}, {name: B, amount: 0% of instalment}]",
    "subsidy={amount: 0% of price}",
    "dealer={buy_rate: 3%, margin_share: 0%, fee_share: 0%}",
    "settlement={cost: 0% of instalment}",
)
#: What leaves a section of a deal out.
LEFT_OUT = {
    "running_fees": (DEALER, "running_fees=[]", ["running_fees.0.amount=0 ZAR", "running_fees.1.amount=0% of instalment",
                     "running_fees.2.amount=0% of balance", "running_fees.3.amount=0% of services", "running_fees.4.amount=0 USD",
                     "running_fees.5.amount=0% of financed"]),
    "commissions": (DEALER, "commissions=[]", ["commissions.0.amount=0 USD", "commissions.1.amount=0% of instalment"]),
    "dealer": (DEALER, "dealer=", ["dealer.margin_share=0%", "dealer.fee_share=0%"]),
    "settlement": (DEALER, "settlement=", ["settlement.lag=0 days", "settlement.cost=0% of instalment"]),
    "interest on the deposit": (DEALER, "lease.deposit_interest=", ["lease.deposit_interest.rate=0%"]),
    "subsidy": (TEASER, "subsidy=", ["subsidy={amount: 0 USD}"]),
    "credited interest": (TEASER, "lease.deposit_interest=", ["lease.deposit_interest.rate=0%"]),
}  # fmt: skip


def priced(name: str, *assignments: str) -> Priced:
    return api.price(api.load(str(FOLDER / f"{name}.yaml"), assignments), markets())


def answers(found: Priced) -> dict[str, float]:
    return {name: float(measure(found, name)) for name in ANSWERS}


def leg(found: Priced, name: str) -> list[tuple[int, float]]:
    return next(list(one.flows) for one in found.lease if one.name == name)


@pytest.mark.parametrize("name", SAMPLES)
def test_sections_of_nothing_change_no_sample_deal(name: str) -> None:
    same = "assumed=[]"
    assert answers(priced(name, same, *ZEROS)) == pytest.approx(answers(priced(name, same)), abs=1e-9)


@pytest.mark.parametrize("section", LEFT_OUT)
def test_a_section_at_zero_is_no_section(section: str) -> None:
    name, without, zeros = LEFT_OUT[section]
    gone = answers(priced(name, "assumed=[]", without))
    assert answers(priced(name, "assumed=[]", *zeros)) == pytest.approx(gone, abs=1e-9)
    assert answers(priced(name, "assumed=[]")) != pytest.approx(gone, abs=1e-6)


@pytest.mark.parametrize("paid", ["at commencement", "1 month after commencement", "12 months after commencement"])
def test_the_subsidy_is_that_of_the_closed_form(paid: str) -> None:
    found = priced(TEASER, f"subsidy.paid={paid}", "lease.currency=USD", "deal.day_count=30/360", "settlement={cost: 0 MXN}")
    months = 0 if paid.startswith("at") else int(paid.partition(" ")[0])
    contract = found.contract
    times = [0.0, *range(48), 48.0]
    amounts = [-contract.financed, *contract.instalments, contract.residual]
    wanted = subsidy(0.14 / 12, times, amounts, paid_at=float(months))
    ((_, amount),) = leg(found, "subsidy")
    assert amount == pytest.approx(wanted, abs=0.005001)


def test_with_its_subsidy_the_contract_earns_the_rate() -> None:
    """The amount financed out, subsidy, instalments and balloon in: the lessor's rate is that of the market."""
    found = priced(TEASER, "lease.currency=USD")
    ((at, amount),) = leg(found, "subsidy")
    rate, years = 0.14 / 12, found.deal.timeline.years
    start = years[found.deal.timeline.commencement]
    flows = [(0.0, -found.contract.financed), ((years[at] - start) * 12, amount), (48.0, found.contract.residual)]
    flows += list(zip(range(48), found.contract.instalments, strict=True))
    assert sum(paid * (1 + rate) ** -time for time, paid in flows) == pytest.approx(0, abs=0.01)


def test_interest_on_the_deposit_by_hand() -> None:
    """5,000 at 3 %: 750 simple over five years, 796.37 compound; credited each quarter at 3 % it is 37.50, twenty times."""
    base = ("lease.currency=USD", "lease.deposit=5000 USD", "lease.payments=quarterly", "credit=", "assumed=[]",
            "services=[]", "running_fees=[]")  # fmt: skip

    def interest(method: str, paid: str) -> list[float]:
        rule = f"lease.deposit_interest={{rate: 3%, method: {method}, paid: {paid}}}"
        return [-amount for _, amount in leg(priced(DEALER, *base, rule), "deposit_interest")]

    assert interest("simple", "at_return") == [750.0]
    assert interest("compound", "at_return") == [796.37]
    assert interest("simple", "with_instalments") == [37.5] * 20


def test_knobs_beside_the_rent_turn_what_they_name() -> None:
    found = priced(DEALER, "running_fees.0.every=1 month")
    assert knob_value(found, "deposit_rate") == 0.03
    assert knob_value(found, "running_fee.1") == 150.0
    assert not has_knob(found.deal, "running_fee.2")  # a share of the instalment
    assert not has_knob(found.deal, "subsidy")
    for name, value, text in (("deposit_rate", 0.05, "lease.deposit_interest.rate=5%"), ("commission.1", 300.0, "commissions.0.amount=300 USD"),
                              ("running_fee.1", 90.0, "running_fees.0.amount=90 ZAR"), ("margin_share", 0.1, "dealer.margin_share=10%"),
                              ("buy_rate", 0.16, "dealer.buy_rate=16%")):  # fmt: skip
        assert answers(price(found.deal, with_knob(found.deal, found.inputs, name, value))) == answers(priced(DEALER, text)), name


@pytest.mark.parametrize(
    ("name", "knobs"),
    [
        (DEALER, {"price": (6e4, 1.3e5), "deposit_rate": (0.0, 0.1), "running_fee.1": (0.0, 400.0), "commission.1": (0.0, 900.0),
                  "buy_rate": (0.1, 0.3), "margin_share": (0.0, 1.0), "rate": (0.1, 0.3), "default_rate": (0.001, 0.1), "fx.USD/ZAR": (14.0, 22.0)}),
        (TEASER, {"price": (6e4, 1.3e5), "subsidy_rate": (0.0, 0.3), "sale_price": (9e3, 2e4), "rate": (0.0, 0.2), "fx.USD/MXN": (14.0, 22.0)}),
    ],
    ids=["dealer", "teaser"],
)  # fmt: skip
def test_a_block_of_deals_equals_each_priced_alone(name: str, knobs: dict[str, tuple[float, float]]) -> None:
    size, draw = 40, np.random.default_rng(3)
    deal = priced(name).deal
    drawn = {knob: np.round(draw.uniform(*limits, size), 4) for knob, limits in knobs.items()}
    block = deal.inputs
    for knob, values in drawn.items():
        block = with_knob(deal, block, knob, values)
    together = price(deal, block)
    for row in range(size):
        inputs = deal.inputs
        for knob, values in drawn.items():
            inputs = with_knob(deal, inputs, knob, float(values[row]))
        alone = price(deal, inputs)
        for one, many in zip(alone.lease, together.lease, strict=True):
            for (at, amount), (place, amounts) in zip(one.flows, many.flows, strict=True):
                assert at == place
                here = float(np.broadcast_to(amounts, size)[row])
                assert amount == (here if one.nature == "contractual" else pytest.approx(here, rel=1e-12, abs=1e-12)), one.name
        for entry in MEASURES if row % 10 == 0 else ():
            both = float(np.broadcast_to(entry.compute(together), size)[row]), float(entry.compute(alone))
            assert both[0] == pytest.approx(both[1], rel=1e-12, abs=2e-8 if entry.unit == "money" else 1e-12, nan_ok=True), (
                entry.name
            )
