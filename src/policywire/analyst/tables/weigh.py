"""Weighing: the readings of a sentence put before two small forests.

The first forest says of each reading how far its outcome speaks for the sentence; the second
weighs what the readings of each family say together with the sentence's own features.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from policywire.analyst.tables.features import SCENE_FIELDS
from policywire.analyst.tables.trials import TRIAL_FIELDS, Family, Trial

__all__ = ["POOL_FIELDS", "TRIAL_ROW_FIELDS", "pooled", "trial_rows"]

Array = NDArray[np.float64]

_FAMILIES = len(Family)
_ABSENT = -9.0
TRIAL_ROW_FIELDS = (*TRIAL_FIELDS, "family_count", "family_share", *SCENE_FIELDS)
POOL_FIELDS = (
    *SCENE_FIELDS,
    *(f"{kind}_{family.name.lower()}" for kind in ("max", "min", "share") for family in Family),
    "max", "min", "mean", "first", "second", "third", "for", "against",
    "number_least", "number_mean", "numbers", "place_least", "place_mean",
)  # fmt: skip


def _shares(families: NDArray[np.int64], holds: Array) -> tuple[Array, Array]:
    counts = np.bincount(families, minlength=_FAMILIES).astype(float)
    held = np.bincount(families, weights=holds, minlength=_FAMILIES)
    return counts, held / np.maximum(counts, 1)


def trial_rows(trials: Sequence[Trial], scene: Sequence[float]) -> Array:
    """Return one row of features for each reading.

    Parameters
    ----------
    trials : sequence of Trial
        R readings.
    scene : sequence of float
        Features of the sentence.

    Returns
    -------
    Array
        Columns as in `TRIAL_ROW_FIELDS`, shape (R, F).
    """
    own = np.array([trial.vector() for trial in trials], dtype=float).reshape(-1, len(TRIAL_FIELDS))
    families = own[:, 0].astype(np.int64)
    counts, shares = _shares(families, own[:, 1])
    told = np.stack([counts[families], shares[families]], axis=1)
    return np.hstack(
        [own, told, np.broadcast_to(np.asarray(scene, dtype=float), (len(own), len(scene)))]
    )


def pooled(rows: Array, figures: Sequence[int], log_odds: Array, scene: Sequence[float]) -> Array:
    """Return the features of a sentence with what its readings say.

    Parameters
    ----------
    rows : Array
        As `trial_rows` gives them, shape (R, F).
    figures : sequence of int
        Place of the number each explains, -1 for none.
    log_odds : Array
        How far each speaks for the sentence, shape (R,).
    scene : sequence of float
        Features of the sentence.

    Returns
    -------
    Array
        Columns as in `POOL_FIELDS`.
    """
    families = rows[:, 0].astype(np.int64)
    most, least = np.full(_FAMILIES, -np.inf), np.full(_FAMILIES, np.inf)
    np.maximum.at(most, families, log_odds)
    np.minimum.at(least, families, log_odds)
    counts, shares = _shares(families, rows[:, 1])
    absent = counts == 0
    by_family = [np.where(absent, _ABSENT, part) for part in (most, least, shares)]
    overall = [*_overall(log_odds), *_by_number(figures, log_odds)]
    return np.concatenate([np.asarray(scene, dtype=float), *by_family, overall])


def _by_number(figures: Sequence[int], log_odds: Array) -> list[float]:
    """Return how well the worst explained number is explained, the mean, and how many there are."""
    best: dict[int, float] = {}
    strongest: dict[int, float] = {}
    for place, odds in zip(figures, log_odds.tolist(), strict=True):
        best[place] = max(best.get(place, _ABSENT), odds)
        strongest[place] = max(strongest.get(place, 0.0), odds, key=abs)
    best.pop(-1, None)
    strongest.pop(-1, None)
    if not best:
        return [_ABSENT, _ABSENT, 0.0, _ABSENT, _ABSENT]
    count = len(best)
    return [
        min(best.values()), sum(best.values()) / count, float(count),
        min(strongest.values()), sum(strongest.values()) / count,
    ]  # fmt: skip


def _overall(log_odds: Array) -> Array:
    if not len(log_odds):
        return np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    ranked = log_odds[np.argsort(-np.abs(log_odds), kind="stable")]
    leading = [*ranked[:3], 0.0, 0.0][:3]
    ahead, against = log_odds[log_odds > 0].sum(), log_odds[log_odds < 0].sum()
    return np.array([log_odds.max(), log_odds.min(), log_odds.mean(), *leading, ahead, against])
