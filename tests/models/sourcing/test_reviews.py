"""Waiting through reviews by Monte Carlo, and the cost of a threat by value iteration."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts.errors import BadReference
from policywire.models.sourcing.uncertainty import BETA, SIGMA, cutoff, entry, equivalent
from policywire.models.sourcing.waiting import Plant, breakeven_share, worth_building

PLANT = Plant(margin=0.15, rate=0.10, growth=0.03, kept=0.4, reviews=0.7, years=9.6)


def simulated(plant: Plant, odds: float, count: int = 400_000) -> tuple[float, float]:
    """Return building less waiting by drawing reviews, and the error of the mean."""
    stream = np.random.default_rng(5)
    when = stream.exponential(1 / plant.reviews, count)
    decided, bad = when < plant.years, stream.random(count) < odds
    until = np.minimum(when, plant.years)
    discount = np.exp(-plant.rate * until)
    good = 3.0  # any value above the price: it drops out
    flow = plant.margin * (1 - discount) / plant.rate
    ends = np.where(decided & ~bad, good, plant.kept)
    build = flow + discount * ends - 1
    price = (1 + plant.growth) ** until
    wait = discount * np.where(decided & ~bad, good - price, 0.0)
    off = build - wait
    return float(off.mean()), float(off.std() / math.sqrt(count))


@pytest.mark.parametrize("odds", [0.0, 0.2, 0.6, 1.0])
def test_worth_by_monte_carlo(odds: float) -> None:
    found, error = simulated(PLANT, odds)
    assert worth_building(PLANT, odds) == pytest.approx(found, abs=4 * error)


def test_at_the_breakeven_nothing_is_gained() -> None:
    assert 0 < breakeven_share(PLANT) < 1
    assert worth_building(PLANT, breakeven_share(PLANT)) == pytest.approx(0, abs=1e-12)


@given(
    margin=st.floats(0, 0.5),
    kept=st.floats(0, 1),
    reviews=st.floats(0.01, 5),
    growth=st.floats(-0.1, 0.12),
    years=st.floats(0.1, 30),
)
def test_better_plants_bear_worse_odds(
    margin: float, kept: float, reviews: float, growth: float, years: float
) -> None:
    low = breakeven_share(Plant(margin, 0.1, growth, kept, reviews, years))
    high = breakeven_share(Plant(margin + 0.05, 0.1, growth, kept, reviews, years))
    assert 0 <= low <= high + 1e-9 <= 1 + 2e-9


@pytest.mark.parametrize(
    "wrong", [{"rate": 0}, {"years": 0}, {"kept": 1.1}, {"margin": math.nan}, {"growth": -1}]
)
def test_plants_that_cannot_be(wrong: dict[str, float]) -> None:
    numbers = {
        "margin": 0.15,
        "rate": 0.1,
        "growth": 0.03,
        "kept": 0.4,
        "reviews": 0.7,
        "years": 9.6,
    }
    with pytest.raises(BadReference):
        Plant(**(numbers | wrong))
    with pytest.raises(BadReference):
        worth_building(PLANT, 1.5)


# ------------------------------------------------------------------------ Handley and Limão


def enters(profit: float, cost: float, worse: float, odds: float) -> bool:
    """Say whether a firm enters now, its values found by iterating the Bellman equations.

    In the good state it earns ``profit`` a year; a shock with yearly chance ``odds`` brings the
    duty for good, and profit falls to ``worse^-sigma`` of it. Entry costs ``cost`` once, at any
    time.
    """
    bad = profit * worse**-SIGMA / (1 - BETA)
    inside = waiting = 0.0
    for _ in range(3000):
        inside = profit + BETA * ((1 - odds) * inside + odds * bad)
        enter = max(inside - cost, waiting)
        waiting = BETA * ((1 - odds) * enter + odds * max(bad - cost, 0.0))
    return inside - cost > waiting + 1e-10


@pytest.mark.parametrize(("worse", "odds"), [(1.1, 0.05), (1.1, 0.2), (1.275, 0.1), (1.5, 0.4)])
def test_cutoff_by_solving_the_entry_problem(worse: float, odds: float) -> None:
    """Search the least profit at which a firm enters; profits go with cost to 1 - sigma.

    So the formula, written from memory of the paper, answers the entry problem it states; that the
    paper's letters are these was not read again.
    """
    cost, low, high = 1.0, 0.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if enters(middle, cost, worse, odds) else (middle, high)
    certain = cost * (1 - BETA)
    assert (high / certain) ** (1 / (1 - SIGMA)) == pytest.approx(cutoff(worse, odds), rel=1e-6)


@pytest.mark.parametrize(
    ("duty", "odds", "fall"),
    [(0.1, 0.05, 9), (0.1, 0.1, 15), (0.1, 0.2, 22), (0.275, 0.05, 18), (0.275, 0.1, 29)],
)
def test_threats_as_worked_before(duty: float, odds: float, fall: float) -> None:
    """A table worked apart from this code, whole percent."""
    assert -100 * entry(1 + duty, odds) == pytest.approx(fall, abs=0.5)


def test_no_threat_costs_nothing() -> None:
    assert equivalent(1.2, 0.0) == 1.0
    assert equivalent(1.0, 0.5) == 1.0
    assert 1 < equivalent(1.2, 0.1) < equivalent(1.2, 0.5) < 1.2
    with pytest.raises(BadReference):
        cutoff(1.1, 1.5)
