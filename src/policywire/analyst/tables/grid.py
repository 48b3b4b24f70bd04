"""Grids: a table with typed columns, and an index from words to the rows that hold them.

A set of rows is an int, bit r for row r, so that filters are joined by ``&`` and counted by
``bit_count``.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from policywire.analyst.tables.cells import Cell, CellKind, read_cell
from policywire.analyst.tables.outcomes import outcomes
from policywire.analyst.tables.words import STOP, listed, stem, words

__all__ = ["MOST_COLUMNS", "MOST_ROWS", "Column", "Grid", "bits"]

MOST_ROWS = 400  # a longer table is read so far; its note says so
MOST_COLUMNS = 40
_TOTALS = frozenset({"total", "totals", "overall", "sum", "all", "average", "turnout"})
_RANKS = frozenset(
    map(stem, listed("rank position place pos # no number pick finish seed standing"))
)
_TIMES = frozenset(
    map(stem, listed("time date year season born built era founded opened established"))
)


def bits(rows: int) -> list[int]:
    """Return the row numbers in a set of rows."""
    found = []
    while rows:
        low = rows & -rows
        found.append(low.bit_length() - 1)
        rows ^= low
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """A column as read.

    Attributes
    ----------
    keys : tuple of str
        Keys of the header's words, stop words dropped.
    kind : CellKind
        What most of its cells hold.
    values : tuple of float or None
        What each row sorts by, shape (R,).
    """

    keys: tuple[str, ...]
    kind: CellKind
    values: tuple[float | None, ...]

    @property
    def sortable(self) -> bool:
        """Whether its rows can be put in order."""
        return self.kind in {CellKind.NUMBER, CellKind.DATE, CellKind.SCORE}

    @property
    def ranks(self) -> bool:
        """Whether a low value is a good one."""
        return any(key in _RANKS for key in self.keys)

    @property
    def tells_time(self) -> bool:
        """Whether it says when, or how long."""
        return self.kind is CellKind.DATE or any(key in _TIMES for key in self.keys)


class Grid:
    """A table as read.

    Parameters
    ----------
    header : sequence of str
        N names of columns.
    rows : sequence of sequence of str
        R rows; short ones are filled with empty cells, long ones cut to N.
    """

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.header = [" ".join(name.split())[:400] for name in header[:MOST_COLUMNS]]
        self.cut = len(rows) > MOST_ROWS or len(header) > MOST_COLUMNS
        kept = [self._fitted(row) for row in rows[:MOST_ROWS]]
        self.cells = [row for row in kept if not self._repeats_header(row)]
        self.height, self.width = len(self.cells), len(self.header)
        self.columns = [self._column(place) for place in range(self.width)]
        self.all = (1 << self.height) - 1
        self.body = self._body() or self.all

    def _fitted(self, row: Sequence[str]) -> list[Cell]:
        width = len(self.header)
        return [read_cell(text) for text in [*row[:width], *[""] * (width - len(row))]]

    def _repeats_header(self, row: list[Cell]) -> bool:
        return bool(row) and all(
            cell.text == name.casefold() for cell, name in zip(row, self.header, strict=True)
        )

    def _column(self, place: int) -> Column:
        cells = [row[place] for row in self.cells]
        kinds = Counter(cell.kind for cell in cells if cell.kind is not CellKind.EMPTY)
        kind, count = kinds.most_common(1)[0] if kinds else (CellKind.EMPTY, 0)
        if count < 0.6 * sum(kinds.values()):
            kind = CellKind.TEXT
        said = [word.key for word in words(self.header[place])]
        keys = [key for key in said if key not in STOP] or said
        values = [c.value if c.kind is kind or kind is CellKind.TEXT else None for c in cells]
        return Column(tuple(keys), kind, tuple(values))

    def _body(self) -> int:
        totals = sum(1 << r for r, row in enumerate(self.cells) if row and row[0].text in _TOTALS)
        return self.all & ~totals

    @cached_property
    def index(self) -> dict[str, dict[int, int]]:
        """Return, for each key, the rows that hold it in each column."""
        index: dict[str, dict[int, int]] = defaultdict(dict)
        for r, row in enumerate(self.cells):
            for c, cell in enumerate(row):
                for key in sorted(cell.keys):
                    held = index[key]
                    held[c] = held.get(c, 0) | 1 << r
        for key, column, rows in outcomes(self.header, self.cells):
            index[key][column] = rows
        return dict(index)

    @cached_property
    def shortened(self) -> dict[str, list[str]]:
        """Return the keys of the table by every spelling with one letter left out."""
        spellings: dict[str, list[str]] = defaultdict(list)
        for key in self.index:
            if 5 <= len(key) <= 20 and key.isalpha():
                for spelling in sorted({key, *(key[:n] + key[n + 1 :] for n in range(len(key)))}):
                    spellings[spelling].append(key)
        return dict(spellings)

    @cached_property
    def headed(self) -> dict[str, list[int]]:
        """Return, for each key of a header, its columns."""
        headed: dict[str, list[int]] = defaultdict(list)
        for place, column in enumerate(self.columns):
            for key in dict.fromkeys(column.keys):
                headed[key].append(place)
        return dict(headed)

    def values(self, column: int, rows: int) -> list[tuple[float, int]]:
        """Return value and row of each of `rows` that has a value in a column."""
        held = self.columns[column].values
        return [(value, r) for r in bits(rows) if (value := held[r]) is not None]

    def distinct(self, column: int, rows: int) -> int:
        """Return how many different texts `rows` hold in a column."""
        return len({self.cells[r][column].text for r in bits(rows)})
