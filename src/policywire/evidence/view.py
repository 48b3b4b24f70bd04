"""The reading end of the file room: what was known on a day."""

from datetime import date
from typing import Any

import duckdb

from policywire.evidence.rows import Holding
from policywire.evidence.rows import holding as holding_of
from policywire.evidence.rows import observation as observation_of
from policywire.evidence.rows import origin as origin_of
from policywire.evidence.rows import series as series_of
from policywire.facts import Observation, Origin, Period, Series, SeriesKey
from policywire.facts.errors import (
    BeforeFirstVintage,
    MissingObservation,
    UnknownSeries,
    near,
)

__all__ = ["Holding", "View"]

_FEW = 10_000  # series whose rows are read together: 3 ms for 2,000, as much as for two asked alone
_LATEST = """
SELECT o.start, arg_max(o.value, o.vintage), max(o.vintage), arg_max(o.status, o.vintage),
       arg_max(d.id, o.vintage)
FROM observation o JOIN document d ON d.number = o.document
WHERE o.series = ? AND o.vintage <= ? GROUP BY o.start ORDER BY o.start
"""
_FAMILY = """
SELECT s.number, o.start, arg_max(o.value, o.vintage), max(o.vintage),
       arg_max(o.status, o.vintage), arg_max(d.id, o.vintage)
FROM observation o JOIN document d ON d.number = o.document JOIN series s ON s.number = o.series
WHERE s.family = ? AND o.vintage <= ? GROUP BY s.number, o.start ORDER BY s.number, o.start
"""
_HOLDINGS = """
SELECT s.key, s.title, s.unit, s.publisher, s.frequency, count(DISTINCT o.start), min(o.start),
       max(o.start), min(o.vintage), max(o.vintage)
FROM series s JOIN observation o ON o.series = s.number AND o.vintage <= ?
WHERE list_bool_and(list_transform(?::VARCHAR[], lambda word:
    contains(lower(s.key || ' ' || s.title), word))) IS DISTINCT FROM false
GROUP BY ALL ORDER BY s.key
"""


