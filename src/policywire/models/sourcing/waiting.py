"""At what odds of a bad outcome does waiting beat building now.

One day of resolution; a plant costs 1 and earns a margin until then. In the bad case it is worth
the share kept; whoever waits pays the price risen by then, and builds in the good case alone. How
good the good case is drops out (the bad news principle: Bernanke 1983; Dixit and Pindyck 1994).
"""

import math

from policywire.facts.errors import BadReference

__all__ = ["breakeven_odds"]


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
