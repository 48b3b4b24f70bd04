"""Exhibits: rows computed, what a title may be proved by, and titles that are false."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.exhibit_spec import ExhibitSpec, RowSpec
from policywire.analyst.manuscript import Mark, Row
from policywire.analyst.plot import plotted_numbers, rows_of, slug, sources_of
from policywire.analyst.registry import Registry
from policywire.analyst.say import Say
from policywire.evidence import View
from policywire.facts import Period, Unit
from policywire.facts.errors import (
    BadDocument,
    BadExpression,
    ClaimRefused,
    NotHeld,
    PolicywireError,
)
from policywire.policy import Law
from tests.analyst.conftest import brief_of, figure
from tests.analyst.test_compose import composed

YEARS = brief_of().exhibits[0]


def exhibit(*rows: RowSpec, **rest: Any) -> ExhibitSpec:
    """Return an exhibit of given rows."""
    words = (Mark.BAR, Say("t", ("max.all > 0",)), "r", "a", Unit.parse("USD billion"), "Axis")
    return ExhibitSpec("ex", *words, rows, **rest)


def row(expression: str, category: str = "", series: str = "", **rest: Any) -> RowSpec:
    return RowSpec(expression, "a measure", "Mexico", series, category, **rest)


def row_of(value: float, series: str = "", category: str = "", unit: str = "percent") -> Row:
    return Row(series, category, None, figure(value, unit))


def values(rows: tuple[Row, ...]) -> list[float]:
    return [item.figure.quantity.value for item in rows]


# ------------------------------------------------------------------------- rows


def test_rows_by_hand(registry: Registry) -> None:
    rows = rows_of(YEARS, registry)
    assert [(item.series, str(item.period), item.figure.quantity.value) for item in rows] == [
        ("Mexico", "2023", 480_000.0),
        ("Mexico", "2024", 612_000.0),
        ("Canada", "2023", 420_000.0),
        ("Canada", "2024", 360_000.0),
    ]
    assert [item.figure.id for item in rows][:2] == ["years.mexico.2023", "years.mexico.2024"]
    assert rows[2].figure.measure == "U.S. imports from Canada"
    assert rows[2].figure.subject == "Canada"


def test_rows_over_months_quarters_and_trailing_years(registry: Registry) -> None:
    for grain, over, count, last in (
        ("M", "2024-01..2024-12", 12, 62_000.0),
        ("Q", "2024-01..2024-12", 4, 162_000.0),
        ("12m", "2023-12..2024-12", 13, 612_000.0),
        ("A", "2023..$year", 2, 612_000.0),
    ):
        rows = rows_of(exhibit(row("sum(mx, $p)", over=over, grain=grain)), registry)
        assert len(rows) == count
        assert values(rows)[-1] == last


def test_rows_without_periods_stand_once(registry: Registry) -> None:
    rows = rows_of(exhibit(row("@mx_growth", "Mexico"), row("@ca_growth", "Canada")), registry)
    assert [(item.category, item.period, item.figure.id) for item in rows] == [
        ("Mexico", None, "ex.mexico"),
        ("Canada", None, "ex.canada"),
    ]


BARS = tuple(
    row(f"sum({key}, {year})", f"{key} {year}") for key in ("mx", "ca") for year in (2023, 2024)
)


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ({}, ["mx 2023", "mx 2024", "ca 2023", "ca 2024"]),
        ({"order": "value"}, ["mx 2024", "mx 2023", "ca 2023", "ca 2024"]),
        ({"order": "value", "keep": 2}, ["mx 2024", "mx 2023"]),
        ({"order": "value", "keep": 9}, ["mx 2024", "mx 2023", "ca 2023", "ca 2024"]),
        # those kept stand in the order they were written in
        ({"keep": 3}, ["mx 2023", "mx 2024", "ca 2023"]),
    ],
)
def test_order_and_keep_by_hand(
    registry: Registry, rest: dict[str, Any], expected: list[str]
) -> None:
    assert [item.category for item in rows_of(exhibit(*BARS, **rest), registry)] == expected


def test_keep_takes_the_largest_in_size_and_order_goes_by_sign(registry: Registry) -> None:
    bars = (
        row("@mx_growth", "up"),
        row("@ca_growth", "down"),
        row("change(sum(out, 2024), sum(out, 2024))", "none"),
    )
    rows = rows_of(exhibit(*bars, keep=2, order="value"), registry)
    assert [item.category for item in rows] == ["up", "down"]


@pytest.mark.parametrize(
    "rows",
    [
        (row("sum(mx, 2024)", "A"), row("sum(ca, 2024)", "A")),
        (row("sum(mx, 2024)", "Nuevo León"), row("sum(ca, 2024)", "nuevo leon")),
        (
            row("sum(mx, $p)", series="S", over="2023..2024", grain="A"),
            row("sum(ca, 2024)", series="S", over="2024", grain="A"),
        ),
        (row("sum(mx, 2024)"), row("sum(ca, 2024)")),
        (row("sum({k}, 2024)", "same", each=({"k": "mx"}, {"k": "ca"})),),
    ],
)
def test_a_row_plotted_twice_is_refused(registry: Registry, rows: tuple[RowSpec, ...]) -> None:
    with pytest.raises(
        BadDocument, match="Exhibit 'ex' plots one series, category and period twice"
    ):
        rows_of(exhibit(*rows), registry)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (row("sum(mx, 2019)"), "Exhibit 'ex': "),
        (row("sum(mx, $q)", over="2023..2024", grain="A"), "no period is called 'q'"),
        (row("sum(mx, $p)"), "no period is called 'p'"),
        (row("sum(mex, 2024)"), "no series is called 'mex'. Near: mx"),
        (row("@mx_nwo"), "no figure is called 'mx_nwo'. Near: mx_now"),
        (
            row("sum(mx, $p)", over="2023..$yaer", grain="A"),
            "No period is called 'yaer'. Near: year",
        ),
        (row("sum(mx, $p)", over="2024-01..2024-02", grain="Q"), "whole grains"),
        (row("sum(mx, $p)", over="2023..2024", grain="yearly"), "yearly"),
        (row("sum({k}, 2024)"), "{k}"),
    ],
)
def test_a_row_that_cannot_be_had_names_the_exhibit(
    registry: Registry, wrong: RowSpec, why: str
) -> None:
    with pytest.raises(PolicywireError) as error:
        rows_of(exhibit(wrong), registry)
    assert "Exhibit 'ex': " in str(error.value)
    assert why in str(error.value)


def test_a_timeline_has_a_row_an_event(registry: Registry) -> None:
    dated = (
        RowSpec(event="in_force"),
        RowSpec(event="{e}", each=({"e": "report"}, {"e": "review"})),
    )
    rows = rows_of(exhibit(*dated), registry)
    assert [(item.series, item.category, str(item.period)) for item in rows] == [
        ("Done", "It enters into force", "2020-07-01"),
        ("Ahead", "The report", "2026-04-22"),
        ("Ahead", "The review", "2026-07-01"),
    ]
    assert [item.figure.id for item in rows] == ["ex.in-force", "ex.report", "ex.review"]
    assert sources_of(rows) == "The Agreement, Annex 4-B"


def test_words_given_to_an_event_are_kept(registry: Registry) -> None:
    (made,) = rows_of(exhibit(RowSpec(event="review", series="Due", category="Review")), registry)
    assert (made.series, made.category) == ("Due", "Review")


@pytest.mark.parametrize(
    ("event", "why"),
    [("reveiw", "No event is called 'reveiw'. Near: review"), ("declined", "was not known as of")],
)
def test_an_event_that_cannot_be_shown_names_the_exhibit(
    registry: Registry, event: str, why: str
) -> None:
    with pytest.raises(NotHeld) as error:
        rows_of(exhibit(RowSpec(event=event)), registry)
    assert str(error.value).startswith("Exhibit 'ex': ")
    assert why in str(error.value)


# ------------------------------------------------------------------------- numbers for titles


def test_plotted_numbers_of_lines_by_hand(registry: Registry) -> None:
    assert plotted_numbers(rows_of(YEARS, registry)) == {
        **{"first.mexico": 480e9, "last.mexico": 612e9, "max.mexico": 612e9, "min.mexico": 480e9},
        **{"first.canada": 420e9, "last.canada": 360e9, "max.canada": 420e9, "min.canada": 360e9},
        **{"max.all": 612e9, "min.all": 360e9},
    }


def test_plotted_numbers_of_bars_by_hand() -> None:
    rows = (
        row_of(3.0, category="Nuevo León"),
        row_of(-9.5, category="Food & drink"),
        row_of(1.0, category="MEX-NLE"),
    )
    assert plotted_numbers(rows) == {
        **{"first.": 3.0, "last.": 1.0, "max.": 3.0, "min.": -9.5, "max.all": 3.0, "min.all": -9.5},
        **{"bar.nuevo-leon": 3.0, "bar.food-drink": -9.5, "bar.mex-nle": 1.0},
    }


def test_money_is_compared_in_ones_whatever_its_scale() -> None:
    rows = (row_of(2.0, "A", unit="USD billion"), row_of(900.0, "B", unit="USD million"))
    numbers = plotted_numbers(rows)
    assert numbers["last.a"] == 2e9 > numbers["last.b"] == 9e8
    assert numbers["max.all"] == 2e9


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.floats(-1e6, 1e6)), min_size=1, max_size=12))
def test_plotted_numbers_bound_what_is_plotted(pairs: list[tuple[str, float]]) -> None:
    rows = tuple(row_of(value, series) for series, value in pairs)
    numbers = plotted_numbers(rows)
    assert numbers["max.all"] == max(value for _, value in pairs)
    assert numbers["min.all"] == min(value for _, value in pairs)
    for series in {series for series, _ in pairs}:
        own = [value for name, value in pairs if name == series]
        name = series.lower()
        assert (numbers[f"first.{name}"], numbers[f"last.{name}"]) == (own[0], own[-1])
        assert (numbers[f"max.{name}"], numbers[f"min.{name}"]) == (max(own), min(own))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        *(("Mexico", "mexico"), ("Nuevo León", "nuevo-leon"), ("MEX-NLE", "mex-nle")),
        *(("All countries", "all-countries"), ("Food & drink (net)", "food-drink-net"), ("", "")),
        *(("  A  b ", "a-b"), ("2024", "2024"), ("Querétaro / Michoacán", "queretaro-michoacan")),
    ],
)
def test_slug_by_hand(label: str, expected: str) -> None:
    assert slug(label) == expected


@given(st.text(max_size=30))
def test_a_slug_is_a_name_and_its_own_slug(label: str) -> None:
    made = slug(label)
    assert made.isascii()
    assert slug(made) == made
    assert not made.startswith("-")
    assert not made.endswith("-")


# ------------------------------------------------------------------------- titles


def titled(view: View, law: Law, say: str, *holds: str) -> str:
    made = composed(view, law, exhibits=(replace(YEARS, title=Say(say, holds)),))
    return made.plots[0].title.text


@pytest.mark.parametrize(
    "holds",
    [
        ("last.mexico > first.mexico",),
        ("last.canada < first.canada", "max.all == last.mexico"),
        ("last.mexico > last.canada >= min.all >= min.canada",),
        ("mx_growth > 0", "last.mexico > 600000000000"),
    ],
)
def test_a_title_that_is_true_of_the_rows_stands(
    view: View, law: Law, holds: tuple[str, ...]
) -> None:
    assert titled(view, law, "Mexico pulled ahead", *holds) == "Mexico pulled ahead"


@pytest.mark.parametrize(
    ("holds", "why"),
    [
        (("last.mexico < first.mexico",), "not true: last.mexico < first.mexico"),
        (("last.mexico > 0", "last.canada > last.mexico"), "not true: last.canada > last.mexico"),
        (("max.all > last.mexico",), "not true: max.all > last.mexico"),
        ((), "it states no condition"),
    ],
)
def test_a_title_that_is_false_of_the_rows_refuses_the_article(
    view: View, law: Law, holds: tuple[str, ...], why: str
) -> None:
    with pytest.raises(ClaimRefused) as error:
        titled(view, law, "Mexico fell behind", *holds)
    assert "title of years: 'Mexico fell behind': " in str(error.value)
    assert why in str(error.value)


def test_a_plain_title_is_refused(view: View, law: Law) -> None:
    with pytest.raises(ClaimRefused, match="it states no condition"):
        composed(view, law, exhibits=(replace(YEARS, title="Imports by year"),))


def test_a_title_is_checked_as_any_line(view: View, law: Law) -> None:
    with pytest.raises(ClaimRefused, match=r"title of years: 'Imports doubled': N2 'doubled'"):
        titled(view, law, "Imports doubled", "last.mexico > 0")
    with pytest.raises(ClaimRefused, match=r"years: 'Read 5\.': N1"):
        composed(view, law, exhibits=(replace(YEARS, reading="Read 5."),))


def test_a_title_over_what_is_not_plotted_names_what_is(view: View, law: Law) -> None:
    with pytest.raises(
        BadExpression, match=r"no figure is called 'last\.mexcio'\. Near: last\.mexico"
    ):
        titled(view, law, "x", "last.mexcio > 0")


def test_an_exhibit_without_rows_is_refused(view: View, law: Law) -> None:
    with pytest.raises(PolicywireError, match="years"):
        composed(view, law, exhibits=(replace(YEARS, rows=()),))


# ------------------------------------------------------------------------- what goes to press


def test_a_plot_by_hand(view: View, law: Law) -> None:
    spec = replace(
        YEARS,
        breaks={"2024-03": "A break"},
        marks={"2024": "A year"},
        credit="Outlines: someone",
    )
    (plot,) = composed(view, law, exhibits=(spec,)).plots
    assert (plot.id, plot.mark, plot.axis) == ("years", Mark.COLUMN, "Billions of dollars")
    assert plot.unit == Unit.parse("USD billion")
    assert plot.reading.text == "Each column is a year."
    assert plot.breaks == ((Period.parse("2024-03"), "A break"),)
    assert plot.marks == ((Period.parse("2024"), "A year"),)
    assert plot.source == "Census, Trade"
    assert plot.credit == "Outlines: someone"
    assert len(plot.rows) == 4


def test_sources_are_named_once_with_third_parties_and_rules(registry: Registry) -> None:
    rule = Row("", "", None, registry.figure("rule.term"))
    assert sources_of(rows_of(YEARS, registry)) == "Census, Trade"
    assert sources_of((*rows_of(YEARS, registry), rule, rule)) == (
        "Census, Trade; The Agreement, Annex 4-B"
    )
    assert sources_of(()) == ""
