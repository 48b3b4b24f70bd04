"""What a threat of higher duties costs today, as a duty that would cost as much.

After Handley and Limão (2017), American Economic Review 107(9), 2731-2783; the equations were
written from memory and are checked in the tests against the entry problem solved by value
iteration. Sunk cost of entry, a shock with yearly chance ``odds`` after which the higher duty stays
for good; demand elasticity sigma, Pareto shape k, discount factor beta.
"""

import math

from policywire.facts.errors import BadReference

__all__ = ["BETA", "SHAPE", "SIGMA", "cutoff", "entry", "equivalent"]

BETA, SIGMA, SHAPE = 0.85, 4.0, 4.0  # assumed: yearly survival and discount; demand; Pareto


def cutoff(worse: float, odds: float, beta: float = BETA, sigma: float = SIGMA) -> float:
    """Return the entry cutoff under the threat over that without it (U), at most 1.

    ``U = [(1 + u omega) / (1 + u)]^(1 / (sigma - 1))``, ``u = odds beta / (1 - beta)``,
    ``omega = worse^-sigma``: profits after over before.

    Parameters
    ----------
    worse : float
        Landed cost after the shock over that before, 1 or more.
    odds : float
        Chance of the shock in a year, within 0 and 1.
    beta : float
        Discount and survival from year to year, below 1.
    sigma : float
        Demand elasticity, above 1.

    Raises
    ------
    BadReference
        If a number cannot be.
    """
    if not 0 <= odds <= 1 or not 0 <= beta < 1 or not sigma > 1 or not worse > 0:
        raise BadReference(
            "odds lie within 0 and 1, beta from 0 to below 1, sigma above 1, and costs above 0."
        )
    if not all(math.isfinite(one) for one in (worse, sigma)):
        raise BadReference("costs and elasticities are finite numbers.")
    u, omega = odds * beta / (1 - beta), min(1.0, worse**-sigma)
    return float(((1 + u * omega) / (1 + u)) ** (1 / (sigma - 1)))


def entry(worse: float, odds: float, shape: float = SHAPE) -> float:
    """Return the change of new entry under the threat, as a share: ``U^k - 1``."""
    return float(cutoff(worse, odds) ** shape - 1)


def equivalent(worse: float, odds: float) -> float:
    """Return the factor on trade costs that would cut exports as much as the threat does.

    Exports move with ``U^(k - sigma + 1)`` through entry, and with ``tau^(-sigma k / (sigma - 1))``
    through a duty that is there: ``ln tau = -(k - sigma + 1)(sigma - 1) / (sigma k) ln U``.
    """
    power = (SHAPE - SIGMA + 1) * (SIGMA - 1) / (SIGMA * SHAPE)
    return float(cutoff(worse, odds) ** -power)
