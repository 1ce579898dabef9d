"""A million paths of whole deals against laws that are known."""

from __future__ import annotations

import math
import textwrap
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from leasecalc import api
from leasecalc.engine.measures import measure
from leasecalc.engine.price import price
from leasecalc.errors import InputError, UsageError
from leasecalc.simulation.draws import BLOCK, Draw
from leasecalc.simulation.model import NOTHING_VARIES, Model, model_of
from leasecalc.simulation.paths import block_inputs
from leasecalc.simulation.run import CHUNK_BLOCKS, Simulated, chunk_of, simulate

DEALS = Path(__file__).parents[2] / "deals"
BOX, YUAN = str(DEALS / "za-box-60m.yaml"), str(DEALS / "uz-yuanup-60m.yaml")
MARKETS = api.library()
PATHS = 1_000_000
LAWS = "simulation.source=a test"


def model(path: str, *assignments: str) -> Model:
    """Return the model of a deal under assignments."""
    deal = api.load(path, assignments)
    return model_of(deal.document, api.price(deal, MARKETS))


def simulated(path: str, *assignments: str, paths: int = PATHS) -> Simulated:
    """Simulate a deal under assignments."""
    return simulate(model(path, *assignments), Draw(paths=paths, seed=7))


def close(found: Simulated, name: str, expected: float) -> None:
    """Hold the mean of a measure within three standard errors of what is known."""
    mean = found.distributions[name].mean
    assert abs(mean.mean - expected) <= 3.0 * mean.standard_error + 1e-9, (name, mean, expected)


def test_default_alone_gives_on_average_what_the_deal_expects() -> None:
    found = simulated(YUAN)
    assert found.model.drivers == ("default",)
    for name in ("lease_npv", "lease_minus_sale"):
        close(found, name, found.expected[name])
    rate = float(api.load(YUAN).document.credit.default_rate)
    deal = found.model.deal
    years = deal.timeline.years[deal.timeline.end] - deal.timeline.years[deal.timeline.commencement]
    assert abs(found.defaulted.mean - (1.0 - (1.0 - rate) ** years)) <= 3.0 * found.defaulted.standard_error
    assert found.shares[0].share == pytest.approx(1.0, abs=0.02)


def test_nothing_drawn_is_the_deal_as_it_is_priced() -> None:
    plain = model(YUAN, "simulation.source=a test", "simulation.residual.volatility=0%")
    inputs, _ = block_inputs(plain, Draw(paths=100, seed=1), 0, only="residual")
    again = price(plain.deal, inputs)
    for name in ("lease_npv", "sale_npv", "lease_peak_cash", "expected_yield_effective"):
        assert np.asarray(measure(again, name)) == pytest.approx(float(measure(price(plain.deal, plain.inputs), name)), rel=1e-12)


def test_a_normal_residual_gives_a_normal_value() -> None:
    found = simulated(
        BOX, LAWS, "simulation.residual.volatility=20%", "simulation.residual.law=normal", "residual.kind=unguaranteed"
    )
    deal = found.model.deal
    residual = next(flow for leg in price(deal, found.model.inputs).lease if leg.name == "residual" for flow in leg.flows)
    spread = 0.2 * float(residual[1]) * 1.09 ** -deal.timeline.years[residual[0]]
    part = found.distributions["lease_npv"]
    close(found, "lease_npv", found.expected["lease_npv"])
    assert part.deviation == pytest.approx(spread, rel=4.0 / math.sqrt(2.0 * PATHS))
    normal = NormalDist(found.expected["lease_npv"], spread)
    for level, value in part.quantiles:
        error = math.sqrt(level * (1.0 - level) / PATHS) / normal.pdf(normal.inv_cdf(level))
        assert abs(value - normal.inv_cdf(level)) <= 4.0 * error, level
    ahead = 1.0 - NormalDist(found.expected["lease_minus_sale"], spread).cdf(0.0)
    assert abs(found.lease_ahead.mean - ahead) <= 3.0 * found.lease_ahead.standard_error
    for confidence, shortfall in part.expected_shortfall:
        tail = NormalDist().pdf(NormalDist().inv_cdf(confidence)) / (1.0 - confidence)
        assert shortfall == pytest.approx(-found.expected["lease_npv"] + spread * tail, abs=0.02 * spread)


