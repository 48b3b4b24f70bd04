"""Scenes: what the sentence of a number names besides what the number was read to be about."""

import re

from policywire.analyst.review import around
from policywire.analyst.review.frame import Frame
from policywire.analyst.review.metrics import is_metric
from policywire.analyst.review.said import Scene
from policywire.analyst.review.segments import Segment, Sentence

__all__ = ["scene_of"]

_BESIDE = re.compile(
    r"\s*\)?\s*(?:of\s+(?:goods|merchandise)\s+)?(?:in|for|during|over|from|between|en|de|durante)?"
    r"\s*(?:the\s+|el\s+)?$",
    re.IGNORECASE,
)
_ARRIVED = re.compile(
    r"\s+(?:\w+ly\s+)?(?:(?:by|un)\s+)?(?:[\w.,%$]+\s+){0,5}?(?:to|a|hasta)\s+(?:[\w ]{1,14}\s+)?",
    re.IGNORECASE,
)
_FROM_THERE = re.compile(
    r"[^.;]{0,40}?,\s+(?:up|down|higher|lower|rising|falling)\s+(?:\w+ly\s+)?from\b", re.IGNORECASE
)


def scene_of(sentence: Sentence, segment: Segment, frame: Frame) -> Scene:
    """Return what the sentence of a number names besides."""
    codes = [item.code for item in sentence.concepts]
    products: dict[tuple[int, int], tuple[str, ...]] = {}
    for item in sentence.products:
        spot = (item.start, item.end)
        products[spot] = (*products.get(spot, ()), item.code)
    periods = [item.period for item in sentence.periods if item.period is not None]
    before = [frame.period] if frame.period is not None and frame.age <= 1 else []
    return Scene(
        concepts=tuple(dict.fromkeys(code for code in codes if is_metric(code))),
        places=tuple(dict.fromkeys(item.code for item in sentence.places)),
        sectors=tuple(dict.fromkeys(code for code in codes if code.startswith("sector."))),
        products=tuple(dict.fromkeys(products.values())),
        periods=tuple(dict.fromkeys((*periods, *before))),
        numbers=len(sentence.numerals),
        dated=_dated(sentence, segment),
        led=_led(sentence, segment),
    )


def _dated(sentence: Sentence, segment: Segment) -> bool:
    """Return whether a period stands right after the number, and no other in its segment."""
    number = segment.numeral
    own = [item for item in sentence.periods if segment.holds(item) and item.period is not None]
    if number is None or len(own) != 1 or own[0].start < number.end:
        return False
    return _BESIDE.fullmatch(sentence.text[number.end : own[0].start]) is not None


def _led(sentence: Sentence, segment: Segment) -> bool:
    """Return whether a number is plainly where a rise or fall led."""
    number, text = segment.numeral, sentence.text
    if number is None:
        return False
    cue = around.cue_end(text, segment.start, number.start)
    if cue >= 0 and _ARRIVED.fullmatch(text[cue : number.start]):
        return True
    before = [item for item in sentence.numerals if item.end <= number.start]
    if before and around.from_to(text, before[-1], number.start):
        return True
    return _FROM_THERE.match(text, number.end) is not None
