"""Rulings: claims on law and on the Fed's decisions, in whole articles and in traps."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.review.article import check_article
from policywire.analyst.review.checking import check_text
from policywire.analyst.review.document import read_document
from policywire.analyst.review.report import Claim, Verdict
from policywire.analyst.review.rulings.held import statutes
from policywire.analyst.review.rulings.pact import pact_after
from policywire.evidence import View
from policywire.newsroom import evidence

VECTORS = Path(__file__).parent / "vectors"
ADVERSE = (Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.WRONG_PLACE)
JUDGED = (*ADVERSE, Verdict.SUPPORTED)
TOLD = date(2026, 10, 5)
ARTICLES = sorted((VECTORS / "settled").glob("*.yaml"))
TRAPS = yaml.safe_load((VECTORS / "rulings_traps.yaml").read_text(encoding="utf-8"))["sentences"]


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with evidence(None, None) as opened:
        yield opened


def read(text: str, view: View, told: date = TOLD) -> tuple[Claim, ...]:
    """Return the claims of the second paragraph, after one that names the agreement."""
    lead = "The USMCA governs North American trade.\n\n"
    return check_text(f"{lead}{text}", view, shipped_terms(), told)


def one(text: str, view: View, told: date = TOLD) -> Claim:
    (claim,) = read(text, view, told)
    return claim


def rows(path: Path, view: View) -> Iterator[tuple[str, Claim]]:
    """Yield the claims of an article, each with what is right by hand: true, false or open."""
    article = yaml.safe_load(path.read_text(encoding="utf-8"))
    parts = [" ".join(row[1] for row in part) for part in article["paragraphs"]]
    lead = f"# {article['title']}\n\n*By Ann Author, {article['published']}*\n\n"
    document = read_document((lead + "\n\n".join(parts)).encode(), "a.md")
    found = check_article(document, view, shipped_terms(), ()).claims
    labels: dict[str, Any] = {row[1]: row for part in article["paragraphs"] for row in part}
    for claim in found:
        row = labels[claim.text]
        own = row[2] if len(row) > 2 else {}
        figure = claim.figures[0].text if claim.figures else ""
        yield str(own.get(figure, row[0])).lower(), claim


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_nothing_false_is_supported_and_nothing_true_called_wrong(path: Path, view: View) -> None:
    found = list(rows(path, view))
    assert not [claim for label, claim in found if label == "true" and claim.verdict in ADVERSE]
    false = [claim for label, claim in found if label == "false"]
    assert not [claim for claim in false if claim.verdict is Verdict.SUPPORTED]
    assert not [claim for label, claim in found if label == "open" and claim.verdict in JUDGED]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_nine_in_ten_are_settled(path: Path, view: View) -> None:
    due = [claim.verdict in JUDGED for label, claim in rows(path, view) if label != "open"]
    assert len(due) > 25
    assert sum(due) >= 0.9 * len(due)


@pytest.mark.parametrize(("label", "text", "right"), [(*row[:2], row[2:]) for row in TRAPS])
def test_traps(label: str, text: str, right: list[list[str]], view: View) -> None:
    spared = {figure for figures in right for figure in figures}
    for claim in read(text, view):
        if any(figure.text in spared for figure in claim.figures):
            continue
        barred = {"F": (Verdict.SUPPORTED,), "T": ADVERSE, "O": JUDGED}[label]
        assert claim.verdict not in barred, claim.note


def test_a_surcharge_of_another_rate_shows_ours_with_heading_and_days(view: View) -> None:
    claim = one("A 15% surcharge under Section 122 replaced them.", view, date(2026, 3, 20))
    assert claim.verdict is Verdict.CONTRADICTED
    assert (claim.ours[0].value, claim.ours[0].series) == (10.0, "measure s122")
    assert "9903.03.01" in claim.ours[0].trail
    assert "February 24, 2026" in claim.note


def test_a_rate_of_another_day_is_of_another_period(view: View) -> None:
    steel = "Section 232 duties on steel were 50 percent in April 2025."
    assert one(steel, view).verdict is Verdict.WRONG_PERIOD
    heavy = "Heavy trucks must have a regional value content of 70 percent."
    assert one(heavy, view).verdict is Verdict.WRONG_PERIOD


def test_an_origin_with_a_rate_of_its_own(view: View) -> None:
    assert one("Cars from Japan pay 15 percent under Section 232.", view).verdict in JUDGED
    claim = one("Cars from Japan pay 25 percent under Section 232.", view)
    assert claim.verdict is Verdict.WRONG_PERIOD


def test_the_decision_before_is_carried_and_told(view: View) -> None:
    cut = "The Fed cut rates by 25 basis points in December 2025."
    right = read(f"{cut} Three members dissented.", view)[-1]
    wrong = read(f"{cut} Two members dissented.", view)[-1]
    assert (right.verdict, wrong.verdict) == (Verdict.SUPPORTED, Verdict.CONTRADICTED)
    assert "decision of the sentence before" in right.note


def test_it_is_no_bank_but_the_one_named(view: View) -> None:
    other = "The Bank of Mexico cut rates by 25 basis points in December 2025. It cut rates twice."
    assert not [claim for claim in read(other, view) if claim.verdict in JUDGED]


def test_nothing_after_the_reader_is_used() -> None:
    with evidence(None, date(2026, 1, 15)) as early:
        struck = "The Supreme Court struck down the IEEPA tariffs on February 20, 2026."
        held = "The Fed held its target range at 3.50% to 3.75% in March 2026."
        found = [*read(struck, early), *read(held, early)]
    assert not [claim for claim in found if claim.verdict in JUDGED]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The next joint review is due in July 2026.", date(2025, 12, 1)),
        ("The Section 232 tariff on steel is 25 percent.", date(2019, 5, 1)),
        ("The Section 232 tariff on steel took effect in March 2018 at 25 percent.", TOLD),
        ("The Section 232 tariff on lumber is 25 percent.", date(2025, 8, 1)),
    ],
)
def test_what_came_later_is_not_held_against_it(text: str, told: date, view: View) -> None:
    assert not [claim for claim in read(text, view, told) if claim.verdict in JUDGED]


def test_an_article_without_a_day_is_not_wrong_about_today(view: View) -> None:
    text = "# Duties\n\nThe Section 232 tariff on lumber is 25 percent.\n\n"
    undated = read_document(text.encode(), "a.md")
    dated = read_document(f"{text}Published December 1, 2025".encode(), "a.md")
    found = [check_article(one, view, shipped_terms(), ()).claims[0] for one in (undated, dated)]
    assert [claim.verdict in JUDGED for claim in found] == [False, True]


def test_the_agreement_is_the_one_named_last() -> None:
    assert pact_after("The USMCA is six years old.", False)
    assert not pact_after("The USMCA followed NAFTA.", False)
    assert not pact_after("The EU-Mercosur agreement was signed.", True)
    assert pact_after("Imports from the European Union rose.", True)


def test_a_term_of_an_agreement_not_named_is_not_judged(view: View) -> None:
    text = "The EU-Mercosur agreement was signed. The agreement has a term of 20 years."
    assert not [claim for claim in check_text(text, view, shipped_terms(), TOLD) if claim.ours]


YEAR = "Mexico sold $534.9 billion of goods to the United States in 2025."


def test_a_year_is_carried_over_a_sentence_where_it_alone_agrees(view: View) -> None:
    text = f"{YEAR} Much was said.\n\nThe U.S. deficit in goods with Mexico was $197.6 billion."
    claim = read(text, view)[-1]
    assert claim.verdict is Verdict.SUPPORTED
    assert "Read as 2025, carried" in claim.note


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. deficit in goods with Mexico is $197.6 billion.",
        "The U.S. deficit in goods with Mexico was $171.0 billion.",
        "If so, the U.S. deficit in goods with Mexico was $197.6 billion.",
    ],
)
def test_no_year_is_carried_into_the_present_or_where_it_differs(text: str, view: View) -> None:
    claim = read(f"{YEAR} Much was said.\n\n{text}", view)[-1]
    assert claim.verdict not in JUDGED


def test_no_year_is_carried_past_another_period(view: View) -> None:
    text = "The U.S. deficit in goods with Mexico was $197.6 billion."
    claim = read(f"{YEAR} In March 2024 talks began. Much was said.\n\n{text}", view)[-1]
    assert claim.verdict not in JUDGED


def test_a_month_without_a_year_is_the_latest_before_the_article(view: View) -> None:
    text = "The effective tariff rate on imports from Mexico was 4.2% in November."
    claim = one(text, view, date(2026, 3, 20))
    assert (claim.verdict, claim.ours[0].period) == (Verdict.SUPPORTED, "2025-11")
    before = read(f"In 2024 much happened. {text}", view, date(2026, 3, 20))[-1]
    assert before.verdict not in JUDGED


@pytest.mark.parametrize(
    ("years", "verdict"),
    [
        ("third", Verdict.SUPPORTED),
        ("second", Verdict.CONTRADICTED),
        ("fifth", Verdict.CONTRADICTED),
    ],
)
def test_a_first_place_for_years_in_a_row(years: str, verdict: Verdict, view: View) -> None:
    text = f"It was the {years} year in a row that Mexico was the largest source of U.S. imports."
    claim = read(f"{YEAR} {text}", view)[-1]
    assert claim.verdict is verdict
    assert "imports for consumption" in claim.note


def test_a_first_place_of_somebody_else(view: View) -> None:
    text = "In 2025 Canada was the largest source of U.S. imports."
    assert one(text, view).verdict is Verdict.CONTRADICTED


def test_a_record_says_since_when_we_hold_it(view: View) -> None:
    said = f"{YEAR} The U.S. deficit in goods with Mexico widened to $197.6 billion, a record."
    text = f"# T\n\n*March 20, 2026*\n\n{said}"
    document = read_document(text.encode(), "a.md")
    report = check_article(document, view, shipped_terms(), ())
    claim = report.claims[-1]
    assert claim.verdict is Verdict.SUPPORTED
    assert "The highest since" in claim.note
    assert "in what we hold" in next(item.note for item in report.findings if item.rule == "S1")


def test_a_part_of_the_place_does_not_take_over_the_paragraph(view: View) -> None:
    lead = "Foreign direct investment in Mexico was $36.8 billion in 2024, and Nuevo León drew 5."
    claim = read(f"{lead} In 2023 FDI was $36.1 billion.", view)[-1]
    assert "se:fdi/MEX-NLE" not in {item.series for item in claim.ours}


def test_words_name_rules_that_are_held() -> None:
    held = statutes()
    assert held.thresholds
    assert held.duties
    assert held.events
