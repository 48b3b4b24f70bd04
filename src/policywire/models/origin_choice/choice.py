"""Who claims the preference: a firm claims where the margin is worth more than the paper.

The cost of claiming is lognormal over firms, as a share of value. Of the firms able to qualify
(``able``) those claim whose cost lies below the margin less what meeting the rule costs:
``u = e F(m - delta)``. Letters are those of ``card.md``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

__all__ = ["Claimed", "able", "claimed", "claiming", "paper"]

Array = NDArray[np.float64]
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Claimed:
    """What comes of the choice, line by line.

    Attributes
    ----------
    use : Array
        Share of value that claims (u), shape (G,).
    duty : Array
        Duty paid, as a share of value: claims at the preferential rate, the rest without it.
    paper : Array
        Cost of claiming and of meeting the rule borne by those who claim, as a share of all value.
    """

    use: Array
    duty: Array
    paper: Array


def claiming(margin: Array, mu: Array | float, sigma: float) -> Array:
    """Return the share of firms whose cost lies below a margin: the lognormal distribution F.

    Parameters
    ----------
    margin : Array
        What a claim saves, as a share of value; nobody claims at 0 or less. Any shape.
    mu : Array or float
        Mean of the logarithm of the cost; ``exp(mu)`` is the median.
    sigma : float
        Standard deviation of that logarithm, above 0.
    """
    held = np.asarray(margin, float)
    return np.where(held > 0, ndtr((np.log(np.maximum(held, _TINY)) - mu) / sigma), 0.0)


def paper(margin: Array, mu: Array | float, sigma: float) -> Array:
    """Return the cost of those whose cost lies below a margin, per firm of all.

    The partial mean of a lognormal: ``exp(mu + sigma^2 / 2) Phi((ln m - mu - sigma^2) / sigma)``.
    Parameters are those of :func:`claiming`.
    """
    held = np.asarray(margin, float)
    inside = ndtr((np.log(np.maximum(held, _TINY)) - mu - sigma**2) / sigma)
    return np.where(held > 0, np.exp(mu + sigma**2 / 2) * inside, 0.0)


def able(use: Array, claims: Array) -> Array:
    """Return the share able to qualify that makes observed use what the model says: e = u / F.

    Parameters
    ----------
    use : Array
        Share of value that claimed, shape (G,).
    claims : Array
        Share of firms that claim if able, at the margin of that time, shape (G,).

    Returns
    -------
    Array
        Within 0 and 1: more were not able than all.
    """
    return np.minimum(np.asarray(use, float) / np.maximum(claims, _TINY), 1.0)


def claimed(share: Array, borne: Array, without: Array, within: Array) -> Claimed:
    """Return use, duty and the cost of claiming.

    Parameters
    ----------
    share : Array
        Share of value that claims, shape (G,).
    borne : Array
        What claims cost, as a share of all value, shape (G,).
    without, within : Array
        Rates without and with a claim, as shares of value, shape (G,).
    """
    duty = share * within + (1 - share) * without
    return Claimed(share, duty, borne)
