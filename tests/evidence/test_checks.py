"""Arrival checks: each planted fault is refused, and clean data passes."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.evidence import Store
from policywire.evidence.checks import check_batch, duplicate_cells, scale_breaks
from policywire.facts import Batch, SeriesKey
from policywire.facts.errors import ArrivalRefused
from tests.evidence.conftest import EARLY, MX, batch, describe, months

AUTOS, FOOD = f"{MX}/naics:336", f"{MX}/naics:311"


def check(made: Batch) -> None:
    check_batch(made, tuple(describe(SeriesKey.parse(key)) for key in made.keys))


def test_clean_data_pass() -> None:
    check(
        batch({MX: months(2024, 50.0), AUTOS: months(2024, 30.0), FOOD: months(2024, 20.0)}, EARLY)
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_no_number(value: float) -> None:
    with pytest.raises(ArrivalRefused, match="not a number"):
        check(batch({MX: {"2024-01": value}}, EARLY))


def test_a_cell_given_twice() -> None:
    made = batch({MX: {"2024-01": 1.0}}, EARLY)
    doubled = batch({MX: {"2024-01": 1.0}}, EARLY)
    for column in ("series", "start", "value"):
        getattr(doubled, column).extend(getattr(made, column))
    with pytest.raises(ArrivalRefused, match="given twice"):
        check(doubled)


def test_an_index_below_zero() -> None:
    with pytest.raises(ArrivalRefused, match="unit cannot take"):
        check(batch({"bls:cpi/USA": {"2024-01": -1.0}}, EARLY))


def test_a_month_that_begins_mid_month() -> None:
    with pytest.raises(ArrivalRefused, match="begins 2024-01-15"):
        check(batch({MX: {"2024-01-15": 1.0}}, EARLY))


def test_thousands_taken_for_ones_inside_a_file() -> None:
    slipped = months(2023, 40_000.0) | months(2024, 40.0)
    with pytest.raises(ArrivalRefused, match="changes scale"):
        check(batch({MX: slipped}, EARLY))


def test_one_volatile_series_among_many_is_no_slip() -> None:
    ores = {"2024-01": 2.0, "2024-02": 3.0, "2024-03": 2.0}
    ores |= {"2024-04": 9000.0, "2024-05": 9000.0, "2024-06": 9000.0}
    steady = {f"{MX}/naics:{code}": months(2024, 10.0) for code in (311, 312, 313)}
    check(batch({f"{MX}/naics:212": ores} | steady, EARLY))


def test_a_single_large_shipment_is_no_slip() -> None:
    check(batch({MX: months(2024, 40.0) | {"2024-06": 90_000.0}}, EARLY))


def test_parts_that_exceed_their_total() -> None:
    """A grouping code filed as one more part counts everything twice."""
    parts = {MX: months(2024, 50.0), AUTOS: months(2024, 50.0), FOOD: months(2024, 50.0)}
    with pytest.raises(ArrivalRefused, match="count double"):
        check(batch(parts, EARLY))


def test_a_revision_on_another_scale(store: Store) -> None:
    with pytest.raises(ArrivalRefused, match="Is the unit right"), store.write() as filing:
        filing.file(batch({MX: months(2024, 50_000.0)}, date(2025, 9, 1), "d.csv"), describe)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=30))
def test_duplicates_are_counted_once_each(cells: list[tuple[int, int]]) -> None:
    index = np.array([cell[0] for cell in cells], dtype=np.int32)
    start = np.array([cell[1] for cell in cells], dtype=np.int32)
    assert len(duplicate_cells(index, start)) == len(cells) - len(set(cells))


@given(st.lists(st.floats(1.0, 400.0), min_size=1, max_size=40))
def test_a_series_within_one_scale_never_breaks(values: list[float]) -> None:
    index = np.zeros(len(values), dtype=np.int32)
    start = np.arange(len(values), dtype=np.int32)
    assert len(scale_breaks(index, start, np.array(values))) == 0
