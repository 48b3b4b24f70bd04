"""What an asset does in the window around an announcement, per unit of surprise.

Kuttner (2001), Journal of Monetary Economics 47(3), 523-544; Bernanke and Kuttner (2005), Journal
of Finance 60(3), 1221-1257: the asset's move regressed on the surprise and a constant.
"""

from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import ModelError
from policywire.models.monetary.response import Array

__all__ = ["FEWEST_EVENTS", "Reaction", "react"]

FEWEST_EVENTS = 30
_BATCH = 500
_STILL = 1e-12  # of the mean square: rounding, no variance


@dataclass(frozen=True, slots=True)
class Reaction:
    """An asset's response to one unit of surprise.

    Attributes
    ----------
    slope : float
        Move per unit of surprise.
    low, high : float
        Ends of the band of the pair bootstrap, at ``level``.
    level : float
        Coverage of the band.
    r2 : float
        Share of the moves' variance that the surprise explains.
    n : int
        Events.
    lowest, highest : float
        Smallest and largest slope when any one event is left out.
    alone : int
        Place of the event whose absence moves the slope most, in the arrays given.
    smallest, largest : float
        Range of the surprises in the sample; beyond it a size is extrapolated.
    """

    slope: float
    low: float
    high: float
    level: float
    r2: float
    n: int
    lowest: float
    highest: float
    alone: int
    smallest: float
    largest: float


def react(
    surprise: Array, move: Array, *, seed: int, draws: int = 10_000, level: float = 0.9
) -> Reaction:
    """Regress an asset's moves on surprises; band by the pair bootstrap (Efron 1982).

    Parameters
    ----------
    surprise, move : Array
        Surprises and moves of N events, any units, shape (N,); an event where one is NaN is left
        out.
    seed : int
        Of the bootstrap's draws.
    draws : int
        Bootstrap samples.
    level : float
        Coverage of the band.

    Raises
    ------
    ModelError
        If fewer than 30 events have both, or the surprises do not vary.
    """
    held = np.flatnonzero(np.isfinite(surprise) & np.isfinite(move))
    if len(held) < FEWEST_EVENTS:
        raise ModelError(
            f"{len(held)} events are too few for a reaction; at least {FEWEST_EVENTS} are wanted. "
            "Ask for a longer sample, or give no market size."
        )
    x, y = surprise[held], move[held]
    if x.std() == 0:
        raise ModelError("The surprises do not vary; no reaction can be told from them.")
    slopes = _resampled(x, y, np.random.default_rng(seed), draws)
    low, high = np.quantile(slopes, [(1 - level) / 2, (1 + level) / 2])
    without = _left_out(x, y)
    slope = _slope(x, y)
    return Reaction(
        slope=slope,
        low=float(low),
        high=float(high),
        level=level,
        r2=float(np.corrcoef(x, y)[0, 1] ** 2),
        n=len(x),
        lowest=float(without.min()),
        highest=float(without.max()),
        alone=int(held[np.argmax(np.abs(without - slope))]),
        smallest=float(x.min()),
        largest=float(x.max()),
    )


def _slope(x: Array, y: Array) -> float:
    centred = x - x.mean()
    return float(centred @ y / (centred @ centred))


def _resampled(x: Array, y: Array, rng: np.random.Generator, draws: int) -> Array:
    """Return the slope in each bootstrap sample of events, shape (draws,)."""
    x, y = x - x.mean(), y - y.mean()
    moments = np.column_stack([x, y, x * x, x * y])
    slopes = [
        _from_means(rng.multinomial(len(x), np.full(len(x), 1 / len(x)), size) @ moments / len(x))
        for size in _sizes(draws)
    ]
    return np.concatenate(slopes)


def _sizes(draws: int) -> list[int]:
    """Return the sizes of batches that add to ``draws``."""
    whole, rest = divmod(draws, _BATCH)
    return [_BATCH] * whole + [rest] * (rest > 0)


def _from_means(means: Array) -> Array:
    """Return slopes from means of x, y, x squared and xy, leaving out samples where x is still."""
    x, y, xx, xy = means.T
    spread = xx - x * x
    moved = spread > _STILL * xx
    slopes: Array = (xy - x * y)[moved] / spread[moved]
    return slopes


def _left_out(x: Array, y: Array) -> Array:
    """Return the slope without each event in turn, shape (N,)."""
    count = len(x)
    dx, dy = x - x.mean(), y - y.mean()
    grown = count / (count - 1)
    slopes: Array = (dx @ dy - grown * dx * dy) / (dx @ dx - grown * dx * dx)
    return slopes
