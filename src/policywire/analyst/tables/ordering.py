"""Ordering: before and after, first and last, at which place."""

from collections.abc import Iterator

from policywire.analyst.tables.cues import Cue, Sort
from policywire.analyst.tables.grid import bits
from policywire.analyst.tables.ranking import relative, standing, value_of
from policywire.analyst.tables.scene import Figure, Mention, Scene
from policywire.analyst.tables.trials import Family, Trial, cued, entities, lead_and_unit

__all__ = ["orders"]


def orders(scene: Scene) -> Iterator[Trial]:
    """Yield the readings about which came first, last, before or after."""
    for place, cue in cued(scene, Sort.BEFORE)[:2]:
        for one, two in _around(scene, place):
            yield from _earlier(scene, (place, cue), one, two)
    for place, cue in cued(scene, Sort.FIRST)[:2]:
        yield from _end_of_table(scene, place, cue)
    for figure in scene.figures:
        if figure.ordinal and figure.value < 60:
            yield from _at_position(scene, figure)


def _around(scene: Scene, place: int) -> list[tuple[Mention, Mention]]:
    before = [m for m in scene.mentions if m.end <= place]
    after = [m for m in scene.mentions if m.start > place]
    pairs = [(one, two) for one in before[-2:] for two in after[:2]]
    return pairs or [(after[0], after[1]) for _ in range(1) if len(after) > 1]


def _time_columns(scene: Scene) -> list[int]:
    return [
        c for c, column in enumerate(scene.grid.columns) if column.tells_time and column.sortable
    ][:1]


def _earlier(scene: Scene, cued_at: tuple[int, Cue], one: Mention, two: Mention) -> Iterator[Trial]:
    cue = cued_at[1]
    cover = min(one.cover[one.column], two.cover[two.column])
    first, second = bits(one.rows), bits(two.rows)
    if first and second:
        gap = first[0] - second[0]
        yield Trial(
            Family.ORDER, gap * cue.way > 0, gap=max(-9, min(9, gap)), reverse=gap * cue.way < 0,
            kind=0, cover=cover, way=cue.way, rows=len(first) + len(second),
        )  # fmt: skip
    for column in _time_columns(scene):
        left, right = value_of(scene, one, column), value_of(scene, two, column)
        if left is not None and right is not None:
            yield Trial(
                Family.ORDER, (left - right) * cue.way > 0, gap=relative(left, right),
                reverse=(left - right) * cue.way < 0, kind=1, cover=cover, way=cue.way,
            )  # fmt: skip


def _end_of_table(scene: Scene, place: int, cue: Cue) -> Iterator[Trial]:
    rows = bits(scene.grid.body)
    for m in entities(scene)[:4]:
        own = bits(m.rows & scene.grid.body)
        if own and rows:
            top, bottom = own[0] == rows[0], own[-1] == rows[-1]
            yield Trial(
                Family.ORDER, top if cue.way < 0 else bottom,
                reverse=bottom if cue.way < 0 else top,
                kind=2, cover=m.cover[m.column], way=cue.way, distance=m.start - place,
                rows=len(own), gap=min(own[0], 9) if cue.way < 0 else min(rows[-1] - own[-1], 9),
            )  # fmt: skip
            for column in _time_columns(scene):
                found = standing(scene.grid.values(column, scene.grid.body), m.rows, cue.way)
                if found:
                    yield Trial(
                        Family.ORDER, found[0] == 1, reverse=found[1] == 1, kind=3, way=cue.way,
                        cover=m.cover[m.column], distance=m.start - place, gap=min(found[0] - 1, 9),
                        rows=len(own),
                    )  # fmt: skip


def _at_position(scene: Scene, figure: Figure) -> Iterator[Trial]:
    for m in entities(scene)[:3]:
        own = bits(m.rows)
        if own:
            gap = own[0] + 1 - figure.value
            yield Trial(
                Family.ORDER, gap == 0, gap=max(-9.0, min(9.0, gap)), kind=4,
                cover=m.cover[m.column], distance=m.start - figure.place, rows=len(own),
                tie=bool(figure.exact), reverse=bool(figure.anywhere & m.rows),
                figure=figure.place, **lead_and_unit(scene, figure.place),
            )  # fmt: skip
