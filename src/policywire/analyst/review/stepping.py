"""Stepping: a month or quarter before, and a motion that is told apart from its number."""

import re
from collections.abc import Iterator
from dataclasses import replace

from policywire.analyst.review.cues import DOWN, UP
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.segments import Segment, Sentence
from policywire.analyst.review.windows import before
from policywire.facts import Frequency

__all__ = ["stepped", "steps_in", "told_after", "told_ahead"]

_BEFORE = re.compile(
    r"\b(?:a|the|one|un|el)\s+(?:(?:previous|prior|preceding)\s+)?(?P<grain>month|quarter|mes|trimestre)"
    r"(?:\s+(?:earlier|before|ago|antes|anterior|previo))?\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"previous|prior|preceding|earlier|before|antes|anterior|previo", re.IGNORECASE)
_GRAINS = {"month": Frequency.MONTH, "mes": Frequency.MONTH}
_AFTER = re.compile(
    r"[^.;:$%\d]{0,12}(?:in\s+(?:19|20)\d\d)?,?\s+(?:(?:was|were)\s+)?(?:well\s+|far\s+)?"
    r"(?P<way>above|below|up|down|higher|lower)\s+(?:(?:from|on|than)\s+)?(?:in\s+)?"
    r"(?:the\s+year\s+before|a\s+year\s+(?:earlier|before)|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r":\s+(?:its|their|it|they)\b", re.IGNORECASE)
_LEVELS = (Shape.LEVEL, Shape.SHARE)
_SIGNS = {"above": 1, "up": 1, "higher": 1, "below": -1, "down": -1, "lower": -1}


def steps_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names the month or quarter before: ``a month earlier``."""
    for match in _BEFORE.finditer(text):
        if _NAMED.search(match.group()):
            yield match.span()


def stepped(sentence: Sentence, segment: Segment, made: Said) -> Said:
    """Return what is said moved to the month or quarter before, where the words say so.

    A level said of ``a month earlier`` is of that month, a change is against it.
    """
    match = _BEFORE.search(sentence.text, segment.start, segment.end)
    if match is None or _NAMED.search(match.group()) is None or made.period is None:
        return made
    grain = _GRAINS.get(match["grain"].casefold(), Frequency.QUARTER)
    back = before(made.period)
    if back is None or back.frequency is not grain:
        return made
    return replace(made, period=back) if made.shape in _LEVELS else replace(made, base=back)


def told_after(text: str, number: int) -> int:
    """Return the direction told after a level: ``$308 billion, well below the year before``."""
    match = _AFTER.match(text, number)
    return _SIGNS[match["way"].casefold()] if match else 0


def told_ahead(text: str, number: int) -> int:
    """Return the direction told before a colon of the number after it, 0 where two are told.

    Only where the words after the colon go on with the same measure: ``its share was``.
    """
    joint = next(iter(_GOES_ON.finditer(text, 0, number)), None)
    if joint is None:
        return 0
    lead = text[: joint.start()]
    ways = {sign for sign, cue in ((1, UP), (-1, DOWN)) if cue.search(lead)}
    return ways.pop() if len(ways) == 1 else 0
