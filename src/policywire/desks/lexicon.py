"""The lexicon of a desk: the words that name its places, concepts and products in running text.

Kept as ``lexicon.yaml`` beside the desk; the lexicons of all desks are read together.
"""

from dataclasses import dataclass, field
from pathlib import Path

from policywire.schema import load

__all__ = ["Concept", "Lexicon", "load_lexicon"]


@dataclass(frozen=True, slots=True)
class Concept:
    """What a text can make a claim about.

    Attributes
    ----------
    topic : str
        The desk whose field it is: ``trade``, ``money``, ``markets``.
    words : tuple of str
        Words and phrases that name it, any language; whole words, letter case ignored.
    families : tuple of str
        Series families it is measured by, such as ``census:imports.general``; empty where nothing
        held measures it.
    """

    topic: str
    words: tuple[str, ...]
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words for places and concepts.

    Attributes
    ----------
    places : dict of str to tuple of str
        Names and adjectives by place code.
    concepts : dict of str to Concept
        By id.
    products : dict of str to tuple of str
        Names in running text by product code.
    """

    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    products: dict[str, tuple[str, ...]] = field(default_factory=dict)


def load_lexicon(path: Path) -> Lexicon:
    """Read a lexicon.

    Raises
    ------
    BadDocument
        If it breaks the schema.
    """
    return load(path, Lexicon)
