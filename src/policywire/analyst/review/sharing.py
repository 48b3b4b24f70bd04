"""Sharing: whether a percentage is a part of something, not a change."""

import re

from policywire.analyst.reading.marks import Numeral
from policywire.analyst.review import around
from policywire.analyst.review.frame import Frame
from policywire.analyst.review.metrics import is_metric
from policywire.analyst.review.said import Shape
from policywire.analyst.review.segments import Segment, Sentence

__all__ = ["is_share"]

_TO = re.compile(r"\bto\s+(?:about\s+|around\s+)?$", re.IGNORECASE)


def is_share(sentence: Sentence, segment: Segment, numeral: Numeral, frame: Frame) -> bool:
    """Return whether a percentage is a part of something, not a change."""
    if around.share_of(sentence.text, numeral.end) and _metric_after(sentence, segment, numeral):
        return True
    noun = around.share_noun(sentence.text, segment.start, numeral.start)
    if noun:
        return True
    same = frame.shape is Shape.SHARE and frame.age == 0
    stepped_to = frame.shape is Shape.DIFFERENCE and frame.whole is not None and frame.age == 0
    if stepped_to and _TO.search(sentence.text, segment.start, numeral.start):
        return True
    base = around.is_base(sentence.text, segment.start, numeral.start)
    inside = [item for item in sentence.concepts if segment.holds(item) and is_metric(item.code)]
    return same and (base or not inside)


def _metric_after(sentence: Sentence, segment: Segment, numeral: Numeral) -> bool:
    return any(
        segment.holds(item) and item.start >= numeral.end and is_metric(item.code)
        for item in sentence.concepts
    )
