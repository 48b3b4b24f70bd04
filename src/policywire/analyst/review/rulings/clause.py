"""Clauses: one statement of a sentence, and what of it is still unread."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policywire.analyst.reading.marks import (
    Mention,
    Numeral,
    PeriodMention,
    PeriodSense,
)
from policywire.analyst.review.denials import asked, denied_by
from policywire.facts import Period

__all__ = ["Clause", "Moment", "moments", "unread"]

Span = tuple[int, int]
_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-[\w'’]+)*")
_NOW = re.compile(r"\b(?:now|today|currently|at present)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement of a sentence; offsets count from the sentence's start.

    Attributes
    ----------
    text : str
        The sentence.
    start : int
        Where it stands in its paragraph.
    span : (int, int)
        The statement.
    numerals : tuple of Numeral
        Its numbers, labels left out.
    periods : tuple of PeriodMention
        Its periods.
    places : tuple of Mention
        Its places.
    told : date
        When the article was written.
    as_of : date
        Where the reader stands; what was known later is not used.
    pact : bool
        Whether ``the agreement`` is the USMCA.
    dated : bool
        Whether the article gives its day.
    """

    text: str
    start: int
    span: Span
    numerals: tuple[Numeral, ...]
    periods: tuple[PeriodMention, ...]
    places: tuple[Mention, ...]
    told: date
    as_of: date
    pact: bool
    dated: bool

    @property
    def knowable(self) -> date:
        """The day by which a fact must have been known to be held against the article."""
        return min(self.as_of, self.told)

    @property
    def timed(self) -> bool:
        """Whether it can be told which day it speaks of: it names one, or the article does."""
        return self.dated or bool(self.periods)

    @property
    def words(self) -> str:
        """The statement's own words."""
        return self.text[slice(*self.span)]

    def find(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        """Yield where a pattern is found in the statement."""
        return (match.span() for match in pattern.finditer(self.text, *self.span))

    def covering(self, patterns: Iterable[re.Pattern[str]]) -> tuple[Span, ...] | None:
        """Return where patterns are found, or None where one of them is not."""
        found = [tuple(self.find(pattern)) for pattern in patterns]
        return tuple(span for spans in found for span in spans) if all(found) else None

    def denied(self, read: Iterable[Span]) -> str:
        """Return what denies, doubts, supposes or asks it beside what was read; or nothing."""
        if asked(self.text):
            return "it is asked"
        letters = list(self.text)
        for low, high in read:
            letters[low:high] = " " * (high - low)
        return denied_by(
            "".join(letters), self.numerals[0].start if self.numerals else self.span[0]
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """A period a statement names.

    Attributes
    ----------
    span : (int, int)
        Where it is named.
    period : Period
        What it is.
    sense : PeriodSense
        How it stands to what is said.
    """

    span: Span
    period: Period
    sense: PeriodSense


def moments(clause: Clause) -> tuple[Moment, ...] | None:
    """Return the periods of a statement; None where one is not known, or is a base or deadline."""
    found: list[Moment] = []
    for item in clause.periods:
        if item.period is None or item.sense not in (PeriodSense.IN, PeriodSense.SINCE):
            return None
        found.append(Moment((item.start, item.end), item.period, item.sense))
    return tuple(found)


def unread(clause: Clause, read: Iterable[Span], known: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a statement that nothing read.

    Parameters
    ----------
    clause : Clause
        The statement.
    read : iterable of (int, int)
        What was read.
    known : frozenset of str
        Words that change nothing.
    """
    spans = [*read, *clause.find(_NOW)]
    words = (
        match
        for match in _WORD.finditer(clause.text, *clause.span)
        if not any(low <= match.start() < high for low, high in spans)
    )
    left = [match.group() for match in words if _plain(match.group()) not in known]
    return (*left, *(item.text for item in clause.numerals if not _is_read(item, spans)))


def _is_read(item: Numeral, spans: Iterable[Span]) -> bool:
    return any(low <= item.start < high for low, high in spans)


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")
