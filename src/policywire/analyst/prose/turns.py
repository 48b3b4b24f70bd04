"""Sorts and signs: whether the words next to a number tell it as the figure it is."""

import re

from policywire.analyst.prose.profiles import Profile
from policywire.analyst.prose.reading import Reading
from policywire.analyst.reading.marks import Numeral, NumeralKind
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.bearing import Sort

__all__ = ["COMPARED", "MOVED", "sort_fault"]

_RISE = (
    r"ris(?:e|es|en|ing)|rose|grew|grow(?:n|s|ing|th)?|gain(?:s|ed|ing)?|increas\w+|climb\w*"
    r"|widen\w*|expand\w*|jump\w*|(?<!made )(?<!make )(?<!makes )"
    r"(?<!ended )(?<!ends )(?<!turned )(?<!turns )(?<!set )(?<!taken )up"
    r"|added|leap\w*|leapt|surg\w+|soar\w*|rebound\w*|strengthen\w*"
)
_FALL = (
    r"fall(?:s|en|ing)?|fell|declin\w+|decreas\w+|drop\w*|shr[aiu]nk\w*|slip\w*|los(?:t|es|ing|e)"
    r"|loss(?:es)?|narrow(?:s|ed|ing)|down|reduc\w+|plung\w+|dip\w*|contract(?:s|ed|ing)|tumbl\w+"
    r"|slump\w*|s[au]nk|weaken\w*|plummet\w*"
)
_MORE = r"more|higher|larger|greater|bigger|above|better|stronger|faster|exceed\w*|outpac\w+"
_LESS = r"less|lower|smaller|fewer|below|worse|weaker|slower"
MOVED = sifted(rf"(?<!\w)(?:(?P<up>{_RISE})|(?P<down>{_FALL}))(?!\w)", re.IGNORECASE)
COMPARED = sifted(
    rf"(?<!\w)(?:(?P<up>(?:{_MORE}) than|exceed\w*|ahead of|outpac\w+|outstrip\w*|surpass\w*"
    r"|larger|higher|greater|bigger|sold more|bought more|covered more)"
    rf"|(?P<down>(?:{_LESS}) than|f[ea]ll\w* short of|behind|trail\w* behind|smaller|lower"
    r"|sold less|bought less|covered less))(?!\w)",
    re.IGNORECASE,
)
_CHANGE_WORDS = sifted(
    r"(?<!\w)(?:chang\w+|growth|mov\w+|inflation|by|contribut\w+|swing)(?!\w)", re.IGNORECASE
)
_AT_ONCE = re.compile(rf"\s*(?:(?P<up>{_MORE}|up)|(?P<down>{_LESS}|down))(?!\w)", re.IGNORECASE)
_TOUCHING = re.compile(
    rf"(?:(?<!\w)(?:{_RISE}|{_FALL}|change of)(?: (?:by|of))?|(?<!\w)by)"
    r"(?: (?:about|some|roughly|nearly|almost|only|just))?\s*$",
    re.IGNORECASE,
)
_BY = re.compile(r"by\s*(?:about|some|roughly|nearly|almost|only|just)?\s*", re.IGNORECASE)
_PART_OF = re.compile(
    r"(?<!\w)(?:ma(?:de|kes?) up|account(?:ed|s) for|represented|equivalent to|share of)\s*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of (?!a |an )")
_TO = re.compile(r"(?<!\w)to(?: about| some| roughly| nearly)?\s*$", re.IGNORECASE)
_SHARE = sifted(
    r"(?<!\w)(?:shares?|parts?|portions?|proportion|percentages?|rates?|ratios?|claim\w*|paid|pays?"
    r"|yields?|made up|accounted|equivalent|drew|took|of|carr\w+|owed|value|duty|duties|tariff\w*"
    r"|unemploy\w+|jobless\w*|averaged|or)(?!\w)",
    re.IGNORECASE,
)
_DEFICIT = re.compile(r"(?<!\w)(?:deficits?|shortfalls?|gaps?)(?!\w)", re.IGNORECASE)
_POLES = sifted(
    r"(?<!\w)(?:(?P<deficit>deficits?|shortfalls?|gaps?)|surplus(?:es)?)(?!\w)", re.IGNORECASE
)
_SIGNS = ("−", "-", "+", "–")
_REACH = 40


