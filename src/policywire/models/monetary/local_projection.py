"""Local projections: one regression a horizon, by least squares or with an outside instrument.

Jorda (2005), American Economic Review 95(1), 161-182; with instruments, Stock and Watson (2018),
Economic Journal 128(610), 917-948.
"""

from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import ModelError
from policywire.models.monetary.response import Array

__all__ = ["Projection", "lags", "project"]

# What is left of a regressor after the controls, over what it was; below this it is rounding.
_SPENT = 1e-10


@dataclass(frozen=True, slots=True)
class Projection:
    """Responses of M outcomes at H horizons to one unit of impulse.

    Attributes
    ----------
    response : Array
        Shape (H, M), in the outcomes' units per unit of impulse.
    error : Array
        Standard errors, HC1, shape (H, M).
    robust_f : Array
        First-stage F (HC1) at each horizon's sample, shape (H,); NaN without an instrument.
    n : NDArray of int
        Observations at each horizon, shape (H,).
    """

    response: Array
    error: Array
    robust_f: Array
    n: np.typing.NDArray[np.int64]


def lags(series: Array, count: int) -> Array:
    """Return ``count`` lags of series (T, K) side by side, shape (T, count x K), NaN at the start.

    Lag 1 of every series comes first, then lag 2.
    """
    held = np.full((len(series), count * series.shape[1]), np.nan)
    for lag in range(1, count + 1):
        block = slice((lag - 1) * series.shape[1], lag * series.shape[1])
        held[lag:, block] = series[:-lag]
    return held


def project(
    outcomes: Array,
    impulse: Array,
    controls: Array,
    horizons: int,
    instrument: Array | None = None,
) -> Projection:
    """Project outcomes at horizons 0 to ``horizons`` on an impulse, controls and a constant.

    The controls' orthonormal basis is made once, over the longest sample; a later horizon drops
    its last rows, so its inverse stays well conditioned even for controls in logs of levels.

    Parameters
    ----------
    outcomes : Array
        Series by month, shape (T, M).
    impulse : Array
        What is shocked, shape (T,).
    controls : Array
        Shape (T, K), without a constant.
    horizons : int
        The last horizon, H - 1.
    instrument : Array or None
        Outside instrument of the impulse, shape (T,); None for least squares.

    Raises
    ------
    ModelError
        If the sample has a gap, is too short for the controls, or the controls leave nothing of
        impulse or instrument.
    """
    given = np.column_stack([impulse, impulse if instrument is None else instrument, controls])
    start, end = _span(np.asarray(np.isfinite(given).all(axis=1)))
    if end - start - horizons <= controls.shape[1] + 2:
        raise ModelError(
            f"{end - start} months cannot carry {controls.shape[1]} controls at horizon {horizons}."
        )
    rows = given[start:end]
    ahead = outcomes[start : end + horizons]
    if not np.isfinite(ahead).all():
        raise ModelError("An outcome has a gap inside the sample; cut the sample before it.")
    basis, _ = np.linalg.qr(np.column_stack([rows[:, 2:], np.ones(len(rows))]))
    each = [
        _at(basis, rows[:, :2], ahead, horizon, iv=instrument is not None)
        for horizon in range(horizons + 1)
    ]
    return Projection(
        np.array([one[0] for one in each]),
        np.array([one[1] for one in each]),
        np.array([one[2] for one in each]),
        np.array([one[3] for one in each], dtype=np.int64),
    )


def _span(held: np.typing.NDArray[np.bool_]) -> tuple[int, int]:
    """Return first and one past last row of the only unbroken run of ``held``."""
    places = np.flatnonzero(held)
    if not len(places):
        raise ModelError("No month has impulse, instrument and controls together.")
    start, end = int(places[0]), int(places[-1]) + 1
    if end - start != len(places):
        gap = start + int(np.flatnonzero(~held[start:end])[0])
        raise ModelError(f"The sample has a gap at row {gap}; cut it before or after.")
    return start, end


def _at(
    basis: Array, shocks: Array, ahead: Array, horizon: int, *, iv: bool
) -> tuple[Array, Array, float, int]:
    """Return response (M,), error (M,), first-stage F and count at one horizon."""
    count = min(len(basis), len(ahead) - horizon)
    w = basis[:count]
    stacked = np.column_stack([shocks[:count], ahead[horizon : horizon + count]])
    free = stacked - w @ np.linalg.solve(w.T @ w, w.T @ stacked)
    x, z, y = free[:, 0], free[:, 1], free[:, 2:]
    if min(x @ x, z @ z) <= _SPENT**2 * max(1.0, float(np.max(shocks**2))):
        raise ModelError("The controls leave nothing of the impulse or its instrument.")
    response = (z @ y) / (z @ x)
    freedom = count / (count - basis.shape[1] - 1)
    left = y - x[:, None] * response
    error = np.sqrt(freedom * np.sum((z[:, None] * left) ** 2, axis=0)) / abs(float(z @ x))
    return response, error, _strength(x, z, freedom) if iv else float("nan"), count


def _strength(x: Array, z: Array, freedom: float) -> float:
    """Return the robust F of one instrument."""
    slope = (z @ x) / (z @ z)
    variance = freedom * np.sum((z * (x - z * slope)) ** 2) / (z @ z) ** 2
    return float(slope**2 / variance)
