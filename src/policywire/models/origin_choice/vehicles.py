"""Vehicles and their core parts: makers differ in how much of their parts is regional anyway.

The share ``lambda`` a maker would choose follows a beta distribution. Raising it to what a rule
asks costs the relative entropy over theta (:mod:`policywire.models.origin_choice.content`); a rule
on U.S. value asks for more of one kind of regional part, which the same entropy prices over three
origins. A maker complies iff ``delta + kappa <= ln(1 + m)``. Mean and spread of lambda are not in
public statistics: they need content by model under the American Automobile Labeling Act (AALA),
and until that is held every number made here is flagged.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betaincinv

from policywire.facts.errors import BadReference
from policywire.models.origin_choice.choice import claiming, paper
from policywire.models.origin_choice.content import entropy_cost, regional_share

__all__ = [
    "DEMAND",
    "FLAG",
    "PARTS",
    "Makers",
    "Response",
    "Rule",
    "complying",
    "makers",
    "peak",
    "region",
    "response",
]

Array = NDArray[np.float64]
FLAG = (
    "content of vehicles is not identified without AALA data by model: read the range, not the "
    "number"
)
DEMAND = 2.0  # elasticity of demand for vehicles: assumed
PARTS = 0.75  # share of a vehicle's cost that is parts: assumed
_NODES = 96
_EDGE = 1e-6


@dataclass(frozen=True, slots=True)
class Rule:
    """Content a rule asks of a vehicle or core part, net cost, as shares.

    Attributes
    ----------
    rvc : float
        Regional value content.
    us_value : float
        U.S. value content; 0 where none is asked.
    """

    rvc: float
    us_value: float = 0.0

    def __post_init__(self) -> None:
        """Refuse content that is no share."""
        if not (0 <= self.rvc <= 1 and 0 <= self.us_value <= 1):
            raise BadReference("content asked for lies within 0 and 1.")


@dataclass(frozen=True, slots=True)
class Makers:
    """Makers from least to most regional, each an equal share of value.

    Attributes
    ----------
    free : Array
        Share of parts that is regional if nobody asks (lambda), shape (K,).
    american : float
        Share of regional parts that is U.S., for makers of the place.
    theta : float
        Slope of the cost gap between regional and other parts.
    mu, sigma : float
        Mean and deviation of the logarithm of their cost of claiming.
    """

    free: Array
    american: float
    theta: float
    mu: float
    sigma: float


def makers(mean: float, spread: float, american: float, theta: float, paper_cost: Array) -> Makers:
    """Return makers by the mean and standard deviation of their regional share.

    Parameters
    ----------
    mean, spread : float
        Of the beta distribution of lambda.
    american : float
        Share of regional parts that is U.S.
    theta : float
        Slope of the cost gap.
    paper_cost : Array
        ``mu`` and ``sigma`` of the cost of claiming, shape (2,).

    Raises
    ------
    BadReference
        If no beta distribution has that mean and deviation.
    """
    room = mean * (1 - mean)
    if not 0 < mean < 1 or not 0 < spread**2 < room:
        raise BadReference(f"no shares have mean {mean:g} and standard deviation {spread:g}.")
    size = room / spread**2 - 1
    at = (np.arange(_NODES) + 0.5) / _NODES
    free = np.clip(betaincinv(mean * size, (1 - mean) * size, at), _EDGE, 1 - _EDGE)
    return Makers(free, american, theta, float(paper_cost[0]), float(paper_cost[1]))


def delta(who: Makers, rule: Rule) -> Array:
    """Return what meeting a rule costs each maker, as a share of value, shape (K,)."""
    asked = regional_share(rule.rvc, PARTS)
    home = min(rule.us_value / PARTS, 1.0)
    if rule.us_value > PARTS:
        return np.full(who.free.shape, np.inf)  # more than all parts: no maker can
    return PARTS * entropy_cost(who.free, who.american, (asked, home), who.theta)


def complying(who: Makers, rule: Rule, margin: Array) -> tuple[Array, Array]:
    """Return the share that complies and claims, and what it bears, at each margin.

    Parameters
    ----------
    who : Makers
        K makers.
    rule : Rule
        What is asked.
    margin : Array
        What a claim saves, as a share of value, shape (G,).

    Returns
    -------
    tuple of Array
        Share of value that claims, and cost of content and paper over all value, shape (G,).
    """
    extra = delta(who, rule)
    left = np.log1p(np.maximum(margin, 0.0))[:, None] - extra[None, :]
    share = claiming(left, who.mu, who.sigma)
    content = np.where(share > 0, share * np.where(np.isfinite(extra), extra, 0.0), 0.0)
    return share.mean(axis=1), (content + paper(left, who.mu, who.sigma)).mean(axis=1)


def region(who: Makers, rule: Rule, margin: float) -> tuple[float, float]:
    """Return the regional share of parts and the cost per vehicle under a rule.

    Parameters
    ----------
    who, rule : Makers and Rule
        Makers and what is asked of them.
    margin : float
        What a claim saves, as a share of value.

    Returns
    -------
    tuple of float
        Mean regional share of parts; mean cost of content, paper and duty forgone, in logs.
    """
    extra, worth = delta(who, rule), np.log1p(margin)
    share = claiming(worth - extra, who.mu, who.sigma)
    asked = regional_share(rule.rvc, PARTS)
    parts = share * np.maximum(asked, who.free) + (1 - share) * who.free
    borne = share * np.where(np.isfinite(extra), extra, 0.0)
    cost = borne + paper(worth - extra, who.mu, who.sigma) + (1 - share) * worth
    return float(parts.mean()), float(cost.mean())


@dataclass(frozen=True, slots=True)
class Response:
    """What a change of the rule does to vehicles, in percent.

    Attributes
    ----------
    price : float
        Price, landed.
    employment : float
        Regional content of all vehicles built: of each, and of their number.
    """

    price: float
    employment: float


def response(who: Makers, rules: tuple[Rule, Rule], margin: float) -> Response:
    """Return what moving from one rule to another does at a margin.

    Whole vehicles are assembled in the region; demand falls by :data:`DEMAND` per percent of price.

    Parameters
    ----------
    who : Makers
        Makers.
    rules : tuple of Rule
        Before and after.
    margin : float
        What a claim saves, as a share of value.
    """
    (was, cost), (parts, dearer) = (region(who, rule, margin) for rule in rules)
    dear = dearer - cost
    content = (1 - PARTS + PARTS * parts) / (1 - PARTS + PARTS * was)
    return Response(100 * np.expm1(dear), 100 * (content * np.exp(-DEMAND * dear) - 1))


def peak(who: Makers, margin: float, step: float = 0.01) -> float:
    """Return the content asked at which the regional share of parts is largest (the Laffer peak).

    Parameters
    ----------
    who : Makers
        Makers.
    margin : float
        What a claim saves, as a share of value.
    step : float
        Grid on which it is sought.
    """
    grid = np.arange(0.5, 1.0, step)
    return float(grid[np.argmax([region(who, Rule(float(one)), margin)[0] for one in grid])])


def solved_mean(
    seen: tuple[float, float], rule: Rule, spread: float, theta: float, paper_cost: Array
) -> float:
    """Return the mean of lambda at which a share ``use`` complies with a rule.

    Where even makers who need nothing claim less than that, the largest mean the spread allows.

    Parameters
    ----------
    seen : tuple of float
        Observed share of value that claims, and what a claim saved.
    rule : Rule
        The rule of that time.
    spread, theta : float
        Deviation of lambda and slope of the cost gap.
    paper_cost : Array
        ``mu`` and ``sigma`` of the cost of claiming, shape (2,).
    """
    use, margin = seen
    most = 0.5 + np.sqrt(0.25 - spread**2) - 0.02

    def off(mean: float) -> float:
        who = makers(mean, spread, 0.0, theta, paper_cost)
        return float(complying(who, rule, np.array([margin]))[0][0]) - use

    if off(most) < 0:
        return float(most)
    return float(brentq(off, 0.5 - np.sqrt(0.25 - spread**2) + 0.02, most))
