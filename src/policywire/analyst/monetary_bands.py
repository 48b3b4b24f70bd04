"""Sizes, signs and horizons that a sentence gives a surprise, held to the response tables.

A size is held for a surprise alone: a market response of stated size to a move of the rate, with
nothing said of what was expected, is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from policywire.analyst.monetary_sizes import AMOUNT, horizon_of, in_unit, same_time
from policywire.analyst.monetary_words import (
    DIRECTION,
    LATER,
    SHORT,
    SURPRISED,
    Claimed,
    days_in,
    denied,
    months_in,
)
from policywire.analyst.surprises import ASSETS, EASIER, SIZED, STEP, surprise_in
from policywire.models.monetary.respond import LARGEST_BP, assets, months, quarters
from policywire.models.monetary.response import Response

__all__ = ["bands"]

_UNSIZED = re.compile(
    r"\b(?:(?:tightening|tighter|hawkish|easing|easier|dovish) surprises?"
    r"|(?:unexpected|unanticipated|surprise) (?:rate )?"
    r"(?:cut|hike|increase|tightening|easing)s?)\b",
    re.IGNORECASE,
)
_MOVE = re.compile(
    rf"{SIZED} (?:rate )?{STEP}|\b{STEP} of (?:about )?(?:{SIZED.replace('P<', 'P<of_')})",
    re.IGNORECASE,
)
_CUTS = re.compile(
    r";| while | whereas | but | and (?=(?:rais|lift|lower|push|add|sink|send|tak|cut|reduc)\w*)",
    re.IGNORECASE,
)
_SAMPLE = re.compile(
    r"\b(?:sample|data|record|history|estimated|measured|regressions?)\b[^,.;]{0,20}$",
    re.IGNORECASE,
)
_SAMPLES = ("all", "since-2009", "scheduled")


@dataclass(frozen=True, slots=True)
class _Thing:
    """A variable of the tables, and the words that name it.

    Attributes
    ----------
    market : str
        Its name among the assets; empty where the event regressions do not hold it.
    economy : tuple of str
        Its names among the models of the economy; empty where they do not hold it.
    words : re.Pattern
        What names it in prose.
    """

    market: str
    economy: tuple[str, ...]
    words: re.Pattern[str]


def _thing(market: str, economy: str, words: str) -> _Thing:
    return _Thing(market, tuple(economy.split()), re.compile(rf"\b(?:{words})\b", re.IGNORECASE))


_ECONOMY = {f"yield_{year}y": f"yield_{year}y" for year in (5, 10, 30)}
_THINGS = (
    *(_thing(name, _ECONOMY.get(name, ""), words) for name, words in ASSETS.items()),
    _thing("", "industrial_production", "industrial (?:production|output)"),
    _thing("", "unemployment", "unemployment(?: rate)?|jobless rate"),
    _thing("", "gdp output_gap", "GDP|output gap|(?<!industrial )output"),
    _thing("", "consumer_prices pce_prices", "consumer prices|the price level|CPI"),
    _thing("", "inflation core_inflation", "inflation"),
)


@dataclass(frozen=True, slots=True)
class _Band:
    """The widest band over what is held, in one unit; the words that say of what."""

    low: float
    high: float
    unit: str
    told: str


@dataclass(frozen=True, slots=True)
class _Given:
    """A surprise in a sentence: its size, basis points, where it stands, whether it was written."""

    size: float
    span: tuple[int, int]
    sized: bool


def bands(text: str) -> Iterator[Claimed]:
    """Yield the responses of a sentence that lie outside what the tables hold.

    Parameters
    ----------
    text : str
        One sentence, as printed.
    """
    given = _given(text)
    if given is None:
        yield from _moves(text)
        return
    if not 0 < abs(given.size) <= LARGEST_BP:
        return
    for start, end, thing, hit in _told(text):
        if not denied(text, start, end):
            yield from _checked(text, given, (start, end), (thing, hit))


def _given(text: str) -> _Given | None:
    """Return the surprise that a sentence speaks of; 10 bp where it gives no size."""
    if SURPRISED.search(text) is None:
        return None
    if found := surprise_in(text):
        return _Given(found.size, (found.start, found.end), sized=True)
    if unsized := _UNSIZED.search(text):
        return _Given(-10.0 if EASIER.search(unsized[0]) else 10.0, unsized.span(), sized=False)
    return None


def _told(text: str) -> Iterator[tuple[int, int, _Thing, re.Match[str]]]:
    """Yield each variable named, with where the part of the sentence about it starts and ends."""
    cuts = [0, *(found.start() for found in _CUTS.finditer(text)), len(text)]
    for thing in _THINGS:
        hit = thing.words.search(text)
        if hit is not None:
            start = max(cut for cut in cuts if cut <= hit.start())
            yield start, min(cut for cut in cuts if cut > hit.start()), thing, hit


def _checked(
    text: str, given: _Given, part: tuple[int, int], named: tuple[_Thing, re.Match[str]]
) -> Iterator[Claimed]:
    thing, hit = named
    late = _late(text)
    if late is not None and not thing.economy:
        why = f"what is held of {hit[0]} is of the 30 minutes around an announcement"
        yield Claimed("band", late[0], *late.span(), why)
        return
    soon = SHORT.search(text)
    if soon is not None and not thing.market:
        why = f"what is held of {hit[0]} is of months and quarters"
        yield Claimed("band", soon[0], *soon.span(), why)
        return
    held = _band(thing, given.size, horizon_of(text) if late else "")
    if held is not None:
        yield from _outside(text, given, part, hit, held)


def _late(text: str) -> re.Match[str] | None:
    """Return words that tell of weeks and years, not of a sample's length."""
    for found in LATER.finditer(text):
        if not _SAMPLE.search(text[: found.start()]):
            return found
    return None


