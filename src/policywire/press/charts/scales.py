"""Scales: round tick values for numbers and for time, and the classes of a map."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from policywire.analyst.numbers import MINUS
from policywire.facts import Period

__all__ = ["Axis", "class_bounds", "instant", "number_axis", "position", "tick_text", "time_ticks"]

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600, 1200)
_LABEL_ROOM = (70, 44)  # pixels a month, a year takes on an axis


@dataclass(frozen=True, slots=True)
class Axis:
    """A value axis: its ticks, the ends included.

    Attributes
    ----------
    ticks : tuple of float
        Tick values, ascending.
    decimals : int
        Decimals their labels need.
    """

    ticks: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        """The lower end."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """The upper end."""
        return self.ticks[-1]

    @property
    def starts_at_zero(self) -> bool:
        """Whether zero lies on it."""
        return self.low <= 0 <= self.high


def number_axis(values: Sequence[float], *, from_zero: bool, count: int = 5) -> Axis:
    """Return an axis of about ``count`` round steps that holds all values.

    Parameters
    ----------
    values : sequence of float
        What is plotted.
    from_zero : bool
        Whether zero must lie on it; else only where that wastes less than half of it.
    count : int
        Steps wished for.
    """
    low, high = min(values), max(values)
    if from_zero or low * high <= 0 or min(abs(low), abs(high)) <= max(abs(low), abs(high)) / 2:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low, low + 1) if low >= 0 else (low, 0.0)
    step = _round_step((high - low) / count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step)), _decimals(step))
    ticks = tuple(round(index * step, 12) for index in range(first, last + 1))
    return Axis(ticks, decimals)


def _round_step(rough: float) -> float:
    """Return the smallest round step (1, 2, 2.5, 5 times a power of ten) not below ``rough``."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _ROUND if step * power >= rough * (1 - 1e-9))


def _decimals(step: float) -> int:
    """Return the decimals it takes to write a step exactly."""
    return len(f"{step:.9f}".rstrip("0").partition(".")[2])


def tick_text(value: float, decimals: int, suffix: str = "") -> str:
    """Return the label of a tick."""
    text = f"{abs(value):,.{decimals}f}{suffix}"
    return f"{MINUS}{text}" if value < 0 else text


def position(period: Period) -> date:
    """Return the day at which a period stands on a time axis: its first, or a range's last."""
    return period.start if period.is_single else period.end


def instant(day: date) -> int:
    """Return a day as milliseconds of Coordinated Universal Time, as Vega counts."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def time_ticks(days: Sequence[date], room: float) -> tuple[tuple[date, ...], str]:
    """Return tick days between the first and last of ``days``, and the format of their labels.

    Whole years end on the year of the last day; shorter spans go by whole months. ``room`` is
    the length of the axis in pixels, along which no two labels may meet.
    """
    first, last = min(days), max(days)
    low = first.year * 12 + first.month - 1 + (first.day > 1)
    high = last.year * 12 + last.month - 1
    for step in _MONTH_STEPS:
        months = [month for month in range(low, high + 1) if _on_step(month, high, step)]
        if len(months) * _LABEL_ROOM[step >= 12] <= room:
            break
    ticks = tuple(date(month // 12, month % 12 + 1, 1) for month in months)
    return ticks or (first,), "%Y" if step >= 12 else "%b %Y"


def _on_step(month: int, last: int, step: int) -> bool:
    """Return whether a month, counted from year 0, is a tick of ``step`` months."""
    if step < 12:
        return month % step == 0
    return month % 12 == 0 and (last // 12 - month // 12) % (step // 12) == 0


_APART = 4.0  # times the last bound


def class_bounds(values: Sequence[float], count: int = 5) -> tuple[float, ...]:
    """Return the inner bounds of at most ``count`` classes, round and near the quantiles.

    Where the largest value stands far above the last bound, a class of its own is added, so that
    it does not share its shade with values a fraction of its size.

    Parameters
    ----------
    values : sequence of float
        Values not below zero.
    count : int
        Classes wished for; fewer where values lie close together.
    """
    ordered = sorted(values)
    cuts = [ordered[len(ordered) * index // count] for index in range(1, count)]
    bounds = sorted({_nearest_round(cut) for cut in cuts if cut > 0})
    inner = [bound for bound in bounds if ordered[0] < bound <= ordered[-1]]
    if inner and ordered[-1] > _APART * inner[-1]:
        inner.append(_nearest_round(math.sqrt(inner[-1]) * math.sqrt(ordered[-1])))
    return tuple(inner[-(count - 1) :])


def _nearest_round(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    step = min(
        (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.5, 10.0), key=lambda step: abs(step * power - value)
    )
    return float(f"{step * power:.6g}")
