"""Regressions, VARs, proxy-SVARs and local projections against slow and plain ways."""

import numpy as np
import pytest

from policywire.facts.errors import ModelError
from policywire.models.monetary.local_projection import lags, project
from policywire.models.monetary.proxy_svar import block_length, bootstrap, identify
from policywire.models.monetary.regression import covariance, first_stage, fit, with_constant
from policywire.models.monetary.response import Array
from policywire.models.monetary.robust import robust_set
from policywire.models.monetary.var import autoregress, coefficients, moving_average, simulate


def made(months: int = 300, seed: int = 3, noise: float = 0.5) -> tuple[Array, Array]:
    """Return three series of a known VAR(1) and an instrument of its first shock."""
    rng = np.random.default_rng(seed)
    slope = np.array([[0.7, 0.0, 0.1], [-0.2, 0.8, 0.0], [0.1, 0.1, 0.6]])
    impact = np.array([[1.0, 0.2, 0.0], [-0.5, 1.0, 0.1], [0.3, 0.0, 1.0]])
    shocks = rng.normal(size=(months, 3))
    series = np.zeros((months, 3))
    for t in range(1, months):
        series[t] = slope @ series[t - 1] + impact @ shocks[t]
    return series, shocks[:, 0] + noise * rng.normal(size=months)


def test_a_fit_and_its_robust_covariance_by_the_textbook() -> None:
    rng = np.random.default_rng(1)
    x = with_constant(rng.normal(size=(50, 2)))
    y = rng.normal(size=(50, 1)) * (1 + x[:, [0]] ** 2)
    found = fit(y, x)
    inverse = np.linalg.inv(x.T @ x)
    np.testing.assert_allclose(found.coefficient, inverse @ x.T @ y, atol=1e-12)
    middle = sum(
        np.outer(row, row) * float(e[0]) ** 2 for row, e in zip(x, found.residual, strict=True)
    )
    np.testing.assert_allclose(covariance(found, small_sample=False), inverse @ middle @ inverse)
    np.testing.assert_allclose(covariance(found), inverse @ middle @ inverse * 50 / 47)


@pytest.mark.parametrize(
    ("y", "x", "what"),
    [
        (np.ones((3, 1)), np.ones((3, 3)), "cannot carry"),
        (np.ones((9, 1)), np.ones((9, 2)), "depend on one another"),
        (np.full((9, 1), np.nan), np.arange(9.0)[:, None], "missing value"),
    ],
)
def test_a_fit_that_cannot_be(y: Array, x: Array, what: str) -> None:
    with pytest.raises(ModelError, match=what):
        fit(y, x)


def test_one_instrument_s_f_is_its_t_squared() -> None:
    series, z = made()
    found = first_stage(series[:, 0], z[:, None])
    assert found.robust_f == pytest.approx(float(found.t[0]) ** 2)


def test_the_batch_fit_is_the_fit() -> None:
    series, _ = made()
    levels = 400 + np.cumsum(series, axis=0)
    one = autoregress(levels, 4)
    np.testing.assert_allclose(coefficients(levels[None], 4)[0], one.coefficient, atol=1e-7)


def test_responses_are_those_of_a_simulation() -> None:
    """One unit of innovation in month 0, simulated, is the moving average's first column."""
    series, _ = made()
    model = autoregress(series, 3)
    quiet = np.zeros((2, 40, 3))
    quiet[1, 0, 1] = 1.0
    paths = simulate(model, quiet)[:, 3:]
    answers = moving_average(model.coefficient, 3, 39)
    np.testing.assert_allclose(paths[1] - paths[0], answers[:, :, 1], atol=1e-10)


def test_a_simulation_of_the_residuals_is_the_data() -> None:
    series, _ = made()
    model = autoregress(series, 2)
    np.testing.assert_allclose(simulate(model, model.residual[None])[0], series, atol=1e-9)


def test_the_instrument_finds_the_shock() -> None:
    """The impact known from the making: (1, -0.5, 0.3), within sampling error."""
    series, z = made(months=4000)
    found = identify(series, z, order=1, horizons=5)
    np.testing.assert_allclose(found.impact, [1.0, -0.5, 0.3], atol=0.06)
    assert found.first.robust_f > 100


