"""Figures bound to their derivation: accepted when equal within their own rounding, never else."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.tables import Judgement, judge_line
from policywire.analyst.tables.arithmetic import work_out
from policywire.analyst.tables.said import figures_said
from policywire.facts.errors import BadExpression

TABLE = [
    ["", "2023", "2022"],
    ["Sales", "$  1,452.4", "1,188.9"],
    ["Loss", "(12.3)", "(9.8)"],
    ["Margin", "41.2%", "40.6%"],
    ["Share", "43", "31"],
    ["Units", "70", "65"],
]


def bound(sentence: str, derivation: str, scale: str = "", **more: object) -> str:
    line = {"id": 7, "table": TABLE, "sentence": sentence, "derivation": derivation, "scale": scale}
    return judge_line({**line, **more}).verdict.value


WORKED = [
    ("(44.1-56.7)/56.7", -0.2222222), ("60.3 million + 32,137 thousand", 92_437_000),
    ("-114 - (71)", -43), ("3 + (13) + 26", 16), ("[(166+178)/2] - [(57+44)/2]", 121.5),
    ("$5,121 +$(-5,946) + $17,592", 16767), ("(1-15%)*($2.2/15%)", 12.4666667),
    ("4.7% - 5.3%", -0.006), ("2 - -3", 5), ("12 ÷ 4 × 2", 6), ("1,000,000/4", 250_000),
    ("8 - 3 - 2", 3), ("2018##2017##", 2), ("16 / 4 / 2", 2), (".5+.25", 0.75), ("-(2+3)", -5),
]  # fmt: skip


@pytest.mark.parametrize(("derivation", "value"), WORKED)
def test_worked_by_hand(derivation: str, value: float) -> None:
    assert work_out(derivation).value == pytest.approx(value)


def test_brackets_around_a_lone_number_follow_the_table() -> None:
    assert work_out("100 - (71)", {100.0, 71.0}).value == 29
    assert work_out("100 - (71)", {100.0, -71.0}).value == 171


@pytest.mark.parametrize(
    "text",
    ["", "1/0", "1/(2-2)", "2**3", "((((", "1+", "import os", "__import__('os')", "1;2", "3 4",
     "(" * 200 + "1" + ")" * 200, "1+" * 3000 + "1", "x", "1e5", "()", "+", "9" * 1500 + "*x"],
)  # fmt: skip
def test_what_is_no_arithmetic_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(BadExpression):
        work_out(text)


@given(st.text(alphabet="0123456789.,+-*/()%$ milionbk", max_size=60))
def test_any_derivation_gives_a_number_or_our_error(text: str) -> None:
    with suppress(BadExpression):
        assert isinstance(work_out(text).value, float)


GROWTH = "(1,452.4-1,188.9)/1,188.9"  # 22.1633 percent
RIGHT = [
    ("Sales rose 22.16 percent in 2023.", GROWTH, "percent"),
    ("Sales rose about 22%.", GROWTH, "percent"),
    ("The change was 22.2.", GROWTH, "percent"),
    ("Sales rose by $263.5 million.", "1,452.4-1,188.9", "million"),
    ("Sales rose by $0.26 billion.", "1,452.4-1,188.9", "million"),
    ("The change was 263,500,000 dollars.", "1,452.4-1,188.9", "million"),
    ("Sales fell by 263.5 million.", "1,188.9-1,452.4", "million"),
    ("The change was -263.5.", "1,188.9-1,452.4", "million"),
    ("The change was (263.5) million.", "1,188.9-1,452.4", "million"),
    ("A decline of 263.5 million.", "1,188.9-1,452.4", "million"),
    ("A 18.1% decline.", "(1,188.9-1,452.4)/1,452.4", "percent"),
    ("The margin rose 0.6 percentage points.", "41.2%-40.6%", "points"),
    ("The margin moved 60 basis points.", "41.2%-40.6%", "points"),
    ("The share rose 12 percent.", "43-31", "percent"),
    ("The mean was 67.5 percent.", "(70+65)/2", "percent"),
    ("The ratio is 1.22.", "1,452.4/1,188.9", ""),
    ("Sales were 122.2 percent of it.", "1,452.4/1,188.9", ""),
    ("Sales went from 1,188.9 to 1,452.4 million, up 263.5 million.", "1,452.4-1,188.9", "million"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "derivation", "scale"), RIGHT)
def test_right_figures(sentence: str, derivation: str, scale: str) -> None:
    assert bound(sentence, derivation, scale) == "supported"


WRONG = [
    ("Sales rose 22.17 percent.", GROWTH, "percent"),
    ("Sales rose 21%.", GROWTH, "percent"),
    ("Sales rose 22.2 percentage points.", GROWTH, "percent"),
    ("Sales rose 22.2 million.", GROWTH, "percent"),
    ("Sales rose -22.2 percent.", GROWTH, "percent"),
    ("Sales fell 22.2 percent.", GROWTH, "percent"),
    ("Sales rose 0.222 percent.", GROWTH, "percent"),
    ("Sales rose by 263.5 billion.", "1,452.4-1,188.9", "million"),
    ("Sales rose by 263.5 thousand.", "1,452.4-1,188.9", "million"),
    ("Sales rose by 263.5 percent.", "1,452.4-1,188.9", "million"),
    ("Sales rose by 263.5 million.", "1,188.9-1,452.4", "million"),
    ("The change was 263.5 million.", "1,188.9-1,452.4", "million"),
    ("Sales were 1,452.4 million.", "1,452.4-1,188.9", "million"),
    ("The margin rose 0.6 percent.", "41.2%-40.6%", "points"),
    ("It was about 100 percent.", "43/49", "percent"),
    ("The ratio is 1.22 million.", "1,452.4/1,188.9", ""),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "derivation", "scale"), WRONG)
def test_wrong_figures(sentence: str, derivation: str, scale: str) -> None:
    assert bound(sentence, derivation, scale) == "refuted"


@pytest.mark.parametrize(
    ("sentence", "derivation"),
    [("Sales rose.", GROWTH), ("Sales rose 5.", "1/0"), ("Sales rose 5.", "what?"),
     ("Sales rose 22.2 percent, or 99 percent.", GROWTH)],
)  # fmt: skip
def test_nothing_to_compare_is_unsure_with_a_note(sentence: str, derivation: str) -> None:
    line = {"table": TABLE, "sentence": sentence, "derivation": derivation, "scale": "percent"}
    verdict = judge_line(line)
    assert verdict.verdict is Judgement.UNSURE
    assert len(verdict.note) > 20


def test_the_figure_field_names_the_number_meant() -> None:
    said = "Sales rose 22.2 percent, or 99 percent."
    assert bound(said, GROWTH, "percent", figure="22.2%") == "supported"
    assert bound(said, GROWTH, "percent", figure="99") == "refuted"
    assert bound("", GROWTH, "percent", answer=22.16) == "supported"


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.integers(0, 4))
def test_a_printed_number_is_always_within_its_own_rounding(
    top: int, low: int, places: int
) -> None:
    value = top / low
    said = figures_said(f"It was {value:.{places}f}.")[0]
    assert abs(said.value - value) <= said.half * (1 + 1e-9) + 1e-9
    line = {
        "table": [["a"]],
        "derivation": f"{top}/{low}",
        "sentence": f"It was {value:.{places}f}.",
    }
    assert judge_line(line).verdict is Judgement.SUPPORTED


def test_the_id_comes_back_as_given() -> None:
    line = {"table": TABLE, "sentence": "It was 5.", "derivation": "2+3"}
    assert judge_line({**line, "id": 12}).id == 12
    assert judge_line({**line, "id": "12"}).id == "12"


def test_any_change_of_a_printed_digit_is_refuted() -> None:
    right = "22.16"
    for place, digit in [(p, d) for p in (0, 1, 3, 4) for d in "0123456789"]:
        said = right[:place] + digit + right[place + 1 :]
        expected = "supported" if said == right else "refuted"
        assert bound(f"It was {said} percent.", GROWTH, "percent") == expected, said
