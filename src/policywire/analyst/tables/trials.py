"""Trials: readings of a sentence that can be worked out on its table, each true or false there."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypedDict

from policywire.analyst.tables.cues import Cue, Sort
from policywire.analyst.tables.scene import Figure, Mention, Scene
from policywire.analyst.tables.words import stem

__all__ = [
    "TRIAL_FIELDS",
    "Family",
    "Threshold",
    "Trial",
    "columns_near",
    "cued",
    "entities",
    "lead_and_unit",
    "thresholds",
    "weight_of",
]


class Family(IntEnum):
    """What a reading does with the table."""

    TOGETHER = 0
    COUNT = 1
    DISTINCT = 2
    SUPERLATIVE = 3
    EXTREME = 4
    COMPARE = 5
    THRESHOLD = 6
    AGGREGATE = 7
    SAME = 8
    DIFFERENCE = 9
    EVERY = 10
    ONLY = 11
    ORDER = 12
    COMMON = 13
    LOOKUP = 14
    MORE_ROWS = 15
    NOWHERE = 16
    TIMES = 17


@dataclass(frozen=True, slots=True)
class Trial:
    """One reading, worked out.

    Attributes
    ----------
    family : Family
        What it does.
    holds : bool
        Whether the table bears it out.
    gap : float
        How far it is off: rows of a count, places of a rank, relative size of a sum.
    reverse : bool
        Whether its opposite is borne out.
    link : float
        How surely its column is the one meant, 0 to 1.
    cover : float
        How fully its cells are said, 0 to 1.
    used : float
        Share of the sentence's telling words that it uses.
    rows : int
        Rows it speaks about.
    kind : int
        Which variant of its family.
    distance : int
        Words between its cue and what it is about.
    tie : bool
        Whether others do as well.
    way : int
        1 up, -1 down, 0 neither.
    spare : int
        Numbers of the sentence it leaves out.
    ranks : bool
        Whether its column is one in which low is good.
    lead, unit : int
        What kind of word stands before and after its number or cue.
    figure : int
        Place of the number it explains; -1 where it explains none.
    """

    family: Family
    holds: bool
    gap: float = 0.0
    reverse: bool = False
    link: float = 0.0
    cover: float = 1.0
    used: float = 0.0
    rows: int = 0
    kind: int = 0
    distance: int = 0
    tie: bool = False
    way: int = 0
    spare: int = 0
    ranks: bool = False
    lead: int = 0
    unit: int = 0
    figure: int = -1

    def vector(self) -> tuple[float, ...]:
        """Return its fields as numbers, in the order of `TRIAL_FIELDS`."""
        return tuple(float(getattr(self, name)) for name in TRIAL_FIELDS)


TRIAL_FIELDS = (
    "family", "holds", "gap", "reverse", "link", "cover", "used", "rows", "kind", "distance",
    "tie", "way", "spare", "ranks", "lead", "unit",
)  # fmt: skip


_WORDS_BEFORE = (
    "be have", "only just exactly", "of", "by", "with", "in during on", "at", "a the", "than",
    "score total number point", "first last top", "more less over least", "win lose", "number no",
)  # fmt: skip
_WORDS_AFTER = (
    "time", "game match", "player people team", "point", "of", "year season", "different",
    "more less",
    "or", "win loss", "gold silver bronze medal", "and", "to", "goal", "score", "number",
)  # fmt: skip
_LEADS = {stem(key): n for n, line in enumerate(_WORDS_BEFORE, start=1) for key in line.split()}
_UNITS = {stem(key): n for n, line in enumerate(_WORDS_AFTER, start=1) for key in line.split()}


class Around(TypedDict):
    """Kinds of the words beside a number or cue."""

    lead: int
    unit: int


def lead_and_unit(scene: Scene, place: int) -> Around:
    """Return the kinds of word before and after a place, as fields of a trial."""
    said = scene.words
    before = said[place - 1].key if place else ""
    after = said[place + 1].key if place + 1 < len(said) else ""
    unit = _UNITS.get(after, 0) or (-1 if after in scene.grid.headed else 0)
    return {"lead": _LEADS.get(before, 0) if place else -1, "unit": unit}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number with a comparison before it: more than 50, at least 3, under 2 million."""

    figure: Figure
    way: int
    inclusive: bool

    def met_by(self, value: float) -> bool:
        """Whether a value lies on the right side."""
        if value == self.figure.value:
            return self.inclusive
        return (value - self.figure.value) * self.way > 0


def cued(scene: Scene, sort: Sort) -> list[tuple[int, Cue]]:
    """Return the cues of one sort with their places."""
    return [(place, cue) for place, cue in scene.cues if cue.sort is sort]


def entities(scene: Scene) -> list[Mention]:
    """Return what the sentence may speak about: what the caption does not say comes first."""
    own = [m for m in scene.mentions if not m.captioned]
    return own or scene.mentions


def columns_near(
    scene: Scene, place: int, near: str = "", *, sortable: bool = True
) -> list[tuple[int, float]]:
    """Return the columns a cue may be about, likeliest first, with how surely.

    Parameters
    ----------
    scene : Scene
        The sentence over its table.
    place : int
        Where the cue stands.
    near : str
        Words of headers that go with the cue by itself.
    sortable : bool
        Whether only columns that can be put in order will do.

    Returns
    -------
    list of tuple of int and float
        At most three columns.
    """
    columns = scene.grid.columns
    scores: dict[int, float] = {}
    for head in scene.heads:
        away = head.start - place if head.start > place else 1.5 * (place - head.start)
        score = max(0.06, head.score - 0.04 * away)
        scores[head.column] = max(scores.get(head.column, 0.0), score)
    wanted = set(near.split())
    for c, column in enumerate(columns):
        if wanted.intersection(column.keys):
            scores[c] = max(scores.get(c, 0.0), 0.5)
    if sortable:
        scores = {c: score for c, score in scores.items() if columns[c].sortable}
        if not scores:
            scores = {c: 0.05 for c, column in enumerate(columns) if column.sortable}
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return ranked[:3]


def _threshold_way(scene: Scene, place: int) -> tuple[int, bool] | None:
    said = [word.raw for word in scene.words]
    before = said[max(0, place - 4) : place]
    after = said[place + 1 : place + 3]
    if "at" in before[-2:] and before[-1:] in (["least"], ["most"]):
        return (1 if before[-1] == "least" else -1), True
    if after[:1] == ["or"] and after[1:] and after[1] in {"more", "higher", "above", "better"}:
        return 1, True
    if after[:1] == ["or"] and after[1:] and after[1] in {"less", "fewer", "lower", "below"}:
        return -1, True
    for n, cue in reversed(scene.cues):
        if (
            cue.sort is Sort.COMPARATIVE
            and 0 < place - n <= 3
            and (place - n == 1 or "than" in said[n:place])
        ):
            return cue.way, False
    if before[-1:] in (["before"], ["until"]):
        return -1, False
    return (1, False) if before[-1:] in (["after"], ["since"]) else None


def thresholds(scene: Scene) -> list[Threshold]:
    """Return the numbers of a sentence that bound others."""
    found = []
    for figure in scene.figures:
        way = None if figure.ordinal else _threshold_way(scene, figure.place)
        if way:
            found.append(Threshold(figure, *way))
    return found


def weight_of(mentions: Iterable[Mention]) -> float:
    """Return how telling the words of some mentions are together."""
    return sum(m.weight for m in mentions)
