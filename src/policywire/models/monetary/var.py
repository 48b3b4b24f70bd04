"""Vector autoregressions: fitted, simulated and answered for many samples at once."""

from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import ModelError, NoConvergence
from policywire.models.monetary.local_projection import lags
from policywire.models.monetary.regression import fit, with_constant
from policywire.models.monetary.response import Array

__all__ = ["Autoregression", "autoregress", "coefficients", "moving_average", "simulate"]

# Rows of X'X and X'Y are made in batches of samples: 100 x 384 x 49 doubles are 15 MB.
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Autoregression:
    """A VAR of order p in K series.

    Attributes
    ----------
    series : Array
        Shape (T + p, K).
    coefficient : Array
        Lag 1 of all series first, the constant last, shape (p K + 1, K).
    residual : Array
        Shape (T, K).
    order : int
        p.
    """

    series: Array
    coefficient: Array
    residual: Array
    order: int


def autoregress(series: Array, order: int) -> Autoregression:
    """Fit a VAR(p) with a constant to series of shape (T + p, K) by least squares.

    Raises
    ------
    ModelError
        If a value is missing or the sample is too short.
    """
    if not np.isfinite(series).all():
        row = int(np.flatnonzero(~np.isfinite(series).all(axis=1))[0])
        raise ModelError(f"The series have a gap at row {row}; cut the sample before or after it.")
    if len(series) <= order * (series.shape[1] + 1) + 1:
        raise ModelError(f"{len(series)} months cannot carry a VAR of order {order}.")
    fitted = fit(series[order:], with_constant(lags(series, order)[order:]))
    return Autoregression(series, fitted.coefficient, fitted.residual, order)


def moving_average(coefficient: Array, order: int, horizons: int) -> Array:
    """Return the responses C_h of K series to K innovations, h = 0 to ``horizons``.

    Parameters
    ----------
    coefficient : Array
        Shape (..., p K + 1, K), as :func:`autoregress` gives it; leading axes are samples.
    order, horizons : int
        p and the last h.

    Returns
    -------
    Array
        Shape (..., horizons + 1, K, K): row the series, column the innovation.
    """
    k = coefficient.shape[-1]
    blocks = [
        np.swapaxes(coefficient[..., lag * k : (lag + 1) * k, :], -1, -2) for lag in range(order)
    ]
    answers = [np.broadcast_to(np.eye(k), blocks[0].shape)]
    for horizon in range(1, horizons + 1):
        terms = zip(blocks, reversed(answers[max(0, horizon - order) :]), strict=False)
        answers.append(np.sum([block @ before for block, before in terms], axis=0))
    return np.stack(answers, axis=-3)


def simulate(model: Autoregression, innovation: Array) -> Array:
    """Return series started from the data's first p rows and driven by innovations.

    Parameters
    ----------
    model : Autoregression
        The VAR.
    innovation : Array
        Shape (B, T, K).

    Returns
    -------
    Array
        Shape (B, T + p, K).
    """
    draws, count, k = innovation.shape
    order = model.order
    made = np.empty((draws, count + order, k))
    made[:, :order] = model.series[:order]
    # Newest first, as the coefficients are ordered: row t of `turned` is what lies t + 1 back.
    newest_first = model.coefficient[:-1].reshape(order, k, k)[::-1].reshape(order * k, k)
    for t in range(count):
        past = made[:, t : t + order].reshape(draws, order * k)
        made[:, order + t] = past @ newest_first + model.coefficient[-1] + innovation[:, t]
    return made


def coefficients(series: Array, order: int) -> Array:
    """Return the VAR(p) coefficients of B samples of series (B, T + p, K): (B, p K + 1, K).

    By normal equations in series demeaned and scaled sample by sample, which keeps twelve lags
    of logs of levels well enough conditioned (checked against :func:`autoregress` in the tests).

    Raises
    ------
    NoConvergence
        If a sample's regressors depend on one another.
    """
    batches = [series[at : at + _BATCH] for at in range(0, len(series), _BATCH)]
    try:
        return np.concatenate([_solve(batch, order) for batch in batches])
    except np.linalg.LinAlgError as error:
        raise NoConvergence("A bootstrap sample's lags depend on one another.") from error


def _solve(series: Array, order: int) -> Array:
    centre = series.mean(axis=1, keepdims=True)
    scale = series.std(axis=1, keepdims=True)
    unit = (series - centre) / scale
    count, k = series.shape[1] - order, series.shape[2]
    past = np.concatenate(
        [
            *(unit[:, order - lag : order - lag + count] for lag in range(1, order + 1)),
            np.ones((len(series), count, 1)),
        ],
        axis=2,
    )
    turned = np.swapaxes(past, 1, 2)
    beta = np.linalg.solve(turned @ past, turned @ unit[:, order:])
    slope = beta[:, :-1].reshape(len(series), order, k, k)
    slope = (slope / scale[:, :, :, None] * scale[:, :, None, :]).reshape(len(series), -1, k)
    total = slope.reshape(len(series), order, k, k).sum(axis=1)
    level = centre[:, 0] + beta[:, -1] * scale[:, 0]
    constant = level - np.einsum("bk,bkm->bm", centre[:, 0], total)
    return np.concatenate([slope, constant[:, None]], axis=1)
