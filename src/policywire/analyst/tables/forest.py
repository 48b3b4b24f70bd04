"""Forests: sums of small decision trees, read from JSON and worked out in numpy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Forest"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forest:
    """T trees of N nodes together.

    Attributes
    ----------
    feature : array of int
        What a node asks about; -1 at a leaf, shape (N,).
    threshold : Array
        A node goes left at or below it; at a leaf, its value, shape (N,).
    right : array of int
        Right child; the left one is the next node, shape (N,).
    roots : array of int
        First node of each tree, shape (T,).
    depth : int
        Longest way from a root to a leaf.
    """

    feature: NDArray[np.int32]
    threshold: Array
    right: NDArray[np.int32]
    roots: NDArray[np.int32]
    depth: int

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Forest":
        """Return the forest of a stored object, with right children made absolute."""
        feature = np.array(stored["feature"], dtype=np.int32)
        step = np.array(stored["right"], dtype=np.int32)
        return cls(
            feature,
            np.array(stored["threshold"], dtype=np.float64),
            np.arange(len(feature), dtype=np.int32) + step,
            np.array(stored["roots"], dtype=np.int32),
            int(stored["depth"]),
        )

    def log_odds(self, rows: Array) -> Array:
        """Return the sum of the trees for each row.

        Parameters
        ----------
        rows : Array
            Features, shape (R, F).

        Returns
        -------
        Array
            Log odds, shape (R,).
        """
        nodes = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        at = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            asked = self.feature[nodes]
            left = rows[at, asked] <= self.threshold[nodes]
            nodes = np.where(asked < 0, nodes, np.where(left, nodes + 1, self.right[nodes]))
        values: Array = self.threshold[nodes].sum(axis=1)
        return values

    @staticmethod
    def check_fields(stored: Sequence[str], ours: Sequence[str]) -> bool:
        """Whether a stored forest was grown on the features this code works out."""
        return list(stored) == list(ours)
