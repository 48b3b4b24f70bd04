"""Makers of vehicles: content by switching parts one by one, rules by hand, the published case."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from policywire.facts.errors import BadReference
from policywire.models.origin_choice.content import entropy_cost, replacing
from policywire.models.origin_choice.tables import choice
from policywire.models.origin_choice.vehicles import (
    PARTS,
    Makers,
    Rule,
    complying,
    delta,
    makers,
    peak,
    region,
    response,
    solved_mean,
)

PAPER = np.array([np.log(0.0008), 1.6])


def cheapest(free: float, american: float, asked: tuple[float, float], theta: float) -> float:
    """Return the least relative entropy over theta under both rules, found by a solver."""
    old = np.array([american * free, (1 - american) * free, 1 - free])

    def entropy(new: np.ndarray) -> float:
        held = np.maximum(new, 1e-12)
        return float((held * np.log(held / old)).sum())

    limits = [
        {"type": "eq", "fun": lambda new: new.sum() - 1},
        {"type": "ineq", "fun": lambda new: new[0] + new[1] - asked[0]},
        {"type": "ineq", "fun": lambda new: new[0] - asked[1]},
    ]
    start = np.array([max(asked[1], 0.5), max(asked[0] - max(asked[1], 0.5), 0.01), 0.1])
    options = {"ftol": 1e-14, "maxiter": 500}
    bounds = [(1e-9, 1)] * 3
    found = minimize(
        entropy,
        start / start.sum(),
        method="SLSQP",
        bounds=bounds,
        constraints=limits,
        options=options,
    )
    return float(found.fun) / theta


@pytest.mark.parametrize("asked", [(0.76, 0.667), (0.9, 0.3), (0.2, 0.8), (0.6, 0.1), (0.3, 0.2)])
@pytest.mark.parametrize(("free", "american"), [(0.5, 0.5), (0.7, 0.8), (0.85, 0.3)])
def test_two_rules_cost_the_least_entropy(
    free: float, american: float, asked: tuple[float, float]
) -> None:
    found = entropy_cost(np.array([free]), american, asked, 4.0)[0]
    assert found == pytest.approx(cheapest(free, american, asked, 4.0), abs=2e-6)


def test_no_us_parts_cannot_meet_a_us_rule() -> None:
    assert np.isinf(entropy_cost(np.array([0.6]), 0.0, (0.7, 0.5), 4.0)[0])
    assert np.isinf(delta(makers(0.6, 0.15, 0.5, 4.0, PAPER), Rule(0.75, PARTS + 0.01))).all()


@given(st.floats(0, 0.6), st.floats(0.5, 8))
def test_replacing_by_hand(share: float, theta: float) -> None:
    assert replacing(np.array(share), theta) == pytest.approx(-np.log(1 - share) / theta)


def test_replacing_everything_is_refused() -> None:
    with pytest.raises(BadReference, match="below 1"):
        replacing(np.array(1.0), 4.0)


def test_makers_have_the_moments_asked_for() -> None:
    who = makers(0.62, 0.15, 0.5, 4.0, PAPER)
    assert who.free.mean() == pytest.approx(0.62, abs=2e-3)
    assert who.free.std() == pytest.approx(0.15, abs=3e-3)


@pytest.mark.parametrize(("mean", "spread"), [(0.0, 0.1), (1.2, 0.1), (0.5, 0.5), (0.9, 0.4)])
def test_makers_that_cannot_be(mean: float, spread: float) -> None:
    with pytest.raises(BadReference):
        makers(mean, spread, 0.5, 4.0, PAPER)


def test_one_maker_by_hand() -> None:
    """A maker whose rule costs 1 percent complies iff its paper costs less than the rest."""
    who = Makers(np.array([0.6]), 0.5, 4.0, float(PAPER[0]), float(PAPER[1]))
    extra = delta(who, Rule(0.75))[0]
    chi = 1 - 0.25 / PARTS
    entropy = chi * np.log(chi / 0.6) + (1 - chi) * np.log((1 - chi) / 0.4)
    assert extra == pytest.approx(PARTS * entropy / 4.0, rel=1e-12)
    share, cost = complying(who, Rule(0.75), np.array([0.025, 0.0]))
    assert 0 < share[0] < 1
    assert share[1] == 0
    assert cost[0] >= share[0] * extra


def test_mean_is_solved_from_use() -> None:
    mean = solved_mean((0.883, 0.0285), Rule(0.75), 0.18, 3.5, PAPER)
    share, _ = complying(makers(mean, 0.18, 0.0, 3.5, PAPER), Rule(0.75), np.array([0.0285]))
    assert share[0] == pytest.approx(0.883, abs=1e-6)


def test_stricter_rules_at_the_central_draw() -> None:
    """Fewer comply as content rises; at a large margin more parts are regional for it."""
    who = choice().makers()
    shares = [complying(who, Rule(one), np.array([0.025]))[0][0] for one in (0.75, 0.82, 0.85)]
    assert shares[0] > shares[1] > shares[2] > 0.5
    parts = [region(who, Rule(one), 0.125)[0] for one in (0.75, 0.82, 0.85)]
    assert parts[0] < parts[1] < parts[2]


def test_published_response_and_the_peak() -> None:
    """Head, Mayer and Melitz (2022): 62.5 to 75 percent adds 1.2 % to employment, 0.3 % to prices.

    Theta and the spread were set so that these come out, so this is no test of the model; that 85
    percent lies past the peak is one, and it is not met: 0.85 is the peak. See
    explained.md of the replication.
    """
    who = choice().makers()
    found = response(who, (Rule(0.625), Rule(0.75)), 0.025)
    assert found.price == pytest.approx(0.3, abs=0.1)
    assert found.employment == pytest.approx(1.2, abs=0.3)
    assert peak(who, 0.025) == pytest.approx(0.85, abs=0.02)
