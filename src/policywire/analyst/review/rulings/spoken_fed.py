"""Spoken of the Fed: what a statement says of a decision on the target range."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policywire.analyst.reading.marks import Approximation, Numeral, NumeralKind
from policywire.analyst.review.rulings.clause import Clause

__all__ = ["SpokenFed", "spoken_fed"]

Span = tuple[int, int]
_FED = re.compile(
    r"\b(?:the\s+)?(?:U\.?S\.?\s+)?"
    r"(?:Federal Reserve|Fed(?!\.\s*Reg)|FOMC|Federal Open Market Committee)\b"
)
_BODY = re.compile(
    r"\b(?:the\s+)?(?:committee|policymakers|officials|central bank|it|they)\b", re.IGNORECASE
)
_RATES = re.compile(
    r"\b(?:(?:its|the|their|U\.S\.)\s+)?(?:(?:benchmark|key|policy|main|federal funds|target|"
    r"interest|short-term|overnight)\s+)*(?:rates?|range)(?:\s+for\s+the\s+federal\s+funds\s+rate)?\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\b(?:cuts?|cutting|lower(?:s|ed|ing)?|reduc(?:e[sd]?)|trim(?:s|med)?|eased|easing)\b",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"\b(?:rais(?:e[sd]?)|hik(?:e[sd]?)|lift(?:s|ed)?|increas(?:e[sd]?))\b", re.IGNORECASE
)
_HELD = re.compile(
    r"\b(?:held|holds?|kept|keeps?|left|leaves?|maintain(?:s|ed)?)\b|\b(?:unchanged|steady)\b",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"\b(?:in\s+an?\s+|by\s+an?\s+)?(?P<for>\d{1,2})\s?(?:-|–|to)\s?(?P<against>\d{1,2})(?:\s+votes?)?(?!\.?\d|%|\s?percent)"
)
_VOTED = re.compile(r"\b(?:the\s+)?(?:votes?|voted)\b", re.IGNORECASE)
_UNANIMOUS = re.compile(r"\bunanimous(?:ly)?\b", re.IGNORECASE)
_WHO = r"(?:members?|policymakers?|officials?|voters?|people|dissenters?)"
_OF = r"(?:(?:Fed|FOMC|committee|voting)\s+)?"
_COUNTS = ("no", "one", "two", "three", "four", "five")
_DISSENT = re.compile(
    rf"\b(?:(?P<many>\d|{'|'.join(_COUNTS)})\s+{_OF}{_WHO}\s+(?:dissented|voted\s+against)"
    rf"|(?P<nobody>nobody|no\s+one)\s+dissented|(?P<votes>\d|{'|'.join(_COUNTS)})\s+dissents)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?P<name>(?:[A-Z][\w.]*\s+){0,4}[A-Z][\w.]+)\s+(?:dissented|voted\s+against)"
    r"(?:\s+(?:in\s+favou?r\s+of|preferring|wanting)\s+(?P<wish>a\s+(?:larger\s+|bigger\s+)?cut"
    r"|a\s+hike|an\s+increase|no\s+change|a\s+hold))?"
)
_TIMES = re.compile(
    rf"\b(?:(?P<word>once|twice)|(?P<many>\d|{'|'.join(_COUNTS)})\s+times)\b", re.IGNORECASE
)
_TOTAL = re.compile(
    r"\b(?:a\s+total\s+of|a\s+combined|in\s+(?:all|total)|cumulatively|altogether)\b", re.IGNORECASE
)
_STEPS = {NumeralKind.BASIS_POINTS: 1.0, NumeralKind.POINTS: 100.0}


@dataclass(frozen=True, slots=True)
class SpokenFed:
    """What a statement says of a decision.

    Attributes
    ----------
    named : bool
        Whether it names the Fed; else it says ``it``, or speaks of a vote.
    way : int or None
        -1 cut, 1 raised, 0 held; None where it does not say.
    step : Numeral or None
        By how much.
    level : Numeral or None
        The range decided.
    vote : (int, int) or None
        For and against.
    dissents : int or None
        Votes against.
    dissenter : str
        Who voted against; empty where nobody is named.
    wish : str
        What he or she preferred; empty where it does not say.
    times : int or None
        How often it moved.
    total : bool
        Whether the step is said to be a sum.
    numbers : dict of str to tuple of Numeral
        The numbers of each part that has some.
    read : tuple of (int, int)
        What was read.
    """

    named: bool
    way: int | None
    step: Numeral | None
    level: Numeral | None
    vote: tuple[int, int] | None
    dissents: int | None
    dissenter: str
    wish: str
    times: int | None
    total: bool
    numbers: dict[str, tuple[Numeral, ...]]
    read: tuple[Span, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts it gives a number for; the way alone where none."""
        named = ("step", "level", "vote", "dissents", "times")
        found = tuple(part for part in named if getattr(self, part) is not None)
        return (*found, *(("dissenter",) if self.dissenter else ())) or ("way",)


