"""The word lists of the rules, read once, and found in text word by word.

A list is written as pieces of regular expressions. Text is cut into words and each word is looked
up: what it may begin is worked out the first time it is met. So the time grows with the text and
not with the lists.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from policywire.analyst.reading.openings import Opening
from policywire.analyst.reading.runs import runs
from policywire.schema import loads

__all__ = ["Lists", "find_words", "framing_of", "word_lists"]

_MANY = 65_536  # words held


@dataclass(frozen=True, slots=True)
class Lists:
    """What ``words.yaml`` holds.

    Attributes
    ----------
    words : dict of str to dict of str to tuple of str
        By list and language, pieces of regular expressions.
    foreign : tuple of tuple of str
        Function words of other languages.
    concepts : dict of str to tuple of str
        Words for concepts of the lexicon.
    qualifiers : dict of str to tuple of str
        Words for parts of a series family.
    framing : dict of str to tuple of str
        Words that take a phrase up, by what they do to it.
    """

    words: dict[str, dict[str, tuple[str, ...]]]
    foreign: tuple[tuple[str, ...], ...]
    concepts: dict[str, tuple[str, ...]]
    qualifiers: dict[str, tuple[str, ...]]
    framing: dict[str, tuple[str, ...]]


@cache
def word_lists() -> Lists:
    """Return the lists as written."""
    text = files("policywire.analyst.rules").joinpath("words.yaml").read_text("utf-8")
    return loads(text, Lists, "words.yaml")


@cache
def framing_of(name: str) -> re.Pattern[str]:
    """Return the pattern of a list of words that take a phrase up, in any case."""
    return re.compile("|".join(word_lists().framing[name]), re.IGNORECASE)


def find_words(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each match of each list in a text, with the name of the list."""
    return iter(_found(text))


@lru_cache(maxsize=256)
def _found(text: str) -> tuple[tuple[str, re.Match[str]], ...]:
    found = []
    for word, run in zip(*runs(text), strict=True):
        begun = _begun[run]
        if begun is not None and begun.any.match(text, at := word.start()):
            tried = ((name, pattern.match(text, at)) for name, pattern in begun.each)
            found += [(name, match) for name, match in tried if match is not None]
    return tuple(found)


def _pieces(name: str) -> list[str]:
    return [piece for pieces in word_lists().words[name].values() for piece in pieces]


def _whole(piece: str) -> re.Pattern[str]:
    return re.compile(_source(piece), re.IGNORECASE)


def _source(piece: str) -> str:
    return rf"(?<!\w)(?:{piece})(?!\w)"


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Pieces that may begin with a word: any of them, and each with its list."""

    any: re.Pattern[str]
    each: tuple[tuple[str, re.Pattern[str]], ...]


class _Begun(dict[str, _Pieces | None]):
    """The pieces that may begin with a word, looked up once; None where there are none."""

    def __missing__(self, word: str) -> _Pieces | None:
        if len(self) >= _MANY:
            self.clear()
        found = _begun_by(word.lower())
        whole = "|".join(pattern.pattern for _, pattern in found)
        made = _Pieces(re.compile(whole, re.IGNORECASE), found) if found else None
        self[word] = made
        return made


_begun = _Begun()


def _begun_by(word: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the pieces that may begin with a word, by list."""
    found = []
    for name in word_lists().words:
        if _singles(name).fullmatch(word):
            found.append((name, _whole(re.escape(word))))
        found += [(name, whole) for fits, whole in _phrases(name) if fits(word)]
    return tuple(found)


@cache
def _singles(name: str) -> re.Pattern[str]:
    """Return the pattern of the pieces of a list that are one word."""
    return re.compile(f"(?:{'|'.join(filter(_is_single, _pieces(name))) or '(?!)'})", re.IGNORECASE)


def _is_single(piece: str) -> bool:
    return not re.search(r"[ '’,:.-]|\(\?<", piece.replace(r"(?:", ""))


@cache
def _phrases(name: str) -> tuple[tuple[Callable[[str], bool], re.Pattern[str]], ...]:
    """Return the other pieces of a list, each with how its first word begins."""
    rest = [piece for piece in _pieces(name) if not _is_single(piece)]
    return tuple((Opening.of(_source(piece)).fits, _whole(piece)) for piece in rest)
