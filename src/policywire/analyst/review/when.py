"""When: the period a number is about, and the one it is compared with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from policywire.analyst.reading.marks import PeriodMention, PeriodSense
from policywire.analyst.review import around
from policywire.analyst.review.frame import Frame
from policywire.analyst.review.segments import Segment, Sentence
from policywire.facts import Frequency, Period
from policywire.facts.errors import BadPeriod

__all__ = ["UNDATED", "When", "earlier", "stretched", "when"]

_WHOLE = "whether the whole year is meant is not said"
UNDATED = "the sentence does not say which period it is about"
_COMPARED = re.compile(
    r"\b(?:than|from|compared\s+(?:with|to)|versus|vs\.?|against|relative\s+to|over|after|below|"
    r"above|under|short\s+of|por\s+debajo\s+de|por\s+encima\s+de|"
    r"respecto\s+(?:a|de)|frente\s+a|que|desde)\s+(?:(?:that|those|their|its|the|level|levels|las?|los|el|su|nivel)\s+)*"
    r"(?:(?:in|of|for|during|en|de|del)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_UPON = re.compile(r"(?:\bpercent|%)\s+on\s+$", re.IGNORECASE)
_SAME = re.compile(r"\b(?:same|mism[oa]s?|igual(?:es)?)\b", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:to|through|until|a|hasta)\b|[-–]", re.IGNORECASE)
_THAN = re.compile(r"\b(?:than|with|to|versus|against|que)\s+(?:in\s+)?$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_TWO = 2
_ASIDE = re.compile(r",?\s+\b(?:which|who|whose|where|que|cuy[oa]s?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """The period a number is about.

    Attributes
    ----------
    period : Period or None
        The period; None where the text does not say.
    base : Period or None
        What it is compared with, where the text says.
    since : bool
        Whether the period is the beginning of an open one.
    doubts : tuple of str
        Why it is not sure.
    """

    period: Period | None = None
    base: Period | None = None
    since: bool = False
    doubts: tuple[str, ...] = ()


def earlier(period: Period, years: int) -> Period | None:
    """Return the same days some years earlier, or None where there are none."""
    try:
        if period.frequency is not Frequency.DAY:
            return period.shift_years(-years)
        moved = [day.replace(year=day.year - years) for day in (period.start, period.end)]
        return Period(moved[0], moved[1], Frequency.DAY)
    except (BadPeriod, ValueError):
        return None


def when(sentence: Sentence, ahead: Sequence[Segment], frame: Frame, as_of: date) -> When:
    """Return the period of the number of the first of the segments ``ahead``."""
    del as_of
    segment = ahead[0]
    own = [item for item in sentence.periods if segment.holds(item)]
    bases = [item for item in own if _is_base(sentence.text, item)]
    exact = [item for item in own if item not in bases and item.period is not None]
    start = segment.numeral.start if segment.numeral else segment.start
    if around.is_base(sentence.text, segment.start, start):
        if _of_elsewhere(sentence, segment, start) and not own and frame.age == 0:
            return When(frame.period, frame.base, frame.since)
        return _of_base(exact, bases, frame)
    picked = _picked(exact, start) or _looked_ahead(sentence, ahead[1:])
    period = picked.period if picked else _inherited(sentence, frame)
    since = picked is not None and picked.sense is PeriodSense.SINCE
    if period is None:
        return When(doubts=(UNDATED,))
    led = _led_back(sentence.text, bases, start) if picked is None else 0
    if led:
        return When(earlier(period, led))
    base = _base(period, bases) or _base_ahead(sentence, ahead[1:], period)
    if picked is None and frame.age == 0:
        return When(period, base or frame.base, frame.since)
    return When(period, base, since)


def _of_elsewhere(sentence: Sentence, segment: Segment, start: int) -> bool:
    """Return whether a number is set against another place's: ``compared with 10% for Canada``."""
    codes = [item.code for item in sentence.places if segment.holds(item) and item.start > start]
    before = {item.code for item in sentence.places if item.end <= start}
    return bool(codes) and not before & set(codes)


def _led_back(text: str, bases: Sequence[PeriodMention], start: int) -> int:
    """Return the years back a number is about: ``; a year before, it had been 5``, or 0."""
    return next(
        (
            item.back_years
            for item in bases
            if item.back_years and item.start < start and _OPENED.search(text[: item.start])
        ),
        0,
    )


_OPENED = re.compile(r"(?:^|[;:.,]\s+|\b(?:and|but|while|y|pero)\s+)$", re.IGNORECASE)
_ENDS = re.compile(r"\s+(?:to|and|y|a|hasta)\s+(?:in\s+)?", re.IGNORECASE)


