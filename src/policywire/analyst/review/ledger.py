"""The ledger: which words of a sentence are read as part of a claim, so that the rest is known.

Supported is said only where nothing is left. A word is read where it is a number, place, period,
measure or product that the claim takes up, the word of direction it is checked by, a comparison or
rank that is checked elsewhere, a source, or of a closed class that changes nothing. Two words of
direction for one claim leave one unread: in ``growth in imports rose 5 percent`` no imports rose.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policywire.analyst.reading.marks import Numeral, NumeralKind
from policywire.analyst.review import around
from policywire.analyst.review.covering import covered
from policywire.analyst.review.cues import LARGEST
from policywire.analyst.review.knowing import knows
from policywire.analyst.review.metrics import FLOWS, is_metric
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.segments import Segment, Sentence, cut
from policywire.analyst.review.statements import Span, brackets_at, points_back, statements
from policywire.analyst.review.taken import dates_taken, marks_taken, number_taken

__all__ = ["unread"]

_WORD = re.compile(
    r"[^\W\d_]+(?:['’][^\W\d_]+)*|(?<![\[\d.,])\d(?:[\d.,]*\d)?(?!\d*\])"
)  # [3] is a note
_TO = re.compile(r"\b(?:to|a|hasta)\s+$", re.IGNORECASE)
_RATIOS = (NumeralKind.MULTIPLE, NumeralKind.FRACTION)
_LEVELS = (Shape.LEVEL, Shape.SHARE)
_LEADING = re.compile(r"(?:since|desde|after|tras)\s*(?:\s(?:the|los)\s*)?", re.IGNORECASE)


def unread(sentence: Sentence, found: Sequence[Said]) -> tuple[tuple[str, ...], ...]:
    """Return for each claim of a sentence the words that nothing read.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    found : sequence of Said
        What it says, N claims.

    Returns
    -------
    tuple of tuple of str
        N rows of words, empty where all of a claim was read.
    """
    text = sentence.text
    numbers = [item.numeral.start for item in found if item.numeral is not None]
    spans = statements(text, sentence.concepts, numbers)
    page = _Page(text, numbers, tuple(_row(sentence, found, span) for span in spans))
    return tuple(
        tuple(dict.fromkeys((*_of(page, item), *_misled(text, item), *_miscounted(item))))
        for item in found
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A statement of a sentence and what nobody read of it.

    Attributes
    ----------
    span : (int, int)
        Where it stands.
    words : tuple of (int, str)
        Words not read, with their places.
    named : bool
        Whether it names a measure.
    """

    span: Span
    words: tuple[tuple[int, str], ...]
    named: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """The statements of a sentence.

    Attributes
    ----------
    text : str
        The sentence.
    numbers : sequence of int
        Where the numbers of its claims stand.
    rows : tuple of _Row
        Its statements, in order.
    """

    text: str
    numbers: Sequence[int]
    rows: tuple[_Row, ...]


def _row(sentence: Sentence, found: Sequence[Said], span: Span) -> _Row:
    named = any(is_metric(one.code) and _in(span, one.start) for one in sentence.concepts)
    return _Row(span, tuple(_left(sentence, found, span)), named)


def _of(page: _Page, item: Said) -> Iterator[str]:
    """Yield the words unread of a claim: of its statement, and of those it hangs together with."""
    place = _place(page.text, item)
    inside = brackets_at(page.text, place)
    for row in _bearing(page, item, place):
        for start, word in row.words:
            own = brackets_at(page.text, start)
            apart = own != inside and own is not None and any(_in(own, at) for at in page.numbers)
            if not apart and not (inside and start >= inside[1]):
                yield word


def _bearing(page: _Page, item: Said, place: int) -> Iterator[_Row]:
    """Yield the statements that bear on a claim.

    They are its own, those before that name its measure where it does not, and those that point
    back to it. A motion or an order is read of the whole sentence.
    """
    if item.shape in (Shape.MOTION, Shape.ORDER):
        yield from page.rows
        return
    at = next((n for n, row in enumerate(page.rows) if _in(row.span, place)), 0)
    first = at
    while first > 0 and not page.rows[first].named:
        first -= 1
    yield from page.rows[first : at + 1]
    for row in (*page.rows[:first], *page.rows[at + 1 :]):
        counted = any(_in(row.span, number) for number in page.numbers)
        if points_back(page.text, row.span, counted=counted):
            yield row


