"""The highest point of a smooth function of a few numbers within bounds.

Newton's method on differences of values, with a limit to the step and a test that it rises.
Values carry noise of 1e-10 or so (they come from a solver), so the differences are wide and more
than half the digits are not claimed: the caller checks the answer in its own terms.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from policywire.models.trade.economy import Array

__all__ = ["climb"]

WIDTH = 2e-3  # of the differences: noise over its square is 1e-4 of a usual curvature
REACH = 0.3  # a step at most, in each number
SETTLED = 1e-7
STEPS = 40


def climb(worth: Callable[[Array], float], start: Array, low: float, high: float) -> Array:
    """Return where ``worth`` is highest, uphill from ``start``.

    Parameters
    ----------
    worth : callable
        Takes shape (D,), returns a number.
    start : Array
        First point, shape (D,), within the bounds.
    low, high : float
        Bounds of every number.

    Returns
    -------
    Array
        Shape (D,): a local maximum, or the last point when ``STEPS`` did not suffice.
    """
    point = np.clip(start, low, high)
    value = worth(point)
    for _ in range(STEPS):
        slope, bend = _differences(worth, point, value)
        free = ~(((point <= low) & (slope < 0)) | ((point >= high) & (slope > 0)))
        step = _newton(slope, bend, free)
        moved, value = _rise(worth, point, value, step, (low, high))
        gone, point = float(np.abs(moved - point).max()), moved
        if gone <= SETTLED or not free.any():
            break
    return point


def _differences(
    worth: Callable[[Array], float], point: Array, value: float
) -> tuple[Array, Array]:
    """Return gradient (D,) and second derivatives (D, D) by central differences."""
    count = point.size
    nudges = WIDTH * np.eye(count)
    ahead = np.array([worth(point + one) for one in nudges])
    behind = np.array([worth(point - one) for one in nudges])
    slope = (ahead - behind) / (2 * WIDTH)
    bend = np.diag((ahead + behind - 2 * value) / WIDTH**2)
    for i in range(count):
        for k in range(i):
            both = worth(point + nudges[i] + nudges[k])
            bend[i, k] = bend[k, i] = (both - ahead[i] - ahead[k] + value) / WIDTH**2
    return slope, bend


def _newton(slope: Array, bend: Array, free: NDArray[np.bool_]) -> Array:
    """Return Newton's step where the function is concave, else one uphill; bounded numbers stay."""
    step = np.zeros_like(slope)
    if not free.any():
        return step
    roots, axes = np.linalg.eigh(bend[np.ix_(free, free)])
    # A direction that bends upwards is walked uphill as if it bent down.
    step[free] = axes @ ((axes.T @ slope[free]) / np.maximum(np.abs(roots), 1e-3))
    return np.asarray(step * min(1.0, REACH / max(float(np.abs(step).max()), 1e-300)))


def _rise(
    worth: Callable[[Array], float],
    point: Array,
    value: float,
    step: Array,
    bounds: tuple[float, float],
) -> tuple[Array, float]:
    """Return the first of ever shorter steps that does not fall, and its value."""
    for _ in range(12):
        tried = np.clip(point + step, *bounds)
        then = worth(tried)
        if then >= value - 1e-10:
            return tried, then
        step = step / 2
    return point, value
