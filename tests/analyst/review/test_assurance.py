"""Assurance: nothing is called supported of which a part is denied or was not verified."""

from collections.abc import Iterator
from datetime import date

import pytest

from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.review.checking import check_text
from policywire.analyst.review.dateline import without_dateline
from policywire.analyst.review.report import Claim, Verdict
from policywire.evidence import View
from policywire.newsroom import evidence

TOLD = date(2026, 3, 3)
ROSE = "imports from Mexico rose 5.8% in 2025"
WERE = "imports from Mexico were $534.9 billion in 2025"
WRONG = (Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.WRONG_PLACE)


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with evidence(None, None) as opened:
        yield opened


def read(text: str, view: View) -> tuple[Claim, ...]:
    return check_text(text, view, shipped_terms(), TOLD)


@pytest.mark.parametrize(
    "text",
    [
        f"It is false that {WERE}.",
        f"It is a myth that {ROSE}.",
        f"Nobody believes that {ROSE}.",
        f"Critics wrongly claim that {WERE}.",
        f"The claim that {ROSE} has been debunked.",
        f"Economists doubt that {ROSE}.",
        f"It is unclear whether {ROSE}.",
        "Imports from Mexico rarely were $534.9 billion in 2025.",
        "Were imports from Mexico $534.9 billion in 2025?",
        "Es falso que las importaciones de Estados Unidos desde México sumaron "
        "534.9 mil millones de dólares en 2025.",
    ],
)
def test_denied_doubted_or_asked(text: str, view: View) -> None:
    found = read(text, view)
    assert found
    assert not {item.verdict for item in found} & {Verdict.SUPPORTED, *WRONG}


@pytest.mark.parametrize(
    "text",
    [
        f"U.S. {WERE}, more than those from Canada and China combined.",
        f"U.S. {ROSE}, the biggest drop in a decade.",
        f"U.S. {ROSE}, the smallest gain since 2020.",
        f"U.S. {ROSE}, slower than the 4% of 2024.",
        f"U.S. {ROSE}, faster than in 2024.",
        f"U.S. {WERE} in constant dollars.",
        f"U.S. {WERE}, most of them cars.",
        f"U.S. {WERE}, less than the $308.4 billion from China.",
        "U.S. imports from Mexico rose for the fifth straight year, by 5.8% in 2025.",
        "Nearly all of the $534.9 billion in U.S. imports from Mexico in 2025 entered duty free.",
    ],
)
def test_what_is_said_besides_was_not_verified(text: str, view: View) -> None:
    found = read(text, view)
    assert found
    assert Verdict.SUPPORTED not in {item.verdict for item in found}
    assert any("verified" in item.note or "bear" in item.note for item in found)


@pytest.mark.parametrize(
    "text",
    [
        f"U.S. {WERE}.",
        f"U.S. {WERE}, according to the Census Bureau.",
        f"Despite tariffs, U.S. {ROSE}.",
        "U.S. imports from Mexico were US$534.9 billion in 2025.",
        "U.S. imports from Mexico rose 5.8% in 2025 to US$534.9 billion.",
        "U.S. imports from Mexico were 5.8 percent more in 2025 than in 2024.",
        "Mexico sold the United States $534.9 billion of goods in 2025.",
        f"MEXICO CITY, March 3 (Reuters) - U.S. {WERE}.",
    ],
)
def test_plain_and_true_stays_supported(text: str, view: View) -> None:
    assert {item.verdict for item in read(text, view)} == {Verdict.SUPPORTED}


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 imports from Mexico overtook imports from China. "
        "Two-way goods trade hit nearly $872 billion in 2025.",
        "America bought $308 billion from China in 2025, less than from Mexico. "
        "Total imports in 2025 were $3.4 trillion.",
    ],
)
def test_a_carried_place_is_never_wrong(text: str, view: View) -> None:
    assert not {item.verdict for item in read(text, view)} & set(WRONG)


def test_nothing_held_is_said_only_where_nothing_is(view: View) -> None:
    (claim,) = read("Mexico's exports of vehicles were 31.4% of its total in 2024.", view)
    assert "Nothing is held" not in claim.note
    assert "not all understood" in claim.note


def test_a_fiscal_year_is_named(view: View) -> None:
    (claim,) = read("In fiscal 2025, U.S. imports from Mexico were $534.9 billion.", view)
    assert "fiscal 2025" in claim.note


def test_a_dateline_is_blotted_out_and_its_length_kept() -> None:
    line = "MEXICO CITY, March 3 (Reuters) - Imports rose."
    assert without_dateline(line).lstrip() == "Imports rose."
    assert len(without_dateline(line)) == len(line)
    assert without_dateline("U.S. imports - all of them - rose.").startswith("U.S.")
