"""Words chosen by number: every threshold at its very edge, and synonyms that rotate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.wording import direction, thresholds_of
from policywire.facts.errors import WrongUse
from tests.analyst.conftest import figure

UP = ("rose", "increased", "grew")
DOWN = ("fell", "declined", "shrank")
EPSILON = 1e-9


def word(value: float, unit: str = "percent", turn: int = 0, forms: tuple[str, ...] = ()) -> str:
    return direction(figure(value, unit), forms, turn)


@pytest.mark.parametrize(
    ("value", "unit", "up", "down"),
    [
        # percent: flat below 0.5, edged below 2, sharply from 20
        (0.5 - EPSILON, "percent", "was little changed", "was little changed"),
        (0.5, "percent", "edged up", "edged down"),
        (2.0 - EPSILON, "percent", "edged up", "edged down"),
        (2.0, "percent", "rose", "fell"),
        (20.0 - EPSILON, "percent", "rose", "fell"),
        (20.0, "percent", "rose sharply", "fell sharply"),
        (400.0, "percent", "rose sharply", "fell sharply"),
        # points: flat below 0.1, edged below 0.5, sharply from 5
        (0.1 - EPSILON, "points", "was little changed", "was little changed"),
        (0.1, "points", "edged up", "edged down"),
        (0.5 - EPSILON, "points", "edged up", "edged down"),
        (0.5, "points", "rose", "fell"),
        (5.0 - EPSILON, "points", "rose", "fell"),
        (5.0, "points", "rose sharply", "fell sharply"),
        # anything else: its sign alone
        (EPSILON, "USD million", "rose", "fell"),
        (0.4, "USD million", "rose", "fell"),
        (1e9, "USD million", "rose", "fell"),
        (0.3, "MXN per USD", "rose", "fell"),
        (3.0, "index 2017=100", "rose", "fell"),
    ],
)
def test_each_edge_by_hand(value: float, unit: str, up: str, down: str) -> None:
    assert word(value, unit) == up
    assert word(-value, unit) == down


@pytest.mark.parametrize("unit", ["percent", "points", "USD million", "ratio", "persons"])
def test_no_change_is_little_changed(unit: str) -> None:
    for zero in (0.0, -0.0):
        assert word(zero, unit) == "was little changed"
        assert word(zero, unit, forms=("more", "less", "as much")) == "as much"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.5, "more"),
        (80.0, "more"),
        (-0.5, "less"),
        (-80.0, "less"),
        (0.49, "the same"),
        (-0.49, "the same"),
    ],
)
def test_words_given_are_used_by_sign(value: float, expected: str) -> None:
    assert word(value, forms=("more", "less", "the same")) == expected
    assert word(value, turn=7, forms=("more", "less", "the same")) == expected


def test_a_single_word_is_refused() -> None:
    with pytest.raises(WrongUse, match="takes a word for a rise and one for a fall, not 'rose'"):
        word(1.0, forms=("rose",))


def test_synonyms_rotate_and_come_round() -> None:
    assert [word(5.0, turn=turn) for turn in range(7)] == [*UP, *UP, UP[0]]
    assert [word(-5.0, turn=turn) for turn in range(7)] == [*DOWN, *DOWN, DOWN[0]]
    assert [word(1.0, "points", turn=turn) for turn in range(4)] == ["rose", "climbed"] * 2
    assert [word(-1.0, "points", turn=turn) for turn in range(4)] == ["fell", "slipped"] * 2


UNITS = st.sampled_from(["percent", "points", "USD million", "MXN per USD", "index 2017=100"])
VALUES = st.floats(-1e6, 1e6)


@given(VALUES, UNITS, st.integers(0, 50))
def test_the_word_has_the_sign_of_the_number(value: float, unit: str, turn: int) -> None:
    made = word(value, unit, turn)
    verbs = {"edged up": 1, "edged down": -1, "was little changed": 0}
    verbs |= dict.fromkeys([*UP, "climbed"], 1) | dict.fromkeys([*DOWN, "slipped"], -1)
    assert verbs[made.removesuffix(" sharply")] in (0, (value > 0) - (value < 0))
    assert made == word(value, unit, turn)
    opposite = word(-value, unit, turn)
    assert verbs[opposite.removesuffix(" sharply")] == -verbs[made.removesuffix(" sharply")]
    assert made.endswith("sharply") == opposite.endswith("sharply")


@given(VALUES, VALUES, UNITS)
def test_a_larger_change_never_gets_a_smaller_word(one: float, other: float, unit: str) -> None:
    small, large = sorted(map(abs, (one, other)))

    def size(value: float) -> int:
        made = word(value, unit)
        return {"was": 0, "edged": 1}.get(made.split()[0], 2 + made.endswith("sharply"))

    assert size(small) <= size(large)


def test_thresholds_belong_to_changes_only() -> None:
    assert thresholds_of(figure(1.0, "percent")) != thresholds_of(figure(1.0, "points"))
    assert thresholds_of(figure(1.0, "USD")).sharp == float("inf")
