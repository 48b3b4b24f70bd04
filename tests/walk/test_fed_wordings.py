"""What changed in the words: two statements side by side, every quotation held to its text."""

import csv
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from policywire import newsroom
from policywire.analyst import Manuscript
from policywire.analyst.manuscript import Mark, Plot
from policywire.facts.errors import WrongUse
from policywire.newsroom import Told
from policywire.newsroom.wordings import misquoted, passages_of
from policywire.policy.statements import Change, compare, read_statement, words_common
from policywire.policy.statements.roles import Role
from tests.test_cli_fed import NEW, OLD
from tools.audit.walk import Auditor
from tools.audit.wordings import misquoted as not_in_text

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "policywire"
STATEMENTS = ROOT.parent / "shared" / "data" / "fomc_statements" / "statements.csv"
SEPTEMBER = date(2025, 9, 17)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The sample statements, as those of 17 September 2025 and of the meeting before."""
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Told(SEPTEMBER, "", tmp_path / "new.txt", tmp_path / "old.txt")


def written(told: Told) -> Manuscript:
    with newsroom.evidence(None, None) as view:
        return newsroom.write_manuscript("fed-decision", view, lambda stage: None, told=told)


def exhibit(made: Manuscript) -> Plot:
    return next(plot for plot in made.plots if plot.mark is Mark.WORDS)


def published() -> dict[str, str]:
    if not STATEMENTS.is_file():
        pytest.skip("the folder of collected statements does not lie beside this checkout")
    found: dict[str, list[str]] = {}
    with STATEMENTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["meeting_date"], []).append(row["text"])
    return {day: "\n\n".join(parts) + "\n" for day, parts in found.items()}


# ------------------------------------------------------------------- by hand


def test_the_share_kept_by_hand() -> None:
    """Four words stay, one is struck, two are put in: 2 x 4 / (5 + 6)."""
    words = (("same", "at a"), ("removed", "solid"), ("added", "rather slow"), ("same", "pace now"))
    assert words_common([words]) == pytest.approx(8 / 11)
    assert words_common([(("same", "as before"),)]) == 1
    assert words_common([(("added", "all new"),)]) == 0
    assert words_common([]) == 0


def test_parts_and_words_of_the_sample(told: Told) -> None:
    plot = exhibit(written(told))
    parts = {row.category: row for row in plot.rows}
    assert list(parts) == ["The economy", "Goals and outlook", "The decision", "The vote",
                           "The dissents"]  # fmt: skip
    assert [one.words for one in parts["The economy"].passages if one.kind == "changed"] == [
        (
            ("same", "Recent indicators suggest that economic activity is expanding at a"),
            ("removed", "solid"),
            ("added", "slow"),
            ("same", "pace."),
        )
    ]
    # 15 words of the economy's two sentences stay of 16 on each side: 2 x 15 / 32.
    assert parts["The economy"].figure.quantity.value == round(200 * 15 / 32)
    assert parts["Goals and outlook"].figure.quantity.value == 100


def test_a_quotation_that_is_not_in_its_text_is_found() -> None:
    change = Change(
        Role.ACTION,
        "changed",
        "Rates stay low.",
        "Rates stay high.",
        (("same", "Rates stay"), ("removed", "low."), ("added", "high.")),
    )
    old, new = "First. Rates stay low. Last.", "First. Rates stay high. Last."
    assert misquoted(change, old, new) == ""
    assert misquoted(change, old, "First. Rates may stay high. Last.") == "Rates stay high"
    assert misquoted(change, "First. Last.", new) == "Rates stay low"
    left_out = Change(change.role, change.kind, change.old, change.new, change.words[1:])
    assert misquoted(left_out, old, new)


# ------------------------------------------------------------------- on the page


def test_nothing_is_quoted_where_no_text_is_given() -> None:
    made = written(Told(SEPTEMBER))
    assert not any(plot.mark is Mark.WORDS for plot in made.plots)
    assert not any(name.startswith("rule.words.") for name in made.figures)


def test_the_same_text_twice_says_so(tmp_path: Path) -> None:
    """30 July 2025 held the range, as the meeting before it had."""
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    told = Told(date(2025, 7, 30), "", tmp_path / "old.txt", tmp_path / "old.txt")
    made = written(told)
    assert made.struck == ()
    assert not any(plot.mark is Mark.WORDS for plot in made.plots)
    words = next(one for one in made.sections if one.id == "words")
    assert "says word for word what the one before it said" in str(words.blocks)


def test_texts_in_the_wrong_order_are_refused(told: Told) -> None:
    turned = Told(told.meeting, "", told.before, told.statement)
    with pytest.raises(WrongUse, match=r"old\.txt sets 4.25 to 4.5 percent"):
        written(turned)
    alone = Told(told.meeting, "", told.statement, told.statement)
    with pytest.raises(WrongUse, match=r"decision of 2025-07-30 is 4\.25 to 4\.5"):
        written(alone)


def test_the_edition_quotes_word_for_word_and_passes_the_audit(told: Told, tmp_path: Path) -> None:
    writing = newsroom.Writing(told=told)
    folders = [
        Path(newsroom.write_edition("fed-decision", tmp_path / name, writing=writing)["folder"])
        for name in ("one", "two")
    ]
    page, twin = ((one / "index.html").read_bytes() for one in folders)
    assert page == twin
    record = json.loads((folders[0] / "article.json").read_text(encoding="utf-8"))
    assert told.before is not None
    assert told.statement is not None
    assert list(not_in_text(record, told.before, told.statement)) == []
    assert list(not_in_text(record, told.statement, told.before))  # the wrong way round is seen
    manifest = json.loads((folders[0] / "manifest.json").read_text(encoding="utf-8"))
    assert {"statement", "statement before"} <= set(manifest["inputs"])
    auditor = Auditor(
        PACKAGE / "data" / "frozen", PACKAGE / "desks", PACKAGE / "facts" / "places.csv"
    )
    report = auditor.audit(folders[0])
    assert list(map(str, report.problems)) == []
    assert report.found["article.json", "quote"] or report.found["index.html", "quote"]


@pytest.mark.parametrize("file", ["article.json", "index.html", "article.md"])
def test_the_audit_finds_a_quotation_that_was_changed(
    told: Told, tmp_path: Path, file: str
) -> None:
    writing = newsroom.Writing(told=told)
    made = newsroom.write_edition("fed-decision", tmp_path / "out", writing=writing)
    path = Path(made["folder"]) / file
    text = path.read_text(encoding="utf-8")
    other = text.replace("slow", "brisk")
    assert other != text
    path.write_text(other, encoding="utf-8")
    auditor = Auditor(
        PACKAGE / "data" / "frozen", PACKAGE / "desks", PACKAGE / "facts" / "places.csv"
    )
    kinds = {one.kind for one in auditor.audit(path.parent).problems}
    assert kinds - {"hash"}


# ------------------------------------------------------------------- on the published statements


def test_every_quotation_of_published_statements_is_verbatim() -> None:
    """67 pairs, as they follow each other: joined again, the words are those of both texts."""
    texts = published()
    pairs = list(pairwise(sorted(texts)))
    assert len(pairs) == 67
    for before, now in pairs:
        old, new = (read_statement(texts[day], day) for day in (before, now))
        found = compare(old, new)
        plain = [_plain(texts[day]) for day in (before, now)]
        assert [misquoted(one, *plain) for one in found.changes if misquoted(one, *plain)] == []
        parts = passages_of(found)
        counted = sum(len(one) for one in parts.values())
        assert counted == len(found.changes)
        for role, quoted in parts.items():
            assert 0 <= words_common(one.words for one in quoted) <= 1, (now, role)


def _plain(text: str) -> str:
    """Return a text with one kind of dash, mark and space, without the numbers of its pages."""
    dashed = re.sub("[\u2010-\u2014\u2212]", "-", text)
    marked = re.sub("[\u2018\u2019]", "'", re.sub("[\u201c\u201d]", '"', dashed))
    return re.sub(r" -\d{1,2}-(?= )", "", " ".join(marked.split()))
