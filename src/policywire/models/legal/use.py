"""Who claims under a law: lines of a place, their rates and rules, and one draw of the choice."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policywire.models.legal.rates import Rates
from policywire.models.origin_choice.choice import Claimed, able, claimed, claiming, paper
from policywire.models.origin_choice.content import replacing
from policywire.models.origin_choice.tables import Choice, Goods
from policywire.models.origin_choice.vehicles import Makers, Rule, complying

__all__ = ["RULE_2025", "Terms", "claims", "mean"]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
RULE_2025 = Rule(0.75)  # what was asked when use was observed: USMCA Appendix to Annex 4-B


@dataclass(frozen=True, slots=True)
class Terms:
    """What it takes to claim under a law.

    Attributes
    ----------
    rates : Rates
        With and without a claim.
    vehicle, core : Rule
        Content asked of light vehicles, and of their core parts.
    banned : Array or None
        Share of cost that must be bought elsewhere to claim, by line, shape (G,); None for none.
    """

    rates: Rates
    vehicle: Rule
    core: Rule
    banned: Array | None = None


def claims(held: Goods, terms: Terms, drawn: Choice) -> Claimed:
    """Return what claims come to, by line.

    Parameters
    ----------
    held : Goods
        G lines, with their use and margin when it was observed.
    terms : Terms
        Rates and rules of the law.
    drawn : Choice
        What is not known for certain.

    Returns
    -------
    Claimed
        Use, duty and the cost of claiming, each as a share of value, shape (G,).
    """
    mu = np.log(drawn.median[held.place])
    extra = np.zeros(held.imports.size)
    if terms.banned is not None:
        extra = replacing(terms.banned, drawn.theta)
    left = terms.rates.margin - extra
    share = claiming(left, mu, drawn.sigma)
    cost = paper(left, mu, drawn.sigma) + share * extra
    ready = able(held.claimed, claiming(held.margin, mu, drawn.sigma))
    who = drawn.makers()
    for at, rule in ((held.vehicle, terms.vehicle), (held.core, terms.core)):
        if at.any():
            share[at], cost[at], ready[at] = _made(held, at, (who, rule), left, extra)
    return claimed(ready * share, ready * cost, terms.rates.without, terms.rates.within)


def _made(
    held: Goods, at: Flags, asked: tuple[Makers, Rule], left: Array, extra: Array
) -> tuple[Array, Array, Array]:
    """Return who complies and claims on the lines marked, its cost, and who is able."""
    who, rule = asked
    share, cost = complying(who, rule, left[at])
    then, _ = complying(who, RULE_2025, held.margin[at])
    return share, cost + share * extra[at], able(held.claimed[at], then)


def mean(of: Array, weight: Array) -> float:
    """Return the mean of a share of value over imports."""
    return float((of * weight).sum() / weight.sum())
