"""How far published trade elasticities lie apart, and draws from that distribution.

What is uncertain is which study is right for a sector. Studies differ by a factor of two at one
standard deviation in most sectors, and hardly move together: one study is not high everywhere.
So ln(theta) is drawn as a normal vector whose mean and covariance over sectors are those of the
published sets, each study counting as one observation. It is the spread *between* studies (the
law of one more study), wider than the error of their mean.

Eight studies cannot tell a covariance of twenty sectors, so it is shrunk towards one with the
same variances and one correlation for all pairs (Ledoit and Wolf 2003; weight as in Schäfer and
Strimmer 2005, Statistical Applications in Genetics and Molecular Biology 4(1), article 32,
without their covariance term, which shrinks a little more). What is left of the sample keeps
together sectors that a study did not tell apart.

On the packaged world the draws so fitted are as wide as the sets are apart: for 25 points on Mexico
and Canada with retaliation the deviation of exports over draws is 0.91 times, of real income 1.16
times that over the sets (medians over regions; a test holds both near 1).

A normal has tails nobody published: a vector is drawn again until every sector lies within
``REACH`` standard deviations. A theta is above 0 by construction.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import BadBaseline
from policywire.models.trade.economy import Array, Baseline

__all__ = [
    "COMMON_CORRELATION",
    "REACH",
    "SECTOR_DEVIATION",
    "Spread",
    "fit_spread",
    "sample",
    "spread_around",
    "spread_of",
]

REACH = 2.5
FEWEST = 3  # sets that tell a spread
# The spread over goods of the eight sets of trade_elasticities/by_icio21.csv: root mean square of
# the standard deviations of ln(theta) by sector, and their mean correlation over pairs of sectors.
# For a baseline that brings one set only. tests/models/trade/test_spread.py computes both.
SECTOR_DEVIATION = 0.60
COMMON_CORRELATION = 0.05


@dataclass(frozen=True, slots=True)
class Spread:
    """The distribution of ln(theta) over J sectors.

    Attributes
    ----------
    centre : Array
        Mean of ln(theta), shape (J,).
    factors : Array
        Rows of a square root of the covariance: ln(theta) is ``centre`` plus standard normals
        times ``factors``; shape (F, J).
    studies : int
        Number of published sets it rests on; 0 when it was set around one.
    """

    centre: Array
    factors: Array
    studies: int

    @property
    def deviation(self) -> Array:
        """Standard deviation of ln(theta) by sector, before truncation, shape (J,)."""
        squares: Array = (self.factors**2).sum(axis=0)
        return np.asarray(np.sqrt(squares))

    def at(self, deviations: float) -> Array:
        """Return theta so many standard deviations from the centre, shape (J,)."""
        return np.asarray(np.exp(self.centre + deviations * self.deviation))


def fit_spread(sets: Mapping[str, Array]) -> Spread:
    """Fit the distribution to published sets.

    Parameters
    ----------
    sets : mapping of str to Array
        Theta by study, each of shape (J,), above 0.

    Returns
    -------
    Spread
        Mean and shrunk covariance of ln(theta).

    Raises
    ------
    BadBaseline
        Fewer than three sets: a spread of two says nothing of the third. Or a theta that is not
        above 0.
    """
    if len(sets) < FEWEST:
        raise BadBaseline(
            f"A spread of elasticities needs three published sets or more; held {len(sets)} "
            f"({', '.join(sets) or 'none'}). Set one around a single set with spread_around()."
        )
    logs = np.log(np.stack([_positive(name, theta) for name, theta in sets.items()]))
    off = logs - logs.mean(axis=0)
    return Spread(logs.mean(axis=0), _factors(off), len(sets))


def spread_around(
    theta: Array,
    *,
    deviation: float = SECTOR_DEVIATION,
    correlation: float = COMMON_CORRELATION,
) -> Spread:
    """Set the typical spread of published sets around one set.

    Parameters
    ----------
    theta : Array
        The set, shape (J,), above 0: the median of every sector.
    deviation : float
        Standard deviation of ln(theta) in each sector.
    correlation : float
        Correlation of ln(theta) between two sectors, from 0 to 1.

    Returns
    -------
    Spread
        One common factor and one a sector.
    """
    own = np.sqrt(1 - correlation) * deviation * np.eye(theta.size)
    common = np.full((1, theta.size), np.sqrt(correlation) * deviation)
    return Spread(np.log(_positive("given", theta)), np.vstack([common, own]), 0)


def spread_of(baseline: Baseline, theta: Array) -> Spread:
    """Return the spread to draw from on a baseline: of its published sets, or around one.

    Parameters
    ----------
    baseline : Baseline
        Its sets count as studies, but for the default, which is their middle.
    theta : Array
        The run's own elasticities, shape (J,): the centre where fewer than three sets are held.

    Returns
    -------
    Spread
        Fitted to the sets, or of typical width around ``theta``; ``studies`` tells which.
    """
    held = baseline.elasticities
    sets = {name: one for name, one in held.items() if name != baseline.default}
    return fit_spread(sets) if len(sets) >= FEWEST else spread_around(theta)


def sample(spread: Spread, *, seed: int, draw: int) -> Array:
    """Return one draw of theta, the same whoever asks and in whatever order.

    Parameters
    ----------
    spread : Spread
        What to draw from.
    seed, draw : int
        The run's seed and the draw's number; each pair starts its own stream (NumPy's
        ``SeedSequence``), so draw 317 can be repeated without the 317 before it.

    Returns
    -------
    Array
        Theta, shape (J,), above 0.
    """
    stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, draw))))
    bound = REACH * spread.deviation + 1e-12
    while True:
        off = stream.standard_normal(spread.factors.shape[0]) @ spread.factors
        if (np.abs(off) <= bound).all():
            return np.asarray(np.exp(spread.centre + off))


def _positive(name: str, theta: Array) -> Array:
    held = np.asarray(theta, dtype=np.float64)
    if not (np.isfinite(held).all() and (held > 0).all()):
        raise BadBaseline(
            f"Elasticity set {name!r} holds a theta that is not above 0: "
            f"{held[~(np.isfinite(held) & (held > 0))][0]} in sector "
            f"{int(np.argmax(~(np.isfinite(held) & (held > 0))))}. Give every sector one above 0."
        )
    return held


def _factors(off: Array) -> Array:
    """Return a root of the shrunk covariance of studies' deviations, (S, J) to (S + 1 + J, J)."""
    studies, sectors = off.shape
    deviation = np.sqrt((off**2).sum(axis=0) / (studies - 1))
    alike = _mean_correlation(off, deviation)
    weight = _shrinkage(off, deviation, alike)
    sampled = np.sqrt((1 - weight) / (studies - 1)) * off
    common = np.sqrt(weight * alike) * deviation[None, :]
    own = np.sqrt(weight * (1 - alike)) * deviation * np.eye(sectors)
    return np.vstack([sampled, common, own])


def _mean_correlation(off: Array, deviation: Array) -> float:
    """Return the mean correlation over pairs of sectors that vary, not below 0."""
    vary = deviation > 0
    pairs = int(vary.sum()) * (int(vary.sum()) - 1)
    if pairs == 0:
        return 0.0
    scaled = off[:, vary] / deviation[vary]
    total = (scaled.sum(axis=1) ** 2).sum() / (off.shape[0] - 1)
    return float(np.clip((total - vary.sum()) / pairs, 0.0, 1.0))


def _shrinkage(off: Array, deviation: Array, alike: float) -> float:
    """Return the weight of the one-correlation target: error of the pairs over their scatter."""
    studies = off.shape[0]
    scaled = off[:, deviation > 0] / deviation[deviation > 0]
    products = scaled[:, :, None] * scaled[:, None, :] * (studies / (studies - 1))
    pairs = ~np.eye(scaled.shape[1], dtype=bool)
    error = products.var(axis=0, ddof=1)[pairs].sum() / studies
    scatter = ((products.mean(axis=0) - alike)[pairs] ** 2).sum()
    return float(np.clip(error / scatter, 0.0, 1.0)) if scatter > 0 else 1.0
