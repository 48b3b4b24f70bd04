"""Comparing: more and less than another, the same, by how much, how many times."""

from collections.abc import Iterator
from itertools import combinations, product

from policywire.analyst.tables.cells import CellKind, sides
from policywire.analyst.tables.cues import Cue, Sort
from policywire.analyst.tables.grid import bits
from policywire.analyst.tables.ranking import relative, value_of
from policywire.analyst.tables.scene import Figure, Mention, Scene
from policywire.analyst.tables.trials import (
    Family,
    Trial,
    columns_near,
    cued,
    entities,
    lead_and_unit,
    thresholds,
)

__all__ = ["bounded", "comparisons"]

_MOST_CUES = 3


def _parted(scene: Scene, place: int) -> list[tuple[Mention, Mention]]:
    """Return the mentions before and after a cue that may be set against each other."""
    mentions = scene.mentions
    pairs = [
        (one, two)
        for one, two in combinations(mentions, 2)
        if two.start > place and one.column == two.column and one.rows != two.rows
    ]
    return (
        pairs[:4]
        or [(one, two) for one, two in combinations(mentions, 2) if one.column == two.column][:2]
    )


def comparisons(scene: Scene) -> Iterator[Trial]:
    """Yield the readings that set two rows against each other: more, the same, by how much."""
    for place, cue in cued(scene, Sort.COMPARATIVE)[:_MOST_CUES]:
        for one, two in _parted(scene, place):
            yield _more_rows(scene, cue, one, two)
            for column, link in columns_near(scene, place, cue.near):
                yield from _compared(scene, (place, cue, link), (one, two), column)
    yield from _inside_rows(scene)
    for sort in (Sort.SAME, Sort.DIFFERENT):
        for place, _ in cued(scene, sort)[:1]:
            yield from _same(scene, sort, place)
    yield from _times(scene)


def _more_rows(scene: Scene, cue: Cue, one: Mention, two: Mention) -> Trial:
    left = (one.rows & scene.grid.body).bit_count()
    right = (two.rows & scene.grid.body).bit_count()
    return Trial(
        Family.MORE_ROWS, (left - right) * cue.way > 0, gap=max(-9, min(9, left - right)),
        reverse=(left - right) * cue.way < 0, rows=left + right, way=cue.way,
        cover=min(one.cover[one.column], two.cover[two.column]),
    )  # fmt: skip


def _compared(
    scene: Scene, cued_at: tuple[int, Cue, float], pair: tuple[Mention, Mention], column: int
) -> Iterator[Trial]:
    place, cue, link = cued_at
    one, two = pair
    left, right = value_of(scene, one, column), value_of(scene, two, column)
    if left is None or right is None or one.column == column:
        return
    ranks = scene.grid.columns[column].ranks
    cover = min(one.cover[one.column], two.cover[two.column])
    rows = one.rows.bit_count() + two.rows.bit_count()
    yield Trial(
        Family.COMPARE, (left - right) * cue.way > 0, gap=relative(left, right), way=cue.way,
        reverse=(left - right) * cue.way < 0, distance=two.start - place, ranks=ranks,
        spare=len(scene.figures), kind=int(one.start > place), link=link, cover=cover, rows=rows,
    )  # fmt: skip
    for figure in scene.figures:
        if not figure.ordinal and abs(figure.place - place) <= 3:
            yield Trial(
                Family.DIFFERENCE, abs(abs(left - right) - figure.value) < 1e-6,
                gap=relative(abs(left - right), figure.value), way=cue.way,
                reverse=(left - right) * cue.way < 0, ranks=ranks, figure=figure.place,
                link=link, cover=cover, rows=rows,
            )  # fmt: skip


