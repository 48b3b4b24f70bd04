"""The pair: ``the two countries`` are the United States and the one partner just spoken of."""

import re
from dataclasses import replace

from policywire.analyst.reading.marks import Mention
from policywire.analyst.review.frame import Frame, partners_of
from policywire.analyst.review.segments import Sentence

__all__ = ["with_pair"]

_PAIR = re.compile(
    r"\b(?:between|of)\s+(?P<pair>the\s+two\s+(?:countries|nations|neighbou?rs|partners|economies))\b",
    re.IGNORECASE,
)


def with_pair(sentence: Sentence, frame: Frame) -> Sentence:
    """Return a sentence whose ``the two countries`` are named, where one partner alone is meant.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    frame : Frame
        What the sentence before left.
    """
    match, about = _PAIR.search(sentence.text), frame.about
    if match is None or about is None or frame.age != 1 or sentence.places:
        return sentence
    partners = partners_of(about)
    if len(partners) != 1 or "USA" not in (*about.origins, *about.destinations):
        return sentence
    named = Mention(*match.span("pair"), match["pair"], partners[0])
    return replace(sentence, places=(named,))
