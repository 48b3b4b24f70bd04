"""Where a shadow text names periods: the forms tried word by word, and what each is."""

import re
from datetime import date
from typing import NamedTuple

from policywire.analyst.reading.dates import FORMS, MONTHS, Form
from policywire.analyst.reading.labels import Zone
from policywire.analyst.reading.lexing import Token
from policywire.analyst.reading.marks import PeriodSense
from policywire.analyst.reading.relative import RELATIVES
from policywire.analyst.reading.senses import RANGE_BEFORE, sense_of
from policywire.analyst.reading.words import listed
from policywire.facts import Period

__all__ = ["Found", "dated", "found_periods"]

_NTH = frozenset(
    listed(
        "first second third fourth final last primer primera primeros primeras segundo "
        "segunda tercer tercera tercero cuarto cuarta último última últimos últimas primero"
    )
)
_STARTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(MONTHS, ("month",)),
    **dict.fromkeys(_NTH, ("nth",)),
    **dict.fromkeys(("months", "month", "meses", "mes"), ("span",)),
    **dict.fromkeys("qths", ("quarter",)),
    **{"year": ("year to",), "año": ("year to", "fiscal"), "ejercicio": ("fiscal",)},
    **dict.fromkeys(("fiscal", "fy", "marketing", "crop", "school", "tax"), ("fiscal",)),
    **dict.fromkeys(
        ("early", "mid", "late", "principios", "mediados", "finales", "fines"), ("vague",)
    ),
}
_FIRST_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"\b(?:between|entre)\s+\Z", re.IGNORECASE)
_JOINED = re.compile(r"\s(?:and|y)\s", re.IGNORECASE)
_WORDED = re.compile(r"\d\s(?:to|through|a|al|and|y)\s\d", re.IGNORECASE)
_WORDS = frozenset((*_STARTS, *RELATIVES))
_WORDS |= frozenset(f"{word}'s" for word in _WORDS)
_NO_YEAR = re.compile(
    r"[ \u00a0]?(?:%|\u2030|(?:percent|per cent|por ciento|people|persons|personas|workers|"
    r"employees|empleados|trabajadores|empleos|dollars|dólares|pesos|euros|tonn?es|tons|toneladas|units|"
    r"unidades|million|billion|thousand|trillion|mil|millones|billones|mn|bn|km|kilometres|"
    r"kilometers|miles|kg|barrels|barriles|points|puntos|basis|bps?|pp|USD|MXN|EUR|times|veces|"
    r"hours|days|horas|días|megawatts|MW|GW|TWh|jobs(?! (?:report|data|number)))(?![^\W_]))",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"(?:\b(?:about|some|nearly|around|roughly|almost|approximately)\s|[~≈])\Z")