def sort_fault(reading: Reading, numeral: Numeral, before: int, profile: Profile) -> str:
    """Return the code of what the words next to a number have against a figure; empty for nothing.

    Parameters
    ----------
    reading : Reading
        The text.
    numeral : Numeral
        The number.
    before : int
        Where the number before it ends.
    profile : Profile
        The figure.
    """
    if profile.is_rule or profile.sort is Sort.MODELLED:
        return ""
    if profile.sort is Sort.CHANGE:
        return _change(reading, numeral, before, profile)
    return _level(reading, numeral, before, profile)


def _pre(reading: Reading, numeral: Numeral, before: int) -> str:
    start = max(before, reading.clause(numeral.start)[0], numeral.start - _REACH)
    return reading.text[start : numeral.start]


def _level(reading: Reading, numeral: Numeral, before: int, profile: Profile) -> str:
    """Return why a level, share or rank is not told as one."""
    pre = _pre(reading, numeral, before)
    signed = numeral.text.startswith("+") and profile.kind is not NumeralKind.POINTS
    touching = _TOUCHING.search(pre)
    if signed or (touching and not (_BY.fullmatch(touching[0]) and "balance" in profile.accepted)):
        return "M2"
    behind = _AT_ONCE.match(reading.text, numeral.end)
    if behind is not None and profile.kind is NumeralKind.PERCENT:
        return "M2"
    if profile.sort is Sort.SHARE and not _SHARE.search(reading.text):
        return "M2"
    return _balance(reading, numeral, profile)


def _balance(reading: Reading, numeral: Numeral, profile: Profile) -> str:
    """Return D4 where a balance has lost its sign or is called its opposite."""
    if "balance" not in profile.accepted and profile.value >= 0:
        return ""
    end = reading.clause(numeral.start)[1]
    told = [*_POLES.finditer(reading.text, 0, numeral.start)][-1:]
    told = told or [*_POLES.finditer(reading.text, numeral.end, end)][:1]
    signed = numeral.text.startswith(_SIGNS)
    if not told:
        return "D4" if profile.value < 0 and not signed else ""
    return "" if (told[0]["deficit"] is not None) == (profile.value < 0) else "D4"


def _change(reading: Reading, numeral: Numeral, before: int, profile: Profile) -> str:
    """Return why a change is not told as one, or is told against its sign."""
    pre = _pre(reading, numeral, before)
    if _PART_OF.search(pre):
        return "M2"
    if numeral.text.startswith(_SIGNS):
        return "" if (numeral.value < 0) == (profile.value < 0) else "D4"
    if _TO.search(pre) or _OF.match(reading.text, numeral.end):
        return "M2"
    behind = _AT_ONCE.match(reading.text, numeral.end)
    turn = behind or _turn_before(reading, numeral, before)
    if turn is None:
        end = reading.clause(numeral.start)[1]
        if not any(words.search(reading.text, 0, end) for words in (_CHANGE_WORDS, MOVED)):
            return "M2"
        moved = [match["up"] is not None for match in MOVED.finditer(reading.text, 0, end)]
        ahead = [
            match["up"] is not None for match in MOVED.finditer(reading.text, 0, numeral.start)
        ]
        seen = re.search(r"[1-9]", numeral.text) is not None
        lost = profile.value < 0 and seen and False not in moved
        against = seen and bool(ahead) and ahead[-1] != (profile.value > 0)
        lone = len({*moved}) == 1 and "balance" not in profile.accepted
        return "D4" if lost or (against and lone) else ""
    flipped = _DEFICIT.search(pre) is not None and "balance" in profile.accepted
    up = (turn["up"] is not None) != flipped
    zero = re.search(r"[1-9]", numeral.text) is None
    return "" if zero or up == (profile.value > 0) else "D4"


def _turn_before(reading: Reading, numeral: Numeral, before: int) -> re.Match[str] | None:
    """Return the word of direction nearest before a number, in its clause."""
    start = reading.clause(numeral.start)[0]
    for begin in (max(start, before), start):
        found = list(MOVED.finditer(reading.text, begin, numeral.start))
        if found:
            return found[-1]
    return None
