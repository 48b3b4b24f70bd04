"""Counting: how many rows, how many different names, what all of them come to."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from policywire.analyst.tables.cues import Sort
from policywire.analyst.tables.scene import Figure, Mention, Scene
from policywire.analyst.tables.trials import (
    Family,
    Threshold,
    Trial,
    columns_near,
    cued,
    entities,
    lead_and_unit,
    thresholds,
    weight_of,
)
from policywire.analyst.tables.words import listed, stem

__all__ = ["aggregates", "counts", "every", "nowhere"]

_MOST_FILTERS = 24
_CHECKED_NUMBERS = 4
_NAMES_OF_ROWS = frozenset(
    map(stem, listed("time game match row player team season year occasion episode"))
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows picked out by part of a sentence."""

    rows: int
    kind: int
    used: float
    cover: float
    place: int
    link: float = 1.0
    figures: int = 0


def _of_mentions(scene: Scene) -> Iterator[Filter]:
    mentions, body = entities(scene)[:6], scene.grid.body
    total = weight_of(mentions) or 1.0
    if len(mentions) > 2:
        joint = body
        for m in mentions:
            joint &= m.rows
        yield Filter(joint, 0, 1.0, 1.0, mentions[-1].start)
    for m in mentions:
        used = m.weight / total
        yield Filter(m.rows & body, 1, used, m.cover[m.column], m.start)
        if m.anywhere != m.rows:
            yield Filter(m.anywhere & body, 3, used, m.cover[m.column], m.start)
    for one, two in combinations(mentions, 2):
        yield _of_pair(one, two, total, body)


def _of_pair(one: Mention, two: Mention, total: float, body: int) -> Filter:
    used, cover = (
        (one.weight + two.weight) / total,
        min(one.cover[one.column], two.cover[two.column]),
    )
    if one.column == two.column:
        return Filter((one.rows | two.rows) & body, 4, used, cover, one.start)
    return Filter(one.rows & two.rows & body, 2, used, cover, one.start)


def _passing(scene: Scene, bound: Threshold, column: int) -> int:
    held = scene.grid.values(column, scene.grid.body)
    return sum(1 << r for value, r in held if bound.met_by(value))


def _of_bounds(scene: Scene, bounds: list[Threshold]) -> Iterator[Filter]:
    mentions = entities(scene)[:4]
    total = weight_of(mentions) or 1.0
    for bound in bounds[:2]:
        for column, link in columns_near(scene, bound.figure.place)[:2]:
            rows = _passing(scene, bound, column)
            yield Filter(rows, 5, 0.0, 1.0, bound.figure.place, link, 1)
            for m in mentions:
                used = m.weight / total
                yield Filter(rows & m.rows, 6, used, m.cover[m.column], m.start, link, 1)


def _of_values(scene: Scene, counted: Figure) -> Iterator[Filter]:
    mentions = entities(scene)[:3]
    total = weight_of(mentions) or 1.0
    for figure in scene.figures:
        if figure is counted or not figure.columns:
            continue
        linked = dict(columns_near(scene, figure.place, sortable=False))
        for column, rows in sorted(
            figure.columns.items(), key=lambda item: -linked.get(item[0], 0.0)
        )[:2]:
            link = linked.get(column, 0.0)
            yield Filter(rows & scene.grid.body, 7, 0.0, 1.0, figure.place, link, 1)
            for m in mentions:
                used = m.weight / total
                yield Filter(rows & m.rows, 8, used, m.cover[m.column], m.start, link, 1)


def _filters(scene: Scene, counted: Figure, bounds: list[Threshold]) -> list[Filter]:
    others = [bound for bound in bounds if bound.figure is not counted]
    found = [
        *_of_mentions(scene),
        *_of_bounds(scene, others),
        *_of_values(scene, counted),
        Filter(scene.grid.body, 9, 0.0, 1.0, 0),
    ]
    return found[:_MOST_FILTERS]


def _holds(count: int, figure: Figure, bounds: list[Threshold]) -> bool:
    own = next((bound for bound in bounds if bound.figure is figure), None)
    return own.met_by(count) if own else count == figure.value


def counts(scene: Scene) -> Iterator[Trial]:
    """Yield the readings in which a number counts rows, or different cells of a column."""
    bounds = thresholds(scene)
    numbers = [
        f
        for f in scene.figures
        if f.value == int(f.value) and f.value <= 2 * scene.grid.height + 10
    ]
    for figure in numbers[:_CHECKED_NUMBERS]:
        bounded = any(bound.figure is figure for bound in bounds)
        spare, told = len(scene.figures) - 1, lead_and_unit(scene, figure.place)
        for picked in _filters(scene, figure, bounds):
            count = picked.rows.bit_count()
            yield Trial(
                Family.COUNT, _holds(count, figure, bounds), gap=_gap(count, figure.value),
                link=picked.link, cover=picked.cover, used=picked.used, rows=count,
                kind=picked.kind, distance=abs(picked.place - figure.place), tie=bounded,
                way=_countable(figure), spare=spare - picked.figures, ranks=bool(figure.exact),
                figure=figure.place, **told,
            )  # fmt: skip
        yield from _distinct(scene, figure, bounds)


def _countable(figure: Figure) -> int:
    return -1 if figure.ordinal else int(figure.unit in _NAMES_OF_ROWS)


def _gap(count: float, said: float) -> float:
    return max(-9.0, min(9.0, count - said))


