"""Binding: the statements of a paragraph against law and decisions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from policywire.analyst.reading.marks import Numeral, NumeralKind, PeriodMention
from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sentences import sentences
from policywire.analyst.reading.terms import Terms
from policywire.analyst.review.dateline import without_dateline
from policywire.analyst.review.months import with_years
from policywire.analyst.review.rulings.clause import Clause
from policywire.analyst.review.rulings.duties import duties_in
from policywire.analyst.review.rulings.happened import happened_in
from policywire.analyst.review.rulings.held import Statutes
from policywire.analyst.review.rulings.made import Finding
from policywire.analyst.review.rulings.meetings import Carried, meetings_in
from policywire.analyst.review.rulings.thresholds import thresholds_in
from policywire.analyst.review.statements import points_back, statements

__all__ = ["rulings_in"]

M = TypeVar("M", Numeral, PeriodMention)
_LONGEST = 1_200  # characters; longer is no sentence of prose
_MOST_NUMBERS = 12  # in one sentence; more is a table


def rulings_in(
    text: str, terms: Terms, held: Statutes, *, told: date, as_of: date, dated: bool = True
) -> tuple[Finding, ...]:
    """Return the rulings on what a paragraph says of law and decisions, in order.

    Parameters
    ----------
    text : str
        The paragraph; offsets count from its start.
    terms : Terms
        Words of the lexicons.
    held : Statutes
        What is held.
    told : date
        When the article was written.
    as_of : date
        Where the reader stands.
    dated : bool
        Whether the article gives its day.
    """
    found: list[Finding] = []
    carried: Carried | None = None
    for clauses in _sentences(without_dateline(text), terms, told, as_of, dated=dated):
        left = carried
        carried = None
        for clause in clauses:
            ruled, leaves = meetings_in(clause, held.decisions, left)
            left = carried = leaves or carried
            found += ruled or _of_law(clause, held)
    return tuple(found)


def _of_law(clause: Clause, held: Statutes) -> tuple[Finding, ...]:
    """Return the rulings of the first kind that has some to give."""
    for kind in (
        thresholds_in(clause, held.thresholds),
        happened_in(clause, held.events),
        duties_in(clause, held),
    ):
        if ruled := tuple(kind):
            return ruled
    return ()


def _sentences(
    text: str, terms: Terms, told: date, as_of: date, *, dated: bool
) -> Iterator[tuple[Clause, ...]]:
    """Yield the statements of each sentence."""
    marks = [item for item in numerals(text) if item.kind is not NumeralKind.LABEL]
    named = list(with_years(periods(text, told), told) if dated else periods(text, told))
    for start, end in sentences(text):
        inside = [_moved(item, start) for item in marks if start <= item.start < end]
        if end - start > _LONGEST or len(inside) > _MOST_NUMBERS:
            continue
        words = text[start:end]
        when = [_moved(item, start) for item in named if start <= item.start < end]
        places = terms.places(words)
        yield tuple(
            Clause(
                words,
                start,
                span,
                tuple(item for item in inside if span[0] <= item.start < span[1]),
                tuple(item for item in when if span[0] <= item.start < span[1]),
                tuple(item for item in places if span[0] <= item.start < span[1]),
                told,
                as_of,
            )
            for span in _spans(words, terms, [item.start for item in inside])
        )


def _spans(words: str, terms: Terms, numbers: list[int]) -> tuple[tuple[int, int], ...]:
    """Return the statements of a sentence, one that points back joined to the one before."""
    joined: list[tuple[int, int]] = []
    for span in statements(words, terms.concepts(words), numbers):
        counted = any(span[0] <= place < span[1] for place in numbers)
        if joined and points_back(words, span, counted=counted):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return tuple(joined)


def _moved(mark: M, start: int) -> M:
    return replace(mark, start=mark.start - start, end=mark.end - start)
