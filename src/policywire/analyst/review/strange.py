"""Qualifiers: words that narrow what is measured to something nothing is held for.

``imports of lithium batteries`` are no imports. A word beside a measure is passed only where it
is known to narrow nothing, so that a claim on a part is never checked against the whole.
"""

import re
from collections.abc import Iterable

from policywire.analyst.reading.marks import Mention, PeriodMention
from policywire.analyst.review.cues import DOWN, SUPPLY, UP

__all__ = ["Mark", "strange_after", "strange_before"]

Mark = Mention | PeriodMention
_PASSED = """
    a an the this that these those its their his our your both each all any some such same other u
    s us american goods merchandise total overall annual monthly quarterly yearly bilateral
    nominal recorded official combined two-way two way cross-border cross border global worldwide
    general customs net gross whole entire full average mean headline national effective current
    latest new record strong weak rising falling higher lower growing shrinking declining
    increased increasing reduced surging soaring booming massive huge large big small sizable
    persistent chronic yawning wide widening narrowing aggregate cumulative value of in on and or
    but as while when because since although though whereas where which who with without by for
    from to at into than then so after before during amid despite if whose until saw sees see show
    shows showed had has have was were is are be been being did does do sent drove pushed pulled
    lifted raised cut boosted drew made kept left put took brought gave reported posted ran runs
    registered said says say found noted grew rose fell imported exported total's year year's
    month month's quarter's years first second third fourth half last past previous next recent
    early late january february march april may june july august september october november
    december fiscal calendar percent billion million trillion bn mn tn usd dollars mexico's
    canada's china's america's share how much also meanwhile only just even still again now tariff
    tariffs trade-weighted import export supplier source largest biggest top main leading foreign
    direct inflows flows flow stock effective-rate calculated collected paid estimated federal
    treasury nonfarm payroll consumer price prices index rate core benchmark el la los las un una
    de del en y e o que con por para sus su este esta estos estas totales bienes mercancías
    mexicanas mexicanos estadounidenses canadienses chinas anuales mensuales fue fueron entre
    mientras cuando pero como al todas todos desde hacia comercial comerciales valor between among
    across entró entraron
"""
_NEUTRAL = frozenset(_PASSED.split())
_WORD = re.compile(r"[\w'’-]+")
_OF = re.compile(r"^(?:\s+worth)?\s+(?:of|in|de)\s+((?:[\w'’.-]+[ ,]*){1,6})", re.IGNORECASE)
_STOP = re.compile(r"[.;:!?()—–\"“”]\s*$|,\s*$")


def strange_before(text: str, start: int, known: Iterable[Mark]) -> str:
    """Return the unknown word that stands directly before ``start``, or nothing."""
    marks = tuple(known)
    words = list(_WORD.finditer(text, 0, start))
    if not words or _STOP.search(text[words[-1].end() : start]):
        return ""
    word = words[-1]
    if any(mark.start <= word.start() < mark.end for mark in marks) or _passed(word.group()):
        return ""
    return word.group() if text[word.end() : start].strip() in ("", "-") else ""


def strange_after(text: str, end: int, known: Iterable[Mark]) -> str:
    """Return the unknown word in an ``of`` that follows ``end``, or nothing."""
    marks = tuple(known)
    match = _OF.match(text[end:])
    if match is None:
        return ""
    for word in _WORD.finditer(text, end + match.start(1), end + match.end(1)):
        if any(mark.start <= word.start() < mark.end for mark in marks):
            return ""
        if not _passed(word.group()):
            return word.group()
    return ""


def _passed(word: str) -> bool:
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    moving = any(cue.fullmatch(plain) for cue in (UP, DOWN, SUPPLY))
    return moving or plain in _NEUTRAL or plain[0].isdigit() or plain.endswith("ly")