def test_an_option_is_taken_only_where_the_car_is_worth_it() -> None:
    found = simulated(BOX, LAWS, "simulation.residual.volatility=30%")
    deal = found.model.deal
    residual = next(flow for leg in price(deal, found.model.inputs).lease if leg.name == "residual" for flow in leg.flows)
    kept = 2.0 * NormalDist().cdf(-0.15)  # E[min(1, L)] of a lognormal L of mean 1, volatility 30 % (Black 1976, at the money)
    lost = float(residual[1]) * (1.0 - kept) * 1.09 ** -deal.timeline.years[residual[0]]
    close(found, "lease_npv", found.expected["lease_npv"] - lost)


def test_prices_of_fuel_and_batteries_move_the_car_by_their_elasticity() -> None:
    law = 'simulation.correlations={"fuel_price, battery_price": 50%}'
    prices = (
        "simulation.fuel_price={volatility: 40%, residual_elasticity: 30%}",
        "simulation.battery_price={volatility: 60%, residual_elasticity: -20%}",
    )
    found = simulated(BOX, LAWS, *prices, law)
    assert found.model.drivers == ("fuel_price", "battery_price")
    variance = (
        0.12**2 + 0.12**2 - 2.0 * 0.5 * 0.12 * 0.12
    )  # of the logarithm: elasticity x volatility of each, one against the other
    drift = 0.5 * variance - 0.12**2  # each multiple has mean 1, their product need not
    forward, spread = math.exp(drift), math.sqrt(variance)
    deal = found.model.deal
    residual = next(flow for leg in price(deal, found.model.inputs).lease if leg.name == "residual" for flow in leg.flows)
    place = math.log(forward) / spread
    normal = NormalDist().cdf
    kept = forward * normal(-place - 0.5 * spread) + normal(place - 0.5 * spread)  # E[min(1, L)], Black 1976
    lost = float(residual[1]) * (1.0 - kept) * 1.09 ** -deal.timeline.years[residual[0]]
    close(found, "lease_npv", found.expected["lease_npv"] - lost)


def test_a_lognormal_quotation_moves_one_payment_as_its_law_says() -> None:
    found = simulated(
        BOX, LAWS, 'simulation.fx."USD/ZAR".volatility=20%', "sale.price=240000 ZAR", "sale.terms=[100% 3 months after export]",
        "deal.currency=ZAR", "lease.currency=ZAR", "purchase.price=200000 ZAR", "shipping.freight=25000 ZAR",
        "sale.price=14000 USD", "lease.direct_cost=3000 ZAR",
    )  # fmt: skip
    deal = found.model.deal
    proceeds = [leg for leg in price(deal, found.model.inputs).sale if leg.name == "sale_proceeds" or "roceeds" in leg.label]
    ((at, amount),) = proceeds[0].flows
    years = deal.timeline.years[at]
    spread = float(amount) * math.sqrt(math.exp(0.04 * years) - 1.0) * 1.09**-years
    close(found, "lease_minus_sale", found.expected["lease_minus_sale"])
    assert found.distributions["lease_minus_sale"].deviation == pytest.approx(spread, rel=0.01)
    assert found.distributions["lease_npv"].deviation == pytest.approx(0.0, abs=1e-6)


def test_a_band_holds_and_a_devaluation_comes_as_often_as_it_should() -> None:
    law = (
        'simulation.fx."USD/ZAR".volatility=20%',
        'simulation.fx."USD/ZAR".band=2%',
        'simulation.fx."USD/ZAR".band_until=2028-03-02',
    )
    held = model(BOX, LAWS, *law)
    draw = Draw(paths=8 * BLOCK, seed=3)
    for block in range(2):
        inputs, _ = block_inputs(held, draw, block)
        path = dict(inputs.path.quotes["USD/ZAR"])  # type: ignore[union-attr]
        before = [multiple for years, multiple in path.items() if years < 2.0]
        after = path[max(path)]
        assert all(abs(multiple - 1.0).max() <= 0.02 + 1e-12 for multiple in before)
        assert after.std() > 0.2
    jumps = model(
        BOX,
        LAWS,
        law[0].replace("20%", "0%"),
        'simulation.fx."USD/ZAR".devaluation=40%',
        'simulation.fx."USD/ZAR".devaluation_rate=10%',
    )
    fallen, count = 0, 0
    for block in range(8):
        inputs, _ = block_inputs(jumps, draw, block)
        path = dict(inputs.path.quotes["USD/ZAR"])  # type: ignore[union-attr]
        last = path[max(path)]
        assert set(np.round(np.unique(last), 12)) == {1.0, round(1.0 / 0.6, 12)}
        fallen, count = fallen + int((last > 1.5).sum()), count + len(last)
    chance = 1.0 - math.exp(-0.1 * max(path))
    assert abs(fallen / count - chance) <= 3.0 * math.sqrt(chance * (1.0 - chance) / count)


