"""Proving: what the words beside a number that agrees say besides, checked against our figures.

``Fell to``, ``remained at``, ``peaked at``, ``soared to`` and ``a record`` are each more than the
number. Where ours neither bear them out nor go against them, nothing is supported.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.compare import band_of
from policywire.analyst.review.halves import half_at
from policywire.analyst.review.measures import Gauge, keys_of
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.telling import during, shown
from policywire.analyst.review.vocabulary import PEAKED, STEADY
from policywire.analyst.review.when import earlier
from policywire.analyst.review.windows import before
from policywire.facts import Frequency, Period

__all__ = ["LARGE", "SLUMP", "STRONG", "WEAK", "recorded", "unproved"]

STRONG = re.compile(
    r"\b(?:plung\w+|plummet\w+|surg\w+|soar\w+|jump\w+|tumbl\w+|leap\w*|rocket\w+|skyrocket\w+|"
    r"crater\w+|nosedived?|balloon\w+|mushroomed|tank(?:ed|s)?|collaps\w+|sharply|steeply|strongly|"
    r"dramatically|massively|rapidly|drastically|hugely|significantly|substantially|"
    r"(?:well|far|much)\s+(?:above|below|more|less|higher|lower|larger|smaller)|desplom\w+|"
    r"dispar\w+|fuertemente|drásticamente)\b",
    re.IGNORECASE,
)
SLUMP = re.compile(r"\bslump\w+", re.IGNORECASE)
WEAK = re.compile(
    r"\b(?:slipp\w+|dipp\w+|edg(?:ed|ing)|inch(?:ed|ing)|ticked|slightly|marginally|modestly|barely|"
    r"ligeramente|levemente)\b",
    re.IGNORECASE,
)
LARGE = 10.0  # percent: from here a change may be called strong, and up to here a small one
_LEVELS = (Shape.LEVEL, Shape.SHARE)
_WORD = re.compile(r"[^\W\d_]+")
_BY = re.compile(r"\bby\s+(?:about\s+|around\s+|some\s+|only\s+|just\s+)?$", re.IGNORECASE)
_REACH = 24  # characters before a number
_BACK = 5  # years that must be held before a figure may be called a record
_DAYS = 7


def unproved(said: Said, binder: Binder, gauge: Gauge, right: Answer) -> str:
    """Return what a sentence says of a number that agrees and ours do not bear out, or nothing.

    Parameters
    ----------
    said : Said
        What the sentence says.
    binder : Binder
        Over the series held.
    gauge : Gauge
        What is measured.
    right : Answer
        Our figure, which agrees.
    """
    if said.shape not in _LEVELS or said.period is None:
        return ""
    known = [item for base in _bases(said, right.period) if (item := binder.level(gauge, base))]
    words = _words(said)
    if said.direction and _BY.search(said.text, *_lead(said)):
        return "it is told as a step, and ours is where it stood"
    if said.direction and (why := _moved(said, known, right)):
        return why
    if words & STEADY and not (known and band_of(said).holds(known[0].value)):
        return f"that it did not move is not borne out: {_told(known)}"
    if words & PEAKED and not _turned(binder, gauge, right):
        return "that it turned there was not verified"
    if said.record and not _long(binder, gauge, right):
        return "too few years are held to call it a record"
    return ""


def _words(said: Said) -> frozenset[str]:
    """Return the words of the statement a number stands in."""
    at = said.numeral.start if said.numeral else 0
    return frozenset(word.casefold() for word in _WORD.findall(said.text, *half_at(said.text, at)))


def _lead(said: Said) -> tuple[int, int]:
    end = said.numeral.start if said.numeral else 0
    return max(0, end - _REACH), end


def _told(known: list[Answer]) -> str:
    return "; ".join(f"{shown(one)} {during(one.period)}" for one in known) or "nothing is held"


def _bases(said: Said, period: Period) -> Iterator[Period]:
    """Yield what a motion may be meant against: as said, or the period before and a year before."""
    if said.base is not None:
        yield said.base
        return
    if period.frequency is Frequency.DAY:
        yield from (_day(period, back) for back in range(1, _DAYS))
        return
    yield from (base for base in (before(period), earlier(period, 1)) if base is not None)


def _day(period: Period, back: int) -> Period:
    return Period.of(Frequency.DAY, period.start - timedelta(days=back))


def _moved(said: Said, known: list[Answer], right: Answer) -> str:
    """Return why a rise or fall that led to a number is not borne out, or nothing."""
    if not known:
        return "where it came from is not held"
    first = known[0]
    if (right.value - first.value) * said.direction <= 0:
        return f"it was {shown(first)} {during(first.period)}"
    size = abs(right.value / first.value - 1.0) * 100.0 if first.value else LARGE
    start, end = half_at(said.text, said.numeral.start if said.numeral else 0)
    out = STRONG.search(said.text, start, end) if size < LARGE else None
    out = out or (WEAK.search(said.text, start, end) if size > LARGE else None)
    return f"'{out.group()}' does not fit: {shown(first)} {during(first.period)}" if out else ""


def _turned(binder: Binder, gauge: Gauge, right: Answer) -> bool:
    """Return whether a month stands above, or below, the months on both sides of it."""
    previous, later = before(right.period), _next(right.period)
    if previous is None or later is None:
        return False
    sides = [binder.level(gauge, side) for side in (previous, later)]
    values = [right.value - item.value for item in sides if item is not None]
    return len(values) == len(sides) and (min(values) > 0 or max(values) < 0)


def _next(period: Period) -> Period | None:
    if period.frequency is not Frequency.MONTH or not period.is_single:
        return None
    return Period.holding(period.end + timedelta(days=1), Frequency.MONTH)


def recorded(said: Said, binder: Binder, gauge: Gauge, right: Answer) -> str:
    """Return since when a record that agrees is one in what is held; nothing for no record."""
    if not said.record or said.shape not in _LEVELS:
        return ""
    first = max(binder.view.span(key).start for key in keys_of(gauge.expression))
    since = first.year + (right.period.frequency is Frequency.YEAR and first.month > 1)
    return f" The {'highest' if said.record > 0 else 'lowest'} since {since} in what we hold."


def _long(binder: Binder, gauge: Gauge, right: Answer) -> bool:
    """Return whether enough years are held for a record; of days none is told."""
    first = max(binder.view.span(key).start for key in keys_of(gauge.expression))
    daily = right.period.frequency is Frequency.DAY
    return not daily and right.period.start.year - first.year >= _BACK
