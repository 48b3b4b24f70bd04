"""The widest series: a first place of a year in which too few countries are held to rank them.

General imports are held by country later than imports for consumption. A country is first in the
year where it is first in the months that the wider series holds, and no other can have passed it:
each other's imports of the year as held, or those months blown up to a year with a quarter more.
"""

from datetime import date

from policywire.analyst.review.alternatives import NEIGHBOURS
from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.measures import Gauge, gauges
from policywire.analyst.review.report import Verdict
from policywire.analyst.review.roles import with_partners
from policywire.analyst.review.said import About, Rank
from policywire.analyst.review.telling import moment, place
from policywire.facts import Frequency, Period

__all__ = ["first_by_widest"]

_YEAR, _LEAST = 12, 6  # months; fewer of them say too little of a year
_ROOM = 1.25  # what the months that are not held may bring above the mean of those that are
_GROUPS = ("EUU", "WLD")
_WIDE = "imports for consumption"


def first_by_widest(
    about: About, rank: Rank, period: Period, binder: Binder
) -> tuple[Verdict, str, tuple[Answer, ...]] | None:
    """Return the verdict on a first place among sources of imports, or None where none is sure.

    Parameters
    ----------
    about : About
        Whose imports.
    rank : Rank
        The place claimed.
    period : Period
        A whole year.
    binder : Binder
        Over the series held.
    """
    wide, own = _gauge(_widened(about), binder), _gauge(about, binder)
    if rank.place != 1 or wide is None or own is None or about.concept != "imports":
        return None
    window = _window(period, binder.last(wide))
    made = binder.rank(wide, window) if window is not None else None
    level = binder.level(own, period)
    if made is None or level is None or window is None:
        return None
    ahead = [
        code for code in _others(about) if _most(about, code, period, window, binder) > level.value
    ]
    if made.value == 1 and not ahead:
        note = (
            f"Ours: number 1 in {_WIDE}, {moment(window)}, the widest series held; nobody can have "
            f"passed it by the end of {moment(period)}."
        )
        return Verdict.SUPPORTED, note, (made,)
    first = _ahead(about, period, level.value, binder)
    if first is not None:
        note = f"Not number 1 in {moment(period)}: more came from {place(first[0])}."
        return Verdict.CONTRADICTED, note, (first[1], level)
    return None


def _ahead(about: About, period: Period, value: float, binder: Binder) -> tuple[str, Answer] | None:
    """Return a country of which more was imported in a year, as held."""
    for code in _others(about):
        own = _gauge(with_partners(about, (code,)), binder)
        held = binder.level(own, period) if own else None
        if held is not None and held.value > value:
            return code, held
    return None


def _widened(about: About) -> About:
    return About("imports_for_consumption", about.origins, about.destinations)


def _gauge(about: About, binder: Binder) -> Gauge | None:
    return next(iter(gauges(about, binder.held)), None)


def _window(period: Period, last: date) -> Period | None:
    """Return the months of a year that are held, from January; None where they are few."""
    if period.frequency is not Frequency.YEAR or not period.is_single:
        return None
    first = Period.of(Frequency.MONTH, period.start)
    newest = Period.of(Frequency.MONTH, min(last, period.end).replace(day=1))
    if newest.start < first.start:
        return None
    window = first.through(newest)
    return window if window.months >= _LEAST else None


def _others(about: About) -> tuple[str, ...]:
    return tuple(code for code in NEIGHBOURS if code not in (*about.origins, *_GROUPS))


def _most(about: About, code: str, period: Period, window: Period, binder: Binder) -> float:
    """Return what another country's imports of a year can have been at most, dollars."""
    other = with_partners(about, (code,))
    own, wide = _gauge(other, binder), _gauge(_widened(other), binder)
    held = binder.level(own, period) if own else None
    if held is not None:
        return held.value
    part = binder.level(wide, window) if wide else None
    return part.value * _YEAR / window.months * _ROOM if part else float("inf")
