"""A printed line as the rules read it: literal words, tokens masked, look-alikes undone.

Every mark the rules find keeps its place in the printed line.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from policywire.analyst.draft import Kind, Line, Span
from policywire.analyst.rules.kept import Kept
from policywire.analyst.rules.lists import find_words

__all__ = ["MASK", "Placed", "Read", "read_line"]

MASK = "\x00"
# Greek and Cyrillic letters that look like Latin ones, and what they look like.
_ALIKE = dict(
    zip(
        "АВЕКМНОРСТУХаеорсухіјѕԁɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναιρτυκ",
        "ABEKMHOPCTYXaeopcyxijsdgABEZHIKMNOPTYXovaiptuk",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A span and where it stands in the line."""

    span: Span
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        """Its first character and the one after its last."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Read:
    """A line, read.

    Attributes
    ----------
    text : str
        As printed.
    literal : str
        As printed, every token masked.
    folded : str
        The literal words as they look; equal to ``literal`` where nothing is disguised.
    origin : tuple of int
        For each character of ``folded`` its place in ``text``; empty where they are equal.
    spans : tuple of Placed
        The spans with their places.
    found : tuple of (str, re.Match)
        What the word lists find in the folded text, by list.
    """

    text: str
    literal: str
    folded: str
    origin: tuple[int, ...]
    spans: tuple[Placed, ...]
    found: tuple[tuple[str, re.Match[str]], ...]

    def where(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the line of a part of the folded text."""
        if not self.origin:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def read_line(line: Line) -> Read:
    """Return a line as the rules read it."""
    return _reads(line)


def _read(line: Line) -> Read:
    placed, parts, at = [], [], 0
    for span in line.spans:
        end = at + len(span.text)
        placed.append(Placed(span, at, end))
        parts.append(span.text if span.kind is Kind.TEXT else MASK * len(span.text))
        at = end
    literal = "".join(parts)
    folded, origin = _folded(literal)
    found = tuple(find_words(folded))
    return Read(line.text, literal, folded, origin, tuple(placed), found)


_reads = Kept(_read)


@lru_cache(maxsize=256)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """Return text as it looks: accents, look-alikes and invisible signs undone."""
    if text.isascii() and "_" not in text:
        return text, ()
    letters, origin = [], []
    for at, character in enumerate(text):
        for plain in unicodedata.normalize("NFKD", _ALIKE.get(character, character)):
            if unicodedata.category(plain) not in ("Cf", "Mn"):
                letters.append(" " if plain == "_" else _ALIKE.get(plain, plain))
                origin.append(at)
    folded = "".join(letters)
    return (folded, tuple(origin)) if folded != text else (text, ())
