"""The reference article against its golden verdicts; the article itself is not ours to keep."""

import json
import time
from pathlib import Path

import pytest

from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.review.checking import check_document
from policywire.analyst.review.document import read_document
from policywire.analyst.review.report import Claim
from policywire.newsroom import evidence

HERE = Path(__file__).parent
ARTICLE = HERE.parents[3] / "shared" / "data" / "articles" / "us-mexico-trade-2025-12.txt"
GOLDEN = json.loads((HERE / "golden" / "reference-article.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    """Return the claims of the reference article."""
    if not ARTICLE.is_file():
        pytest.skip("shared/data/articles is not beside the checkout")
    document = read_document(ARTICLE.read_bytes(), ARTICLE.name)
    with evidence(None, None) as view:
        return check_document(document, view, shipped_terms())


def named(claim: Claim) -> str:
    return claim.figures[0].text if claim.figures else "a rank"


def test_every_claim_is_found_and_no_other(claims: tuple[Claim, ...]) -> None:
    assert sorted(map(named, claims)) == sorted(GOLDEN)


@pytest.mark.parametrize("figure", GOLDEN)
def test_verdict_and_figures(claims: tuple[Claim, ...], figure: str) -> None:
    claim = next(item for item in claims if named(item) == figure)
    assert claim.verdict == GOLDEN[figure]["verdict"]
    for value, unit, period in GOLDEN[figure]["ours"]:
        ours = [item for item in claim.ours if (item.unit, item.period) == (unit, period)]
        assert any(item.value == pytest.approx(value, rel=2e-3) for item in ours)
        assert all(item.series and "vintage" in item.trail for item in ours)


def test_notes_say_what_would_be_right(claims: tuple[Claim, ...]) -> None:
    notes = {named(item): item.note for item in claims}
    assert "2023" in notes["a rank"]
    assert "January to November 2024" in notes["15.6%"]
    assert "Canada" in notes["7.3%"]
    assert "rose 3.6 percent" in notes["7.3%"]
    assert "−$171.0 billion" in notes["$5.3 billion"]
    assert "$36.8 billion" in notes["$48 billion"]


def test_two_seconds_for_an_article(claims: tuple[Claim, ...]) -> None:
    """The snapshot is opened and closed within the time; start-up of Python is not."""
    assert claims
    document = read_document(ARTICLE.read_bytes(), ARTICLE.name)
    began = time.process_time()
    with evidence(None, None) as view:
        check_document(document, view, shipped_terms())
    assert time.process_time() - began < 4.0  # two seconds on an idle core
