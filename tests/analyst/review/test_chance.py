"""Chance: windows that nobody named, numbers too round to tell one, and words of direction."""

from collections.abc import Iterator
from datetime import date

import pytest

from policywire.analyst.reading.marks import Numeral, NumeralKind
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.review.chance import distinctive, figures_shown
from policywire.analyst.review.checking import check_text
from policywire.analyst.review.rates_told import peso_verb, peso_way
from policywire.analyst.review.report import Claim
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.telling import during
from policywire.analyst.review.windows import others
from policywire.evidence import View
from policywire.facts import Period
from policywire.newsroom import evidence

TODAY = date(2026, 11, 22)
YEAR = Period.parse("2025")
BILLION = 1e9


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    """Return the packaged snapshot."""
    with evidence(None, TODAY) as opened:
        yield opened


def only(text: str, view: View) -> Claim:
    (claim,) = check_text(text, view, shipped_terms(), TODAY)
    return claim


def money(text: str, value: float, half: float) -> Said:
    numeral = Numeral(0, 4, text, value, value - half, value + half, NumeralKind.MONEY)
    return Said("", 0, 0, Shape.LEVEL, None, numeral)


# ------------------------------------------------------------------------ windows


@pytest.mark.parametrize("odd", ["2025-04..2025-12", "2025-03..2025-12", "2025-01..2025-06-30"])
def test_a_stretch_nobody_named_is_no_window(odd: str) -> None:
    assert odd not in set(map(str, others(YEAR)))


@pytest.mark.parametrize(
    ("named", "window"),
    [
        ("2025-04..2025-12", "2025-04..2025-12"),
        ("2025-03", "2025-03..2025-12"),
        ("2025-08", "2025-01..2025-08"),
        ("2025-08", "2024-09..2025-08"),
    ],
)
def test_a_month_the_text_names_bounds_a_window(named: str, window: str) -> None:
    wanted = Period.parse(window)
    assert not any(item.same_days(wanted) for item in others(YEAR))
    assert any(item.same_days(wanted) for item in others(YEAR, [Period.parse(named)]))


@pytest.mark.parametrize("window", ["2024", "2026", "2025-01..2025-11", "2025-01..2025-06"])
def test_what_a_reader_would_name_is_a_window(window: str) -> None:
    assert any(item.same_days(Period.parse(window)) for item in others(YEAR))


# ------------------------------------------------------------------------- chance


def test_a_round_number_tells_no_window() -> None:
    values = [171.0e9, 152.5e9, 130.2e9, 166.1e9, 146.4e9, 180.9e9, 101.0e9, 96.6e9]
    assert not distinctive(money("$150 billion", 150 * BILLION, 0.5 * BILLION), values)
    assert distinctive(money("$150.4 billion", 150.4 * BILLION, 0.05 * BILLION), values)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("$150 billion", "15"),
        ("$150.0 billion", "1500"),
        ("0.30", "30"),
        ("1,200", "12"),
        ("0", ""),
    ],
)
def test_zeros_that_only_fill_tell_nothing(text: str, digits: str) -> None:
    assert figures_shown(Numeral(0, 1, text, 1.0, 0.5, 1.5, NumeralKind.MONEY)) == digits


def test_a_number_of_a_month_not_held_is_not_called_another_months(view: View) -> None:
    claim = only("The unemployment rate climbed to 4.4 percent in December 2025.", view)
    assert claim.verdict == "no evidence"


@pytest.mark.parametrize(
    "text",
    [
        "The trade deficit with Mexico was $150 billion in 2025.",
        "U.S. imports from Mexico were $400 billion in 2025.",
    ],
)
def test_a_window_by_chance_is_not_told(text: str, view: View) -> None:
    claim = only(text, view)
    assert claim.verdict == "contradicted"
    assert "True of" not in claim.note


def test_a_precise_number_of_another_year_still_is(view: View) -> None:
    claim = only("U.S. imports from Mexico totaled $505.5 billion in 2025.", view)
    assert claim.verdict == "wrong period"


# ---------------------------------------------------------------------- direction


@pytest.mark.parametrize(
    "size", ["$150 billion", "$146 billion", "$171.0 billion", "$152.5 billion"]
)
def test_narrowed_is_wrong_of_what_widened_whatever_the_number(size: str, view: View) -> None:
    claim = only(f"The trade deficit with Mexico narrowed to {size} in 2025.", view)
    assert claim.verdict == "contradicted"
    assert "from $171.0 billion in 2024 to $197.6 billion in 2025" in claim.note


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        ("contradicted", "Exports to Canada rose sharply in 2025."),
        ("contradicted", "U.S. exports to Canada went up in 2025."),
        ("supported", "U.S. exports to Canada went down in 2025."),
        ("no evidence", "Exports to Canada fell sharply in 2025."),
        ("supported", "U.S. imports from China collapsed in 2025."),
        ("supported", "Exports to Canada have fallen in 2025."),
        ("supported", "Inflation eased in June 2023."),
        ("contradicted", "Inflation rose in June 2023."),
        ("supported", "The unemployment rate climbed in 2024."),
        ("no evidence", "The effective tariff rate on imports from Mexico fell in November 2025."),
        ("not checkable", "Exports to Canada have fallen."),
        ("not checkable", "Imports from Mexico fell."),
        ("not checkable", "Exports to Canada rose sharply."),
    ],
)
def test_a_direction_without_a_number(verdict: str, text: str, view: View) -> None:
    claim = only(text, view)
    assert (claim.verdict, claim.figures) == (verdict, ())


def test_a_rise_to_a_number_on_a_day_is_not_held_against_a_year_before(view: View) -> None:
    claim = only("The 10-year Treasury yield fell to 3.9 percent on July 2, 2026.", view)
    assert "other way" not in claim.note


@pytest.mark.parametrize(
    ("way", "text"),
    [
        (-1, "The peso strengthened to "),
        (1, "The peso weakened to "),
        (1, "The peso fell sharply to "),
        (1, "The peso has slowly slid to "),
        (1, "The dollar rose to "),
        (-1, "The dollar weakened to "),
        (0, "The peso, at 18 to the dollar, which rose, fell to "),
        (0, "The peso strengthened after it fell to "),
        (0, "The peso stood at "),
    ],
)
def test_a_stronger_peso_is_fewer_of_them(way: int, text: str) -> None:
    assert peso_way(text, len(text)) == way
    assert (peso_verb(text, len(text)) is None) == (way == 0)


def test_a_plain_verb_of_an_exchange_rate_is_read(view: View) -> None:
    right = only("The peso strengthened to 18.07 per dollar in December 2025.", view)
    wrong = only("The peso weakened to 18.07 per dollar in December 2025.", view)
    assert (right.verdict, wrong.verdict == "supported") == ("supported", False)


# ------------------------------------------------------------------------ wording


@pytest.mark.parametrize(
    ("text", "words"),
    [("2026-07-02", "on July 2, 2026"), ("2025", "in 2025"), ("2025-11", "in November 2025")],
)
def test_a_day_is_on(text: str, words: str) -> None:
    assert during(Period.parse(text)) == words
