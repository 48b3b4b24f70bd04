"""How fast use of the preference moves to where it is going: a share of the gap goes each month.

``u_t = u* + (u_0 - u*) rho^t``: partial adjustment, t in months since the law changed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadReference

__all__ = ["Adjustment", "adjusted", "fit_adjustment"]

Array = NDArray[np.float64]
_GRID = np.linspace(0.0, 0.98, 99)
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A path fitted to months.

    Attributes
    ----------
    rho : float
        Share of the gap left after a month.
    rest : float
        Where use goes (u*).
    half_life : float
        Months until half the gap is gone; 0 where all goes in the first.
    """

    rho: float
    rest: float
    half_life: float


def adjusted(start: Array | float, rest: Array | float, rho: float, months: float) -> Array:
    """Return use so many months after a change.

    Parameters
    ----------
    start, rest : Array or float
        Use before, and use at rest, as shares of value.
    rho : float
        Share of the gap left after a month, from 0 to below 1.
    months : float
        Months since the change, 0 or more.

    Raises
    ------
    BadReference
        If a number cannot be.
    """
    if not 0 <= rho < 1 or not months >= 0:
        raise BadReference("rho lies from 0 to below 1, and months are 0 or more.")
    return np.asarray(rest + (np.asarray(start, float) - rest) * rho**months)


def fit_adjustment(use: Array) -> Adjustment:
    """Return the path nearest to months in order, the first of them before the change.

    Parameters
    ----------
    use : Array
        Share of value that claims, by month, shape (T,).

    Raises
    ------
    BadReference
        If fewer than four months are given.
    """
    if use.size < _FEWEST:
        raise BadReference("an adjustment needs four months or more.")
    found = [_at(use, float(rho)) for rho in _GRID]
    best = int(np.argmin([error for error, _ in found]))
    rho = float(_GRID[best])
    return Adjustment(rho, found[best][1], float(np.log(0.5) / np.log(rho)) if rho > 0 else 0.0)


def _at(use: Array, rho: float) -> tuple[float, float]:
    """Return the error at a rho with the rest point that makes it least, the start held."""
    left = rho ** np.arange(use.size)
    weight = 1 - left
    rest = float((weight * (use - use[0] * left)).sum() / (weight**2).sum())
    return float(((rest * weight + use[0] * left - use) ** 2).sum()), rest
