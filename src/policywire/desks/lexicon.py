"""The lexicon of a desk: the words that name its places, concepts and products in running text.

Kept as ``lexicon.yaml`` beside the desk; the lexicons of all desks are read together. A word in
lower case is found in any case, one that begins with a capital wants a capital in the text, and
one in capitals (``US``, ``FDI``) is found in capitals alone.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from policywire.desks.desk import desks
from policywire.schema import load

__all__ = ["Concept", "Lexicon", "load_lexicon", "shipped_lexicons"]


@dataclass(frozen=True, slots=True)
class Concept:
    """What a text can make a claim about.

    Attributes
    ----------
    topic : str
        The desk whose field it is: ``trade``, ``money``, ``markets``.
    words : tuple of str
        Words and phrases that name it, any language; whole words.
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
    decoys : tuple of str
        Names inside which a place or product would be misread: ``Bank of Canada``.
    elsewhere : tuple of str
        Places nothing is held for: ``Texas``; what is said of them is not said of their country.
    """

    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    products: dict[str, tuple[str, ...]] = field(default_factory=dict)
    decoys: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def load_lexicon(path: Path) -> Lexicon:
    """Read a lexicon.

    Raises
    ------
    BadDocument
        If it breaks the schema.
    """
    return load(path, Lexicon)


@cache
def shipped_lexicons() -> tuple[Lexicon, ...]:
    """Return the lexicons of all desks installed, in order of their names.

    Raises
    ------
    BadDocument
        If one breaks the schema.
    """
    paths = [desk.folder / "lexicon.yaml" for _, desk in sorted(desks().items())]
    return tuple(load_lexicon(path) for path in paths if path.is_file())
