"""Ranking: highest and lowest, the second of them, the one that comes up most often."""

from collections.abc import Iterator

from policywire.analyst.tables.cues import Cue, Sort
from policywire.analyst.tables.grid import bits
from policywire.analyst.tables.scene import Mention, Scene
from policywire.analyst.tables.trials import (
    Family,
    Trial,
    columns_near,
    cued,
    entities,
    lead_and_unit,
    weight_of,
)

__all__ = ["commons", "relative", "standing", "superlatives", "value_of"]

_MOST_CUES = 3


def _asked_place(scene: Scene, place: int) -> int:
    """Return the rank asked for: second highest is 2."""
    for figure in scene.figures:
        if figure.ordinal and 0 < place - figure.place <= 2:
            return int(min(figure.value, 999))
    return 1


def standing(values: list[tuple[float, int]], rows: int, way: int) -> tuple[int, int, bool] | None:
    """Return the best rank of some rows from the asked end, from the other end, and ties."""
    own = [value for value, r in values if rows >> r & 1]
    if not own:
        return None
    best = max(own) if way > 0 else min(own)
    ahead = sum((value - best) * way > 0 for value, _ in values)
    worst = min(own) if way > 0 else max(own)
    behind = sum((value - worst) * way < 0 for value, _ in values)
    ties = sum(value == best for value, _ in values)
    return ahead + 1, behind + 1, ties > 1


def relative(found: float, said: float) -> float:
    """Return how far a found value is from a said one, as a share of the larger."""
    return max(-9.0, min(9.0, (found - said) / max(abs(found), abs(said), 1e-9)))


def value_of(scene: Scene, m: Mention, column: int) -> float | None:
    """Return the first value a mention's rows have in a column."""
    values = scene.grid.values(column, m.rows)
    return values[0][0] if values else None


def superlatives(scene: Scene) -> Iterator[Trial]:
    """Yield the readings in which something is the highest, the second lowest and the like."""
    for place, cue in cued(scene, Sort.SUPERLATIVE)[:_MOST_CUES]:
        asked = _asked_place(scene, place)
        for column, link in columns_near(scene, place, cue.near):
            yield from _superlative(scene, (place, cue, asked), column, link)
            yield from _extreme(scene, (place, cue, asked), column, link)


def _scopes(scene: Scene, entity: Mention | None) -> list[tuple[int, int]]:
    body = scene.grid.body
    others = [m.rows for m in entities(scene)[:4] if m is not entity]
    narrower = [rows & body for rows in others if 1 < rows.bit_count() < scene.grid.height]
    return [(body, 0), *((rows, 1) for rows in narrower[:2])]


def _superlative(
    scene: Scene, asked: tuple[int, Cue, int], column: int, link: float
) -> Iterator[Trial]:
    place, cue, wanted = asked
    mentions = entities(scene)[:4]
    total = weight_of(mentions) or 1.0
    ranks = scene.grid.columns[column].ranks
    for m in mentions:
        if m.column == column:
            continue
        for scope, kind in _scopes(scene, m):
            found = standing(scene.grid.values(column, scope), m.rows & scope, cue.way)
            if found:
                front, back, tie = found
                yield Trial(
                    Family.SUPERLATIVE, front == wanted, gap=min(front - wanted, 9),
                    reverse=back == wanted, link=link, cover=m.cover[m.column],
                    used=m.weight / total, rows=scope.bit_count(), kind=kind,
                    distance=m.start - place, tie=tie, way=cue.way, ranks=ranks,
                    spare=wanted - 1, **lead_and_unit(scene, place),
                )  # fmt: skip


def _extreme(
    scene: Scene, asked: tuple[int, Cue, int], column: int, link: float
) -> Iterator[Trial]:
    place, cue, wanted = asked
    for figure in scene.figures[:4]:
        if figure.ordinal:
            continue
        for scope, kind in _scopes(scene, None):
            values = sorted({v for v, _ in scene.grid.values(column, scope)}, reverse=cue.way > 0)
            if len(values) >= wanted:
                at, other = values[wanted - 1], values[-wanted]
                yield Trial(
                    Family.EXTREME, at == figure.value, gap=relative(at, figure.value),
                    reverse=other == figure.value, link=link, rows=scope.bit_count(), kind=kind,
                    distance=figure.place - place, tie=column in figure.exact, way=cue.way,
                    spare=len(scene.figures) - 1, figure=figure.place,
                    ranks=scene.grid.columns[column].ranks, **lead_and_unit(scene, figure.place),
                )  # fmt: skip


def commons(scene: Scene) -> Iterator[Trial]:
    """Yield the readings in which a name is the one that comes up most, or least, often."""
    asked = cued(scene, Sort.COMMON)[:1] + cued(scene, Sort.SUPERLATIVE)[:2]
    for place, cue in asked:
        for m in entities(scene)[:3]:
            column = m.column
            counts: dict[str, int] = {}
            for r in bits(scene.grid.body):
                text = scene.grid.cells[r][column].text
                counts[text] = counts.get(text, 0) + 1
            own = (m.rows & scene.grid.body).bit_count()
            if len(counts) == scene.grid.height or not own:
                continue
            more = sum(count > own for count in counts.values())
            fewer = sum(count < own for count in counts.values())
            yield Trial(
                Family.COMMON, (more if cue.way > 0 else fewer) == 0, gap=min(more, 9), rows=own,
                reverse=(fewer if cue.way > 0 else more) == 0, kind=int(cue.sort is Sort.COMMON),
                cover=m.cover[m.column], distance=m.start - place, way=cue.way,
            )  # fmt: skip
