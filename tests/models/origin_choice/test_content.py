"""The cost of content: by hand, by law, and against a direct minimisation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq

from policywire.facts.errors import BadReference
from policywire.models.origin_choice.content import content_cost, regional_share

SHARE = st.floats(0.01, 0.99)


def cost(share: float, free: float, theta: float) -> float:
    return float(content_cost(np.array(share), np.array(free), theta))


def test_by_hand() -> None:
    """0.75 ln(0.75/0.6) + 0.25 ln(0.25/0.4), over 4."""
    expected = (0.75 * np.log(0.75 / 0.6) + 0.25 * np.log(0.25 / 0.4)) / 4
    assert cost(0.75, 0.6, 4) == pytest.approx(expected, rel=1e-12)
    assert expected == pytest.approx(0.012464, abs=1e-6)
    assert cost(1.0, 0.5, 2) == pytest.approx(np.log(2) / 2)


@pytest.mark.parametrize(("share", "free", "theta"), [(0.75, 0.6, 4.0), (0.9, 0.3, 2.5)])
def test_against_switching_the_cheapest_parts_first(
    share: float, free: float, theta: float
) -> None:
    """Gaps are logistic: parts with a gap below a bound are bought here; those above 0 cost it."""
    mode = -np.log(free / (1 - free)) / theta

    def below(gap: float) -> float:
        return float(1 / (1 + np.exp(-theta * (gap - mode))))

    def density(gap: float) -> float:
        return theta * below(gap) * (1 - below(gap))

    assert below(0) == pytest.approx(free)
    bound = brentq(lambda gap: below(gap) - share, -50, 50)
    direct, _ = quad(lambda gap: gap * density(gap), 0, bound)
    assert cost(share, free, theta) == pytest.approx(direct, rel=1e-7)


@given(SHARE, SHARE, SHARE, st.floats(0.5, 10))
def test_cost_rises_with_the_share_and_is_nought_when_free(
    one: float, other: float, free: float, theta: float
) -> None:
    low, high = sorted((one, other))
    assert 0 <= cost(low, free, theta) <= cost(high, free, theta)
    if one <= free:
        assert cost(one, free, theta) == 0


def test_the_share_of_parts_a_rule_asks_for() -> None:
    assert regional_share(0.75, 0.75) == pytest.approx(2 / 3)
    assert regional_share(0.1, 0.75) == 0
    with pytest.raises(BadReference):
        regional_share(0.75, 0)


@pytest.mark.parametrize(("share", "free", "theta"), [(1.1, 0.5, 4), (0.5, 0, 4), (0.5, 0.5, 0)])
def test_what_cannot_be_is_refused(share: float, free: float, theta: float) -> None:
    with pytest.raises(BadReference):
        cost(share, free, theta)
