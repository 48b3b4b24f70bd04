"""Decisions as dated facts: the schema is closed, the days are kept apart."""

from datetime import date
from pathlib import Path

import pytest

from policywire.facts.errors import BadDocument, PolicywireError
from policywire.policy.decisions import Decisions, load_decisions
from policywire.schema import loads

FILE = Path(__file__).parents[2] / "src" / "policywire" / "desks" / "money" / "decisions.yaml"
ONE = """
range_before: 0.5
complete_until: "2016-12-31"
decisions:
  - day: "2016-03-16"
    lower: 0.25
    upper: 0.5
    votes_for: 9
    votes_against: 1
    dissents: [{name: E, preferred: raise, side: tighter}]
    citation: {title: T, locator: L}
"""


def test_what_ships_reads_and_cites() -> None:
    held = load_decisions(FILE)
    assert len(held.decisions) == 87
    assert all(
        one.citation.href.startswith("https://www.federalreserve.gov/") for one in held.decisions
    )
    assert sum(len(one.dissents) for one in held.decisions) == 46
    assert [one.day for one in held.decisions if not one.scheduled] == [
        date(2020, 3, 3),
        date(2020, 3, 15),
    ]


def test_moves_add_up_to_the_last_range() -> None:
    held = load_decisions(FILE)
    total = sum(held.move_bp(one) for one in held.decisions)
    assert held.range_before * 100 + total == held.decisions[-1].upper * 100
    assert held.move_bp(held.on(date(2022, 6, 15))) == 75


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("lower:", "lowr:", "unknown field 'lowr'. Near: lower"),
        ("upper: 0.5", "upper: 0.1", "no target range"),
        ("votes_against: 1", "votes_against: 2", "2 votes against, 1 named"),
        ("side: tighter", "side: higher", "none of tighter, easier, unclear"),
        ('"2016-03-16"', '"2016-03-19"', "Saturday"),
        ('"2016-03-16"', '"2016-13-16"', "month"),
    ],
)
def test_a_file_that_is_refused(old: str, new: str, what: str) -> None:
    assert old in ONE
    with pytest.raises(BadDocument, match=what):
        loads(ONE.replace(old, new), Decisions, "decisions.yaml")


def test_out_of_order_is_refused() -> None:
    entry = ONE.partition("decisions:\n")[2]
    with pytest.raises(BadDocument, match="in order"):
        loads(ONE + entry, Decisions, "decisions.yaml")


def test_a_day_without_a_decision_names_the_nearest() -> None:
    held = load_decisions(FILE)
    with pytest.raises(PolicywireError, match="Nearest: 2024-05-01, 2024-06-12"):
        held.on(date(2024, 5, 2))
