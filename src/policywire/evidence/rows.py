"""Rows of the three tables turned into facts, and back into columns."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from policywire.facts import (
    Adjustment,
    Frequency,
    Gather,
    Observation,
    Origin,
    Period,
    Series,
    SeriesKey,
    Status,
    Unit,
    Via,
)

__all__ = [
    "Holding",
    "Row",
    "holding",
    "observation",
    "origin",
    "origin_row",
    "series",
    "series_row",
]

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """One line of the inventory.

    Attributes
    ----------
    key, title, unit, publisher : str
        What is held.
    count : int
        Periods with a value.
    first, last : Period
        Earliest and latest of them.
    said_first, said_last : date
        Oldest and newest vintage.
    """

    key: str
    title: str
    unit: str
    publisher: str
    count: int
    first: Period
    last: Period
    said_first: date
    said_last: date


def observation(key: SeriesKey, frequency: Frequency, row: Row) -> Observation:
    """Return the observation of a (start, value, vintage, status, document) row."""
    start, value, vintage, status, document = row
    return Observation(key, Period.of(frequency, start), value, vintage, Status(status), document)


def series(row: Row) -> Series:
    """Return the series of a row of the series table."""
    key, title, unit, frequency, basis, adjustment, gather, *rest = (row[1], *row[6:])
    return Series(
        SeriesKey.parse(key),
        title,
        Unit.parse(unit),
        Frequency(frequency),
        basis,
        Adjustment(adjustment),
        Gather(gather),
        *rest,
    )


def series_row(series: Series) -> Row:
    """Return the columns of the series table after its number."""
    key = series.key
    partner, product = (str(part) if part else None for part in (key.partner, key.product))
    return (
        *(str(key), key.family, str(key.place), partner, product),
        *(series.title, str(series.unit), series.frequency.value, series.basis),
        *(series.adjustment.value, series.gather.value, series.publisher, series.dataset),
        *(series.url, series.licence, series.layer, series.note),
    )


def origin(row: Row) -> Origin:
    """Return the origin of a row of the document table."""
    _, _, sha256, file, publisher, dataset, url, licence, retrieved, *via = row
    third = Via(*via) if via[0] is not None else None
    return Origin(publisher, dataset, url, licence, retrieved, sha256, file, third)


def origin_row(origin: Origin) -> Row:
    """Return the columns of the document table after its number."""
    via = origin.via
    third = (via.name, via.place, via.copied, via.licence) if via else (None,) * 4
    return (
        *(origin.id, origin.sha256, origin.file, origin.publisher, origin.dataset),
        *(origin.url, origin.licence, origin.retrieved, *third),
    )


def holding(row: Row) -> Holding:
    """Return a line of the inventory."""
    key, title, unit, publisher, frequency, count, start, end, said_first, said_last = row
    grain = Frequency(frequency)
    first, last = Period.of(grain, start), Period.of(grain, end)
    return Holding(key, title, unit, publisher, count, first, last, said_first, said_last)
