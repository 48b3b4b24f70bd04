"""Periods: text and back, tiling, seasons, shifts by years, and every bad text refused."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from policywire.facts import Frequency, Period
from policywire.facts.errors import BadPeriod
from tests.facts.strategies import DAYS, MONTHS, PERIODS, SINGLES, ranges

HOW = r"is no period\. Write 2024, 2024-Q3, 2024-07, 2024-07-15"


def p(text: str) -> Period:
    return Period.parse(text)


# ------------------------------------------------------------------------- text and back


@given(PERIODS)
@example(p("0001"))
@example(p("9998"))
@example(p("9999-12-31"))
@example(p("12m:2024-02"))
@example(p("2024-01..2024-12"))
def test_text_and_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    "text",
    [
        *("2024", "0987", "2024-Q1", "2024-Q4", "2024-07", "2024-07-15", "2024-02-29"),
        *("2023..2024", "2023-Q4..2024-Q1", "2024-01..2024-11", "2024-07-15..2024-08-02"),
        *("12m:2025-11", "12m:2024-01", "2024-01..2024-12"),
    ],
)
def test_a_plain_text_prints_as_it_was_written(text: str) -> None:
    assert str(p(text)) == text


@pytest.mark.parametrize(
    ("text", "start", "end", "frequency"),
    [
        ("2024", "2024-01-01", "2024-12-31", "A"),
        ("2024-Q1", "2024-01-01", "2024-03-31", "Q"),
        ("2024-Q4", "2024-10-01", "2024-12-31", "Q"),
        ("2024-02", "2024-02-01", "2024-02-29", "M"),
        ("2023-02", "2023-02-01", "2023-02-28", "M"),
        ("1900-02", "1900-02-01", "1900-02-28", "M"),
        ("2000-02", "2000-02-01", "2000-02-29", "M"),
        ("2024-07-15", "2024-07-15", "2024-07-15", "D"),
        ("2024-01..2024-11", "2024-01-01", "2024-11-30", "M"),
        ("2023-Q4..2024-Q1", "2023-10-01", "2024-03-31", "Q"),
        ("2024..2024", "2024-01-01", "2024-12-31", "A"),
        ("12m:2025-11", "2024-12-01", "2025-11-30", "M"),
        ("12m:2024-02", "2023-03-01", "2024-02-29", "M"),
        ("12m:2024-12", "2024-01-01", "2024-12-31", "M"),
    ],
)
def test_parsed_by_hand(text: str, start: str, end: str, frequency: str) -> None:
    wanted = Period(date.fromisoformat(start), date.fromisoformat(end), Frequency(frequency))
    assert p(text) == wanted


def test_a_trailing_december_is_its_months_and_so_prints_as_a_range() -> None:
    assert str(p("12m:2024-12")) == "2024-01..2024-12"
    assert p("12m:2024-12") != p("2024")
    assert p("12m:2024-12").same_days(p("2024"))
    assert not p("12m:2024-12").is_trailing_year


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "2024 ", " 2024", "2024\n", "24", "02024", "year", "last year", "FY2024"),
        *("2024-1", "2024-7-15", "2024/07", "2024-Q0", "2024-Q5", "2024Q3", "2024-q3", "Q3 2024"),
        *(
            "2024-",
            "2024-07-",
            "2024-07-15T00:00",
            "-2024",
            "+2024",
            "2024.5",
            "12m:",
            "12M:2024-05",
        ),
        *("..", "2024..", "..2024", "2024...2025", "2024..2025..2026", "2024-2025", "2024–2025"),
        *("12m:2024-01..2024-05", "2023-06..12m:2024-05", "MM24"),
    ],
)
def test_what_is_no_period_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(BadPeriod, match=HOW) as error:
        p(text)
    assert f"'{text}'" in str(error.value)


@pytest.mark.parametrize("text", ["２０２４", "2024-0٧", "२०२४-07-15"])  # noqa: RUF001
def test_only_ascii_digits_make_a_period(text: str) -> None:
    with pytest.raises(BadPeriod, match=HOW):
        p(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-13", "names no calendar day"),
        ("2024-00", "names no calendar day"),
        ("2024-02-30", "names no calendar day"),
        ("2023-02-29", "names no calendar day"),
        ("0000", "names no calendar day"),
        ("2024-06-31..2024-07-01", "'2024-06-31..2024-07-01' names no calendar day"),
        ("2024..2025-01", "A range keeps one grain; 2024..2025-01 mixes two"),
        ("2024-Q1..2024-06", "mixes two"),
        ("2024-12..2024-01", "The range 2024-12..2024-01 runs backwards"),
        ("2024-07-15..2024-07-14", "runs backwards"),
        ("12m:2024", "ends in a month such as 12m:2025-11, not in 2024"),
        ("12m:2024-Q2", "ends in a month"),
        ("12m:2024-07-15", "ends in a month"),
        ("12m:0001-05", "leaves the calendar"),
        ("9999", "leaves the calendar"),
    ],
)
def test_an_impossible_period_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(BadPeriod) as error:
        p(text)
    assert why in str(error.value)


@given(st.text(max_size=24) | st.text("0123456789-.Qm:", max_size=24))
@settings(max_examples=300)
def test_any_text_is_a_period_or_a_bad_one(text: str) -> None:
    try:
        period = p(text)
    except BadPeriod:
        return
    assert Period.parse(str(period)) == period
    assert period.start <= period.end


def test_a_trailing_year_of_a_range_is_refused() -> None:
    with pytest.raises(BadPeriod, match="ends in a month"):
        Period.trailing_year(p("2024-01..2024-03"))


# ------------------------------------------------------------------------- ranges and order


@given(SINGLES)
def test_a_range_of_one_is_that_one(period: Period) -> None:
    assert period.through(period) == period
    assert period.is_single
    assert not period.is_trailing_year


@given(ranges())
def test_a_range_covers_its_grains_and_nothing_outside(period: Period) -> None:
    grains = period.split(period.frequency)
    assert period.covers(period)
    assert all(period.covers(grain) for grain in (grains[0], grains[len(grains) // 2], grains[-1]))
    day = period.end + timedelta(days=1)
    assert not period.covers(Period.of(Frequency.DAY, day))
    assert not period.covers(Period(period.start - timedelta(days=1), period.end, Frequency.DAY))


def test_covers_by_hand() -> None:
    assert p("2024").covers(p("2024-02-29"))
    assert p("2024-01..2024-11").covers(p("2024-Q3"))
    assert not p("2024-01..2024-11").covers(p("2024-Q4"))
    assert not p("2024-Q3").covers(p("2024"))
    assert p("2024").covers(p("2024-01..2024-12"))
    assert p("2024-01..2024-12").covers(p("2024"))


def test_months_by_hand() -> None:
    texts = ("2024", "2024-Q2", "2024-02", "2023-11..2024-01", "12m:2024-02", "2024-07-15")
    assert [p(text).months for text in texts] == [12, 3, 1, 3, 12, 0]


def test_what_is_single_and_what_trails_by_hand() -> None:
    singles = ("2024", "2024-Q2", "2024-02", "2024-02-29")
    assert all(p(text).is_single for text in singles)
    assert not any(p(text).is_single for text in ("2023..2024", "12m:2024-02", "2024-01..2024-02"))
    assert p("12m:2024-02").is_trailing_year
    assert p("2023-03..2024-02").is_trailing_year
    assert not any(
        p(text).is_trailing_year for text in ("2024", "2023-Q2..2024-Q1", "2023-02..2024-02")
    )


# ------------------------------------------------------------------------- tiling


@given(PERIODS, st.sampled_from(list(Frequency)))
@settings(max_examples=80, deadline=None)
def test_grains_tile_exactly_or_are_refused(period: Period, frequency: Frequency) -> None:
    days = (period.end - period.start).days + 1
    assume(days < 40_000)
    try:
        grains = period.split(frequency)
    except BadPeriod as error:
        assert "whole grains" in str(error)  # noqa: PT017
        assert frequency is not Frequency.DAY
        assert frequency.months > period.frequency.months
        return
    assert grains[0].start == period.start
    assert grains[-1].end == period.end
    assert all(after.start - before.end == timedelta(days=1) for before, after in pairwise(grains))
    assert all(grain.is_single and grain.frequency is frequency for grain in grains)
    assert sum((grain.end - grain.start).days + 1 for grain in grains) == days


@pytest.mark.parametrize(
    ("text", "frequency", "expected"),
    [
        ("2024", "Q", ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]),
        ("2023-11..2024-02", "M", ["2023-11", "2023-12", "2024-01", "2024-02"]),
        ("2024-04..2024-09", "Q", ["2024-Q2", "2024-Q3"]),
        ("2024-01..2024-12", "A", ["2024"]),
        ("2024-02-28..2024-03-01", "D", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("2024-02-01..2024-02-29", "M", ["2024-02"]),
    ],
)
def test_split_by_hand(text: str, frequency: str, expected: list[str]) -> None:
    assert [str(grain) for grain in p(text).split(Frequency(frequency))] == expected


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        *(("2024-07", "A"), ("2024-07", "Q"), ("2024-Q3", "A"), ("2024-02..2025-01", "A")),
        *(("2024-02..2024-04", "Q"), ("2024-07-15", "M"), ("12m:2024-11", "A")),
        *(
            ("2024-02-02..2024-02-29", "M"),
            ("2024-02-01..2024-02-28", "M"),
            ("2024-01..2024-11", "Q"),
        ),
    ],
)
def test_grains_that_do_not_tile_are_refused(text: str, frequency: str) -> None:
    with pytest.raises(BadPeriod, match=f"not made of whole grains of frequency {frequency}"):
        p(text).split(Frequency(frequency))


# ------------------------------------------------------------------------- seasons and shifts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024-03", "2023-03", True),
        ("2024-03", "2023-04", False),
        ("2024", "1999", True),
        ("2024-01..2024-11", "2023-01..2023-11", True),
        ("2024-01..2024-11", "2023-01..2023-10", False),
        ("2024-Q1", "2023-01..2023-03", True),
        ("2024-Q1", "2023-Q2", False),
        ("12m:2024-11", "12m:2023-11", True),
        ("12m:2024-11", "2023", False),
        ("2024-11..2025-02", "2022-11..2023-02", True),
    ],
)
def test_same_season_by_hand(one: str, other: str, same: bool) -> None:
    assert p(one).same_season(p(other)) is same
    assert p(other).same_season(p(one)) is same


@given(PERIODS, st.integers(-200, 200))
def test_a_shift_by_years_comes_back_and_keeps_the_season(period: Period, years: int) -> None:
    assume(period.frequency is not Frequency.DAY)
    moved = period.shift_years(years)
    assert moved.shift_years(-years) == period
    assert moved.same_season(period)
    assert moved.frequency is period.frequency
    assert moved.is_single == period.is_single
    assert moved.start.year - period.start.year == moved.end.year - period.end.year == years


@pytest.mark.parametrize(
    ("text", "years", "expected"),
    [
        ("2024-02", 1, "2025-02"),
        ("2023-02", 1, "2024-02"),
        ("2024-02", -124, "1900-02"),
        ("2023-03..2024-02", -1, "12m:2023-02"),
        ("2023-01..2023-02", 1, "2024-01..2024-02"),
        ("2024", -1, "2023"),
        ("2024-Q1", 4, "2028-Q1"),
        ("12m:2024-02", 0, "12m:2024-02"),
    ],
)
def test_shift_over_leap_days_by_hand(text: str, years: int, expected: str) -> None:
    assert str(p(text).shift_years(years)) == expected


def test_leap_day_comes_and_goes() -> None:
    assert p("2024-02").shift_years(1).end == date(2025, 2, 28)
    assert p("2023-02").shift_years(1).end == date(2024, 2, 29)


def test_a_day_does_not_move_by_years() -> None:
    with pytest.raises(BadPeriod, match="only months, quarters and years move"):
        p("2024-02-29").shift_years(1)


@pytest.mark.parametrize("years", [-2024, 8000])
def test_a_shift_out_of_the_calendar_is_refused(years: int) -> None:
    with pytest.raises(BadPeriod, match="leaves the calendar"):
        p("2024-05").shift_years(years)


@given(MONTHS)
def test_a_trailing_year_is_twelve_months_to_its_last(month: Period) -> None:
    year = Period.trailing_year(month)
    assert year.months == 12
    assert year.end == month.end
    assert len(year.split(Frequency.MONTH)) == 12
    assert year.is_trailing_year == (month.end.month != 12)


@given(DAYS, st.sampled_from(list(Frequency)))
def test_whole_months_in_a_grain(day: date, frequency: Frequency) -> None:
    grain = Period.of(frequency, day.replace(month=1, day=1))
    assert grain.months == frequency.months == {"A": 12, "Q": 3, "M": 1, "D": 0}[frequency.value]


# ------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024", "2024"),
        ("2024-Q1", "the first quarter of 2024"),
        ("2024-Q2", "the second quarter of 2024"),
        ("2024-Q3", "the third quarter of 2024"),
        ("2024-Q4", "the fourth quarter of 2024"),
        ("2025-11", "November 2025"),
        ("2026-07-01", "July 1, 2026"),
        ("12m:2025-11", "the 12 months to November 2025"),
        ("2024-01..2024-11", "January to November 2024"),
        ("2024-01..2024-12", "January to December 2024"),
        ("2023-11..2024-02", "November 2023 to February 2024"),
        ("2015..2025", "2015 to 2025"),
        ("2023-Q4..2024-Q1", "the fourth quarter of 2023 to the first quarter of 2024"),
        ("2024-02-28..2024-03-01", "February 28, 2024 to March 1, 2024"),
    ],
)
def test_words_by_hand(text: str, words: str) -> None:
    assert p(text).words() == words


@given(PERIODS)
def test_words_name_the_last_year(period: Period) -> None:
    assert str(period.end.year) in period.words()
