"""Exporter and importer effects, swept out of weighted regressions exactly (Frisch and Waugh 1933).

Dense in exporters times importers: meant for cross-sections, or panels of a few thousand groups.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "Groups", "Index", "groups_of", "least_squares", "sums", "sweep"]

Array = NDArray[np.float64]
Index = NDArray[np.int64]

_SINGULAR = 1e-13  # eigenvalue of the importers' scaled system below which it is none


class Groups(NamedTuple):
    """Groups of the rows, and how many there are.

    Attributes
    ----------
    exporter, importer : Index
        Group of each row, from 0 without a gap, shape (M,).
    exporters, importers : int
        How many there are.
    """

    exporter: Index
    importer: Index
    exporters: int
    importers: int


def groups_of(exporter: Index, importer: Index) -> Groups:
    """Return groups numbered without a gap, from any numbers, shape (M,) each."""
    first = np.unique(exporter, return_inverse=True)[1]
    second = np.unique(importer, return_inverse=True)[1]
    return Groups(first, second, int(first.max()) + 1, int(second.max()) + 1)


def least_squares(regressors: Array, target: Array, weight: Array, groups: Groups) -> Array:
    """Return the weighted fit of ``target`` on regressors and effects, shape (M,)."""
    swept = sweep(np.column_stack([regressors, target]), weight, groups)
    root = np.sqrt(weight)[:, None]
    slope = np.linalg.lstsq(root * swept[:, :-1], root[:, 0] * swept[:, -1], rcond=None)[0]
    return np.asarray(target - (swept[:, -1] - swept[:, :-1] @ slope))


def sweep(columns: Array, weight: Array, groups: Groups) -> Array:
    """Return columns less their weighted projection on the exporter and importer effects.

    The normal equations of the effects are [[R, W], [W', C]] with W the weights by pair and R, C
    its row and column sums; the exporters are eliminated, the rest is one dense symmetric system
    of the importers, singular by one for each set of regions that trade with no other.
    """
    pair = groups.exporter * groups.importers + groups.importer
    size = groups.exporters * groups.importers
    table = np.bincount(pair, weight, size).reshape(groups.exporters, groups.importers)
    weighted = weight[:, None] * columns
    by_exporter = sums(weighted, groups.exporter, groups.exporters)
    by_importer = sums(weighted, groups.importer, groups.importers)
    rows = table.sum(axis=1)
    scaled = table / rows[:, None]
    unit = np.sqrt(table.sum(axis=0))[:, None]  # small importers count as large ones do
    schur = np.eye(groups.importers) - (table / unit.T).T @ (scaled / unit.T)
    inverse = np.linalg.pinv(schur, rcond=_SINGULAR, hermitian=True)
    importer = inverse @ ((by_importer - scaled.T @ by_exporter) / unit) / unit
    exporter = by_exporter / rows[:, None] - scaled @ importer
    return np.asarray(columns - exporter[groups.exporter] - importer[groups.importer])


def sums(columns: Array, group: Index, count: int) -> Array:
    """Return the sums of columns (M, K) by group, shape (count, K)."""
    return np.stack([np.bincount(group, column, count) for column in columns.T], axis=1)
