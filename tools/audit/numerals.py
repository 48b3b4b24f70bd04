"""Numerals in a text: digits of any script, and number words."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["CARDINALS", "ORDINALS", "Found", "find", "has_numeral", "order_words"]

_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TEENS = ("eleven", "twelve", *(f"{head}teen" for head in ("thir", "four", "fif", "six")))
_TEENS += ("seventeen", "eighteen", "nineteen")
_ODD = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
    "twenty": "twentieth",
}
CARDINALS = {word: number for number, word in enumerate((*_SMALL, *_TEENS, "twenty"))}
ORDINALS = {_ODD.get(word, f"{word}th"): number for word, number in CARDINALS.items()}

_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_UNITS = (
    r"percent|percentage|basis|points?|dollars?|pesos?|hundred|thousand|million|billion|trillion"
    r"|years?|quarters?|months?|weeks?|days?|in"
)
_COUNTING = "|".join(word for word in CARDINALS if word != "one")
_PLACES = "|".join(word for word in ORDINALS if word not in ("zeroth", "first", "second"))
# First, second and one are numerals where they rank or measure, words of order or pronouns
# elsewhere; those are counted apart by `order_words`.
_RANKS = r"ranks?|ranked|ranking|places?|placed|came|comes|was|stands|stood"
_RANKED = r"place|largest|biggest|highest|smallest|lowest|among|as|quarter|half"
_WORD = re.compile(
    rf"\b(?:{_COUNTING}|{_PLACES}|(?:thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?"
    r"|millions?|billions?|trillions?|dozens?|half|halves|halved|thirds|quarters?|fifths|tenths"
    r"|doubled?|doubling|tripled?|tripling|quadrupled?|twice|thrice|twofold|tenfold)\b"
    rf"|\bone(?=[ -](?:{_UNITS})\b)"
    rf"|(?:(?<=ranks )|(?<=ranked )|(?<=came )|(?<=comes )|(?<=was )|(?<=in ))(?:first|second)\b"
    rf"|\b(?:first|second)(?=[ -](?:{_RANKED})\b)",
    re.IGNORECASE,
)
_IDIOM = re.compile(
    r"\b(?:in the|this|that|last|next|each|every|per|by) quarter\b"
    r"|\btwo-way\b|\bthird[- ]part(?:y|ies)\b|\bdouble[- ]count\w*",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\b(?:one|first|second|both|single|once|pair)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A numeral and where it stands in its text."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=1 << 16)
def find(text: str) -> tuple[Found, ...]:
    """Return every numeral of a text, in order."""
    idioms = [match.span() for match in _IDIOM.finditer(text)]
    found = [Found(*match.span(), match[0]) for match in _DIGITS.finditer(text)]
    found += [
        Found(*match.span(), match[0])
        for match in _WORD.finditer(text)
        if not any(start <= match.start() < end for start, end in idioms)
    ]
    if not text.isascii():
        found += [
            Found(at, at + 1, sign)
            for at, sign in enumerate(text)
            if not sign.isascii() and unicodedata.numeric(sign, None) is not None
        ]
    return tuple(sorted(found, key=lambda item: item.start))


def has_numeral(text: str) -> bool:
    """Return whether a text holds a numeral."""
    return bool(find(text))


def order_words(text: str) -> Counter[str]:
    """Count the words that order or point and do not measure: one, first, second, both."""
    spoken = {item.start for item in find(text)}
    return Counter(
        match[0].casefold() for match in _ORDER.finditer(text) if match.start() not in spoken
    )
