"""Linear systems that are known by what they do to a vector: GMRES, several columns in step.

Saad and Schultz (1986), SIAM Journal on Scientific and Statistical Computing 7(3), without restart.
NumPy alone: SciPy's import would cost more than the systems here. Columns share each call of the
map, which is cheaper for many than for each alone.
"""

from collections.abc import Callable

import numpy as np

from policywire.facts.errors import NoConvergence
from policywire.models.trade.economy import Array

__all__ = ["solve_columns"]

_MOST_STEPS = 240
_CHECK_EVERY = 4  # steps, and later a tenth of those made
_LOOSEST = 1e-5  # where no more can be had: near autarky wages hang on no trade


def solve_columns(
    apply: Callable[[Array], Array], right: Array, start: Array, tolerance: float
) -> Array:
    """Return z with ``apply(z) = right``, each column apart, shape (S, K).

    Parameters
    ----------
    apply : callable
        A linear map of arrays of shape (S, K), each column apart.
    right : Array
        Right-hand sides, shape (S, K).
    start : Array
        First guess, shape (S, K).
    tolerance : float
        Largest error left, relative to the right-hand side, by column; 1e-5 is taken where
        rounding lets no more be had.

    Raises
    ------
    NoConvergence
        The error left is larger still.
    """
    first = right - apply(start)
    norm = np.linalg.norm(first, axis=0)
    aim = tolerance * np.maximum(np.linalg.norm(right, axis=0), np.finfo(float).tiny)
    if (norm <= aim).all():
        return start
    basis = np.empty((right.shape[1], _MOST_STEPS + 1, right.shape[0]))
    basis[:, 0] = (first / np.where(norm > 0, norm, 1.0)).T
    table = np.zeros((right.shape[1], _MOST_STEPS + 1, _MOST_STEPS))
    for step in range(1, _MOST_STEPS + 1):
        _extend(apply, basis, table, step)
        if step % max(_CHECK_EVERY, step // 10) and step < _MOST_STEPS:
            continue
        weights, left = _least(table[:, : step + 1, :step], norm)
        enough = aim if step < _MOST_STEPS else aim * max(1.0, _LOOSEST / tolerance)
        if (left <= enough).all():
            return np.asarray(start + np.matmul(weights[:, None], basis[:, :step])[:, 0].T)
    raise NoConvergence(
        f"derivatives: GMRES left {float((left / aim).max() * tolerance):.1e} of the force after "
        f"{_MOST_STEPS} steps; the equilibrium may be at the edge of what can be solved."
    )


def _extend(apply: Callable[[Array], Array], basis: Array, table: Array, step: int) -> None:
    """Add one vector a column to the basis (Arnoldi), made orthogonal twice."""
    image = np.ascontiguousarray(apply(basis[:, step - 1].T).T)
    held = basis[:, :step]
    for _ in range(2):
        along = np.matmul(held, image[:, :, None])[:, :, 0]
        image -= np.matmul(along[:, None], held)[:, 0]
        table[:, :step, step - 1] += along
    norm = np.linalg.norm(image, axis=1)
    table[:, step, step - 1] = norm
    basis[:, step] = image / np.where(norm > 0, norm, 1.0)[:, None]


def _least(table: Array, norm: Array) -> tuple[Array, Array]:
    """Return weights of the basis, shape (K, m), and the residual's norm, shape (K,)."""
    weights, left = [], []
    for part, size in zip(table, norm, strict=True):
        target = np.zeros(len(part))
        target[0] = size
        weight = np.linalg.lstsq(part, target, rcond=None)[0]
        weights.append(weight)
        left.append(np.linalg.norm(target - part @ weight))
    return np.stack(weights), np.array(left)