def test_a_refund_that_comes_later_is_worth_less() -> None:
    found = simulated(BOX, LAWS, "simulation.refund_delay.low=6 months", "simulation.refund_delay.high=6 months", paths=1000)
    late = api.price(api.load(BOX, ["vat_refund.received=9 months after export", "lease.rent=270.62 USD"]), MARKETS)
    assert found.distributions["lease_npv"].mean.mean == pytest.approx(float(measure(late, "lease_npv")), abs=0.01)


def test_the_error_falls_with_the_root_of_the_paths_and_the_seed_gives_the_same_numbers() -> None:
    few, many = simulated(YUAN, paths=50_000), simulated(YUAN, paths=800_000)
    ratio = few.distributions["lease_npv"].mean.standard_error / many.distributions["lease_npv"].mean.standard_error
    assert ratio == pytest.approx(4.0, rel=0.03)
    again = simulated(YUAN, paths=50_000)
    assert again.distributions == few.distributions
    assert again.shares == few.shares


def test_workers_do_not_change_a_digit() -> None:
    built = model(str(DEALS / "risk" / "uz-yuanup-chances.yaml"))
    draw = Draw(paths=5 * CHUNK_BLOCKS * BLOCK // 2 + 77, seed=5)
    answers = [simulate(built, draw, workers=workers) for workers in (1, 2, 4)]
    for answer in answers[1:]:
        assert answer.distributions == answers[0].distributions
        assert answer.shares == answers[0].shares
        assert answer.defaulted == answers[0].defaulted


def test_a_chunk_is_a_pure_function() -> None:
    built, draw = model(YUAN), Draw(paths=3 * CHUNK_BLOCKS * BLOCK, seed=9)
    later = chunk_of(built, draw, 2)
    chunk_of(built, draw, 0)
    again = chunk_of(built, draw, 2)
    assert all(np.array_equal(left, right) for left, right in zip(later.values, again.values, strict=True))


@pytest.mark.parametrize("sampling", ["antithetic", "sobol"])
def test_other_ways_to_draw_agree_and_err_less(sampling: str) -> None:
    if sampling == "sobol":
        pytest.importorskip("scipy", reason="the extra for Sobol' sampling")
    built = model(BOX, LAWS, "simulation.residual.volatility=20%", "simulation.residual.law=normal", "residual.kind=unguaranteed")
    plain = simulate(built, Draw(paths=20 * BLOCK, seed=7)).distributions["lease_npv"].mean
    other = simulate(built, Draw(paths=20 * BLOCK, seed=7, sampling=sampling)).distributions["lease_npv"].mean  # type: ignore[arg-type]
    assert abs(other.mean - price_of(built)) <= 3.0 * other.standard_error + 1e-6
    assert other.standard_error < 0.2 * plain.standard_error


def price_of(built: Model) -> float:
    """Return what the deal expects."""
    return float(measure(price(built.deal, built.inputs), "lease_npv"))


def test_the_example_of_the_hint_can_be_simulated(tmp_path: Path) -> None:
    example = textwrap.dedent(NOTHING_VARIES.partition("for example\n")[2])
    deal = tmp_path / "deal.yaml"
    deal.write_text(f"{Path(BOX).read_text('utf-8')}{example}\n", "utf-8")
    assert set(model(str(deal)).drivers) == {"residual", "refund_delay", "fx.USD/CNY"}


def test_what_cannot_be_simulated_is_told() -> None:
    with pytest.raises(UsageError, match="nothing varies"):
        model(BOX)
    with pytest.raises(UsageError, match="delivery by delivery"):
        model(str(DEALS / "structures" / "za-seasonal-fleet.yaml"), LAWS, "simulation.residual.volatility=10%")
    with pytest.raises(UsageError, match="cannot hold together"):
        model(YUAN, LAWS, "simulation.residual.volatility=10%", "simulation.refund_delay={low: 0 months, high: 1 months}",
              'simulation.correlations={"default, residual": 90%, "residual, refund_delay": 90%, "default, refund_delay": -90%}')  # fmt: skip
    with pytest.raises(InputError) as caught:
        api.load(
            YUAN,
            [
                LAWS,
                "simulation.fx={USD/EUR: {volatility: 5%, devaluation: 40%}}",
                'simulation.correlations={"default, residul": -130%}',
            ],
        )
    messages = [found.message for found in caught.value.diagnostics]
    assert len(messages) == 4
    assert {found.code for found in caught.value.diagnostics} == {"LC491"}