def spoken_fed(clause: Clause, *, carried: bool) -> SpokenFed | None:
    """Return what a statement says of a decision, or None where it says nothing readable.

    Parameters
    ----------
    clause : Clause
        The statement.
    carried : bool
        Whether the sentence before was of the Fed, so that ``it`` and a vote may be its.
    """
    named = [*clause.find(_FED)]
    if not named and not carried and not _DISSENT.search(clause.words):
        return None
    vote = _first(clause, _VOTE) if any(True for _ in clause.find(_VOTED)) else None
    dissent, times = _first(clause, _DISSENT), _first(clause, _TIMES)
    name = None if dissent else _first(clause, _NAME)
    way = _way(clause, name.span() if name else (0, 0))
    found = [item for item in (vote, dissent, times, name) if item is not None]
    rest = [
        item
        for item in clause.numerals
        if not any(one.start() <= item.start < one.end() for one in found)
    ]
    step = _only(item for item in rest if item.kind in _STEPS)
    level = _only(
        item for item in rest if item.kind is NumeralKind.PERCENT and item.upto is not None
    )
    if way is None and not (vote or dissent or name or _first(clause, _UNANIMOUS)):
        return None
    if (step or level) and (way is None or not any(True for _ in clause.find(_RATES))):
        return None
    spoken = [item for item in (step, level) if item is not None]
    if any(item.approximation is not Approximation.NONE for item in spoken):
        return None
    unanimous = _first(clause, _UNANIMOUS) is not None
    numbers = {
        "step": (step,) if step else (),
        "level": (level,) if level else (),
        **{
            name: _inside(clause, one)
            for name, one in (("vote", vote), ("dissents", dissent), ("times", times))
        },
    }
    patterns = (_FED, _BODY, _RATES, _CUT, _RAISED, _HELD, _VOTED, _UNANIMOUS, _TOTAL)
    read = [span for pattern in patterns for span in clause.find(pattern)]
    read += [one.span() for one in found] + [(item.start, item.end) for item in spoken]
    return SpokenFed(
        bool(named),
        way,
        step,
        level,
        (int(vote["for"]), int(vote["against"])) if vote else None,
        0 if unanimous and not dissent else _dissents(dissent),
        name["name"] if name else "",
        (name["wish"] or "") if name else "",
        _times(times),
        any(True for _ in clause.find(_TOTAL)),
        numbers,
        tuple(read),
    )


def _first(clause: Clause, pattern: re.Pattern[str]) -> re.Match[str] | None:
    return pattern.search(clause.text, *clause.span)


def _only(found: Iterator[Numeral]) -> Numeral | None:
    items = list(found)
    return items[0] if len(items) == 1 else None


def _inside(clause: Clause, match: re.Match[str] | None) -> tuple[Numeral, ...]:
    if match is None:
        return ()
    return tuple(item for item in clause.numerals if match.start() <= item.start < match.end())


def _way(clause: Clause, wish: Span) -> int | None:
    """Return the one way a statement says the range went, what a dissenter wished apart."""
    found = [
        way
        for way, pattern in {-1: _CUT, 1: _RAISED, 0: _HELD}.items()
        if any(not wish[0] <= start < wish[1] for start, _ in clause.find(pattern))
    ]
    return found[0] if len(found) == 1 else None


def _dissents(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    word = match["many"] or match["votes"] or "no"
    return int(word) if word.isdigit() else _COUNTS.index(word.lower())


def _times(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    if match["word"]:
        return {"once": 1, "twice": 2}[match["word"].lower()]
    word = match["many"].lower()
    return int(word) if word.isdigit() else _COUNTS.index(word)


def step_bp(item: Numeral) -> float:
    """Return a step in basis points."""
    return item.value * _STEPS[item.kind]
