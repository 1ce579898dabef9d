"""Losses of a book against laws that are known: Vasicek's large pool, the binomial and normal laws, survival, and `simulate`."""

from __future__ import annotations

import math
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from leasecalc import api
from leasecalc.cli.run import run as run_cli
from leasecalc.credit_capital import (
    asset_correlation,
    capital_requirement,
    conditional_default_rate,
    count_quantile,
    default_counts,
    large_pool_distribution,
    large_pool_quantile,
)
from leasecalc.engine.legs.credit_legs import survival
from leasecalc.engine.legs.flows import contractual
from leasecalc.engine.measures import measure, present_value_of
from leasecalc.engine.price import price
from leasecalc.portfolio import PortfolioFile, read
from leasecalc.portfolio.book import Book, book_of, with_losses
from leasecalc.portfolio.lessees import Exposed, Lessees, lessees_of, losses_by_date
from leasecalc.portfolio.losses import chunk_of, losses_of
from leasecalc.simulation.draws import BLOCK, Draw
from leasecalc.simulation.model import model_of
from leasecalc.simulation.paths import block_inputs
from leasecalc.simulation.run import simulate

ROOT = Path(__file__).parents[2]
DEALS = ROOT / "deals"
MARKETS = api.library()
YUAN, DOLPHIN = "uz-yuanup-60m.yaml", "mx-dolphin-mini-48m.yaml"
NORMAL = NormalDist()


def pool(lessees: int, rate: float) -> tuple[Lessees, ...]:
    """Return equal lessees who lose one each by a default at one date."""
    part = Exposed(thresholds=(math.inf, NORMAL.inv_cdf(1.0 - rate)), losses=(1.0, 1.0, 0.0))
    return (Lessees(name="pool", count=lessees, parts=(part,), in_book=True),)


def book(folder: Path, deals: str, correlation: str = "20%") -> Book:
    """Return the book of some lines."""
    path = folder / "book.yaml"
    head = (
        f"leasecalc_portfolio: 1\nname: a test\ncurrency: USD\ncorrelation: {{defaults: {correlation}, source: a test}}\ndeals:\n"
    )
    path.write_text(head + deals.replace("DEALS", DEALS.as_posix()), encoding="utf-8")
    found: PortfolioFile = read(str(path))
    return book_of(found, MARKETS)


def test_a_large_pool_has_the_law_of_vasicek() -> None:
    lessees, rate, correlation, paths = 3_000, 0.15, 0.2, 3 * BLOCK
    found = chunk_of(pool(lessees, rate), correlation, Draw(paths=paths, seed=11), 0)
    shares = np.asarray(found.losses) / lessees
    for share in (0.02, 0.05, 0.1, 0.2, 0.3, 0.5):
        law = large_pool_distribution(rate, correlation, share)
        assert abs(float((shares <= share).mean()) - law) <= 3.0 * math.sqrt(law * (1.0 - law) / paths), share
    assert np.array_equal(found.losses, found.defaults)


def test_without_correlation_the_binomial_law_and_its_normal_limit() -> None:
    lessees, rate, paths = 400, 0.1, 4 * BLOCK
    found = losses_of(pool(lessees, rate), (0.0, ""), Draw(paths=paths, seed=3))
    counts = np.asarray(chunk_of(pool(lessees, rate), 0.0, Draw(paths=paths, seed=3), 0).defaults)
    below = 0.0
    for count in range(60):
        below += math.comb(lessees, count) * rate**count * (1.0 - rate) ** (lessees - count)
        error = math.sqrt(max(below * (1.0 - below), 1e-12) / paths)
        assert abs(float((counts <= count).mean()) - below) <= 4.0 * error + 1.0 / paths, count
    spread = math.sqrt(lessees * rate * (1.0 - rate))
    assert abs(found.loss.mean - lessees * rate) <= 3.0 * spread / math.sqrt(paths)
    assert found.deviation == pytest.approx(spread, rel=3.0 / math.sqrt(2.0 * paths))
    normal = NormalDist(lessees * rate, spread)
    for one in found.tails:
        assert one.value_at_risk.mean == pytest.approx(normal.inv_cdf(one.level), abs=2.0)  # in steps of one, and a little skewed
    assert [one.simulated for one in found.counts] == pytest.approx([one.exact for one in found.counts], abs=1.0)


