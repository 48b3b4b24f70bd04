"""Named periods of a brief: fixed, the last ones held, shifted, and joined."""

import pytest

from policywire.analyst.periods import grains, resolve
from policywire.evidence import View
from policywire.facts import Period, SeriesKey
from policywire.facts.errors import BadPeriod, UnknownSeries
from tests.analyst.conftest import SERIES

KEYS = {name: SeriesKey.parse(key) for name, key in SERIES.items()}


def resolved(text: str, view: View, **before: str) -> str:
    return str(resolve({**before, "p": text}, KEYS, view)["p"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # fixed
        ("2024", "2024"),
        ("2025-03..2025-12", "2025-03..2025-12"),
        ("12m:2024-06", "12m:2024-06"),
        # the last held: months to December 2024, exports to May 2025, investment to 2025-Q1
        ("last(mx)", "2024-12"),
        ("last(mx, A)", "2024"),
        ("last(mx,A)", "2024"),
        ("last(mx, Q)", "2024-Q4"),
        ("last(mx, M)", "2024-12"),
        ("last(mx, 12m)", "2024-01..2024-12"),
        ("last(mx, ytd)", "2024-01..2024-12"),
        ("last(out)", "2025-05"),
        ("last(out, A)", "2024"),
        ("last(out, Q)", "2025-Q1"),
        ("last(out, 12m)", "12m:2025-05"),
        ("last(out, ytd)", "2025-01..2025-05"),
        ("last(fdi)", "2025-Q1"),
        ("last(fdi, A)", "2024"),
        ("last(fdi, Q)", "2025-Q1"),
        ("last(fx)", "2024-02-09"),
        ("last(fx, D)", "2024-02-09"),
        ("last(short, Q)", "2024-Q2"),
        # a month that is not complete is not the last one
        ("last(fx, M)", "2024-01"),
        # back by years
        ("last(mx, A) - 1y", "2023"),
        ("last(mx) - 1y", "2023-12"),
        ("last(out, ytd) - 1y", "2024-01..2024-05"),
        ("last(out, 12m) - 2y", "12m:2023-05"),
        ("2024-02 - 1y", "2023-02"),
        ("2024-03..2024-12 - 10y", "2014-03..2014-12"),
        ("last(mx) - 0y", "2024-12"),
    ],
)
def test_resolved_by_hand(view: View, text: str, expected: str) -> None:
    assert resolved(text, view) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$a", "2024-05"),
        ("$a - 1y", "2023-05"),
        ("$a..$b", "2024-05..2024-12"),
        ("2024-01..$a", "2024-01..2024-05"),
        ("$a..2024-12", "2024-05..2024-12"),
        ("$a..$b - 1y", "2023-05..2023-12"),
        # "any of them may be joined into a range"
        ("2024-01..last(mx)", "2024-01..2024-12"),
        ("last(mx, M)..last(out, M)", "2024-12..2025-05"),
        ("$a..last(mx) - 1y", "2023-05..2023-12"),
    ],
)
def test_names_and_ranges_by_hand(view: View, text: str, expected: str) -> None:
    assert resolved(text, view, a="2024-05", b="last(mx)") == expected


def test_a_refresh_moves_the_periods(view: View) -> None:
    # the same brief over a longer series: exports end five months after imports
    for grain, imports, exports in (("", "2024-12", "2025-05"), (", Q", "2024-Q4", "2025-Q1")):
        assert resolved(f"last(mx{grain})", view) == imports
        assert resolved(f"last(out{grain})", view) == exports


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("last(mex)", "no series is called 'mex'. Near: mx"),
        ("last(xx, A)", "no series is called 'xx'"),
        ("last(mx, W)", "W"),
        ("last(mx, Y)", "Y"),
        ("last(mx, a)", "a"),
        ("last()", "is no period"),
        ("last(mx", "is no period"),
        ("last mx", "is no period"),
        ("last(mx, A) + 1y", "is no period"),
        ("last(mx, A) - 1", "is no period"),
        ("last(mx, A) - y", "is no period"),
        ("$yaer", "No period is called 'yaer'. Near: year"),
        ("$yaer..$year", "Near: year"),
        ("$year..2024-05", "mixes two"),
        ("2024-05..2024-01", "runs backwards"),
        ("last(fx) - 1y", "is a day"),
        ("last(fdi, ytd)", "for monthly series"),
        ("last(fdi, 12m)", "for monthly series"),
        ("", "is no period"),
        ("$", "No period is called ''"),
        ("2024 - 3000y", "leaves the calendar"),
    ],
)
def test_what_is_no_period_is_refused(view: View, text: str, why: str) -> None:
    with pytest.raises(BadPeriod) as error:
        resolved(text, view, year="2024")
    assert why in str(error.value)


def test_a_period_may_not_name_a_later_one(view: View) -> None:
    with pytest.raises(BadPeriod, match="No period is called 'b'"):
        resolve({"a": "$b", "b": "2024"}, KEYS, view)


def test_a_series_that_is_not_held_is_named(view: View) -> None:
    keys = KEYS | {"none": SeriesKey.parse("census:imports.general/USA.FRA")}
    with pytest.raises(UnknownSeries, match=r"No series census:imports\.general/USA\.FRA is held"):
        resolve({"p": "last(none)"}, keys, view)


# ------------------------------------------------------------------------- rows of exhibits


@pytest.mark.parametrize(
    ("text", "grain", "expected"),
    [
        ("2023..2024", "A", ["2023", "2024"]),
        ("2024", "A", ["2024"]),
        ("2024", "Q", ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]),
        ("2024-01..2024-03", "M", ["2024-01", "2024-02", "2024-03"]),
        ("2024-11..$m", "M", ["2024-11", "2024-12"]),
        ("$y..$m", "Q", ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]),
        ("2024-02-28..2024-03-01", "D", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("2024-01..2024-02", "12m", ["12m:2024-01", "12m:2024-02"]),
        ("2024-12..$m", "12m", ["2024-01..2024-12"]),
    ],
)
def test_grains_by_hand(text: str, grain: str, expected: list[str]) -> None:
    known = {"m": Period.parse("2024-12"), "y": Period.parse("2024")}
    assert [str(period) for period in grains(text, grain, known)] == expected


@pytest.mark.parametrize(
    ("text", "grain", "why"),
    [
        ("2024-01..2024-02", "Q", "whole grains"),
        ("$k", "A", "No period is called 'k'. Near: key"),
        ("2024..2023", "A", "2023"),
        ("2024-01..2024-02", "W", "W"),
        ("2024-01..2024-02", "ytd", "ytd"),
        ("2024-01..2024-02", "", "''"),
        ("soon", "M", "is no period"),
    ],
)
def test_grains_that_are_none_are_refused(text: str, grain: str, why: str) -> None:
    with pytest.raises(BadPeriod) as error:
        grains(text, grain, {"key": Period.parse("2024-12")})
    assert why in str(error.value)


def test_each_month_of_a_year_ends_a_trailing_year() -> None:
    assert [period.months for period in grains("2024", "12m", {})] == [12] * 12
