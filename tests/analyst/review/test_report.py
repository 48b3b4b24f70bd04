"""The report: the shape machines are promised, the terminal, the page."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from policywire.analyst.review.broken import broken_spans
from policywire.analyst.review.document import read_document
from policywire.analyst.review.remarks import RULES, Remark
from policywire.analyst.review.report import (
    CheckReport,
    Claim,
    ClaimFigure,
    Ours,
    Verdict,
    assemble,
)
from policywire.press.report import our_keys, render_report
from policywire.press.report_terminal import terminal_report

TODAY = date(2026, 11, 22)
ATTACK = "<script>alert(1)</script> & \"quotes\" 'too' {{ 7 * 7 }}"
TEXT = (
    f"# Trade {ATTACK}\n\nMexico supplied 15.6% of U.S. imports in 2024. The state now accounts "
    "for , more than any other. It was so in May . Exports, [bold]said[/bold] one, rose 3%."
)


def a_report(text: str = TEXT, extra: tuple[Claim, ...] = ()) -> CheckReport:
    document = read_document(text.encode(), "a.md")
    start = document.text.find("Mexico")
    claim = Claim(
        "Mexico supplied 15.6% of U.S. imports in 2024.",
        start,
        start + 46,
        Verdict.WRONG_PERIOD,
        (ClaimFigure("15.6%", 15.6, "percent"),),
        (
            Ours(15.4764, "percent", "2024", "census:imports/USA.MEX", "vintage 2026-02-19"),
            Ours(-171e9, "USD", "2024-01..2024-11", f"a {ATTACK}", ATTACK),
        ),
        f"True of January to November. {ATTACK}",
    )
    remark = Remark("C1", ATTACK, 0, 5, f"Why {ATTACK} {RULES['C1'].repair}")
    claims = (claim, *extra)
    return assemble(document, claims, broken_spans(document), (remark,), TODAY)


# ------------------------------------------------------------------- for machines


def test_the_shape_is_the_contract() -> None:
    made = json.loads(json.dumps(a_report().as_json(), allow_nan=False))
    assert set(made) == {"claims", "findings", "as_of"}
    assert made["as_of"] == "2026-11-22"
    for claim in made["claims"]:
        assert set(claim) == {"text", "verdict", "figures", "ours", "note"}
        assert claim["verdict"] in {verdict.value for verdict in Verdict}
        for figure in claim["figures"]:
            assert set(figure) == {"text", "value", "unit"}
        for ours in claim["ours"]:
            assert set(ours) == {"value", "unit", "period", "series", "trail"}
    assert [set(item) for item in made["findings"]] == [{"rule", "text", "note"}]


def test_the_verdicts_are_those_of_the_contract() -> None:
    assert {verdict.value for verdict in Verdict} == {
        *("supported", "wrong period", "wrong place", "contradicted"),
        *("no evidence", "not checkable", "broken"),
    }


def test_numbers_are_numbers_json_can_hold() -> None:
    odd = (ClaimFigure("x", float("nan"), ""), ClaimFigure("y", float("inf"), ""))
    claim = Claim("It was so.", 0, 5, Verdict.NO_EVIDENCE, (*odd, ClaimFigure("5", 5.0, "")))
    made = a_report(extra=(claim,)).as_json()
    values = [item["value"] for item in made["claims"][0]["figures"]]
    assert values == [None, None, 5]
    assert isinstance(values[2], int)


def test_each_lost_phrase_is_a_claim_and_a_lost_citation_is_none() -> None:
    made = a_report()
    assert made.counts[Verdict.BROKEN] == 1
    assert [claim.verdict for claim in made.claims] == [Verdict.WRONG_PERIOD, Verdict.BROKEN]
    assert sum(made.counts.values()) == len(made.claims)


def test_a_claim_called_broken_is_not_told_twice() -> None:
    document = read_document(TEXT.encode(), "a.md")
    at = document.text.find("The state")
    twice = Claim("The state now accounts for", at, at + 26, Verdict.BROKEN)
    assert a_report(extra=(twice,)).counts[Verdict.BROKEN] == 1
    elsewhere = Claim("Trade", 0, 5, Verdict.BROKEN)
    assert a_report(extra=(elsewhere,)).counts[Verdict.BROKEN] == 2


# ------------------------------------------------------------------- the page


class Seen(HTMLParser):
    """Collects the elements of a page and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def seen(report: CheckReport) -> Seen:
    page = Seen()
    page.feed(render_report(report, "1.2.3"))
    return page


