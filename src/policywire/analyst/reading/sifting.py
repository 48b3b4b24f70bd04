"""Sifting: patterns of whole words, tried only at the words they may begin with.

A pattern of many alternatives costs most where it does not match, at each place of a text. How a
match may begin is read off the pattern once, as letters; each word of a text is looked up among
those letters, and a pattern is tried where its own are found. What is found is what the pattern
alone would find, at the same places.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

from policywire.analyst.reading.openings import openings
from policywire.analyst.reading.runs import runs

__all__ = ["Sifted", "all_sifted", "likely", "sifted"]

_RUN = re.compile(r"\w+")
_FAR = 1 << 62
_MANY = 65_536  # words held
_whole: dict[str, int] = {}  # by word, the patterns that begin with it
_begun: dict[str, int] = {}  # by first letters
_made: list["Sifted"] = []
_longest = 0


class Sifted:
    r"""A pattern that can match at the beginning of a word alone.

    Parameters
    ----------
    source : str
        A regular expression that begins with ``(?<!\w)`` or ``\b`` and then with a letter,
        a digit or an underscore, whichever of its alternatives is taken.
    flags : re.RegexFlag
        As for :func:`re.compile`.

    Raises
    ------
    ValueError
        If a match might begin with anything else.
    """

    __slots__ = ("bit", "pattern")

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.pattern = re.compile(source, flags)
        self.bit = _entered(self, source)

    def may(self, text: str) -> bool:
        """Return whether a word of a text is one a match may begin with."""
        return _worded(text)[0] & self.bit != 0

    def search(self, text: str, start: int = 0, end: int = _FAR) -> re.Match[str] | None:
        """Return the first match, as ``pattern.search(text, start, end)`` does."""
        bit, (mask, words) = self.bit, _worded(text)
        if mask & bit:
            match = self.pattern.match
            for at, bits in words:
                if bits & bit and at >= start:
                    if at >= end:
                        break
                    if found := match(text, at, end):
                        return found
        return None

    def finditer(self, text: str, start: int = 0, end: int = _FAR) -> Iterator[re.Match[str]]:
        """Yield the matches, as ``pattern.finditer(text, start, end)`` does."""
        bit, (mask, words) = self.bit, _worded(text)
        if mask & bit:
            match, free = self.pattern.match, start
            for at, bits in words:
                if bits & bit and at >= free:
                    if at >= end:
                        break
                    if found := match(text, at, end):
                        yield found
                        free = found.end()


def sifted(source: str, flags: re.RegexFlag = re.NOFLAG) -> Sifted:
    """Return a pattern that is tried only at the words it may begin with; see :class:`Sifted`."""
    return Sifted(source, flags)


def all_sifted() -> tuple[Sifted, ...]:
    """Return every pattern made so far."""
    return tuple(_made)


_Named = TypeVar("_Named")


def likely(text: str, patterns: Iterable[tuple[_Named, Sifted]]) -> list[tuple[_Named, Sifted]]:
    """Return the patterns, each with its name, that may match in a text, in their order."""
    mask = _worded(text)[0]
    return [one for one in patterns if mask & one[1].bit]


def _entered(made: Sifted, source: str) -> int:
    """Enter a pattern under the letters it may begin with; return its bit."""
    global _longest
    bit = 1 << len(_made)
    for letters, is_whole in openings(source):
        table = _whole if is_whole else _begun
        table[letters] = table.get(letters, 0) | bit
        _longest = max(_longest, len(letters))
    _made.append(made)
    _known.clear()
    _worded.cache_clear()
    return bit


@lru_cache(maxsize=256)
def _worded(text: str) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return the patterns that may match in a text, and where: place and patterns of each word."""
    mask, places, bits_of = 0, [], _known
    if "_" in text:  # which is a letter to a pattern, and none to those who look words up
        found = tuple(_RUN.finditer(text))
        words = tuple([one[0] for one in found])
    else:
        found, words = runs(text)
    for run, word in zip(found, words, strict=True):
        bits = bits_of[word]
        if bits:
            mask |= bits
            places.append((run.start(), bits))
    return mask, tuple(places)


class _Known(dict[str, int]):
    """The patterns that may begin with a word, looked up once."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MANY:
            self.clear()
        self[word] = bits = _bits_of(word)
        return bits


_known = _Known()


def _bits_of(word: str) -> int:
    if not word.isascii():
        return (1 << len(_made)) - 1  # case is no matter of single letters there
    low = word.lower()
    bits = _whole.get(low, 0)
    for size in range(min(len(low), _longest) + 1):
        bits |= _begun.get(low[:size], 0)
    return bits
