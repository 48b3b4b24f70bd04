"""Anderson acceleration of a fixed point, with safeguards.

Anderson (1965), J. ACM 12(4), in the form of Walker and Ni (2011), SIAM J. Numer. Anal. 49(4): the
next state is the combination of the last few that makes the linearised residual smallest. A plain
function on arrays: it knows no economics.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from policywire.models.trade.economy import Array

__all__ = ["Found", "accelerate", "damp"]

RIDGE = 1e-12  # on the normal equations, as a share of their diagonal
GROWTH = 10.0  # a residual this many times the smallest one so far restarts the memory
PATIENCE = 250  # evaluations without a smaller residual before giving up


@dataclass(frozen=True, slots=True)
class Found:
    """Where a fixed-point iteration stands at its end.

    Attributes
    ----------
    state : Array
        The state with the smallest residual, shape (S,).
    residual : float
        Largest absolute change that one more step makes to it.
    evaluations : int
        Evaluations of the map.
    converged : bool
        Whether the residual is within the tolerance.
    """

    state: Array
    residual: float
    evaluations: int
    converged: bool


class _Memory:
    """The last differences of residuals and images, with their inner products."""

    def __init__(self, depth: int, size: int) -> None:
        self.residuals = np.zeros((depth, size))
        self.images = np.zeros((depth, size))
        self.products = np.zeros((depth, depth))
        self.held = 0
        self.at = 0

    def add(self, residual: Array, image: Array) -> None:
        k = self.at
        self.residuals[k] = residual
        self.images[k] = image
        self.held = min(self.held + 1, len(self.products))
        row = self.residuals[: self.held] @ residual
        self.products[k, : self.held] = row
        self.products[: self.held, k] = row
        self.at = (k + 1) % len(self.products)

    def correction(self, residual: Array) -> Array:
        h = self.held
        left = self.products[:h, :h] + RIDGE * np.diag(np.diag(self.products)[:h] + 1e-300)
        weights = np.linalg.solve(left, self.residuals[:h] @ residual)
        step: Array = weights @ self.images[:h]
        return step

    def forget(self) -> None:
        self.held = 0
        self.at = 0


def accelerate(
    step: Callable[[Array], Array],
    start: Array,
    *,
    tolerance: float,
    limit: int,
    depth: int = 6,
) -> Found:
    """Return a fixed point of ``step`` by Anderson acceleration.

    The memory is dropped, and the iteration goes on by half a plain step from the best state so
    far, when the residual grows past ``GROWTH`` times the best or is not finite.

    Parameters
    ----------
    step : callable
        The map; takes and returns a state of shape (S,).
    start : Array
        First state, shape (S,).
    tolerance : float
        Largest absolute change of a state that counts as none.
    limit : int
        Evaluations at most.
    depth : int
        Past steps combined, at least 1.

    Returns
    -------
    Found
        The best state, converged or not.
    """
    memory = _Memory(depth, len(start))
    state = best = start
    best_image = start
    smallest = np.inf
    since = 0
    last: tuple[Array, Array] | None = None
    for evaluation in range(1, limit + 1):
        image = step(state)
        residual = image - state
        size = float(np.abs(residual).max())
        if size <= tolerance:
            return Found(state, size, evaluation, True)
        if not size <= GROWTH * smallest:  # also when it is not a number
            memory.forget()
            last = None
            state = (best + best_image) / 2
            best_image = state
            since += 1
            continue
        if size < smallest:
            smallest, best, best_image, since = size, state, image, 0
        else:
            since += 1
            if since > PATIENCE:
                break
        if last is not None:
            memory.add(residual - last[0], image - last[1])
        last = (residual, image)
        state = image - memory.correction(residual) if memory.held else image
    return Found(best, float(smallest), evaluation, False)


def damp(
    step: Callable[[Array], Array],
    start: Array,
    *,
    tolerance: float,
    limit: int,
    factor: float,
) -> Found:
    """Return a fixed point of ``step`` by going ``factor`` of each step.

    Parameters
    ----------
    step : callable
        The map; takes and returns a state of shape (S,).
    start : Array
        First state, shape (S,).
    tolerance : float
        Largest absolute change of a state that counts as none.
    limit : int
        Evaluations at most.
    factor : float
        Part of each step that is taken, above 0 and at most 1.

    Returns
    -------
    Found
        The last finite state, converged or not.
    """
    state, size = start, np.inf
    for evaluation in range(1, limit + 1):
        residual = step(state) - state
        now = float(np.abs(residual).max())
        if not np.isfinite(now):
            return Found(state, size, evaluation, False)
        size = now
        if size <= tolerance:
            return Found(state, size, evaluation, True)
        state = state + factor * residual
    return Found(state, size, limit, False)
