"""Duties: claims of the rate a tariff measure lays on goods, and of the days it runs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from policywire.analyst.reading.marks import Approximation, Numeral, NumeralKind, PeriodSense
from policywire.analyst.review.report import Ours, Verdict
from policywire.analyst.review.rulings.clause import Clause, unread
from policywire.analyst.review.rulings.duty_case import Case, duty_case
from policywire.analyst.review.rulings.held import Statutes
from policywire.analyst.review.rulings.made import Finding, cited, day_words, made, written
from policywire.analyst.review.rulings.words import ADVERSE, DUTIES
from policywire.policy.measure import Measure

__all__ = ["duties_in"]

Span = tuple[int, int]
_CLOSE, _YEAR = timedelta(days=8), timedelta(days=365)
_BEGAN = re.compile(
    r"\b(?:took|takes?|taken)\s+effect|\b(?:rose|raised|doubled|lifted|increased|began|begun|"
    r"started|effective)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\b(?:expires?|expired|ends?|ended|lapses?|lapsed)\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:rose|risen|raised|lifted|increased)\b", re.IGNORECASE)
_UPTO = re.compile(r"\bto\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|faced|paid)\b", re.IGNORECASE)


def duties_in(clause: Clause, held: Statutes) -> Iterator[Finding]:
    """Yield the ruling on what a statement says of a duty.

    Parameters
    ----------
    clause : Clause
        The statement.
    held : Statutes
        The law.
    """
    case = duty_case(clause, held)
    if case is None:
        return
    rates = [item for item in clause.numerals if item.kind is NumeralKind.PERCENT]
    twice = [item for item in clause.numerals if item.text.lower() == "doubled" and rates]
    others = [item for item in clause.numerals if item not in (*rates, *twice)]
    if others or len(rates) > 1 or (twice and not _doubled(case, rates[0])):
        return
    rate = rates[0] if rates else None
    read = (*case.read, *((item.start, item.end) for item in (*rates, *twice)))
    denied = clause.denied(read)
    left = (denied,) if denied else unread(clause, read, DUTIES)
    hard = (denied,) if denied else unread(clause, read, ADVERSE)
    by = (*_moved_by(clause, rate), *filter(None, (case.spared,)))
    left, hard = (*left, *by), (*hard, *_moved_by(clause, rate))
    ended = any(True for _ in clause.find(_ENDED))
    if ended or rate is None:
        ruled = _of_end(case, rate, left) if ended else None
    else:
        ruled = _of_rate(case, rate, left, hard)
    if ruled is not None:
        yield replace(ruled, numerals=(*twice, *ruled.numerals))


# -------------------------------------------------------------------- rates


def _moved_by(clause: Clause, rate: Numeral | None) -> tuple[str, ...]:
    """Return the word by which a rate is said to move by so much, and not to it."""
    if rate is None or _UPTO.search(clause.text, 0, rate.start):
        return ()
    return tuple(clause.text[slice(*span)] for span in clause.find(_MOVED))


def _doubled(case: Case, rate: Numeral) -> bool:
    """Return whether the rate the day before a measure began was half of it."""
    share = rate.value / 100.0
    begun = [day for one in case.measures for day, held in one.rates.items() if held == share]
    before = (one.on(day - timedelta(days=1)) for one in case.measures for day in begun)
    return any(held == share / 2 for held in before)


def _of_rate(
    case: Case, rate: Numeral, left: tuple[str, ...], hard: tuple[str, ...]
) -> Finding | None:
    share = rate.value / 100.0
    if rate.upto is not None or rate.approximation is not Approximation.NONE:
        return None
    right = [one for one in case.measures if _holds(case, one, share)]
    main = _told(case)
    if main is None:
        return None
    note, ours = _note(main, _asked(case)), (_ours(main),)
    if right:
        chosen = right[0]
        return made(
            case.clause,
            (rate,),
            Verdict.SUPPORTED,
            _note(chosen, _asked(case)),
            (_ours(chosen),),
            unread=left,
        )
    if case.sure and not _long_before(case) and (late := _began_else(case, share)) is not None:
        words = (
            f"It is {100 * share:g} percent, but not from the day said. {_note(late, _asked(case))}"
        )
        ours = (_ours(late),)
        return made(case.clause, (rate,), Verdict.WRONG_PERIOD, words, ours, unread=hard)
    if not case.sure or _loose(case, share) or _long_before(case):
        return made(case.clause, (rate,), Verdict.NO_EVIDENCE, note, ours, unread=left)
    ever = next((one for one in case.measures if share in one.rates.values()), None)
    if ever is not None:
        note = f"True of other days only. {_note(ever, _asked(case))}"
        return made(case.clause, (rate,), Verdict.WRONG_PERIOD, note, (_ours(ever),), unread=hard)
    return made(case.clause, (rate,), Verdict.CONTRADICTED, note, ours, unread=hard)


def _long_before(case: Case) -> bool:
    """Return whether a day is asked for from which no measure of the action is held."""
    first = min((one.start for one in case.family if one.start), default=date.max)
    return _asked(case) < first - _YEAR


def _began_else(case: Case, share: float) -> Measure | None:
    """Return the measure that has a rate in force, where it is said to have begun on another day.

    Days within a week of each other may be of the act and of its effect, and are not told apart.
    """
    moment = case.named[0] if case.named else None
    since = moment is not None and (
        moment.sense is PeriodSense.SINCE or any(True for _ in case.clause.find(_BEGAN))
    )
    if moment is None or not since:
        return None
    days = [day for one in case.family for day, rate in one.rates.items() if rate == share]
    close = any(abs(day - moment.period.start) < _CLOSE for day in days)
    on = [one for one in case.measures if one.on(case.day) == share]
    return None if close or not on else on[0]


def _loose(case: Case, share: float) -> bool:
    """Return whether a rate that differs may be another one of the same action."""
    own = {one.id for one in case.measures}
    named = case.named[0].period if case.named else None
    days = (named.start, named.end) if named else (case.day,)
    others = (one for one in case.family if one.id not in own)
    return any(one.on(day) == share for one in others for day in days)


def _holds(case: Case, one: Measure, share: float) -> bool:
    """Return whether a measure has a rate on the days asked for, and no other gives way to it."""
    if not case.named:
        return _now(case, one, share)
    moment = case.named[0]
    period = moment.period
    if moment.sense is PeriodSense.SINCE or any(True for _ in case.clause.find(_BEGAN)):
        begun = [day for day, rate in one.rates.items() if rate == share]
        starts = any(period.start <= day <= period.end for day in begun)
        lasting = moment.sense is not PeriodSense.SINCE or _runs(case, share, period.start)
        return starts and lasting and not _displaced(case, one, period.end)
    days = (period.start, period.end)
    return all(one.on(day) == share and not _displaced(case, one, day) for day in days)


def _runs(case: Case, share: float, since: date) -> bool:
    """Return whether a rate runs on the day of the article, by one measure or its heir."""
    if since > case.day:
        return False
    return any(
        one.on(case.day) == share and not _displaced(case, one, case.day) for one in case.measures
    )


def _now(case: Case, one: Measure, share: float) -> bool:
    """Return whether a rate holds on the day of the article; told as past, at any day before."""
    if any(True for _ in case.clause.find(_PAST)):
        past = {rate for day, rate in one.rates.items() if day <= case.day}
        return past == {share} and len(case.measures) == 1
    return one.on(case.day) == share and not _displaced(case, one, case.day)


def _displaced(case: Case, one: Measure, day: date) -> bool:
    """Return whether a measure on the same goods of the origin named takes its place."""
    return any(one.id in other.in_place_of and other.on(day) is not None for other in case.measures)


def _asked(case: Case) -> date:
    return case.named[0].period.end if case.named else case.day


def _told(case: Case) -> Measure | None:
    """Return the measure that answers for the day asked for, or the last one before it."""
    day = _asked(case)
    rated = [one for one in case.measures if one.rates]
    on = [one for one in rated if one.on(day) is not None and not _displaced(case, one, day)]
    before = [one for one in rated if (one.start or date.max) <= day]
    newest = sorted(before, key=lambda one: max(one.rates))[-1:]
    return next(iter((*on, *newest, *rated)), None)


# --------------------------------------------------------------------- ends


def _of_end(case: Case, rate: Numeral | None, left: tuple[str, ...]) -> Finding | None:
    """Return the ruling on the last day of a duty, of the rate named where one is."""
    last = _last(case.measures)
    if not case.named or last is None or last.until is None or not case.sure:
        return None
    if rate is not None and last.on(last.until) != rate.value / 100.0:
        return None
    period, day, numbers = case.named[0].period, last.until, (rate,) if rate else ()
    note, ours = _note(last, day), (_ours(last),)
    if period.start <= day <= period.end:
        return made(case.clause, numbers, Verdict.SUPPORTED, note, ours, unread=left)
    if abs(period.start - day) <= timedelta(days=1):
        return made(case.clause, numbers, Verdict.NO_EVIDENCE, note, ours, unread=left)
    note = f"Not on {period.words()}. {note}"
    return made(case.clause, numbers, Verdict.CONTRADICTED, note, ours, unread=left)


def _last(measures: Iterable[Measure]) -> Measure | None:
    """Return the measure that ends last; None where one has no end."""
    held = list(measures)
    if any(one.until is None for one in held):
        return None
    return max(held, key=lambda one: one.until or date.min, default=None)


# -------------------------------------------------------------------- words


def _note(one: Measure, day: date) -> str:
    spells = "; ".join(
        f"{100 * rate:g} percent from {day_words(start)}"
        for start, rate in sorted(one.rates.items())
    )
    end = f", to {day_words(one.until)}" if one.until else ""
    state = "" if one.on(day) is not None else f" Not in force on {day_words(day)}."
    where = f"heading {one.heading}; {written(one.citation)}"
    return f"Ours: {_low(one.title)}, {spells}{end} ({where}).{state}"


def _low(text: str) -> str:
    return text[0].lower() + text[1:]


def _ours(one: Measure) -> Ours:
    """Return a measure as a report shows it: its newest rate, and the days it runs."""
    start = max(one.rates)
    trail = f"{one.title}; heading {one.heading}; {cited(one.citation)}"
    period = f"{min(one.rates)} to {one.until}" if one.until else f"from {min(one.rates)}"
    return Ours(100.0 * one.rates[start], "percent", period, f"measure {one.id}", trail)