def test_the_page_runs_nothing_and_asks_for_nothing() -> None:
    page = seen(a_report())
    names = {tag for tag, _ in page.tags}
    assert names.isdisjoint({"script", "img", "iframe", "link", "form", "object", "base"})
    policies = [
        attributes["content"]
        for tag, attributes in page.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies
    assert "default-src 'none'" in str(policies[0])
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert str(attributes.get("href", "#")).startswith("#")
    assert not re.search(r"@import|url\(", render_report(a_report()))


def test_what_the_article_writes_stays_text() -> None:
    page = render_report(a_report())
    assert "<script>alert" not in page
    assert "49" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert ATTACK in seen(a_report()).words


def test_the_page_shows_verdict_figure_period_series_and_trail() -> None:
    words = " ".join(seen(a_report()).words.split())
    for shown in (
        *("wrong period", "15.48 percent", "January to November 2024", "census:imports/USA.MEX"),
        *("vintage 2026-02-19", "−$171.0 billion", "True of January to November", "1.2.3"),
        *("Cause without support", "accounts for ▯ , more than any other."),
    ):
        assert shown in words


def test_ids_are_one_each_and_links_inside_lead_somewhere() -> None:
    page = seen(a_report())
    ids = [str(attributes["id"]) for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    hrefs = [str(attributes["href"]) for tag, attributes in page.tags if tag == "a"]
    assert {href.removeprefix("#") for href in hrefs} <= set(ids)


def test_somebody_elses_words_are_shown_in_short() -> None:
    long = "Exports rose " + "and rose " * 200 + "in 2024."
    document = read_document(long.encode(), "a.txt")
    claim = Claim(document.text, 0, len(document.text), Verdict.NO_EVIDENCE)
    page = seen(CheckReport(document, (claim,), (), TODAY))
    assert page.words.count("and rose") < 40


def test_a_report_without_a_claim_says_so() -> None:
    document = read_document(b"All is well.", "a.txt")
    page = seen(CheckReport(document, (), (), TODAY))
    assert "No claim was found" in page.words


# ------------------------------------------------------------------- the terminal


def printed(report: CheckReport) -> str:
    out = io.StringIO()
    Console(file=out, width=100, color_system=None).print(terminal_report(report))
    return out.getvalue()


def test_the_terminal_says_the_same() -> None:
    words = " ".join(printed(a_report()).split())
    for shown in (
        *("1 wrong period", "1 broken", "15.48 percent", "census:imports/USA.MEX"),
        *("accounts for ▯ , more than any other.", "C1 cause without support"),
    ):
        assert shown in words


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("Ours: 15.48 percent in 2024.", "from census:imports/USA.MEX"),
        ("Ours: 15.5 percent in 2024.", "from census:imports/USA.MEX"),
        ("Ours: 15.5 percent in 2023.", "ours: 15.48 percent, 2024 census:imports/USA.MEX"),
        ("Ours: 15.6 percent in 2024.", "ours: 15.48 percent, 2024 census:imports/USA.MEX"),
    ],
)
def test_the_terminal_tells_a_figure_once(note: str, line: str) -> None:
    document = read_document(b"Mexico had 16.9 percent in 2024.", "a.txt")
    ours = Ours(15.48, "percent", "2024", "census:imports/USA.MEX", "")
    claim = Claim(
        document.text, 0, len(document.text), Verdict.CONTRADICTED, (), (ours, ours), note
    )
    words = " ".join(printed(CheckReport(document, (claim,), (), TODAY)).split())
    assert words.count(line) == 1
    assert words.count("percent") == (2 if line.startswith("from") else 3)


def test_markup_of_the_article_is_no_markup_of_the_terminal() -> None:
    document = read_document(b"It [bold red]rose[/bold red] [link=x]5%[/link] in 2024.", "a.txt")
    claim = Claim(document.text, 0, len(document.text), Verdict.NO_EVIDENCE)
    assert "[bold red]rose[/bold red]" in printed(CheckReport(document, (claim,), (), TODAY))


@pytest.mark.parametrize("unit", ["", "no unit at all", "percent", "USD", "index 2017=100"])
def test_a_figure_in_any_unit_is_printed(unit: str) -> None:
    document = read_document(b"It rose.", "a.txt")
    ours = Ours(12.5, unit, "whenever", "a series", "")
    claim = Claim("It rose.", 0, 8, Verdict.CONTRADICTED, (), (ours,))
    report = CheckReport(document, (claim,), (), TODAY)
    assert "12.5" in printed(report)
    assert "whenever" in seen(report).words


def test_no_text_of_the_reference_article_stands_in_this_folder() -> None:
    article = Path(__file__).parents[4] / "shared/data/articles/us-mexico-trade-2025-12.txt"
    if not article.exists():
        pytest.skip("needs ../shared/data/articles")
    words = article.read_text(encoding="utf-8").split()
    runs = {" ".join(words[at : at + 14]) for at in range(len(words) - 13)}
    for path in Path(__file__).parent.rglob("*"):
        if path.is_file() and path.suffix in {".py", ".txt", ".json", ".yaml", ".csv"}:
            held = " ".join(path.read_text(encoding="utf-8").split())
            assert not [run for run in runs if run in held], path


def test_many_findings_of_a_rule_stand_on_one_line() -> None:
    words = ("cornerstone", "game changer", "country's appeal", "poised for", "defining moment")
    text = "\n\n".join(f"Trade is a {word} of growth, they say." for word in words)
    found = [
        Remark("B1", part, 0, len(part), f"It promotes ('{word}'). Say what happened.")
        for word, part in zip(words, text.split("\n\n"), strict=True)
    ]
    said = printed(replace(a_report(), findings=tuple(found)))
    assert "5 places: cornerstone, game changer, country's appeal, poised for" in said
    assert said.partition("What to change")[2].count("“") == 3
    assert "and 2 more" in said


def test_a_sum_over_states_is_written_as_one() -> None:
    ours = Ours(1.0, "USD", "2024", "sum(sum(se:fdi/MEX-NLE, 2024), states)", "")
    assert our_keys(ours) == "sum(se:fdi/MEX-*)"
    alone = replace(ours, series="sum(se:fdi/MEX-NLE, 2024)")
    assert our_keys(alone) == "se:fdi/MEX-NLE"
