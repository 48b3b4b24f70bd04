"""The words by which prose says what a number is, read once."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policywire.analyst.reading.sifting import Sifted, sifted
from policywire.schema import loads

__all__ = ["Cues", "cues", "own_concepts", "words_of"]


@dataclass(frozen=True, slots=True)
class Cues:
    """What ``cues.yaml`` holds.

    Attributes
    ----------
    kinds : dict of str to tuple of str
        Concepts that name the figures of a kind of series family.
    alike : dict of str to tuple of str
        Concepts that go by each other's names.
    placed : tuple of str
        Kinds whose place has to be named.
    decisive : tuple of str
        Concepts that decide where they stand.
    concepts : dict of str to tuple of str
        Words for concepts beside those of the lexicons.
    rest, whole : tuple of str
        Words for what is left, and for all of it.
    """

    kinds: dict[str, tuple[str, ...]]
    alike: dict[str, tuple[str, ...]]
    placed: tuple[str, ...]
    decisive: tuple[str, ...]
    concepts: dict[str, tuple[str, ...]]
    rest: tuple[str, ...]
    whole: tuple[str, ...]


@cache
def cues() -> Cues:
    """Return the words as written."""
    text = files("policywire.analyst.prose").joinpath("cues.yaml").read_text("utf-8")
    return loads(text, Cues, "cues.yaml")


@cache
def own_concepts() -> tuple[tuple[str, Sifted], ...]:
    """Return a pattern for each concept that has words of its own here."""
    return tuple((code, words_of(tuple(words))) for code, words in cues().concepts.items())


@cache
def words_of(pieces: tuple[str, ...]) -> Sifted:
    """Return a pattern of whole words, any case."""
    return sifted(rf"(?<!\w)(?:{'|'.join(pieces)})(?!\w)", re.IGNORECASE)
