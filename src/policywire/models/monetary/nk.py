"""The three-equation New Keynesian model in closed form: for explanation only, never a forecast.

Gali (2015), Monetary Policy, Inflation, and the Business Cycle, 2nd ed., chapter 3, section 3.4.1:
a policy shock v follows v' = rho v, and method of undetermined coefficients.
"""

from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import ModelError
from policywire.models.monetary.response import Array

__all__ = ["Economy", "Paths", "solve"]


@dataclass(frozen=True, slots=True)
class Economy:
    """Parameters, at Gali's values for a quarter.

    Attributes
    ----------
    beta : float
        Discount factor, between 0 and 1.
    sigma : float
        Inverse elasticity of substitution over time, above 0.
    kappa : float
        Slope of the Phillips curve, above 0.
    phi_pi, phi_y : float
        What the rule adds per point of inflation and of output gap.
    rho : float
        Persistence of the shock, 0 to below 1.
    """

    beta: float = 0.99
    sigma: float = 1.0
    kappa: float = 0.1717
    phi_pi: float = 1.5
    phi_y: float = 0.125
    rho: float = 0.5

    def __post_init__(self) -> None:
        """Refuse parameters without a unique bounded solution."""
        shape = 0 < self.beta < 1 and min(self.sigma, self.kappa) > 0 and 0 <= self.rho < 1
        # Bullard and Mitra (2002): the Taylor principle, output's reaction counted.
        unique = self.kappa * (self.phi_pi - 1) + (1 - self.beta) * self.phi_y > 0
        if not (shape and unique and min(self.phi_pi, self.phi_y) >= 0):
            raise ModelError(f"The New Keynesian model has no unique path under {self}.")


@dataclass(frozen=True, slots=True)
class Paths:
    """Responses by quarter, quarterly rates in percentage points, each of shape (T,).

    Attributes
    ----------
    gap : Array
        Output gap, percent.
    inflation, rate, real_rate : Array
        Not annualised.
    """

    gap: Array
    inflation: Array
    rate: Array
    real_rate: Array


def solve(economy: Economy, shock: float, quarters: int) -> Paths:
    """Return the responses to a policy shock, equations (23) to (26) of Gali's chapter.

    Parameters
    ----------
    economy : Economy
        The parameters.
    shock : float
        v in quarter 0, percentage points a quarter.
    quarters : int
        T.
    """
    e = economy
    damping = (1 - e.beta * e.rho) * (e.sigma * (1 - e.rho) + e.phi_y)
    size = 1 / (damping + e.kappa * (e.phi_pi - e.rho))
    v = shock * np.power(e.rho, np.arange(quarters), dtype=np.float64)
    gap = -(1 - e.beta * e.rho) * size * v
    inflation = -e.kappa * size * v
    real_rate = e.sigma * (1 - e.rho) * (1 - e.beta * e.rho) * size * v
    return Paths(gap, inflation, real_rate + e.rho * inflation, real_rate)
