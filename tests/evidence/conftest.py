"""A small store with two vintages, shared by the evidence tests."""

from array import array
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from policywire.evidence import Store
from policywire.facts import (
    Adjustment,
    Batch,
    Frequency,
    Gather,
    Origin,
    Period,
    Series,
    SeriesKey,
    Status,
    Unit,
)

BASES = {
    "imports.general": "general imports, customs value",
    "exports.total": "exports, FAS value",
    "imports.consumption": "imports for consumption, customs value",
    "duties.calculated": "calculated duties",
}


def describe(key: SeriesKey) -> Series:
    """Describe any key of the tests: monthly dollars, or an index, a rate, a daily price."""
    special = {
        "cpi": ("index 1982-84=100", Frequency.MONTH, Adjustment.ADJUSTED, Gather.MEAN),
        "rate": ("percent", Frequency.MONTH, Adjustment.NONE, Gather.MEAN),
        "fx": ("MXN per USD", Frequency.DAY, Adjustment.NONE, Gather.MEAN),
    }
    monthly = ("USD", Frequency.MONTH, Adjustment.UNADJUSTED, Gather.SUM)
    unit, grain, adjustment, gather = special.get(key.measure, monthly)
    basis = BASES.get(key.measure, key.measure)
    rest = ("Census", "Trade", "https://example.org/trade", "public domain")
    title = f"{key.measure} {key.partner or key.place}"
    return Series(key, title, Unit.parse(unit), grain, basis, adjustment, gather, *rest)


def origin(name: str = "a.csv", day: date = date(2025, 2, 1)) -> Origin:
    """Return the origin of a test file."""
    text = name.encode().hex().ljust(64, "0")
    return Origin("Census", "Trade", "https://example.org/trade", "public domain", day, text, name)


def batch(cells: dict[str, dict[str, float]], vintage: date, name: str = "a.csv") -> Batch:
    """Make a batch from key -> period -> value."""
    keys = tuple(cells)
    rows = [
        (at, Period.parse(period).start.toordinal(), value)
        for at, key in enumerate(keys)
        for period, value in cells[key].items()
    ]
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return Batch(
        keys,
        array("i", columns[0]),
        array("i", columns[1]),
        array("d", columns[2]),
        vintage,
        Status.ACTUAL,
        origin(name, vintage),
    )


def months(year: int, value: float, count: int = 12) -> dict[str, float]:
    """Return ``count`` months of one value."""
    return {f"{year}-{month:02d}": value for month in range(1, count + 1)}


MX, CA, WLD, EU = (f"census:imports.general/USA.{code}" for code in ("MEX", "CAN", "WLD", "EUU"))
OUT = "census:exports.total/USA.MEX"
EARLY, LATE = date(2025, 2, 1), date(2025, 8, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a store of trade in 2023 and 2024, with a revision of one month in August 2025."""
    made = Store.create(tmp_path / "store")
    first = {
        MX: months(2023, 40.0) | months(2024, 50.0),
        CA: months(2023, 35.0) | months(2024, 30.0),
        WLD: months(2023, 200.0) | months(2024, 250.0),
        EU: months(2023, 60.0) | months(2024, 60.0),
        OUT: months(2023, 20.0) | months(2024, 25.0),
        "census:imports.consumption/USA.MEX": months(2024, 49.0),
        "census:duties.calculated/USA.MEX": months(2024, 0.98),
        "bls:cpi/USA": months(2023, 300.0) | months(2024, 310.0),
        "fed:rate/USA": months(2023, 5.0) | months(2024, 4.5),
        "fed:fx/USA.MEX": {f"2024-01-{day:02d}": 17.0 + day for day in (2, 3, 4, 5, 8, 30, 31)},
    }
    with made.write() as filing:
        filing.file(batch(first, EARLY), describe)
        filing.file(batch({MX: {"2024-12": 62.0}}, LATE, "b.csv"), describe)
    return made


Compute = Callable[[str], object]
