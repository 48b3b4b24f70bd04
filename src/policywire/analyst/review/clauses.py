"""An article cut into sentences once, with what the rules ask of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policywire.analyst.reading.marks import Numeral, NumeralKind, PeriodMention
from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sentences import sentences
from policywire.analyst.review.outline import Document
from policywire.analyst.review.sourcing import is_linked, is_sourced

__all__ = ["Sentence", "sentences_of", "spans_of"]

_FRESH_LINE = re.compile(r"[.!?]\n")

_MEASURED = {
    NumeralKind.MONEY,
    NumeralKind.PERCENT,
    NumeralKind.POINTS,
    NumeralKind.BASIS_POINTS,
    NumeralKind.FRACTION,
    NumeralKind.MULTIPLE,
}
_COUNTED = {NumeralKind.COUNT, NumeralKind.PLAIN}
_MANY = 1000  # counts from here on are figures: 300,000 jobs


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article's prose.

    Attributes
    ----------
    text : str
        Its words.
    start, end : int
        Where it stands in ``Document.text``.
    paragraph : int
        The number of its paragraph.
    figures : tuple of Numeral
        Its measured numbers, places counted in its own text.
    periods : tuple of PeriodMention
        The periods it names, places counted in its own text.
    is_sourced : bool
        Whether it names or links a source.
    """

    text: str
    start: int
    end: int
    paragraph: int
    figures: tuple[Numeral, ...]
    periods: tuple[PeriodMention, ...]
    is_sourced: bool


def spans_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield sentences; a line break after a full stop parts them even before a small letter."""
    for start, end in sentences(text):
        at = start
        for found in _FRESH_LINE.finditer(text, start, end):
            yield at, found.start() + 1
            at = found.end()
        if at < end:
            yield at, end


def sentences_of(document: Document, as_of: date) -> tuple[Sentence, ...]:
    """Return the sentences of an article's prose."""
    return tuple(
        sentence
        for number, item in enumerate(document.prose)
        for sentence in _cut(document, item.start, item.text, (number, as_of))
    )


def _cut(document: Document, place: int, text: str, about: tuple[int, date]) -> Iterator[Sentence]:
    number, as_of = about
    for start, end in spans_of(text):
        words = text[start:end]
        yield Sentence(
            words,
            place + start,
            place + end,
            number,
            figures=tuple(item for item in numerals(words) if _is_figure(item)),
            periods=periods(words, as_of),
            is_sourced=is_sourced(words) or is_linked(document.links, place + start, place + end),
        )


def _is_figure(item: Numeral) -> bool:
    return item.kind in _MEASURED or (item.kind in _COUNTED and abs(item.value) >= _MANY)
