"""Integrate the growth of the parts of real income over a path, to a tolerance.

Clenshaw and Curtis's rule, intervals doubled until the integral settles, each point solved once; a
panel that a finer rule would not settle either is halved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from policywire.facts.errors import NoConvergence
from policywire.models.trade.economy import Array
from policywire.models.trade.effects.path import Walk

__all__ = ["Integral", "integrate", "weights"]

_LEVELS = (2, 4, 8, 16, 32)  # intervals between the nodes of one panel
_CAUTION = 10.0  # on the estimated error
_HALVINGS = 6


@dataclass(frozen=True, slots=True)
class Integral:
    """Integrals over the path, in points of base real income.

    Attributes
    ----------
    cells : Array
        Terms of trade, volume, technical by [instrument, effect, sector, region, partner], shape
        (K, 3, J, N, N).
    transfer : Array
        Shape (K, N).
    error : float
        Estimated error: the worst region's sum over parts.
    """

    cells: Array
    transfer: Array
    error: float


def weights(intervals: int) -> tuple[Array, Array]:
    """Return nodes and weights of Clenshaw and Curtis's rule on [0, 1].

    Clenshaw and Curtis (1960), Numerische Mathematik 2; nodes nest when intervals double.

    Parameters
    ----------
    intervals : int
        Even; there is one node more.
    """
    k = np.arange(intervals + 1)
    angle = np.pi * k / intervals
    order = np.arange(0, intervals + 1, 2)
    factor = np.where((order == 0) | (order == intervals), 1.0, 2.0)
    ends = np.where((k == 0) | (k == intervals), 0.5, 1.0)
    weight = ends / intervals * (np.cos(np.outer(angle, order)) @ (factor / (1 - order**2)))
    return np.round(0.5 - 0.5 * np.cos(angle), 15), weight


def integrate(walk: Walk, tolerance: float) -> Integral:
    """Return the parts integrated over the whole path.

    Parameters
    ----------
    walk : Walk
        The path.
    tolerance : float
        Error at most, points of real income.

    Raises
    ------
    NoConvergence
        When a point cannot be solved or the integral does not settle.
    """
    walk.stop(0.0)
    walk.stop(1.0)
    return _panel(walk, 0.0, 1.0, tolerance, _HALVINGS)


def _panel(walk: Walk, left: float, right: float, tolerance: float, halvings: int) -> Integral:
    """Integrate over one panel; halve it when a finer rule would not settle either."""
    last = _rule(walk, left, right, _LEVELS[0])
    moved: list[float] = []
    for intervals in _LEVELS[1:]:
        finer = _rule(walk, left, right, intervals)
        moved.append(_distance(finer, last))
        last = finer
        left_over = _settled(moved)
        if left_over <= tolerance:
            walk.forget(left, right)
            return replace(last, error=left_over)
        if len(moved) > 1 and _settled([moved[-1], left_over]) > tolerance:
            break
    return _halved(walk, left, right, tolerance, halvings)


def _halved(walk: Walk, left: float, right: float, tolerance: float, halvings: int) -> Integral:
    """Integrate over one panel as two."""
    if not halvings:
        raise NoConvergence(
            f"decomposition: the integral over [{left:g}, {right:g}] of the path does not settle "
            f"to {tolerance:.0e} points; ask for a larger tolerance."
        )
    middle = (left + right) / 2
    walk.stop(middle)
    one = _panel(walk, left, middle, tolerance / 2, halvings - 1)
    other = _panel(walk, middle, right, tolerance / 2, halvings - 1)
    walk.forget(left, right)
    return Integral(
        one.cells + other.cells,
        one.transfer + other.transfer,
        one.error + other.error,
    )


def _rule(walk: Walk, left: float, right: float, intervals: int) -> Integral:
    nodes, weight = weights(intervals)
    first = walk.stop(left)
    cells, transfer = np.zeros_like(first.cells), np.zeros_like(first.transfer)
    for node, each in zip(nodes, (right - left) * weight, strict=True):
        stop = walk.stop(left + (right - left) * float(node))
        cells += each * stop.cells
        transfer += each * stop.transfer
    return Integral(cells, transfer, np.inf)


def _distance(one: Integral, other: Integral) -> float:
    cells = np.abs(one.cells - other.cells).sum(axis=(0, 1, 2, 4))
    return float((cells + np.abs(one.transfer - other.transfer).sum(axis=0)).max())


def _settled(moved: Sequence[float]) -> float:
    """Return the error left after the last doubling, from how far each doubling moved the integral.

    A move is the error of the rule before it. For smooth integrands errors fall as r ** intervals
    (Trefethen 2008, SIAM Review 50(1)), so each is the last move times the square of the last two
    moves' ratio; ten times that is allowed for, since r is not yet steady.
    """
    if len(moved) < 2 or moved[-2] <= 0:
        return moved[-1]
    return moved[-1] * min(1.0, _CAUTION * (moved[-1] / moved[-2]) ** 2)
