"""Periods: what a number is about.

A period is a run of whole days written in one grain: a year ``2024``, a quarter ``2024-Q3``,
a month ``2024-07``, a day ``2024-07-15``, a range ``2024-01..2024-11`` of any one grain, or a
trailing year ``12m:2025-11``, the twelve months that end in November 2025.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from policywire.facts.errors import BadPeriod

__all__ = ["Frequency", "Period"]

_MONTHS = tuple(calendar.month_name)
_PATTERN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)


class Frequency(StrEnum):
    """The grain of a period or of a series."""

    YEAR = "A"
    QUARTER = "Q"
    MONTH = "M"
    DAY = "D"

    @property
    def months(self) -> int:
        """Whole months in one grain; 0 for days."""
        return {"A": 12, "Q": 3, "M": 1, "D": 0}[self.value]


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _add_months(day: date, months: int) -> date:
    """Return the first day of the month ``months`` after that of ``day``."""
    index = day.year * 12 + day.month - 1 + months
    if not 12 <= index < 9999 * 12:
        raise BadPeriod(f"A period {months} months from {day.isoformat()} leaves the calendar.")
    return date(index // 12, index % 12 + 1, 1)


def _grain_end(start: date, frequency: Frequency) -> date:
    """Return the last day of the grain that begins on ``start``."""
    if frequency is Frequency.DAY:
        return start
    last = _add_months(start, frequency.months - 1)
    return _month_end(last.year, last.month)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of whole days in one grain.

    Attributes
    ----------
    start, end : date
        First and last day, both inside.
    frequency : Frequency
        The grain it is written in; both ends lie on its borders.
    """

    start: date
    end: date
    frequency: Frequency

    @classmethod
    @lru_cache(maxsize=65536)
    def parse(cls, text: str) -> "Period":
        """Read a period; the inverse of ``str``.

        Raises
        ------
        BadPeriod
            If the text is no period, names no calendar day, or runs backwards.
        """
        if text.startswith("12m:"):
            return cls.trailing_year(_single(text[4:], text))
        first, dots, last = text.partition("..")
        start = _single(first, text)
        return start if not dots else start.through(_single(last, text))

    @classmethod
    def of(cls, frequency: Frequency, start: date) -> "Period":
        """Return the one grain of ``frequency`` that begins on ``start``."""
        return cls(start, _grain_end(start, frequency), frequency)

    @classmethod
    def trailing_year(cls, last: "Period") -> "Period":
        """Return the twelve months that end with the month ``last``."""
        if last.frequency is not Frequency.MONTH or not last.is_single:
            raise BadPeriod(f"A trailing year ends in a month such as 12m:2025-11, not in {last}.")
        return cls(_add_months(last.start, -11), last.end, Frequency.MONTH)

    @classmethod
    def holding(cls, day: date, frequency: Frequency) -> "Period":
        """Return the grain of ``frequency`` that holds ``day``."""
        return cls.of(frequency, _floor(day, frequency))

    def through(self, last: "Period") -> "Period":
        """Return the range from this period to ``last``, both inside."""
        if self.frequency is not last.frequency:
            raise BadPeriod(f"A range keeps one grain; {self}..{last} mixes two.")
        if last.end < self.end:
            raise BadPeriod(f"The range {self}..{last} runs backwards.")
        return self if last == self else Period(self.start, last.end, self.frequency)

    @property
    def is_single(self) -> bool:
        """Whether the period is one grain, not a range."""
        return self.end == _grain_end(self.start, self.frequency)

    @property
    def is_trailing_year(self) -> bool:
        """Whether the period is twelve months that are no calendar year."""
        twelve = self.frequency is Frequency.MONTH and self.months == 12
        return twelve and self.start.month != 1

    @property
    def months(self) -> int:
        """Whole months covered; 0 for days."""
        if self.frequency is Frequency.DAY:
            return 0
        years = self.end.year - self.start.year
        return years * 12 + self.end.month - self.start.month + 1

    def covers(self, other: "Period") -> bool:
        """Return whether every day of ``other`` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def same_days(self, other: "Period") -> bool:
        """Return whether both cover the same days, whatever their grain."""
        return self.start == other.start and self.end == other.end

    def same_season(self, other: "Period") -> bool:
        """Return whether both cover the same calendar months, in whichever years."""
        return self.months == other.months and self.start.month == other.start.month

    def split(self, frequency: Frequency) -> "tuple[Period, ...]":
        """Return the grains of ``frequency`` that tile this period, in order.

        Raises
        ------
        BadPeriod
            If the grains do not tile it, as when a month is cut into years.
        """
        grains = [Period.of(frequency, self.start)]
        while grains[-1].end < self.end:
            grains.append(Period.of(frequency, grains[-1].end + timedelta(days=1)))
        if grains[-1].end != self.end or _floor(self.start, frequency) != self.start:
            raise BadPeriod(f"{self} is not made of whole grains of frequency {frequency.value}.")
        return tuple(grains)

    def shift_years(self, years: int) -> "Period":
        """Return the same months ``years`` later (earlier when negative)."""
        if self.frequency is Frequency.DAY:
            raise BadPeriod(f"{self} is a day; only months, quarters and years move by years.")
        last = _add_months(self.end, 12 * years)
        end = _month_end(last.year, last.month)
        return Period(_add_months(self.start, 12 * years), end, self.frequency)

    def words(self) -> str:
        """Return the period in English, American order: ``November 2025``."""
        if self.is_trailing_year:
            return f"the 12 months to {_month_words(self.end)}"
        if self.is_single:
            return _grain_words(self.start, self.frequency)
        return _range_words(self)

    def __str__(self) -> str:
        """Return the text that :meth:`parse` reads back."""
        if self.is_trailing_year:
            return f"12m:{_grain_text(self.end, Frequency.MONTH)}"
        first = _grain_text(self.start, self.frequency)
        last = _grain_text(self.end, self.frequency)
        return first if first == last else f"{first}..{last}"


def _floor(day: date, frequency: Frequency) -> date:
    """Return the first day of the grain that holds ``day``."""
    if frequency is Frequency.DAY:
        return day
    step = frequency.months
    return date(day.year, (day.month - 1) // step * step + 1, 1)


def _single(text: str, whole: str) -> Period:
    """Read one grain; ``whole`` is the text the reader wrote."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise BadPeriod(_how(whole))
    year, quarter, month, day = match.groups()
    try:
        if quarter:
            return Period.of(Frequency.QUARTER, date(int(year), int(quarter) * 3 - 2, 1))
        if day:
            return Period.of(Frequency.DAY, date(int(year), int(month), int(day)))
        grain = Frequency.MONTH if month else Frequency.YEAR
        return Period.of(grain, date(int(year), int(month or 1), 1))
    except ValueError as error:
        raise BadPeriod(f"'{whole}' names no calendar day ({error}).") from error


