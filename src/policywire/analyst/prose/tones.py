"""C1, T3, D2, Q1, B1, I1, L1 and G4: what prose adds to its numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policywire.analyst.findings import Strength
from policywire.analyst.learnt import strength_of
from policywire.analyst.prose.binding import Bound
from policywire.analyst.prose.reading import Reading
from policywire.analyst.reading.openings import headed
from policywire.analyst.reading.sifting import Sifted, likely, sifted
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.lists import find_words
from policywire.schema import loads

__all__ = ["Sources", "check_tones"]

_SIZES = {"D2_sharp": {Strength.SHARP}, "D2_slight": {Strength.SLIGHT, Strength.FLAT}}
_HEDGED = sifted(
    r"(?<!\w)(?:would|could|might|may|project\w*|model\w*|forecast\w*|expect\w*|predict\w*"
    r"|scenario\w*|suggest\w*|estimat\w*)(?!\w)",
    re.IGNORECASE,
)
_CERTAIN = sifted(r"(?<!\w)(?:will|shall|(?:is|are) (?:going|certain|bound|sure) to)(?!\w)", re.I)
_NOT = sifted(r"(?<!\w)(?:not|no|nor|neither)(?: an?| the| by)?\s*$", re.IGNORECASE)
_NOT_SO = sifted(r"(?<!\w)(?:do|does|did|is|are|was|were) not (?:\w+ ){1,4}$", re.IGNORECASE)
_GRADED = re.compile(r" (?:larger|smaller|higher|lower|more|less|better|worse)(?!\w)")
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_NAME = re.compile(r"[A-Z][\w.&'-]+")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a text may quote and lean on.

    Attributes
    ----------
    texts : str
        Titles, locators and accounts of what is held, joined.
    words : frozenset of str
        The words of their names, in lower case.
    """

    texts: str
    words: frozenset[str]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Sources":
        """Return the sources of some texts."""
        joined = " ".join(" ".join(texts).split())
        return cls(joined, frozenset(word.lower() for word in _WORD.findall(joined)))


@dataclass(frozen=True, slots=True)
class _Tones:
    """What ``tones.yaml`` holds: expressions by the rule they break."""

    rules: dict[str, tuple[str, ...]]
    spoken: tuple[str, ...]
    nameless: tuple[str, ...]


@cache
def _tones() -> _Tones:
    text = files("policywire.analyst.prose").joinpath("tones.yaml").read_text("utf-8")
    return loads(text, _Tones, "tones.yaml")


@cache
def _rules() -> tuple[tuple[str, Sifted], ...]:
    return tuple((code, _pattern(words)) for code, words in _tones().rules.items())


@cache
def _pattern(pieces: tuple[str, ...]) -> Sifted:
    return sifted(rf"(?<!\w)(?:{'|'.join(pieces)})(?!\w)", re.IGNORECASE)


@cache
def _spoken() -> tuple[re.Pattern[str], ...]:
    return tuple(map(headed, _tones().spoken))


def check_tones(reading: Reading, bound: Sequence[Bound], sources: Sources) -> Iterator[Fault]:
    """Yield the faults of what is said beside the numbers."""
    found = list(find_words(reading.text))
    for code, pattern in likely(reading.text, _rules()):
        yield from (fault(code, one[0], one.span()) for one in pattern.finditer(reading.text))
    for name, match in found:
        inside = any(one.start <= match.start() < one.end for one in reading.products)
        if name in ("C1", "B1", "L1") and not inside and not _is_denied(reading.text, match):
            yield fault(name, match[0], match.span())
    yield from _sized(found, bound)
    yield from _status(found, reading, bound)
    yield from _quoted(reading.text, sources)
    yield from _attributed(reading, sources)


def _is_denied(text: str, match: re.Match[str]) -> bool:
    """Return whether a word is denied right before: ``is not cause``."""
    return any(words.search(text, 0, match.start()) for words in (_NOT, _NOT_SO))


def _sized(found: list[tuple[str, re.Match[str]]], bound: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault for each adverb of size that no change of the text bears out."""
    sizes = {strength_of(one.profile.figure) for one in bound if one.profile is not None}
    for name, match in found:
        graded = _GRADED.match(match.string, match.end())
        if name in _SIZES and sizes and not sizes & _SIZES[name] and not graded:
            yield fault("D2", match[0], match.span())


def _status(
    found: list[tuple[str, re.Match[str]]], reading: Reading, bound: Sequence[Bound]
) -> Iterator[Fault]:
    """Yield a fault where tense and status part."""
    told = [one for one in bound if one.profile is not None]
    counted = [one for one in told if one.profile is not None and not one.profile.is_rule]
    forward = [one for one in counted if one.profile is not None and one.profile.is_forward]
    match = next((match for name, match in found if name == "T3"), None)
    if match is not None and counted and not forward:
        yield fault("T3", match[0], match.span())
    if forward and not _HEDGED.search(reading.text):
        numeral = forward[0].numeral
        yield fault("T3", numeral.text, (numeral.start, numeral.end), "it is a projection")
    certain = _CERTAIN.search(reading.text)
    if forward and certain is not None:
        yield fault("H2", certain[0], certain.span())


def _quoted(text: str, sources: Sources) -> Iterator[Fault]:
    """Yield a fault for each quotation that stands in nothing held."""
    marked = "“" in text or '"' in text
    for match in _QUOTED.finditer(text) if marked else ():
        told = " ".join(match[1].split()).rstrip(".,")
        if told and told not in sources.texts:
            yield fault("Q1", match[0], match.span())


def _attributed(reading: Reading, sources: Sources) -> Iterator[Fault]:
    """Yield a fault for each statement laid to somebody of whom nothing is held."""
    text = reading.text
    for match in _pattern(_tones().nameless).finditer(text):
        yield fault("Q1", match[0], match.span(), "nobody is named who said it")
    for pattern in _spoken():
        for match in pattern.finditer(text):
            if any(one.start <= match.start("who") < one.end for one in reading.moments):
                continue  # a month is nobody
            names = _NAME.findall(match["who"])
            words = [part.lower() for name in names for part in _WORD.findall(name)]
            if words and not any(word in sources.words for word in words):
                yield fault("Q1", match[0], match.span(), "no such source is held")
