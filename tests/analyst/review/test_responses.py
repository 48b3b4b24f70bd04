"""Responses: a supposed reaction to a surprise is held against its band, never against a year."""

from collections.abc import Iterator
from datetime import date

import pytest

from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.review.checking import check_text
from policywire.analyst.review.report import Claim, Verdict
from policywire.evidence import View
from policywire.models.monetary.respond import assets
from policywire.newsroom import evidence

TOLD = date(2026, 3, 12)
OBSERVED = "2025 over 2024"

# By verdict; the last number of each sentence is the response. Bands of the "all" sample at 25 bp:
# two years 12.4 to 17.7, ten years 6.2 to 10.7 bp, S&P 500 -1.49 to -0.92 percent.
SAID = {
    "A 25 basis point surprise raises the 2-year Treasury yield by 15 basis points.": "supported",
    "A surprise cut of 25 basis points lowers the 2-year Treasury yield by 15 bp.": "supported",
    "A 25 bp tightening surprise lowers the S&P 500 by 1.2 percent.": "supported",
    "If the Fed surprises markets by 25 bp, the 10-year yield rises by 8 bp.": "supported",
    "A 25 bp surprise raises the two-year yield by 0.15 percentage points.": "supported",
    "Since 2009, a 25 bp surprise raises the two-year yield by 24 basis points.": "supported",
    "A 25 bp surprise raises the 2-year Treasury yield by 40 basis points.": "contradicted",
    "A 25 bp surprise lowers the 2-year Treasury yield by 15 basis points.": "contradicted",
    "A 25 basis point surprise raises the S&P 500 by 1.2 percent.": "contradicted",
    "A 25 basis point surprise raises the 2-year Treasury yield by 20 basis points.": "no evidence",
    "In 2025, a 25 basis point surprise raised the 2-year yield by 15 basis points.": "no evidence",
    "A 25 bp surprise raises the 2-year yield by 15 basis points within a month.": "no evidence",
    "A 25 bp surprise may raise the 2-year yield by 15 basis points.": "no evidence",
    "A 25 bp surprise does not raise the 2-year yield by 15 basis points.": "no evidence",
    "It is false that a 25 bp surprise raises the 2-year yield by 15 basis points.": "no evidence",
    "A 25 bp surprise raises the 2-year yield by 15 bp, the most of any country.": "no evidence",
    "A 150 bp surprise raises the 2-year Treasury yield by 90 basis points.": "no evidence",
    "A 25 bp surprise raises the 2-year Treasury yield to 15 basis points.": "no evidence",
    "A 25 bp surprise raises the 2-year Treasury yield by 15 percent.": "no evidence",
}


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with evidence(None, None) as opened:
        yield opened


def read(text: str, view: View) -> tuple[Claim, ...]:
    return check_text(text, view, shipped_terms(), TOLD)


@pytest.mark.parametrize("text", SAID)
def test_a_response_by_its_band(text: str, view: View) -> None:
    by_figure = {figure.text: item for item in read(text, view) for figure in item.figures}
    condition, response = _apart(by_figure)
    assert response.verdict.value == SAID[text]
    assert condition.verdict is Verdict.NOT_CHECKABLE


def _apart(claims: dict[str, Claim]) -> tuple[Claim, Claim]:
    """Return the claim of the surprise and that of the response."""
    told = [item for item in claims.values() if "a condition" in item.note]
    rest = [item for item in claims.values() if "a condition" not in item.note]
    assert len(told) == len(rest) == 1, claims
    return told[0], rest[0]


@pytest.mark.parametrize("text", SAID)
def test_no_response_is_held_against_an_observed_change(text: str, view: View) -> None:
    dated = f"In 2025 yields fell. {text}"  # a period that earlier words leave standing
    for item in read(dated, view)[-2:]:
        assert not [ours for ours in item.ours if OBSERVED in ours.period]
        assert not [ours for ours in item.ours if not ours.series.startswith("asset reactions")]


def test_ours_are_the_rows_of_the_table(view: View) -> None:
    *_, found = read(next(iter(SAID)), view)
    held = {
        row.estimate / 100
        for sample in ("all", "scheduled", "since-2009")
        for row in assets(25.0, sample=sample)
        if row.variable == "yield_2y"
    }
    assert sorted(ours.value for ours in found.ours) == pytest.approx(sorted(held))
    assert {ours.unit for ours in found.ours} == {"points"}


def test_a_number_is_given_in_the_unit_it_names(view: View) -> None:
    (figure,) = read("The Fed cut rates by 25 basis points in December 2025.", view)[0].figures
    assert (figure.value, figure.unit) == (0.25, "points")


def test_an_observed_change_is_still_held_against_the_statistics(view: View) -> None:
    (found,) = read("The 2-year Treasury yield fell 0.56 percentage points in 2025.", view)
    assert any(OBSERVED in ours.period for ours in found.ours)
