"""The rules over literal words: numbers, units, directions, ranks, causes, tone, markup.

What tokens print is masked; a word broken off by a token is not joined across it. Disguised
words are read twice, as typed and as they look.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain

from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.lists import find_words, word_lists
from policywire.analyst.rules.strokes import Read

__all__ = ["PATTERNS", "check_words"]

# Digits of any script, and fractions, superscripts and circled numbers, which are no digits.
_OTHER_NUMERALS = "".join(
    character
    for character in map(chr, range(0x20000))  # none lies beyond
    if unicodedata.category(character) in ("No", "Nl")
)
_ROMAN = (
    r"(?-i:(?<![\w.&-])(?=[MDCLXVI]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})"
    r"(?:IX|IV|V?I{0,3})(?![\w&]))"
)
_MARKUP = (
    r"https?:|www\.|<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|\]\(|\*\*|__|``?|^\s*#{1,6} "
    r"|\[\^|javascript:|\{\{|\}\}|\\[nrt(\[]|(?<!\w)[\w.-]+@[\w-]+\.\w+|(?<!\w)\w+\.(?:com|org|net|gov)\b"
)
_AMOUNT = r"dollars?|pesos?|euros?|pounds?|yen|yuan|(?:metric )?tons?|cents?|points?|bps|degrees?"
PATTERNS: dict[str, re.Pattern[str]] = {
    "N1": re.compile(rf"[^\s\x00]*[\d{_OTHER_NUMERALS}][^\s\x00]*"),
    "N3": re.compile(r"[$¢-¥₠-⃀%‰]|(?<!\w)(?:bn|mn|mm|tn|trn|pp|ppt|bps)(?!\w)"),
    "L1": re.compile(_MARKUP, re.IGNORECASE),
    "U1": re.compile(rf"(?<=\x00) ?(?:{_AMOUNT})(?!\w)", re.IGNORECASE),
}
_LISTED = ("N2", "D1", "S1", "C1", "B1", "I1", "U1", "G4")
# What a text must hold for a pattern to be tried.
_OPENINGS = {
    "N1": re.compile(rf"[\d{_OTHER_NUMERALS}]"),
    "N3": re.compile(r"[$¢-¥₠-⃀%‰]|bn|mn|mm|tn|pp|bps"),
    "L1": re.compile(r"[<&\[\]*_`#{}\\@/]|(?i:www)|:|\.\w"),
    "U1": re.compile(r"\x00 ?\w"),
}
_PLAIN = {"N1": re.compile(r"[0-9]"), "N3": re.compile(r"[$%]|[bmt]n|mm|pp|bps")}
_OPENED = (
    *((code, _OPENINGS[code], pattern) for code, pattern in PATTERNS.items()),
    ("N2", re.compile(r"[MDCLXVI]{2}"), re.compile(_ROMAN)),
)
_TITLED = re.compile(
    r"(?<!\w)(?:titled?|headed|heading|named?|called|entitled|proclamation|the case is"
    r"|the notice of"
    r"|a notice of|legislated on|the statute|article)\s*$",
    re.IGNORECASE,
)
_CITED = re.compile(r"\d[\w.]*,$|\d{4}$|(?<!\w)v\.$|Register,$|[A-Z]\w+ \d+,$")
_QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]")
_RANKS = re.compile(r"\b\w*rank\w*\b|\bmax\.|\bmin\.|\w+_record\b")


def check_words(
    read: Read,
    *,
    holds: tuple[str, ...] = (),
    proved: bool = False,
    cited: bool = False,
    quotes: tuple[str, ...] = (),
) -> Iterator[Fault]:
    """Yield the faults of the literal words of a line.

    Parameters
    ----------
    read : Read
        The line.
    holds : tuple of str
        Conditions the line stands under, which were found true.
    proved : bool
        Whether a condition that is not told here was found true.
    cited : bool
        Whether a source is cited.
    quotes : tuple of str
        Texts of what is cited, for quotations.
    """
    excused = _excused(holds, proved, cited)
    seen: set[tuple[str, int, int]] = set()
    disguised = bool(read.origin)
    for code, match in chain(_matches(read.folded), _listed(read.found)):
        place = (code, *read.where(*match.span()))
        if code not in excused and place not in seen:
            seen.add(place)
            yield fault(code, match[0].strip(), place[1:])
    typed = chain(_matches(read.literal), _listed(find_words(read.literal))) if disguised else ()
    for code, match in typed:
        if code not in excused and (code, *match.span()) not in seen:
            seen.add((code, *match.span()))
            yield fault(code, match[0].strip(), match.span())
    yield from _other_language(read)
    yield from _quotations(read, quotes)


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield every part of a text that a pattern refuses, with the code of the rule."""
    plain = text.isascii()
    for code, opening, pattern in _OPENED:
        if (_PLAIN.get(code, opening) if plain else opening).search(text):
            yield from ((code, match) for match in pattern.finditer(text))


