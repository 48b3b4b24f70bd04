"""Readings worked out on a small table, each by hand."""

import pytest

from policywire.analyst.tables.features import trials_of
from policywire.analyst.tables.grid import Grid, bits
from policywire.analyst.tables.links import link
from policywire.analyst.tables.trials import Family, Trial

HEADER = ["port", "country", "opened", "containers (millions)", "berths"]
ROWS = [
    ["Altamira", "Mexico", "1985", "1.1", "10"],
    ["Lázaro Cárdenas", "Mexico", "1974", "2.3", "18"],
    ["Prince Rupert", "Canada", "1910", "1.2", "6"],
    ["Long Beach", "United States", "1911", "9.6", "80"],
    ["Savannah", "United States", "1945", "5.4", "30"],
    ["Total", "", "", "19.6", "144"],
]
GRID = Grid(HEADER, ROWS)


def outcomes(sentence: str, family: Family, **fields: object) -> set[bool]:
    """Return what the readings of one family, narrowed by field, find in the surest column."""
    scene = link(GRID, "container ports", sentence)
    picked = [trial for trial in trials_of(scene) if trial.family is family]
    named = [t for t in picked if all(getattr(t, k) == v for k, v in fields.items())]
    surest = max((t.link for t in named), default=0.0)
    return {t.holds for t in named if t.link == surest}


CASES = [
    ("There are 2 ports in Mexico.", Family.COUNT, {"kind": 1}, True),
    ("There are three ports in Mexico.", Family.COUNT, {"kind": 1}, False),
    ("Two American ports are on the list.", Family.COUNT, {"kind": 1}, True),
    ("There are 5 ports.", Family.COUNT, {"kind": 9}, True),
    ("Three ports handled more than 2 million containers.", Family.COUNT, {"kind": 5}, True),
    ("Ports of 3 different countries are listed.", Family.DISTINCT, {"kind": 0}, True),
    ("Long Beach has the most berths.", Family.SUPERLATIVE, {"kind": 0}, True),
    ("Savannah has the most berths.", Family.SUPERLATIVE, {"kind": 0}, False),
    ("Savannah has the second most berths.", Family.SUPERLATIVE, {"kind": 0}, True),
    ("Prince Rupert has the fewest berths.", Family.SUPERLATIVE, {"kind": 0}, True),
    ("Prince Rupert is the oldest, opened in 1910.", Family.SUPERLATIVE, {"kind": 0}, True),
    ("The highest number of berths is 80.", Family.EXTREME, {"kind": 0}, True),
    ("The lowest number of berths is 80.", Family.EXTREME, {"kind": 0}, False),
    ("Savannah has more berths than Altamira.", Family.COMPARE, {"kind": 0}, True),
    ("Altamira has more berths than Savannah.", Family.COMPARE, {"kind": 0}, False),
    ("Savannah has 20 more berths than Altamira.", Family.DIFFERENCE, {"kind": 0}, True),
    ("Savannah has more than 25 berths.", Family.THRESHOLD, {}, True),
    ("Savannah has fewer than 25 berths.", Family.THRESHOLD, {}, False),
    ("Savannah has at least 30 berths.", Family.THRESHOLD, {}, True),
    ("The total of berths is 144.", Family.AGGREGATE, {"kind": 0, "used": 0.0}, True),
    ("The average number of berths is 28.8.", Family.AGGREGATE, {"used": 0.0}, True),
    ("Altamira is the first port listed.", Family.ORDER, {"kind": 2}, True),
    ("Altamira opened before Savannah.", Family.ORDER, {"kind": 1}, False),
    ("Altamira is in Mexico.", Family.TOGETHER, {}, True),
    ("Altamira is in Canada.", Family.TOGETHER, {}, False),
    ("Lazaro Cardenas has 18 berths.", Family.LOOKUP, {"kind": 1, "link": 1.0}, True),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "family", "fields", "holds"), CASES)
def test_worked_by_hand(
    sentence: str, family: Family, fields: dict[str, object], holds: bool
) -> None:
    assert holds in outcomes(sentence, family, **fields)
    if family is not Family.TOGETHER:  # one for each pair of neighbours
        assert (not holds) not in outcomes(sentence, family, **fields)


def test_rows_of_totals_are_not_counted() -> None:
    assert GRID.body.bit_count() == 5
    assert bits(0b1010) == [1, 3]


def test_wins_are_told_by_a_running_record() -> None:
    record = Grid(
        ["date", "opponent", "record"],
        [
            ["may 1", "cubs", "3 - 1"],
            ["may 2", "reds", "3 - 2"],
            ["may 3", "mets", "4 - 2"],
            ["may 4", "reds", "5 - 2"],
        ],
    )
    assert record.index["@loss"] == {2: 0b010}
    assert record.index["@win"] == {2: 0b1100}


def test_wins_are_told_by_a_score_where_nothing_else_tells() -> None:
    scores = Grid(["date", "result"], [["may 1", "3 - 1"], ["may 2", "0 - 2"], ["may 3", "1 - 1"]])
    assert scores.index["@win"] == {1: 0b001}
    assert scores.index["@draw"] == {1: 0b100}


def test_a_misspelt_word_is_found() -> None:
    scene = link(GRID, "", "Savanah has 30 berths.")
    assert [m.fuzzy for m in scene.mentions] == [True]


def test_vectors_hold_numbers_only() -> None:
    scene = link(GRID, "", "Savannah has at least 30 of the 144 berths.")
    for trial in trials_of(scene):
        assert isinstance(trial, Trial)
        assert all(isinstance(value, float) for value in trial.vector())
