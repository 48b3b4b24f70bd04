"""Motions and orders without a number: ``imports fell``; ``A overtook B``; ``more than from B``.

They are read only where a sentence says one thing: one measure, one period, and in words that are
all understood. Whatever is more than that is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from policywire.analyst.reading.marks import NumeralKind, PeriodSense
from policywire.analyst.review.cues import DOWN, FORECAST, OVERTOOK, QUALIFIED, TARGET, UP
from policywire.analyst.review.frame import Frame
from policywire.analyst.review.metrics import is_metric
from policywire.analyst.review.plain_words import unknown
from policywire.analyst.review.roles import Party, Role, about, parties, with_partners
from policywire.analyst.review.said import About, Said, Shape
from policywire.analyst.review.segments import Sentence
from policywire.analyst.review.vocabulary import COMPANIONS
from policywire.facts import Frequency, Period

__all__ = ["motion_of", "order_of", "unnumbered"]

_VERBS = (
    r"rose|climbed|grew|increased|jumped|surged|soared|advanced|expanded|rebounded|widened|swelled|"
    r"fell|dropped|declined|decreased|plunged|plummeted|slid|slipped|sank|shrank|tumbled|contracted|"
    r"narrowed|slumped|dipped|eased|collapsed|cratered|tanked|went\s+(?:up|down)|"
    r"risen|fallen|grown|shrunk|gone\s+(?:up|down)|"
    r"crecieron|creció|aumentaron|aumentó|subieron|subió|cayeron|cayó|bajaron|bajó|disminuyeron|disminuyó"
)
_MOVED = re.compile(
    rf"^(?:\s+(?:has|have))?(?:\s+(?:also|again|then|all|nonetheless|\w+ly))?\s+(?P<verb>{_VERBS})\b",
    re.I,
)
_ELSE = re.compile(
    r"\b(?:than|faster|slower|more|less|but|while|whereas|although|though|before|after|until|when|"
    r"because|if|and|or|nor|y|pero|mientras|aunque|que|some|part|among)\b|[;:()—?]",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:(?:were|was|are|is|remained|stayed)\s+(?:\w+ly\s+)?(?P<word>more|larger|greater|higher|"
    r"bigger|less|smaller|lower|fewer)\s+than|(?P<verb>exceeded|topped|surpassed|outstripped|"
    r"trailed|fell\s+short\s+of))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?P<word>more|less|fewer)\s+(?:goods\s+)?(?:from|to|with)\s+(?:the\s+)?$", re.IGNORECASE
)
_THAN = re.compile(r"\bthan\s+(?:it\s+did\s+)?(?:from|to|with)\s+(?:the\s+)?$", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:than|from|against|with|since|over)\s+(?:in\s+)?$", re.IGNORECASE)
_STEPS = re.compile(r"\b(?:changes?|rates?|twice|half|double|average|per|growth)\b", re.IGNORECASE)
_LESS = re.compile(r"less|smaller|lower|fewer|trailed|short", re.IGNORECASE)
_THOSE = re.compile(r"\b(?:those|that|the\s+ones?|what\s+came)\b", re.IGNORECASE)
_STEADY = ("peso", "balance", "supplier", "target_range")
_CARRIED = ("imports", "exports", "trade")


def unnumbered(sentence: Sentence, frame: Frame, as_of: date) -> Iterator[Said]:
    """Yield what a sentence says of motion or order without a number."""
    made = order_of(sentence, frame, as_of) or motion_of(sentence, as_of)
    if made is not None:
        yield made


def motion_of(sentence: Sentence, as_of: date) -> Said | None:
    """Return what a sentence without numbers says of the way a measure went, or None."""
    codes = [item for item in sentence.concepts if is_metric(item.code)]
    period = _period(sentence, as_of)
    named = {item.code for item in codes}
    beside = COMPANIONS.get(codes[0].code, ()) if codes else ()
    if len(named.difference(beside)) != 1 or sentence.numerals:
        return None
    if period is None and sentence.periods:
        return None
    found = parties(sentence.text, sentence.places)
    verb = _verb(sentence, codes[0].end, found)
    if verb is None or codes[0].code in _STEADY or _beyond(sentence, verb.span("verb")):
        return None
    made, doubts = about(codes[0].code, found)
    if doubts or len({item.code for item in found} - {"USA"}) > 1:
        return None
    up = UP.fullmatch(verb["verb"].split()[-1]) is not None
    return _said(sentence, made, None, period, 1 if up else -1)


def _verb(sentence: Sentence, start: int, found: tuple[Party, ...]) -> "re.Match[str] | None":
    """Return the verb of motion right after a measure and its places."""
    text = sentence.text
    ends = [start, *(item.end for item in found if item.start >= start)]
    ends += [item.end for item in sentence.periods if item.start >= start]
    for end in ends:
        match = _MOVED.match(text[end:])
        if match:
            return re.compile(rf"(?P<verb>{_VERBS})\b", re.I).search(text, end)
    return None


def _beyond(sentence: Sentence, verb: tuple[int, int] | None) -> bool:
    """Return whether a sentence says more than its measure, places, period and verb."""
    text = sentence.text
    if QUALIFIED.search(text) or FORECAST.search(text) or TARGET.search(text):
        return True
    if sentence.elsewhere or sentence.products or _sectors(sentence):
        return True
    bare = "".join(_outside(sentence))
    if verb is not None and (_ELSE.search(bare) or OVERTOOK.search(bare)):
        return True
    if verb is not None and len([*UP.finditer(bare), *DOWN.finditer(bare)]) != 1:
        return True
    return next(unknown(text, 0, len(text), sentence.marked), "") != ""


def _sectors(sentence: Sentence) -> bool:
    return any(item.code.startswith("sector.") for item in sentence.concepts)


def _outside(sentence: Sentence) -> Iterator[str]:
    """Yield the words outside places, periods and measures."""
    at = 0
    for start, end in sorted(sentence.marked):
        if start >= at:
            yield sentence.text[at:start] + " "
        at = max(at, end)
    yield sentence.text[at:]


def _period(sentence: Sentence, as_of: date, *, order: bool = False) -> Period | None:
    """Return the one period of a sentence, over and no longer than a year.

    In ``more than from Canada in 2025`` the year is of both, in ``fell from 2025`` of neither.
    """
    if len(sentence.periods) != 1:
        return None
    (only,) = sentence.periods
    senses = (PeriodSense.IN, PeriodSense.BEFORE) if order else (PeriodSense.IN,)
    if only.period is None or only.back_years or only.sense not in senses:
        return None
    if order and _AGAINST.search(sentence.text, 0, only.start):
        return None
    long = only.period.start.year != only.period.end.year or only.period.end > as_of
    day = only.period.frequency is Frequency.DAY
    return None if long or day else only.period


def order_of(sentence: Sentence, frame: Frame, as_of: date) -> Said | None:
    """Return what a sentence says of two partners set against each other, or None."""
    found = [item for item in parties(sentence.text, sentence.places) if item.code != "USA"]
    period = _period(sentence, as_of, order=True)
    if period is None or len(found) != len({item.code for item in found}) or len(found) != 2:
        return None
    between = sentence.text[found[0].end : found[1].start]
    more = _MORE.search(between) or _more_from(sentence.text, found[0].start, between)
    over = OVERTOOK.search(between) if more is None else None
    match = more or over
    if match is None or _beyond(sentence, None):
        return None
    said = sentence.text.replace(match.group(), " ")
    if _STEPS.search(said) or UP.search(said) or DOWN.search(said) or _times(sentence, found):
        return None
    codes = {item.code for item in sentence.concepts if is_metric(item.code)}
    if over is not None:
        return _overtaken(sentence, (found[0], found[1]), codes, period, frame)
    if len(codes) != 1 or more is None or not _alike(between, more, found[1], sentence):
        return None
    return _compared(sentence, (found[0], found[1]), codes.pop(), period, more)


def _times(sentence: Sentence, found: list[Party]) -> bool:
    """Return whether a comparison is of so many times or so much of the other."""
    kinds = (NumeralKind.MULTIPLE, NumeralKind.FRACTION, NumeralKind.PERCENT)
    return any(
        item.kind in kinds and found[0].end <= item.start < found[1].start
        for item in sentence.numerals
    )


def _more_from(text: str, start: int, between: str) -> "re.Match[str] | None":
    """Return the comparison of ``imported more from A than from B``."""
    return _BEFORE.search(text, 0, start) if _THAN.search(between) else None


def _alike(between: str, more: "re.Match[str]", other: Party, sentence: Sentence) -> bool:
    """Return whether the same measure stands on the other side of a comparison."""
    if _THAN.search(between):
        return True
    rest = between[more.end() :]
    named = any(
        is_metric(item.code) and other.start - len(rest) <= item.start < other.start
        for item in sentence.concepts
    )
    return named or _THOSE.search(rest) is not None


def _compared(
    sentence: Sentence,
    pair: tuple[Party, Party],
    code: str,
    period: Period,
    more: "re.Match[str]",
) -> Said | None:
    if code in _STEADY:
        return None
    home = [item for item in parties(sentence.text, sentence.places) if item.code == "USA"]
    made, doubts = about(code, (*home, pair[0]))
    other = with_partners(made, (pair[1].code,))
    if doubts or other == made or pair[0].role is not pair[1].role:
        return None
    way = -1 if _LESS.search(more.group()) else 1
    return _said(sentence, made, other, period, way)


def _overtaken(
    sentence: Sentence, pair: tuple[Party, Party], codes: set[str], period: Period, frame: Frame
) -> Said | None:
    """Return ``A overtook B``; of what, where the words before say it and these do not."""
    if pair[0].role is not Role.DOER or len(codes) > 1:
        return None
    code = next(iter(codes), "")
    before = frame.about.concept if frame.about and frame.age <= 1 else ""
    code = code or (before if before in _CARRIED else "")
    if code and code not in _CARRIED:
        return None
    made = _ordered(code or "imports", pair[0].code)
    other = _ordered(code or "imports", pair[1].code)
    said = _said(sentence, made, other, period, 1)
    doubts = () if code else ("of what it is said is not told",)
    return replace(said, since=True, doubts=doubts)


def _ordered(concept: str, code: str) -> About:
    if concept == "imports":
        return About(concept, (code,), ("USA",))
    return About(concept, ("USA",), (code,))


def _said(
    sentence: Sentence, made: About, other: About | None, period: Period | None, way: int
) -> Said:
    return Said(
        text=sentence.text,
        start=sentence.start,
        end=sentence.start + len(sentence.text),
        shape=Shape.MOTION if other is None else Shape.ORDER,
        about=made,
        whole=other,
        period=period,
        direction=way,
    )
