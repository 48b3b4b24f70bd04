"""Narrowing: words that claim more than a number that agrees can bear out.

A rank (``the fastest growth since 2010``), a comparison, a part (``most of them cars``) or a basis
(``in constant dollars``) is said beside a true number. Where nothing read it, the number is not
called supported, and the note names the words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policywire.analyst.review.denials import asked, denied_by
from policywire.analyst.review.halves import half_at
from policywire.analyst.review.ledger import unread
from policywire.analyst.review.ordering import unordered
from policywire.analyst.review.plain_words import unknown
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.segments import Sentence

__all__ = ["weighed"]

_EST = (
    r"largest|biggest|greatest|smallest|fastest|quickest|slowest|strongest|weakest|highest|lowest|"
    r"steepest|sharpest|worst|best|longest|shortest|deepest|widest|narrowest|heaviest|poorest|"
    r"mildest|richest|most|least|fewest"
)
_STEP = (
    r"growth|gains?|rise|increase|jump|surge|drop|fall|decline|decrease|slump|plunge|loss|"
    r"expansion|contraction|pace|change|rate|level|value|figure|total|share|year|month|quarter"
)
_RANKED = re.compile(
    rf"\b(?:the|its|their|his|our|a|el|la|los|las)\s+(?:\w+[\s-]){{0,2}}?(?:{_EST})\b"
    r"(?!\s+(?:recent|part\b))|"
    rf"\b(?:{_EST})\s+(?:\w+\s+){{0,3}}?(?:{_STEP})\b|"
    rf"\b(?:{_EST})\s+(?:since|in\s+(?:a|two|three|four|five|ten|\d+|more|over|nearly|almost|history|"
    r"living)\b|ever|on\s+record|of\s+(?:any|all))|\b(?:than|of)\s+any(?:\s+other)?\b|"
    r"\b(?:m[aá]s|menos)\s+(?:alt[oa]s?|baj[oa]s?|grandes?|fuertes?)\b|"
    r"\b(?:el|la)\s+(?:mayor|menor|peor|mejor)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:came|comes|ranked|ranks|placed|finished|stood|stands|was|were|is|are)\s+(?:\w+\s+)?"
    r"(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b"
    r"(?![\s-]+(?:quarter|half|month|year|time|century|largest|biggest|highest|lowest))",
    re.IGNORECASE,
)
_STREAK = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|"
    r"two|three|four|five|six|seven|eight|nine|ten|\d+)[\s-]+(?:straight|consecutive|successive|"
    r"running)\b|\bin\s+a\s+row\b|\bfor\s+the\s+(?:first|second|third|\w+th)\s+(?:time|year|month)\b|"
    r"\b(?:por\s+primera\s+vez|consecutiv[oa]s?)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:most|half|all|some|many|much|few|none|part|percent|third|quarter|fifth|%|majority|bulk|"
    r"chiefly|mostly|mainly|largely|primarily|almost\s+all|nearly\s+all)\s+(?:of\s+)?"
    r"(?:them|it|which|that|this|those|these|whom)\b|"
    r"(?:%|\bpercent)\s+of\s+(?:them|it|which)\b|,\s+(?:mostly|mainly|chiefly|largely|primarily|"
    r"especially|notably|principally|predominantly|almost\s+entirely)\b|"
    r"\b(?:nearly|almost|virtually|practically|only|just|barely|about|over|more\s+than|less\s+than)\s+"
    r"(?:all|half|a\s+(?:third|quarter|fifth|tenth)|none|some|part)\s+(?:of\b)|"
    r"^\W*(?:(?:all|half|most|part|none|some|much|many)\s+of|(?:a|one)[\s-](?:third|quarter|half)\s+of)\b|"
    r"\b(?:duty|tariff)[\s-]free\b|\bfree\s+of\s+(?:duty|tariffs?)\b",
    re.IGNORECASE,
)
_BASIS = re.compile(
    r"\b(?:constant|real|chained|inflation-adjusted|deflated|\d{4})[\s-]+(?:dollars?|prices?|terms)\b|"
    r"\b(?:adjust(?:ed|ing)|correct(?:ed|ing)|allow(?:ed|ing))\s+for\b|"
    r"\baccounting\s+for\s+(?:inflation|prices|the\s+season)\b|"
    r"\b(?:in|by)\s+(?:volume|weight|tonnage|tons|number|units?|head)\b|"
    r"\b(?:excluding|including|counting|omitting|leaving\s+out|net\s+of|apart\s+from|aside\s+from|"
    r"besides|rather\s+than|instead\s+of|not\s+counting|on\s+(?:an?|the)\s+[\w-]+\s+basis|"
    r"after\s+inflation|before\s+adjustment|of\s+GDP|per\s+(?:capita|person|head)|en\s+términos\s+reales)\b|"
    r"\bof\s+(?:\w+|U\.S\.)\s+origin\b|(?:\b(?:\w*American|domestically|home|locally)|U\.?S\.?)-made\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:in|of|for|by|at|under|via|through|among|within|on|after|before)\s+"
    r"(?:the\s+|its\s+|their\s+|a\s+|an\s+)?(?=\w)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_AHEAD = re.compile(r"(?:[^,;:.()—–]|[.,](?=\w)|(?<=[A-Z])\.)*")


def weighed(sentence: Sentence, found: Sequence[Said]) -> tuple[Said, ...]:
    """Return what a sentence says, with what denies it and what it claims besides."""
    reserves = tuple(_reserves(sentence, found))
    rows = zip(found, unread(sentence, found), strict=True)
    return tuple(
        replace(_weighed(item, sentence.text, reserves), unread=words) for item, words in rows
    )


def _weighed(said: Said, text: str, reserves: Sequence[tuple[int, str]]) -> Said:
    at = said.numeral.start if said.numeral else 0
    start, end = _aside(text, at) or half_at(text, at)
    own = (why for place, why in reserves if start <= place < end or said.numeral is None)
    denial = "it is a question" if asked(text) else _phrase(denied_by(text, at))
    return replace(said, denial=denial, reserves=tuple(dict.fromkeys(own)))


def _aside(text: str, at: int) -> tuple[int, int] | None:
    """Return the brackets a place stands in; what they hold is said by itself."""
    found = (match.span() for match in _BRACKETS.finditer(text) if match.start() < at < match.end())
    return next(found, None)


def _phrase(words: str) -> str:
    return f"'{words}' denies, doubts or only supposes it" if words else ""


def _reserves(sentence: Sentence, found: Sequence[Said]) -> Iterator[tuple[int, str]]:
    yield from unordered(sentence, found)
    for match in _ranks(sentence.text, found):
        yield match.start(), f"'{_words(match)}' was not verified"
    ranked = any(item.shape is Shape.RANK for item in found)
    for match in () if ranked else _PLACED.finditer(sentence.text):
        yield match.start(), f"'{_words(match)}' was not verified"
    counted = any(item.rank and item.rank.streak for item in found)
    for pattern in (_PART, _BASIS) if counted else (_STREAK, _PART, _BASIS):
        for match in pattern.finditer(sentence.text):
            yield match.start(), f"'{_words(match)}' was not verified"
    yield from _tails(sentence, found)


def _ranks(text: str, found: Sequence[Said]) -> Sequence["re.Match[str]"]:
    """Return the superlatives that neither a rank nor a record accounts for."""
    read = any(item.shape is Shape.RANK for item in found) or any(item.record for item in found)
    return list(_RANKED.finditer(text))[int(read) :]


def _words(match: "re.Match[str]") -> str:
    """Return the words found and those that go on with them, for a note."""
    rest = _AHEAD.match(match.string, match.end())
    more = rest.group().split()[:5] if rest else []
    return " ".join([*match.group().strip(" ,").split(), *more])


def _tails(sentence: Sentence, found: Sequence[Said]) -> Iterator[tuple[int, str]]:
    """Yield the unknown word in a prepositional phrase that follows a number in its clause."""
    text, marked = sentence.text, sentence.marked
    for item in found:
        rest = _AHEAD.match(text, item.numeral.end) if item.numeral else None
        for tail in _TAIL.finditer(text, rest.start(), rest.end()) if rest else ():
            word = _WORD.match(text, tail.end())
            if word and (odd := next(unknown(text, word.start(), word.end(), marked), "")):
                yield word.start(), f"what '{odd}' does to the measure was not verified"
