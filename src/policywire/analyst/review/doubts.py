"""Doubts: why a number may not be called supported even where it agrees."""

import re
from collections.abc import Iterator

from policywire.analyst.reading.marks import Mention, NumeralKind
from policywire.analyst.review.cues import QUALIFIED, RATE_OF_TIME
from policywire.analyst.review.metrics import is_metric
from policywire.analyst.review.roles import CHARGED
from policywire.analyst.review.said import Said
from policywire.analyst.review.segments import Segment, Sentence
from policywire.analyst.review.strange import Mark, strange_after, strange_before

__all__ = ["doubts_of"]

_FOREIGN_BANK = re.compile(
    r"\b(?:Banxico|Banco\s+de\s+M[eé]xico|Bank\s+of\s+\w+|ECB|BCE|BoE|BoJ|European\s+Central\s+Bank)\b"
)
_OVER_TIME = ("peso", "oil_wti", "oil_brent")


def doubts_of(sentence: Sentence, segment: Segment, made: Said, concept: str) -> tuple[str, ...]:
    """Return why the words around a number leave in doubt what it measures."""
    return tuple(dict.fromkeys(_doubts(sentence, segment, made, concept)))


def _doubts(sentence: Sentence, segment: Segment, made: Said, concept: str) -> Iterator[str]:
    text, numeral = sentence.text, made.numeral
    for item in sentence.elsewhere:
        if segment.holds(item):
            yield f"nothing is held for {item.text}"
    qualified = QUALIFIED.search(text, segment.start, segment.end)
    if qualified:
        yield f"it is qualified by '{qualified.group()}'"
    if numeral and concept not in _OVER_TIME and RATE_OF_TIME.match(text, numeral.end):
        yield "it is a figure per unit of time"
    if concept == "target_range" and _FOREIGN_BANK.search(text):
        yield "it may be another central bank's rate"
    if concept in CHARGED and _outward(sentence, segment):
        yield "it speaks of exports"
    kind = _unused_kind(sentence, segment, made, concept)
    if kind:
        yield f"nothing is held for what '{kind}' narrows it to"
    for word in _strange(sentence, segment, made, concept):
        yield f"nothing is held for what '{word}' narrows it to"


def _strange(sentence: Sentence, segment: Segment, made: Said, concept: str) -> Iterator[str]:
    known: tuple[Mark, ...] = (
        *sentence.places,
        *sentence.products,
        *sentence.concepts,
        *sentence.periods,
    )
    for item in _mentions(sentence, segment, concept):
        for word in (
            strange_before(sentence.text, item.start, known),
            strange_after(sentence.text, item.end, known),
        ):
            if word:
                yield word
    numeral = made.numeral
    if numeral and numeral.kind is NumeralKind.MONEY:
        word = strange_after(sentence.text, numeral.end, known)
        if word:
            yield word


def _mentions(sentence: Sentence, segment: Segment, concept: str) -> tuple[Mention, ...]:
    """Return where the segment names the measure."""
    return tuple(
        item
        for item in sentence.concepts
        if segment.holds(item) and item.code == concept and is_metric(item.code)
    )


def _unused_kind(sentence: Sentence, segment: Segment, made: Said, concept: str) -> str:
    """Return the kind of goods that narrows a measure and was not taken up."""
    if made.about is None or made.about.products or made.about.sector:
        return ""
    for item in _mentions(sentence, segment, concept):
        for kind in sentence.concepts:
            beside = sentence.text[kind.end : item.start].strip() in ("", "-")
            if kind.code.startswith("sector.") and kind.end <= item.start and beside:
                return kind.text
    return ""


def _outward(sentence: Sentence, segment: Segment) -> bool:
    """Return whether a segment speaks of exports of the United States."""
    return any(
        segment.holds(item)
        and item.code == "exports"
        and any(
            0 <= item.start - place.end <= 2 for place in sentence.places if place.code == "USA"
        )
        for item in sentence.concepts
    )