def _inside_rows(scene: Scene) -> Iterator[Trial]:
    """Yield comparisons between two columns of one row, and differences between them."""
    sure = [h for h in scene.heads if h.score > 0.4]
    named = [h for h in sure if scene.grid.columns[h.column].sortable][:10]
    pairs = [(a, b) for a, b in combinations(named, 2) if a.column != b.column][:3]
    rows = [m for m in entities(scene) if m.rows.bit_count() == 1][:2]
    for m, (a, b) in product(rows, pairs):
        left, right = value_of(scene, m, a.column), value_of(scene, m, b.column)
        if left is None or right is None:
            continue
        for _, cue in cued(scene, Sort.COMPARATIVE)[:1]:
            yield Trial(
                Family.COMPARE, (left - right) * cue.way > 0, gap=relative(left, right), kind=2,
                reverse=(left - right) * cue.way < 0, link=min(a.score, b.score), way=cue.way,
            )  # fmt: skip
        yield Trial(Family.SAME, left == right, kind=2, link=min(a.score, b.score))
    for m, figure in product(rows, scene.figures[:3]):
        yield from _row_difference(scene, m, figure)


def _row_difference(scene: Scene, m: Mention, figure: Figure) -> Iterator[Trial]:
    row = bits(m.rows)[0]
    held = [c.values[row] for c in scene.grid.columns if c.kind is CellKind.NUMBER]
    values = [value for value in held if value is not None][:8]
    scores = [pair for cell in scene.grid.cells[row] if (pair := sides(cell.text[:40]))]
    off = [abs(abs(a - b) - figure.value) for a, b in [*combinations(values, 2), *scores]]
    if off and not figure.exact and not figure.ordinal:
        yield Trial(
            Family.DIFFERENCE, min(off) < 1e-6, gap=min(*off, 9.0), kind=1, figure=figure.place,
            **lead_and_unit(scene, figure.place),
        )  # fmt: skip


def _same(scene: Scene, sort: Sort, place: int) -> Iterator[Trial]:
    pairs = [
        (one, two) for one, two in combinations(scene.mentions[:5], 2) if not one.rows & two.rows
    ]
    for one, two in pairs[:3]:
        for column, link in columns_near(scene, place, sortable=False):
            if column == one.column:
                continue
            left = {scene.grid.cells[r][column].text for r in bits(one.rows)}
            right = {scene.grid.cells[r][column].text for r in bits(two.rows)}
            shared = bool(left & right)
            yield Trial(
                Family.SAME, shared is (sort is Sort.SAME), link=link, kind=int(sort is Sort.SAME),
                cover=min(one.cover[one.column], two.cover[two.column]), reverse=not shared,
                rows=one.rows.bit_count() + two.rows.bit_count(), tie=one.column == two.column,
            )  # fmt: skip


def _times(scene: Scene) -> Iterator[Trial]:
    for place, _ in cued(scene, Sort.TIMES)[:1]:
        raw = scene.words[place].raw
        factor = {"twice": 2.0, "double": 2.0, "half": 0.5, "triple": 3.0}.get(raw)
        if factor is None:
            before = scene.words[place - 1].value if place else None
            factor = before or 0.0
        for one, two in _parted(scene, place)[:2]:
            for column, link in columns_near(scene, place)[:2]:
                left, right = value_of(scene, one, column), value_of(scene, two, column)
                if left is not None and right and factor:
                    off = abs(left / right / factor - 1)
                    yield Trial(Family.TIMES, off < 0.02, gap=min(off, 9), link=link)


def bounded(scene: Scene) -> Iterator[Trial]:
    """Yield the readings in which a value of some rows lies above or below a number."""
    for bound in thresholds(scene)[:2]:
        for column, link in columns_near(scene, bound.figure.place):
            for m in entities(scene)[:3]:
                values = [value for value, _ in scene.grid.values(column, m.rows)]
                if values and m.column != column:
                    met = sum(map(bound.met_by, values))
                    yield Trial(
                        Family.THRESHOLD, met == len(values),
                        gap=relative(values[0], bound.figure.value),
                        reverse=met == 0, link=link, cover=m.cover[m.column], rows=len(values),
                        distance=abs(m.start - bound.figure.place), way=bound.way,
                        spare=len(scene.figures) - 1, figure=bound.figure.place,
                    )  # fmt: skip
