"""Tables of a baseline's folder: read whole, every fault told with its file, row and cell."""

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadBaseline, near
from policywire.models.trade.economy import Array

__all__ = ["Table", "codes", "fill", "numbers", "read_table"]

_SUFFIXES = (".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it lies in its file.

    Attributes
    ----------
    name : str
        The file's name, as errors call it.
    columns : dict of str to sequence of str
        The values of each column, as text.
    lines : sequence of int
        The line of the file that each row ends on; its ordinal in a file without lines.
    """

    name: str
    columns: dict[str, Sequence[str]]
    lines: Sequence[int]

    def __getitem__(self, column: str) -> Sequence[str]:
        """Return a column, or say which there are."""
        if column not in self.columns:
            held = ", ".join(self.columns)
            hint = near(column, self.columns)
            raise BadBaseline(f"{self.name} has no column '{column}'.{hint} It has: {held}.")
        return self.columns[column]

    def at(self, row: int) -> str:
        """Return the place of a row, as errors call it."""
        return f"{self.name}:{self.lines[row]}"


def read_table(folder: Path, stem: str) -> Table | None:
    """Read ``stem.csv`` or ``stem.parquet`` of a folder; None where there is neither.

    Raises
    ------
    BadBaseline
        If both are there, or the one that is cannot be read as a table with a header.
    """
    paths = [
        folder / (stem + suffix) for suffix in _SUFFIXES if (folder / (stem + suffix)).exists()
    ]
    if len(paths) > 1:
        raise BadBaseline(f"{folder.name} holds {stem} twice, .csv and .parquet. Remove one.")
    if not paths:
        return None
    return _csv(paths[0]) if paths[0].suffix == ".csv" else _parquet(paths[0])


def _csv(path: Path) -> Table:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, rows, lines = _rows(file)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadBaseline(f"{path.name} cannot be read as a CSV file in UTF-8: {error}.") from error
    _refuse_ragged(path.name, header, rows, lines)
    return Table(path.name, dict(zip(header, zip(*rows, strict=True), strict=True)), lines)


def _rows(file: TextIO) -> tuple[list[str], list[list[str]], Sequence[int]]:
    """Return header, the rows that hold anything, and the line each ends on."""
    reader = csv.reader(file, strict=True)
    header = next(reader, [])
    first = reader.line_num + 1
    rows, ends = [], []
    for row in reader:
        rows.append(row)
        ends.append(reader.line_num)
    if all(rows) and ends[-1:] == [first + len(rows) - 1]:
        return header, rows, range(first, first + len(rows))
    kept = [at for at, row in enumerate(rows) if row]
    return header, [rows[at] for at in kept], [ends[at] for at in kept]


def _refuse_ragged(
    name: str, header: list[str], rows: list[list[str]], lines: Sequence[int]
) -> None:
    if len(header) == 1 and rows:
        raise BadBaseline(
            f"{name} has one column, '{header[0]}'. Fields are parted by commas; give one table "
            "with a header."
        )
    doubled = [column for column in header if header.count(column) > 1]
    if doubled:
        raise BadBaseline(f"{name} has two columns called '{doubled[0]}'. Rename one.")
    if not rows:
        raise BadBaseline(f"{name} has no rows below its header. Give the whole table.")
    if set(map(len, rows)) == {len(header)}:
        return
    at = next(at for at, row in enumerate(rows) if len(row) != len(header))
    raise BadBaseline(
        f"{name}:{lines[at]} has {len(rows[at])} fields, its header {len(header)} "
        f"({', '.join(header)}). Fields are parted by commas."
    )


def _parquet(path: Path) -> Table:
    import duckdb  # only tables in Parquet need it, and it is slow to import

    try:
        with duckdb.connect() as store:
            found = store.execute("select columns(*)::varchar from read_parquet(?)", [str(path)])
            header = [column[0] for column in found.description]
            rows = found.fetchall()
    except duckdb.Error as error:
        raise BadBaseline(f"{path.name} cannot be read as Parquet: {error}.") from error
    lines = range(1, len(rows) + 1)
    _refuse_ragged(path.name, header, [], []) if not rows else None
    return Table(path.name, dict(zip(header, zip(*rows, strict=True), strict=True)), lines)


def codes(table: Table, column: str, known: Sequence[str], listed: str) -> NDArray[np.intp]:
    """Return the ordinal of each row's label in ``known``, shape (rows,).

    ``listed`` names the file that lists the known labels.

    Raises
    ------
    BadBaseline
        If a label is unknown; the message lists near ones.
    """
    ordinal = {code: place for place, code in enumerate(known)}
    try:
        return np.array([ordinal[code] for code in table[column]], dtype=np.intp)
    except KeyError:
        row, code = next((r, c) for r, c in enumerate(table[column]) if c not in ordinal)
    raise BadBaseline(
        f"{table.at(row)}: unknown {column} '{code}'.{near(str(code), known)} "
        f"{listed} lists {len(known)}: {', '.join(known)}."
    )


def numbers(table: Table, column: str, least: float = -math.inf) -> Array:
    """Return a column as numbers, shape (rows,).

    Raises
    ------
    BadBaseline
        If a value is no finite number, or is below ``least``.
    """
    texts = table[column]
    try:
        values = np.array(texts, dtype=object).astype(np.float64)
    except (TypeError, ValueError):
        row = next(row for row, text in enumerate(texts) if not _is_number(text))
    else:
        wrong = ~(np.isfinite(values) & (values >= least))
        if not wrong.any():
            return values
        row = int(wrong.argmax())
    wanted = "a finite number" if least == -math.inf else f"a finite number from {least:g} up"
    raise BadBaseline(f"{table.at(row)}: {column} is '{texts[row]}'; it must be {wanted}.")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except (TypeError, ValueError):
        return False
    return True


def fill(
    table: Table, axes: Iterable[NDArray[np.intp]], shape: tuple[int, ...], *values: Array
) -> tuple[Array, ...]:
    """Return each of ``values`` laid out in ``shape``, NaN where the table has no row.

    Parameters
    ----------
    table : Table
        Where they come from, for the error.
    axes : iterable of arrays
        For each axis of ``shape`` the ordinal of each row, shape (rows,).
    shape : tuple of int
        The axes' lengths.
    *values : Array
        Numbers by row, shape (rows,).

    Raises
    ------
    BadBaseline
        If two rows give one cell.
    """
    cell = np.ravel_multi_index(tuple(axes), shape)
    _refuse_doubles(table, cell)
    made = tuple(np.full(shape, np.nan) for _ in values)
    for array, value in zip(made, values, strict=True):
        array.reshape(-1)[cell] = value
    return made


def _refuse_doubles(table: Table, cell: NDArray[np.intp]) -> None:
    _, first, back = np.unique(cell, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[back.reshape(-1)] != np.arange(cell.size))
    if again.size:
        row = int(again[0])
        raise BadBaseline(
            f"{table.at(row)} gives a cell that {table.at(int(first[back.reshape(-1)[row]]))} "
            f"gave already; {again.size} rows in all are doubles. Keep one row a cell."
        )
