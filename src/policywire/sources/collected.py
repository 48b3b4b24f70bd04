"""Read a collected folder: official tables that somebody gathered before us, as observations."""

import hashlib
from array import array
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import duckdb
import numpy as np

from policywire.facts import Batch, Origin
from policywire.facts.errors import ArrivalRefused, WrongUse, near
from policywire.sources.labels import resolve
from policywire.sources.layout import Folder, Part, Table, layouts
from policywire.sources.rows import cells_sql, first_day_macro

__all__ = ["collected_folders", "read_folder", "read_layout"]

_EPOCH = 719163  # date(1970, 1, 1).toordinal()
_NUMBERED = (
    "SELECT key, (row_number() OVER (ORDER BY key) - 1)::INTEGER AS series "
    "FROM (SELECT DISTINCT key FROM cell)"
)
_COLUMNS = f"""
SELECT series, ({_EPOCH} + (start - DATE '1970-01-01'))::INTEGER AS start, number
FROM cell JOIN numbered USING (key) ORDER BY series, start
"""


def collected_folders() -> tuple[str, ...]:
    """Return the names of the folders that can be read, in order."""
    return tuple(layouts())


def read_folder(folder: Path, only: tuple[str, ...] = ()) -> Iterator[Batch]:
    """Read every table of a collected folder.

    Parameters
    ----------
    folder : Path
        Holds one folder for each name in :func:`collected_folders`.
    only : tuple of str
        Names to read; all of them when empty.

    Returns
    -------
    iterator of Batch
        One for each file, official table and day it was said, in order of name.

    Raises
    ------
    WrongUse
        If ``folder`` is no folder, or ``only`` names one we cannot read.
    ArrivalRefused
        If a file is missing, has other columns than its layout says, holds a value or period
        that cannot be read, or gives no observation where some were expected.
    BadCode
        If a place is named that no list knows.
    """
    if not folder.is_dir():
        raise WrongUse(f"{folder} is no folder. Give the one that holds the collected tables.")
    chosen = [_layout(name) for name in only or collected_folders()]
    _refuse_missing(folder, chosen)
    return chain.from_iterable(read_layout(folder, layout) for layout in chosen)


def read_layout(folder: Path, layout: Folder) -> Iterator[Batch]:
    """Read the tables of one layout below ``folder``.

    Raises
    ------
    ArrivalRefused, BadCode
        As in :func:`read_folder`.
    """
    for table in layout.tables:
        path = folder / layout.folder / table.file
        name = f"{layout.folder}/{table.file}"
        try:
            yield from _read_table(path, name, layout, table)
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            raise ArrivalRefused(f"{name} cannot be read: {first} Fetch it again.") from error


def _layout(name: str) -> Folder:
    if name not in layouts():
        hint = near(name, layouts())
        known = ", ".join(layouts())
        raise WrongUse(f"No collected folder is called '{name}'.{hint} Known: {known}.")
    return layouts()[name]


def _refuse_missing(folder: Path, chosen: list[Folder]) -> None:
    names = [f"{layout.folder}/{table.file}" for layout in chosen for table in layout.tables]
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise ArrivalRefused(
            f"{folder} lacks {len(missing)} of {len(names)} files: {', '.join(missing)}. "
            "Nothing was read. Add them, or name the folders to read: `--only FOLDER`."
        )


def _read_table(path: Path, name: str, layout: Folder, table: Table) -> Iterator[Batch]:
    sha256 = _sha256(path)
    with duckdb.connect() as connection:
        _load(connection, path, name, table)
        for part in table.parts:
            origin = Origin(
                part.origin.publisher,
                part.origin.dataset,
                part.origin.url,
                part.origin.licence,
                retrieved=layout.retrieved,
                sha256=sha256,
                file=name,
                via=part.via,
            )
            yield _batch(connection, table, part, origin)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _load(connection: duckdb.DuckDBPyConnection, path: Path, name: str, table: Table) -> None:
    """Make the tables ``source`` and ``place``, and the macro ``first_day``."""
    reader = "read_parquet(?)"
    if path.suffix == ".csv":
        reader = "read_csv(?, header = true, delim = ',', quote = '\"', all_varchar = true)"
    connection.execute(f"CREATE TEMP TABLE source AS SELECT * FROM {reader}", [str(path)])
    _check_columns(connection, name, table)
    connection.execute(first_day_macro())
    connection.execute("CREATE TEMP TABLE place (label VARCHAR, code VARCHAR)")
    if table.places is not None:
        sql = f'SELECT DISTINCT "{table.places.column}" FROM source'
        labels = [str(row[0]) for row in connection.execute(sql).fetchall()]
        codes = resolve(labels, table.places.known_as, name)
        connection.executemany("INSERT INTO place VALUES (?, ?)", list(codes.items()))


def _check_columns(connection: duckdb.DuckDBPyConnection, name: str, table: Table) -> None:
    held = [row[0] for row in connection.execute("DESCRIBE source").fetchall()]
    lacks = [column for column in table.columns if column not in held]
    new = [column for column in held if column not in table.columns]
    if lacks or new:
        raise ArrivalRefused(
            f"{name} has other columns than its layout says: "
            f"it lacks {', '.join(lacks) or 'none'}, and has {', '.join(new) or 'none'} besides. "
            f"Its columns: {', '.join(held)}. Change the layout in sources/collected, "
            "or fetch the file that it describes."
        )


def _batch(
    connection: duckdb.DuckDBPyConnection, table: Table, part: Part, origin: Origin
) -> Batch:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE cell AS {cells_sql(table, part)}")
    _refuse_silent(connection, part, origin.file)
    _refuse_unreadable(connection, origin.file)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE numbered AS {_NUMBERED}")
    keys = connection.execute("SELECT key FROM numbered ORDER BY series").fetchall()
    columns = connection.execute(_COLUMNS).fetchnumpy()
    return Batch(
        keys=tuple(row[0] for row in keys),
        series=_integers(columns["series"]),
        start=_integers(columns["start"]),
        value=array("d", np.asarray(columns["number"], dtype=np.float64).tobytes()),
        vintage=part.vintage,
        status=part.status,
        origin=origin,
    )


def _integers(column: "np.ndarray") -> "array[int]":
    return array("i", np.asarray(column, dtype=np.int32).tobytes())


def _refuse_silent(connection: duckdb.DuckDBPyConnection, part: Part, name: str) -> None:
    """Refuse a file where an expected kind of number found no row: its labels changed."""
    found = {row[0] for row in connection.execute("SELECT DISTINCT entry FROM cell").fetchall()}
    silent = [entry.key for at, entry in enumerate(part.values) if at not in found]
    if silent:
        raise ArrivalRefused(
            f"{name} gives no observation for {', '.join(silent)}. A label or column changed its "
            "meaning: compare the file with its layout in sources/collected."
        )


def _refuse_unreadable(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    sql = (
        "SELECT key, period, text, count(*) OVER () FROM cell WHERE number IS NULL "
        "OR NOT isfinite(number) OR start IS NULL OR key IS NULL ORDER BY key, period LIMIT 3"
    )
    bad = connection.execute(sql).fetchall()
    if bad:
        shown = "; ".join(f"{key} {period}: '{text}'" for key, period, text, _ in bad)
        raise ArrivalRefused(
            f"{name} holds {bad[0][3]} cells whose period or number cannot be read: {shown}. "
            "Nothing was read. Say in the layout what such a cell means."
        )
