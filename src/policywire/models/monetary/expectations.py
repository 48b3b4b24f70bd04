"""What funds futures say of coming meetings: the exchange's probability tree.

CME Group, Understanding the CME Group FedWatch Tool: a contract settles at 100 less the month's
mean funds rate; a month with a meeting splits it by days before and after; a rate between two
steps of 25 bp is the chance of either; later meetings branch from earlier ones.
"""

import calendar
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from policywire.facts.errors import BadShock, MissingObservation

__all__ = ["Month", "Outlook", "first_of", "month_rates", "outlook"]

STEP = 0.25  # percentage points
# A rate read from futures that moves further in one meeting than this is a misprint.
_FURTHEST = 2.0


@dataclass(frozen=True, slots=True)
class Month:
    """Funds rate expected in one month, percent.

    Attributes
    ----------
    month : date
        Its first day.
    start, mean, end : float
        Rate before the month's meeting, over the month, and after it; equal without one.
    anchored : str
        Which neighbour fixed it: ``before``, ``after``, or ``none`` in a month without meeting.
    """

    month: date
    start: float
    mean: float
    end: float
    anchored: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """Chances of each cumulative number of 25 bp steps after one meeting.

    Attributes
    ----------
    meeting : date
        The day of the decision.
    chance : dict of int to float
        Number of steps from today's rate (minus is a cut) and its probability; they add to 1.
    change : float
        Expected move at this meeting, percentage points.
    flags : tuple of str
        What weakens the reading.
    """

    meeting: date
    chance: dict[int, float]
    change: float
    flags: tuple[str, ...]


def first_of(day: date, later: int = 0) -> date:
    """Return the first day of the month ``later`` months after that of ``day``."""
    count = day.year * 12 + day.month - 1 + later
    return date(count // 12, count % 12 + 1, 1)


def month_rates(
    prices: Mapping[date, float], meetings: tuple[date, ...], known_until: date
) -> tuple[Month, ...]:
    """Return the rates before and after each meeting that the contracts imply.

    A month is fixed from a neighbour: from the month after when that has no meeting, else from
    the month before.

    Parameters
    ----------
    prices : mapping of date to float
        Contract price by month (any day of it), as quoted: 100 less percent.
    meetings : tuple of date
        Days of decisions, at most one a month.
    known_until : date
        The last day for which the calendar of meetings is published. A later contract is not
        read: its month may hold a meeting nobody has announced yet.

    Raises
    ------
    MissingObservation
        If a meeting's month has no contract, or nothing fixes it.
    BadShock
        If a price or date is impossible, two meetings fall in one month, or a meeting lies
        after the published calendar.
    """
    beyond = [day for day in meetings if day > known_until]
    if beyond:
        raise BadShock(f"The calendar is published to {known_until}; {min(beyond)} lies after it.")
    means = {
        first_of(day): 100 - _price(day, price)
        for day, price in prices.items()
        if first_of(day, 1) - timedelta(days=1) <= known_until
    }
    by_month = {first_of(day): day for day in meetings}
    if len(by_month) != len(meetings):
        raise BadShock("Two meetings fall in one month; one contract cannot tell them apart.")
    held = {
        month: Month(month, mean, mean, mean, "none")
        for month, mean in means.items()
        if month not in by_month
    }
    open_ = sorted(by_month)
    for month in open_:
        if month not in means:
            raise MissingObservation(
                f"No futures contract for {month:%B %Y}, the month of the meeting of "
                f"{by_month[month]}; held: {', '.join(f'{one:%Y-%m}' for one in sorted(means))}."
            )
    while open_:
        fixed = _fix(open_, held, means, by_month)
        if fixed is None:
            raise MissingObservation(
                f"Nothing fixes the rate around the meeting of {by_month[open_[0]]}: give the "
                "contract of a neighbouring month without a meeting."
            )
        held[fixed.month] = fixed
        open_.remove(fixed.month)
    return tuple(held[month] for month in sorted(held))


def _fix(
    open_: list[date],
    held: Mapping[date, Month],
    means: Mapping[date, float],
    by_month: Mapping[date, date],
) -> Month | None:
    """Return the first month that a neighbour fixes, the neighbour after preferred."""
    for month in open_:
        after = held.get(first_of(month, 1))
        if after is not None:
            return _from_after(by_month[month], means[month], after.start)
    for month in open_:
        before = held.get(first_of(month, -1))
        if before is not None:
            return _from_before(by_month[month], means[month], before.end)
    return None


def _from_after(meeting: date, mean: float, end: float) -> Month:
    """Return a meeting's month, the rate after it given."""
    days = calendar.monthrange(meeting.year, meeting.month)[1]
    before = _days_before(meeting)
    start = (mean * days - end * (days - before)) / before
    return Month(first_of(meeting), start, mean, end, "after")


def _from_before(meeting: date, mean: float, start: float) -> Month:
    """Return a meeting's month, the rate before it given."""
    days = calendar.monthrange(meeting.year, meeting.month)[1]
    before = _days_before(meeting)
    end = (mean * days - start * before) / (days - before)
    return Month(first_of(meeting), start, mean, end, "before")


def _days_before(meeting: date) -> int:
    """Return the days of the month at the old rate, as the exchange counts them.

    In its own example the meeting of 17 September 2015 leaves 16 days before and 14 after.
    """
    return max(1, meeting.day - 1)


def outlook(
    prices: Mapping[date, float], meetings: tuple[date, ...], known_until: date
) -> tuple[Outlook, ...]:
    """Return the chances after each meeting, in order; arguments as of :func:`month_rates`.

    Raises
    ------
    MissingObservation
        See :func:`month_rates`.
    BadShock
        See :func:`month_rates`; or a meeting is said to move the rate by over two points.
    """
    months = {month.month: month for month in month_rates(prices, meetings, known_until)}
    chance = {0: 1.0}
    found = []
    for meeting in sorted(meetings):
        month = months[first_of(meeting)]
        change = month.end - month.start
        if abs(change) > _FURTHEST:
            raise BadShock(
                f"The prices say {change:+.2f} points at the meeting of {meeting}; above "
                f"{_FURTHEST:g} points they are taken for misprints. Check the contracts."
            )
        chance = _branch(chance, change / STEP)
        flags = () if month.anchored == "after" or meeting.day <= 21 else ("late in its month",)
        found.append(Outlook(meeting, chance, change, flags))
    return tuple(found)


def _branch(chance: Mapping[int, float], steps: float) -> dict[int, float]:
    """Return the chances after a meeting that moves by ``steps`` in the mean."""
    low = math.floor(steps)
    up = round(steps - low, 9)  # what futures cannot tell from a whole step
    after: dict[int, float] = {}
    for before, weight in chance.items():
        for size, part in ((low, 1 - up), (low + 1, up)):
            if part > 0:
                after[before + size] = after.get(before + size, 0.0) + weight * part
    return dict(sorted(after.items()))


def _price(day: date, price: float) -> float:
    if not math.isfinite(price) or not 75 < price < 101:
        raise BadShock(f"{price:g} is no price of the funds contract of {day:%B %Y}.")
    return price
