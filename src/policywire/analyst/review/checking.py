"""Checking: an article's claims, each with a verdict against the evidence held."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from policywire.analyst.reading.marks import Numeral, PeriodMention
from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sentences import sentences
from policywire.analyst.reading.terms import Terms
from policywire.analyst.review.bind import Binder
from policywire.analyst.review.broken import broken_in
from policywire.analyst.review.claims import SentenceReader
from policywire.analyst.review.frame import Frame
from policywire.analyst.review.outline import Document
from policywire.analyst.review.report import Claim
from policywire.analyst.review.said import Said
from policywire.analyst.review.segments import Sentence
from policywire.analyst.review.verdicts import judge
from policywire.evidence import View

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
    binder, told = Binder(view), document.published or view.as_of
    prose = (item for item in document.paragraphs if item.kind.is_prose)
    return tuple(
        replace(claim, start=claim.start + item.start, end=claim.end + item.start)
        for item in prose
        for claim in _checked(item.text, binder, terms, told)
    )


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
    binder = Binder(view)
    return tuple(
        replace(claim, start=claim.start + start, end=claim.end + start)
        for start, part in _paragraphs(text)
        for claim in _checked(part, binder, terms, as_of)
    )


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for part in text.split("\n\n"):
        yield start, part
        start += len(part) + 2


def said_in(text: str, terms: Terms, told: date, as_of: date) -> Iterator[Said]:
    """Yield what a paragraph says of its numbers, in order."""
    marks, moments = numerals(text), periods(text, told)
    reader, frame = SentenceReader(terms, as_of), Frame()
    for span in sentences(text):
        sentence = Sentence.of(text, span, _inside(marks, span), _inside(moments, span), terms)
        found, frame = reader.read(sentence, frame)
        yield from found


def _inside(marks: Iterable[Mark], span: tuple[int, int]) -> list[Mark]:
    return [item for item in marks if span[0] <= item.start < span[1]]


def _checked(text: str, binder: Binder, terms: Terms, told: date) -> Iterator[Claim]:
    lost = broken_in(text)
    for said in said_in(text, terms, told, binder.view.as_of):
        broken = any(item.start < said.end and said.start < item.end for item in lost)
        yield judge(said, binder, broken=broken)
