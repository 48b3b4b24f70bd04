"""Wording around a number: direction, share, base of a comparison, record, language."""

import re

from policywire.analyst.reading.marks import Numeral
from policywire.analyst.review.cues import DOWN, RECORD, SHARE_NOUN, SHARE_OF, SUPPLY, UP

__all__ = [
    "bare",
    "cue_end",
    "direction",
    "from_cue",
    "from_to",
    "is_base",
    "is_spanish",
    "is_step",
    "joined",
    "led_to",
    "record",
    "share_noun",
    "share_of",
    "whole_region",
]

_HEDGE = re.compile(
    r"(?:\b(?:more|less|fewer|no\s+more|no\s+less|higher|lower|greater)\s+than|\bjust\s+over|"
    r"\bmás\s+de|\bmenos\s+de|\bup\s+to|\bsome|\babout|\baround|\broughly|\bnearly|\balmost|"
    r"\bapproximately|\bonly|\bjust|\bcasi|\bcerca\s+de|\bunos|\bunas|\balrededor\s+de|\bel|\bun|"
    r"\bover|\bunder|\babove|\bbelow|\bat\s+least|\ba\s+record|\ban?\s+estimated)\s*$",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|at|of|hasta|from|desde|reach\w*|hit|total\w*|stood|were|was)\b", re.I)
_TO_SPANISH = re.compile(r"\b(?:a|al|hasta|de|desde|en|fue|fueron|sumó|sumaron)\b(?!\s+un\b)", re.I)
_FROM = re.compile(
    r"\b(?:from|desde|versus|vs\.?|against|frente\s+a|compared\s+(?:with|to))\s+(?:el\s+)?$", re.I
)
_NEXT = re.compile(r"^\s*(?:\w+\s+){0,2}?", re.I)
_SPANISH = re.compile(
    r"\b(?:el|la|los|las|de|del|en|con|por|una?|fue(?:ron)?|que|se|desde)\b", re.IGNORECASE
)
_UP_FROM = re.compile(
    r"\b(?:up|down|higher|lower|rising|falling|más|menos)\s+(?:from|than|desde|que)\s*$",
    re.IGNORECASE,
)
_LED = re.compile(r"\s*,?\s*(?:to|hasta|a)\s*", re.IGNORECASE)
_NAMES = re.compile(r"\b(?:Baja|More|Cut)\b(?=\s+[A-Z])")  # Baja California went nowhere
_JOINED = re.compile(r"\s*,?\s*(?:and|y|e)?\s*(?:by\s+|un\s+)?", re.IGNORECASE)
_THAN = re.compile(r"\s*(?:than|que)\b", re.IGNORECASE)
_FROM_OF = re.compile(
    rf"(?:{UP.pattern}|{DOWN.pattern})\s+(?:\w+ly\s+)?(?:from|desde|de)\s+(?:about\s+|some\s+)?$",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\s*(?:(?:in|a\s+year\s+earlier)?[^.;:,]{0,40})?,?\s+(?:to|a)\s*", re.IGNORECASE
)
_BREAK = re.compile(r"[;:]\s|\s[—–]\s")
_RECORDED = 60  # characters after a number within which it is called a record
_SIZE = ("of", "de")  # an increase of 5 billion
_NEAR = 70  # characters a word of direction may stand away


def is_spanish(text: str) -> bool:
    """Return whether a sentence reads as Spanish."""
    words = len(text.split())
    return words > 0 and len(_SPANISH.findall(text)) / words > 0.17


def direction(text: str, start: int, end: int, number: tuple[int, int]) -> int:
    """Return which way a number between ``start`` and ``end`` of a text is said to go."""
    after = text[number[1] : min(end, number[1] + 26)]
    near = _first(after, 14)
    if near:
        return near
    before = _BREAK.split(bare(_without_supply(text[start : number[0]])))[-1]
    if is_base(text, start, number[0]):
        return 0
    found = [
        (match.end(), sign)
        for sign, cue in ((1, UP), (-1, DOWN))
        for match in cue.finditer(before)
        if not _THAN.match(before[match.end() :])
    ]
    near_by = [item for item in found if len(before) - item[0] <= _NEAR]
    return max(near_by)[1] if near_by else 0


