"""The distribution of trade elasticities: by hand, by law, and against the published sets."""

from dataclasses import replace

import numpy as np
import pytest

from policywire.facts.errors import BadBaseline
from policywire.models.trade.uncertainty import spread
from policywire.models.trade.world.baselines import load_baseline

SETS = {
    "a": np.array([1.0, 2.0, 8.0]),
    "b": np.array([2.0, 2.0, 2.0]),
    "c": np.array([4.0, 2.0, 4.0]),
}


def test_centre_and_deviation_by_hand() -> None:
    """ln 1, 2, 4 has mean ln 2 and standard deviation ln 2; 8, 2, 4 has mean ln 4; 2 stays 2."""
    fitted = spread.fit_spread(SETS)
    np.testing.assert_allclose(np.exp(fitted.centre), [2, 2, 4], rtol=1e-12)
    np.testing.assert_allclose(fitted.deviation, np.log([2, 1, 2]), atol=1e-12)
    np.testing.assert_allclose(fitted.at(1.0), [4, 2, 8], rtol=1e-12)
    assert fitted.studies == 3


def test_covariance_lies_between_the_sets_own_and_one_correlation() -> None:
    stream = np.random.default_rng(3)
    sets = {str(k): np.exp(stream.normal(size=6)) for k in range(8)}
    off = np.log(np.stack(list(sets.values())))
    own = np.corrcoef(off.T)
    fitted = spread.fit_spread(sets)
    scaled = fitted.factors / fitted.deviation
    drawn = scaled.T @ scaled
    pairs = ~np.eye(6, dtype=bool)
    alike = max(own[pairs].mean(), 0)
    weight = (drawn - own)[pairs] / (alike - own)[pairs]
    np.testing.assert_allclose(weight, weight[0], rtol=1e-9)
    assert 0 < weight[0] <= 1


def test_draws_have_the_moments_fitted_and_stay_within_reach() -> None:
    fitted = spread.fit_spread(published())
    logs = np.log([spread.sample(fitted, seed=5, draw=k) for k in range(3000)])
    off = (logs - fitted.centre) / fitted.deviation
    assert np.abs(off).max() <= spread.REACH + 1e-9
    assert np.abs(off.mean(axis=0)).max() < 4 / np.sqrt(3000)
    # A normal cut at 2.5 deviations has 0.954 of its deviation; redrawing whole vectors cuts a bit
    # more.
    assert 0.89 < off.std(axis=0).min() < off.std(axis=0).max() < 1.0


def test_a_draw_depends_on_seed_and_number_alone() -> None:
    fitted = spread.fit_spread(SETS)
    late = spread.sample(fitted, seed=1, draw=317)
    spread.sample(fitted, seed=1, draw=0)
    np.testing.assert_array_equal(late, spread.sample(fitted, seed=1, draw=317))
    assert (late != spread.sample(fitted, seed=2, draw=317)).any()
    assert (late != spread.sample(fitted, seed=1, draw=318)).any()


def test_spread_around_one_set_has_that_set_as_its_median() -> None:
    theta = np.array([1.5, 64.85])
    around = spread.spread_around(theta, deviation=0.5, correlation=0.2)
    np.testing.assert_allclose(np.exp(around.centre), theta)
    np.testing.assert_allclose(around.deviation, [0.5, 0.5])
    covariance = around.factors.T @ around.factors
    assert covariance[0, 1] == pytest.approx(0.2 * 0.25)
    assert around.studies == 0


def test_typical_spread_is_that_of_the_packaged_sets() -> None:
    sets = published()
    goods = np.stack(list(sets.values()))[:, :-1]
    logs = np.log(goods)
    deviation = logs.std(axis=0, ddof=1)
    correlation = np.corrcoef(logs.T)[np.triu_indices(logs.shape[1], 1)].mean()
    assert pytest.approx(np.sqrt((deviation**2).mean()), abs=0.005) == spread.SECTOR_DEVIATION
    assert pytest.approx(correlation, abs=0.005) == spread.COMMON_CORRELATION


def test_a_baseline_is_drawn_from_its_sets_or_around_the_one_in_use() -> None:
    world = load_baseline("icio-2022")
    theta = world.elasticities["U4"]
    assert spread.spread_of(world, theta).studies == len(published()) == 8
    alone = replace(world, elasticities={"baseline": theta})
    around = spread.spread_of(alone, theta)
    assert around.studies == 0
    np.testing.assert_allclose(np.exp(around.centre), theta)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_two_sets_are_no_spread(count: int) -> None:
    with pytest.raises(BadBaseline, match=r"three published sets or more; held"):
        spread.fit_spread(dict(list(SETS.items())[:count]))


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf])
def test_a_theta_not_above_nothing_is_refused(bad: float) -> None:
    with pytest.raises(BadBaseline, match=r"set 'd' .*sector 1"):
        spread.fit_spread({**SETS, "d": np.array([1.0, bad, 2.0])})


def published() -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Return the packaged sets that are studies, services last."""
    baseline = load_baseline("icio-2022")
    assert baseline.labels.sectors[-1] == "SERV"
    return {k: v for k, v in baseline.elasticities.items() if k != baseline.default}
