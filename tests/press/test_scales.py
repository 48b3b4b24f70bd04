"""Scales and labels: round ticks that hold every value, labels that never overlap."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.press.charts.labels import lines, spread, width
from policywire.press.charts.scales import class_bounds, number_axis, tick_text, time_ticks

VALUES = st.lists(st.floats(-1e7, 1e7).filter(lambda v: v == 0 or abs(v) > 1e-6), min_size=1)


@pytest.mark.parametrize(
    ("values", "from_zero", "expected"),
    [
        ([3.0, 534.9], True, (0, 200, 400, 600)),
        ([-197.6, 10.0], True, (-200, -150, -100, -50, 0, 50)),
        ([95.0, 118.0], False, (95, 100, 105, 110, 115, 120)),
        ([9.0, 21.6], False, (0, 5, 10, 15, 20, 25)),
        ([0.0, 0.0], True, (0, 0.2, 0.4, 0.6, 0.8, 1.0)),
    ],
)
def test_axes_by_hand(values: list[float], from_zero: bool, expected: tuple[float, ...]) -> None:
    assert number_axis(values, from_zero=from_zero).ticks == expected


@given(VALUES, st.booleans())
def test_an_axis_holds_every_value_in_few_even_steps(values: list[float], from_zero: bool) -> None:
    axis = number_axis(values, from_zero=from_zero)
    slack = 1e-6 * (axis.high - axis.low)
    assert axis.low - slack <= min(values)
    assert axis.high + slack >= max(values)
    assert 2 <= len(axis.ticks) <= 9
    assert axis.starts_at_zero or not from_zero
    assert len({tick_text(tick, axis.decimals) for tick in axis.ticks}) == len(axis.ticks)


@given(
    st.dates(date(1950, 1, 1), date(2050, 12, 31)),
    st.dates(date(1950, 1, 1), date(2050, 12, 31)),
    st.floats(150, 700),
)
def test_time_ticks_fit_and_lie_inside(one: date, other: date, room: float) -> None:
    ticks, form = time_ticks((one, other), room)
    inside = [tick for tick in ticks if min(one, other) <= tick <= max(one, other)]
    assert inside == list(ticks) or len(ticks) == 1
    assert len(ticks) * (44 if form == "%Y" else 70) <= max(room, 70)
    assert len({f"{tick:{form}}" for tick in ticks}) == len(ticks)


def test_years_end_on_the_last_one() -> None:
    ticks, form = time_ticks((date(2015, 1, 1), date(2025, 1, 1)), 280)
    assert [tick.year for tick in ticks] == [2015, 2017, 2019, 2021, 2023, 2025]
    assert form == "%Y"


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_classes_are_few_and_rising(values: list[float]) -> None:
    bounds = class_bounds(values)
    assert len(bounds) <= 4
    assert all(low < high for low, high in pairwise(bounds))


@given(st.lists(st.floats(0, 300), max_size=8), st.floats(5, 30))
def test_labels_keep_their_distance_and_order(wanted: list[float], gap: float) -> None:
    placed = spread(wanted, gap, 0, 300)
    ordered = sorted(placed)
    assert all(after - before >= gap - 1e-6 for before, after in pairwise(ordered))
    pairs = sorted(zip(wanted, placed, strict=True))
    assert all(one[1] < other[1] for one, other in pairwise(pairs) if one[0] < other[0])
    assert all(position >= -1e-6 for position in placed)


def test_labels_apart_stay_where_they_are() -> None:
    assert spread([10, 50, 90], 10, 0, 100) == (10, 50, 90)
    assert spread([50, 50], 10, 0, 100) == (45, 55)
    assert spread([99, 100], 10, 0, 100) == (90, 100)
    assert spread([], 10, 0, 100) == ()


@given(st.text(alphabet="abc WM%1", max_size=60), st.floats(20, 300))
def test_lines_lose_no_word_and_fit(text: str, room: float) -> None:
    broken = lines(text, room, 13)
    assert " ".join(broken).split() == text.split()
    assert all(width(line, 13) <= room or " " not in line for line in broken)