@lru_cache(maxsize=256)
def _band(thing: _Thing, size: float, horizon: str) -> _Band | None:
    """Return the widest band of a variable over samples, models and, where none is named, time."""
    if thing.market and not horizon:
        rows = [
            one
            for sample in _SAMPLES
            for one in assets(size, sample=sample)
            if one.variable == thing.market
        ]
        return _widest(rows, f"after {size:+g} bp, 90 percent, three samples")
    rows = [one for one in (*months(size), *quarters(size)) if one.variable in thing.economy]
    near = [one for one in rows if one.horizon in same_time(horizon)]
    when = "" if not near else f" at {horizon}"
    return _widest(near or rows, f"after {size:+g} bp{when}, both models")


def _widest(rows: list[Response], told: str) -> _Band | None:
    lows = [one.low for one in rows if one.low is not None]
    highs = [one.high for one in rows if one.high is not None]
    if not lows or not highs:
        return None
    low, high, unit = min(lows), max(highs), rows[0].unit
    return _Band(low, high, unit, f"{low:+.2f} to {high:+.2f} {unit} {told}")


def _outside(
    text: str, given: _Given, part: tuple[int, int], hit: re.Match[str], held: _Band
) -> Iterator[Claimed]:
    """Yield a claim whose sign or size the band does not hold."""
    move = _nearest(text, given, part, hit)
    up = move is None or move["up"] is not None
    if move is not None and ((up and held.high <= 0) or (not up and held.low >= 0)):
        yield Claimed("band", move[0], *move.span(), f"its sign is the other: {held.told}")
        return
    if not given.sized:
        return
    for amount in AMOUNT.finditer(text, *part):
        if _apart(amount.span(), given.span) and (move is not None or amount["sign"]):
            value = in_unit(amount["size"], amount["unit"], held.unit)
            below = amount["sign"] in ("-", "−") or not up
            if value is None or not held.low <= (-value if below else value) <= held.high:
                yield Claimed("band", amount[0], *amount.span(), f"outside its band: {held.told}")
                return


def _nearest(
    text: str, given: _Given, part: tuple[int, int], hit: re.Match[str]
) -> re.Match[str] | None:
    """Return the move told nearest to a variable's name, none of the surprise's own words."""
    moves = [one for one in DIRECTION.finditer(text, *part) if _apart(one.span(), given.span)]
    if not moves:
        return None
    return min(moves, key=lambda one: max(one.start() - hit.end(), hit.start() - one.end()))


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] <= other[0] or one[0] >= other[1]


def _moves(text: str) -> Iterator[Claimed]:
    """Yield a market response of stated size to a move of the rate, without a surprise."""
    move = _MOVE.search(text)
    if move is None or SURPRISED.search(text) or next(days_in(text), next(months_in(text), None)):
        return
    for start, end, thing, hit in _told(text):
        amounts = [one for one in AMOUNT.finditer(text, start, end)
                   if _apart(one.span(), move.span())]  # fmt: skip
        moves = [one for one in DIRECTION.finditer(text, start, end)
                 if _apart(one.span(), move.span())]  # fmt: skip
        if thing.market and amounts and moves and not denied(text, start, end):
            why = f"a size of {hit[0]} is held for a surprise; what of this move was priced in?"
            yield Claimed("band", amounts[0][0], *amounts[0].span(), why)
            return
