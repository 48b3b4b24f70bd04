"""Ranks in words: ``the largest supplier``, ``overtook China as the top source``."""

import re
from collections.abc import Iterator
from datetime import date

from policywire.analyst.reading.marks import Mention
from policywire.analyst.review.cues import (
    BECAME,
    FORECAST,
    LARGEST,
    ORDINALS,
    OVERTOOK,
    TARGET,
)
from policywire.analyst.review.frame import Frame
from policywire.analyst.review.plain_words import unknown
from policywire.analyst.review.roles import FDI, Party, Role, parties
from policywire.analyst.review.said import About, Rank, Said, Shape, Standing
from policywire.analyst.review.segments import Segment, Sentence
from policywire.analyst.review.strange import strange_after, strange_before
from policywire.analyst.review.when import when

__all__ = ["STREAK", "rank_of"]

_PAIR = 2
_REACH = 60  # characters between a superlative and what it is the largest of
_ONE_OF = re.compile(
    r"\b(?:one\s+of|among|un[ao]\s+de)\s+(?:(?:the|its|our|their|los|las)\s+)?"
    r"(?:[\w.]+(?:['’]s)?\s+)?$",
    re.IGNORECASE,
)
_NARROWED = re.compile(
    r"\b(?:after|besides|other\s+than|except|outside|apart\s+from|excluding|not|never|no\s+longer|"
    r"among|of\s+the\s+\w+\s+(?:listed|named|held)|listed|nunca|entre)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_ONE = re.compile(r"\b(?:a|an|another|un|una)\s+$", re.IGNORECASE)
_HOST = re.compile(r"\b(?:destination|recipient|host|receptora?|destino)\b", re.IGNORECASE)
_ORDER = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
STREAK = re.compile(
    rf"\b(?:for\s+)?(?:the\s+|a\s+)?(?P<many>{'|'.join(_ORDER)}|\d+(?:nd|rd|th))\s+"
    r"(?:(?:straight|consecutive|successive)\s+year\b|year\s+(?:in\s+a\s+row|running)\b)",
    re.IGNORECASE,
)
_COPULA = re.compile(r"\b(?:was|were|is|remained|fue|era|es)\s+$", re.IGNORECASE)
_NUMBERS = {
    word: place for words in ORDINALS for place, word in enumerate(words.split(), start=1)
} | {"two": 2, "three": 3, "four": 4}


def rank_of(sentence: Sentence, frame: Frame, as_of: date) -> Said | None:
    """Return what a sentence says of a place in an order, or None where it says nothing."""
    for match in LARGEST.finditer(sentence.text):
        noun = _noun(sentence, match.start(), match.end())
        if noun is not None and not _one_of_many(sentence.text, match):
            return _said(sentence, match, noun, frame, as_of)
    return None


def _one_of_many(text: str, match: "re.Match[str]") -> bool:
    before = text[: match.start()]
    many = _ONE_OF.search(before) is not None
    return many or (_NOT_ONE.search(before) is not None and _place(match) == 1)


def _noun(sentence: Sentence, begin: int, start: int) -> tuple[str, int, int] | None:
    """Return the concept ranked, and where its noun stands."""
    for item in sentence.concepts:
        near = begin <= item.start <= start + _REACH and item.end > start
        if near and item.code in ("supplier", "trading_partner", "customer"):
            return item.code, item.start, item.end
    host = _HOST.search(sentence.text, start, start + _REACH)
    if host and any(item.code in FDI for item in sentence.concepts):
        return "fdi", host.start(), host.end()
    return None


def _place(match: "re.Match[str]") -> int:
    if match["numbered"]:
        word = re.split(r"[\s.]+", match["numbered"])[-1].casefold()
        return int(word) if word.isdigit() else _NUMBERS[word]
    ordinal = (match["ordinal"] or "").casefold()
    digits = re.match(r"\d+", ordinal)
    return int(digits.group()) if digits else _NUMBERS.get(ordinal, 1)


def _said(
    sentence: Sentence,
    match: "re.Match[str]",
    noun: tuple[str, int, int],
    frame: Frame,
    as_of: date,
) -> Said:
    found = parties(sentence.text, sentence.places)
    over = OVERTOOK.search(sentence.text)
    rival = next((item for item in found if over and item.start >= over.end()), None)
    subject = _subject(sentence.text, found, match.start(), rival, noun[0])
    reach = Segment(0, len(sentence.text), None, True)
    near = Segment(max(0, match.start() - 80), len(sentence.text), None, True)
    moment = when(sentence, (near,), frame, as_of)
    if moment.period is None:
        moment = when(sentence, (reach,), frame, as_of)
    foreign = noun[0] != "fdi" and _foreign(found, match.start(), noun[2])
    about = None if subject is None or foreign else _about(noun[0], subject)
    became = BECAME.search(sentence.text, 0, match.start()) is not None or over is not None
    return Said(
        text=sentence.text,
        start=sentence.start,
        end=sentence.start + len(sentence.text),
        shape=Shape.RANK,
        about=about,
        period=moment.period,
        since=moment.since,
        standing=_standing(sentence.text, match.start()),
        rank=Rank(_place(match), became, rival.code if rival else "", streak_of(sentence.text)),
        doubts=(*moment.doubts, *_doubts(sentence, match, noun)),
        cautions=tuple(_cautions(sentence, found, match.start(), noun[2])),
    )


def streak_of(text: str) -> int:
    """Return how many years in a row a place is said to be held; 0 where it does not say."""
    match = STREAK.search(text)
    if match is None:
        return 0
    word = match["many"].lower()
    return _ORDER.index(word) + 2 if word in _ORDER else int(word[:-2])


def _cautions(sentence: Sentence, found: tuple[Party, ...], start: int, end: int) -> Iterator[str]:
    """Yield why a place in an order may not be called wrong."""
    narrowed = _NARROWED.search(sentence.text)
    if narrowed:
        yield f"what '{narrowed.group()}' leaves out of the order is not known"
    codes = {item.code for item in found} - {"USA", "WLD"}
    if len(codes) > _PAIR:
        yield "several places are named"
    if len({item.period for item in sentence.periods if item.period}) > 1:
        yield "the sentence names several periods"
    near = (max(0, start - _REACH), min(len(sentence.text), end + _REACH))
    begin = sentence.text.rfind(" ", 0, near[0]) + 1 if near[0] else 0
    streaks = (match.span() for match in STREAK.finditer(sentence.text))
    for word in unknown(sentence.text, begin, near[1], (*sentence.marked, *streaks)):
        yield f"what '{word}' does to the order is not known"


def _standing(text: str, start: int) -> Standing:
    near = text[max(0, start - 60) : start]
    if FORECAST.search(near):
        return Standing.FORECAST
    return Standing.TARGET if TARGET.search(near) else Standing.FACT


def _subject(
    text: str, found: tuple[Party, ...], start: int, rival: Party | None, concept: str
) -> str | None:
    """Return whose rank it is."""
    roles = (Role.DOER, Role.WITH) if concept != "fdi" else (Role.DOER, Role.WITH, Role.OWNER)
    before = [
        item
        for item in found
        if item.end <= start and item.role in roles and item.code != "USA" and item is not rival
    ]
    if before:
        return before[-1].code
    after = [item for item in found if item.start > start and _COPULA.search(text[: item.start])]
    return after[0].code if after else None


def _foreign(found: tuple[Party, ...], start: int, end: int) -> bool:
    """Return whether the order is another country's: ``Germany's largest supplier``."""
    owners = [
        item
        for item in found
        if item.role in (Role.OWNER, Role.TO) and start - 40 <= item.start <= end + 40
    ]
    others = [item.code for item in owners if item.code != "USA" and "-" not in item.code]
    return bool(others) and all(item.code != "USA" for item in owners)


def _about(concept: str, subject: str) -> About:
    if concept == "supplier":
        return About("imports", (subject,), ("USA",))
    if concept == "customer":
        return About("exports", ("USA",), (subject,))
    if concept == "fdi":
        return About("fdi", (), (subject,))
    return About("trade", ("USA",), (subject,))


def _mixed(sentence: Sentence, noun: tuple[str, int, int]) -> list[str]:
    """Return a doubt where the flow named beside a rank is not the one it ranks."""
    odd = {"supplier": ("exports", "trade"), "customer": ("imports", "trade")}.get(noun[0], ())
    near = [item for item in sentence.concepts if noun[2] <= item.start <= noun[2] + _REACH]
    return [f"it ranks by {item.text}" for item in near[:1] if item.code in odd]


def _doubts(
    sentence: Sentence, match: "re.Match[str]", noun: tuple[str, int, int]
) -> tuple[str, ...]:
    known: tuple[Mention, ...] = (
        *sentence.places,
        *sentence.concepts,
        *(Mention(item.start, item.end, item.text, "") for item in sentence.periods),
    )
    words = [
        strange_after(sentence.text, noun[2], known),
        strange_before(sentence.text, noun[1], (*known, Mention(*match.span(), "", ""))),
    ]
    found = [f"nothing is held for what '{word}' narrows it to" for word in words if word]
    found += [f"nothing is held for {item.text}" for item in sentence.elsewhere]
    found += _mixed(sentence, noun)
    return tuple(found)
