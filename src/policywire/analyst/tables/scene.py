"""Scenes: a sentence laid over its table, with what is said of cells, headers and numbers."""

from dataclasses import dataclass, field

from policywire.analyst.tables.cues import Cue
from policywire.analyst.tables.grid import Grid
from policywire.analyst.tables.words import Word

__all__ = ["Figure", "Head", "Mention", "Scene"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words found in cells.

    Attributes
    ----------
    start, end : int
        Words of the sentence, end excluded.
    columns : dict of int to int
        Rows that hold all the words, by column.
    cover : dict of int to float
        Largest share of a cell's words that is said, by column.
    weight : float
        How telling the words are: rare ones weigh more.
    captioned : bool
        Whether the caption says them as well.
    fuzzy : bool
        Whether a letter had to be changed.
    column : int
        The likeliest column.
    """

    start: int
    end: int
    columns: dict[int, int]
    cover: dict[int, float]
    weight: float
    captioned: bool
    fuzzy: bool
    column: int

    @property
    def rows(self) -> int:
        """Rows of the likeliest column."""
        return self.columns[self.column]

    @property
    def anywhere(self) -> int:
        """Rows that hold the words in any column."""
        found = 0
        for rows in self.columns.values():
            found |= rows
        return found


@dataclass(frozen=True, slots=True)
class Head:
    """A word, or run of words, that names a column."""

    start: int
    end: int
    column: int
    score: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands alone.

    Attributes
    ----------
    place : int
        Word of the sentence.
    value : float
        As said.
    ordinal : bool
        Whether it ranks.
    columns : dict of int to int
        Rows whose cell writes it, by column.
    exact : dict of int to int
        Rows whose cell is that number, by column.
    captioned : bool
        Whether the caption writes it.
    unit : str
        Key of the next word that is no stop word.
    """

    place: int
    value: float
    ordinal: bool
    columns: dict[int, int]
    exact: dict[int, int]
    captioned: bool
    unit: str

    @property
    def anywhere(self) -> int:
        """Rows that write it in any column."""
        found = 0
        for rows in self.columns.values():
            found |= rows
        return found


@dataclass(slots=True)
class Scene:
    """A sentence laid over its table."""

    grid: Grid
    words: tuple[Word, ...]
    mentions: list[Mention] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    cues: list[tuple[int, Cue]] = field(default_factory=list)
    strangers: list[int] = field(default_factory=list)
    negations: list[int] = field(default_factory=list)
    caption: frozenset[str] = frozenset()
