"""Features: a sentence over its table as numbers, which a forest of small trees can weigh."""

from collections.abc import Sequence
from itertools import pairwise

from policywire.analyst.tables.comparing import bounded, comparisons
from policywire.analyst.tables.counting import aggregates, counts, every, nowhere
from policywire.analyst.tables.cues import Sort
from policywire.analyst.tables.matching import Part, lookups, parts, strict_parts, together
from policywire.analyst.tables.ordering import orders
from policywire.analyst.tables.ranking import commons, superlatives
from policywire.analyst.tables.scene import Scene
from policywire.analyst.tables.trials import Trial
from policywire.analyst.tables.words import listed

__all__ = ["SCENE_FIELDS", "scene_vector", "trials_of"]

_MOST_TRIALS = 160
_WAYS = (
    superlatives, comparisons, bounded, aggregates, orders, commons, nowhere, every, counts,
    lookups, together,
)  # fmt: skip


def trials_of(scene: Scene) -> list[Trial]:
    """Return every reading of a sentence, worked out, at most 160."""
    found: list[Trial] = []
    for way in _WAYS:
        found.extend(way(scene))
    return found[:_MOST_TRIALS]


_CLAUSES = frozenset(listed("and but while whereas"))


def _coverage(said: Sequence[Part], height: int) -> tuple[float, int, int]:
    """Return the best row's share of weight, how many rows reach it, and what it lacks."""
    total = sum(part.weight for part in said)
    if not total:
        return -1.0, 0, 0
    scores = [0.0] * height
    for part in said:
        rows = part.rows
        while rows:
            low = rows & -rows
            scores[low.bit_length() - 1] += part.weight
            rows ^= low
    best = max(scores)
    row = scores.index(best)
    lacking = sum(not part.rows >> row & 1 for part in said)
    return best / total, sum(score == best for score in scores), lacking


def _clause_coverage(scene: Scene, said: Sequence[Part]) -> tuple[float, float]:
    breaks = [n for n, word in enumerate(scene.words) if word.raw in _CLAUSES]
    edges = [0, *breaks, len(scene.words)]
    shares = []
    for start, end in pairwise(edges):
        inside = [part for part in said if start <= part.place < end]
        if len(inside) > 1:
            shares.append(_coverage(inside, scene.grid.height)[0])
    return (min(shares), sum(shares) / len(shares)) if shares else (-1.0, -1.0)


def _conflicts(said: Sequence[Part], height: int) -> int:
    """Return how many parts stand in a column where the best row says something else."""
    scores = [sum(part.weight for part in said if part.rows >> r & 1) for r in range(height)]
    if not scores:
        return 0
    row = scores.index(max(scores))
    met = {c for part in said if part.rows >> row & 1 for c in part.columns}
    return sum(not part.rows >> row & 1 and not met.intersection(part.columns) for part in said)


def _figure_features(scene: Scene) -> list[float]:
    figures = scene.figures
    lone = [f for f in figures if not f.columns and not f.captioned]
    years = [f for f in figures if 1800 <= f.value <= 2100]
    return [
        len(figures), len(lone), sum(bool(f.exact) for f in figures), len(years),
        sum(f in years for f in lone), sum(f.ordinal for f in figures),
        min((f.value for f in lone), default=-1.0), sum(f.value != int(f.value) for f in lone),
        min((f.value for f in figures), default=-1.0),
    ]  # fmt: skip


def _cue_features(scene: Scene) -> list[float]:
    counted = [float(sum(cue.sort is sort for _, cue in scene.cues)) for sort in Sort]
    ways = [
        float(sum(cue.way for _, cue in scene.cues if cue.sort is sort))
        for sort in (Sort.SUPERLATIVE, Sort.COMPARATIVE, Sort.FIRST)
    ]
    raws = [word.raw for word in scene.words]
    opening = float(raws[:1] == ["there"])
    of = sum(
        a.value is not None and b.raw == "of"
        for a, b in zip(scene.words, scene.words[1:], strict=False)
    )
    return [*counted, *ways, len(scene.negations), opening, float("than" in raws), float(of)]


def scene_vector(scene: Scene, common: frozenset[str]) -> list[float]:
    """Return the features of a whole sentence, in the order of `SCENE_FIELDS`.

    Parameters
    ----------
    scene : Scene
        The sentence over its table.
    common : frozenset of str
        Words so usual that nothing follows from their absence in a table.
    """
    said = parts(scene)
    own = [part for part in said if not part.captioned]
    texts, height = [part for part in own if not part.number], scene.grid.height
    share, reached, lacking = _coverage(own, height)
    rare = [n for n in scene.strangers if scene.words[n].key not in common]
    covers, strict = [part.cover for part in texts], strict_parts(scene)
    return [
        len(scene.words), len(texts), len(own), len(scene.strangers), len(rare),
        sum(m.fuzzy for m in scene.mentions), sum(part.captioned for part in said),
        share, reached, lacking, *_coverage(texts, height), *_clause_coverage(scene, own),
        _conflicts(own, height), min(covers, default=-1.0), height, scene.grid.width,
        len(scene.heads), max((h.score for h in scene.heads), default=0.0),
        sum(word.raw in _CLAUSES for word in scene.words),
        *_figure_features(scene), *_cue_features(scene),
        *_coverage(strict, height), *_clause_coverage(scene, strict),
    ]  # fmt: skip


SCENE_FIELDS = (
    "words", "texts", "parts", "strangers", "rare", "fuzzy", "captioned", "share", "reached",
    "lacking", "text_share", "text_reached", "text_lacking", "clause_min", "clause_mean",
    "conflicts", "cover", "height", "width", "heads", "head", "clauses",
    "figures", "lone", "exact", "years", "lone_years", "ordinals", "least_lone", "lone_decimals",
    "least", *(f"cue_{sort.name.lower()}" for sort in Sort), "way_superlative",
    "way_comparative", "way_first", "negations", "opening", "than", "of",
    "strict_share", "strict_reached", "strict_lacking", "strict_least", "strict_mean",
)  # fmt: skip