def _listed(
    found: Iterable[tuple[str, re.Match[str]]],
) -> Iterator[tuple[str, re.Match[str]]]:
    return (item for item in found if item[0] in _LISTED)


def _excused(holds: tuple[str, ...], proved: bool, cited: bool) -> set[str]:
    """Return the rules that do not bind: a condition lets D1 stand, a rank S1, a source C1."""
    excused = {"D1"} if holds or proved else set()
    if proved or any(_RANKS.search(condition) or "==" in condition for condition in holds):
        excused.add("S1")
    return excused | ({"C1"} if cited else set())


def _other_language(read: Read) -> Iterator[Fault]:
    """Yield a fault for letters of another script, invisible signs, or words of another tongue."""
    if not read.literal.isascii():
        for at, character in enumerate(read.literal):
            if character > "\x7f" and _is_strange(character):
                yield fault("G4", character, (at, at + 1))
                break
    words = set(re.findall(r"[^\W\d_]+", read.literal.lower()))
    for tongue in _tongues():
        told = sorted(words & tongue)
        if len(told) > 1:
            start = re.search(rf"(?<!\w){told[0]}(?!\w)", read.literal, re.IGNORECASE)
            place = start.span() if start else (0, 0)
            yield fault("G4", ", ".join(told), place)


@cache
def _tongues() -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, word_lists().foreign))


@lru_cache(maxsize=4096)
def _is_strange(character: str) -> bool:
    category = unicodedata.category(character)
    if category[0] == "C":
        return True
    return category[0] == "L" and not unicodedata.name(character, "").startswith("LATIN")


def _is_held(told: str, held: str, *, whole: bool) -> bool:
    """Return whether some words stand in a text; a title, from its beginning to its end."""
    at = held.find(told)
    while at >= 0:
        before, after = held[:at].rstrip(), held[at + len(told) :]
        opens = not before or before.endswith(("(", ".", ";", ":")) or _CITED.search(before)
        if not whole or (opens and (not after or after[0] in ",.;:)" or after.startswith(" ("))):
            return True
        at = held.find(told, at + 1)
    return False


def _quotations(read: Read, quotes: tuple[str, ...]) -> Iterator[Fault]:
    """Yield a fault for each quotation that is not verbatim in a text cited, tokens and all."""
    if not any(mark in read.text for mark in '“”"'):
        return
    held = " ".join("; ".join(quotes).split())
    for match in _QUOTED.finditer(read.text):
        told = " ".join(match[1].split()).rstrip(".,")
        titled = bool(_TITLED.search(read.text[: match.start()]))
        if not told or not _is_held(told, held, whole=titled):
            yield fault("Q1", match[0], match.span())
    if read.text.count("“") != read.text.count("”") or read.text.count('"') % 2:
        at = next(at for at, mark in enumerate(read.text) if mark in '“”"')
        yield fault("Q1", read.text[at : at + 20], (at, at + 1), "a quotation mark stands alone")
