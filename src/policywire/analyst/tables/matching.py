"""Matching: what stands together in one row, and what stands in the column that is named."""

from collections.abc import Iterator
from dataclasses import dataclass

from policywire.analyst.tables.scene import Figure, Head, Mention, Scene
from policywire.analyst.tables.trials import Family, Trial

__all__ = ["Part", "lookups", "parts", "strict_parts", "together"]

_NEAR = 4  # words between a number and the header it stands under


@dataclass(frozen=True, slots=True)
class Part:
    """A mention or a number as something that rows may hold.

    Attributes
    ----------
    place : int
        Where it stands.
    rows : int
        Rows that hold it anywhere.
    columns : dict of int to int
        Those rows by column.
    weight : float
        How telling it is.
    cover : float
        How fully the cell is said.
    number : bool
        Whether it is a lone number.
    captioned : bool
        Whether the caption says it.
    """

    place: int
    rows: int
    columns: dict[int, int]
    weight: float
    cover: float
    number: bool
    captioned: bool


def _of_mention(m: Mention) -> Part:
    return Part(m.start, m.anywhere, m.columns, m.weight, m.cover[m.column], False, m.captioned)


def _of_figure(f: Figure) -> Part:
    exact = bool(f.exact)
    return Part(
        f.place, f.anywhere, f.columns, 1.5 if exact else 1.0, float(exact), True, f.captioned
    )


def parts(scene: Scene) -> list[Part]:
    """Return mentions and numbers of a sentence in the order of its words."""
    found = [_of_mention(m) for m in scene.mentions]
    found += [_of_figure(f) for f in scene.figures if f.columns]
    return sorted(found, key=lambda part: part.place)


def strict_parts(scene: Scene) -> list[Part]:
    """Return the same, each only in the column meant: numbers under the header named near them.

    A number found nowhere is kept, held by no row.
    """
    found = [
        Part(m.start, m.rows, {m.column: m.rows}, m.weight, m.cover[m.column], False, False)
        for m in scene.mentions
        if not m.captioned
    ]
    found += [_strictly(scene, figure) for figure in scene.figures if not figure.captioned]
    return sorted(found, key=lambda part: part.place)


def _strictly(scene: Scene, figure: Figure) -> Part:
    near = {head.column for head in scene.heads if abs(head.start - figure.place) <= _NEAR}
    columns = {c: rows for c, rows in figure.exact.items() if c in near} if near else figure.exact
    rows = 0
    for held in columns.values():
        rows |= held
    return Part(figure.place, rows, columns, 1.5, float(bool(rows)), True, False)


def _headed(scene: Scene, one: Part, two: Part) -> float:
    """Return how surely a header near the number of a pair names the column both meet in."""
    number, other = (two, one) if two.number else (one, two)
    scores = [
        head.score - 0.04 * abs(head.start - number.place)
        for head in scene.heads
        if number.columns.get(head.column, 0) & other.rows
    ]
    return max(0.0, *scores, 0.0)


def together(scene: Scene) -> Iterator[Trial]:
    """Yield, for neighbouring parts of a sentence, whether one row holds both."""
    said = [part for part in parts(scene) if not part.captioned] or parts(scene)
    total = sum(part.weight for part in said) or 1.0
    for n, one in enumerate(said[:8]):
        for step, two in enumerate(said[n + 1 : n + 3]):
            both = (one.rows & two.rows).bit_count()
            alone = len(one.columns) == 1 and one.columns.keys() == two.columns.keys()
            yield Trial(
                Family.TOGETHER, both > 0, gap=min(both, 9), used=(one.weight + two.weight) / total,
                cover=min(one.cover, two.cover), kind=one.number + 2 * two.number, tie=alone,
                rows=min(one.rows.bit_count(), two.rows.bit_count()),
                distance=two.place - one.place,
                way=step, reverse=two.rows.bit_count() == 1,
                figure=two.place if two.number else one.place if one.number else -1,
                link=_headed(scene, one, two) if one.number or two.number else 0.0,
            )  # fmt: skip


def lookups(scene: Scene) -> Iterator[Trial]:
    """Yield, for each named column, whether the row spoken of has there what the sentence says."""
    said = parts(scene)
    keys = [part for part in said if not part.number] or said
    total = sum(part.weight for part in said) or 1.0
    for head in scene.heads[:6]:
        for value in said:
            if abs(value.place - head.start) > 5 or value.place == head.start:
                continue
            yield from _lookup(head, value, (keys, total))


def _lookup(head: Head, value: Part, told: tuple[list[Part], float]) -> Iterator[Trial]:
    keys, total = told
    there = value.columns.get(head.column, 0)
    for key in keys[:4]:
        if key is value or key.columns.keys() == {head.column} or not key.rows:
            continue
        yield Trial(
            Family.LOOKUP, bool(key.rows & there), reverse=bool(there), link=head.score,
            cover=key.cover, used=(key.weight + value.weight) / total, kind=int(value.number),
            rows=key.rows.bit_count(), distance=abs(value.place - key.place),
            tie=bool(key.rows & value.rows), gap=min(there.bit_count(), 9),
            figure=value.place if value.number else -1, spare=abs(value.place - head.start),
            way=1 if value.place > head.start else -1,
        )  # fmt: skip
