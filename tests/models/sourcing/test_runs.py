"""The odds at which waiting beats building, as a run."""

import math
from datetime import date

import pytest

from policywire.facts.errors import BadShock
from policywire.models.base import Run
from policywire.models.legal.reform import library
from policywire.models.sourcing.runs import KEPT, MARGINS, wait_run
from policywire.models.sourcing.waiting import Plant, breakeven_odds, worth_building

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def made() -> Run:
    return wait_run(library().review, DAY)


def test_one_cell_by_hand(made: Run) -> None:
    """221 days to July 1, 2027; margin 15, keeps 40, interest 10, escalation 3 percent."""
    years = 221 / 365.25
    annuity, discount = (1 - math.exp(-0.1 * years)) / 0.1, math.exp(-0.1 * years)
    up = 1.03**years
    odds = (0.15 * annuity - 1 + discount * up) / (discount * (up - 0.40))
    assert made.outcomes["next/margin15/keeps40"].value == pytest.approx(100 * odds, abs=1e-6)
    assert odds == pytest.approx(breakeven_odds(0.15, years, 0.1, up - 1, 0.4))


def test_at_the_odds_through_reviews_building_is_worth_as_much_as_waiting(made: Run) -> None:
    years = (date(2036, 7, 1) - DAY).days / 365.25
    plant = Plant(0.15, 0.10, 0.03, 0.40, -math.log(0.5), years)
    odds = made.outcomes["reviews/margin15/keeps40"].value / 100
    assert worth_building(plant, odds) == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize("start", ["next", "reviews"])
def test_odds_go_up_with_margin_and_with_what_is_kept(made: Run, start: str) -> None:
    table = [
        [made.outcomes[f"{start}/margin{100 * m:.0f}/keeps{100 * k:.0f}"].value for k in KEPT]
        for m in MARGINS
    ]
    assert all(row == sorted(row) for row in table)
    assert all(list(column) == sorted(column) for column in zip(*table, strict=True))


def test_each_has_a_range_that_covers_nothing_and_holds_it(made: Run) -> None:
    for key, one in made.outcomes.items():
        assert one.over == "assumed interest and building costs"
        assert one.low is not None, key
        assert one.high is not None, key
        assert 0 <= one.low <= one.value <= one.high <= 100, key


def test_after_the_term_there_is_nothing_to_wait_for() -> None:
    with pytest.raises(BadShock, match="no review lies ahead"):
        wait_run(library().review, date(2036, 7, 2))
