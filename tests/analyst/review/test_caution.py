"""Caution: what is true is not called wrong, and what is plainly wrong still is."""

from collections.abc import Iterator
from datetime import date

import pytest

from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.review.checking import check_text
from policywire.analyst.review.report import Claim, Verdict
from policywire.evidence import View
from policywire.newsroom import evidence

TODAY = date(2026, 11, 22)
AGAINST = (Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.WRONG_PLACE)


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    """Return the packaged snapshot."""
    with evidence(None, TODAY) as opened:
        yield opened


def claims(text: str, view: View) -> tuple[Claim, ...]:
    return check_text(text, view, shipped_terms(), TODAY)


FOLDED = """
The United States bought $534.9 billion of goods from Mexico in 2025, $29.4 billion more than
  in 2024.
Imports from Mexico in 2025, at $534.9 billion, exceeded those from Canada, at $383.0 billion.
Imports from Mexico were 1.4 times those from Canada in 2025.
Imports from Mexico were 39.7 percent larger than imports from Canada in 2025.
U.S. exports to Canada came to 87.1 percent of U.S. imports from Canada in 2025.
Mexico's $505.5 billion in 2024 topped China's $438.7 billion.
Monthly imports from Mexico averaged $44.6 billion in 2025.
Exports to Mexico fell in some months, and imports were $534.9 billion in 2025.
In 2024, imports from Mexico, Canada and China came to $505.5 billion, $411.9 billion and
  $438.7 billion.
In 2025 and 2024, imports from Mexico were $534.9 billion and $505.5 billion respectively.
Of every $100 of U.S. goods imports in 2025, $15.66 came from Mexico.
The bilateral deficit swelled from $171.0 billion to $197.6 billion between 2024 and 2025.
Since 2015, U.S. imports from Mexico have risen by 80.4 percent, and U.S. exports to Mexico by
  42.6 percent.
After Mexico, China was the largest supplier of U.S. imports in 2024.
China was not the largest supplier of U.S. imports in 2024.
Vietnam was the largest Southeast Asian supplier of U.S. imports in 2024.
Of Japan, Germany and South Korea, Germany was the largest supplier of U.S. imports in 2024.
Excluding computers, imports from Mexico fell 3.9 percent from January to November 2025.
In 2025 the United States imported goods worth $534.9 billion from Mexico and exported $337.3
  billion to it.
U.S. exports to Mexico exceeded $300 billion in 2025.
Mexico supplied 15.7 percent of U.S. goods imports in 2025, ahead of Canada with 11.2 percent
  and China with 9.0 percent, which had 13.4 percent in 2024.
The effective tariff on Mexican goods went from 0.2 percent to 4.2 percent in the year to
  November 2025.
Germany sold the United States goods worth $160.4 billion in 2024 and bought $75.6 billion.
U.S. imports from Mexico rose from $505.5 billion in 2024 to $534.9 billion.
Imports from Vietnam were less than twice those from India in 2024.
"""
TRUE = FOLDED.strip().replace("\n  ", " ").splitlines()


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_not_called_wrong(view: View, text: str) -> None:
    assert [item.note for item in claims(text, view) if item.verdict in AGAINST] == []


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("80.4 percent", "Since 2015, U.S. imports from Mexico have risen by 80.4 percent."),
        ("11.3 percent", "U.S. exports to China decreased 26.0 percent between 2024 and 2025."),
        ("5.8 percent", "U.S. imports from Mexico were 5.8 percent more in 2025 than in 2024."),
        ("7.5 percent", "The broad dollar index fell 7.5 percent over the year to January 2026."),
        ("11.2 percent", TRUE[20]),
    ],
)
def test_windows_that_were_misread_are_supported(view: View, figure: str, text: str) -> None:
    made = claims(text, view)
    assert made[0].verdict is Verdict.SUPPORTED, (figure, made[0].note)


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        ("contradicted", "Imports from Mexico fell in 2025."),
        ("supported", "U.S. imports from Mexico rose in 2025."),
        ("contradicted", "Exports to Canada rose last year."),
        ("supported", "The U.S. goods deficit with Mexico widened in 2024."),
        ("contradicted", "The goods deficit with Mexico narrowed in 2024."),
        ("supported", "In 2025, imports from China plunged."),
        ("no evidence", "U.S. imports from Canada plunged in 2025."),
        ("no evidence", "Imports from Mexico fell in August 2025."),
        ("contradicted", "Las importaciones desde México cayeron en 2025."),
        ("contradicted", "Imports from China were more than those from Canada in 2025."),
        ("supported", "Imports from Canada were larger than those from China in 2025."),
        ("supported", "Exports to Mexico exceeded those to Canada in 2025."),
        ("contradicted", "Exports to Mexico exceeded exports to Canada in 2024."),
        ("no evidence", "Mexico overtook China in 2023."),
    ],
)
def test_motion_and_order_without_a_number(view: View, verdict: str, text: str) -> None:
    assert [item.verdict for item in claims(text, view)] == [verdict]


def test_what_was_overtaken_is_taken_from_the_sentence_before(view: View) -> None:
    start = "U.S. imports from China were $427.2 billion in 2023. "
    assert claims(start + "Mexico overtook China in 2023.", view)[-1].verdict == "supported"
    late = claims(start + "Mexico overtook China in 2024.", view)[-1]
    assert late.verdict == "wrong period"
    assert "2023" in late.note


@pytest.mark.parametrize(
    "text",
    [
        "Imports from Mexico did not fall in 2025.",
        "Imports of cars from Mexico fell in 2025.",
        "Imports from Mexico fell faster than those from Canada in 2025.",
        "Imports from Mexico will fall in 2027.",
        "Imports from Mexico and Canada fell in 2025.",
        "Growth of imports from Canada was larger than that from Mexico in 2025.",
        "Imports from Canada were more than half those from Mexico in 2025.",
    ],
)
def test_what_is_not_sure_is_no_claim_of_motion(view: View, text: str) -> None:
    assert [item for item in claims(text, view) if not item.figures] == []


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        ("contradicted", "Imports from Mexico were $712.8 billion in 2025."),
        (
            "contradicted",
            "Imports from Mexico fell from $505.5 billion in 2024 to $534.9 billion in 2025.",
        ),
        ("wrong period", "U.S. imports from Mexico totaled $505.5 billion in 2025."),
        ("wrong place", "U.S. imports from Canada totaled $534.9 billion in 2025."),
        ("contradicted", "Imports from Canada rose 7.0 percent in 2025."),
        ("contradicted", "U.S. exports to Mexico exceeded $400 billion in 2025."),
    ],
)
def test_what_is_plainly_wrong_is_called_so(view: View, verdict: str, text: str) -> None:
    assert claims(text, view)[-1].verdict == verdict


def test_a_withheld_verdict_says_why_and_shows_ours(view: View) -> None:
    (made,) = claims("Imports of durable goods from Mexico were $712.8 billion in 2025.", view)
    assert made.verdict is Verdict.NO_EVIDENCE
    assert made.note


def test_a_release_may_have_been_revised(view: View) -> None:
    (made,) = claims("U.S. imports from Mexico were $505.9 billion in 2024.", view)
    assert made.verdict is Verdict.NO_EVIDENCE
    assert "earlier release" in made.note
    assert "$505.5 billion" in made.note
