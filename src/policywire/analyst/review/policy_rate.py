"""The policy rate: verdicts on the target range for federal funds, decision by decision."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from policywire.analyst.numbers import MINUS
from policywire.analyst.reading.marks import NumeralKind
from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.report import Verdict
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.telling import during
from policywire.analyst.review.vocabulary import STEADY
from policywire.facts import Frequency, Period, SeriesKey
from policywire.facts.errors import PolicywireError

__all__ = ["judge_range"]

Judged = tuple[Verdict, str, tuple[Answer, ...]]
Range = tuple[float, float]
_LOWER, _UPPER = "fed:target.lower/USA", "fed:target.upper/USA"
_AROUND = timedelta(days=730)
_NEAR = 0.0051
_REACH = 60  # characters before a number in which the end it is of is named
_UPPER_END = re.compile(r"\b(?:upper|top|ceiling)\b", re.IGNORECASE)
_LOWER_END = re.compile(r"\blower\s+(?:limit|bound|end)\b|\b(?:bottom|floor)\b", re.IGNORECASE)


def judge_range(said: Said, binder: Binder) -> Judged:
    """Return the verdict on a target range or a step of it, why, and the figures it rests on."""
    decisions = _decisions(binder)
    foreign = {*said.about.origins, *said.about.destinations} - {"USA"} if said.about else set()
    if not decisions or foreign:
        return Verdict.NO_EVIDENCE, "No such policy rate is held.", ()
    if said.period is None:
        day, found = max(decisions.items())
        note = f"No day is given. The newest range held is {_words(found)}, of {day}."
        return Verdict.NOT_CHECKABLE, note, _answers(day, found)
    if said.doubts:
        return Verdict.NO_EVIDENCE, f"It cannot be bound: {said.doubts[0]}.", ()
    if said.period.end > max(decisions) + _AROUND:
        return Verdict.NO_EVIDENCE, "No decision is held so late.", ()
    judged = _stepped if said.shape is Shape.DIFFERENCE else _ranged
    return judged(said, said.period, decisions)


def _decisions(binder: Binder) -> dict[date, Range]:
    try:
        low = binder.view.observations(SeriesKey.parse(_LOWER))
        high = binder.view.observations(SeriesKey.parse(_UPPER))
    except PolicywireError:
        return {}
    return {day: (item.value, high[day].value) for day, item in low.items() if day in high}


def _ranged(said: Said, period: Period, decisions: dict[date, Range]) -> Judged:
    candidates = list(_meant(period, decisions))
    if not candidates:
        return Verdict.NO_EVIDENCE, "No decision is held so early.", ()
    for day, found in candidates:
        if said.numeral and _same(said, found) and _went(said, day, decisions):
            note = f"Ours: {_words(found)}, decided on {day}."
            return Verdict.SUPPORTED, note, _answers(day, found)
    day, found = candidates[-1]
    now = f"the range was {_words(found)}, of the decision on {day}"
    other = _another(said, period, decisions)
    if other:
        note = f"True of the decision on {other}; {during(period)} {now}."
        answers = (*_answers(day, found), *_answers(other, decisions[other]))
        return Verdict.WRONG_PERIOD, note, answers
    return Verdict.CONTRADICTED, f"Ours: {now}.", _answers(day, found)


def _meant(period: Period, decisions: dict[date, Range]) -> Iterator[tuple[date, Range]]:
    """Yield the decisions of a period, and the one in force at its end."""
    inside = [day for day in decisions if period.start <= day <= period.end]
    before = [day for day in decisions if day <= period.end]
    if inside:
        yield from ((day, decisions[day]) for day in inside)
    elif before:
        yield max(before), decisions[max(before)]


def _another(said: Said, period: Period, decisions: dict[date, Range]) -> date | None:
    """Return the decision nearest in time the range is true of."""
    numeral = said.numeral
    hits = [
        day
        for day, found in decisions.items()
        if numeral
        and _same(said, found)
        and abs(day - period.end) <= _AROUND
        and _went(said, day, decisions)
    ]
    return min(hits, key=lambda day: abs(day - period.end)) if hits else None


def _same(said: Said, found: Range) -> bool:
    """Return whether a range agrees; one number with the end that is named, or with either."""
    numeral = said.numeral
    if numeral is None:
        return False
    if numeral.upto is not None:
        return abs(numeral.value - found[0]) < _NEAR and abs(numeral.upto - found[1]) < _NEAR
    start = max(0, numeral.start - _REACH)
    upper = _UPPER_END.search(said.text, start, numeral.start) is not None
    lower = _LOWER_END.search(said.text, start, numeral.start) is not None
    ends = [end for end, other in zip(found, (upper, lower), strict=True) if not other]
    return any(abs(numeral.value - end) < _NEAR for end in ends)


def _went(said: Said, day: date, decisions: dict[date, Range]) -> bool:
    """Return whether the range went the way the text says on that day, or stayed."""
    before = [other for other in decisions if other < day]
    still = not STEADY.isdisjoint(re.findall(r"[^\W\d_]+", said.text.casefold()))
    if not (said.direction or still) or not before:
        return not still
    step = decisions[day][1] - decisions[max(before)][1]
    return abs(step) < _NEAR if still else step * said.direction > 0


def _stepped(said: Said, period: Period, decisions: dict[date, Range]) -> Judged:
    before = [day for day in decisions if day < period.start]
    inside = [day for day in decisions if period.start <= day <= period.end]
    if not before or not inside or said.numeral is None:
        return Verdict.NO_EVIDENCE, "No decision is held for that period.", ()
    first, last = max(before), max(inside)
    step = decisions[last][1] - decisions[first][1]
    factor = 0.01 if said.numeral.kind is NumeralKind.BASIS_POINTS else 1.0
    meant = said.numeral.value * factor * (said.direction or 1)
    made = _step(step, last, first)
    sign = "+" if step > 0 else MINUS
    size = f"{sign}{abs(step):.2f} percentage points" if abs(step) >= _NEAR else "no change"
    note = f"Ours: {size}, decided by {last}."
    if abs(step - meant) < _NEAR and said.direction:
        return Verdict.SUPPORTED, note, (made,)
    return Verdict.CONTRADICTED, note, (made,)


def _step(step: float, last: date, first: date) -> Answer:
    now, then = (Period.of(Frequency.DAY, day) for day in (last, first))
    expression = f"difference(value({_UPPER}, {now}), value({_UPPER}, {then}))"
    return Answer(step, "points", now, then, expression, f"decisions of {first} and {last}")


def _answers(day: date, found: Range) -> tuple[Answer, ...]:
    period = Period.of(Frequency.DAY, day)
    return tuple(
        Answer(value, "percent", period, None, f"value({key}, {period})", f"decision of {day}")
        for key, value in zip((_LOWER, _UPPER), found, strict=True)
    )


def _words(found: Range) -> str:
    return f"{found[0]:.2f} to {found[1]:.2f} percent"
