"""What a claim takes up of its sentence: its number, period, places, measure and products."""

from collections.abc import Iterator, Sequence

from policywire.analyst.reading.marks import (
    Approximation,
    Mention,
    Numeral,
    PeriodMention,
    PeriodSense,
)
from policywire.analyst.review import around
from policywire.analyst.review.metrics import FLOWS
from policywire.analyst.review.roles import CHARGED
from policywire.analyst.review.said import About, Said, Shape
from policywire.analyst.review.segments import Sentence
from policywire.analyst.review.statements import Span
from policywire.analyst.review.vocabulary import COMPANIONS, HEDGES
from policywire.facts import Period

__all__ = ["dates_taken", "marks_taken", "number_taken"]

USA, MEX, WLD = "USA", "MEX", "WLD"
_BY_SECTOR = ("imports", "exports")  # a kind of trade narrows Mexico's own trade alone
_LEVELS = (Shape.LEVEL, Shape.SHARE, Shape.RANK)


def number_taken(text: str, numeral: Numeral) -> Span:
    """Return where a number stands, with the words before it that hedge it and were read."""
    start = len(around.bare(text[: numeral.start]).rstrip())
    words = text[start : numeral.start].casefold().split()
    hedged = numeral.approximation is not Approximation.NONE
    if hedged or all(word in HEDGES for word in words):
        return start, numeral.end
    return numeral.start, numeral.end


def marks_taken(sentence: Sentence, claims: Sequence[Said]) -> Iterator[Span]:
    """Yield the places, measures and products of a sentence that claims are about."""
    abouts = [one for item in claims for one in (item.about, item.whole) if one is not None]
    places = {code for one in abouts for code in _places(one)}
    places |= {item.rank.rival for item in claims if item.rank}
    products = {code for one in abouts for code in one.products}
    concepts = {code for one in abouts for code in _concepts(one)}
    kept = [item for item in sentence.products if item.code in products]
    kept += [item for item in sentence.places if item.code in places]
    kept += [item for item in sentence.concepts if item.code in concepts]
    spans = [(item.start, item.end) for item in kept]
    yield from spans
    yield from _within(sentence.concepts, sentence.products, products)


def _within(
    concepts: Sequence[Mention], products: Sequence[Mention], taken: set[str]
) -> Iterator[Span]:
    """Yield the kinds of trade that stand inside a product taken up: ``car`` of ``car parts``."""
    whole = [item for item in products if item.code in taken]
    for item in concepts:
        if any(one.start <= item.start and item.end <= one.end for one in whole):
            yield item.start, item.end


def _places(about: About) -> Iterator[str]:
    named = (*about.origins, *about.destinations)
    yield from named
    if about.concept not in FLOWS or about.concept in CHARGED:
        yield USA
    if about.concept == "peso" or (about.concept == "fdi" and len(named) == 1):
        yield MEX
    if not set(named) - {USA, WLD}:
        yield WLD


def _concepts(about: About) -> Iterator[str]:
    yield about.concept
    yield from COMPANIONS.get(about.concept, ())
    if about.sector and about.concept in _BY_SECTOR:
        yield about.sector


def dates_taken(sentence: Sentence, claims: Sequence[Said]) -> Iterator[Span]:
    """Yield the periods of a sentence that its claims are checked for."""
    for item in sentence.periods:
        if any(_dated(item, claim) for claim in claims):
            yield item.start, item.end


def _dated(item: PeriodMention, claim: Said) -> bool:
    if item.period is None:  # a year earlier; the same months of 2024
        named = claim.base is not None and str(claim.base.start.year) in item.text
        return item.back_years > 0 or named
    if item.sense is PeriodSense.BY:
        return False
    if item.sense is PeriodSense.SINCE and claim.shape in _LEVELS and not _became(claim):
        return False
    still = claim.shape in _LEVELS and not (claim.direction or claim.record)
    known = (claim.period,) if still else (claim.period, claim.base)
    return item.period in known or _ends(item.period, claim)


def _became(claim: Said) -> bool:
    return claim.rank is not None and claim.rank.became


def _ends(period: Period, claim: Said) -> bool:
    """Return whether a stretch runs from the base of a change to its period."""
    if claim.base is None or claim.period is None:
        return False
    return (period.start, period.end) == (claim.base.start, claim.period.end)
