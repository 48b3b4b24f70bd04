"""Months without a year: ``in November`` is the latest before the day of the article.

Said only where nothing earlier in the paragraph speaks of another year, which may then be meant.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from policywire.analyst.reading.marks import PeriodMention
from policywire.facts import Frequency, Period

__all__ = ["with_years"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_BARE = re.compile(rf"(?P<month>{'|'.join(_MONTHS)})(?:\s+(?P<day>\d{{1,2}}))?", re.IGNORECASE)


def with_years(found: Iterable[PeriodMention], told: date) -> Iterator[PeriodMention]:
    """Yield the periods of a paragraph, months and days without a year given theirs.

    Parameters
    ----------
    found : iterable of PeriodMention
        In order.
    told : date
        The day of the article.
    """
    years: set[int] = set()
    for item in found:
        if item.period is None and not item.back_years:
            period = _latest(item.text, told)
            if period is not None and years <= {period.start.year}:
                yield replace(item, period=period)
                continue
        if item.period is not None:
            years = {item.period.start.year, item.period.end.year}
        yield item


def _latest(text: str, told: date) -> Period | None:
    """Return the latest month or day of a name that was over when the article was written."""
    match = _BARE.fullmatch(text)
    if match is None:
        return None
    month, day = _MONTHS.index(match["month"].lower()) + 1, match["day"]
    made = (_period(year, month, day) for year in (told.year, told.year - 1))
    return next((item for item in made if item is not None and item.end <= told), None)


def _period(year: int, month: int, day: str | None) -> Period | None:
    first = date(year, month, 1)
    if not day:
        return Period.of(Frequency.MONTH, first)
    exact = first + timedelta(days=int(day) - 1)
    return Period.of(Frequency.DAY, exact) if int(day) and exact.month == month else None
