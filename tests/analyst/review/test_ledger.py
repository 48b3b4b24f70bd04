"""The ledger: nothing is supported of which a word was not read, and what is true still is."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.review.checking import check_text
from policywire.analyst.review.report import Claim, Verdict
from policywire.evidence import View
from policywire.newsroom import evidence

TODAY = date(2026, 11, 22)
VECTORS = Path(__file__).parent / "vectors"
LEAST = 0.93  # of the true sentences; the rest is told with the nearest figure
PLAIN = (
    "U.S. imports of goods from Mexico were $534.9 billion in 2025.",
    "Goods imports from Canada slid to $383.0 billion in 2025.",
    "Mexico supplied 15.7 percent of U.S. goods imports in 2025.",
    "U.S. exports to China dropped 26.0 percent in 2025.",
    "The unemployment rate was 4.2 percent in March 2025.",
    "Brent crude averaged $69.14 a barrel in 2025.",
    "Foreign direct investment in Jalisco was $1.1 billion in 2024.",
    "The effective tariff rate on Chinese goods stood at 32.3 percent in November 2025.",
    "Mexico was the largest supplier of goods to the United States in 2024.",
    "Las importaciones estadounidenses desde Canadá bajaron 7.0% en 2025.",
)
STRANGE = ("illegal", "blorp", "far", "never", "alleged", "Ruritanian", "no", "mensuales", "not")


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    """Return the packaged snapshot."""
    with evidence(None, TODAY) as opened:
        yield opened


def read(text: str, view: View) -> tuple[Claim, ...]:
    return check_text(text, view, shipped_terms(), TODAY)


def lines(name: str) -> list[tuple[str, str]]:
    """Return sentences, each with the figure meant or nothing."""
    text = (VECTORS / f"{name}.txt").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    parts = [row.partition(" || ") for row in rows]
    return [(sentence, figure) for sentence, _, figure in parts]


def meant(claims: tuple[Claim, ...], figure: str) -> list[Claim]:
    """Return the claims on the figure meant; all where none is named."""
    named = [item for item in claims if item.figures and figure in item.figures[0].text]
    return named if figure and named else list(claims)


def test_nothing_wrong_is_supported(view: View) -> None:
    rows = lines("assured_false")
    assert len(rows) > 450
    found = [
        text
        for text, figure in rows
        for item in meant(read(text, view), figure)
        if item.verdict is Verdict.SUPPORTED and text not in LIMITS
    ]
    assert found == []


LIMITS = ("Canada's share of U.S. goods imports collapsed to 11.2 percent in 2025.",)
"""What no rule here catches: eleven percent less is a strong word's worth by the rule it has."""


@pytest.mark.parametrize("text", LIMITS)
def test_stated_limits(text: str, view: View) -> None:
    assert {item.verdict for item in read(text, view)} == {Verdict.SUPPORTED}


def test_most_that_is_true_is_supported_and_none_of_it_wrong(view: View) -> None:
    rows = lines("assured_true")
    assert len(rows) > 230
    made = [{item.verdict for item in meant(read(text, view), figure)} for text, figure in rows]
    assert sum(Verdict.SUPPORTED in verdicts for verdicts in made) >= LEAST * len(rows)
    against = {Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.WRONG_PLACE}
    assert [row[0] for row, verdicts in zip(rows, made, strict=True) if verdicts & against] == []


@pytest.mark.parametrize("text", PLAIN)
def test_without_a_strange_word_it_is_supported(text: str, view: View) -> None:
    assert {item.verdict for item in read(text, view)} == {Verdict.SUPPORTED}


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(PLAIN), st.sampled_from(STRANGE), st.data())
def test_a_strange_word_anywhere_takes_support_away(
    view: View, text: str, word: str, data: st.DataObject
) -> None:
    words = text.split(" ")
    place = data.draw(st.integers(0, len(words) - 1))
    spoilt = " ".join([*words[:place], word, *words[place:]])
    assert Verdict.SUPPORTED not in {item.verdict for item in read(spoilt, view)}, spoilt


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Illegal", "Illegal U.S. imports from Mexico were $534.9 billion in 2025."),
        ("gallon", "WTI crude oil was $86.48 a gallon on August 18, 2026."),
        ("cars", "U.S. imports of cars from Mexico were $534.9 billion in 2025."),
        ("México", "La tasa de desempleo de México fue de 4.6 por ciento en noviembre de 2025."),
        ("2024", "U.S. imports from Mexico came to $534.9 billion in 2025 and in 2024."),
    ],
)
def test_the_note_names_the_word_and_shows_ours(word: str, text: str, view: View) -> None:
    (claim,) = read(text, view)
    assert claim.verdict is Verdict.NO_EVIDENCE
    assert claim.note.startswith("We hold the figure, but could not read:")
    assert f"'{word}'" in claim.note
    assert claim.ours


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        ("supported", "Unemployment peaked at 14.8 percent in April 2020."),
        ("no evidence", "Unemployment peaked at 4.2 percent in March 2025."),
        ("no evidence", "U.S. imports from Mexico remained at $534.9 billion in 2025."),
        ("supported", "The unemployment rate remained at 4.1 percent in October 2024."),
        ("no evidence", "U.S. imports from Mexico soared to $534.9 billion in 2025."),
        ("supported", "U.S. imports from China plunged to $308.4 billion in 2025."),
        ("no evidence", "WTI crude closed at a record $86.48 a barrel on August 18, 2026."),
        ("supported", "The Fed left its target range unchanged at 3.50 to 3.75 percent on "
                      "January 28, 2026."),
        ("no evidence", "The Fed's lower limit rose to 4 percent on September 16, 2026."),
        ("supported", "The effective federal funds rate averaged 4.25 percent in September 2025; "
                      "a month earlier it was 4.33 percent."),
    ],
)  # fmt: skip
def test_what_is_said_besides_the_number_is_proved(verdict: str, text: str, view: View) -> None:
    claim = read(text, view)[-1]
    assert claim.verdict == verdict, claim.note
