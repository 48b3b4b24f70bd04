"""Files into arrays: surprises by announcement and series by month, checked at the door."""

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from policywire.facts.errors import ArrivalRefused, MissingObservation
from policywire.models.monetary.response import Array

__all__ = [
    "RATES",
    "SCALE",
    "STOCKS",
    "Announcements",
    "Months",
    "monthly_sums",
    "numbers",
    "read_announcements",
    "read_columns",
    "read_months",
]

# The instruments of Jarocinski and Karadi's component, in whose last one it is scaled.
RATES = ("MP1", "FF4", "ED2", "ED3", "ED4")
SCALE = RATES.index("ED4")
STOCKS = "SP500"


@dataclass(frozen=True, slots=True)
class Announcements:
    """Surprises by announcement.

    Attributes
    ----------
    start : tuple of str
        N New York times, ``2023-07-26 14:00``.
    description : tuple of str
        N lines of the source.
    held : Mapping of str to Array
        By instrument, percentage points or percent, NaN where missing, shape (N,).
    """

    start: tuple[str, ...]
    description: tuple[str, ...]
    held: Mapping[str, Array]

    def columns(self, names: Iterable[str]) -> Array:
        """Return instruments side by side, shape (N, K)."""
        return np.column_stack([self.held[name] for name in names])


@dataclass(frozen=True, slots=True)
class Months:
    """Series by month, without a month left out.

    Attributes
    ----------
    first : date
        First day of the first month.
    held : Mapping of str to Array
        By name, NaN where missing, shape (T,).
    """

    first: date
    held: Mapping[str, Array]

    def place(self, month: date) -> int:
        """Return the place of a month in the series; it may lie outside."""
        return (month.year - self.first.year) * 12 + month.month - self.first.month

    def between(self, names: Iterable[str], start: date, end: date) -> Array:
        """Return series side by side from one month to another, both included, shape (T, K).

        Raises
        ------
        MissingObservation
            If a month is not held, or a value is missing in one.
        """
        low, high = self.place(start), self.place(end) + 1
        count = len(next(iter(self.held.values())))
        if not 0 <= low < high <= count:
            raise MissingObservation(
                f"{start:%Y-%m} to {end:%Y-%m} is not held; {count} months from "
                f"{self.first:%Y-%m} are."
            )
        for name in names:
            gaps = np.flatnonzero(~np.isfinite(self.held[name][low:high]))
            if len(gaps):
                raise MissingObservation(
                    f"{name} has no value for {_later(start, int(gaps[0])):%Y-%m}"
                    f"{' and others' if len(gaps) > 1 else ''}: missing at source or not begun. "
                    "Cut the sample before it."
                )
        return np.column_stack([self.held[name][low:high] for name in names])


def _later(month: date, count: int) -> date:
    total = month.year * 12 + month.month - 1 + count
    return date(total // 12, total % 12 + 1, 1)


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.reader(handle))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ArrivalRefused(f"{path.name} cannot be read: {error}.") from error
    if len(rows) < 2:
        raise ArrivalRefused(f"{path.name} holds no rows.")
    return rows


def read_columns(path: Path, wanted: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the wanted columns of a CSV file as text.

    Raises
    ------
    ArrivalRefused
        If the file cannot be read, is empty, lacks a column, or a row is short.
    """
    header, *body = _rows(path)
    lacking = [name for name in wanted if name not in header]
    if lacking:
        raise ArrivalRefused(f"{path.name} lacks {', '.join(lacking)}; it has {', '.join(header)}.")
    short = next((at for at, row in enumerate(body, 2) if len(row) != len(header)), None)
    if short:
        raise ArrivalRefused(f"{path.name}:{short} has another number of values than the header.")
    return {name: tuple(row[header.index(name)] for row in body) for name in wanted}


def numbers(path: Path, name: str, texts: Iterable[str]) -> Array:
    """Return texts as numbers, NaN for empty ones.

    Raises
    ------
    ArrivalRefused
        If a text is no number.
    """
    held = []
    for row, text in enumerate(texts, 2):
        try:
            value = float(text) if text.strip() else math.nan
        except ValueError as error:
            raise ArrivalRefused(f"{path.name}:{row}: '{text}' in {name} is no number.") from error
        if math.isinf(value):
            raise ArrivalRefused(f"{path.name}:{row}: {name} is infinite.")
        held.append(value)
    return np.array(held)


def read_announcements(path: Path, instruments: Iterable[str], since: int = 1990) -> Announcements:
    """Read surprises by announcement, in the layout of Jarocinski and Karadi's public file.

    Parameters
    ----------
    path : Path
        CSV with ``start``, ``description`` and a column for each instrument.
    instruments : iterable of str
        Columns wanted.
    since : int
        First year; before 1990 most futures were not traded yet.

    Raises
    ------
    ArrivalRefused
        If the file breaks the layout, or its announcements are out of order.
    """
    names = tuple(instruments)
    texts = read_columns(path, ("start", "description", *names))
    start = tuple(text[:16] for text in texts["start"])
    if sorted(set(start)) != list(start):
        raise ArrivalRefused(f"{path.name}: announcements are out of order, or one stands twice.")
    kept = [at for at, text in enumerate(start) if text >= str(since)]
    return Announcements(
        tuple(start[at] for at in kept),
        tuple(texts["description"][at] for at in kept),
        {name: numbers(path, name, texts[name])[kept] for name in names},
    )


def read_months(path: Path, names: Iterable[str]) -> Months:
    """Read series by month from a CSV with ``year`` and ``month``, or with ``date``.

    Raises
    ------
    ArrivalRefused
        If the file breaks the layout or leaves out a month.
    """
    wanted = tuple(names)
    with_date = "date" in _rows(path)[0]
    keys = ("date",) if with_date else ("year", "month")
    texts = read_columns(path, (*keys, *wanted))
    try:
        if with_date:
            months = [date.fromisoformat(text).replace(day=1) for text in texts["date"]]
        else:
            pairs = zip(texts["year"], texts["month"], strict=True)
            months = [date(int(year), int(month), 1) for year, month in pairs]
    except ValueError as error:
        raise ArrivalRefused(f"{path.name}: a month cannot be read: {error}.") from error
    for at, month in enumerate(months):
        if month != _later(months[0], at):
            raise ArrivalRefused(f"{path.name} leaves out or repeats a month before {month:%Y-%m}.")
    return Months(months[0], {name: numbers(path, name, texts[name]) for name in wanted})


def monthly_sums(start: Iterable[str], value: Array, months: Months) -> Array:
    """Return announcements' surprises summed by month, NaN before the first and after the last.

    A month without an announcement counts as none: its surprise is zero.
    """
    count = len(next(iter(months.held.values())))
    places = [months.place(date(int(text[:4]), int(text[5:7]), 1)) for text in start]
    total = np.full(count, np.nan)
    total[max(0, min(places)) : max(places) + 1] = 0.0
    for place, size in zip(places, value, strict=True):
        if 0 <= place < count:
            total[place] += size
    return total
