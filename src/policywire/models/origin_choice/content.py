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

__all__ = ["content_cost", "regional_share"]

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
