"""D1 and X2: what a text says of two of its numbers, worked out from the numbers."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policywire.analyst.prose.binding import Bound
from policywire.analyst.prose.profiles import Profile
from policywire.analyst.prose.reading import Reading
from policywire.analyst.prose.turns import COMPARED, MOVED
from policywire.analyst.reading.marks import NumeralKind
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.bearing import Sort
from policywire.analyst.rules.faults import Fault, fault

__all__ = ["check_compared"]

_TOGETHER = re.compile(
    r"(?<!\w)(?:together|combined|in total|in all|in sum|(?:which|that) (?:make|add up to|sum to)"
    r"|for a total of|altogether)(?: (?:about|some|of|to|they (?:make|come to)))*\s*$",
    re.IGNORECASE,
)
_AGAINST = sifted(r"(?<!\w)(?:compared with|against|after|from|versus|than)\s*$", re.IGNORECASE)
_ANY = re.compile(r"\s*(?:any|every|ever|all|half|most)(?!\w)", re.IGNORECASE)
_SLACK = 0.02
_REACH = 30


def check_compared(reading: Reading, bound: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault where two numbers stand the other way round, or parts do not add."""
    told = [one for one in bound if one.profile is not None and not one.profile.is_rule]
    yield from _orders(reading, bound)
    yield from _courses(reading, told)
    yield from _sums(reading, told)


def _orders(reading: Reading, bound: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault for each word of comparison that two numbers around it belie."""
    levels = [one for one in bound if one.profile is None or one.profile.sort is not Sort.CHANGE]
    for match in COMPARED.finditer(reading.text):
        if _ANY.match(reading.text, match.end()) or _sizes_change(match, bound):
            continue
        pair = _pair(match, levels, reading.text)
        if pair is None and _is_first(match, bound):
            pair = _pair(match, bound, reading.text)
        if pair is None:
            continue
        first, second = (abs(one.numeral.value) for one in pair)
        if first != second and (first > second) != (match["up"] is not None):
            yield fault("D1", match[0], match.span(), "the numbers say otherwise")


def _sizes_change(match: re.Match[str], bound: Sequence[Bound]) -> bool:
    """Return whether the word belongs to the number of a change right before it."""
    return any(
        one.profile is not None
        and one.profile.sort is Sort.CHANGE
        and 0 <= match.start() - one.numeral.end <= 2
        for one in bound
    )


def _is_first(match: re.Match[str], bound: Sequence[Bound]) -> bool:
    return all(one.numeral.start >= match.end() for one in bound)


def _is_base(one: Bound, text: str) -> bool:
    """Return whether a number is what another is set against."""
    return _AGAINST.search(text, 0, one.numeral.start) is not None


def _pair(match: re.Match[str], levels: Sequence[Bound], text: str) -> tuple[Bound, Bound] | None:
    """Return the numbers before and after a word; the first two after it where none is before."""
    before = [one for one in levels if one.numeral.end <= match.start()]
    if len(before) > 1:
        before = [one for one in before if not _is_base(one, text)] or before
    after = [one for one in levels if one.numeral.start >= match.end()]
    if before and after:
        pair = before[-1], after[0]
    elif len(after) > 1:
        based = [one for one in after[1:] if _is_base(one, text)]
        pair = after[0], (based or after[1:])[0]
    else:
        return None
    one, other = (item.numeral for item in pair)
    alike = one.kind is other.kind and one.unit == other.unit and one.kind is not NumeralKind.RANK
    return pair if alike else None


def _courses(reading: Reading, told: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault where one thing at two times went the other way than told."""
    if any(one.profile is not None and one.profile.sort is Sort.CHANGE for one in told):
        return
    turns = list(MOVED.finditer(reading.text))
    ways = {turn["up"] is not None for turn in turns}
    if len(ways) != 1:
        return
    for one, other in pairwise(told):
        if one.profile is None or other.profile is None or not _same(one.profile, other.profile):
            continue
        first, last = sorted((one.profile, other.profile), key=lambda item: item.period.end)
        if first.value != last.value and (abs(last.value) > abs(first.value)) not in ways:
            yield fault("D4", turns[0][0], turns[0].span(), "the numbers say otherwise")


def _same(one: Profile, other: Profile) -> bool:
    """Return whether two figures are of one thing at two times, whose rise is a rise in words."""
    keys = [
        (item.place, item.accepted, item.products, item.kind, item.unit) for item in (one, other)
    ]
    return (
        keys[0] == keys[1]
        and one.period.end != other.period.end
        and not {"peso", "dollar_index"} & one.accepted
    )


def _sums(reading: Reading, told: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault for each number said to be the sum of those before that is not."""
    for at, one in enumerate(told):
        start = max(0, one.numeral.start - _REACH)
        if at < 2 or not _TOGETHER.search(reading.text[start : one.numeral.start]):
            continue
        parts = [item.numeral.value for item in told[:at] if item.numeral.kind is one.numeral.kind]
        wanted = abs(one.numeral.value)
        sums = [abs(sum(parts[first:])) for first in range(len(parts) - 1)]
        if not any(abs(total - wanted) <= _SLACK * wanted for total in sums):
            yield fault("X2", one.numeral.text, (one.numeral.start, one.numeral.end))
