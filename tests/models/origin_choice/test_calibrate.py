"""The calibration finds what made the data, and refuses data that no cost explains."""

import numpy as np
import pytest

from policywire.facts.errors import BadReference
from policywire.models.origin_choice.adjustment import adjusted, fit_adjustment
from policywire.models.origin_choice.calibrate import Panel, bootstrap, fit, predicted
from policywire.models.origin_choice.choice import claiming


def made(median: float, sigma: float, lines: int = 4000, seed: int = 3) -> Panel:
    """Return lines whose firms choose as the model says, with noise on what is recorded."""
    stream = np.random.default_rng(seed)
    able = stream.beta(8, 1, lines)
    before = np.exp(stream.normal(np.log(0.02), 1.0, lines))
    after = before + 0.25
    mu = np.log(median)
    noise = stream.normal(0, 0.03, lines)
    use = np.clip(able * claiming(before, mu, sigma) + noise, 0, 1)
    return Panel(
        stream.lognormal(0, 1, lines),
        use,
        able * claiming(after, mu, sigma),
        before,
        after,
        stream.integers(0, 400, lines),
    )


def test_finds_what_made_the_data() -> None:
    panels = [made(0.003, 1.5), made(0.006, 1.5, seed=4)]
    found = fit(panels)
    assert found.sigma[0] == pytest.approx(1.5, abs=0.2)
    np.testing.assert_allclose(found.median[0], [0.003, 0.006], rtol=0.15)
    for at, panel in enumerate(panels):
        said = predicted(panel, float(found.median[0, at]), float(found.sigma[0]))
        off = (panel.value * (said - panel.before)).sum() / panel.value.sum()
        assert abs(off) < 1e-3


def test_bootstrap_covers_and_repeats() -> None:
    panels = [made(0.003, 1.5)]
    found, again = (bootstrap(panels, 200, 7) for _ in range(2))
    np.testing.assert_array_equal(found.median, again.median)
    low, high = np.quantile(found.median[:, 0], (0.05, 0.95))
    assert low < 0.003 < high
    assert bootstrap(panels, 50, 8).median.shape == (50, 1)


def test_use_that_rose_with_less_margin_has_no_cost() -> None:
    panel = made(0.003, 1.5)
    odd = Panel(
        panel.value,
        np.ones(panel.value.size),
        panel.after * 0.5,
        panel.margin_before,
        panel.margin_after,
        panel.heading,
    )
    with pytest.raises(BadReference, match="use before must lie below"):
        fit([odd])


def test_adjustment_by_hand() -> None:
    """Half the gap of 0.4 goes each month: 0.5, 0.7, 0.8, 0.85."""
    path = np.array([adjusted(0.5, 0.9, 0.5, month) for month in range(8)])
    np.testing.assert_allclose(path[:4], [0.5, 0.7, 0.8, 0.85], rtol=1e-12)
    found = fit_adjustment(path)
    assert found.rho == pytest.approx(0.5, abs=0.01)
    assert found.rest == pytest.approx(0.9, abs=1e-3)
    assert found.half_life == pytest.approx(1.0, abs=0.03)


def test_adjustment_that_cannot_be() -> None:
    with pytest.raises(BadReference):
        adjusted(0.5, 0.9, 1.0, 1)
    with pytest.raises(BadReference, match="four months"):
        fit_adjustment(np.array([0.5, 0.6]))