def stretched(sentence: Sentence, moment: When) -> When:
    """Return the two ends of a change: ``between 2024 and 2025`` is 2025 against 2024."""
    marks = [item for item in sentence.periods if item.period is not None]
    for item in marks:
        if item.period == moment.period and (ends := _ends(item)):
            return replace(moment, period=ends[1], base=ends[0])
    for left, right in pairwise(marks):
        joined = _ENDS.fullmatch(sentence.text[left.end : right.start]) is not None
        if joined and moment.period in (left.period, right.period) and _alike(left, right):
            return replace(moment, period=right.period, base=left.period)
    return moment


def _ends(item: PeriodMention) -> tuple[Period, Period] | None:
    """Return the first and the last year, or month, of a range that names two years."""
    period = item.period
    if period is None or len(_YEAR.findall(item.text)) != _TWO:
        return None
    if period.start.year == period.end.year:
        return None
    if period.frequency not in (Frequency.YEAR, Frequency.MONTH, Frequency.QUARTER):
        return None
    return Period.holding(period.start, period.frequency), Period.holding(
        period.end, period.frequency
    )


def _alike(left: PeriodMention, right: PeriodMention) -> bool:
    """Return whether two periods are as long, the first the earlier."""
    if left.period is None or right.period is None:
        return False
    return left.period.months == right.period.months and left.period.end < right.period.start


def _base_ahead(sentence: Sentence, ahead: Sequence[Segment], period: Period) -> Period | None:
    """Return the base the next number is about: ``to 5, up from 4 a year earlier``."""
    if not ahead or ahead[0].numeral is None:
        return None
    segment, number = ahead[0], ahead[0].numeral
    if not around.is_base(sentence.text, segment.start, number.start):
        return None
    own = [item for item in sentence.periods if segment.holds(item)]
    named = [item.period for item in own if item.period is not None]
    return _aligned(period, named[0]) if named else _base(period, own)


def _is_base(text: str, item: PeriodMention) -> bool:
    """Return whether a period is one that something is compared with.

    A year is a base only where a word of comparison stands right before it; ``since`` is none.
    """
    if item.back_years > 0 or _SAME.search(item.text):
        return True
    before = text[max(0, item.start - 60) : item.start]
    if _RANGE.search(item.text) and not _THAN.search(before):
        return False
    if _UPON.search(before) and item.period and item.period.frequency is Frequency.YEAR:
        return True
    return item.sense is not PeriodSense.SINCE and _COMPARED.search(before) is not None


def _picked(exact: Sequence[PeriodMention], start: int) -> PeriodMention | None:
    after = [item for item in exact if item.start > start]
    before = [item for item in exact if item.start < start]
    return after[0] if after else before[-1] if before else None


def _looked_ahead(sentence: Sentence, ahead: Sequence[Segment]) -> PeriodMention | None:
    """Return the period of the next segment: ``rose 6.9 percent to $505.5 billion in 2024``."""
    for segment in ahead:
        number = segment.numeral
        if segment.fresh or number is None:
            return None
        if around.is_base(sentence.text, segment.start, number.start):
            return None
        if _ASIDE.search(sentence.text, ahead[0].start, number.start):
            return None
        exact = [
            item
            for item in sentence.periods
            if segment.holds(item) and item.period and not _is_base(sentence.text, item)
        ]
        if exact:
            return exact[0]
    return None


def _inherited(sentence: Sentence, frame: Frame) -> Period | None:
    """Return the period of earlier words: of this sentence, or of the one just before."""
    if frame.period is None or frame.age > 1:
        return None
    if frame.age == 1 and any(item.period for item in sentence.periods):
        return None
    return frame.period


def _base(period: Period, bases: Sequence[PeriodMention]) -> Period | None:
    for item in bases:
        year = _YEAR.search(item.text)
        if item.period is not None:
            return _aligned(period, item.period)
        if item.back_years:
            return earlier(period, item.back_years)
        if year:
            return earlier(period, period.start.year - int(year.group()))
    return None


def _aligned(period: Period, base: Period) -> Period:
    """Return the base, cut to the same months where a whole year is named."""
    if base.is_single and base.frequency is Frequency.YEAR and period.months not in (0, 12):
        return earlier(period, period.start.year - base.start.year) or base
    return base


def _of_base(exact: Sequence[PeriodMention], bases: Sequence[PeriodMention], frame: Frame) -> When:
    """Return the period of a number that something is compared with."""
    named = [item.period for item in (*exact, *bases) if item.period is not None]
    if named:
        period = _aligned(frame.period, named[0]) if frame.period else named[0]
        return When(period, doubts=(_WHOLE,) * (period != named[0]))
    if bases and frame.period is not None and (base := _base(frame.period, bases)):
        return When(base)
    years = [item.back_years for item in bases if item.back_years]
    if years and frame.period is not None:
        return When(earlier(frame.period, years[0]))
    return When(doubts=(UNDATED,))
