"""G5: round phrases an author has the words of a closed list, and what it cites.

A phrase says its figure. Words beside it can tell an event that nobody holds, and no list of what
is forbidden knows every event; so the words that may stand there are listed instead, in
``vocabulary.yaml``. What a cited source holds may be told in the words of that source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.rules.crediting import is_early, publishers
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.phrased import Phrased
from policywire.schema import loads

__all__ = ["Vocabulary", "check_vocabulary", "vocabulary"]

_WORD = re.compile(r"[^\W\d_]+")
_OWNER = re.compile(r"(?<=\w)['’]s?(?!\w)")
_DATES, _CONDITIONS, _EARLY = "dates", "conditions", "preliminary"
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "er", "ed", "es", "s", "e")
_ROOT = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The closed list.

    Attributes
    ----------
    as_of : date
        When it was last read through.
    words : dict of str to tuple of str
        Words, by what they are for; each text holds several, parted by spaces.
    """

    as_of: date
    words: dict[str, tuple[str, ...]]

    def group(self, name: str) -> frozenset[str]:
        """Return the words of one group."""
        return frozenset(" ".join(self.words[name]).split())

    @property
    def plain(self) -> frozenset[str]:
        """The words that may stand beside any phrase."""
        groups = (name for name in self.words if name not in (_DATES, _CONDITIONS, _EARLY))
        return frozenset().union(*map(self.group, groups))


@cache
def vocabulary() -> Vocabulary:
    """Return the list of ``vocabulary.yaml``."""
    text = files("policywire.analyst.rules").joinpath("vocabulary.yaml").read_text("utf-8")
    return loads(text, Vocabulary, "vocabulary.yaml")


@cache
def _allowed(*extra: str) -> frozenset[str]:
    return vocabulary().plain.union(*map(vocabulary().group, extra))


def check_vocabulary(
    text: str,
    said: tuple[Phrased, ...],
    *,
    sources: tuple[str, ...] = (),
    dated: bool = False,
    proved: bool = False,
) -> Iterator[Fault]:
    """Yield a fault for each word round phrases that is not of the list.

    Parameters
    ----------
    text : str
        The authored words of a line, all else masked.
    said : tuple of Phrased
        Its phrases; the words of their measures and of their publishers may be told.
    sources : tuple of str
        What the line cites; its words may be told.
    dated, proved : bool
        Whether the line holds a date token, and whether it stands on a condition.
    """
    early = any(is_early(one.figure) for one in said)
    extra = (_DATES,) * dated + (_CONDITIONS,) * proved + (_EARLY,) * early
    told = _roots(" ".join((*sources, *(f"{one.figure.measure} {one.text}" for one in said))))
    told |= _roots(" ".join(word for one in said for word in publishers(one.figure)))
    for match in _WORD.finditer(_unnamed(_OWNER.sub(lambda own: " " * len(own[0]), text))):
        word = match[0].lower()
        if word not in _allowed(*extra) and _root(word) not in told:
            yield fault("G5", match[0], match.span())


def _unnamed(text: str) -> str:
    """Return a text without the places, products and measures that other rules hold it to."""
    terms = shipped_terms()
    for one in (*terms.places(text), *terms.products(text), *terms.concepts(text)):
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _roots(text: str) -> frozenset[str]:
    return frozenset(_root(match[0].lower()) for match in _WORD.finditer(text))


def _root(word: str) -> str:
    """Return a word without its ending, so that "confirmation" and "confirm" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT:
            return word.removesuffix(ending)
    return word
