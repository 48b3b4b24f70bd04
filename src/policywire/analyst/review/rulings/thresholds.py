"""Thresholds and terms: claims of the numbers the agreement and its acts set."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from policywire.analyst.reading.marks import Approximation, Numeral, NumeralKind, PeriodSense
from policywire.analyst.review.report import Ours, Verdict
from policywire.analyst.review.rulings.clause import Clause, Moment, moments, unread
from policywire.analyst.review.rulings.held import Threshold
from policywire.analyst.review.rulings.made import Finding, cited, day_words, made, written
from policywire.analyst.review.rulings.words import THRESHOLDS
from policywire.policy.law import Provision

__all__ = ["thresholds_in"]

Span = tuple[int, int]
_KINDS = {
    "percent": (NumeralKind.PERCENT,),
    "USD": (NumeralKind.MONEY,),
    **dict.fromkeys(("years", "months", "days"), (NumeralKind.COUNT,)),
}
_DAYS = {"days": 1.0, "months": 30.4, "years": 365.25}
_NORM = re.compile(
    r"\b(?:must|needs?|needed|requires?|required|has to|have to|had to|minimum|at least|rules?|"
    r"order|qualify|under|according|threshold)\b",
    re.IGNORECASE,
)
_APART = 0.1  # part by which two spans of time in other units must differ to be called so
_LEAST = re.compile(r"\b(?:at least|minimum of|no less than|not less than)\s+\$?$", re.IGNORECASE)
_BINDS = re.compile(
    r"\b(?:must|needs?|needed|requires?|required|is|are|lasts?|runs?|may|can|has to|have to|has|"
    r"falls)\b",
    re.IGNORECASE,
)


def thresholds_in(clause: Clause, known: tuple[Threshold, ...]) -> Iterator[Finding]:
    """Yield the rulings on the numbers of a statement that the agreement sets.

    Parameters
    ----------
    clause : Clause
        The statement.
    known : tuple of Threshold
        Rules in the order they are tried.
    """
    bound = [(item, *found) for item in clause.numerals if (found := _bound(clause, item, known))]
    if not bound:
        return
    read = [span for _, _, spans in bound for span in spans]
    read += [(item.start, item.end) for item, _, _ in bound]
    named = moments(clause)
    read += [item.span for item in named or ()] + list(_places(clause))
    left = unread(clause, read, THRESHOLDS)
    denied = clause.denied(read)
    left = (denied,) if denied else left
    ruled = [_ruled(clause, item, rule, named, left) for item, rule, _ in bound]
    wrong = any(one.settles and one.claim.verdict is not Verdict.SUPPORTED for one in ruled)
    yield from map(_beside, ruled) if wrong else ruled


def _beside(one: Finding) -> Finding:
    """Return a ruling without support, for the numbers of a threshold bind one another."""
    if one.claim.verdict is not Verdict.SUPPORTED:
        return one
    note = f"That much agrees, but another number of the statement does not. {one.claim.note}"
    return replace(one, claim=replace(one.claim, verdict=Verdict.NO_EVIDENCE, note=note))


def _bound(
    clause: Clause, item: Numeral, known: tuple[Threshold, ...]
) -> tuple[Threshold, tuple[Span, ...]] | None:
    """Return the rule a number is of, and where it is named."""
    for rule in known:
        spans = clause.covering(rule.words) if _comparable(item, rule) else None
        if not spans or any(True for one in rule.barred for _ in clause.find(one)):
            continue
        if item.upto is None or rule.upto:
            return rule, (*spans, *(span for one in rule.asides for span in clause.find(one)))
    return None


def _comparable(item: Numeral, rule: Threshold) -> bool:
    unit = str(rule.rule.unit)
    if item.kind not in _KINDS.get(unit, ()):
        return False
    return unit not in _DAYS or item.unit in _DAYS


def _places(clause: Clause) -> Iterator[Span]:
    """Yield the places of the agreement that narrow nothing: ``in North America``."""
    yield from clause.find(_NORTH)


_NORTH = re.compile(r"\bNorth America(?:n)?\b")


def _ruled(
    clause: Clause,
    item: Numeral,
    rule: Threshold,
    named: tuple[Moment, ...] | None,
    left: tuple[str, ...],
) -> Finding:
    held = rule.rule
    days = _days(clause, held, named)
    if held.known and held.known > clause.knowable:
        return made(clause, (item,), Verdict.NO_EVIDENCE, "That rule was not known yet.")
    on = {_value(held, day) for day in days}
    value = on.pop() if len(on) == 1 else None
    if value is None:
        note = "The rule is not in force for all of the period named, or its day is not known."
        return made(clause, (item,), Verdict.NO_EVIDENCE, note, unread=left)
    ours, told = (_ours(held, days[0]),), _told(held, days[0])
    if _agrees(item, rule, value, days[0]):
        firm = _firm(clause, item) and _as_rule(clause, item)
        verdict = Verdict.SUPPORTED if firm else Verdict.NO_EVIDENCE
        return made(clause, (item,), verdict, told, ours, unread=left)
    return _differing(clause, item, rule, days[0], left)


def _days(clause: Clause, rule: Provision, named: tuple[Moment, ...] | None) -> tuple[date, ...]:
    """Return the days a rule is asked for: both ends of the period named, or the article's own."""
    if named is None or len(named) > 1:
        return (date.min, date.max)
    if not named:
        return (clause.told,)
    if named[0].sense is PeriodSense.SINCE:
        period = named[0].period
        steps = [day for day in rule.values if period.start <= day <= period.end]
        return (steps[0], clause.told) if steps else (date.min, date.max)
    return (named[0].period.start, named[0].period.end)


