"""Checking: an article's claims, each with a verdict against the evidence held."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from policywire.analyst.reading.terms import Terms
from policywire.analyst.review.bind import Binder
from policywire.analyst.review.broken import broken_in
from policywire.analyst.review.carrying import Section, carried, left_by
from policywire.analyst.review.claims import SentenceReader
from policywire.analyst.review.frame import Frame
from policywire.analyst.review.outline import Document, Paragraph, ParagraphKind
from policywire.analyst.review.report import Claim, Verdict
from policywire.analyst.review.rulings.binding import Told, rulings_in
from policywire.analyst.review.rulings.held import statutes
from policywire.analyst.review.rulings.pact import pact_after
from policywire.analyst.review.rulings.settling import Judged, settled
from policywire.analyst.review.said import Said
from policywire.analyst.review.segments import Sentence
from policywire.analyst.review.sentences_read import sentences_in
from policywire.analyst.review.verdicts import judge
from policywire.evidence import View

_MOST_CLAIMS = 1_000

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
    told = document.published or view.as_of
    reading = _Reading(Binder(view), terms, told, document.published is not None)
    found = (
        replace(claim, start=claim.start + item.start, end=claim.end + item.start)
        for item in _prose(document, reading)
        for claim in reading.claims(item.text)
    )
    return tuple(islice(found, _MOST_CLAIMS))


def _prose(document: Document, reading: "_Reading") -> Iterator[Paragraph]:
    """Yield the paragraphs that are prose; a heading begins a section of its own."""
    for item in document.paragraphs:
        if item.kind is ParagraphKind.HEADING:
            reading.section = Section()
            reading.pact = pact_after(item.text, reading.pact)
        if item.kind.is_prose:
            yield item


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
    reading = _Reading(Binder(view), terms, as_of, dated=True)
    found = (
        replace(claim, start=claim.start + start, end=claim.end + start)
        for start, part in _paragraphs(text)
        for claim in reading.claims(part)
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
    for _, found in _read(tuple(sentences_in(text, terms, told, dated=dated)), terms, as_of):
        yield from found


def _read(
    sentences: Iterable[Sentence], terms: Terms, as_of: date
) -> Iterator[tuple[Sentence, tuple[Said, ...]]]:
    reader, frame = SentenceReader(terms, as_of), Frame()
    for sentence in sentences:
        found, frame = reader.read(sentence, frame)
        yield sentence, found


@dataclass(slots=True)
class _Reading:
    """The reading of an article, paragraph by paragraph.

    Attributes
    ----------
    binder : Binder
        Over the series held.
    terms : Terms
        Words of the lexicons.
    told : date
        The day of the article, or the reader's where it gives none.
    dated : bool
        Whether it gives one.
    section : Section
        What the words so far leave standing.
    pact : bool
        Whether ``the agreement`` is the USMCA by the words so far.
    """

    binder: Binder
    terms: Terms
    told: date
    dated: bool
    section: Section = field(default_factory=Section)
    pact: bool = False

    def claims(self, text: str) -> Iterator[Claim]:
        """Yield the claims of the next paragraph."""
        as_of, lost = self.binder.view.as_of, broken_in(text)
        sentences = tuple(sentences_in(text, self.terms, self.told, dated=self.dated))
        judged: list[Judged] = []
        for sentence, found in _read(sentences, self.terms, as_of):
            for said in found:
                broken = any(item.start < said.end and said.start < item.end for item in lost)
                judged.append((said, self._judged(said, sentence, broken=broken)))
            self.section = left_by(sentence, found, self.section)
        ruled = rulings_in(
            sentences, statutes(), told=Told(self.told, self.dated), as_of=as_of, pact=self.pact
        )
        self.pact = pact_after(text, self.pact)
        yield from settled(judged, ruled)

    def _judged(self, said: Said, sentence: Sentence, *, broken: bool) -> Claim:
        made = judge(said, self.binder, broken=broken)
        if broken or made.verdict is not Verdict.NOT_CHECKABLE:
            return made
        return carried(said, sentence, self.section, self.binder) or made
