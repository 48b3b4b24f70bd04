"""The word lists of the rules, read once, and found in text word by word.

A list is written as pieces of regular expressions. Text is cut into words and each word is looked
up: what it may begin is worked out the first time it is met. So the time grows with the text and
not with the lists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from policywire.schema import loads

__all__ = ["Lists", "find_words", "framing_of", "pattern_of", "word_lists"]

_WORD = re.compile(r"[^\W_]+")
_LEAD = re.compile(r"(?:\(\?<[!=][^()]*\))*")
_LITERAL = re.compile(r"[^\W\d_]+")


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
def pattern_of(name: str) -> re.Pattern[str]:
    """Return the pattern of a list: whole words, any case."""
    return _whole("|".join(_pieces(name)))


@cache
def framing_of(name: str) -> re.Pattern[str]:
    """Return the pattern of a list of words that take a phrase up, in any case."""
    return re.compile("|".join(word_lists().framing[name]), re.IGNORECASE)


def find_words(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each match of each list in a text, with the name of the list."""
    for word in _WORD.finditer(text):
        for name, pattern in _begun_by(word[0].lower()):
            match = pattern.match(text, word.start())
            if match is not None:
                yield name, match


def _pieces(name: str) -> list[str]:
    return [piece for pieces in word_lists().words[name].values() for piece in pieces]


def _whole(piece: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{piece})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=65536)
def _begun_by(word: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the pieces that may begin with a word, by list."""
    found = []
    for name in word_lists().words:
        if _singles(name).fullmatch(word):
            found.append((name, _whole(re.escape(word))))
        found += [(name, whole) for opens, whole in _phrases(name) if opens.match(word)]
    return tuple(found)


@cache
def _singles(name: str) -> re.Pattern[str]:
    """Return the pattern of the pieces of a list that are one word."""
    return re.compile(f"(?:{'|'.join(filter(_is_single, _pieces(name))) or '(?!)'})", re.IGNORECASE)


def _is_single(piece: str) -> bool:
    return not re.search(r"[ '’,:.-]|\(\?<", piece.replace(r"(?:", ""))


@cache
def _phrases(name: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return the other pieces of a list, each with the pattern of how its first word begins."""
    rest = [piece for piece in _pieces(name) if not _is_single(piece)]
    return tuple((re.compile(_opening(piece), re.IGNORECASE), _whole(piece)) for piece in rest)


def _opening(piece: str) -> str:
    """Return how the first word of a piece begins: its leading letters, or its first group."""
    lead = _LEAD.match(piece)
    bare = piece[lead.end() :] if lead else piece
    literal = _LITERAL.match(bare)
    if literal is None:
        return _first_group(bare)
    optional = bare[literal.end() : literal.end() + 1] in ("?", "*")
    return literal[0][:-1] if optional else literal[0]


def _first_group(piece: str) -> str:
    """Return the first group of a piece, optional ones with what follows them."""
    depth = 0
    for at, letter in enumerate(piece):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            optional = piece[at + 1 : at + 2] == "?"
            return "" if optional else piece[: at + 1]
    return ""
