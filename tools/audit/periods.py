"""Periods as codes (``2024-01..2024-11``) and as English words (``January to November 2024``)."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

__all__ = ["PHRASE", "Span", "parse_code", "parse_words"]

_NAMES: tuple[str, ...] = ("January", "February", "March", "April", "May", "June", "July", "August")
_NAMES += ("September", "October", "November", "December")
_MONTHS = {name: at for at, name in enumerate(_NAMES, start=1)} | {
    name[:3]: at for at, name in enumerate(_NAMES, start=1)
}
_MONTHS["Sept"] = 9
_STEPS = {"A": 12, "Q": 3, "M": 1}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` to ``end``, told in years, quarters, months or days (A, Q, M, D)."""

    start: date
    end: date
    grain: str

    def same_days(self, other: "Span | None") -> bool:
        """Return whether another span covers the same days."""
        return other is not None and (self.start, self.end) == (other.start, other.end)

    def grains(self, grain: str) -> list[date]:
        """Return the first day of each ``grain`` inside."""
        step, day, days = _STEPS[grain], self.start, []
        while day <= self.end:
            days.append(day)
            day = _months_on(day, step)
        return days

    def covers(self, grain: str) -> bool:
        """Return whether the span starts and ends where grains do."""
        step = _STEPS[grain]
        whole = self.start.day == 1 and (self.start.month - 1) % step == 0
        after = self.end + timedelta(days=1)
        return whole and after.day == 1 and (after.month - 1) % step == 0

    def shift(self, years: int) -> "Span":
        """Return the same months of another year."""
        end = self.end
        if self.grain == "D":
            return Span(_year_on(self.start, years), _year_on(end, years), "D")
        last = monthrange(end.year + years, end.month)[1]
        return Span(
            self.start.replace(year=self.start.year + years),
            end.replace(year=end.year + years, day=last),
            self.grain,
        )


def _year_on(day: date, years: int) -> date:
    last = monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


def _months_on(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _grain(year: int, month: int, grain: str) -> Span:
    start = date(year, month, 1)
    return Span(start, _months_on(start, _STEPS[grain]) - timedelta(days=1), grain)


# ------------------------------------------------------------------- codes

_CODE = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?")


@cache
def parse_code(text: str) -> Span | None:
    """Return the span a code names, or None."""
    try:
        if text.startswith("12m:"):
            last = _one_code(text[4:])
            return Span(_months_on(last.start, -11), last.end, "M") if last.grain == "M" else None
        first, _, last_text = text.partition("..")
        start = _one_code(first)
        return Span(start.start, _one_code(last_text).end, start.grain) if last_text else start
    except ValueError:
        return None


def _one_code(text: str) -> Span:
    match = _CODE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, quarter, month, day = match.groups()
    if quarter:
        return _grain(int(year), int(quarter) * 3 - 2, "Q")
    if day:
        start = date(int(year), int(month), int(day))
        return Span(start, start, "D")
    return _grain(int(year), int(month), "M") if month else _grain(int(year), 1, "A")


# ------------------------------------------------------------------- words

_M = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_Y = r"((?:19|20)\d\d)"
_TO = r" ?(?:to|through|–|-) ?"
_QUARTER = r"(?:[Tt]he )?(first|second|third|fourth) quarter of " + _Y
_QUARTERS = {"first": 1, "second": 4, "third": 7, "fourth": 10}


def _day(month: str, day: str, year: str) -> Span:
    start = date(int(year), _MONTHS[month], int(day))
    return Span(start, start, "D")


def _month(month: str, year: str) -> Span:
    return _grain(int(year), _MONTHS[month], "M")


def _quarter(name: str, year: str) -> Span:
    return _grain(int(year), _QUARTERS[name], "Q")


def _trailing(month: str, year: str) -> Span:
    last = _month(month, year)
    return Span(_months_on(last.start, -11), last.end, "M")


def _through(first: Span, last: Span) -> Span:
    return Span(first.start, last.end, first.grain)


_FORMS: tuple[tuple[str, Callable[..., Span]], ...] = (
    (rf"(?:[Tt]he )?(?:12|twelve) months (?:to|through) {_M} {_Y}", _trailing),
    (rf"[Yy]ear to {_M} {_Y}", _trailing),
    (
        rf"{_M} (\d\d?), {_Y}{_TO}{_M} (\d\d?), {_Y}",
        lambda *x: _through(_day(*x[:3]), _day(*x[3:])),
    ),
    (rf"{_M} (\d\d?){_TO}(\d\d?), {_Y}", lambda m, a, b, y: _through(_day(m, a, y), _day(m, b, y))),
    (rf"{_M} (\d\d?), {_Y}", _day),
    (rf"{_M} {_Y}{_TO}{_M} {_Y}", lambda *x: _through(_month(*x[:2]), _month(*x[2:]))),
    (rf"{_M}{_TO}{_M} {_Y}", lambda m, n, y: _through(_month(m, y), _month(n, y))),
    (rf"{_M} {_Y}", _month),
    (rf"{_QUARTER}{_TO}{_QUARTER}", lambda *x: _through(_quarter(*x[:2]), _quarter(*x[2:]))),
    (_QUARTER, _quarter),
    (rf"Q([1-4]) {_Y}", lambda q, y: _grain(int(y), int(q) * 3 - 2, "Q")),
    (
        rf"{_Y}{_TO}{_Y}",
        lambda a, b: _through(_grain(int(a), 1, "A"), _grain(int(b), 1, "A")),
    ),
    (_Y, lambda y: _grain(int(y), 1, "A")),
)
_READERS = tuple((re.compile(form), read) for form, read in _FORMS)
PHRASE = re.compile(
    r"(?<![\w.,$])(?:"
    + "|".join(re.sub(r"\((?!\?)", "(?:", form) for form, _ in _FORMS)
    + r")(?!\w)"
)


@cache
def parse_words(text: str) -> Span | None:
    """Return the span English words name, or None."""
    for pattern, read in _READERS:
        if match := pattern.fullmatch(text):
            try:
                return read(*match.groups())
            except ValueError:
                return None
    return None
