"""One push on consumer prices, made by a tariff, that the trade brief and the Fed brief share.

Statutory change x import share x pass-through (Minton and Somale 2025; Barbiero and Stein 2025
count in the same way), or the consumer prices of the trade model relative to wages: what a tariff
does to prices when monetary policy holds nominal wages.
"""

import math
from dataclasses import dataclass
from statistics import median

from policywire.facts.errors import BadShock, ModelError
from policywire.models.base import Run

__all__ = ["PriceImpulse", "from_prices", "from_rates", "from_trade"]

# FRB/US was pushed by 0.8 percent; five times that is far outside any use seen.
_LARGEST = 4.0


@dataclass(frozen=True, slots=True)
class PriceImpulse:
    """A rise of the core consumer price level.

    Attributes
    ----------
    percent : float
        The rise by the fourth quarter, percent.
    low, high : float
        Ends of its range; equal to ``percent`` where there is none.
    over : str
        What the range is taken over: ``drawn trade elasticities``, ``named pass-through rates``.
    origin : str
        The run, or the steps, it came from.
    source : str
        Run id of the trade model; empty where none ran.
    """

    percent: float
    low: float
    high: float
    over: str
    origin: str
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no number, upside down, or out of reach."""
        held = (self.low, self.percent, self.high)
        if not all(map(math.isfinite, held)):
            raise BadShock("The push on core prices is no number.")
        if not self.low <= self.percent <= self.high:
            raise ModelError(f"The push of {self.percent:g} percent lies outside its range.")
        if max(map(abs, held)) > _LARGEST:
            raise BadShock(
                f"A push of {max(held, key=abs):+.2f} percent on core prices is beyond "
                f"{_LARGEST:g}; the table of FRB/US holds one of 0.8."
            )


def from_prices(percent: float, ends: tuple[float, ...] = ()) -> PriceImpulse:
    """Return a push of a size that somebody published.

    Parameters
    ----------
    percent : float
        The central value.
    ends : tuple of float
        Other values published for it; the range goes from the lowest to the highest.

    Raises
    ------
    BadShock
        If it is no number or out of reach.
    """
    held = (percent, *ends)
    if not all(map(math.isfinite, held)):  # the least of some numbers and of none is one of them
        raise BadShock("A size published for the push on core prices is no number.")
    over = "published estimates" if ends else ""
    return PriceImpulse(percent, min(held), max(held), over, "as published")


def from_rates(
    rate_points: float, import_share: float, pass_through: tuple[float, ...]
) -> PriceImpulse:
    """Return the push of a statutory change, by named pass-through rates.

    Parameters
    ----------
    rate_points : float
        Change of the duty, percentage points.
    import_share : float
        Share of core consumption that bears it, 0 to 1.
    pass_through : tuple of float
        Shares of the duty that reach consumers; their median is the central value.

    Raises
    ------
    BadShock
        If a share is none, or the push is out of reach.
    """
    if not 0 <= import_share <= 1:
        raise BadShock(f"An import share lies between 0 and 1, not at {import_share:g}.")
    if not pass_through or any(not 0 <= one <= 2 for one in pass_through):
        raise BadShock("A pass-through lies between 0 and 2; 0.8 is 80 percent. Give one or more.")
    ordered = sorted(rate_points * import_share * one for one in pass_through)
    words = f"{rate_points:g} points on {import_share:g} of core consumption"
    return PriceImpulse(median(ordered), ordered[0], ordered[-1], "named pass-through rates", words)


def from_trade(run: Run, place: str = "USA") -> PriceImpulse:
    """Return the push that a run of the trade model gives: consumer prices relative to wages.

    A real wage that falls by x percent is a price level 1 / (1 - x) as high in units of labor.

    Raises
    ------
    BadShock
        If the run gives no real wage of the place.
    """
    wage = run.outcome(f"real_wage_pct/{place}")
    ends = (wage.value, *(end for end in (wage.low, wage.high) if end is not None))
    prices = [_prices(end) for end in ends]
    over = "drawn trade elasticities" if len(ends) > 1 else ""
    return PriceImpulse(prices[0], min(prices), max(prices), over, run.title, run.run_id)


def _prices(wage_pct: float) -> float:
    return (1 / (1 + wage_pct / 100) - 1) * 100