def cue_end(text: str, start: int, number: int) -> int:
    """Return where the last word of direction before a number ends; -1 where there is none."""
    before = _without_supply(text[start:number])
    ends = [match.end() for cue in (UP, DOWN) for match in cue.finditer(before)]
    return start + max(ends) if ends else -1


def _first(after: str, reach: int) -> int:
    found = [
        (match.start(), sign)
        for sign, cue in ((1, UP), (-1, DOWN))
        for match in [cue.search(after)]
        if match
    ]
    close = [
        item
        for item in found
        if item[0] <= reach
        and "," not in after[: item[0]]
        and " to " not in after[: item[0]]
        and "." not in after[: item[0]]
    ]
    return min(close)[1] if close else 0


def is_step(text: str, start: int, number: tuple[int, int], *, spanish: bool) -> bool:
    """Return whether the number is how far something went, not where it got to."""
    after = _first(text[number[1] : number[1] + 20], 8)
    before = bare(_without_supply(text[start : number[0]]))
    ends = [match.end() for cue in (UP, DOWN) for match in cue.finditer(before)]
    if not ends:
        return bool(after)
    gap = before[max(ends) :]
    if _THAN.match(gap):
        return bool(after)
    if gap.strip().casefold() in _SIZE:
        return True
    to = (_TO_SPANISH if spanish else _TO).search(gap)
    return (len(gap) <= 40 and to is None) or bool(after)


def bare(before: str) -> str:
    """Return the text before a number without the hedges that stand next to it."""
    match = _HEDGE.search(before)
    while match:
        before = before[: match.start()]
        match = _HEDGE.search(before)
    return before


def is_base(text: str, start: int, number: int) -> bool:
    """Return whether the number at ``number`` is what something is compared with."""
    return _FROM.search(bare(text[start:number])) is not None


def share_of(text: str, end: int) -> bool:
    """Return whether the number that ends at ``end`` is a part of something named after it."""
    return SHARE_OF.match(text, end) is not None


def record(text: str, start: int, number: tuple[int, int]) -> int:
    """Return 1 for a record high beside a number, -1 for a record low, 0 for neither."""
    for match in RECORD.finditer(text, start, min(len(text), number[1] + _RECORDED)):
        if number[0] - match.end() <= 40:
            return -1 if re.search(r"low|mínimo", match.group(), re.IGNORECASE) else 1
    return 0


def share_noun(text: str, start: int, number: int) -> bool:
    """Return whether ``share`` or its like stands before a number."""
    return SHARE_NOUN.search(text, start, number) is not None


def whole_region(text: str, start: int, end: int, numeral: Numeral | None) -> tuple[int, int]:
    """Return where the whole of a share is named: after ``percent of`` or after ``share of``."""
    if numeral is None:
        return end, end
    if share_of(text, numeral.end):
        return numeral.end, end
    noun = SHARE_NOUN.search(text, start, numeral.start)
    if noun and re.search(r"\b(?:of|in|de|en)$", noun.group(), re.IGNORECASE):
        return noun.end(), end
    return (noun.end() if noun else numeral.end), end


def _without_supply(text: str) -> str:
    """Return a text with verbs such as ``made up`` blotted out, which say nothing of direction."""
    blotted = SUPPLY.sub(lambda match: " " * len(match.group()), text)
    return _NAMES.sub(lambda match: " " * len(match.group()), blotted)


def from_cue(before: str) -> int:
    """Return the direction of ``up from`` or ``down from`` that ends a text, 0 for neither."""
    match = _UP_FROM.search(bare(before))
    if match is None:
        return 0
    return 1 if UP.search(match.group()) else -1


def from_to(text: str, before: Numeral, number: int) -> int:
    """Return the direction of ``fell from 5 in 2023 to 6``, 0 where two numbers stand otherwise."""
    match = _FROM_OF.search(text[: before.start])
    if match is None or _REACHED.fullmatch(bare(text[before.end : number])) is None:
        return 0
    return 1 if UP.search(match.group()) else -1


def led_to(before: str) -> bool:
    """Return whether a number is where a change led: ``rose 6.9 percent to``."""
    return _LED.fullmatch(bare(before)) is not None


def joined(before: str) -> bool:
    """Return whether a number goes on with the one before: ``grew 4 percent and 6 percent``."""
    return _JOINED.fullmatch(bare(before)) is not None
