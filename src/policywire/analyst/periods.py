"""Named periods of a brief: fixed, or the last ones held, so that a refresh moves them."""

import re
from collections.abc import Mapping

from policywire.evidence import View
from policywire.facts import Frequency, Period, SeriesKey
from policywire.facts.errors import BadPeriod, near

__all__ = ["grains", "resolve"]

_LAST = re.compile(r"last\((\w+)(?:, *(\w+))?\)")
_BACK = re.compile(r"(.+?) - (\d+)y")
TRAILING = "12m"
YEAR_TO_DATE = "ytd"


def resolve(
    texts: Mapping[str, str], series: Mapping[str, SeriesKey], view: View
) -> dict[str, Period]:
    """Return every named period of a brief.

    Each text is a period, ``$name`` of an earlier one, or ``last(series)``: the last period
    held. ``last(series, A)`` is the last complete year, ``Q`` or ``M`` likewise, ``12m`` the
    trailing year and ``ytd`` January to the last month. Any of them may end in `` - 1y``, or be
    joined by ``..`` into a range.

    Raises
    ------
    BadPeriod
        If a text is none of these.
    """
    known: dict[str, Period] = {}
    for name, text in texts.items():
        known[name] = _resolved(text, known, series, view)
    return known


def grains(text: str, grain: str, known: Mapping[str, Period]) -> tuple[Period, ...]:
    """Return the periods of an exhibit's rows.

    Parameters
    ----------
    text : str
        A range; either end may be ``$name``.
    grain : str
        ``A``, ``Q``, ``M``, ``D``, or ``12m`` for the trailing year to each month.
    known : Mapping of str to Period
        Named periods.
    """
    first, _, last = text.partition("..")
    ends = [_named(part, known) for part in (first, last or first)]
    if grain == TRAILING:
        months = ends[0].through(ends[1]).split(Frequency.MONTH)
        return tuple(Period.trailing_year(month) for month in months)
    return _whole(ends[0], ends[1]).split(Frequency(grain))


def _whole(first: Period, last: Period) -> Period:
    """Return the days from one period to another, whatever their grains."""
    return Period(first.start, last.end, min(first.frequency, last.frequency, key=_fineness))


def _fineness(frequency: Frequency) -> int:
    return frequency.months


def _named(text: str, known: Mapping[str, Period]) -> Period:
    if not text.startswith("$"):
        return Period.parse(text)
    if text[1:] not in known:
        raise BadPeriod(f"No period is called '{text[1:]}'.{near(text[1:], known)}")
    return known[text[1:]]


def _resolved(
    text: str, known: Mapping[str, Period], series: Mapping[str, SeriesKey], view: View
) -> Period:
    back = _BACK.fullmatch(text)
    if back:
        return _resolved(back[1], known, series, view).shift_years(-int(back[2]))
    first, dots, last = text.partition("..")
    if dots:
        return _named(first, known).through(_named(last, known))
    match = _LAST.fullmatch(text)
    if match is None:
        return _named(text, known)
    if match[1] not in series:
        raise BadPeriod(f"'{text}': no series is called '{match[1]}'.{near(match[1], series)}")
    return _last(view.span(series[match[1]]), match[2] or "")


def _last(held: Period, grain: str) -> Period:
    """Return the last period of a grain inside what is held."""
    newest = held.split(held.frequency)[-1]
    if grain == TRAILING:
        return Period.trailing_year(newest)
    if grain == YEAR_TO_DATE:
        january = Period.of(Frequency.MONTH, newest.start.replace(month=1))
        return january.through(newest)
    return newest if not grain else _last_complete(held, Frequency(grain))


def _last_complete(held: Period, frequency: Frequency) -> Period:
    day = held.end
    step = frequency.months
    month = (day.month - 1) // step * step + 1 if step else day.month
    current = Period.of(frequency, day.replace(month=month, day=day.day if not step else 1))
    if current.end <= held.end:
        return current
    if step == 12:
        return current.shift_years(-1)
    return (
        held.split(frequency)[-2]
        if frequency is not Frequency.QUARTER
        else _quarter_before(current)
    )


def _quarter_before(current: Period) -> Period:
    year = current.start.year - (current.start.month == 1)
    month = 10 if current.start.month == 1 else current.start.month - 3
    return Period.of(Frequency.QUARTER, current.start.replace(year=year, month=month))
