"""The printed form of a number: one way, worked by hand, with its properties."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.figures import Figure, Root, RuleTrail
from policywire.analyst.numbers import MINUS, is_printing, printed, printed_in, printed_quantity
from policywire.facts import Adjustment, Citation, Period, Quantity, Status, Unit
from policywire.facts.errors import ClaimRefused, MixedUnits, WrongUse

UNITS = (
    "USD million",
    "USD",
    "MXN billion",
    "percent",
    "share",
    "points",
    "ratio",
    "index 2017=100",
    "MXN per USD",
    "USD per barrel",
    "persons thousand",
    "months",
)


def text(value: float, unit: str, decimals: int = 1, form: str = "") -> str:
    return printed_quantity(Quantity(value, Unit.parse(unit)), decimals, form)


def figure(value: float, unit: str, decimals: int = 1) -> Figure:
    return Figure(
        id="f",
        subject="Mexico",
        measure="a measure",
        quantity=Quantity(value, Unit.parse(unit)),
        period=Period.parse("2025"),
        vintage=date(2026, 2, 5),
        status=Status.ACTUAL,
        basis="",
        layer="",
        adjustment=Adjustment.NONE,
        root=Root.RULE,
        trail=RuleTrail("r", date(2026, 1, 1), Citation("t", "l")),
        decimals=decimals,
    )


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "form", "expected"),
    [
        (534874.3, "USD million", 1, "", "$534.9 billion"),
        (-197600.0, "USD million", 1, "", f"{MINUS}$197.6 billion"),
        (-197600.0, "USD million", 1, "abs", "$197.6 billion"),
        (197600.0, "USD million", 1, "signed", "+$197.6 billion"),
        (-197600.0, "USD million", 1, "signed", f"{MINUS}$197.6 billion"),
        (534874.3, "USD million", 1, "short", "534.9"),
        (-197600.0, "USD million", 1, "short", f"{MINUS}197.6"),
        (534874.3, "USD million", 1, "short million", "534,874.3"),
        (534874.3, "USD million", 1, "million", "$534,874.3 million"),
        (800.0, "USD million", 1, "", "$800.0 million"),
        (800.0, "USD million", 1, "short", "0.8"),
        (999.94, "USD million", 1, "", "$999.9 million"),
        (999.96, "USD million", 1, "", "$1.0 billion"),
        (999_960_000.0, "USD", 1, "", "$1.0 billion"),
        (-999.96, "USD million", 1, "", f"{MINUS}$1.0 billion"),
        (999_949.0, "USD million", 1, "", "$999.9 billion"),
        (999_950.0, "USD million", 1, "", "$1.0 trillion"),
        (3_413_500.0, "USD million", 2, "", "$3.41 trillion"),
        (2.5e6, "USD billion", 1, "", "$2,500.0 trillion"),
        (999_999.4, "USD", 1, "", "$999,999"),
        (999_999.6, "USD", 1, "", "$1.0 million"),
        (12.5, "USD", 1, "", "$12.50"),
        (12.5, "USD", 0, "", "$13"),
        (1234.5, "USD", 1, "", "$1,235"),
        (1249.0, "USD", -2, "", "$1,200"),
        (5.0, "MXN billion", 1, "", "5.0 billion Mexican pesos"),
        (1.0, "CAD", 0, "", "1 Canadian dollar"),
        (15.65, "percent", 1, "", "15.7 percent"),
        (15.65, "percent", 1, "short", "15.7%"),
        (-3.04, "percent", 1, "", f"{MINUS}3.0 percent"),
        (-3.04, "percent", 1, "signed short", f"{MINUS}3.0%"),
        (3.04, "percent", 1, "short signed", "+3.0%"),
        (0.15654, "share", 1, "", "15.7 percent"),
        (0.15654, "share", 2, "short", "15.65%"),
        (3.6, "points", 1, "", "3.6 percentage points"),
        (1.0, "points", 0, "", "1 percentage point"),
        (-1.0, "points", 0, "", f"{MINUS}1 percentage point"),
        (1.0, "points", 1, "", "1.0 percentage points"),
        (3.6, "points", 1, "signed short", "+3.6 pp"),
        (17.23, "MXN per USD", 1, "", "17.2 pesos per dollar"),
        (1.0, "MXN per USD", 0, "", "1 peso per dollar"),
        (17.23, "MXN per USD", 2, "short", "17.23"),
        (1.371, "CAD per USD", 2, "", "1.37 Canadian dollars per U.S. dollar"),
        (1.09, "USD per EUR", 2, "", "1.09 dollars per euro"),
        (72.3, "USD per barrel", 1, "", "$72.30 per barrel"),
        (350.0, "MXN per barrel", 0, "", "350 Mexican pesos per barrel"),
        (1.534, "ratio", 2, "", "1.53"),
        (118.34, "index 2017=100", 1, "", "118.3"),
        (1.0, "rank", 0, "", "first"),
        (9.0, "rank", 0, "", "ninth"),
        (10.0, "rank", 0, "", "10th"),
        (11.0, "rank", 1, "", "11th"),
        (12.0, "rank", 0, "", "12th"),
        (21.0, "rank", 0, "", "21st"),
        (22.0, "rank", 0, "", "22nd"),
        (33.0, "rank", 0, "", "33rd"),
        (112.0, "rank", 0, "", "112th"),
        (3.0, "rank", 0, "short", "3"),
        (4.0, "votes", 0, "ordinal", "fourth"),
        (9.0, "countries", 0, "", "nine countries"),
        (1.0, "countries", 0, "", "one country"),
        (10.0, "countries", 0, "", "10 countries"),
        (9.0, "countries", 0, "short", "9"),
        (3.5, "months", 1, "", "3.5 months"),
        (-3.0, "months", 0, "", f"{MINUS}3 months"),
        (123.4, "jobs thousand", 1, "", "123,400 jobs"),
        (123.4, "jobs thousand", 1, "short", "123.4"),
        (16_342.0, "persons thousand", 1, "", "16.3 million people"),
        (1.0, "persons", 0, "", "one person"),
    ],
)
def test_printed_by_hand(value: float, unit: str, decimals: int, form: str, expected: str) -> None:
    assert text(value, unit, decimals, form) == expected


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("form", ["", "signed", "short", "signed short"])
def test_a_number_that_rounds_to_zero_has_no_sign(unit: str, form: str) -> None:
    tiny = -1e-15
    assert not text(tiny, unit, 1, form).startswith((MINUS, "-", "+"))
    assert text(-0.0, unit, 1, form) == text(0.0, unit, 1, form)


@pytest.mark.parametrize(("value", "expected"), [(0.25, "0.3"), (0.35, "0.4"), (2.675, "2.7")])
def test_halves_round_away_from_zero_as_written(value: float, expected: str) -> None:
    assert text(value, "ratio") == expected
    assert text(-value, "ratio") == f"{MINUS}{expected}"


def test_percent_and_points_never_read_alike() -> None:
    for form in ("", "short", "signed", "abs short"):
        assert text(3.6, "percent", 1, form) != text(3.6, "points", 1, form)


def test_figure_prints_with_its_own_decimals() -> None:
    assert printed(figure(534874.3, "USD million", 2)) == "$534.87 billion"


def test_printed_in_keeps_the_unit_of_the_axis() -> None:
    assert printed_in(figure(800.0, "USD million"), Unit.parse("USD billion")) == "0.8"
    assert printed_in(figure(800.0, "USD million"), Unit.parse("USD million")) == "800.0"
    assert printed_in(figure(0.15654, "share"), Unit.parse("percent")) == "15.7%"
    with pytest.raises(MixedUnits):
        printed_in(figure(3.6, "points"), Unit.parse("percent"))


def test_every_printing_of_a_figure_is_known_again() -> None:
    balance = figure(-197600.0, "USD million")
    for text_ in ("$197.6 billion", f"{MINUS}$197.6 billion", f"{MINUS}197.6", "197,600.0"):
        assert is_printing(balance, text_)
    assert not is_printing(balance, "$197.7 billion")
    assert is_printing(figure(3.0, "rank"), "third")
    assert not is_printing(figure(3.5, "months"), "third")


def test_an_unknown_form_names_near_ones() -> None:
    with pytest.raises(WrongUse, match=r"'shrt' is no form.* Near: short"):
        text(1.0, "percent", 1, "shrt")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(ClaimRefused, match="not a finite number"):
        text(value, "percent")


@pytest.mark.parametrize(("value", "unit"), [(1.5, "rank"), (-2.0, "rank")])
def test_a_rank_is_a_whole_number(value: float, unit: str) -> None:
    with pytest.raises(ClaimRefused, match="names no place in an order"):
        text(value, unit)


def test_a_number_beyond_any_statistic_is_refused() -> None:
    with pytest.raises(ClaimRefused, match="Check the scale of its unit"):
        text(1e15, "USD million")


@given(st.floats(-1e11, 1e11), st.sampled_from(UNITS), st.integers(-2, 4))
def test_any_finite_number_prints(value: float, unit: str, decimals: int) -> None:
    for form in ("", "abs", "signed", "short"):
        written = text(value, unit, decimals, form)
        assert written
        assert "-" not in written
        assert re.search(r"\d|^[a-z]", written)


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_the_printed_number_is_within_half_a_digit(value: float, decimals: int) -> None:
    shown = Decimal(text(value, "ratio", decimals).replace(MINUS, "-").replace(",", ""))
    assert abs(shown - Decimal(repr(value))) <= Decimal(5).scaleb(-decimals - 1)


@given(st.floats(0, 1e14), st.integers(0, 3))
def test_a_negative_prints_as_its_positive_with_a_minus(value: float, decimals: int) -> None:
    positive = text(value, "USD million", decimals)
    zero = text(-value, "USD million", decimals) == positive
    assert zero or text(-value, "USD million", decimals) == f"{MINUS}{positive}"


@given(st.floats(1e6, 1e14))
def test_money_never_prints_a_thousand_of_its_scale(value: float) -> None:
    match = re.match(r"\$([\d,.]+) (million|billion)", text(value, "USD"))
    assert match is None or float(match[1].replace(",", "")) < 1000
