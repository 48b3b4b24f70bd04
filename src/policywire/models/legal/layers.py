"""Three layers of one rate, kept apart: statutory, modelled with use of the preference, collected.

*Statutory* is what the law lays on goods, entered without a claim or with one. *Modelled* joins the
two by who claims, as the choice has it. *Collected* is calculated duties over imports for
consumption, of the U.S. Census Bureau. They answer different questions; each figure names its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadReference
from policywire.models.legal.rates import Rates, rates
from policywire.models.legal.reform import library, terms_of
from policywire.models.legal.use import Terms, claims, mean
from policywire.models.origin_choice.tables import (
    Goods,
    certificate,
    choice,
    collected,
    count,
    goods,
)
from policywire.policy.measure import Measure
from policywire.policy.regime import Regime

__all__ = ["Layers", "Modelled", "layers", "modelled", "span"]

Array = NDArray[np.float64]
BAND = (0.05, 0.95)
_FIRST = date(2025, 1, 1)  # the first month of which claims by line are held
_EVERY = 5  # of the draws, every so many are taken for the range of a month
_LONGEST = 60  # months a table may have


@dataclass(frozen=True, slots=True)
class Modelled:
    """Mean rates over a place's imports under the law of a day, use of the preference at rest.

    Attributes
    ----------
    without, within : float
        Statutory: if nobody claims, and if everybody does.
    rate : float
        Modelled, at the central draw.
    low, high : float
        The middle nine tenths of draws of it.
    use : float
        Share of imports that claims.
    """

    without: float
    within: float
    rate: float
    low: float
    high: float
    use: float


@dataclass(frozen=True, slots=True)
class Layers:
    """The three layers of a place in a month, as shares of customs value.

    Attributes
    ----------
    place, month : str
        Whose goods, and when: ``2025-06``.
    without, within : float
        Statutory, without and with claims, mean over the month's days.
    modelled, low, high : float
        With use of the preference, moving month by month; nine tenths of draws.
    use : float
        Share of imports modelled to claim.
    collected : float or None
        Calculated duties over imports; None where the month is not held.
    """

    place: str
    month: str
    without: float
    within: float
    modelled: float
    low: float
    high: float
    use: float
    collected: float | None

    @property
    def ratio(self) -> float | None:
        """Collected over modelled; None where nothing is held or nothing is due."""
        if self.collected is None or self.modelled <= 0:
            return None
        return self.collected / self.modelled


def modelled(place: str, day: date, recent: bool = False) -> Modelled:
    """Return mean rates of a place under the law of a day.

    Parameters
    ----------
    place : str
        MEX or CAN.
    day : date
        The day.
    recent : bool
        Weigh lines by July to December 2025, not by 2024.

    Raises
    ------
    NotHeld
        If claims by line are not held for the place.
    """
    held, source = goods(place), library()
    weight = held.recent if recent else held.imports
    terms = terms_of(rates(source.law.on(day), held), source.origin, day)
    made = [claims(held, terms, choice(draw)) for draw in range(count() + 1)]
    drawn = [mean(one.duty, weight) for one in made]
    low, high = np.quantile(drawn[1:], BAND)
    return Modelled(
        *(mean(terms.rates.without, weight), mean(terms.rates.within, weight), drawn[0]),
        *(float(low), float(high), mean(made[0].use, weight)),
    )


def span(first: str, last: str) -> list[str]:
    """Return months from one to another, both in it.

    Raises
    ------
    BadReference
        If one is no month, they run backwards, lie before 2025 or are too many.
    """
    start, end = _month(first), _month(last)
    if start > end:
        raise BadReference(f"{first} lies after {last}. Give the earlier month first.")
    if start < _FIRST:
        raise BadReference(f"claims by line are held from 2025-01; {first} lies before.")
    size = (end.year - start.year) * 12 + end.month - start.month + 1
    if size > _LONGEST:
        raise BadReference(f"{size} months are asked; {_LONGEST} at most. Give a shorter span.")
    months = [start.year * 12 + start.month - 1 + at for at in range(size)]
    return [f"{one // 12}-{one % 12 + 1:02d}" for one in months]


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise BadReference(f"'{text}' is no month. Write it as 2025-06.") from error


def layers(place: str, months: list[str]) -> list[Layers]:
    """Return the layers of a place by month, use moving from month to month.

    Lines are weighted by July to December 2025. Use starts at rest in January 2025, and each month
    a share ``rho`` of its gap is left (:mod:`policywire.models.origin_choice.adjustment`).

    Parameters
    ----------
    place : str
        MEX or CAN.
    months : list of str
        In order: :func:`span`.

    Raises
    ------
    NotHeld
        If claims by line are not held for the place.
    """
    held, paid = goods(place), collected(place)
    rho = float(certificate()["adjustment"][place]["rho"])
    draws = range(0, count() + 1, _EVERY)
    use: dict[int, Array] = {}
    made = []
    cache: dict[tuple[object, ...], Terms] = {}
    wanted, found = set(months), span("2025-01", _near_enough(months[-1]))
    for month in found:
        parts = [(days, _terms(held, regime, cache)) for days, regime in _regimes(place, month)]
        total = sum(days for days, _ in parts)
        drawn = [_moved(held, parts, draw, use, rho) for draw in draws]
        if month in wanted:
            rate = [one for one, _ in drawn]
            low, high = np.quantile(rate[1:], BAND)
            sides = [
                sum(days * mean(side(terms.rates), held.recent) for days, terms in parts) / total
                for side in (_without, _within)
            ]
            was = paid.get(month)
            made.append(
                Layers(
                    *(place, month, sides[0], sides[1], rate[0], float(low), float(high)),
                    use=drawn[0][1],
                    collected=was[1] / was[0] if was else None,
                )
            )
    return made


def _near_enough(last: str) -> str:
    """Refuse a month to which use would be carried over too many others."""
    furthest = f"{_FIRST.year + _LONGEST // 12 - 1}-12"
    if last > furthest:
        raise BadReference(
            f"use is carried from month to month since {_FIRST:%Y-%m}, to {furthest} at most; "
            f"{last} lies after."
        )
    return last


def _without(held: Rates) -> Array:
    return held.without


def _within(held: Rates) -> Array:
    return held.within


def _moved(
    held: Goods, parts: list[tuple[int, Terms]], draw: int, use: dict[int, Array], rho: float
) -> tuple[float, float]:
    """Return rate and use of a month under a draw; ``use`` moves on by line."""
    total = sum(days for days, _ in parts)
    drawn = choice(draw)
    rest = sum(days * claims(held, terms, drawn).use for days, terms in parts) / total
    now = rest if draw not in use else rest + (use[draw] - rest) * rho
    use[draw] = np.asarray(now)
    duty = sum(
        days * (now * terms.rates.within + (1 - now) * terms.rates.without) for days, terms in parts
    )
    return mean(np.asarray(duty) / total, held.recent), mean(use[draw], held.recent)


def _terms(held: Goods, regime: Regime, cache: dict[tuple[object, ...], Terms]) -> Terms:
    """Return rates and rules of a law, read once for days it is the same on."""
    key = tuple(
        (item.id, item.on(regime.day), item.claim_on(regime.day)) for item in regime.in_force
    )
    if key not in cache:
        cache[key] = terms_of(rates(regime, held), library().origin, regime.day)
    return cache[key]


def _regimes(place: str, month: str) -> Iterator[tuple[int, Regime]]:
    """Yield the laws of a month with the number of days each held."""
    law, start = library().law, _month(month)
    end = (start + timedelta(days=31)).replace(day=1)
    turns = {
        day
        for item in law.book.measures.values()
        if law.book.applies_to(item, place)
        for day in _turns(item)
        if start < day < end
    }
    days = [start, *sorted(turns), end]
    for day, then in pairwise(days):
        yield (then - day).days, law.on(day)


def _turns(item: Measure) -> Iterator[date]:
    """Yield the days on which something about a measure changes."""
    yield from item.rates
    if item.claim_from:
        yield item.claim_from
    for last in (item.until, item.claim_until):
        if last and last < date.max:
            yield last + timedelta(days=1)
