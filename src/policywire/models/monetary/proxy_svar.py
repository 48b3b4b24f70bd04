"""Responses to a monetary shock told by an outside instrument in a vector autoregression.

Point estimate: Mertens and Ravn (2013), American Economic Review 103(4); Gertler and Karadi
(2015), AEJ: Macroeconomics 7(1), 44-76. Bands: moving-block bootstrap of Jentsch and Lunsford
(2019), American Economic Review 109(7) (the wild bootstrap of the paper is too narrow), and the
weak-instrument-robust sets of Montiel Olea, Stock and Watson (2021), Journal of Econometrics
225(1), 74-87, with the covariance taken from the same bootstrap.
"""

import math
from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import ModelError
from policywire.models.monetary.regression import FirstStage, first_stage
from policywire.models.monetary.response import Array
from policywire.models.monetary.robust import RobustSet, robust_set
from policywire.models.monetary.var import (
    Autoregression,
    autoregress,
    coefficients,
    moving_average,
    simulate,
)

__all__ = [
    "Bands",
    "Identified",
    "block_length",
    "bootstrap",
    "identify",
    "one_deviation",
]

_DRAWS = 200  # simulated at once: 200 x 396 x 4 doubles are 2.5 MB


@dataclass(frozen=True, slots=True)
class Identified:
    """A VAR with the column of one shock.

    Attributes
    ----------
    var : Autoregression
        The VAR of K series.
    impact : Array
        Innovations that one unit of the policy indicator's innovation brings, shape (K,); 1 at
        the indicator.
    gamma : Array
        Covariance of innovations with the instrument, shape (K,).
    first : FirstStage
        The indicator's innovation on the instrument.
    indicator : int
        Column of the policy indicator.
    used : NDArray of bool
        Rows of the residuals whose instrument is known, shape (T,).
    response : Array
        Responses per unit of the indicator on impact, shape (H, K).
    """

    var: Autoregression
    impact: Array
    gamma: Array
    first: FirstStage
    indicator: int
    used: np.typing.NDArray[np.bool_]
    response: Array


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands of the responses per unit of the indicator on impact.

    Attributes
    ----------
    low, high : Array
        Percentiles of the moving-block bootstrap, shape (H, K).
    robust : tuple of tuple of RobustSet
        H rows of K weak-instrument-robust sets.
    level : float
        Coverage of both.
    draws, block, seed : int
        Samples drawn, months in a block, seed.
    """

    low: Array
    high: Array
    robust: tuple[tuple[RobustSet, ...], ...]
    level: float
    draws: int
    block: int
    seed: int


def identify(
    series: Array, instrument: Array, *, indicator: int = 0, order: int = 12, horizons: int = 48
) -> Identified:
    """Fit a VAR and tell the monetary shock by an outside instrument.

    Parameters
    ----------
    series : Array
        K series by month, shape (T + p, K).
    instrument : Array
        Shape (T + p,); NaN where not known, which must be one run at an end.
    indicator : int
        Column of the policy indicator.
    order, horizons : int
        Lags p and the last horizon.

    Raises
    ------
    ModelError
        If a series or the instrument has a gap, or the instrument does not move the indicator.
    """
    var = autoregress(series, order)
    z = instrument[order:]
    used = np.isfinite(z)
    _unbroken(used)
    first = first_stage(var.residual[used, indicator], z[used][:, None])
    gamma = _gamma(var.residual[used], z[used])
    if gamma[indicator] == 0:
        raise ModelError("The instrument does not move the policy indicator at all.")
    impact = gamma / gamma[indicator]
    response = moving_average(var.coefficient, order, horizons) @ impact
    return Identified(var, impact, gamma, first, indicator, used, response)


def _unbroken(used: np.typing.NDArray[np.bool_]) -> None:
    places = np.flatnonzero(used)
    if not len(places):
        raise ModelError("The instrument is known in no month of the VAR's sample.")
    if places[-1] - places[0] + 1 != len(places):
        raise ModelError("The instrument has a gap inside its sample; cut the sample there.")


def _gamma(residual: Array, z: Array) -> Array:
    gamma: Array = residual.T @ (z - z.mean()) / len(z)
    return gamma


def one_deviation(shock: Identified) -> float:
    """Return the indicator's impact move under a shock of one standard deviation.

    The innovations' covariance is that of the instrument's months, with the VAR's regressors
    taken from the degrees of freedom, as Gertler and Karadi scale their Figure 1.
    """
    residual = shock.var.residual[shock.used]
    freedom = len(residual) - len(shock.var.coefficient)
    sigma = residual.T @ residual / freedom
    size = shock.gamma @ np.linalg.solve(sigma, shock.gamma)
    return float(abs(shock.gamma[shock.indicator]) / np.sqrt(size))


def block_length(months: int) -> int:
    """Return the block of Jentsch and Lunsford: 5.03 times the fourth root of the sample."""
    return max(1, round(5.03 * math.sqrt(math.sqrt(months))))


def bootstrap(
    shock: Identified, instrument: Array, *, seed: int, draws: int = 1000, level: float = 0.9
) -> Bands:
    """Return bands of an identified shock by the moving-block bootstrap.

    Innovations and instrument are drawn together in blocks; months before the instrument begins
    (or after it ends) are drawn among themselves, so each sample has as many months of the
    instrument as the data. Each sample's VAR is fitted anew.

    Parameters
    ----------
    shock : Identified
        From :func:`identify`.
    instrument : Array
        The same instrument, shape (T + p,).
    seed, draws : int
        Of the bootstrap.
    level : float
        Coverage of the bands.

    Raises
    ------
    ModelError
        If a stretch of months is shorter than two blocks.
    """
    z = instrument[shock.var.order :]
    block = block_length(len(z))
    rng = np.random.default_rng(seed)
    horizons = len(shock.response) - 1
    sizes = [min(_DRAWS, draws - at) for at in range(0, draws, _DRAWS)]
    parts = [_draw(shock, z, rng, size, block) for size in sizes]
    numerators = np.concatenate([_answers(shock, u, w, horizons) for u, w in parts])
    base = numerators[:, :1, shock.indicator][..., None]
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(numerators / base, tails, axis=0)
    return Bands(low, high, _sets(shock, numerators, level), level, draws, block, seed)


def _draw(
    shock: Identified, z: Array, rng: np.random.Generator, size: int, block: int
) -> tuple[Array, Array]:
    """Return innovations (size, T, K) and instruments (size, T), NaN where not known."""
    both = np.column_stack([shock.var.residual, z])
    made = np.empty((size, *both.shape))
    edges = np.flatnonzero(np.diff(shock.used)) + 1
    for stretch in np.split(np.arange(len(z)), edges):
        made[:, stretch] = _blocks(both[stretch], rng, size, block)
    return made[..., :-1], made[..., -1]


def _blocks(rows: Array, rng: np.random.Generator, size: int, block: int) -> Array:
    """Return ``size`` samples of rows (T, C) in blocks, centred by place in the block."""
    count = len(rows)
    if count < 2 * block:
        raise ModelError(f"{count} months are too few for blocks of {block}.")
    starts = count - block + 1
    places = -(-count // block)
    chosen = rng.integers(0, starts, (size, places))
    index = (chosen[:, :, None] + np.arange(block)).reshape(size, -1)[:, :count]
    # Where in its block a month lies decides which months it can be; the mean over those.
    centre = np.array([rows[at : at + starts].mean(axis=0) for at in range(block)])
    drawn: Array = rows[index] - centre[np.arange(count) % block]
    return drawn


def _answers(shock: Identified, innovation: Array, z: Array, horizons: int) -> Array:
    """Return C_h times gamma in each sample, shape (size, H, K)."""
    order = shock.var.order
    series = simulate(shock.var, innovation)
    beta = coefficients(series, order)
    residual = _residuals(series, beta, order)[:, shock.used]
    known = z[:, shock.used]
    centred = known - known.mean(axis=1, keepdims=True)
    gamma = np.einsum("btk,bt->bk", residual, centred) / known.shape[1]
    answers: Array = np.einsum("bhkj,bj->bhk", moving_average(beta, order, horizons), gamma)
    return answers


def _residuals(series: Array, beta: Array, order: int) -> Array:
    count, k = series.shape[1] - order, series.shape[2]
    left = series[:, order:] - beta[:, None, -1]
    for lag in range(1, order + 1):
        slope = beta[:, (lag - 1) * k : lag * k]
        left = left - series[:, order - lag : order - lag + count] @ slope
    return left


def _sets(shock: Identified, draws: Array, level: float) -> tuple[tuple[RobustSet, ...], ...]:
    from scipy.stats import chi2

    critical = float(chi2.ppf(level, 1))
    point = shock.response * shock.gamma[shock.indicator]
    base = draws[:, 0, shock.indicator]
    return tuple(
        tuple(
            robust_set(
                float(point[h, k]),
                float(shock.gamma[shock.indicator]),
                np.cov(draws[:, h, k], base),
                critical,
            )
            for k in range(point.shape[1])
        )
        for h in range(len(point))
    )
