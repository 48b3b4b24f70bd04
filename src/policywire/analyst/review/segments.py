"""Segments: the stretch of a sentence that speaks of one number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from policywire.analyst.reading.marks import Mention, Numeral, NumeralKind, PeriodMention
from policywire.analyst.reading.terms import Terms
from policywire.analyst.review.cues import BOUNDARY, STRONG

__all__ = ["Segment", "Sentence", "cut"]

M = TypeVar("M", Numeral, PeriodMention)
_COUNTED = (NumeralKind.RANK, NumeralKind.LABEL)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what was found in it; offsets count from its own start.

    Attributes
    ----------
    text : str
        Its words.
    start : int
        Where it stands in the whole text.
    numerals : tuple of Numeral
        Numbers, without ranks and labels.
    periods : tuple of PeriodMention
        Periods.
    places, concepts, products, elsewhere : tuple of Mention
        What the lexicons name.
    """

    text: str
    start: int
    numerals: tuple[Numeral, ...]
    periods: tuple[PeriodMention, ...]
    places: tuple[Mention, ...]
    concepts: tuple[Mention, ...]
    products: tuple[Mention, ...]
    elsewhere: tuple[Mention, ...]

    @property
    def marked(self) -> tuple[tuple[int, int], ...]:
        """Where something was found: a place, a measure, a product, a number or a period."""
        spans = [(item.start, item.end) for item in (*self.places, *self.concepts, *self.products)]
        spans += [(item.start, item.end) for item in self.numerals]
        return (*spans, *((item.start, item.end) for item in self.periods))

    @classmethod
    def of(
        cls,
        text: str,
        span: tuple[int, int],
        numerals: Iterable[Numeral],
        periods: Iterable[PeriodMention],
        terms: Terms,
    ) -> "Sentence":
        """Return the sentence at ``span`` of ``text``; marks count from the whole text's start."""
        start, end = span
        words = text[start:end]
        numbers = tuple(_shift(item, start) for item in numerals if item.kind not in _COUNTED)
        money = [item for item in numbers if item.kind is NumeralKind.MONEY]
        places = [
            item
            for item in terms.places(words)
            if words[item.end : item.end + 1] != "$"
            and not any(sum_.start <= item.start < sum_.end for sum_ in money)
        ]  # of US$5 the letters are no place
        return cls(
            words,
            start,
            numbers,
            tuple(_shift(item, start) for item in periods),
            tuple(places),
            terms.concepts(words),
            terms.products(words),
            terms.elsewhere(words),
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """The stretch of a sentence that speaks of one number.

    Attributes
    ----------
    start, end : int
        Where it stands in the sentence.
    numeral : Numeral or None
        Its number; None in a sentence without any.
    fresh : bool
        Whether it begins a statement of its own, after a strong boundary.
    """

    start: int
    end: int
    numeral: Numeral | None
    fresh: bool

    def holds(self, mark: Mention | PeriodMention | Numeral) -> bool:
        """Return whether a mark begins inside."""
        return self.start <= mark.start < self.end


def cut(sentence: Sentence, numerals: Sequence[Numeral]) -> tuple[Segment, ...]:
    """Cut a sentence into one segment for each number, which together cover it."""
    if not numerals:
        return (Segment(0, len(sentence.text), None, True),)
    borders = [(0, True)]
    for left, right in pairwise(numerals):
        borders.append(_border(sentence.text, left.end, right.start))
    ends = [*(start for start, _ in borders[1:]), len(sentence.text)]
    return tuple(
        Segment(start, end, numeral, fresh)
        for (start, fresh), end, numeral in zip(borders, ends, numerals, strict=True)
    )


def _border(text: str, start: int, end: int) -> tuple[int, bool]:
    strong = STRONG.search(text, start, end)
    if strong:
        return strong.start(), True
    weak = BOUNDARY.search(text, start, end)
    return (weak.start() if weak else end), False


def _shift(mark: M, start: int) -> M:
    return replace(mark, start=mark.start - start, end=mark.end - start)
