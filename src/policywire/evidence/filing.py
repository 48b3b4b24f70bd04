"""Filing: batches enter the store, checked, with their documents, and nothing is overwritten."""

from collections.abc import Callable
from datetime import date

import duckdb
import numpy as np
from numpy.typing import NDArray

from policywire.evidence.checks import SCALE_JUMP, check_batch
from policywire.evidence.rows import Row, origin_row, series_row
from policywire.facts import Batch, Origin, Series, SeriesKey
from policywire.facts.errors import ArrivalRefused, Conflict

__all__ = ["Filing"]

Describe = Callable[[SeriesKey], Series]
Ints = NDArray[np.int32]
_EPOCH = date(1970, 1, 1).toordinal()
_ARRIVED = "SELECT series, start, value FROM arrived"


class Filing:
    """The writing end of a store; valid inside ``with store.write()``.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        To the generation being written.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def file(self, batch: Batch, describe: Describe) -> int:
        """File a batch and return how many observations were new.

        Parameters
        ----------
        batch : Batch
            Observations of one vintage from one document.
        describe : callable
            Gives the :class:`Series` of a key; from the desk's catalogue.

        Raises
        ------
        UnknownSeries
            If the catalogue does not know a key.
        ArrivalRefused
            If the batch fails a check.
        Conflict
            If an observation of that series, period and vintage is held with another value, or
            a series with another unit, basis or frequency.
        """
        series = tuple(describe(SeriesKey.parse(key)) for key in batch.keys)
        check_batch(batch, series)
        numbers = self._series_numbers(series)
        self._arrive(batch, numbers)
        self._refuse_conflicts(batch)
        self._refuse_slips(batch)
        return self._insert(batch, self._document_number(batch.origin))

    def _series_numbers(self, series: tuple[Series, ...]) -> Ints:
        """Return the number of each series, adding those not held."""
        rows = [series_row(item) for item in series]
        held = self._held([row[0] for row in rows])
        for row in rows:
            if row[0] in held:
                _same_meaning(held[row[0]], row)
        first = int(self._rows("SELECT count(*) FROM series")[0][0])
        fresh = [row for row in rows if row[0] not in held]
        self._insert_rows("series", [(first + at, *row) for at, row in enumerate(fresh)])
        number = {key: row[0] for key, row in held.items()}
        number |= {row[0]: first + at for at, row in enumerate(fresh)}
        return np.array([number[row[0]] for row in rows], dtype=np.int32)

    def _held(self, keys: list[str]) -> dict[str, Row]:
        """Return number and meaning of those keys that are held."""
        self._connection.register("asked", {"key": np.array(keys, dtype=object)})
        rows = self._rows(
            "SELECT key, number, unit, frequency, basis, adjustment FROM series "
            "SEMI JOIN asked USING (key)"
        )
        self._connection.unregister("asked")
        return {row[0]: row[1:] for row in rows}

    def _arrive(self, batch: Batch, numbers: Ints) -> None:
        arrived = {
            "series": numbers[np.frombuffer(batch.series, dtype=np.int32)],
            "start": np.frombuffer(batch.start, dtype=np.int32) - np.int32(_EPOCH),
            "value": np.frombuffer(batch.value, dtype=np.float64),
        }
        self._connection.register("columns", arrived)
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE arrived AS "
            "SELECT series, DATE '1970-01-01' + start AS start, value FROM columns"
        )
        self._connection.unregister("columns")

    def _refuse_conflicts(self, batch: Batch) -> None:
        clash = self._rows(
            "SELECT s.key, a.start, o.value, a.value FROM arrived a "
            "JOIN observation o ON o.series = a.series AND o.start = a.start AND o.vintage = ? "
            "JOIN series s ON s.number = a.series WHERE o.value <> a.value LIMIT 1",
            batch.vintage,
        )
        if clash:
            key, start, held, came = clash[0]
            raise Conflict(
                f"{key} for {start} of vintage {batch.vintage} is held as {held:g}; "
                f"{batch.origin.file} says {came:g}. Observations are never overwritten: file the "
                "new numbers under the day they were said."
            )

    def _refuse_slips(self, batch: Batch) -> None:
        """Refuse a batch that says the same periods on another scale than what is held."""
        slips = self._rows(
            "SELECT s.key, median(abs(a.value / o.value)) AS times FROM arrived a "
            "JOIN observation o ON o.series = a.series AND o.start = a.start AND o.value <> 0 "
            "JOIN series s ON s.number = a.series GROUP BY s.key "
            "HAVING times > ? OR (times > 0 AND times < 1 / ?) LIMIT 3",
            SCALE_JUMP,
            SCALE_JUMP,
        )
        if slips:
            named = ", ".join(f"{key} ({times:g} times what is held)" for key, times in slips)
            raise ArrivalRefused(
                f"{batch.origin.file} is not filed: {named}. Is the unit right? "
                "Nothing was written."
            )

    def _insert(self, batch: Batch, document: int) -> int:
        done = self._rows(
            f"INSERT INTO observation SELECT series, start, value, ?, ?, ? FROM ({_ARRIVED}) a "
            "WHERE NOT EXISTS (SELECT 1 FROM observation o WHERE o.series = a.series "
            "AND o.start = a.start AND o.vintage = ?) ORDER BY series, start",
            batch.vintage,
            batch.status.value,
            document,
            batch.vintage,
        )
        return int(done[0][0])

    def _document_number(self, origin: Origin) -> int:
        held = self._rows("SELECT number FROM document WHERE id = ?", origin.id)
        if held:
            return int(held[0][0])
        number = int(self._rows("SELECT count(*) FROM document")[0][0])
        self._insert_rows("document", [(number, *origin_row(origin))])
        return number

    def _insert_rows(self, table: str, rows: list[Row]) -> None:
        """Insert rows by column; row by row takes a millisecond each."""
        if not rows:
            return
        columns = {
            f"c{at}": np.array(column, dtype=object)
            for at, column in enumerate(zip(*rows, strict=True))
        }
        self._connection.register("added", columns)
        self._connection.execute(f"INSERT INTO {table} SELECT * FROM added")
        self._connection.unregister("added")

    def _rows(self, sql: str, *values: object) -> list[Row]:
        return self._connection.execute(sql, list(values)).fetchall()


def _same_meaning(held: Row, row: Row) -> None:
    """Refuse a series whose meaning changed: unit, frequency, basis or adjustment."""
    stored, stated = held[1:], row[6:10]
    if stored != stated:
        raise Conflict(
            f"{row[0]} is held as {', '.join(stored)}; the catalogue now says "
            f"{', '.join(stated)}. A series with another meaning needs another key."
        )
