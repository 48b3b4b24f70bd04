"""Checking: an article's claims, each with a verdict against the evidence held."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TypeVar

from policywire.analyst.reading.marks import Numeral, PeriodMention
from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sentences import sentences
from policywire.analyst.reading.terms import Terms
from policywire.analyst.review.bind import Binder
from policywire.analyst.review.broken import broken_in
from policywire.analyst.review.claims import SentenceReader
from policywire.analyst.review.dateline import without_dateline
from policywire.analyst.review.frame import Frame
from policywire.analyst.review.months import with_years
from policywire.analyst.review.outline import Document
from policywire.analyst.review.report import Claim
from policywire.analyst.review.rulings.binding import rulings_in
from policywire.analyst.review.rulings.held import statutes
from policywire.analyst.review.rulings.settling import Judged, settled
from policywire.analyst.review.said import Said
from policywire.analyst.review.segments import Sentence
from policywire.analyst.review.verdicts import judge
from policywire.evidence import View

_LONGEST = 1_200  # characters; longer is no sentence of prose
_MOST_NUMBERS = 25  # in one sentence; more is a table
_MOST_CLAIMS = 1_000
Mark = TypeVar("Mark", Numeral, PeriodMention)

__all__ = ["check_document", "check_text", "said_in"]


def check_document(document: Document, view: View, terms: Terms) -> tuple[Claim, ...]:
    """Return the claims of an article with their verdicts, in order.

    Parameters
    ----------
    document : Document
        The article; headings, lists and prose are read, furniture is not.
    view : View
        The evidence as it stood for the reader.
    terms : Terms
        Words of the lexicons.
    """
    binder = Binder(view)
    told = _Told(document.published or view.as_of, document.published is not None)
    prose = (item for item in document.paragraphs if item.kind.is_prose)
    found = (
        replace(claim, start=claim.start + item.start, end=claim.end + item.start)
        for item in prose
        for claim in _checked(item.text, binder, terms, told)
    )
    return tuple(islice(found, _MOST_CLAIMS))


def check_text(text: str, view: View, terms: Terms, as_of: date) -> tuple[Claim, ...]:
    """Return the claims of a plain text with their verdicts, in order.

    Parameters
    ----------
    text : str
        The text, paragraphs parted by empty lines.
    view : View
        The evidence as it stood for the reader.
    terms : Terms
        Words of the lexicons.
    as_of : date
        When the text was written, for ``last year``.
    """
    binder, told = Binder(view), _Told(as_of, True)
    found = (
        replace(claim, start=claim.start + start, end=claim.end + start)
        for start, part in _paragraphs(text)
        for claim in _checked(part, binder, terms, told)
    )
    return tuple(islice(found, _MOST_CLAIMS))


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for part in text.split("\n\n"):
        yield start, part
        start += len(part) + 2


def said_in(
    text: str, terms: Terms, told: date, as_of: date, *, dated: bool = True
) -> Iterator[Said]:
    """Yield what a paragraph says of its numbers, in order; what is no prose is left out.

    Parameters
    ----------
    text : str
        The paragraph.
    terms : Terms
        Words of the lexicons.
    told : date
        When it was written.
    as_of : date
        Where the reader stands.
    dated : bool
        Whether ``told`` is the article's own day, by which a month without a year is read.
    """
    text = without_dateline(text)
    marks, moments = numerals(text), list(periods(text, told))
    moments = list(with_years(moments, told)) if dated else moments
    reader, frame = SentenceReader(terms, as_of), Frame()
    for span in sentences(text):
        inside = _inside(marks, span)
        if span[1] - span[0] > _LONGEST or len(inside) > _MOST_NUMBERS:
            continue
        sentence = Sentence.of(text, span, inside, _inside(moments, span), terms)
        found, frame = reader.read(sentence, frame)
        yield from found


def _inside(marks: Sequence[Mark], span: tuple[int, int]) -> list[Mark]:
    """Return the marks that begin inside a span; they come in order."""
    first = bisect_left(marks, span[0], key=_start)
    return list(marks[first : bisect_left(marks, span[1], key=_start)])


def _start(mark: Numeral | PeriodMention) -> int:
    return mark.start


def _checked(text: str, binder: Binder, terms: Terms, told: "_Told") -> Iterator[Claim]:
    lost = broken_in(text)
    judged: list[Judged] = []
    for said in said_in(text, terms, told.day, binder.view.as_of, dated=told.known):
        broken = any(item.start < said.end and said.start < item.end for item in lost)
        judged.append((said, judge(said, binder, broken=broken)))
    ruled = rulings_in(
        text, terms, statutes(), told=told.day, as_of=binder.view.as_of, dated=told.known
    )
    yield from settled(judged, ruled)


@dataclass(frozen=True, slots=True)
class _Told:
    """The day of an article, and whether it gives one."""

    day: date
    known: bool
