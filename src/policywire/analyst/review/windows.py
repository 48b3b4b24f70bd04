"""Windows: the other periods a figure may be true of, the likeliest first."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from policywire.facts import Frequency, Period
from policywire.facts.errors import BadPeriod

__all__ = ["before", "openings", "others"]

_PARTIAL = (11, 10, 9)  # months to date by which a year is quoted while its last ones are not out
_YEARS = (-1, 1, -2, 2)
_MONTHS = 12
_DAYS = 7


def before(period: Period) -> Period | None:
    """Return the month or quarter just before one; None for any other period."""
    if period.frequency not in (Frequency.MONTH, Frequency.QUARTER) or not period.is_single:
        return None
    return Period.holding(period.start - timedelta(days=1), period.frequency)


def others(period: Period, named: Iterable[Period] = ()) -> tuple[Period, ...]:
    """Return the windows a figure said of ``period`` may be true of instead.

    They are such as a reader would name: years, halves, months, the months to date of a year.
    A stretch from or to any other month is one only where the text names that month.

    Parameters
    ----------
    period : Period
        What the figure is said of.
    named : iterable of Period
        Other periods the text names.
    """
    found = dict.fromkeys((*_others(period), *_bounded(period, named)))
    found.pop(period, None)
    return tuple(item for item in found if not item.same_days(period))


def _others(period: Period) -> Iterator[Period]:
    if period.frequency is Frequency.DAY:
        yield from _days(period)
    elif period.months == 12 and period.start.month == 1:
        yield from _of_year(period)
    elif period.is_single and period.frequency is Frequency.MONTH:
        yield from _of_month(period)
    else:
        yield from _of_months(period)


def _days(period: Period) -> Iterator[Period]:
    for step in range(1, _DAYS + 1):
        for days in (-step, step):
            day = period.start + timedelta(days=days)
            yield Period.of(Frequency.DAY, day)


def _of_year(period: Period) -> Iterator[Period]:
    year = period.start.year
    yield from (_span(year, 1, year, month) for month in _PARTIAL)
    yield from _years(Period.of(Frequency.YEAR, date(year, 1, 1)))
    yield from (_span(year, first, year, first + 5) for first in (1, 7))
    yield _span(year - 1, 10, year, 9)  # the fiscal year of the United States


def _bounded(period: Period, named: Iterable[Period]) -> Iterator[Period]:
    """Yield what begins or ends in a year where a period that the text names does."""
    year = period.start.year
    if period.months != _MONTHS or period.start.month != 1:
        return
    for item in named:
        if item.months < _MONTHS and item.end.year == year:
            month = item.end.month
            yield _span(year, 1, year, month)
            yield _span(year - (month < _MONTHS), month % _MONTHS + 1, year, month)
        if item.months < _MONTHS and item.start.year == year:
            yield _span(year, item.start.month, year, _MONTHS)


def _years(period: Period) -> Iterator[Period]:
    for years in _YEARS:
        yield from _moved(period, years)


def _moved(period: Period, years: int) -> Iterator[Period]:
    try:
        yield period.shift_years(years)
    except BadPeriod:
        return


def _of_month(period: Period) -> Iterator[Period]:
    year, month = period.start.year, period.start.month
    for step in range(1, _MONTHS + 1):
        yield _month(year, month - step)
        yield _month(year, month + step)
    yield Period.of(Frequency.YEAR, date(year, 1, 1))
    if month > 1:
        yield _span(year, 1, year, month)
    yield Period.holding(period.start, Frequency.QUARTER)


def _of_months(period: Period) -> Iterator[Period]:
    """Yield the whole year, the same months of other years, and ranges a little longer or less."""
    year, month = period.start.year, period.start.month
    yield Period.of(Frequency.YEAR, date(year, 1, 1))
    yield from _years(period)
    last = period.end.year * 12 + period.end.month - 1
    for step in (-1, 1, -2, 2):
        end = last + step
        if end >= year * 12 + month - 1:
            yield _span(year, month, end // 12, end % 12 + 1)
    yield Period.holding(period.end, Frequency.MONTH)


def _month(year: int, month: int) -> Period:
    index = year * 12 + month - 1
    return Period.of(Frequency.MONTH, date(index // 12, index % 12 + 1, 1))


def _span(year: int, month: int, to_year: int, to_month: int) -> Period:
    first = Period.of(Frequency.MONTH, date(year, month, 1))
    return first.through(Period.of(Frequency.MONTH, date(to_year, to_month, 1)))


def openings(start: Period, last: date) -> tuple[Period, ...]:
    """Return the windows ``since start`` may mean, up to the month ``last`` lies in.

    The first is the rest of the year it begins in, where that is over; the last goes to the
    newest month held.
    """
    first = Period.holding(start.start, Frequency.MONTH)
    ends: list[Period] = []
    month = first
    while month.end <= last:
        ends.append(first.through(month))
        month = _month(month.start.year, month.start.month + 1)
    whole = [item for item in ends if item.end.month == 12 and item.end.year == first.start.year]
    return tuple(dict.fromkeys((*whole, *reversed(ends))))
