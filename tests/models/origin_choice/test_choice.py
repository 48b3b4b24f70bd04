"""Who claims: the distribution by hand and by simulation, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.models.origin_choice.choice import able, claimed, claiming, paper

MU, SIGMA = float(np.log(0.003)), 1.75


def test_half_claim_at_the_median_by_hand() -> None:
    found = claiming(np.array([0.0, 0.003, -0.1]), MU, SIGMA)
    np.testing.assert_allclose(found, [0.0, 0.5, 0.0], atol=1e-12)


def test_distribution_and_cost_by_simulation() -> None:
    """Two million firms drawn: the share below a margin, and what they pay per firm of all."""
    cost = np.exp(MU + SIGMA * np.random.default_rng(1).standard_normal(2_000_000))
    margin = 0.025
    below = cost <= margin
    assert claiming(np.array(margin), MU, SIGMA) == pytest.approx(below.mean(), abs=2e-3)
    assert paper(np.array(margin), MU, SIGMA) == pytest.approx((cost * below).mean(), rel=5e-3)


def test_use_as_observed_comes_out_again() -> None:
    use, margin = np.array([0.2, 0.7, 0.99]), np.array([0.25, 0.25, 0.002])
    firms = claiming(margin, MU, SIGMA)
    ready = able(use, firms)
    np.testing.assert_allclose((ready * firms)[:2], use[:2], rtol=1e-12)
    assert ready[2] == 1.0  # more than all cannot be able


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 0.5))
def test_duty_lies_between_the_rates(use: float, cost: float, within: float, margin: float) -> None:
    without = within + margin
    found = claimed(*(np.array([one]) for one in (use, cost, without, within)))
    assert within - 1e-12 <= found.duty[0] <= without + 1e-12


@given(st.floats(1e-4, 0.3), st.floats(1e-4, 0.3))
def test_more_margin_never_claims_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = claiming(np.array([low, high]), MU, SIGMA)
    assert found[0] <= found[1]
    # Nobody pays more than the claim saves.
    assert paper(np.array(high), MU, SIGMA) <= high * found[1] + 1e-12
