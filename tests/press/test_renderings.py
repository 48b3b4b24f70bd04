"""Markdown, JSON and audit: the same numbers as the page, in other clothes."""

import json
import re
from dataclasses import replace

from policywire.analyst.draft import Line, Span
from policywire.analyst.manuscript import Manuscript
from policywire.press import Article, Exhibit, lay_out
from policywire.press.audit import render_audit
from policywire.press.blocks import Drawing
from policywire.press.markdown import render_markdown
from policywire.press.record import dumps, render_record
from policywire.press.text import plain
from policywire.press.walk import reading_texts
from tests.press.reader import read


def test_markdown_notes_every_figure_once(article: Article) -> None:
    text = render_markdown(article)
    defined = re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE)
    used = re.findall(r"\[\^([^\]]+)\](?!:)", text)
    assert len(defined) == len(set(defined)) == len(article.notes)
    assert set(used) == set(defined)


def test_markdown_tables_keep_their_columns(article: Article) -> None:
    tables = re.findall(r"(?:^\|.*\n)+", render_markdown(article), re.MULTILINE)
    assert len(tables) == 7
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


def test_markdown_reads_text_as_text(manuscript: Manuscript, exhibits: tuple[Exhibit, ...]) -> None:
    hostile = "*stars* [link](javascript:x) <b> `code` | pipe # hash"
    text = render_markdown(lay_out(replace(manuscript, headline=Line((Span(hostile),))), exhibits))
    first = text.splitlines()[0]
    assert first.startswith("# \\*stars\\* \\[link\\](javascript:x) \\<b\\> \\`code\\` \\| pipe")


def test_page_and_markdown_print_the_same_sentences(article: Article, page: str) -> None:
    shown = {one.text for tag in ("h1", "h2", "h3", "p", "li") for one in read(page).all(tag)}
    written = re.sub(r"\[\^[^\]]+\]", "", render_markdown(article)).replace("\\", "")
    for _, text in reading_texts(article):
        assert plain(text) in written
    for text in (article.headline, article.standfirst, *article.takeaways):
        assert plain(text) in shown


def test_record_holds_every_figure_with_its_trail(article: Article) -> None:
    record = json.loads(render_record(article))
    assert record["figures"].keys() == article.manuscript.figures.keys()
    figure = record["figures"]["imports.2025"]
    assert figure["value"] == 534873.6
    assert figure["unit"] == "USD million"
    assert figure["trail"]["expression"] == "sum(census:imports.general/USA.MEX, 2025)"
    first = record["observations"][figure["trail"]["observations"][0]]
    assert first["series"] == "census:imports.general/USA.MEX"
    assert {source["number"] for source in record["sources"]} == {1, 2, 3, 4, 5}


def test_record_keeps_the_spans(article: Article) -> None:
    record = json.loads(render_record(article))
    kinds = {run.get("kind") for run in record["standfirst"]["runs"]}
    assert kinds == {None, "figure", "period"}
    assert record["standfirst"]["text"] == plain(article.standfirst)
    rows = next(one for one in record["exhibits"] if one["id"] == "fdi")["rows"]
    assert rows[0] == {
        "series": "",
        "category": "MEX-CMX",
        "period": None,
        "figure": "fdi.MEX-CMX",
    }


def test_record_keys_are_sorted(article: Article) -> None:
    text = render_record(article)
    assert len(text.splitlines()) > 200  # one entry a line, so that two editions can be compared
    assert text == dumps(json.loads(text))
    for pairs in re.findall(r"^\"(\w+)\":", text, re.MULTILINE), list(json.loads(text)):
        assert pairs == sorted(pairs)


def test_audit_finds_every_figure_bound(article: Article) -> None:
    audit = json.loads(render_audit(article))
    assert audit["totals"]["figures"] == audit["totals"]["bound"] == 132
    assert audit["totals"]["unbound"] == []
    entry = audit["figures"]["balance.2025"]
    assert entry["verdict"] == "bound"
    assert entry["printed"].keys() == {"$197.6 billion", "−197.6", "−$197.6 billion"}
    assert entry["printed"]["−197.6"] == ["trade, block 2, row 3, cell 3"]
    assert entry["trail"]["observations"] == 12
    assert entry["trail"]["vintages"] == ["2026-02-19"]
    assert len(entry["trail"]["documents"][0]["sha256"]) == 64


def test_audit_lists_what_exhibits_are_called(article: Article) -> None:
    audit = json.loads(render_audit(article))
    marks = [
        item for item in audit["numerals"] if (item["kind"], item["ref"]) == ("mark", "exhibit")
    ]
    told = {item["text"] for item in marks if item["where"].endswith(", number")}
    assert told == {f"Exhibit {one.number}" for one in article.exhibits}
    dated = {one.title.text for one in article.manuscript.plots if re.search(r"\d", one.title.text)}
    assert {item["text"] for item in marks} - told == dated


def test_audit_lists_the_marks_of_scales(article: Article) -> None:
    audit = json.loads(render_audit(article))
    assert audit["exhibits"]["flows"]["scale_marks"] == ["0", "200", "400", "600"]
    assert audit["exhibits"]["use"]["alt_not_plotted"] == []
    assert audit["totals"]["numerals_by_kind"]["figure"] > 250
    assert "unbound" not in audit["totals"]["numerals_by_kind"]


def test_audit_sees_a_figure_printed_otherwise(article: Article) -> None:
    part = next(part for part in article.parts if part.id == "investment")
    exhibit = next(block for block in part.blocks if isinstance(block, Exhibit))
    wide = Drawing(exhibit.wide.svg, (), (("fdi.MEX-CMX", "14,428"),))
    blocks = tuple(replace(exhibit, wide=wide) if b is exhibit else b for b in part.blocks)
    changed = replace(part, blocks=blocks)
    parts = tuple(changed if one is part else one for one in article.parts)
    audit = json.loads(render_audit(replace(article, parts=parts)))
    assert audit["totals"]["unbound"] == ["fdi.MEX-CMX"]
    assert audit["figures"]["fdi.MEX-CMX"]["verdict"] == "unbound"