def test_equal_lessees_have_the_exact_law_of_their_number() -> None:
    lessees, rate, correlation, paths = 25, 0.2, 0.3, 4 * BLOCK
    chances = default_counts(lessees, rate, correlation)
    counts = np.asarray(chunk_of(pool(lessees, rate), correlation, Draw(paths=paths, seed=5), 0).defaults)
    for count, chance in enumerate(chances):
        assert abs(float((counts == count).mean()) - chance) <= 4.0 * math.sqrt(chance * (1.0 - chance) / paths) + 1e-9, count


def test_the_closed_forms_agree_with_each_other() -> None:
    for correlation in (0.0, 0.1, 0.5, 0.9):
        # two borrowers who default half the time: both at once with 1/4 + arcsin(R) / (2 pi) (Sheppard 1899)
        none, one, both = default_counts(2, 0.5, correlation)
        assert both == pytest.approx(0.25 + math.asin(correlation) / (2.0 * math.pi), abs=1e-12)
        assert none == pytest.approx(both, abs=1e-12)
        assert none + one + both == pytest.approx(1.0, abs=1e-12)
    chances = default_counts(300, 0.04, 0.15)
    assert sum(chances) == pytest.approx(1.0, abs=1e-10)
    assert sum(count * chance for count, chance in enumerate(chances)) == pytest.approx(12.0, rel=1e-9)
    for level in (0.9, 0.99, 0.999):
        share = large_pool_quantile(0.04, 0.15, level)
        assert large_pool_distribution(0.04, 0.15, share) == pytest.approx(level, abs=1e-12)
        assert count_quantile(default_counts(4_000, 0.04, 0.15), level) / 4_000 == pytest.approx(share, rel=0.01)
    # the capital of Basel II is the large pool at 99.9 % less what is expected
    found = capital_requirement(0.02, 0.45, "residential_mortgage")
    correlation = asset_correlation(0.02, "residential_mortgage")
    assert found == pytest.approx(0.45 * (large_pool_quantile(0.02, correlation, 0.999) - 0.02), rel=1e-12)
    for wrong in ((0.1, 1.0), (0.1, -0.1), (1.1, 0.2)):
        with pytest.raises(ValueError, match="lies in"):
            conditional_default_rate(*wrong, 0.0)


@pytest.mark.parametrize("file", [YUAN, DOLPHIN, "risk/uz-yuanup-guaranteed.yaml"])
def test_losses_by_date_weighted_by_survival_are_what_the_deal_expects(file: str) -> None:
    priced = api.price(api.load(str(DEALS / file)), MARKETS)
    alive = survival(priced.deal, priced.inputs, range(len(priced.deal.timeline.years)))
    stays = [1.0, *(float(alive[index]) for index in range(len(alive)))]
    losses = losses_by_date(priced)
    expected = math.fsum((before - after) * loss for before, after, loss in zip(stays, stays[1:], losses, strict=False))
    contracted = float(present_value_of(priced, contractual(priced.lease)))
    assert expected == pytest.approx(contracted - float(measure(priced, "lease_npv")), rel=1e-9)


def test_one_deal_loses_path_by_path_what_simulate_says() -> None:
    deal = api.load(str(DEALS / YUAN))
    priced = api.price(deal, MARKETS)
    model, draw = model_of(deal.document, priced), Draw(paths=2_000, seed=4)
    inputs, drawn = block_inputs(model, draw, 0)
    worth = np.asarray(measure(price(model.deal, inputs), "lease_npv"))
    losses = np.array(losses_by_date(priced))
    thresholds = -np.array(model.default_thresholds)
    expected = losses[np.searchsorted(thresholds, -drawn["default"], side="right")]
    stays = worth[drawn["default"].argmin()]
    assert stays - worth == pytest.approx(expected, abs=1e-9)
    assert 0 < np.count_nonzero(expected) < len(expected)


def test_one_deal_agrees_with_simulate(tmp_path: Path) -> None:
    paths = 8 * BLOCK
    found = with_losses(book(tmp_path, f"  - {{file: DEALS/{YUAN}, quantity: 1}}\n"), Draw(paths=paths, seed=2)).losses
    assert found is not None
    deal = api.load(str(DEALS / YUAN))
    priced = api.price(deal, MARKETS)
    alone = simulate(model_of(deal.document, priced), Draw(paths=paths, seed=9))
    part = alone.distributions["lease_npv"]
    best = float(measure(priced, "lease_npv")) + float(np.dot(np.diff([0.0, *_gone(priced)]), losses_by_date(priced)[:-1]))
    error = math.hypot(found.loss.standard_error, part.mean.standard_error)
    assert abs((best - found.loss.mean) - part.mean.mean) <= 3.0 * error
    assert found.deviation == pytest.approx(part.deviation, rel=0.03)
    for one, (level, shortfall) in zip(found.tails, part.expected_shortfall, strict=False):
        assert one.level == level
        apart = one.expected_shortfall.mean - best - shortfall
        assert abs(apart) <= 3.0 * math.sqrt(2.0) * one.expected_shortfall.standard_error
    assert abs(found.defaults.mean - alone.defaulted.mean) <= 3.0 * math.hypot(
        found.defaults.standard_error, alone.defaulted.standard_error
    )


