"""What it costs to raise the regional share of parts above what a firm would choose.

Parts differ in the gap between regional and foreign cost, logistic with slope theta; unconstrained,
a share lambda of them is regional; parts are combined Cobb-Douglas. Raising the share to chi then
costs the relative entropy of chi to lambda, over theta (same family as Head, Mayer and Melitz 2024;
derived for Policywire, and checked in the tests against switching the cheapest parts first). Held
fixed: what is bought in all, and the costs themselves.
"""

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadReference

__all__ = ["content_cost", "entropy_cost", "regional_share", "replacing"]

Array = NDArray[np.float64]


def content_cost(share: Array, free: Array, theta: float) -> Array:
    """Return the cost of parts at a regional share, as a log share of their cost: KL / theta.

    Parameters
    ----------
    share : Array
        Regional share of parts asked for (chi), within 0 and 1, any shape.
    free : Array
        Share a firm would choose (lambda), above 0 and below 1, same shape.
    theta : float
        Slope of the cost gap, above 0.

    Returns
    -------
    Array
        Nought where the share asked for is not above the free one.

    Raises
    ------
    BadReference
        If a share or the slope cannot be.
    """
    asked, free = np.asarray(share, float), np.asarray(free, float)
    if not theta > 0 or np.any((free <= 0) | (free >= 1)) or np.any((asked < 0) | (asked > 1)):
        raise BadReference(
            "shares lie within 0 and 1, the free one strictly, and theta is above 0."
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.where(asked > 0, asked * np.log(asked / free), 0.0)
        outside = np.where(asked < 1, (1 - asked) * np.log((1 - asked) / (1 - free)), 0.0)
    return np.where(asked > free, (inside + outside) / theta, 0.0)


def regional_share(rvc: float, parts: float) -> float:
    """Return the regional share of parts a content rule asks for: 1 - (1 - RVC) / parts.

    Parameters
    ----------
    rvc : float
        Content asked for, as a share of cost.
    parts : float
        Share of cost that is parts, above 0.

    Raises
    ------
    BadReference
        If a share cannot be.
    """
    if not 0 < parts <= 1 or not 0 <= rvc <= 1:
        raise BadReference("content and the share of parts lie within 0 and 1.")
    return max(0.0, 1 - (1 - rvc) / parts)


def entropy_cost(free: Array, american: float, asked: tuple[float, float], theta: float) -> Array:
    """Return the cost of parts where both a regional and a U.S. share are asked for.

    Three origins of parts: U.S., other regional, foreign, with shares ``(a l, (1 - a) l, 1 - l)``
    where nobody asks. The cheapest shares that meet both rules stay in proportion inside every
    group a rule does not part (the minimum of relative entropy under two linear constraints), so
    either one rule binds, or both do.

    Parameters
    ----------
    free : Array
        Regional share a maker would choose (l), above 0 and below 1, shape (K,).
    american : float
        Share of regional parts that is U.S. (a), within 0 and 1.
    asked : tuple of float
        Regional and U.S. share of parts asked for, within 0 and 1.
    theta : float
        Slope of the cost gap, above 0.

    Returns
    -------
    Array
        ``KL / theta``, shape (K,); infinite where U.S. parts are asked of a maker without any.

    Raises
    ------
    BadReference
        If a share or the slope cannot be.
    """
    region, home = asked
    if home <= 0:
        return content_cost(np.full_like(free, region), free, theta)
    if not 0 <= american <= 1:
        raise BadReference("the U.S. share of regional parts lies within 0 and 1.")
    of_us = american * np.asarray(free, float)
    if american == 0:
        return np.full(of_us.shape, np.inf)
    total, whole = np.maximum(free, region), np.maximum(free, max(region, home))
    one_rule = content_cost(total, free, theta)
    us_alone = content_cost(np.maximum(of_us, home), of_us, theta)
    enough = total / free * of_us >= home  # the regional rule brings the U.S. share along
    scaled = home + (free - of_us) * (1 - home) / np.maximum(1 - of_us, 1e-12)
    carried = scaled >= region  # the U.S. rule brings the regional share along
    both = _three(free, of_us, np.full_like(of_us, home), whole, theta)
    return np.where(enough, one_rule, np.where(carried, us_alone, both))


def _three(free: Array, of_us: Array, home: Array, region: Array, theta: float) -> Array:
    """Return the relative entropy of (home, region - home, 1 - region) over theta."""
    pairs = ((home, of_us), (region - home, free - of_us), (1 - region, 1 - free))
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [
            np.where(new > 0, new * np.log(new / np.maximum(old, 1e-12)), 0.0) for new, old in pairs
        ]
    return np.maximum(sum(parts), 0.0) / theta


def replacing(share: Array, theta: float) -> Array:
    """Return the cost of doing without parts of one origin: ``-ln(1 - c) / theta``.

    The relative entropy of a share of 0 to a share c: the buyers' other origins grow in proportion.

    Parameters
    ----------
    share : Array
        Share of cost that must go elsewhere (c), from 0 to below 1, any shape.
    theta : float
        Slope of the cost gap, above 0.

    Raises
    ------
    BadReference
        If a share or the slope cannot be.
    """
    held = np.asarray(share, float)
    if not theta > 0 or np.any((held < 0) | (held >= 1)):
        raise BadReference("a share to be replaced lies from 0 to below 1, and theta is above 0.")
    return np.asarray(-np.log1p(-held) / theta)
