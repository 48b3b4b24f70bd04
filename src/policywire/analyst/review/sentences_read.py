"""Sentences as read: those of a paragraph with their marks, found once for all readers."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from policywire.analyst.reading.marks import Numeral, PeriodMention
from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sentences import sentences
from policywire.analyst.reading.terms import Terms
from policywire.analyst.review.dateline import without_dateline
from policywire.analyst.review.months import with_years
from policywire.analyst.review.segments import Sentence

__all__ = ["sentences_in"]

_LONGEST = 1_200  # characters; longer is no sentence of prose
_MOST_NUMBERS = 25  # in one sentence; more is a table
Mark = TypeVar("Mark", Numeral, PeriodMention)


def sentences_in(text: str, terms: Terms, told: date, *, dated: bool = True) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph, in order; what is no prose is left out.

    Parameters
    ----------
    text : str
        The paragraph.
    terms : Terms
        Words of the lexicons.
    told : date
        When it was written.
    dated : bool
        Whether ``told`` is the article's own day, by which a month without a year is read.
    """
    text = without_dateline(text)
    marks, moments = numerals(text), list(periods(text, told))
    moments = list(with_years(moments, told)) if dated else moments
    for span in sentences(text):
        inside = _inside(marks, span)
        if span[1] - span[0] > _LONGEST or len(inside) > _MOST_NUMBERS:
            continue
        yield Sentence.of(text, span, inside, _inside(moments, span), terms)


def _inside(marks: Sequence[Mark], span: tuple[int, int]) -> list[Mark]:
    """Return the marks that begin inside a span; they come in order."""
    first = bisect_left(marks, span[0], key=_start)
    return list(marks[first : bisect_left(marks, span[1], key=_start)])


def _start(mark: Numeral | PeriodMention) -> int:
    return mark.start
