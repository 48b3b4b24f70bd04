"""Binding: which figure each number of a text is, and what speaks against it.

The place, measure and period of a number stand before it or after it; a sentence that holds
together does it one way throughout a clause. So each clause is read every way there is, and the
reading under which most of its numbers fit some figure is taken. What then fits none is a fault.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from policywire.analyst.prose.cues import cues, words_of
from policywire.analyst.prose.profiles import Profile
from policywire.analyst.prose.reading import Moment, Reading
from policywire.analyst.reading.marks import Mention, Numeral
from policywire.analyst.rules.bearing import Sort
from policywire.facts import Frequency, Period

__all__ = ["Bound", "bind", "picked_by"]

_REPORTER, _WORLD = "USA", "WLD"
_MIRROR = {"imports": "exports", "exports": "imports"}
_AGENT_REACH = 24


@dataclass(frozen=True, slots=True)
class Bound:
    """A number of a text with the figure it is taken for.

    Attributes
    ----------
    numeral : Numeral
        The number.
    profile : Profile or None
        The figure; None where none prints it.
    codes : tuple of str
        What speaks against it: ``place``, ``measure``, ``product``, ``period``.
    """

    numeral: Numeral
    profile: Profile | None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Slot:
    """A number with the numbers around it."""

    numeral: Numeral
    before: int  # where the number before ends
    after: int  # where the number after begins
    clause: tuple[int, int]


_Mark = Mention | Moment
_Pick = Callable[[Sequence[_Mark], _Slot], _Mark | None]


def bind(
    reading: Reading,
    candidates: Sequence[tuple[Numeral, tuple[Profile, ...]]],
    fits: Callable[[Numeral, Profile], bool],
) -> tuple[Bound, ...]:
    """Bind every number of a text.

    Parameters
    ----------
    reading : Reading
        The text.
    candidates : sequence of (Numeral, tuple of Profile)
        Each number with the figures that print it.
    fits : callable
        Whether the words next to a number let it be a figure of such a sort.
    """
    slots = _slots(reading, [numeral for numeral, _ in candidates])
    made: list[Bound] = []
    for part in sorted({reading.part(numeral.start) for numeral, _ in candidates}):
        here = [
            (slot, profiles)
            for slot, (numeral, profiles) in zip(slots, candidates, strict=True)
            if reading.part(numeral.start) == part
        ]
        made += _best(reading, here, fits)
    return tuple(made)


def _slots(reading: Reading, marks: list[Numeral]) -> list[_Slot]:
    ends = [0, *(one.end for one in marks)]
    starts = [*(one.start for one in marks[1:]), len(reading.text)]
    return [
        _Slot(one, before, after, reading.clause(one.start))
        for one, before, after in zip(marks, ends, starts, strict=False)
    ]


def _best(
    reading: Reading,
    here: list[tuple[_Slot, tuple[Profile, ...]]],
    fits: Callable[[Numeral, Profile], bool],
) -> list[Bound]:
    """Return the reading of a clause under which the least speaks against its numbers."""
    tables = [_table(reading, slot, profiles, fits) for slot, profiles in here]
    best: list[Bound] = []
    least = (1 << 30, 1 << 30)
    for ways in product(range(len(_WAYS)), repeat=3):
        made = [_chosen(slot, table, ways) for (slot, _), table in zip(here, tables, strict=True)]
        weight = (
            sum(bool(one.codes) for one in made),
            sum(len(one.codes) for one in made),
        )
        if weight < least:
            best, least = made, weight
        if least[0] == 0:
            break
    return best


_Row = tuple[Profile, bool, tuple[bool, ...], tuple[bool, ...], tuple[bool, ...]]


def _table(
    reading: Reading,
    slot: _Slot,
    profiles: tuple[Profile, ...],
    fits: Callable[[Numeral, Profile], bool],
) -> list[_Row]:
    """Return for each figure whether its place, measure and period stand there, each way read."""
    return [
        (
            profile,
            fits(slot.numeral, profile),
            tuple(_is_place(reading, slot, profile, way) for way in _WAYS),
            tuple(_is_measure(reading, slot, profile, way) for way in _WAYS),
            tuple(_is_period(reading, slot, profile, way) for way in _WAYS),
        )
        for profile in profiles
    ]


def _chosen(slot: _Slot, table: list[_Row], ways: tuple[int, ...]) -> Bound:
    """Return the figure against which least speaks."""
    best = Bound(slot.numeral, None)
    for profile, sort, *told in table:
        codes = [
            code
            for code, row, way in zip(("place", "measure", "period"), told, ways, strict=True)
            if not row[way]
        ]
        codes += [] if sort else ["sort"]
        if best.profile is None or len(codes) < len(best.codes):
            best = Bound(slot.numeral, profile, tuple(codes))
        if not codes:
            break
    return best


# ------------------------------------------------------------------- the ways to read


def _last(marks: Sequence[_Mark], start: int, end: int) -> _Mark | None:
    return next((one for one in reversed(marks) if start <= one.start and one.end <= end), None)


def _first(marks: Sequence[_Mark], start: int, end: int) -> _Mark | None:
    return next((one for one in marks if start <= one.start < end), None)


def _before(marks: Sequence[_Mark], slot: _Slot) -> _Mark | None:
    """Return the nearest mark before a number; after it where none is."""
    start, end = slot.clause
    number = slot.numeral
    return (
        _last(marks, start, number.start)
        or _last(marks, 0, number.start)
        or _first(marks, number.end, end)
        or _first(marks, number.end, 1 << 30)
    )


def _after(marks: Sequence[_Mark], slot: _Slot) -> _Mark | None:
    """Return the nearest mark after a number in its clause; before it where none is."""
    start, end = slot.clause
    number = slot.numeral
    return (
        _first(marks, number.end, end)
        or _last(marks, start, number.start)
        or _last(marks, 0, number.start)
        or _first(marks, number.end, 1 << 30)
    )


def _beside_after(marks: Sequence[_Mark], slot: _Slot) -> _Mark | None:
    """Return the mark between a number and the next one; else the nearest before."""
    return _first(marks, slot.numeral.end, min(slot.after, slot.clause[1])) or _before(marks, slot)


def _beside_before(marks: Sequence[_Mark], slot: _Slot) -> _Mark | None:
    """Return the mark between the number before and a number; else the nearest after."""
    start = max(slot.before, slot.clause[0])
    return _last(marks, start, slot.numeral.start) or _after(marks, slot)


_WAYS: tuple[_Pick, ...] = (_beside_after, _beside_before, _before, _after)


def picked_by(marks: Sequence[Mention], numeral: Numeral, reading: Reading) -> Mention | None:
    """Return the mention nearest before a number, else the nearest after."""
    slot = _Slot(numeral, 0, len(reading.text), reading.clause(numeral.start))
    found = _before(marks, slot)
    assert found is None or isinstance(found, Mention)
    return found


# ------------------------------------------------------------------- places


def _is_place(reading: Reading, slot: _Slot, profile: Profile, way: _Pick) -> bool:
    """Return whether the place of a figure is the one named for a number."""
    if profile.is_rule:
        return True
    around = profile.bearing.around - {profile.place}
    marks = [one for one in reading.places if one.code not in around]
    if profile.place != _REPORTER:
        marks = [one for one in marks if one.code != _REPORTER]
    if not marks:
        return not profile.named or profile.place in (_REPORTER, _WORLD)
    if profile.place == _WORLD and words_of(cues().whole).search(
        reading.text, *_near(slot)
    ):
        return True
    found = way(marks, slot)
    return isinstance(found, Mention) and found.code == profile.place


def _near(slot: _Slot) -> tuple[int, int]:
    return max(slot.before, slot.clause[0]), min(slot.after, slot.clause[1])


# ------------------------------------------------------------------- measures and products


def _is_measure(reading: Reading, slot: _Slot, profile: Profile, way: _Pick) -> bool:
    """Return whether concept and product of a figure are those named for a number."""
    if profile.is_rule:
        return True
    return _is_concept(reading, slot, profile, way) and _is_product(reading, slot, profile, way)


def _is_concept(reading: Reading, slot: _Slot, profile: Profile, way: _Pick) -> bool:
    marks = reading.concepts
    found = way(marks, slot)
    if found is None or not profile.accepted:
        return True
    group = _group(marks, found, slot)
    codes = {_turned(one, reading, profile) for one in group}
    decisive = codes & set(cues().decisive)
    return bool((decisive or codes) & profile.accepted)


def _group(marks: tuple[Mention, ...], found: _Mark, slot: _Slot) -> list[Mention]:
    """Return the mentions that stand with one, no number between them."""
    if found.start >= slot.numeral.end:
        ends = (slot.numeral.end, slot.after)
    elif found.start >= slot.before:
        ends = (max(slot.before, slot.clause[0]), slot.numeral.start)
    else:
        ends = (max(0, found.start - 60), found.end)
    return [one for one in marks if ends[0] <= one.start < ends[1]] or [found]  # type: ignore[list-item]


def _turned(one: Mention, reading: Reading, profile: Profile) -> str:
    """Return the code of a flow, turned round where the partner is who does it."""
    if not profile.mirrored or one.code not in _MIRROR:
        return one.code
    start = max(reading.clause(one.start)[0], one.start - _AGENT_REACH)
    agent = _last(reading.places, start, one.start)
    if agent is None or not isinstance(agent, Mention):
        return one.code
    return _MIRROR[one.code] if agent.code == profile.place else one.code


def _is_product(reading: Reading, slot: _Slot, profile: Profile, way: _Pick) -> bool:
    if not profile.traded:
        return True
    own, marks = profile.products, reading.products
    rest = words_of(cues().rest).search(reading.text, *_near(slot)) is not None
    if profile.bearing.residual:
        return rest
    if not marks:
        return not own
    if not own:
        between = [one for one in marks if _near(slot)[0] <= one.start < _near(slot)[1]]
        return rest or not between
    found = way(marks, slot)
    if found is None:
        return False
    alike = [one.code for one in marks if abs(one.start - found.start) < 30]
    return any(_is_alike(code, mine) for code in alike for mine in own)


def _is_alike(one: str, other: str) -> bool:
    """Return whether one product is the other, or a part of it."""
    return one.startswith(other) or other.startswith(one)


# ------------------------------------------------------------------- periods


def _is_period(reading: Reading, slot: _Slot, profile: Profile, way: _Pick) -> bool:
    """Return whether the period named for a number is that of a figure."""
    if profile.is_rule:
        return True
    found = way(reading.moments, slot)
    if not isinstance(found, Moment):
        return True
    if profile.against is not None and profile.sort is Sort.CHANGE:
        return _is_change(reading, found, profile)
    return _is_told(reading, found, profile.period)


def _is_change(reading: Reading, found: Moment, profile: Profile) -> bool:
    """Return whether a period is that of a change, or its base with the period told beside."""
    assert profile.against is not None
    if _is_told(reading, found, profile.period) or _spans(found, profile):
        return True
    base = found.period is not None and found.period.same_days(profile.against)
    return (base or found.period is None) and any(
        one.period is not None and one.period.same_days(profile.period) for one in reading.moments
    )


def _spans(found: Moment, profile: Profile) -> bool:
    assert profile.against is not None
    period = found.period
    if period is None:
        return False
    return period.start == profile.against.start and period.end == profile.period.end


def _is_told(reading: Reading, found: Moment, wanted: Period) -> bool:
    """Return whether a period of the text is the one wanted."""
    if found.period is not None:
        if found.period.is_trailing_year and not wanted.is_trailing_year:
            return found.period.end == wanted.end and wanted.frequency is not Frequency.YEAR
        return found.period.same_days(wanted)
    if not found.back_years:
        return True
    return any(
        one.period is not None and one.period.shift_years(-found.back_years).same_days(wanted)
        for one in reading.moments
        if one.period is not None and one.period.frequency is not Frequency.DAY
    )
