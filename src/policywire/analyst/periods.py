"""Named periods of a brief: fixed, or the last ones held, so that a refresh moves them."""

import re
from collections.abc import Mapping
from datetime import timedelta

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

    Raises
    ------
    BadPeriod
        If the grain is none of these, or does not tile the range.
    """
    first, _, last = text.partition("..")
    ends = [_named(part, known) for part in (first, last or first)]
    if grain == TRAILING:
        months = ends[0].through(ends[1]).split(Frequency.MONTH)
        return tuple(Period.trailing_year(month) for month in months)
    whole = Period(ends[0].start, ends[1].end, _finer(ends[0].frequency, ends[1].frequency))
    return whole.split(_frequency(grain))


def _frequency(grain: str) -> Frequency:
    known = [frequency.value for frequency in Frequency]
    if grain not in known:
        raise BadPeriod(f"'{grain}' is no grain; use {', '.join(known)}, 12m or ytd.")
    return Frequency(grain)


def _finer(one: Frequency, other: Frequency) -> Frequency:
    return min(one, other, key=lambda frequency: frequency.months)


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
        start = _resolved(first, known, series, view)
        return start.through(_resolved(last, known, series, view))
    match = _LAST.fullmatch(text)
    if match is None:
        return _named(text, known)
    if match[1] not in series:
        raise BadPeriod(f"'{text}': no series is called '{match[1]}'.{near(match[1], series)}")
    return _last(view.span(series[match[1]]), match[2] or "", text)


def _last(held: Period, grain: str, text: str) -> Period:
    """Return the last period of a grain inside what is held."""
    newest = Period.holding(held.end, held.frequency)
    if not grain:
        return newest
    if grain not in (TRAILING, YEAR_TO_DATE):
        return _last_complete(held, _frequency(grain))
    if held.frequency is not Frequency.MONTH:
        raise BadPeriod(f"'{text}': 12m and ytd are for monthly series; this one is not.")
    if grain == TRAILING:
        return Period.trailing_year(newest)
    return Period.holding(newest.start.replace(month=1), Frequency.MONTH).through(newest)


def _last_complete(held: Period, frequency: Frequency) -> Period:
    """Return the last grain of ``frequency`` that ends within what is held."""
    current = Period.holding(held.end, frequency)
    if current.end <= held.end:
        return current
    return Period.holding(current.start - timedelta(days=1), frequency)
