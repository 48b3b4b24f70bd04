"""A printed text as the prose rules read it: its marks, and where its clauses part."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from policywire.analyst.prose.cues import own_concepts
from policywire.analyst.reading.marks import Mention, Numeral, NumeralKind, PeriodMention
from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sifting import likely
from policywire.analyst.reading.terms import Terms
from policywire.facts import Frequency, Period

__all__ = ["Moment", "Reading", "read_text"]

_PART = re.compile(
    r"[;?!]|(?<![A-Z])[.](?=\s+[A-Z“\"])|:(?=\s)|(?<!\w)(?i:while|whereas|but|although)(?!\w)"
)
_JOINT = re.compile(r"\s+(?:to|and|a|y)\s+|\s*[–—]\s*")
_SENT = ("shipped", "ships", "deliveries")
_COMMA = re.compile(r"[,()]")
_AND = re.compile(r"(?<=\d)\s+and\s+(?=\d)")
_BETWEEN = re.compile(r"(?<!\w)(?:between|from)\s*$", re.IGNORECASE)
_BASE = re.compile(
    r"(?<!\w)(?:than(?: in| for)?|on|over|against|since|compared (?:with|to)(?: in)?|versus"
    r"|relative to|that of|level of|from|between)(?: at least| about)?\s*$",
    re.IGNORECASE,
)
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Moment:
    """A period of a text, resolved.

    Attributes
    ----------
    start, end : int
        Where it stands.
    period : Period or None
        What it is; None where it hangs on another.
    back_years : int
        For "a year earlier" 1.
    based : bool
        Whether the words before it make it the base of a comparison.
    text : str
        As written.
    """

    start: int
    end: int
    period: Period | None
    back_years: int
    based: bool
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, read.

    Attributes
    ----------
    text : str
        As printed.
    numerals : tuple of Numeral
        Its numbers, labels left out.
    labels : tuple of Numeral
        Names that hold digits.
    moments : tuple of Moment
        Its periods.
    places, concepts, products : tuple of Mention
        What it names; sectors stand with the products.
    parts : tuple of int
        Where each of its clauses begins.
    commas : tuple of int
        Its commas, those inside numbers, names and dates left out.
    """

    text: str
    numerals: tuple[Numeral, ...]
    labels: tuple[Numeral, ...]
    moments: tuple[Moment, ...]
    places: tuple[Mention, ...]
    concepts: tuple[Mention, ...]
    products: tuple[Mention, ...]
    parts: tuple[int, ...]
    commas: tuple[int, ...]

    def part(self, place: int) -> int:
        """Return the number of the clause a place lies in."""
        return bisect_right(self.parts, place) - 1

    def clause(self, place: int) -> tuple[int, int]:
        """Return from where to where the clause of a place reaches."""
        at = self.part(place)
        end = self.parts[at + 1] if at + 1 < len(self.parts) else len(self.text)
        return self.parts[at], end

    def chunk(self, place: int) -> tuple[int, int]:
        """Return from where to where the words between commas reach that hold a place."""
        start, end = self.clause(place)
        at = bisect_right(self.commas, place)
        before = self.commas[at - 1] + 1 if at else 0
        after = self.commas[at] if at < len(self.commas) else end
        return max(start, before), min(end, after)


def read_text(text: str, terms: Terms, as_of: date | None) -> Reading:
    """Return a text as the rules read it."""
    found = numerals(text)
    sectors, concepts = _concepts(text, terms)
    products = tuple(sorted((*terms.products(text), *sectors), key=lambda one: one.start))
    marks = tuple(part for one in found if one.kind is not NumeralKind.LABEL for part in _ends(one))
    moments, places = tuple(_moments(text, periods(text, as_of))), terms.places(text)
    return Reading(
        text,
        marks,
        tuple(one for one in found if one.kind is NumeralKind.LABEL),
        moments,
        places,
        concepts,
        products,
        (0, *(match.end() for match in _PART.finditer(text) if not _inside(match, marks))),
        tuple(
            match.start()
            for match in _COMMA.finditer(text)
            if not _inside(match, (*marks, *moments, *places, *products))
        ),
    )


def _ends(numeral: Numeral) -> tuple[Numeral, ...]:
    """Return a range as the two numbers it is written with, where each has its unit."""
    if numeral.upto is None:
        return (numeral,)
    joint = _JOINT.search(numeral.text)
    found = _alone(numeral.text[: joint.start()]) if joint else ()
    last = _alone(numeral.text[joint.end() :]) if joint else ()
    if joint is None or len(found) != 1 or len(last) != 1 or found[0].kind is not last[0].kind:
        return (numeral,)
    return (
        replace(found[0], start=numeral.start, end=numeral.start + joint.start()),
        replace(last[0], start=numeral.start + joint.end(), end=numeral.end),
    )


@lru_cache(maxsize=1024)
def _alone(text: str) -> tuple[Numeral, ...]:
    """Return the numerals of an end of a range, which comes back wherever the range is told."""
    return numerals(text)


def _inside(match: re.Match[str], marks: tuple[Numeral | Moment | Mention, ...]) -> bool:
    return any(one.start < match.start() < one.end for one in marks)


def _concepts(text: str, terms: Terms) -> tuple[list[Mention], tuple[Mention, ...]]:
    """Return the sectors and the other concepts a text names, own words included."""
    sectors, rest = [], []
    for one in terms.concepts(text):
        if one.code.startswith("sector."):
            sectors.append(one)
        elif (low := one.text.lower()) == "effective rate":
            rest.append(replace(one, code="effective_rate"))
        elif low not in _SENT:
            rest.append(one)
    for code, pattern in likely(text, own_concepts()):
        rest += [Mention(*match.span(), match[0], code) for match in pattern.finditer(text)]
    return sectors, tuple(sorted(rest, key=lambda one: (one.start, one.end)))


def _moments(text: str, found: tuple[PeriodMention, ...]) -> "list[Moment]":
    """Return the periods of a text; two years joined by and are two, unless they span a time."""
    made: list[Moment] = []
    for one in found:
        based = _BASE.search(text, max(0, one.start - _LOOK_BACK), one.start) is not None
        joint = _AND.search(one.text)
        spans = _BETWEEN.search(text, max(0, one.start - _LOOK_BACK), one.start)
        if joint is None or one.period is None or spans:
            made.append(Moment(one.start, one.end, one.period, one.back_years, based, one.text))
        else:
            made += _split(one, joint, based=based)
    return made


def _split(one: PeriodMention, joint: re.Match[str], *, based: bool) -> "list[Moment]":
    assert one.period is not None
    grains = (one.period.start.year, one.period.end.year)
    first, last = (Period.of(Frequency.YEAR, date(year, 1, 1)) for year in grains)
    cut = one.start + joint.start(), one.start + joint.end()
    return [
        Moment(one.start, cut[0], first, 0, based, one.text[: joint.start()]),
        Moment(cut[1], one.end, last, 0, based, one.text[joint.end() :]),
    ]
