"""Layout: laid out once, and refused where something is not bound."""

from dataclasses import replace

import pytest

from policywire.analyst.draft import Kind, Line, Paragraph, Span
from policywire.analyst.manuscript import Manuscript
from policywire.facts.errors import ClaimRefused
from policywire.press import Article, Exhibit, lay_out
from policywire.press.blocks import Grid
from policywire.press.text import Tag, plain
from policywire.press.walk import all_texts


def with_line(manuscript: Manuscript, *spans: Span, cites: str = "") -> Manuscript:
    """Return the manuscript with one more takeaway."""
    return replace(manuscript, takeaways=(Line(spans, cites),))


def test_every_run_with_digits_says_what_it_is(article: Article) -> None:
    loose = [
        (where, run.text)
        for where, text in all_texts(article)
        for run in text
        if run.tag is Tag.WORDS and any(map(str.isdigit, run.text))
    ]
    assert loose == []


def test_one_note_a_figure_in_order_of_first_print(article: Article) -> None:
    assert [note.number for note in article.notes] == list(range(1, len(article.notes) + 1))
    assert article.notes[0].figure == "imports.2025"
    assert len({note.figure for note in article.notes}) == len(article.notes) == 12


def test_a_note_says_all_there_is_to_say(article: Article) -> None:
    note = next(note for note in article.notes if note.figure == "balance.2025")
    fields = {field.name: plain(field.value) for field in note.fields}
    assert plain(note.head) == "−$197.6 billion, U.S. goods balance with Mexico, 2025"
    assert fields == {
        "Value": "−197,591.861",
        "Unit": "USD million",
        "Basis": "general imports, customs value",
        "Seasonal adjustment": "not seasonally adjusted",
        "Status": "actual",
        "Vintage": "February 19, 2026",
        "Expression": "sum(census:imports.general/USA.MEX, 2025)",
        "Observations": "12",
        "Sources": "[1]",
    }


def test_a_rule_names_where_it_is_written(article: Article) -> None:
    note = next(note for note in article.notes if note.figure == "usmca.review.notice")
    fields = {field.name: plain(field.value) for field in note.fields}
    assert fields["Written in"] == "United States-Mexico-Canada Agreement, Article 34.7"
    assert fields["In force from"] == "July 1, 2020"
    assert fields["Layer"] == "statutory"
    assert fields["Sources"] == "[4]"


def test_what_a_series_shares_is_said_once(article: Article) -> None:
    suppliers = next(exhibit for exhibit in article.exhibits if exhibit.id == "suppliers")
    mexico = suppliers.trails[0]
    assert {"Unit", "Basis", "Vintage", "Sources"} <= {field.name for field in mexico.shared}
    assert all([f.name for f in note.fields] == ["Value", "Expression"] for note in mexico.notes)
    assert len(mexico.notes) == 11


def test_numeric_columns_are_known(article: Article) -> None:
    grid = next(block for part in article.parts for block in part.blocks if isinstance(block, Grid))
    assert [cell.numeric for cell in grid.head] == [False, True, True]
    assert all(row[1].numeric for row in grid.rows)


def test_an_unlisted_third_party_is_named(article: Article) -> None:
    fields = {field.name: plain(field.value) for field in article.sources[0].fields}
    expected = "tariff-rate-tracker, a public repository (MIT), copied March 14, 2026"
    assert fields["Read through a copy by"] == expected


# ------------------------------------------------------------------- refusals


def test_a_numeral_in_plain_words_is_refused(
    manuscript: Manuscript, exhibits: tuple[Exhibit, ...]
) -> None:
    with pytest.raises(ClaimRefused, match="takeaway 1 prints 'up 25 percent' as plain words"):
        lay_out(with_line(manuscript, Span("up 25 percent")), exhibits)


def test_a_figure_printed_otherwise_is_refused(
    manuscript: Manuscript, exhibits: tuple[Exhibit, ...]
) -> None:
    wrong = Span("$535.0 billion", Kind.FIGURE, "imports.2025")
    with pytest.raises(
        ClaimRefused, match=r"prints '\$535.0 billion' for the figure 'imports.2025'"
    ):
        lay_out(with_line(manuscript, wrong), exhibits)


def test_an_unknown_figure_is_refused_with_near_ones(
    manuscript: Manuscript, exhibits: tuple[Exhibit, ...]
) -> None:
    wrong = Span("$534.9 billion", Kind.FIGURE, "imports.205")
    with pytest.raises(ClaimRefused, match=r"which the manuscript lacks\. Near: imports\.2025"):
        lay_out(with_line(manuscript, wrong), exhibits)


def test_a_capital_at_the_start_of_a_sentence_is_no_other_figure(
    manuscript: Manuscript, exhibits: tuple[Exhibit, ...]
) -> None:
    lay_out(with_line(manuscript, Span("First", Kind.FIGURE, "rank.2025")), exhibits)


def test_a_document_that_is_not_listed_is_refused(
    manuscript: Manuscript, exhibits: tuple[Exhibit, ...]
) -> None:
    with pytest.raises(ClaimRefused, match="is not among the article's sources"):
        lay_out(replace(manuscript, sources=manuscript.sources[1:]), exhibits)


def test_an_exhibit_that_is_missing_is_refused(
    manuscript: Manuscript, exhibits: tuple[Exhibit, ...]
) -> None:
    with pytest.raises(ClaimRefused, match="Draw each plot, and show each once"):
        lay_out(manuscript, exhibits[1:])


def test_an_exhibit_of_another_manuscript_is_refused(
    manuscript: Manuscript, exhibits: tuple[Exhibit, ...]
) -> None:
    with pytest.raises(ClaimRefused, match=r"Exhibit flow was drawn.* Near: flows"):
        lay_out(manuscript, (*exhibits, replace(exhibits[0], id="flow")))


def test_a_sentence_may_rest_on_a_rule(
    manuscript: Manuscript, exhibits: tuple[Exhibit, ...]
) -> None:
    article = lay_out(
        with_line(manuscript, Span("So it is."), cites="usmca.review.notice"), exhibits
    )
    assert plain(article.takeaways[0]) == "So it is.[4]"


def test_apostrophes_are_set_as_such(manuscript: Manuscript, exhibits: tuple[Exhibit, ...]) -> None:
    section = replace(
        manuscript.sections[-1], blocks=(Paragraph((Line((Span("Mexico's share."),)),)),)
    )
    changed = replace(manuscript, sections=(*manuscript.sections[:-1], section))
    texts = [plain(text) for _, text in all_texts(lay_out(changed, exhibits))]
    assert "Mexico’s share." in texts
