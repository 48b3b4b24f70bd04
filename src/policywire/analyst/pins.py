"""Pins: what speaks against each number of a text whose figures are known.

Place, measure and period stand before a number or after it, one way throughout a clause. So each
clause is read every way there is, and what the best of them has against a number is its fault.
"""

from collections.abc import Sequence

from policywire.analyst.prose.binding import Bound, Judge
from policywire.analyst.prose.profiles import Profile
from policywire.analyst.prose.reading import Reading
from policywire.analyst.prose.standing import is_measure, is_place
from policywire.analyst.prose.timing import is_period
from policywire.analyst.prose.ways import HEADED, WAYS, Slot
from policywire.analyst.reading.marks import Numeral

__all__ = ["pin", "weight"]

_Held = tuple[Slot, Profile]
_ASKED = {
    "place": (is_place, WAYS),
    "measure": (is_measure, HEADED),
    "period": (is_period, HEADED),
}


def pin(
    reading: Reading, held: Sequence[tuple[Numeral, Profile]], judge: Judge, since: int = 0
) -> tuple[Bound, ...]:
    """Return what speaks against each number of a text, its figure known.

    Parameters
    ----------
    reading : Reading
        The text.
    held : sequence of (Numeral, Profile)
        Each number with its figure, in the order of the text.
    judge : callable
        Returns the code of what the words next to a number have against a figure.
    since : int
        Where the text to be judged begins; clauses that end before it are not judged.
    """
    slots = _slots(reading, [numeral for numeral, _ in held])
    clauses: dict[int, list[_Held]] = {}
    for slot, (numeral, profile) in zip(slots, held, strict=True):
        clauses.setdefault(reading.part(numeral.start), []).append((slot, profile))
    made: list[Bound] = []
    for rows in clauses.values():
        if reading.clause(rows[0][0].numeral.start)[1] <= since:
            made += [Bound(slot.numeral, profile) for slot, profile in rows]
            continue
        against = _against(reading, rows)
        for at, (slot, profile) in enumerate(rows):
            sort = judge(slot.numeral, profile)
            codes = (*(name for name in against if at in against[name]), *([sort] if sort else []))
            made.append(Bound(slot.numeral, profile, codes))
    return tuple(made)


def weight(
    reading: Reading, held: Sequence[tuple[Numeral, Profile]], asked: Sequence[int], judge: Judge
) -> int:
    """Return in how many ways a text reads as some numbers with the figures given.

    Parameters
    ----------
    reading : Reading
        The text.
    held : sequence of (Numeral, Profile)
        Each number with its figure, in the order of the text.
    asked : sequence of int
        The numbers whose clauses are read.
    judge : callable
        Returns the code of what the words next to a number have against a figure.

    Returns
    -------
    int
        Ways of place, measure and period together; 0 where one of them stands in no way, or the
        words next to a number asked for speak against it.
    """
    if any(judge(*held[at]) for at in asked):
        return 0
    slots = _slots(reading, [one for one, _ in held])
    parts = {reading.part(held[at][0].start) for at in asked}
    rows = [
        (slot, profile)
        for slot, (one, profile) in zip(slots, held, strict=True)
        if reading.part(one.start) in parts
    ]
    counts = [
        sum(all(stands(reading, *row, way) for row in rows) for way in ways)
        for stands, ways in _ASKED.values()
    ]
    return sum(counts) if all(counts) else 0


def _against(reading: Reading, rows: list[_Held]) -> dict[str, set[int]]:
    """Return which numbers of a clause each of place, measure and period speaks against."""
    least: dict[str, set[int]] = {}
    for name, (stands, ways) in _ASKED.items():
        for way in ways:
            wrong = {
                at for at, (slot, one) in enumerate(rows) if not stands(reading, slot, one, way)
            }
            if name not in least or len(wrong) < len(least[name]):
                least[name] = wrong
            if not wrong:
                break
    return least


def _slots(reading: Reading, marks: list[Numeral]) -> list[Slot]:
    """Return each number with the numbers around it."""
    ends = [0, *(one.end for one in marks)]
    starts = [*(one.start for one in marks), len(reading.text)]
    made = []
    for one, before, after in zip(marks, ends, starts[1:], strict=False):
        part = reading.part(one.start)
        alike = [it for it in marks if it.kind is one.kind and reading.part(it.start) == part]
        count = (alike[0].start, alike.index(one), len(alike))
        bounds = (reading.clause(one.start), reading.chunk(one.start))
        made.append(Slot(one, before, after, *bounds, *count))
    return made