_MONTH_LEAD = re.compile(
    r"\b(?:in|since|by|until|till|of|last|this|next|through|from|to|early|late|mid|and|between|"
    r"before|after|during|for|than|en|desde|hasta|de|a|para|entre|y|antes|every|each|through)[\s-]\Z",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A period in the shadow of a text."""

    start: int
    end: int
    period: Period | None
    sense: PeriodSense
    back_years: int = 0


def found_periods(text: str, parts: list[Token], zones: list[Zone]) -> list[Found]:
    """Return the periods of a shadow text, given its tokens and the labels that are none."""
    marks: list[Found] = []
    free, zone = 0, iter((*zones, Zone(len(text) + 1, len(text) + 1, "")))
    closed = next(zone)
    for at, token in enumerate(parts):
        if token.kind in "WFS" and token.low not in _WORDS:
            continue
        while closed.end <= token.start:
            closed = next(zone)
        if token.start < free or token.start >= closed.start:
            continue
        mark = _absolute(text, parts, at, free)
        if mark is None or (mark.period is None and token.low in ("last", "quarter")):
            mark = _hanging(text, token, None) or mark
        if mark is not None:
            marks.append(mark)
            free = mark.end
    return marks


def dated(text: str, found: Found, as_of: date) -> Found:
    """Return a period that hangs on the day the reader stands, with that day known."""
    if found.period is not None:
        return found
    word = _FIRST_WORD.match(text, found.start)
    if word is None:
        return found
    kind = "N" if word[0].isdecimal() else "W"
    mark = _hanging(text, Token(kind, word[0].lower(), *word.span()), as_of)
    return mark if mark is not None and mark.end == found.end else found


def _hanging(text: str, token: Token, as_of: date | None) -> Found | None:
    """Return the relative period that begins with a token."""
    if token.kind != "W" and not (token.kind == "N" and len(token.low) < 3):
        return None
    known = RELATIVES.get("two" if token.kind == "N" else token.low.removesuffix("'s"), ())
    for pattern, reader in known:
        match = pattern.match(text, token.start)
        if match and (token.start == 0 or text[token.start - 1] not in "/&"):
            said = reader(match, as_of)
            return Found(*match.span(), said.period, said.sense, said.back_years)
    return None


def _absolute(text: str, parts: list[Token], at: int, free: int) -> Found | None:
    """Return the period that stands on its own and begins with a token."""
    token = parts[at]
    if token.kind == "W":
        return _worded(text, parts, at, free)
    if token.kind == "C":
        return _first(text, token.start, FORMS["dotted"])
    if token.kind != "N" or _is_bound(text, token.start):
        return None
    if len(token.low) == 4:
        return _numbered(text, token)
    if len(token.low) > 2:
        return None
    following = text[token.end : token.end + 1]
    if following and following in "QTHSqths":
        mark = _first(text, token.start, FORMS["quarter"]) or _first(
            text, token.start, FORMS["nth"]
        )
        return mark or _first(text, token.start, FORMS["day"])
    if following and following in " \u00a0-\u2013/.\u00bat\u00b0rn":
        return _dated(text, parts, at)
    return None


def _is_bound(text: str, start: int) -> bool:
    """Whether a number hangs on a sign before it: $2024, 5.2024, x-2024."""
    before = text[start - 1 : start] if start else ""
    if not before or before in " \n(-\u2013/'\"":
        return before == "-" and text[max(0, start - 2) : start - 1].isupper()
    return before in "$\u20ac\u00a3\u00a5#.,&+" or before.isalnum()


def _dated(text: str, parts: list[Token], at: int) -> Found | None:
    """Return the date that begins with the number of a day, if a month is near."""
    near = parts[at + 1 : at + 5]
    if any(part.low in MONTHS for part in near) or any(part.low == "/" for part in near):
        return _first(text, parts[at].start, FORMS["day"])
    return None


def _worded(text: str, parts: list[Token], at: int, free: int) -> Found | None:
    """Return the period that begins with a word, or with the number before it."""
    token = parts[at]
    low = token.low.removesuffix("'s")
    for name in _STARTS.get(low, ()):
        start = token.start
        if name == "span":
            start = parts[at - 1].start if at else start
        if start < free or not _is_open(text, low, name, start):
            continue
        mark = _first(text, start, FORMS[name])
        if mark and not (name == "month" and _is_no_month(text, low, mark)):
            return mark
    return None


def _is_open(text: str, low: str, name: str, start: int) -> bool:
    """Whether a word may begin a period where it stands."""
    if name == "quarter":
        following = text[start + 1 : start + 2]
        return "1" <= following <= "4" and (not start or not text[start - 1].isalnum())
    if low == "ago":  # Spanish for August only behind a day; in English it looks back
        return start > 1 and text[start - 2].isdigit()
    return True


def _is_no_month(text: str, low: str, mark: Found) -> bool:
    """Whether a name of a month without a year is another word: may, march, mar."""
    if mark.period is not None:
        return False
    word = text[mark.start : mark.end]
    if any(char.isdigit() for char in word):
        return low in ("may", "march", "mar") and word[0].islower()
    lead = _MONTH_LEAD.search(text, max(0, mark.start - 12), mark.start)
    return lead is None or ((low in ("may", "march") or len(low) < 5) and word[0].islower())


def _numbered(text: str, token: Token) -> Found | None:
    """Return the period that begins with four digits."""
    for pattern, maker in FORMS["year"]:
        match = pattern.match(text, token.start)
        if match is None:
            continue
        if _WORDED.search(match[0]) and not _is_range(text, match):
            continue
        period = maker(match)
        if period is None:
            continue
        bare = match.end() - match.start() == 4
        if bare and _is_no_year(text, token):
            return None
        return Found(*match.span(), period, sense_of(text, match.start(), period))
    return None


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Whether two years joined by a word are one range: from .. to, between .. and."""
    lead = _BETWEEN if _JOINED.search(match[0]) else RANGE_BEFORE
    return lead.search(text, max(0, match.start() - 14), match.start()) is not None


def _is_no_year(text: str, token: Token) -> bool:
    """Whether four digits count something, or are hedged as no year is."""
    if _NO_YEAR.match(text, token.end):
        return True
    before = text[max(0, token.start - 16) : token.start]
    hedged = token.low.endswith("00") and _HEDGED.search(before)
    old = token.low < "1900" and not re.search(
        r"\b(?:in|since|by|of|from|until|en|desde|de)\s\Z", before
    )
    return bool(hedged) or old


def _first(text: str, start: int, known: tuple[Form, ...]) -> Found | None:
    """Return what the first form that fits makes of the text at ``start``."""
    for pattern, maker in known:
        match = pattern.match(text, start)
        if match is None:
            continue
        period = maker(match)
        if _is_apart(text, match, period):
            continue
        return Found(*match.span(), period, sense_of(text, start, period))
    return None


def _is_apart(text: str, match: re.Match[str], period: Period | None) -> bool:
    """Whether two months joined by ``and`` are two periods, not one run."""
    if period is None or period.is_single or not _JOINED.search(match[0]):
        return False
    if period.months and period.months <= 2 * period.frequency.months:
        return False
    return _BETWEEN.search(text, max(0, match.start() - 14), match.start()) is None
