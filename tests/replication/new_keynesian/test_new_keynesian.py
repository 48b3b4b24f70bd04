"""Closed form against the stacked equations; see README.md."""

import numpy as np
import pytest

from policywire.models.monetary.nk import Economy, solve
from policywire.models.monetary.response import Array

QUARTERS = 400


def stacked(e: Economy, shock: float) -> tuple[Array, Array]:
    """Return gap and inflation from the equations of all quarters at once."""
    now, ahead = np.eye(QUARTERS), np.eye(QUARTERS, k=1)
    v = shock * e.rho ** np.arange(QUARTERS)
    # gap = gap' - (phi_pi pi + phi_y gap + v - pi') / sigma ;  pi = beta pi' + kappa gap
    demand = [now - ahead + e.phi_y / e.sigma * now, (e.phi_pi * now - ahead) / e.sigma]
    supply = [-e.kappa * now, now - e.beta * ahead]
    system = np.block([demand, supply])
    found = np.linalg.solve(system, np.concatenate([-v / e.sigma, np.zeros(QUARTERS)]))
    return found[:QUARTERS], found[QUARTERS:]


@pytest.mark.parametrize(
    "economy",
    [Economy(), Economy(rho=0.0), Economy(rho=0.9, kappa=0.05), Economy(sigma=2.0, phi_y=0.5)],
)
def test_equals_the_stacked_equations(economy: Economy) -> None:
    gap, inflation = stacked(economy, 0.25)
    found = solve(economy, 0.25, 40)
    np.testing.assert_allclose(found.gap, gap[:40], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.inflation, inflation[:40], rtol=0, atol=1e-12)
    rule = economy.phi_pi * found.inflation + economy.phi_y * found.gap
    v = 0.25 * economy.rho ** np.arange(40)
    np.testing.assert_allclose(found.rate, rule + v, rtol=0, atol=1e-12)


def test_the_prototype_s_figures() -> None:
    found = solve(Economy(), 0.25, 1)
    assert round(float(found.gap[0]), 2) == -0.26
    assert round(4 * float(found.inflation[0]), 2) == -0.35
    assert round(4 * float(found.rate[0]), 2) == 0.34
