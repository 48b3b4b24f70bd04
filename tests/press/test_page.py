"""The page: every numeral bound, nothing asked of the network, readable by people and machines."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from policywire.analyst.draft import Line, Paragraph, Span
from policywire.analyst.manuscript import Manuscript
from policywire.analyst.numbers import printed, printed_in
from policywire.press import Article, Exhibit, lay_out
from policywire.press.charts.look import AXIS, DARK, INK, MUTED, PAPER, SERIES
from policywire.press.page import render_page
from tests.press.reader import Element, Reader, read

# Attributes that say what a numeral is; docs/reference/edition.md explains each.
KINDS = (
    *("data-figure", "data-exact", "data-period", "data-direction", "data-event", "data-name"),
    *("data-date", "data-count", "data-label", "data-mark", "data-ref", "data-scale"),
)
HOSTILE = "<script>alert('x')</script> & \"quoted\" --> ]]>"


@pytest.fixture(scope="module")
def read_page(page: str) -> Reader:
    return read(page)


def unbound(reader: Reader) -> list[str]:
    """Return the texts that hold a numeral outside every tagged element."""
    return [
        text
        for text, element in reader.texts
        if re.search(r"\d", text)
        and element.tag not in ("style", "script")
        and not any(kind in one.attributes for one in element.ancestors() for kind in KINDS)
    ]


def test_every_numeral_on_the_page_is_bound(read_page: Reader) -> None:
    assert unbound(read_page) == []
    numerals = [text for text, _ in read_page.texts if re.search(r"\d", text)]
    assert len(numerals) > 800


def test_a_planted_numeral_is_seen(page: str) -> None:
    assert unbound(read(page.replace('<p class="lead">', '<p class="lead">99 '))) != []


def test_every_printed_figure_is_what_the_formatter_prints(
    read_page: Reader, manuscript: Manuscript
) -> None:
    units = {row.figure.id: plot.unit for plot in manuscript.plots for row in plot.rows}
    figures = read_page.having("data-figure")
    assert len({element.attributes["data-figure"] for element in figures}) == 132
    for element in figures:
        figure = manuscript.figures[element.attributes["data-figure"]]
        texts = {printed(figure, form) for form in ("", "abs", "short", "signed")}
        if figure.id in units:
            texts.add(printed_in(figure, units[figure.id]))
        assert element.text.rsplit(": ", 1)[-1] in texts


def test_the_box_counts_the_figures_printed(read_page: Reader) -> None:
    shown = {element.attributes["data-figure"] for element in read_page.having("data-figure")}
    counts = {
        what: [e.text for e in read_page.having("data-count") if e.attributes["data-count"] == what]
        for what in ("figures", "plotted")
    }
    for both in counts.values():
        assert both[0] == both[1]
        assert len(both) == 2
    assert sum(int(both[0]) for both in counts.values()) == len(shown)


def test_every_link_inside_the_page_arrives(read_page: Reader) -> None:
    anchors = [element.attributes["id"] for element in read_page.having("id")]
    assert len(anchors) == len(set(anchors))
    wanted = [link.attributes["href"] for link in read_page.all("a")]
    inside = [href[1:] for href in wanted if href.startswith("#")]
    assert len(inside) > 150
    assert set(inside) <= set(anchors)


def test_every_figure_is_one_link_from_its_note_and_publisher(read_page: Reader) -> None:
    notes = {e.attributes["id"]: e for e in read_page.all("li") if "id" in e.attributes}
    for link in read_page.all("a"):
        if link.attributes.get("class") == "figure" and "note-" in link.attributes["href"]:
            note = notes[link.attributes["href"][1:]]
            group = note.parent.parent if note.parent else None
            assert "#source-" in hrefs(note) + (hrefs(group) if group else "")


def hrefs(element: Element) -> str:
    own = element.attributes.get("href", "")
    return own + "".join(hrefs(child) for child in element.children)


def test_no_request_leaves_the_page(read_page: Reader, page: str) -> None:
    for element in read_page.elements:
        assert "src" not in element.attributes
        assert element.tag not in ("iframe", "object", "embed", "form", "img")
        if element.tag == "link":
            assert not element.attributes["href"].startswith("http")
    assert not re.search(r"@import|url\((?!#)", page)
    assert all(e.attributes["type"] == "application/ld+json" for e in read_page.all("script"))
    policy = next(e for e in read_page.all("meta") if "http-equiv" in e.attributes)
    assert policy.attributes["content"].startswith("default-src 'none'")


def test_structure_for_readers_and_their_tools(read_page: Reader) -> None:
    assert read_page.all("html")[0].attributes["lang"] == "en"
    assert len(read_page.all("h1")) == 1
    assert len(read_page.all("main")) == 1
    levels = [int(e.tag[1]) for e in read_page.elements if re.fullmatch(r"h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert read_page.all("body")[0].children[0].attributes["href"] == "#article"
    assert all("scope" in cell.attributes for cell in read_page.all("th"))
    assert all(any(c.tag == "caption" for c in table.children) for table in read_page.all("table"))
    named = {e.attributes["id"] for e in read_page.having("id")}
    for element in read_page.having("aria-labelledby"):
        assert set(element.attributes["aria-labelledby"].split()) <= named


def test_every_picture_has_a_name_and_a_description(read_page: Reader) -> None:
    pictures = read_page.all("svg")
    assert len(pictures) == 12
    for picture in pictures:
        assert picture.attributes["role"] == "img"
        assert [child.tag for child in picture.children[:2]] == ["title", "desc"]
        assert all(child.text for child in picture.children[:2])


def test_what_search_engines_read(read_page: Reader, article: Article) -> None:
    facts = json.loads(read_page.all("script")[0].text)
    assert facts["@type"] == "NewsArticle"
    assert facts["headline"] == read_page.all("h1")[0].text == read_page.all("title")[0].text
    assert facts["datePublished"] == "2026-11-22"
    assert "https://dataweb.usitc.gov/" in facts["isBasedOn"]
    names = {
        e.attributes.get("name") or e.attributes.get("property") for e in read_page.all("meta")
    }
    assert {"description", "viewport", "og:title", "og:description", "og:type"} <= names


def test_dates_and_attributed_sentences_lead_to_their_source(read_page: Reader) -> None:
    dates = [e for e in read_page.having("data-event") if "href" in e.attributes]
    assert {e.attributes["href"] for e in dates} == {"#source-4", "#source-5"}
    cited = [e for e in read_page.having("data-mark") if e.text == "[5]"]
    assert [one.attributes["href"] for one in cited] == ["#source-5"]


def hostile(manuscript: Manuscript) -> Manuscript:
    """Put markup wherever the press takes text."""
    line = Line((Span(HOSTILE),))
    first, *others = manuscript.sections
    section = replace(first, heading=line, blocks=(Paragraph((line,)),))
    byline = replace(manuscript.byline, desk=HOSTILE, disclosure=HOSTILE)
    return replace(
        manuscript,
        headline=line,
        standfirst=line,
        takeaways=(line,),
        sections=(section, *others),
        byline=byline,
    )


def test_text_is_never_markup(manuscript: Manuscript, exhibits: tuple[Exhibit, ...]) -> None:
    page = render_page(lay_out(hostile(manuscript), exhibits))
    reader = read(page)
    assert "<script>alert" not in page
    assert len(reader.all("script")) == 1
    facts = json.loads(reader.all("script")[0].text)
    assert facts["author"]["name"] == HOSTILE
    assert reader.all("h1")[0].text == HOSTILE.replace("x'", "x’")


# ------------------------------------------------------------------- contrast


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_letters_and_lines_stand_out(page: str, dark: bool) -> None:
    seen = {light: DARK[light] if dark else light for light in DARK}
    accents = re.findall(r"--accent: (#\w{6})", page)
    washes = re.findall(r"--wash: (#\w{6})", page)
    paper = seen[PAPER]
    for colour in (seen[INK], seen[MUTED], accents[dark], *(seen[one] for one in SERIES)):
        assert contrast(colour, paper) >= 4.5
    assert contrast(seen[INK], washes[dark]) >= 4.5
    assert contrast(accents[dark], washes[dark]) >= 4.5
    assert contrast(seen[AXIS], paper) >= 3


def test_every_colour_of_a_picture_turns_with_the_page(exhibits: tuple[Exhibit, ...]) -> None:
    for exhibit in exhibits:
        for drawing in (exhibit.wide, exhibit.narrow):
            colours = set(re.findall(r'(?:fill|stroke)="(#[^"]*)"', drawing.svg))
            assert colours <= set(DARK)
            assert not re.search(r'(?:fill|stroke)="(?!#|none|url)', drawing.svg)