def test_bands_hold_the_point_and_repeat() -> None:
    series, z = made()
    z[:100] = np.nan
    found = identify(series, z, order=2, horizons=8)
    bands = bootstrap(found, z, seed=7, draws=200)
    again = bootstrap(found, z, seed=7, draws=200)
    np.testing.assert_array_equal(bands.low, again.low)
    np.testing.assert_allclose(bands.low[0, 0], 1)
    np.testing.assert_allclose(bands.high[0, 0], 1)
    assert (bands.low <= bands.high).all()
    for h in range(9):
        for k in range(3):
            one = bands.robust[h][k]
            assert one.bounded
            assert one.low is not None
            assert one.high is not None
            assert one.low - 1e-9 <= found.response[h, k] <= one.high + 1e-9


def test_noise_instruments_have_unbounded_sets() -> None:
    """A 90 percent set of a noise instrument is unbounded in nine of ten samples.

    It is bounded where the instrument's covariance with the policy series is told from zero at
    ten percent, which noise is one time in ten. Of 60 samples at least 45 are unbounded with a
    chance above 0.9998 (binomial, 0.9), and all 60 with one of 0.002.
    """
    series, _ = made()
    unbounded = 0
    for seed in range(60):
        z = np.random.default_rng(seed).normal(size=len(series))
        found = identify(series, z, order=1, horizons=1)
        bands = bootstrap(found, z, seed=7, draws=100)
        # Of the policy series itself on impact nothing is left to estimate: it is 1.
        unbounded += not all(one.bounded for one in bands.robust[1])
    assert 45 <= unbounded < 60


def test_a_robust_set_by_hand() -> None:
    """Top 2, bottom 4, variance 1 of the top alone, critical 4: (2 - 4 r)^2 <= 4, so 0 to 1."""
    cov = np.array([[1.0, 0.0], [0.0, 0.0]])
    found = robust_set(2.0, 4.0, cov, 4.0)
    assert found.bounded
    assert (found.low, found.high) == pytest.approx((0, 1))


def test_a_bottom_near_zero_bounds_nothing() -> None:
    found = robust_set(2.0, 0.1, np.eye(2), 2.7)
    assert (found.low, found.high, found.bounded) == (None, None, False)


def test_block_length_of_the_paper_s_sample() -> None:
    """5.03 x 384^(1/4) is 22.3."""
    assert block_length(384) == 22


def test_gaps_are_refused() -> None:
    series, z = made()
    hole = series.copy()
    hole[150, 1] = np.nan
    with pytest.raises(ModelError, match="gap at row 150"):
        identify(hole, z)
    holed = z.copy()
    holed[150] = np.nan
    with pytest.raises(ModelError, match="instrument has a gap"):
        identify(series, holed)
    with pytest.raises(ModelError, match="in no month"):
        identify(series, np.full(len(series), np.nan))


def test_a_stretch_shorter_than_two_blocks_is_refused() -> None:
    series, z = made()
    z[:10] = np.nan
    found = identify(series, z, order=1, horizons=2)
    with pytest.raises(ModelError, match="too few for blocks"):
        bootstrap(found, z, seed=1, draws=10)


def test_projection_is_the_plain_regression() -> None:
    series, z = made(months=160)
    past = lags(series, 3)
    found = project(series, series[:, 0], past, 6, z)
    for h in (0, 4, 6):
        end = len(series) - h
        w = with_constant(past[3:end])
        x, y = series[3:end, 0], series[3 + h :, 1]
        keep = np.eye(len(w)) - w @ np.linalg.pinv(w)
        x, y, q = keep @ x, keep @ y, keep @ z[3:end]
        beta = (q @ y) / (q @ x)
        error = np.sqrt(
            np.sum((q * (y - x * beta)) ** 2) * len(w) / (len(w) - w.shape[1] - 1)
        ) / abs(q @ x)
        assert found.response[h, 1] == pytest.approx(beta, abs=1e-11)
        assert found.error[h, 1] == pytest.approx(error, abs=1e-11)
        assert found.n[h] == len(w)


def test_projection_refuses_gaps_and_spent_impulses() -> None:
    series, _ = made(months=160)
    past = lags(series, 2)
    hole = series[:, 0].copy()
    hole[80] = np.nan
    with pytest.raises(ModelError, match="gap at row 80"):
        project(series, hole, past, 3)
    with pytest.raises(ModelError, match="leave nothing"):
        project(series, past[:, 0], past, 3)
    with pytest.raises(ModelError, match="cannot carry"):
        project(series[:12], series[:12, 0], past[:12], 6)
