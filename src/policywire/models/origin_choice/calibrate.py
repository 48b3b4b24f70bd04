"""Calibration of who claims, on public lines: before the tariffs of 2025, given use after them.

A line's share able to qualify is what makes use after the tariffs come out; use before them then
follows from the cost of claiming alone. For each deviation sigma, the median of each place is the
one at which use over all its lines comes out as it was; sigma, the same everywhere, is the one at
which the lines come out best (least squares weighted by value). The bootstrap draws tariff headings
with replacement. All of it is sums over headings on a grid, so a resample is a matrix product.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from policywire.facts.errors import BadReference

__all__ = ["MEDIANS", "SIGMAS", "Fit", "Panel", "bootstrap", "fit", "predicted"]

Array = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
MEDIANS = np.geomspace(2e-5, 0.05, 80)
SIGMAS = np.linspace(0.5, 5.0, 37)
_TINY = 1e-12
_FEW = 0.9  # of resamples that must have a median on the grid


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines of one place that bore a duty before the tariffs, and traded before and after.

    Attributes
    ----------
    value : Array
        Imports before, the weight, shape (G,).
    before, after : Array
        Share of value that claimed, shape (G,).
    margin_before, margin_after : Array
        What a claim saved, as a share of value, shape (G,).
    heading : Array of int
        Which tariff heading (four digits) a line stands under: what the bootstrap draws.
    """

    value: Array
    before: Array
    after: Array
    margin_before: Array
    margin_after: Array
    heading: Whole

    def only(self, kept: Flags) -> "Panel":
        """Return some of its lines."""
        names = self.__slots__
        return Panel(*(getattr(self, name)[kept] for name in names))


@dataclass(frozen=True, slots=True)
class Fit:
    """What was found, for K resamples (1 for the lines themselves).

    Attributes
    ----------
    median : Array
        Median cost of claiming by place, as a share of value, shape (K, P).
    sigma : Array
        Deviation of its logarithm, shape (K,).
    error : Array
        Weighted squared error at each sigma of the grid, shape (K, S): how flat it is.
    """

    median: Array
    sigma: Array
    error: Array


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums over each heading at each sigma and median, shape (S, M, H)."""

    error: Array
    gap: Array


def predicted(panel: Panel, median: float, sigma: float) -> Array:
    """Return use before, by line, from use after and the cost of claiming, shape (G,)."""
    mu = np.log(median)
    then, now = (
        ndtr((np.log(np.maximum(m, _TINY)) - mu) / sigma)
        for m in (panel.margin_after, panel.margin_before)
    )
    return np.asarray(np.minimum(panel.after / np.maximum(then, _TINY), 1.0) * now)


def fit(panels: Sequence[Panel]) -> Fit:
    """Return the calibration on the lines themselves.

    Parameters
    ----------
    panels : sequence of Panel
        One a place.

    Raises
    ------
    BadReference
        If no median on the grid gives the use observed.
    """
    sums = [_sums(panel) for panel in panels]
    return _fit(sums, [np.ones((1, each.gap.shape[2])) for each in sums])


def bootstrap(panels: Sequence[Panel], count: int, seed: int) -> Fit:
    """Return the calibration on resamples of headings.

    Parameters
    ----------
    panels : sequence of Panel
        One a place.
    count, seed : int
        How many resamples, and what repeats them.

    Returns
    -------
    Fit
        Of those resamples that have a median on the grid.

    Raises
    ------
    BadReference
        If more than a tenth of the resamples have none.
    """
    stream = np.random.default_rng(seed)
    sums = [_sums(panel) for panel in panels]
    sizes = [each.gap.shape[2] for each in sums]
    drawn = [stream.multinomial(size, np.full(size, 1 / size), size=count) for size in sizes]
    return _fit(sums, [one.astype(float) for one in drawn])


def _sums(panel: Panel) -> _Sums:
    """Return errors and gaps by heading over the grid."""
    known, place = np.unique(panel.heading, return_inverse=True)
    shape = (SIGMAS.size, MEDIANS.size, known.size)
    error, gap = np.empty(shape), np.empty(shape)
    for s, sigma in enumerate(SIGMAS):
        for m, median in enumerate(MEDIANS):
            off = predicted(panel, float(median), float(sigma)) - panel.before
            error[s, m] = np.bincount(place, panel.value * off**2, known.size)
            gap[s, m] = np.bincount(place, panel.value * off, known.size)
    return _Sums(error, gap)


def _fit(sums: Sequence[_Sums], weights: Sequence[Array]) -> Fit:
    logs, errors = zip(
        *(_matched(one, weight) for one, weight in zip(sums, weights, strict=True)), strict=True
    )
    error = np.sum(errors, axis=0)
    held = np.isfinite(error).any(axis=1)
    if held.mean() < _FEW:
        raise BadReference(
            "no cost of claiming between 0.002 and 5 percent gives the use observed in most "
            "resamples: use before must lie below use after."
        )
    best, row = error[held].argmin(axis=1), np.arange(int(held.sum()))
    medians = np.stack([np.exp(each[held][row, best]) for each in logs], axis=1)
    return Fit(medians, SIGMAS[best], error[held])


def _matched(sums: _Sums, weight: Array) -> tuple[Array, Array]:
    """Return for each resample and sigma the log median that gives use observed, and its error.

    Use falls as the median rises, so the gap crosses nothing once; between two points of the grid
    it is taken to be straight. The error is infinite where it does not cross.
    """
    gap, error = (np.einsum("smh,kh->ksm", one, weight) for one in (sums.gap, sums.error))
    below = gap < 0
    at = np.clip(below.argmax(axis=2), 1, None)
    crosses = below.any(axis=2) & ~below[:, :, 0]
    k, s = np.indices(at.shape)
    left, right = gap[k, s, at - 1], gap[k, s, at]
    share = np.where(crosses, left / np.where(crosses, left - right, 1.0), 0.0)
    logs = np.log(MEDIANS)
    median = logs[at - 1] * (1 - share) + logs[at] * share
    found = error[k, s, at - 1] * (1 - share) + error[k, s, at] * share
    return median, np.where(crosses, found, np.inf)
