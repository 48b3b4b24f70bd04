"""Ways to read: which of several marks around a number is the one that is its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policywire.analyst.prose.reading import Moment
from policywire.analyst.reading.marks import Mention, Numeral

__all__ = ["HEADED", "WAYS", "Mark", "Pick", "Slot", "before_of", "head_of", "own_marks"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A number with the numbers around it."""

    numeral: Numeral
    before: int  # where the number before ends
    after: int  # where the number after begins
    clause: tuple[int, int]
    chunk: tuple[int, int]
    first: int  # where the first number begins
    at: int  # which number it is
    count: int  # of how many


Mark = Mention | Moment
Pick = Callable[[Sequence[Mark], Slot], Mark | None]


def _last(marks: Sequence[Mark], start: int, end: int) -> Mark | None:
    return next((one for one in reversed(marks) if start <= one.start and one.end <= end), None)


def _first(marks: Sequence[Mark], start: int, end: int) -> Mark | None:
    return next((one for one in marks if start <= one.start < end), None)


def own_marks(marks: Sequence[Mark], slot: Slot) -> list[Mark]:
    """Return the marks between the same commas as a number."""
    start, end = max(slot.chunk[0], slot.before), min(slot.chunk[1], slot.after)
    return [one for one in marks if start <= one.start < end]


def before_of(marks: Sequence[Mark], slot: Slot) -> Mark | None:
    """Return the nearest mark before a number; after it where none is."""
    start, end = slot.clause
    marks = own_marks(marks, slot) or marks
    number = slot.numeral
    return (
        _last(marks, start, number.start)
        or _last(marks, 0, number.start)
        or _first(marks, number.end, end)
        or _first(marks, number.end, 1 << 30)
    )


def _after(marks: Sequence[Mark], slot: Slot) -> Mark | None:
    """Return the nearest mark after a number in its clause; before it where none is."""
    start, end = slot.clause
    marks = own_marks(marks, slot) or marks
    number = slot.numeral
    return (
        _first(marks, number.end, end)
        or _last(marks, start, number.start)
        or _last(marks, 0, number.start)
        or _first(marks, number.end, 1 << 30)
    )


def _beside_after(marks: Sequence[Mark], slot: Slot) -> Mark | None:
    """Return the mark between a number and the next one; else the nearest before."""
    marks = own_marks(marks, slot) or marks
    return _first(marks, slot.numeral.end, min(slot.after, slot.clause[1])) or before_of(
        marks, slot
    )


def _beside_before(marks: Sequence[Mark], slot: Slot) -> Mark | None:
    """Return the mark between the number before and a number; else the nearest after."""
    marks = own_marks(marks, slot) or marks
    start = max(slot.before, slot.clause[0])
    return _last(marks, start, slot.numeral.start) or _after(marks, slot)


def _in_order(marks: Sequence[Mark], slot: Slot) -> Mark | None:
    """Return the mark that stands where its number does: ``A and B, 3 and 4``."""
    start, end = slot.clause
    inside = [one for one in marks if start <= one.start < end]
    rows = (
        _distinct([one for one in inside if one.end <= slot.first]),
        _distinct([one for one in marks if one.end <= slot.first]),
        _distinct(inside if slot.count > len(inside) else []),
    )
    for row in rows:
        if len(row) > 1 and slot.count % len(row) == 0:
            return row[slot.at % len(row)]
    return before_of(marks, slot)


def head_of(marks: Sequence[Mark], slot: Slot) -> Mark | None:
    """Return the mark the text opens with, for all its numbers."""
    return marks[0] if marks else None


def _distinct(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks, each thing once, where it is named first."""
    kept: dict[object, Mark] = {}
    for one in marks:
        kept.setdefault(one.code if isinstance(one, Mention) else one.period, one)
    return list(kept.values())


WAYS: tuple[Pick, ...] = (_beside_after, _beside_before, before_of, _after, _in_order)
HEADED: tuple[Pick, ...] = (*WAYS, head_of)
