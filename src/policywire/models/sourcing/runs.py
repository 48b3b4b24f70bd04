"""At what odds waiting beats building, as a run: by margin and by what a plant keeps.

Keys are ``reviews/margin15/keeps40``, through reviews to the end of the agreement's term, and
``next/margin15/keeps40``, where the next annual review settles it. Ranges are over the interest
rate and the rise of plant prices.
"""

import hashlib
import json
import math
from collections.abc import Iterator
from datetime import date
from itertools import product

from policywire import __version__
from policywire.facts import Citation, Frequency, Period, Unit
from policywire.facts.errors import BadShock
from policywire.models.base import Outcome, Run
from policywire.models.sourcing.waiting import Plant, breakeven_odds, breakeven_share
from policywire.policy.review import ReviewLaw

__all__ = ["KEPT", "MARGINS", "wait_run"]

MARGINS = (0.10, 0.15, 0.20, 0.25, 0.30)  # yearly margin per dollar of plant
KEPT = (0.40, 0.55, 0.70, 0.85)  # worth of a plant in the bad case, per dollar
REVIEWS = 0.5  # chance a year that a review settles it: assumed
RATES = (0.10, 0.08, 0.12)  # interest a year, the central one first: assumed
GROWTH = (0.03, 0.0, 0.06)  # rise of the plant's price a year: assumed
_OVER = "assumed interest and building costs"
_YEAR = 365.25
_DECIMALS = 7
_PERCENT = Unit.parse("percent")
_SOURCES = (
    Citation("USMCA, Article 34.7 (Review and Term Extension)", "paragraphs 1 to 4"),
    Citation(
        "Dixit and Pindyck, Investment under Uncertainty (1994)",
        "bad news principle; Bernanke (1983)",
    ),
)


def wait_run(review: ReviewLaw, day: date) -> Run:
    """Return the odds of a bad outcome above which waiting beats building, seen from a day.

    Parameters
    ----------
    review : ReviewLaw
        The clocks of the agreement.
    day : date
        The day a firm decides on.

    Raises
    ------
    BadShock
        If the agreement's term has ended by then, or has no next review.
    """
    state = review.on(day)
    if state.next_review is None or state.term_ends <= day:
        raise BadShock(f"on {day} no review lies ahead: the term ends on {state.term_ends}.")
    left, until = _years(day, state.term_ends), _years(day, state.next_review)
    outcomes = dict(_told(left, until))
    inputs = [__version__, f"{day}", left, until, MARGINS, KEPT, REVIEWS, RATES, GROWTH]
    return Run(
        run_id=hashlib.sha256(json.dumps(inputs).encode()).hexdigest()[:12],
        model="value of waiting",
        version=__version__,
        title=f"Building now or after the review, seen from {day}",
        replay=f"policywire wait --table --on {day}",
        period=Period.of(Frequency.DAY, day),
        vintage=max(step.day for step in review.steps if step.day <= day),
        sources=_SOURCES,
        residual=0.0,
        outcomes=outcomes,
    )


def _told(left: float, until: float) -> Iterator[tuple[str, Outcome]]:
    for margin, kept in product(MARGINS, KEPT):
        name = f"margin{100 * margin:.0f}/keeps{100 * kept:.0f}"
        yield f"reviews/{name}", _over(_through(margin, kept, left))
        yield f"next/{name}", _over(_at_once(margin, kept, until))


def _through(margin: float, kept: float, years: float) -> list[float]:
    """Return break-even odds through Poisson reviews, at the central inputs and at all others."""
    chance = -math.log1p(-REVIEWS)
    return [
        breakeven_share(Plant(margin, rate, growth, kept, chance, years))
        for rate, growth in product(RATES, GROWTH)
    ]


def _at_once(margin: float, kept: float, years: float) -> list[float]:
    """Return break-even odds where one day settles it."""
    return [
        breakeven_odds(margin, years, rate, (1 + growth) ** years - 1, kept)
        for rate, growth in product(RATES, GROWTH)
    ]


def _over(found: list[float]) -> Outcome:
    value, low, high = (
        round(100 * one, _DECIMALS) + 0.0 for one in (found[0], min(found), max(found))
    )
    return Outcome(value, _PERCENT, low, high, over=_OVER)


def _years(start: date, end: date) -> float:
    return (end - start).days / _YEAR
