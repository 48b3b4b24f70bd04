"""Outcomes: which rows are won, lost or drawn where no cell says so in a word.

A running record such as ``53 - 52`` tells it by what has grown since the row before; failing that,
a score tells it by its larger side, ours first as sports tables print it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from policywire.analyst.tables.cells import Cell, sides

__all__ = ["outcomes"]

_KEYS = ("@win", "@loss", "@draw")
_ENOUGH = 0.7


def outcomes(
    header: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> Iterator[tuple[str, int, int]]:
    """Yield what can be told: the key ``@win``, ``@loss`` or ``@draw``, its column, its rows.

    Parameters
    ----------
    header : sequence of str
        Names of columns.
    rows : sequence of sequence of Cell
        The table.
    """
    if len(rows) < 2 or any(key in cell.keys for row in rows for cell in row for key in _KEYS[:2]):
        return
    for names, tell in ((("record",), _by_record), (("result", "score"), _by_score)):
        for column, name in enumerate(header):
            if any(part in name.casefold() for part in names):
                told = tell([row[column].numbers for row in rows], [row[column] for row in rows])
                if sum(key is not None for key in told) >= _ENOUGH * len(rows):
                    yield from _sets(told, column)
                    return


def _sets(told: Sequence[str | None], column: int) -> Iterator[tuple[str, int, int]]:
    for key in _KEYS:
        rows = sum(1 << r for r, one in enumerate(told) if one == key)
        if rows:
            yield key, column, rows


def _by_record(numbers: Sequence[tuple[float, ...]], _: Sequence[Cell]) -> list[str | None]:
    told: list[str | None] = [_opening(numbers[0])]
    for before, after in pairwise(numbers):
        grown = [n for n, (a, b) in enumerate(zip(before, after, strict=False)) if b == a + 1]
        told.append(_KEYS[grown[0]] if len(grown) == 1 and grown[0] < 3 else None)
    return told


def _opening(record: tuple[float, ...]) -> str | None:
    return _KEYS[record.index(1.0)] if sum(record) == 1 and len(record) <= 3 else None


def _by_score(_: Sequence[tuple[float, ...]], cells: Sequence[Cell]) -> list[str | None]:
    told: list[str | None] = []
    for cell in cells:
        score = sides(cell.text) if len(cell.text) < 40 else None
        told.append(None if score is None else _larger(*score))
    return told


def _larger(ours: float, theirs: float) -> str:
    return "@draw" if ours == theirs else "@win" if ours > theirs else "@loss"