def _value(rule: Provision, day: date) -> float | None:
    since = max((start for start in rule.values if start <= day), default=None)
    return None if since is None else rule.values[since]


def _agrees(item: Numeral, rule: Threshold, value: float, day: date) -> bool:
    if item.upto is not None:
        top = _value(rule.upto, day) if rule.upto else None
        return item.value == value and item.upto == top
    if item.kind is NumeralKind.COUNT and item.unit != str(rule.rule.unit):
        return False
    return item.value == value


def _firm(clause: Clause, item: Numeral) -> bool:
    """Return whether a number is given as what the rule sets, not as a bound around it."""
    if item.approximation is Approximation.OVER:
        return _LEAST.search(clause.text, 0, item.start) is not None
    return item.approximation is Approximation.NONE


def _as_rule(clause: Clause, item: Numeral) -> bool:
    """Return whether a part or a wage is said to be what is asked for, not what there is."""
    return item.kind is NumeralKind.COUNT or any(True for _ in clause.find(_NORM))


def _differing(
    clause: Clause,
    item: Numeral,
    rule: Threshold,
    day: date,
    left: tuple[str, ...],
) -> Finding:
    held = rule.rule
    note, ours = _told(held, day), (_ours(held, day),)
    other = next((day for day, value in held.values.items() if value == item.value), None)
    kin = next((one for one in rule.kin if item.value == _value(one, day)), None)
    if kin is not None:
        note = f"It agrees with {_low(kin.measure)}; which is meant is not said. {note}"
        return made(clause, (item,), Verdict.NO_EVIDENCE, note, ours, unread=left)
    near = _near(item, rule)
    if near or not _plain(clause, item):
        return made(clause, (item,), Verdict.NO_EVIDENCE, note, ours, unread=left)
    if other is not None and item.upto is None:
        note = f"True from {day_words(other)} on, not on the day said. {note}"
        return made(clause, (item,), Verdict.WRONG_PERIOD, note, ours, unread=left)
    return made(clause, (item,), Verdict.CONTRADICTED, note, ours, unread=left)


def _near(item: Numeral, rule: Threshold) -> bool:
    """Return whether a span of time in another unit may be the same: ``half a year``."""
    unit = str(rule.rule.unit)
    if unit not in _DAYS or item.unit == unit or item.unit not in _DAYS:
        return False
    ours = max(rule.rule.values.values()) * _DAYS[unit]
    return abs(item.value * _DAYS[item.unit] - ours) <= _APART * ours


def _plain(clause: Clause, item: Numeral) -> bool:
    """Return whether a number may be called wrong: given as it is, or as a least, of a rule."""
    return _firm(clause, item) and _BINDS.search(clause.text, *clause.span) is not None


def _told(rule: Provision, day: date) -> str:
    unit = {"USD": "dollars"}.get(str(rule.unit), str(rule.unit))
    words = f"{_low(rule.measure)}, {_value(rule, day):g} {unit}"
    return f"Ours: {words} on {day_words(day)} ({written(rule.citation)})."


def _low(text: str) -> str:
    return text[0].lower() + text[1:]


def _ours(rule: Provision, day: date) -> Ours:
    value = _value(rule, day)
    return Ours(
        value if value is not None else float("nan"),
        str(rule.unit),
        str(day),
        f"rule {rule.id}",
        f"{rule.measure}; {cited(rule.citation)}",
    )
