"""Covering: the phrases of a statement that are checked elsewhere, or change nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence

from policywire.analyst.reading.marks import Mention
from policywire.analyst.review.asides import asides
from policywire.analyst.review.cues import BECAME, DOWN, LARGEST, OVERTOOK, RECORD, SUPPLY, UP
from policywire.analyst.review.ordering import comparisons
from policywire.analyst.review.ranking import STREAK
from policywire.analyst.review.rates_told import peso_verb
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.segments import Sentence
from policywire.analyst.review.statements import Span
from policywire.analyst.review.stepping import steps_in
from policywire.analyst.review.taken import number_taken

__all__ = ["covered"]

_STEPPED = (Shape.CHANGE, Shape.DIFFERENCE, Shape.MOTION)
_ORDERED = (Shape.RANK, Shape.ORDER)
_YEAR = 12  # months
_WHERE = re.compile(r",\s+(?:where|donde)\s+[^,;:()\d]{1,80}(?=,)", re.IGNORECASE)
_OF = ("", "of", "de", "del", "un")
_NOUN = re.compile(
    r"(?:growth|rise|increase|decrease|decline|drop|fall|gain|jump|surge|plunge|slump|loss|expansion|"
    r"contraction|reduction|aumento|alza|caída|descenso|reducción|contracción|disminución)$",
    re.IGNORECASE,
)
_MUCH = re.compile(r"\b(?:well|far|much|mucho|muy)\s+$", re.IGNORECASE)
_MORE = re.compile(  # what "far" and "much" can strengthen: no verb of motion
    r"(?:above|below|over|under|up|down|more|less|high|low|larg|small|great|strong|weak|m[aá]s|"
    r"menos|mayor|menor|por encima|por debajo|superior|inferior)",
    re.IGNORECASE,
)
_NOT = re.compile(r",\s+not\s+(?:the\s+)?(?=\w)", re.IGNORECASE)


def covered(sentence: Sentence, found: Sequence[Said], span: Span) -> Iterator[Span]:
    """Yield where a statement says what is checked elsewhere, or changes nothing.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    found : sequence of Said
        What it says.
    span : (int, int)
        The statement.
    """
    text = sentence.text
    inside = [
        item for item in found if item.numeral and span[0] <= item.numeral.start < span[1]
    ] or list(found)
    inside += [item for item in found if item.numeral is None and item not in inside]
    yield from asides(text)
    yield from steps_in(text) if any(map(_is_short, inside)) else ()
    yield from comparisons(text)
    yield from (match.span() for match in SUPPLY.finditer(text, *span))
    if any(item.record and item.shape not in _STEPPED for item in inside):
        yield from (match.span() for match in RECORD.finditer(text, *span))
    if any(item.shape in _ORDERED for item in inside):
        cues = (LARGEST, BECAME, OVERTOOK)
        yield from (match.span() for cue in cues for match in cue.finditer(text, *span))
        yield from _others_denied(text, sentence.places)
    if any(item.rank and item.rank.streak for item in inside):
        yield from (match.span() for match in STREAK.finditer(text, *span))
    yield from _of_places(sentence)
    yield from _directions(sentence, inside, span)
    yield from _of_pesos(sentence.text, inside)


def _of_pesos(text: str, claims: Sequence[Said]) -> Iterator[Span]:
    """Yield the verb by which the direction of pesos per dollar was read."""
    for item in claims:
        if item.numeral is not None and item.about is not None and item.about.concept == "peso":
            verb = peso_verb(text, item.numeral.start) if item.direction else None
            yield from () if verb is None else (verb,)


def _of_places(sentence: Sentence) -> Iterator[Span]:
    """Yield what is told of a place between commas: ``Mexico, where the rules bite,``."""
    for item in sentence.places:
        match = _WHERE.match(sentence.text, item.end)
        if match:
            yield match.span()


def _is_short(item: Said) -> bool:
    """Return whether a claim is of one month or quarter."""
    period = item.period
    return period is not None and period.is_single and period.months < _YEAR


def _others_denied(text: str, places: Iterable[Mention]) -> Iterator[Span]:
    """Yield ``, not China``: of a first place nobody else has it."""
    for match in _NOT.finditer(text):
        for item in places:
            if item.start == match.end():
                yield match.start(), item.end


def _directions(sentence: Sentence, claims: Sequence[Said], span: Span) -> Iterator[Span]:
    """Yield the words of direction that claims are checked by.

    A noun counts where it is the number's own (``a rise of 5 percent``): in ``growth in imports
    rose 5 percent`` no imports rose, and a share of import growth is no share of imports.
    """
    text = SUPPLY.sub(lambda match: " " * len(match.group()), sentence.text)
    for sign, cue in ((1, UP), (-1, DOWN)):
        moved = [item for item in claims if item.direction == sign]
        words = [match.span() for match in cue.finditer(text, *span)] if moved else []
        verbs = [place for place in words if not _NOUN.match(text[slice(*place)])]
        stepped = any(item.shape in _STEPPED for item in moved)
        nouns = words if not verbs else [one for one in words if _leads(text, one[1], moved)]
        for start, end in (*verbs, *(nouns if stepped else ())):
            strong = _MORE.match(text, start) and _MUCH.search(text, span[0], start)
            yield (strong.start() if strong else start), end


def _leads(text: str, end: int, claims: Iterable[Said]) -> bool:
    """Return whether a number follows at once: ``a rise of 5 percent``."""
    starts = [number_taken(text, item.numeral)[0] for item in claims if item.numeral is not None]
    return any(text[end:start].strip().casefold() in _OF for start in starts if start >= end)
