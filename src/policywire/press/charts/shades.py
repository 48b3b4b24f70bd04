"""Shades: the classes of a map or heat map, from low to high, or from fall to rise."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from policywire.press.charts.look import FALL, INK, PAPER, RAMP
from policywire.press.charts.scales import class_bounds, number_axis, tick_text

__all__ = ["Shades", "diverging", "ink_on", "sequential"]

_STRONG = (FALL[2], RAMP[3])  # on which ink would not be legible


@dataclass(frozen=True, slots=True)
class Shades:
    """Classes of values, each with a fill.

    Attributes
    ----------
    bounds : tuple of float
        Where one class ends and the next begins, ascending.
    fills : tuple of str
        One more than bounds.
    """

    bounds: tuple[float, ...]
    fills: tuple[str, ...]

    def of(self, value: float) -> str:
        """Return the fill of a value."""
        return self.fills[sum(value >= bound for bound in self.bounds)]

    def classes(self) -> tuple[tuple[str, str], ...]:
        """Return fill and words of each class, the highest first."""
        return tuple(zip(self.fills, _words(self.bounds), strict=True))[::-1]


def ink_on(fill: str) -> str:
    """Return the colour of letters that can be read on a fill."""
    return PAPER if fill in _STRONG else INK


def sequential(values: Sequence[float]) -> Shades:
    """Return classes from low to high, of values above zero."""
    bounds, last = class_bounds([max(value, 0.0) for value in values]), len(RAMP) - 1
    fills = [RAMP[round(index * last / max(len(bounds), 1))] for index in range(len(bounds) + 1)]
    return Shades(bounds, tuple(fills))


def diverging(values: Sequence[float]) -> Shades:
    """Return six classes on round bounds: three of falls, three of rises, parted at zero."""
    most = max((abs(value) for value in values), default=0.0) or 1.0
    step = number_axis([0.0, most], from_zero=True, count=4).ticks[1]
    bounds = (-2 * step, -step, 0.0, step, 2 * step)
    return Shades(bounds, (*FALL[::-1], RAMP[0], RAMP[1], RAMP[3]))


def _words(bounds: tuple[float, ...]) -> list[str]:
    if not bounds:
        return ["Zero and above"]
    texts = [_bound(bound) for bound in bounds]
    between = [f"{low} to {high}" for low, high in pairwise(texts)]
    return [f"Under {texts[0]}", *between, f"{texts[-1]} and over"]


def _bound(value: float) -> str:
    return tick_text(value, len(f"{value:.6f}".rstrip("0").partition(".")[2]))
