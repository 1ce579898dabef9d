"""Draws and what they add up to, against distributions that are known."""

from __future__ import annotations

from itertools import islice
from statistics import NormalDist

import numpy as np
import pytest

from leasecalc.errors import UsageError
from leasecalc.simulation.draws import BLOCK, Draw, Factors, increments, normals
from leasecalc.simulation.statistics import block_sum, classed, distribution, estimate, first_order_share, quantile

FACTORS = Factors.correlated(
    ["default", "residual", "fx.USD/ZAR"], {("default", "residual"): -0.6, ("default", "fx.USD/ZAR"): 0.3}
)
DRAW = Draw(paths=20 * BLOCK + 100, seed=7)


def test_moments_and_correlations_are_those_asked_for() -> None:
    drawn = [normals(FACTORS, DRAW, block) for block in range(DRAW.blocks)]
    columns = np.array([np.concatenate([one[name] for one in drawn]) for name in FACTORS.names])
    assert columns.shape == (3, DRAW.paths)
    error = 4.0 / np.sqrt(DRAW.paths)
    assert np.abs(columns.mean(axis=1)).max() < error
    assert np.abs(columns.std(axis=1) - 1.0).max() < error
    expected = np.array([[1.0, -0.6, 0.3], [-0.6, 1.0, 0.0], [0.3, 0.0, 1.0]])
    assert np.abs(np.corrcoef(columns) - expected).max() < error


def test_a_factor_is_the_same_in_every_deal_and_in_any_order_of_blocks() -> None:
    alone = normals(Factors.correlated(["residual"], {}), DRAW, 3)["residual"]
    beside = normals(Factors.correlated(["default", "residual"], {}), DRAW, 3)["residual"]
    assert np.array_equal(alone, beside)
    later = normals(FACTORS, DRAW, 5)
    normals(FACTORS, DRAW, 4)
    assert all(np.array_equal(later[name], again) for name, again in normals(FACTORS, DRAW, 5).items())
    assert not np.array_equal(normals(FACTORS, DRAW, 4)["default"], later["default"])
    assert len(normals(FACTORS, DRAW, DRAW.blocks - 1)["default"]) == 100


def test_antithetic_paths_mirror_each_other() -> None:
    draw = Draw(paths=BLOCK, seed=7, sampling="antithetic")
    for values in (*normals(FACTORS, draw, 0).values(), *islice(increments("fx.USD/ZAR", draw, 0), 3)):
        assert np.array_equal(values[0::2], -values[1::2])


def test_correlations_that_cannot_hold_together_are_refused() -> None:
    names = ["default", "residual", "recovery"]
    with pytest.raises(UsageError, match="cannot hold together"):
        Factors.correlated(names, {("default", "residual"): 0.9, ("residual", "recovery"): 0.9, ("default", "recovery"): -0.9})


def test_mean_error_quantiles_and_shortfall_of_a_normal_law() -> None:
    draw = Draw(paths=100 * BLOCK, seed=11)
    blocks = [10.0 + 2.0 * normals(FACTORS, draw, block)["residual"] for block in range(draw.blocks)]
    mean = estimate([block_sum(values) for values in blocks], by_block=False)
    assert mean.standard_error == pytest.approx(2.0 / np.sqrt(draw.paths), rel=5e-3)
    assert abs(mean.mean - 10.0) < 3.0 * mean.standard_error
    assert estimate([block_sum(values) for values in blocks], by_block=True).standard_error == pytest.approx(
        mean.standard_error, rel=0.25
    )
    found = distribution(np.concatenate(blocks), mean)
    normal = NormalDist(10.0, 2.0)
    for level, value in found.quantiles:
        error = np.sqrt(level * (1.0 - level) / draw.paths) / normal.pdf(normal.inv_cdf(level))
        assert value == pytest.approx(normal.inv_cdf(level), abs=4.0 * error)
    for confidence, value in found.expected_shortfall:
        tail = NormalDist().pdf(NormalDist().inv_cdf(confidence)) / (1.0 - confidence)  # Acerbi and Tasche 2002
        assert value == pytest.approx(-10.0 + 2.0 * tail, abs=0.02)
    assert sum(count for _, _, count in found.histogram) == draw.paths