def _how(text: str) -> str:
    return (
        f"'{text}' is no period. Write 2024, 2024-Q3, 2024-07, 2024-07-15, "
        "a range 2024-01..2024-11, or 12m:2025-11 for the twelve months to November 2025."
    )


def _grain_text(day: date, frequency: Frequency) -> str:
    if frequency is Frequency.YEAR:
        return f"{day.year:04d}"
    if frequency is Frequency.QUARTER:
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    return day.isoformat() if frequency is Frequency.DAY else f"{day.year:04d}-{day.month:02d}"


def _month_words(day: date) -> str:
    return f"{_MONTHS[day.month]} {day.year}"


def _grain_words(day: date, frequency: Frequency) -> str:
    if frequency is Frequency.YEAR:
        return str(day.year)
    if frequency is Frequency.QUARTER:
        ordinal = ("first", "second", "third", "fourth")[(day.month - 1) // 3]
        return f"the {ordinal} quarter of {day.year}"
    if frequency is Frequency.DAY:
        return f"{_MONTHS[day.month]} {day.day}, {day.year}"
    return _month_words(day)


def _range_words(period: Period) -> str:
    last = _floor(period.end, period.frequency)
    if period.frequency is Frequency.MONTH and period.start.year == period.end.year:
        return f"{_MONTHS[period.start.month]} to {_month_words(last)}"
    first = _grain_words(period.start, period.frequency)
    return f"{first} to {_grain_words(last, period.frequency)}"
