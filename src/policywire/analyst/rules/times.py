"""T1 and T2: every number stands in its own period, and a period is named."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policywire.analyst.figures import Figure
from policywire.analyst.rules.bearing import Bearing, Sort
from policywire.analyst.rules.clauses import Clauses, Number
from policywire.analyst.rules.context import Context
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.strokes import Placed
from policywire.evidence import Derived
from policywire.facts import Frequency, Period

__all__ = ["Told", "check_times", "told_of"]

_BASE = re.compile(
    r"(?<!\w)(?:than(?: in| from| for)?|between|on|over|against|since|compared (?:with|to)(?: in)?"
    r"|versus|relative to|that of|level of)(?: at least| about)?\s*$",
    re.IGNORECASE,
)
_ON = re.compile(r"(?<!\w)on\s*$", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)from\s*$", re.IGNORECASE)
_TO = re.compile(r"(?<!\w)to\s*$", re.IGNORECASE)
_SINCE = re.compile(r"(?<!\w)since(?: at least| about)?\s*$", re.IGNORECASE)
_YEAR_AGO = re.compile(
    r"(?<!\w)(?:a year (?:earlier|before|ago)|the (?:year before|previous year|prior year)"
    r"|in the same months? of the previous year)(?!\w)",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"\s*(?:in the same (?:months?|period|quarter)s? )?(?:of )?$", re.IGNORECASE)
_LOOK_BACK = 24


class Told(NamedTuple):
    """What the words around a number say of its period.

    Attributes
    ----------
    inside : Period or None
        The period it is said to be about, by its own words.
    base : Period or None
        The period it is said to be compared with.
    either : Period or None
        A period behind ``from``, which may be the one or the other.
    year_ago : bool
        Whether its base is said to be a year earlier.
    is_year_ago : bool
        Whether the number itself is said to be of a year earlier.
    since : bool
        Whether the base stands behind ``since``.
    from_, to : bool
        Whether it is the first or second of ``from ... to ...``.
    """

    inside: Period | None = None
    base: Period | None = None
    either: Period | None = None
    year_ago: bool = False
    is_year_ago: bool = False
    since: bool = False
    from_: bool = False
    to: bool = False


def told_of(number: Number, clauses: Clauses, figures: Mapping[str, Figure]) -> Told:
    """Return what the words that belong to a number say of its period."""
    text, told = clauses.text, Told()
    for placed in _ordered(number, clauses):
        period = _period_of(placed, figures)
        before = text[max(0, placed.start - _LOOK_BACK) : placed.start]
        if period is None:
            continue
        if _BASE.search(before) and not _is_day(before, period):
            since = told.since if told.base else _SINCE.search(before) is not None
            told = told._replace(base=told.base or period, since=since)
        elif _is_day(before, period) or (_FROM.search(before) and placed.start > number.placed.end):
            told = told._replace(either=told.either or period)
        else:
            told = told._replace(inside=told.inside or period)
    pre, post = text[slice(*number.pre)], text[slice(*number.post)]
    ago = _YEAR_AGO.search(post) if "year" in post else None
    before_it = _YEAR_AGO.search(pre) is not None if "year" in pre else False
    early, tail = before_it and told == Told(), pre[-_LOOK_BACK:]
    direct = ago is not None and _AT_ONCE.fullmatch(post[: ago.start()]) is not None
    return told._replace(
        year_ago=ago is not None or before_it,
        is_year_ago=direct or early,
        from_=_FROM.search(tail) is not None,
        to=_TO.search(tail) is not None,
    )


def _is_day(before: str, period: Period) -> bool:
    """Return whether a period is a day that ``on`` leads to: the one or the other."""
    return period.frequency is Frequency.DAY and period.is_single and _ON.search(before) is not None


def _ordered(number: Number, clauses: Clauses) -> Iterator[Placed]:
    """Yield the period tokens of a number: those after it, then those before, the nearest first."""
    own = [one for one in clauses.periods if number.post[0] <= one.start < number.post[1]]
    before = [one for one in clauses.periods if number.pre[0] <= one.start < number.pre[1]]
    yield from own
    yield from reversed(before)


def _period_of(placed: Placed, figures: Mapping[str, Figure]) -> Period | None:
    """Return the period a token prints: its figure's, or the one that is compared with."""
    figure = figures.get(placed.span.ref)
    if figure is None:
        return None
    trail = figure.trail
    against = trail.against if isinstance(trail, Derived) else None
    if against is not None and placed.span.text.lower() == against.words().lower():
        return against
    return figure.period


def check_times(
    number: Number, told: Told, bearing: Bearing, context: Context, later: Period | None
) -> Iterator[Fault]:
    """Yield a fault where a number stands in another period than its own, or in none.

    Parameters
    ----------
    number : Number
        The number.
    told : Told
        What its own words say of its period.
    bearing : Bearing
        What its figure is about.
    context : Context
        What the words before are about.
    later : Period or None
        The first period named later in the sentence.
    """
    span = number.placed
    if bearing.sort in (Sort.RULE, Sort.MODELLED):
        if told.inside is not None and not told.inside.same_days(bearing.period):
            yield fault("T1", span.span.text, span.place, f"which is {bearing.period.words()}")
        return
    if bearing.sort is Sort.CHANGE:
        yield from _change(number, told, bearing, context, later)
        return
    expected = _expected(told, context, later)
    if not expected:
        yield fault("T2", span.span.text, span.place)
    elif not any(bearing.period.same_days(period) for period in expected):
        yield fault("T1", span.span.text, span.place, f"which is {bearing.period.words()}")


def _expected(told: Told, context: Context, later: Period | None) -> list[Period]:
    """Return the periods any of which a level may be about."""
    if told.is_year_ago and context.period is not None:
        return _year_before(context.period)
    own = told.inside or told.either
    if own is not None:
        return [own]
    if told.from_ or told.to:
        pair = context.pair
        return [pair[told.to]] if pair is not None else ([] if told.from_ else _held(context))
    return _held(context) or ([later] if later is not None else [])


def _held(context: Context) -> list[Period]:
    return [context.period] if context.period is not None else []


def _year_before(period: Period) -> list[Period]:
    if period.frequency is Frequency.DAY:
        return []
    return [period.shift_years(-1)]


def _change(
    number: Number, told: Told, bearing: Bearing, context: Context, later: Period | None
) -> Iterator[Fault]:
    """Yield a fault where a change is between other periods than said."""
    span, against = number.placed, bearing.against
    assert against is not None
    base = told.base or (told.either if told.either and told.either.same_days(against) else None)
    since = told.since or (context.since and base is None)
    base = base or context.base
    if since and base is not None:
        if not base.same_days(against):
            yield fault("T1", span.span.text, span.place, f"its base is {against.words()}")
        return
    inside = told.inside or (told.either if base is not told.either else None)
    held = [inside] if inside else [one for one in (*_held(context), later) if one is not None]
    if not held and base is None:
        yield fault("T2", span.span.text, span.place)
    elif held and not any(bearing.period.same_days(one) for one in held):
        yield fault("T1", span.span.text, span.place, f"which is {bearing.period.words()}")
    elif not _is_base(base, told, bearing):
        yield fault("T1", span.span.text, span.place, f"its base is {against.words()}")


def _is_base(base: Period | None, told: Told, bearing: Bearing) -> bool:
    """Return whether the base told, or the year before where none is told, is that of a change."""
    assert bearing.against is not None
    if base is not None and not told.year_ago:
        return base.same_days(bearing.against)
    return any(bearing.against.same_days(one) for one in _year_before(bearing.period))