def test_the_error_falls_with_the_root_of_the_number_of_paths() -> None:
    errors = []
    for blocks in (4, 16, 64):
        sums = [block_sum(normals(FACTORS, Draw(paths=blocks * BLOCK, seed=3), block)["default"]) for block in range(blocks)]
        errors.append(estimate(sums, by_block=False).standard_error)
    assert errors[0] / errors[1] == pytest.approx(2.0, rel=0.02)
    assert errors[1] / errors[2] == pytest.approx(2.0, rel=0.02)


def test_the_share_of_each_driver_of_a_sum() -> None:
    draw = Draw(paths=40 * BLOCK, seed=5)
    plain = Factors.correlated(["a", "b", "c"], {})
    together, values = None, []
    for block in range(draw.blocks):
        drawn = normals(plain, draw, block)
        value = 3.0 * drawn["a"] + 1.0 * drawn["b"]
        values.append(value)
        parts = {name: classed(drawn[name], value) for name in plain.names}
        together = parts if together is None else {name: together[name].plus(parts[name]) for name in parts}
    variance = float(np.concatenate(values).var())
    shares = {name: first_order_share(found, variance) for name, found in (together or {}).items()}
    # classes of a normal driver hold all but half a percent of its variance
    assert shares["a"] == pytest.approx(0.9, abs=0.01)
    assert shares["b"] == pytest.approx(0.1, abs=0.005)
    assert shares["c"] == pytest.approx(0.0, abs=0.001)


def test_nothing_is_counted_that_is_no_number() -> None:
    values = np.array([1.0, np.nan, 3.0])
    assert block_sum(values) == (2, 4.0, 2.0)
    found = distribution(values, estimate([block_sum(values)], by_block=False))
    assert (found.count, found.missing, found.mean.mean) == (2, 1, 2.0)
    assert quantile(np.array([1.0, 3.0]), 0.5) == 2.0


def test_a_distribution_is_that_of_the_numbers_in_order() -> None:
    values = np.random.default_rng(3).gamma(2.0, 50.0, 40_000)
    values[::7] = np.nan
    ordered = np.sort(values[~np.isnan(values)])
    found = distribution(values, estimate([block_sum(values)], by_block=False))
    assert (found.count, found.missing) == (len(ordered), 40_000 - len(ordered))
    assert found.deviation == pytest.approx(ordered.std(ddof=1), rel=1e-12)
    for level, value in found.quantiles:
        assert value == np.quantile(ordered, level)
    for level, value in found.expected_shortfall:
        worst = ordered[: round((1.0 - level) * len(ordered))]
        assert value == pytest.approx(-worst.mean(), rel=1e-3)
    edges = [low for low, _, _ in found.histogram[1:]]
    assert [count for _, _, count in found.histogram] == np.diff([0, *np.searchsorted(ordered, edges), len(ordered)]).tolist()


def test_sobol_nets_estimate_a_mean_better_than_chance() -> None:
    pytest.importorskip("scipy", reason="the extra for Sobol' sampling")
    plain, net = (Draw(paths=16 * BLOCK, seed=2, sampling=sampling) for sampling in ("plain", "sobol"))
    errors = []
    for draw in (plain, net):
        sums = [block_sum(np.exp(0.3 * normals(FACTORS, draw, block)["residual"])) for block in range(draw.blocks)]
        found = estimate(sums, by_block=True)
        assert found.mean == pytest.approx(np.exp(0.045), abs=4.0 * found.standard_error)
        errors.append(found.standard_error)
    assert errors[1] < 0.2 * errors[0]
