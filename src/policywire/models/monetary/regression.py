"""Least squares with errors that may differ in size from one observation to the next."""

from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import ModelError
from policywire.models.monetary.response import Array

__all__ = ["WEAK_F", "FirstStage", "Fit", "covariance", "first_stage", "fit", "with_constant"]

# Below it the usual bands of an instrumented estimate cannot be trusted (Stock, Wright and Yogo
# 2002); shown as a flag, never hidden.
WEAK_F = 10.0

# Below this ratio of smallest to largest diagonal of R the regressors count as dependent.
_DEPENDENT = 1e-12


@dataclass(frozen=True, slots=True)
class Fit:
    """A least-squares fit of M outcomes on K regressors over T observations.

    Attributes
    ----------
    coefficient : Array
        Shape (K, M).
    residual : Array
        Shape (T, M).
    x : Array
        The regressors, shape (T, K).
    inverse : Array
        Inverse of x'x, shape (K, K).
    """

    coefficient: Array
    residual: Array
    x: Array
    inverse: Array


def with_constant(x: Array) -> Array:
    """Return regressors of shape (T, K) with a column of ones after them."""
    return np.column_stack([x, np.ones(len(x))])


def fit(y: Array, x: Array) -> Fit:
    """Fit outcomes ``y`` (T, M) on regressors ``x`` (T, K) by least squares.

    Raises
    ------
    ModelError
        If there are no more observations than regressors, a value is missing, or the regressors
        depend on one another.
    """
    if len(x) <= x.shape[1]:
        raise ModelError(f"{len(x)} observations cannot carry {x.shape[1]} regressors.")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ModelError("A regression was given a missing value; cut the sample first.")
    q, r = np.linalg.qr(x)
    size = np.abs(np.diag(r))
    if size.min() <= _DEPENDENT * size.max():
        raise ModelError("The regressors depend on one another; drop one of them.")
    coefficient = np.linalg.solve(r, q.T @ y)
    root = np.linalg.inv(r)
    return Fit(coefficient, y - x @ coefficient, x, root @ root.T)


def covariance(fitted: Fit, outcome: int = 0, *, small_sample: bool = True) -> Array:
    """Return White's covariance of one outcome's coefficients, shape (K, K).

    White (1980); with ``small_sample`` times T over T - K (HC1 of MacKinnon and White 1985),
    without it HC0.
    """
    count, regressors = fitted.x.shape
    score = fitted.x * fitted.residual[:, [outcome]]
    middle = fitted.inverse @ (score.T @ score) @ fitted.inverse
    return middle * (count / (count - regressors)) if small_sample else middle


@dataclass(frozen=True, slots=True)
class FirstStage:
    """How far instruments explain a policy innovation.

    Attributes
    ----------
    coefficient, t : Array
        Of each instrument, shape (K,); t is robust (HC1).
    r2, adjusted_r2 : float
        Shares of variance explained.
    f : float
        F under errors of one size.
    robust_f, robust_f_hc0 : float
        Wald statistic of all instruments over K, with HC1 and with HC0.
    n : int
        Observations.
    """

    coefficient: Array
    t: Array
    r2: float
    adjusted_r2: float
    f: float
    robust_f: float
    robust_f_hc0: float
    n: int


def _wald(coefficient: Array, cov: Array) -> float:
    return float(coefficient @ np.linalg.solve(cov, coefficient)) / len(coefficient)


def first_stage(innovation: Array, instruments: Array) -> FirstStage:
    """Regress a policy innovation (T,) on instruments (T, K) and a constant.

    Gertler and Karadi (2015), Table 3 (HC1) and the foot of Figure 1 (F; HC0; R2).

    Raises
    ------
    ModelError
        If the regression cannot be run; see :func:`fit`.
    """
    fitted = fit(innovation[:, None], with_constant(instruments))
    count, used = fitted.x.shape
    of = used - 1
    beta = fitted.coefficient[:of, 0]
    hc1, hc0 = (covariance(fitted, small_sample=small)[:of, :of] for small in (True, False))
    unexplained = float(np.sum(fitted.residual**2) / np.sum((innovation - innovation.mean()) ** 2))
    return FirstStage(
        coefficient=beta,
        t=beta / np.sqrt(np.diag(hc1)),
        r2=1 - unexplained,
        adjusted_r2=1 - unexplained * (count - 1) / (count - used),
        f=(1 - unexplained) / of / (unexplained / (count - used)),
        robust_f=_wald(beta, hc1),
        robust_f_hc0=_wald(beta, hc0),
        n=count,
    )
