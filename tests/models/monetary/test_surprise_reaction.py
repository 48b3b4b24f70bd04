"""Surprises and reactions: by hand, by law, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts.errors import ModelError
from policywire.models.monetary.reaction import FEWEST_EVENTS, react
from policywire.models.monetary.surprise import decompose, poor_man, principal_component, rotate

RNG = np.random.default_rng(5)


def test_poor_man_by_hand() -> None:
    policy, information = poor_man(
        np.array([0.1, 0.1, -0.2, 0.0]), np.array([-1.0, 1.0, -1.0, 2.0])
    )
    assert policy.tolist() == [0.1, 0.0, 0.0, 0.0]
    assert information.tolist() == [0.0, 0.1, -0.2, 0.0]


@given(weight=st.floats(0.05, 0.95), seed=st.integers(0, 1000), slope=st.floats(-3, 3))
def test_rotation_adds_up_is_orthogonal_and_keeps_its_signs(
    weight: float, seed: int, slope: float
) -> None:
    rng = np.random.default_rng(seed)
    pc1 = rng.normal(size=80)
    stocks = slope * pc1 + rng.normal(size=80)
    policy, information = rotate(pc1, stocks, weight)
    np.testing.assert_allclose(policy + information, pc1, atol=1e-12)
    assert abs(policy @ information) < 1e-10
    loads = np.linalg.lstsq(np.column_stack([policy, information]), stocks, rcond=None)[0]
    assert loads[0] < 0 < loads[1]


@pytest.mark.parametrize("weight", [0.0, 1.0, -1.0, math.nan])
def test_a_rotation_outside_its_ends_is_refused(weight: float) -> None:
    with pytest.raises(ModelError, match="between 0 and 1"):
        rotate(np.array([1.0, 2.0, 0.5]), np.array([1.0, -1.0, 0.3]), weight)


def test_proportional_surprises_cannot_be_split() -> None:
    with pytest.raises(ModelError, match="proportion"):
        rotate(np.array([1.0, 2.0]), np.zeros(2))


def test_component_of_one_rate_is_that_rate() -> None:
    rate = RNG.normal(size=40)
    np.testing.assert_allclose(
        principal_component(rate[:, None], 0), np.round(rate, 8), atol=1.01e-8
    )


def test_a_missing_stock_surprise_leaves_the_split_at_zero() -> None:
    rates, stocks = RNG.normal(size=(50, 2)), RNG.normal(size=50)
    stocks[7] = np.nan
    shocks = decompose(rates, stocks, 0)
    assert not shocks.known[7]
    assert (shocks.mp[7], shocks.cbi[7]) == (0.0, 0.0)
    assert shocks.pc1[7] != 0


def test_instruments_that_never_move_are_refused() -> None:
    with pytest.raises(ModelError, match="move"):
        principal_component(np.zeros((40, 3)), 0)


def test_a_reaction_by_hand() -> None:
    """Moves of exactly minus two per unit: slope -2, no band, no spread when one is left out."""
    x = np.linspace(-1, 1, 40)
    found = react(x, 3 - 2 * x, seed=1, draws=200)
    assert found.slope == pytest.approx(-2)
    assert (found.low, found.high) == pytest.approx((-2, -2))
    assert (found.lowest, found.highest) == pytest.approx((-2, -2))
    assert found.r2 == pytest.approx(1)
    assert found.n == 40
    assert (found.smallest, found.largest) == (-1, 1)


def test_leaving_one_out_equals_doing_it() -> None:
    x, y = RNG.normal(size=35), RNG.normal(size=35)
    found = react(x, y, seed=1, draws=50)
    slopes = [float(np.polyfit(np.delete(x, at), np.delete(y, at), 1)[0]) for at in range(35)]
    assert (found.lowest, found.highest) == pytest.approx((min(slopes), max(slopes)))
    full = float(np.polyfit(x, y, 1)[0])
    assert found.alone == int(np.argmax(np.abs(np.array(slopes) - full)))


def test_fewer_than_thirty_events_are_refused() -> None:
    x = np.linspace(-1, 1, 45)
    y = x.copy()
    y[: 45 - FEWEST_EVENTS + 1] = np.nan
    with pytest.raises(ModelError, match="29 events are too few"):
        react(x, y, seed=1)


def test_still_surprises_are_refused() -> None:
    with pytest.raises(ModelError, match="do not vary"):
        react(np.ones(40), np.arange(40.0), seed=1)


def test_the_band_is_the_seed_s_and_nobody_else_s() -> None:
    x, y = RNG.normal(size=60), RNG.normal(size=60)
    assert react(x, y, seed=3, draws=400) == react(x, y, seed=3, draws=400)
    assert react(x, y, seed=3, draws=400) != react(x, y, seed=4, draws=400)


def test_the_pair_bootstrap_s_width_is_that_of_the_robust_error() -> None:
    """With many events of one size the 90 percent band is 2 x 1.645 errors wide."""
    x = RNG.normal(size=400)
    y = 2 * x + RNG.normal(size=400)
    found = react(x, y, seed=2, draws=4000)
    error = 1 / math.sqrt(400)
    assert found.high - found.low == pytest.approx(2 * 1.645 * error, rel=0.15)
