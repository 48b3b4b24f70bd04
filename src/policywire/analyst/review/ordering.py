"""Ordering: whether the words that set two numbers of a sentence against each other are right.

Two numbers may each agree and their order be wrong: ``$49.3 billion, more than the $197.6 billion
with Mexico``. Where a sentence gives both numbers, they are compared; where it does not, and no
order was read otherwise, the words of comparison are not verified.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from policywire.analyst.reading.marks import Approximation, Numeral
from policywire.analyst.review.cues import DOWN, UP
from policywire.analyst.review.halves import half_at
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.segments import Sentence

__all__ = ["comparisons", "unordered"]

_MORE = (
    r"more|larger|greater|higher|bigger|faster|quicker|stronger|steeper|sharper|wider|longer|dearer"
)
_LESS = r"less|fewer|smaller|lower|slower|weaker|narrower|milder|shorter|cheaper"
_PAST = (
    r"ahead\s+of|exceed(?:ed|s|ing)|topp(?:ed|ing)|surpass(?:ed|es|ing)|outpac(?:ed|es|ing)|"
    r"outstripp(?:ed|ing)|outweigh(?:ed|s|ing)|overt(?:ook|aking)|eclips(?:ed|es|ing)|outgr(?:ew|owing)|"
    r"dwarf(?:ed|s|ing)|leapfrogg(?:ed|ing)|outsold"
)
_SHORT = (
    r"behind|trail(?:ed|s|ing)|fell\s+short\s+of|falling\s+short\s+of|short\s+of|lagg(?:ed|ing)"
)
_ODD = r"worse|better|closer|twice|double|triple|half|equal\s+to|as\s+(?:much|large|high|many)\s+as"
_ONE = r"(?:(?:than|that)\b|(?:\s+\w+)?\s+of\s+the\s+two\b)"
_COMPARED = re.compile(
    rf"\b(?:(?P<more>{_MORE})(?=\s+(?:[\w$.,%'’-]+\s+){{0,6}}?{_ONE})|"
    rf"the\s+(?P<more_one>{_MORE})\s+one\b|the\s+(?P<less_one>{_LESS})\s+one\b|"
    rf"(?P<less>{_LESS})(?=\s+(?:[\w$.,%'’-]+\s+){{0,6}}?{_ONE})|"
    rf"(?P<past>{_PAST})|(?P<short>{_SHORT})|"
    rf"(?P<odd>(?:an?\s+)?(?:{_ODD})(?=\s+(?:one\b|than\b|that\b|those\b|what\b|the\b|its\b|as\b)))|"
    r"(?P<odd_all>combined|put\s+together|on\s+a\s+par\s+with))\b",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\bthan\s+(?:(?:in|it|was|they|were|the|during|for|at|did)\s+){0,4}(?=[\w])", re.IGNORECASE
)
_AFRESH = re.compile(r",\s+(?:\w+ly\s+|much\s+|far\s+|still\s+)?$")
_AT_ONCE = re.compile(r"\s+(?:the\s+)?(?:US)?[$€£\d]")
_STEP = 14  # characters between a number and the word that says which way it went
_TWO = 2
_LEAD = re.compile(
    rf"[^:\d]*?\b(?:has|have|had|is|are|went|went\s+on|was|were)\s+(?:\w+ly\s+)?"
    rf"(?P<way>{UP.pattern}|{DOWN.pattern})(?!\s+than)(?:\s+(?:ground|value|again))?:\s",
    re.IGNORECASE,
)
_BARE = 6  # characters of " than ", so that no article stands between
_FIRST = re.compile(r":\s")


def comparisons(text: str) -> Iterator[tuple[int, int]]:
    """Yield where words set two things against each other, each of which is verified or told.

    ``Dwarfed $5`` is not: it is set against a number that no claim of its own gives.
    """
    for match in _COMPARED.finditer(text):
        if not (match["past"] or match["short"]) or not _AT_ONCE.match(text, match.end()):
            yield match.span()


def unordered(sentence: Sentence, found: Sequence[Said]) -> Iterator[tuple[int, str]]:
    """Yield the words of comparison that nothing bears out, each with its place."""
    if any(item.shape is Shape.ORDER for item in found):
        return
    yield from _led(sentence.text, found)
    numbers = [item.numeral for item in found if item.numeral is not None]
    ranked = any(item.shape is Shape.RANK for item in found)
    for match in _COMPARED.finditer(sentence.text):
        way = _way(match)
        if _hedges(match, numbers) or (way and _of_period(sentence, match, found)):
            continue
        pair = _pair(sentence.text, match, numbers) if way else None
        if pair is None and ranked and (match["past"] or match["short"]):
            continue
        if pair is None:
            yield match.start(), f"what '{match.group()}' compares was not verified"
        elif not all((pair[0].value - item.value) * way > 0 for item in pair[1]):
            yield match.start(), f"its own numbers do not bear '{match.group()}' out"


def _led(text: str, found: Sequence[Said]) -> Iterator[tuple[int, str]]:
    """Yield a motion told before a colon that the two numbers after it do not show."""
    lead = _LEAD.match(text)
    levels = [item for item in found if item.numeral and item.period and item.shape is Shape.LEVEL]
    if lead is None or len(levels) != _TWO or levels[0].about != levels[1].about:
        return
    early, late = sorted(levels, key=_began)
    if early.numeral is None or late.numeral is None or early.about is None:
        return
    way = late.numeral.value - early.numeral.value
    way = -way if early.about.concept == "peso" else way
    told = 1 if UP.search(lead["way"]) else -1
    if way * told <= 0:
        yield 0, f"its own numbers do not bear '{lead['way']}' out"


def _began(said: Said) -> date:
    return said.period.start if said.period else date.min


def _way(match: "re.Match[str]") -> int:
    if match["more"] or match["more_one"] or match["past"]:
        return 1
    return -1 if match["less"] or match["less_one"] or match["short"] else 0


def _hedges(match: "re.Match[str]", numbers: Sequence[Numeral]) -> bool:
    """Return whether a comparison is with the number that follows at once: ``more than $5``."""
    fresh = _AFRESH.search(match.string[: match.start()]) is not None
    for item in numbers:
        gap = item.start - match.end()
        hedged = item.approximation is not Approximation.NONE and not (fresh and gap > _BARE)
        if hedged and 0 <= gap <= len(" no more than ") + 8:
            return True
        if (match["past"] or match["short"]) and 0 <= gap <= 1:
            return True
    return False


def _of_period(sentence: Sentence, match: "re.Match[str]", found: Sequence[Said]) -> bool:
    """Return whether a number is how much more it is than in a period: ``5 percent higher``."""
    text = sentence.text
    beside = any(
        item.numeral is not None
        and item.shape in (Shape.CHANGE, Shape.DIFFERENCE)
        and 0 <= match.start() - item.numeral.end <= _STEP
        for item in found
    )
    than = _THAN.search(text, match.end(), half_at(text, match.start())[1])
    if not beside or than is None or _AFRESH.search(text[: match.start()]):
        return False
    later = min((item.start for item in sentence.periods if item.start > than.start()), default=-1)
    named = [item.start for item in (*sentence.places, *sentence.concepts)]
    named += [item.numeral.start for item in found if item.numeral is not None]
    return later >= 0 and not any(than.end() <= place < later for place in named)


def _pair(
    text: str, match: "re.Match[str]", numbers: Sequence[Numeral]
) -> tuple[Numeral, tuple[Numeral, ...]] | None:
    """Return the number that is said to be more or less, and those it is set against."""
    start, end = half_at(text, match.start())
    if match["more_one"] or match["less_one"]:
        end = len(text)
    before = [item for item in numbers if start <= item.start < match.start()]
    after = [item for item in numbers if match.end() <= item.start < end]
    left = before[-1] if before else None
    if left is None and len(after) > 1 and _FIRST.search(text, match.end(), after[0].start):
        left, after = after[0], after[1:2]
    if left is None:
        return None
    alike = tuple(item for item in after if (item.kind, item.unit) == (left.kind, left.unit))
    return (left, alike) if alike else None