def _in(span: Span, place: int) -> bool:
    return span[0] <= place < span[1]


def _miscounted(item: Said) -> Iterator[str]:
    """Yield what a number counts where the measure counts something else: ``158 million cars``."""
    number, about = item.numeral, item.about
    if number is None or about is None or number.kind is not NumeralKind.COUNT:
        return
    if not knows((item,), number.unit):
        yield number.unit


def _place(text: str, item: Said) -> int:
    if item.numeral is not None:
        return item.numeral.start
    found = LARGEST.search(text)
    return found.start() if found else 0


def _misled(text: str, item: Said) -> Iterator[str]:
    """Yield ``to 7 percent`` where the number was read as a change and stands as a level."""
    number = item.numeral
    if number is None or item.shape is not Shape.CHANGE or item.about is None:
        return
    if item.about.concept in FLOWS and _TO.search(text[: number.start]):
        yield f"to {number.text}"


def _left(sentence: Sentence, found: Sequence[Said], span: Span) -> Iterator[tuple[int, str]]:
    """Yield the words of a statement that no claim of its sentence reads."""
    numbered = [item for item in found if item.numeral is not None]
    bare = [item for item in found if item.numeral is None]
    inside = [item for item in numbered if _holds(span, item)] or numbered
    dates = [*dates_taken(sentence, [*inside, *bare])]
    common = [*covered(sentence, found, span), *dates]
    for segment, owner in _owned(sentence, numbered):
        owners = [*owner, *bare]
        taken = [*common, *marks_taken(sentence, owners), *_numbers(sentence.text, inside)]
        low, high = max(segment.start, span[0]), min(segment.end, span[1])
        for word in _WORD.finditer(sentence.text, low, max(low, high)):
            read = _within(word.start(), taken) or knows(owners, word.group())
            if not (read or _led(sentence.text, word, taken)) or _due(sentence.text, word, dates):
                yield word.start(), word.group()
    yield from _lonely(sentence.text, inside, span)
    yield from _ratios(sentence.numerals, inside, span)


def _led(text: str, word: "re.Match[str]", taken: Iterable[Span]) -> bool:
    """Return whether a word leads right to a date or number taken up: ``since``, ``after``."""
    if _LEADING.match(text, word.start()) is None:
        return False
    return any(_LEADING.fullmatch(text, word.start(), start) is not None for start, _ in taken)


def _due(text: str, word: "re.Match[str]", dates: Iterable[Span]) -> bool:
    """Return whether a word makes a date a deadline: ``by 2025``."""
    if word.group().casefold() != "by":
        return False
    return any(text[word.end() : start].isspace() for start, _ in dates if start > word.end())


def _lonely(text: str, claims: Sequence[Said], span: Span) -> Iterator[tuple[int, str]]:
    """Yield ``from`` and ``against`` before a statement's only number, of which nothing is said."""
    if len(claims) != 1 or claims[0].numeral is None or claims[0].shape not in _LEVELS:
        return
    number = claims[0].numeral
    if _in(span, number.start) and around.is_base(text, span[0], number.start):
        yield number.start, around.bare(text[span[0] : number.start]).split()[-1]


def _holds(span: Span, item: Said) -> bool:
    return item.numeral is not None and _in(span, item.numeral.start)


def _owned(sentence: Sentence, numbered: Sequence[Said]) -> Iterator[tuple[Segment, list[Said]]]:
    """Yield the stretch of each number with its claim; with the one before where it has none."""
    numbers = [item.numeral for item in numbered if item.numeral is not None]
    last: list[Said] = []
    for at, segment in enumerate(cut(sentence, numbers)):
        own = [numbered[at]] if numbered else []
        yield segment, own if own and own[0].about else [*own, *last]
        last = [item for item in own if item.about] or last


def _numbers(text: str, claims: Iterable[Said]) -> Iterator[Span]:
    yield from (number_taken(text, item.numeral) for item in claims if item.numeral is not None)


def _ratios(
    numerals: Iterable[Numeral], claims: Sequence[Said], span: Span
) -> Iterator[tuple[int, str]]:
    """Yield ``twice`` and ``half`` where other numbers of the statement may be multiplied."""
    if len(claims) < 2:
        return
    for item in numerals:
        if item.kind in _RATIOS and item.words and _in(span, item.start):
            yield item.start, item.text


def _within(place: int, spans: Iterable[Span]) -> bool:
    return any(start <= place < end for start, end in spans)
