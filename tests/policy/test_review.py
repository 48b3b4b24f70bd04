"""The review of Article 34.7: states by hand, clocks, and steps that cannot be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts import Citation
from policywire.facts.errors import BadDocument, NotHeld
from policywire.policy.library import Library
from policywire.policy.review import Kind, Review, Status

CITED = Citation("a test", "supposed")


def step(day: str, kind: Kind, name: str = "x") -> Review:
    return Review(name, date.fromisoformat(day), kind, "supposed", CITED)


@pytest.mark.parametrize(
    ("day", "status", "due"),
    [
        ("2020-07-01", Status.IN_TERM, "2026-07-01"),
        ("2026-06-30", Status.IN_TERM, "2026-07-01"),
        ("2026-07-01", Status.ANNUAL, "2027-07-01"),
        ("2027-06-30", Status.ANNUAL, "2027-07-01"),
        ("2027-07-01", Status.ANNUAL, "2028-07-01"),
        ("2036-06-30", Status.ANNUAL, "2036-07-01"),
        ("2036-07-01", Status.LAPSED, ""),
    ],
)
def test_where_the_agreement_stands(library: Library, day: str, status: Status, due: str) -> None:
    state = library.review.on(date.fromisoformat(day))
    assert state.status is status
    assert state.next_review == (date.fromisoformat(due) if due else None)
    assert state.term_ends == date(2036, 7, 1)
    assert state.in_force is (status is not Status.LAPSED)
    assert state.rests_on[-1].citation.title


def test_before_the_agreement_there_is_no_state(library: Library) -> None:
    with pytest.raises(NotHeld, match="it is from 2020-07-01"):
        library.review.on(date(2020, 6, 30))


def test_the_clocks_of_the_six_year_review_and_of_an_annual_one(library: Library) -> None:
    """19 U.S.C. 4611: 270 and 180 days before 1 July 2026; 70 before 1 July 2027; 20 after."""
    six = [clock.day for clock in library.review.on(date(2025, 1, 1)).clocks]
    annual = [clock.day for clock in library.review.on(date(2026, 8, 3)).clocks]
    first, second = date(2026, 7, 1), date(2027, 7, 1)
    assert six == [first - timedelta(270), first - timedelta(180), first + timedelta(20)]
    assert annual == [second - timedelta(270), date(2027, 4, 22), second + timedelta(20)]


def test_a_confirmation_starts_a_new_term(library: Library) -> None:
    law = library.review.supposing([step("2027-07-01", Kind.CONFIRMED)])
    state = law.on(date(2027, 7, 2))
    assert (state.status, state.term_ends) == (Status.EXTENDED, date(2043, 7, 1))
    assert state.next_review == date(2033, 7, 1)


def test_a_notice_runs_six_months_and_may_be_withdrawn(library: Library) -> None:
    given_ = step("2026-08-31", Kind.NOTICE_GIVEN)
    law = library.review.supposing([given_])
    assert law.on(date(2026, 9, 1)).leaves == date(2027, 2, 28)
    assert law.on(date(2027, 2, 27)).status is Status.NOTICE
    assert law.on(date(2027, 2, 28)).status is Status.LAPSED
    back = library.review.supposing([given_, step("2026-12-01", Kind.NOTICE_WITHDRAWN, "y")])
    assert back.on(date(2027, 3, 1)).status is Status.ANNUAL


@pytest.mark.parametrize(
    "steps",
    [
        [step("2026-09-01", Kind.IN_FORCE)],
        [step("2026-09-01", Kind.NOTICE_WITHDRAWN)],
        [step("2026-09-01", Kind.NOTICE_GIVEN), step("2026-10-01", Kind.NOTICE_GIVEN)],
        [step("2026-09-01", Kind.NOTICE_GIVEN), step("2026-10-01", Kind.CONFIRMED)],
        [step("2026-09-01", Kind.NOTICE_GIVEN), step("2027-04-01", Kind.NOT_CONFIRMED)],
        [step("2037-01-01", Kind.CONFIRMED)],
    ],
)
def test_steps_that_cannot_follow_are_refused(library: Library, steps: list[Review]) -> None:
    with pytest.raises(BadDocument):
        library.review.supposing(steps)


@given(st.dates(date(2020, 7, 1), date(2040, 1, 1)))
def test_the_next_review_lies_ahead_and_within_the_term(library: Library, day: date) -> None:
    state = library.review.on(day)
    if state.in_force:
        assert state.next_review is not None
        assert day < state.next_review <= state.term_ends
    else:
        assert state.next_review is None