def _distinct(scene: Scene, figure: Figure, bounds: list[Threshold]) -> Iterator[Trial]:
    sets = [(scene.grid.body, 0.0, 0)]
    mentions = entities(scene)[:3]
    total = weight_of(mentions) or 1.0
    sets += [(m.rows, m.weight / total, 1) for m in mentions]
    for column, link in columns_near(scene, figure.place, sortable=False)[:2]:
        for rows, used, kind in sets:
            count = scene.grid.distinct(column, rows)
            yield Trial(
                Family.DISTINCT, _holds(count, figure, bounds), gap=_gap(count, figure.value),
                link=link, used=used, rows=rows.bit_count(), kind=kind,
                spare=len(scene.figures) - 1, way=_countable(figure),
                tie=bool(cued(scene, Sort.DIFFERENT)), ranks=bool(figure.exact),
                figure=figure.place, **lead_and_unit(scene, figure.place),
            )  # fmt: skip


def aggregates(scene: Scene) -> Iterator[Trial]:
    """Yield the readings in which a number is a sum or a mean."""
    asked = [(p, 0) for p, _ in cued(scene, Sort.TOTAL)] + [
        (p, 1) for p, _ in cued(scene, Sort.MEAN)
    ]
    for place, kind in asked[:2]:
        for column, link in columns_near(scene, place):
            for rows, used in _scopes(scene):
                values = [value for value, _ in scene.grid.values(column, rows)]
                for figure in scene.figures if values else ():
                    result = sum(values) / (len(values) if kind else 1)
                    yield _aggregate(scene, figure, result, (kind, link, used, len(values)))


def _aggregate(
    scene: Scene, figure: Figure, result: float, told: tuple[int, float, float, int]
) -> Trial:
    kind, link, used, rows = told
    off = abs(result - figure.value) / max(abs(result), 1e-9)
    return Trial(
        Family.AGGREGATE, off < 0.006, gap=min(off, 9.0), link=link, used=used, rows=rows,
        kind=kind, spare=len(scene.figures) - 1, tie=bool(figure.exact),
        figure=figure.place, **lead_and_unit(scene, figure.place),
    )  # fmt: skip


def _scopes(scene: Scene) -> list[tuple[int, float]]:
    mentions = entities(scene)[:4]
    total = weight_of(mentions) or 1.0
    scopes = [(scene.grid.body, 0.0)] + [(m.rows, m.weight / total) for m in mentions]
    if len(mentions) > 1:
        union = 0
        for m in mentions:
            union |= m.rows
        scopes.append((union, 1.0))
    return scopes


def every(scene: Scene) -> Iterator[Trial]:
    """Yield the readings in which all rows, or only some, have something."""
    body = scene.grid.body
    mentions = entities(scene)[:4]
    total = weight_of(mentions) or 1.0
    for sort, family in ((Sort.ALL, Family.EVERY), (Sort.ONLY, Family.ONLY)):
        for place, _ in cued(scene, sort)[:1]:
            for m in mentions:
                share = (m.rows & body).bit_count() / max(1, body.bit_count())
                yield Trial(
                    family, share == 1 if sort is Sort.ALL else m.rows.bit_count() == 1, gap=share,
                    cover=m.cover[m.column], used=m.weight / total, kind=0,
                    rows=m.rows.bit_count(), distance=abs(place - m.start),
                )  # fmt: skip
            for one, two in combinations(mentions, 2):
                yield from _contained(family, one, two, total)
            yield from _every_bound(scene, family)


def _contained(family: Family, one: Mention, two: Mention, total: float) -> Iterator[Trial]:
    for inner, outer in ((one, two), (two, one)):
        both = (inner.rows & outer.rows).bit_count()
        yield Trial(
            family, both == inner.rows.bit_count(), gap=both / max(1, inner.rows.bit_count()),
            cover=inner.cover[inner.column], used=(one.weight + two.weight) / total, kind=1,
            rows=inner.rows.bit_count(), reverse=both == 0, way=1 if inner is one else -1,
            tie=one.column == two.column,
        )  # fmt: skip


def _every_bound(scene: Scene, family: Family) -> Iterator[Trial]:
    body = scene.grid.body
    for bound in thresholds(scene)[:2]:
        for column, link in columns_near(scene, bound.figure.place)[:2]:
            share = (_passing(scene, bound, column) & body).bit_count() / max(1, body.bit_count())
            yield Trial(
                family, share == 1, gap=share, link=link, kind=2, way=bound.way,
                reverse=share == 0, rows=body.bit_count(),
            )  # fmt: skip


def nowhere(scene: Scene) -> Iterator[Trial]:
    """Yield the readings in which nothing of a kind is there."""
    mentions = entities(scene)[:4]
    total = weight_of(mentions) or 1.0
    for place, _ in cued(scene, Sort.NONE)[:1]:
        for one, two in combinations(mentions, 2):
            both = (one.rows & two.rows).bit_count()
            yield Trial(
                Family.NOWHERE, both == 0, gap=min(both, 9), kind=0, rows=both,
                used=(one.weight + two.weight) / total,
                cover=min(one.cover[one.column], two.cover[two.column]),
                tie=one.column == two.column, distance=abs(two.start - place),
            )  # fmt: skip
        for bound in thresholds(scene)[:2]:
            for column, link in columns_near(scene, bound.figure.place)[:2]:
                count = (_passing(scene, bound, column) & scene.grid.body).bit_count()
                yield Trial(Family.NOWHERE, count == 0, gap=min(count, 9), kind=1, link=link)
