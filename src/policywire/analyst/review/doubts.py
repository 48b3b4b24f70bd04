"""Doubts: why a number may not be called supported even where it agrees."""

import re
from collections.abc import Iterator

from policywire.analyst.reading.marks import Mention, NumeralKind
from policywire.analyst.review.cues import QUALIFIED, RATE_OF_TIME
from policywire.analyst.review.metrics import FLOWS, is_metric
from policywire.analyst.review.roles import CHARGED, FDI
from policywire.analyst.review.said import Said
from policywire.analyst.review.segments import Segment, Sentence
from policywire.analyst.review.strange import Mark, strange_after, strange_before

__all__ = ["doubts_of"]

_FOREIGN_BANK = re.compile(
    r"\b(?:Banxico|Banco\s+de\s+M[eé]xico|Bank\s+of\s+\w+|ECB|BCE|BoE|BoJ|European\s+Central\s+Bank)\b"
)
_RELATIVE = (NumeralKind.FRACTION, NumeralKind.MULTIPLE)
_OF_NUMBER = re.compile(
    r"\s*(?:of\s+|de\s+)?(?:(?:the|that|its|las?|los|el)\s+)?(?:US)?[$€£]|"
    r"\s*(?:that|what|as\s+(?:much|many|large|high))\b",
    re.IGNORECASE,
)
_INVESTED = re.compile(
    r"\b([A-Z][\w&.]+)\s+(?:has\s+|have\s+)?(?:invest(?:ed|s)?|pour(?:ed|s)?|spent|spends)\b"
)
_OVER_TIME = ("peso", "oil_wti", "oil_brent")


def doubts_of(sentence: Sentence, segment: Segment, made: Said, concept: str) -> tuple[str, ...]:
    """Return why the words around a number leave in doubt what it measures."""
    return tuple(dict.fromkeys(_doubts(sentence, segment, made, concept)))


def _doubts(sentence: Sentence, segment: Segment, made: Said, concept: str) -> Iterator[str]:
    text, numeral = sentence.text, made.numeral
    for item in sentence.elsewhere:
        if segment.holds(item) and not _part_of_a_name(sentence, item):
            yield f"nothing is held for {item.text}"
    qualified = QUALIFIED.search(text, segment.start, segment.end)
    if qualified:
        yield f"it is qualified by '{qualified.group()}'"
    if numeral and concept not in _OVER_TIME and RATE_OF_TIME.match(text, numeral.end):
        yield "it is a figure per unit of time"
    if numeral and numeral.kind in _RELATIVE and _OF_NUMBER.match(text, numeral.end):
        yield "it sets two numbers of the sentence against each other"
    if concept == "target_range" and _FOREIGN_BANK.search(text):
        yield "it may be another central bank's rate"
    if concept in CHARGED and _outward(sentence, segment):
        yield "it speaks of exports"
    kind = _unused_kind(sentence, segment, made, concept)
    if kind:
        yield f"nothing is held for what '{kind}' narrows it to"
    for word in _strange(sentence, segment, made, concept):
        yield f"nothing is held for what '{word}' narrows it to"


def _part_of_a_name(sentence: Sentence, item: Mention) -> bool:
    """Return whether a place stands inside the name of a measure: West Texas Intermediate."""
    return any(one.start <= item.start < item.end < one.end for one in sentence.concepts)


def _strange(sentence: Sentence, segment: Segment, made: Said, concept: str) -> Iterator[str]:
    known = _known(sentence, concept)
    for item in _mentions(sentence, segment, concept):
        before = strange_before(sentence.text, item.start, known)
        after = strange_after(sentence.text, item.end, known)
        yield from (word for word in (before, after) if word)
    numeral = made.numeral
    if numeral and numeral.kind is NumeralKind.MONEY:
        word = strange_after(sentence.text, numeral.end, known)
        if word:
            yield word
    if concept in FDI:
        yield from _investors(sentence)


def _investors(sentence: Sentence) -> Iterator[str]:
    """Yield who is said to invest, where that is no place."""
    for match in _INVESTED.finditer(sentence.text):
        start = match.start(1)
        if not any(item.start <= start < item.end for item in sentence.places):
            yield match.group(1)


def _known(sentence: Sentence, concept: str) -> tuple[Mark, ...]:
    """Return the words that narrow a measure to something held: products do so for trade alone."""
    marks: tuple[Mark, ...] = (*sentence.places, *sentence.periods)
    if concept in FLOWS or concept in CHARGED:
        return (*marks, *sentence.products, *sentence.concepts)
    return (*marks, *(item for item in sentence.concepts if not item.code.startswith("sector.")))


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
