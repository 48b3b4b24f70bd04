"""What a snapshot's tables are checked for when they are opened: a damaged one is refused."""

from pathlib import Path

import duckdb

from policywire.evidence.tables import columns_of
from policywire.facts import Adjustment, Frequency, Gather, Status, Unit
from policywire.facts.errors import BadUnit, DamagedStore

__all__ = ["check_meanings", "check_observations", "damaged", "load_table"]


def load_table(connection: duckdb.DuckDBPyConnection, folder: Path, table: str) -> None:
    """Load a table, refusing a file that has other columns than ours.

    Raises
    ------
    DamagedStore
        Naming the file and what is wrong with it.
    """
    path = folder / f"{table}.parquet"
    file = str(path).replace("'", "''")
    try:
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM read_parquet('{file}')")
    except duckdb.Error as error:
        raise damaged(path, str(error).splitlines()[0]) from error
    described = connection.table(table)
    held = [
        (name, str(kind)) for name, kind in zip(described.columns, described.types, strict=True)
    ]
    if held != columns_of(table):
        shown = ", ".join(f"{name} {kind}" for name, kind in held)
        raise damaged(path, f"its columns are {shown}")


def check_meanings(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Refuse a series whose unit, frequency, adjustment or gathering we do not know.

    Raises
    ------
    DamagedStore
        Naming the file and what is wrong with it.
    """
    sql = "SELECT DISTINCT unit, frequency, adjustment, gather FROM series"
    for unit, frequency, adjustment, gather in connection.execute(sql).fetchall():
        try:
            Unit.parse(str(unit))
            _ = Frequency(frequency), Adjustment(adjustment), Gather(gather)
        except (BadUnit, ValueError) as error:
            raise damaged(folder / "series.parquet", str(error)) from error


def check_observations(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Refuse a number that is none, an unknown status, and two values for one cell.

    Raises
    ------
    DamagedStore
        Naming the file and what is wrong with it.
    """
    path = folder / "observation.parquet"
    wrong = connection.execute(_UNSOUND, [[status.value for status in Status]]).fetchone()
    if wrong:
        raise damaged(path, f"series {wrong[0]} holds {wrong[2]} ({wrong[3]}) for {wrong[1]}")
    twice = connection.execute(_TWICE).fetchone()
    if twice:
        raise damaged(path, f"series {twice[0]} has two values for {twice[1]} of {twice[2]}")


def damaged(path: Path, why: str) -> DamagedStore:
    """Return the error for a file that no freeze wrote."""
    return DamagedStore(
        f"{path.name} of the snapshot in {path.parent.name} is not what a freeze writes: {why}. "
        "Install the package again, or freeze anew."
    )


_UNSOUND = """
SELECT series, start, value, status FROM observation
WHERE (isfinite(value) AND list_contains(?::VARCHAR[], status) AND series >= 0
       AND isfinite(start) AND isfinite(vintage) AND document >= 0) IS NOT TRUE LIMIT 1
"""
_TWICE = """
SELECT series, start, vintage FROM observation GROUP BY ALL HAVING count(*) > 1 LIMIT 1
"""