class View:
    """The store as it stood for a reader on one day.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        To a database with our tables.
    as_of : date, optional
        Where the reader stands; the newest vintage by default.

    Raises
    ------
    BeforeFirstVintage
        If ``as_of`` lies before anything was said, or nothing was.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, as_of: date | None = None) -> None:
        self.connection = connection
        self.first_vintage, self.last_vintage = self._vintages(as_of)
        self.as_of = as_of or self.last_vintage
        self._numbers = dict(connection.execute("SELECT key, number FROM series").fetchall())
        self._held: dict[SeriesKey, dict[date, Observation]] = {}
        self._series: dict[SeriesKey, Series] = {}
        self._rows: dict[int, tuple[Any, ...]] = {}
        self._origins: dict[str, Origin] = {}
        self._warm: set[str] = set()

    def _vintages(self, as_of: date | None) -> tuple[date, date]:
        sql = "SELECT min(vintage), max(vintage) FROM observation"
        row = self.connection.execute(sql).fetchone()
        if row is None or row[0] is None:
            raise BeforeFirstVintage("The store is empty: no vintage is held.")
        if as_of is not None and as_of < row[0]:
            raise BeforeFirstVintage(
                f"Nothing is held as of {as_of}: the first vintage is {row[0]}, the last {row[1]}. "
                f"Ask as of {row[0]} or later."
            )
        return row[0], row[1]

    def held(self) -> tuple[SeriesKey, ...]:
        """Return every series held, in order."""
        return tuple(SeriesKey.parse(key) for key in sorted(self._numbers))

    def series(self, key: SeriesKey) -> Series:
        """Return what a series measures.

        Raises
        ------
        UnknownSeries
            If it is not held; the message lists near keys.
        """
        if key not in self._series:
            self._series[key] = series_of(self._described(self._number(key)))
        return self._series[key]

    def _described(self, number: int) -> tuple[Any, ...]:
        """Return the row of a series; a small store's are read together when the first is asked."""
        if not self._rows and len(self._numbers) <= _FEW:
            rows = self.connection.execute("SELECT * FROM series").fetchall()
            self._rows = {row[0]: row for row in rows}
        if number in self._rows:
            return self._rows[number]
        sql = "SELECT * FROM series WHERE number = ?"
        return self.connection.execute(sql, [number]).fetchone() or ()

    def observations(self, key: SeriesKey) -> dict[date, Observation]:
        """Return the newest observation of each period said by ``as_of``, by first day.

        Raises
        ------
        UnknownSeries
            If the series is not held.
        BeforeFirstVintage
            If nothing of it had been said.
        """
        if key not in self._held:
            frequency = self.series(key).frequency
            rows = self.connection.execute(_LATEST, [self._number(key), self.as_of]).fetchall()
            self._held[key] = {row[0]: observation_of(key, frequency, row) for row in rows}
        if not self._held[key]:
            raise self._unsaid(key)
        return self._held[key]

    def warm(self, family: str) -> None:
        """Read every series of a family at once, so that asking for each costs nothing more."""
        if family in self._warm:
            return
        self._warm.add(family)
        sql = "SELECT * FROM series WHERE family = ?"
        rows = self.connection.execute(sql, [family]).fetchall()
        held = {row[0]: series_of(row) for row in rows}
        found: dict[SeriesKey, dict[date, Observation]] = {item.key: {} for item in held.values()}
        for number, *row in self.connection.execute(_FAMILY, [family, self.as_of]).fetchall():
            item = held[number]
            found[item.key][row[0]] = observation_of(item.key, item.frequency, tuple(row))
        self._series |= {item.key: item for item in held.values()}
        self._held = found | self._held

    def observation(self, key: SeriesKey, period: Period) -> Observation:
        """Return the observation of one period.

        Raises
        ------
        UnknownSeries, BeforeFirstVintage
            If the series, or anything said of it, is not held.
        MissingObservation
            If the period is not held; the message says what is.
        """
        held = self.observations(key)
        found = held.get(period.start)
        if found is None or found.period != period:
            raise self._missing(key, period)
        return found

    def span(self, key: SeriesKey) -> Period:
        """Return the periods held of a series as one range, first to last."""
        held = list(self.observations(key).values())
        return held[0].period.through(held[-1].period)

    def origin(self, document: str) -> Origin:
        """Return the source document of that id.

        Raises
        ------
        UnknownSeries
            If no document has it.
        """
        if document not in self._origins:
            sql = "SELECT * FROM document WHERE id = ?"
            row = self.connection.execute(sql, [document]).fetchone()
            if row is None:
                raise UnknownSeries(f"No document has the id {document}.")
            self._origins[document] = origin_of(row)
        return self._origins[document]

    def search(self, query: str = "") -> tuple[Holding, ...]:
        """Return what is held whose key and title hold every word of ``query``, by key."""
        rows = self.connection.execute(_HOLDINGS, [self.as_of, query.lower().split()]).fetchall()
        return tuple(holding_of(row) for row in rows)

    def between(self, key: SeriesKey, period: Period) -> list[Observation]:
        """Return the observations inside a period, in order.

        Raises
        ------
        MissingObservation
            If none is held, or the period runs past what is; the message says what is held.
        """
        held, span = self.observations(key), self.span(key)
        inside = [item for item in held.values() if period.covers(item.period)]
        if not inside or period.end > span.end:
            raise MissingObservation(
                f"{key} has no value for the whole of {period}; held {span}. "
                f"Ask for a period up to {Period.holding(span.end, span.frequency)}; "
                "nothing is extrapolated."
            )
        return inside

    def _number(self, key: SeriesKey) -> int:
        number = self._numbers.get(str(key))
        if number is None:
            hint = near(str(key), self._numbers)
            raise UnknownSeries(
                f"No series {key} is held.{hint} "
                f"`policywire series` lists all {len(self._numbers)}."
            )
        return int(number)

    def _unsaid(self, key: SeriesKey) -> BeforeFirstVintage:
        sql = "SELECT min(vintage) FROM observation WHERE series = ?"
        row = self.connection.execute(sql, [self._number(key)]).fetchone()
        first = row[0] if row else None
        return BeforeFirstVintage(
            f"Nothing of {key} is held as of {self.as_of}: its first vintage is {first}. "
            f"Ask as of {first} or later."
        )

    def _missing(self, key: SeriesKey, period: Period) -> MissingObservation:
        held, frequency = list(self.observations(key).values()), self.series(key).frequency
        newest = max(item.vintage for item in held)
        advice = f"Ask for {held[-1].period}; nothing is extrapolated."
        if period.frequency is not frequency or not period.is_single:
            advice = (
                f"Its periods are of frequency {frequency.value}: use sum or mean over {period}."
            )
        elif held[0].period.start < period.start < held[-1].period.start:
            advice = "The publisher's table has a gap there; nothing is filled in."
        return MissingObservation(
            f"{key} has no value for {period}; held {held[0].period} to {held[-1].period} "
            f"({len(held)} values, vintage {newest}). {advice}"
        )
