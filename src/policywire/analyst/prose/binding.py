"""Binding: which figure each number of a text is, and what speaks against it.

The place, measure and period of a number stand before it or after it; a sentence that holds
together does it one way throughout a clause. So each clause is read every way there is, and the
reading under which most of its numbers fit some figure is taken. What then fits none is a fault,
if the text names nothing of the figure, or the words are those of another figure that is held.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from policywire.analyst.prose.profiles import Profile, is_printed
from policywire.analyst.prose.reading import Reading
from policywire.analyst.prose.standing import is_absent, is_measure, is_place
from policywire.analyst.prose.timing import is_period
from policywire.analyst.prose.ways import HEADED, WAYS, Slot
from policywire.analyst.reading.marks import Numeral

__all__ = ["Bound", "Judge", "Rivals", "bind"]

Judge = Callable[[Numeral, Profile], str]
Rivals = Callable[[Numeral], tuple[Profile, ...]]
_SET_BESIDE = re.compile(r"(?<!\w)(?:after|from|against|compared with|than)(?: the)?\s*$", re.I)
_TOLD = ("place", "measure", "period")
_TURNS = tuple(product(range(len(WAYS)), range(len(HEADED)), range(len(HEADED))))


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
        What speaks against it: ``place``, ``measure``, ``period``, or the code of a rule.
    """

    numeral: Numeral
    profile: Profile | None
    codes: tuple[str, ...] = ()


_Ways = tuple[int, int, int]
_Row = tuple[Profile, str, tuple[bool, ...], tuple[bool, ...], tuple[bool, ...]]


def bind(
    reading: Reading,
    candidates: Sequence[tuple[Numeral, tuple[Profile, ...]]],
    judge: Judge,
    rivals: Rivals,
) -> tuple[Bound, ...]:
    """Bind every number of a text.

    Parameters
    ----------
    reading : Reading
        The text.
    candidates : sequence of (Numeral, tuple of Profile)
        Each number with the figures that print it.
    judge : callable
        Returns the code of what the words next to a number have against a figure; empty for
        nothing.
    rivals : callable
        Returns the figures whose number might have stood where a number stands.
    """
    slots = _slots(reading, [numeral for numeral, _ in candidates])
    made: list[Bound] = []
    for part in sorted({reading.part(numeral.start) for numeral, _ in candidates}):
        here = [
            (slot, profiles)
            for slot, (numeral, profiles) in zip(slots, candidates, strict=True)
            if reading.part(numeral.start) == part
        ]
        best, ways = _best(reading, here, judge)
        made += [
            _doubted(reading, slot, one, ways, judge, rivals=rivals)
            for (slot, _), one in zip(here, best, strict=True)
        ]
    return tuple(_as_base(reading, one, made) for one in made)


def _slots(reading: Reading, marks: list[Numeral]) -> list[Slot]:
    ends = [0, *(one.end for one in marks)]
    starts = [*(one.start for one in marks[1:]), len(reading.text)]
    return [
        Slot(
            one,
            ends[at],
            starts[at],
            reading.clause(one.start),
            reading.chunk(one.start),
            *_rank_in_clause(reading, marks, one),
        )
        for at, one in enumerate(marks)
    ]


def _rank_in_clause(reading: Reading, marks: list[Numeral], one: Numeral) -> tuple[int, int, int]:
    """Return where the first number of a clause stands, which a number is, and of how many."""
    part = reading.part(one.start)
    same = [item for item in marks if reading.part(item.start) == part and item.kind is one.kind]
    return same[0].start, same.index(one), len(same)


def _best(
    reading: Reading, here: list[tuple[Slot, tuple[Profile, ...]]], judge: Judge
) -> tuple[list[Bound], _Ways]:
    """Return the reading of a clause under which the least speaks against its numbers."""
    tables = [_table(reading, slot, profiles, judge) for slot, profiles in here]
    best: list[Bound] = []
    chosen, least = _TURNS[0], (1 << 30, 1 << 30)
    for ways in _TURNS:
        made = [_chosen(slot, table, ways) for (slot, _), table in zip(here, tables, strict=True)]
        weight = (sum(bool(one.codes) for one in made), sum(len(one.codes) for one in made))
        if weight < least:
            best, chosen, least = made, ways, weight
        if least[0] == 0:
            break
    return best, chosen


def _table(reading: Reading, slot: Slot, profiles: tuple[Profile, ...], judge: Judge) -> list[_Row]:
    """Return for each figure whether its place, measure and period stand there, each way read."""
    return [
        (
            profile,
            judge(slot.numeral, profile),
            tuple(is_place(reading, slot, profile, way) for way in WAYS),
            tuple(is_measure(reading, slot, profile, way) for way in HEADED),
            tuple(is_period(reading, slot, profile, way) for way in HEADED),
        )
        for profile in profiles
    ]


def _chosen(slot: Slot, table: list[_Row], ways: _Ways) -> Bound:
    """Return the figure against which least speaks."""
    best = Bound(slot.numeral, None)
    for profile, sort, *told in table:
        codes = [code for code, row, way in zip(_TOLD, told, ways, strict=True) if not row[way]]
        codes += [sort] if sort else []
        if best.profile is None or len(codes) < len(best.codes):
            best = Bound(slot.numeral, profile, tuple(codes))
        if not codes:
            break
    return best


def _doubted(
    reading: Reading, slot: Slot, one: Bound, ways: _Ways, judge: Judge, *, rivals: Rivals
) -> Bound:
    """Return a number without the doubts that neither silence nor another figure bears out."""
    told = [code for code in one.codes if code in _TOLD]
    profile = one.profile
    if profile is None or len(told) != len(one.codes) or not told:
        return one
    if any(is_absent(reading, slot, profile, code) for code in told):
        return one
    for rival in rivals(one.numeral):
        if not is_printed(rival, one.numeral) and _is_fit(reading, slot, rival, ways, judge):
            return one
    return replace(one, codes=())


def _as_base(reading: Reading, one: Bound, made: list[Bound]) -> Bound:
    """Return a number without a doubt on its period where it is the base of a change told."""
    if one.codes != ("period",) or one.profile is None:
        return one
    if _SET_BESIDE.search(reading.text[: one.numeral.start]) is None:
        return one
    bases = [other.profile.against for other in made if other.profile is not None]
    told = any(base is not None and base.same_days(one.profile.period) for base in bases)
    return replace(one, codes=()) if told else one


def _is_fit(reading: Reading, slot: Slot, rival: Profile, ways: _Ways, judge: Judge) -> bool:
    """Return whether the words around a number are those of another figure."""
    if rival.is_rule or not is_place(reading, slot, rival, WAYS[ways[0]]):
        return False
    fits = is_period(reading, slot, rival, HEADED[ways[2]])
    fits = fits and is_measure(reading, slot, rival, HEADED[ways[1]])
    return fits and not judge(slot.numeral, rival)
