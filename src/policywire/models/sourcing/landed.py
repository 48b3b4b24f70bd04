"""What a good costs at the door: made, moved, kept in stock, insured against, and dutied.

``C = exw + freight + duty + fee + carry exw (L + SS) / 52 + risk``; ``exw = materials + other +
labour (wage / wage_0) / productivity``; safety stock for demand and lead time that vary
independently, periodic review: ``SS = k sqrt((R + L) s_d^2 + d^2 s_L^2)`` (Silver, Pyke and
Peterson 1998, Inventory Management and Production Planning, chapter 7). Letters are theirs.
"""

import math
from dataclasses import dataclass

from policywire.facts.errors import BadReference

__all__ = ["WEEKS", "Cost", "Stock", "breakeven_duty", "entry_fee", "landed", "safety_stock"]

WEEKS = 52.0


@dataclass(frozen=True, slots=True)
class Stock:
    """How stock is kept.

    Attributes
    ----------
    carry : float
        Yearly cost of a dollar of stock, as a share.
    safety : float
        Deviations of demand over lead time that are kept (k).
    demand : float
        Deviation of weekly demand over its mean.
    review : float
        Weeks between orders (R).
    """

    carry: float = 0.22
    safety: float = 1.645
    demand: float = 0.25
    review: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what is no stock policy."""
        if not all(0 <= one < math.inf for one in (self.carry, self.safety, self.demand)):
            raise BadReference("carry, safety and demand are 0 or more.")
        if not 0 <= self.review < math.inf:
            raise BadReference("weeks between orders are 0 or more.")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a unit costs at the door, in the currency of the ex-works price.

    Attributes
    ----------
    works, freight, duty, fee, stock, risk : float
        Ex works; freight; duty; merchandise processing fee; stock in transit and in reserve; risk.
    safety_weeks : float
        Weeks of demand kept in reserve.
    """

    works: float
    freight: float
    duty: float
    fee: float
    stock: float
    risk: float
    safety_weeks: float

    @property
    def total(self) -> float:
        """What it comes to."""
        return self.works + self.freight + self.duty + self.fee + self.stock + self.risk


def safety_stock(stock: Stock, weeks: float, deviation: float) -> float:
    """Return the reserve in weeks of demand.

    Parameters
    ----------
    stock : Stock
        How it is kept.
    weeks, deviation : float
        Lead time and its standard deviation, weeks.
    """
    return stock.safety * math.sqrt((stock.review + weeks) * stock.demand**2 + deviation**2)


def entry_fee(value: float, rate: float, least: float, most: float) -> float:
    """Return the merchandise processing fee of an entry, as a share of its value.

    Parameters
    ----------
    value : float
        Dollars in an entry, above 0.
    rate : float
        As a share of value.
    least, most : float
        Its bounds in dollars (19 U.S.C. 58c(b)(8)).

    Raises
    ------
    BadReference
        If the value is not above 0.
    """
    if not 0 < value < math.inf:
        raise BadReference("an entry is worth more than 0.")
    return min(max(rate * value, least), most) / value


def landed(
    works: float,
    freight: float,
    shares: tuple[float, float, float],
    lead: tuple[float, float],
    stock: Stock,
) -> Cost:
    """Return the landed cost of a unit.

    Parameters
    ----------
    works, freight : float
        Ex works and freight, any one currency.
    shares : tuple of float
        Duty, fee and risk as shares of the ex-works value, on which duty is laid.
    lead : tuple of float
        Lead time and its standard deviation, weeks.
    stock : Stock
        How stock is kept.

    Raises
    ------
    BadReference
        If a number is below 0 or not finite.
    """
    if not all(0 <= one < math.inf for one in (works, freight, *shares, *lead)):
        raise BadReference("costs, shares and weeks are finite numbers of 0 or more.")
    duty, fee, risk = (share * works for share in shares)
    kept = safety_stock(stock, *lead)
    held = stock.carry * works * (lead[0] + kept) / WEEKS
    return Cost(works, freight, duty, fee, held, risk, kept)


def breakeven_duty(cost: Cost, against: Cost) -> float:
    """Return the duty at which a site costs as much as another; below 0 where it never does.

    Parameters
    ----------
    cost : Cost
        The site whose duty is sought; its present duty does not matter.
    against : Cost
        The other, with the duty it bears.

    Raises
    ------
    BadReference
        If the site's goods are worth nothing.
    """
    if cost.works <= 0:
        raise BadReference("goods worth nothing bear no duty.")
    return (against.total - (cost.total - cost.duty)) / cost.works
