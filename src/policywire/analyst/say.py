"""Sentences of a brief as written: what is said under which conditions, and holes to fill."""

import re
from dataclasses import dataclass

from policywire.facts.errors import BadDocument, near

__all__ = ["Say", "Signed", "expand", "said"]

_HOLE = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
_TOKEN = re.compile(r"\{\{.*?\}\}")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence with its conditions.

    Attributes
    ----------
    say : str
        The sentence, tokens in double braces.
    holds : tuple of str
        Conditions over figures that must be true.
    otherwise : str
        What is said when they are not; nothing when empty.
    cites : str
        Event or provision an attributed statement rests on.
    keep : bool
        Whether it stands as written even where a language model writes the paragraph.
    when : tuple of str
        For which cases of the brief it is written: see :mod:`policywire.analyst.fitting`.
    signed : tuple of str
        Words outside the vocabulary its editor signs for: see :mod:`policywire.analyst.signing`.
    """

    say: str
    holds: tuple[str, ...] = ()
    otherwise: str = ""
    cites: str = ""
    keep: bool = False
    when: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a signed word that is none, is signed twice, or does not stand in the text."""
        own = [match[0].lower() for match in _WORD.finditer(_TOKEN.sub(" ", self._texts))]
        for at, word in enumerate(self.signed):
            if not _WORD.fullmatch(word):
                raise BadDocument(f"'{word}' is signed and is no single word of letters.")
            if word.lower() in map(str.lower, self.signed[:at]):
                raise BadDocument(f"'{word}' is signed twice in '{self.say}'.")
            if word.lower() not in own:
                hint = near(word, own)
                raise BadDocument(f"'{word}' is signed and is no word of '{self.say}'.{hint}")

    @property
    def _texts(self) -> str:
        return f"{self.say} {self.otherwise}"


@dataclass(frozen=True, slots=True)
class Signed:
    """A word an editor signed for, as printed.

    Attributes
    ----------
    where : str
        Section, or place at the head.
    word : str
        The word.
    """

    where: str
    word: str


def said(spec: str | Say) -> Say:
    """Return the sentence of a spec, plain text standing for one without conditions."""
    return Say(spec) if isinstance(spec, str) else spec


def expand(text: str, values: dict[str, str]) -> str:
    """Fill ``{name}`` holes; double braces, which are tokens, are left alone.

    Raises
    ------
    BadDocument
        If a hole has no value.
    """
    missing = [hole for hole in _HOLE.findall(text) if hole not in values]
    if missing:
        hint = near(missing[0], values)
        raise BadDocument(f"'{text}': each gives no value for {{{missing[0]}}}.{hint}")
    return _HOLE.sub(lambda hole: values[hole[1]], text)