def _gone(priced: object) -> list[float]:
    """Return the probability of a default by each date of the grid."""
    found = survival(priced.deal, priced.inputs, range(len(priced.deal.timeline.years)))  # type: ignore[attr-defined]
    return [1.0 - float(found[index]) for index in range(len(found))]


def test_a_lessee_defaults_on_all_deals_at_once_and_two_lessees_apart(tmp_path: Path) -> None:
    draw = Draw(paths=4 * BLOCK, seed=6)

    def deviation(lines: str) -> float:
        found = with_losses(book(tmp_path, lines, "0%"), draw).losses
        assert found is not None
        return found.deviation

    line = f"  - {{file: DEALS/{YUAN}, quantity: 3%s}}\n"
    single = deviation(line % ", lessee: A")
    together = deviation((line % ", lessee: A") + (line % ", lessee: A"))
    apart = deviation((line % ", lessee: A") + (line % ", lessee: B"))
    shared = deviation(f"  - {{file: DEALS/{YUAN}, quantity: 4, lessees: 4}}\n")
    assert together == pytest.approx(2.0 * single, rel=1e-12)
    assert apart == pytest.approx(math.sqrt(2.0) * single, rel=0.02)
    assert shared == pytest.approx(2.0 * single / 3.0, rel=0.02)  # of four cars, one each
    assert deviation((line % ", lessee: A") + (line % ", lessee: A, status: subtract")) == 0.0


def test_the_mean_is_what_survival_expects_whatever_the_correlation(tmp_path: Path) -> None:
    lines = f"  - {{file: DEALS/{YUAN}, quantity: 30, lessees: 30}}\n  - {{file: DEALS/{DOLPHIN}, quantity: 5, lessee: B}}\n"
    risks = []
    for correlation in ("0%", "20%", "60%"):
        found = with_losses(book(tmp_path, lines, correlation), Draw(paths=4 * BLOCK, seed=8))
        losses = found.losses
        assert losses is not None
        assert abs(losses.loss.mean - found.totals.expected_loss) <= 3.0 * losses.loss.standard_error + 1.0
        assert abs(losses.defaults.mean - losses.expected_defaults) <= 3.0 * losses.defaults.standard_error
        assert losses.default_rate is None
        risks.append(losses.tails[1].value_at_risk.mean)
    assert risks == sorted(risks)


def test_the_same_seed_gives_the_same_numbers_on_any_number_of_workers(tmp_path: Path) -> None:
    lines = f"  - {{file: DEALS/{YUAN}, quantity: 6, lessees: 6}}\n"
    found = book(tmp_path, lines)
    groups, draw = lessees_of(found.priced), Draw(paths=5 * BLOCK + 17, seed=12)
    first = losses_of(groups, (0.2, ""), draw)
    assert losses_of(groups, (0.2, ""), draw, workers=2) == first
    assert losses_of(groups, (0.2, ""), Draw(paths=5 * BLOCK + 17, seed=13)) != first
    assert first.default_rate is not None
    assert all(one.exact is not None for one in first.counts)


def test_losses_are_asked_for_by_the_correlation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book(tmp_path, f"  - {{file: DEALS/{YUAN}}}\n")
    path = str(tmp_path / "book.yaml")
    assert run_cli(["portfolio", path, "--paths", "2000", "--table", "tails"]) == 0
    first = capsys.readouterr().out
    assert run_cli(["portfolio", path, "--paths", "2000", "--table", "tails"]) == 0
    assert capsys.readouterr().out == first
    assert run_cli(["portfolio", path, "--paths", "7"]) == 2
    text = Path(path).read_text(encoding="utf-8")
    Path(path).write_text(text.replace("20%", "100%"), encoding="utf-8")
    assert run_cli(["portfolio", path]) == 3
    assert "LC415" in capsys.readouterr().err
