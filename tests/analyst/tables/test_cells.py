"""Cells of published tables, as their printers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.tables.cells import CellKind, read_cell
from policywire.analyst.tables.words import words

NUMBERS = [
    ("1,452.4", 1452.4), ("(12.3)", -12.3), ("$  1,452.4", 1452.4), ("$ (12.3)", -12.3),
    ("12.19 (91)", 91), ("t1", 1), ("+ 9", 9), ("- 3", -3), ("22.2%", 22.2), ("5.5 %", 5.5),
    ("4:34.55", 274.55), ("1:02:03", 3723), ("10th", 10), ("3 (tie)", 3), ("01", 1), (".5", 0.5),
    ("37,000 m (ft)", 37000), ("−7", -7), ("12 mm", 12), ("200 [a]", 200), ("£1,200", 1200),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers(text: str, value: float) -> None:
    cell = read_cell(text)
    assert cell.kind is CellKind.NUMBER
    assert cell.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "—", "-", "n/a", "--", "N/A"])
def test_empty(text: str) -> None:
    assert read_cell(text).kind is CellKind.EMPTY
    assert read_cell(text).value is None


def test_dates_sort_by_day() -> None:
    days = ["22 june 1997", "march 13 , 2006", "13 / 01 / 2009", "2010 - 04 - 01", "may 2 , 2011"]
    cells = [read_cell(day) for day in days]
    assert {cell.kind for cell in cells} == {CellKind.DATE}
    values = [cell.value for cell in cells if cell.value is not None]
    assert values == sorted(values)
    assert len(values) == len(days)


def test_a_score_sorts_by_its_first_side_and_tells_the_outcome() -> None:
    cell = read_cell("w 103 - 87")
    assert (cell.kind, cell.value) == (CellKind.SCORE, 103)
    assert "@win" in cell.keys
    assert "@loss" in read_cell("Runner-up").keys


def test_a_cell_of_a_hundred_thousand_digits_is_words() -> None:
    cell = read_cell("9" * 100_000)
    assert cell.kind is CellKind.TEXT
    assert cell.value is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Matches", "match"), ("scored", "scores"), ("Citiés", "city"), ("won", "win"),
     ("three", "3"), ("third", "3rd"), ("13,000", "13000"), ("U.S.", "us"), ("7.0", "7")],
)  # fmt: skip
def test_words_of_one_spelling(one: str, other: str) -> None:
    assert [word.key for word in words(one)] == [word.key for word in words(other)]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    cell = read_cell(text)
    assert cell.value is None or cell.value == cell.value
