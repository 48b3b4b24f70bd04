"""The odds at which waiting breaks even: published inputs, a simulation, and limits."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policywire.facts.errors import BadReference
from policywire.models.sourcing.waiting import breakeven_odds


def test_by_hand() -> None:
    """T 1.6, r 10%, g 3%, S 0.7, pi 15%: 0.3536."""
    discount = math.exp(-0.16)
    above = 0.15 * (1 - discount) / 0.1 - 1 + discount * 1.03
    assert breakeven_odds(0.15, 1.6, 0.1, 0.03, 0.7) == pytest.approx(above / (discount * 0.33))
    assert breakeven_odds(0.15, 1.6, 0.1, 0.03, 0.7) == pytest.approx(0.3536, abs=1e-3)


@pytest.mark.parametrize("good", [1.5, 3.0])
def test_by_simulation_whatever_the_good_case_is_worth(good: float) -> None:
    """At the odds found, building now and waiting earn the same in 400,000 draws."""
    margin, years, rate, growth, kept = 0.15, 1.6, 0.1, 0.03, 0.7
    odds = breakeven_odds(margin, years, rate, growth, kept)
    bad = np.random.default_rng(7).random(400_000) < odds
    discount = math.exp(-rate * years)
    now = margin * (1 - discount) / rate - 1 + discount * np.where(bad, kept, good)
    later = discount * np.where(bad, 0.0, good - (1 + growth))
    assert now.mean() == pytest.approx(later.mean(), abs=3e-3)


@given(
    st.floats(0, 1), st.floats(0.1, 5), st.floats(0.01, 0.3), st.floats(0, 0.2), st.floats(0, 0.9)
)
def test_odds_rise_with_the_margin_and_with_what_is_kept(
    margin: float, years: float, rate: float, growth: float, kept: float
) -> None:
    odds = breakeven_odds(margin, years, rate, growth, kept)
    assume(0 < odds < 1)
    assert breakeven_odds(margin + 0.01, years, rate, growth, kept) > odds
    assert breakeven_odds(margin, years, rate, growth, kept + 0.05) > odds


@pytest.mark.parametrize(
    "inputs",
    [(0.1, 0, 0.1, 0, 0.5), (0.1, 1, 0, 0, 0.5), (0.1, 1, 0.1, 0, 1), (math.nan, 1, 0.1, 0, 0)],
)
def test_what_cannot_be_is_refused(inputs: tuple[float, ...]) -> None:
    with pytest.raises(BadReference):
        breakeven_odds(*inputs)
