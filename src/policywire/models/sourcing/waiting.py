"""At what odds of a bad outcome does waiting beat building now.

One day of resolution, or reviews that may each decide; a plant costs 1 and earns a margin until
then. In the bad case it is worth the share kept; whoever waits pays the price risen by then, and
builds in the good case alone. How good the good case is drops out (the bad news principle: Bernanke
1983; Dixit and Pindyck 1994).
"""

import math
from dataclasses import dataclass

from policywire.facts.errors import BadReference

__all__ = ["Plant", "breakeven_odds", "breakeven_share", "worth_building"]

_FLAT = 1e-12


def breakeven_odds(margin: float, years: float, rate: float, growth: float, kept: float) -> float:
    """Return the probability of the bad case above which waiting beats building now.

    ``q* = [pi A - 1 + e^(-rT) (1+g)] / [e^(-rT) ((1+g) - S)]``, ``A = (1 - e^(-rT)) / r``.

    Parameters
    ----------
    margin : float
        Yearly margin of a plant that stands, per dollar of it (pi).
    years : float
        Years until it is decided (T), above 0.
    rate : float
        Interest rate a year (r), above 0.
    growth : float
        Rise of the plant's price until then (g).
    kept : float
        Value of a plant in the bad case, per dollar (S), below ``1 + growth``.

    Returns
    -------
    float
        Within 0 and 1: 0 where waiting always wins, 1 where building always does.

    Raises
    ------
    BadReference
        If an input cannot be.
    """
    finite = all(math.isfinite(one) for one in (margin, years, rate, growth, kept))
    if not finite or years <= 0 or rate <= 0 or not 0 <= kept < 1 + growth:
        raise BadReference(
            "years and the rate are above 0, and the value kept is at least 0 and below 1 + growth."
        )
    discount = math.exp(-rate * years)
    annuity = (1 - discount) / rate
    odds = (margin * annuity - 1 + discount * (1 + growth)) / (discount * (1 + growth - kept))
    return min(1.0, max(0.0, odds))


@dataclass(frozen=True, slots=True)
class Plant:
    """A plant that costs 1 now, and the reviews that decide what it is worth.

    Attributes
    ----------
    margin : float
        Yearly margin of a plant that stands, per dollar of it (pi).
    rate : float
        Interest rate a year (r), above 0.
    growth : float
        Rise of the plant's price a year.
    kept : float
        Value of a plant in the bad case, per dollar (S), from 0 to 1.
    reviews : float
        Chance a year that it is decided, one way or the other (mu).
    years : float
        Years to the end of the term, at which the agreement ends if nothing was decided.
    """

    margin: float
    rate: float
    growth: float
    kept: float
    reviews: float
    years: float

    def __post_init__(self) -> None:
        """Refuse what is no plant."""
        numbers = (self.margin, self.rate, self.growth, self.kept, self.reviews, self.years)
        if not all(math.isfinite(one) for one in numbers):
            raise BadReference("margin, rates, value kept, reviews and years are finite numbers.")
        if self.rate <= 0 or self.years <= 0 or self.reviews <= 0:
            raise BadReference("the rate, reviews a year and years are above 0.")
        if not 0 <= self.kept <= 1 or not self.growth > -1 or self.margin < 0:
            raise BadReference("the value kept lies within 0 and 1, margins are 0 or more.")


def worth_building(plant: Plant, odds: float) -> float:
    """Return what building now gains over waiting until it is decided, per dollar.

    Decisions come as a Poisson process at rate mu, bad with probability q; after ``years`` without
    one the agreement ends, which is the bad case. Whoever waits builds in the good case alone, at
    the price risen by then, so what the good case is worth drops out::

        D = -1 + pi A(r + mu) + q mu S A(r + mu) + (1 - q) mu A(r + mu - ln(1 + g)) + S e^-(r + mu)T

    with ``A(x) = (1 - e^(-xT)) / x``.

    Parameters
    ----------
    plant : Plant
        The plant and its reviews.
    odds : float
        Probability that a decision is bad (q), within 0 and 1.

    Raises
    ------
    BadReference
        If the odds are no probability.
    """
    if not 0 <= odds <= 1:
        raise BadReference(f"the odds are {odds:g}; a probability lies within 0 and 1.")
    at = plant.rate + plant.reviews
    kept = odds * plant.reviews * plant.kept * _annuity(at, plant.years)
    price = (1 - odds) * plant.reviews * _annuity(at - math.log1p(plant.growth), plant.years)
    end = plant.kept * math.exp(-at * plant.years)
    return plant.margin * _annuity(at, plant.years) - 1 + kept + price + end


def breakeven_share(plant: Plant) -> float:
    """Return the probability of a bad decision above which waiting beats building now.

    Within 0 and 1: 0 where waiting always wins, 1 where building always does. It is linear in the
    odds: :func:`worth_building` at 0 over its fall to 1.
    """
    best, worst = worth_building(plant, 0.0), worth_building(plant, 1.0)
    if best <= 0:
        return 0.0
    return 1.0 if worst >= 0 else best / (best - worst)


def _annuity(rate: float, years: float) -> float:
    """Return the value of 1 a year for so many years; at rate 0 the years themselves."""
    return years if abs(rate) < _FLAT else -math.expm1(-rate * years) / rate
