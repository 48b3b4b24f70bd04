"""The snapshot as it stood on a day, read from its Parquet files."""

import csv
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

__all__ = ["Observed", "Series", "Snapshot"]

_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_NEWEST = """
CREATE TABLE newest AS SELECT series, start, value, vintage, document FROM (
  SELECT *, row_number() OVER (PARTITION BY series, start ORDER BY vintage DESC) AS age
  FROM read_parquet($path) WHERE vintage <= $day) WHERE age = 1
"""
_DOCUMENT: tuple[str, ...] = ("id", "sha256", "file", "publisher", "dataset", "url", "licence")
_DOCUMENT += ("retrieved", "via_name", "via_place", "via_copied", "via_licence")


def split_unit(unit: str) -> tuple[str, float]:
    """Return what a unit measures, and how many ones it counts in."""
    name, _, scale = unit.rpartition(" ")
    return (name, _SCALES[scale]) if name and scale in _SCALES else (unit, 1.0)


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation: its value, vintage and the number of its document."""

    value: float
    vintage: date
    document: str


@dataclass(frozen=True, slots=True)
class Series:
    """What the snapshot says of a series."""

    number: int
    family: str
    place: str
    partner: str
    product: str
    unit: str
    grain: str


class Snapshot:
    """Series, observations and documents of a folder of Parquet files, as of a day."""

    def __init__(self, folder: Path, places: Path, as_of: date) -> None:
        self.folder, self.as_of = folder, as_of
        self._connection = duckdb.connect(":memory:")
        path = {"path": str(folder / "observation.parquet"), "day": as_of}
        self._connection.execute(_NEWEST, path)
        self.series = self._read_series()
        self.documents = self._read_documents()
        self.names = _place_names(places)
        self.groups = _place_groups(places)
        self._ids = [document["id"] for document in self.documents]
        self._observed: dict[str, dict[date, Observed]] = {}

    def close(self) -> None:
        """Let the database go."""
        self._connection.close()

    def _read_series(self) -> dict[str, Series]:
        sql = "SELECT key, number, family, place, partner, product, unit, frequency FROM "
        rows = self._rows(f"{sql} read_parquet(?)", "series.parquet")
        return {
            str(row[0]): Series(int(str(row[1])), *(str(cell or "") for cell in row[2:]))
            for row in rows
        }

    def _read_documents(self) -> list[dict[str, str]]:
        sql = f"SELECT {', '.join(_DOCUMENT)} FROM read_parquet(?) ORDER BY number"
        rows = self._rows(sql, "document.parquet")
        return [
            {
                name: "" if cell is None else str(cell)
                for name, cell in zip(_DOCUMENT, row, strict=True)
            }
            for row in rows
        ]

    def _rows(self, sql: str, name: str) -> list[tuple[object, ...]]:
        return list(self._connection.execute(sql, [str(self.folder / name)]).fetchall())

    def observed(self, key: str) -> dict[date, Observed]:
        """Return the newest observations of a series by first day; KeyError if it is not held."""
        if key not in self._observed:
            sql = "SELECT start, value, vintage, document FROM newest WHERE series = ? ORDER BY 1"
            rows = self._connection.execute(sql, [self.series[key].number]).fetchall()
            self._observed[key] = {
                start: Observed(value, vintage, self._ids[document])
                for start, value, vintage, document in rows
            }
        return self._observed[key]

    def siblings(self, key: str) -> list[str]:
        """Return the series alike in all but the partner (or place), single places alone."""
        own = self.series[key]
        found = []
        for other, series in self.series.items():
            if other == key or series.family != own.family or series.product != own.product:
                continue
            subject = series.partner or series.place
            alike = bool(series.partner) == bool(own.partner)
            same = series.place == own.place if own.partner else True
            if alike and same and subject not in self.groups:
                found.append(other)
        return found

    def changed_files(self) -> list[str]:
        """Return the files whose hash is not the one the snapshot's manifest gives."""
        manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return [
            name
            for name, digest in manifest["sha256"].items()
            if hashlib.sha256((self.folder / name).read_bytes()).hexdigest() != digest
        ]


def _place_rows(places: Path) -> list[dict[str, str]]:
    with places.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _place_names(places: Path) -> dict[str, str]:
    return {row["code"]: row["name"] for row in _place_rows(places)}


def _place_groups(places: Path) -> frozenset[str]:
    return frozenset(row["code"] for row in _place_rows(places) if row["kind"] == "group")
