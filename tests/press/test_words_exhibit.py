"""The exhibit of two texts: what is struck, what is underlined, what fits, what is quoted."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from policywire.analyst.draft import Line, Span
from policywire.analyst.figures import Figure, Root, RuleTrail
from policywire.analyst.manuscript import Mark, Passage, Plot, Row
from policywire.facts import Adjustment, Citation, Frequency, Period, Quantity, Status, Unit
from policywire.press.charts.labels import width
from policywire.press.charts.look import NARROW, SIZE, WIDE, Frame
from policywire.press.charts.words import words_drawing
from policywire.press.exhibits import draw
from policywire.press.record import dumps
from policywire.press.text import Tag, plain

DAY = date(2025, 9, 17)
LONG = "In considering additional adjustments the Committee will carefully assess incoming data and"
PASSAGES = (
    Passage("changed", (("same", LONG), ("removed", "the 4-1/4 percent"), ("added", "4 to 5 and"),
                        ("same", "so on."))),
    Passage("removed", (("removed", "The whole of this sentence went, word by word, " * 4),)),
    Passage("kept", (("same", "This one stayed."),)),
    Passage("moved", (("same", "This one stands in another part of the text now, as it was."),)),
)  # fmt: skip


def figure(name: str, share: float) -> Figure:
    return Figure(
        id=name,
        subject="United States",
        measure="Share of words kept",
        quantity=Quantity(share, Unit.parse("percent")),
        period=Period.of(Frequency.DAY, DAY),
        vintage=DAY,
        status=Status.ACTUAL,
        basis="published record",
        layer="",
        adjustment=Adjustment.NONE,
        root=Root.RULE,
        trail=RuleTrail(name, DAY, Citation("Texts given", "compared", "")),
        decimals=0,
    )


@pytest.fixture
def plot() -> Plot:
    rows = (
        Row("Words kept", "The decision", None, figure("one", 60), PASSAGES),
        Row("Words kept", "The vote", None, figure("two", 100), PASSAGES[2:3]),
    )
    return Plot(
        "wording", Mark.WORDS, Line((Span("What was struck"),)), Line((Span("Struck words went"),)),
        "The parts of a text.", Unit.parse("percent"), "Words kept, percent", rows, "Texts given",
    )  # fmt: skip


def texts(drawn: ET.Element) -> list[tuple[str, str, float]]:
    """Return every text: its decoration, its words, where it begins."""
    return [
        (one.get("text-decoration", ""), "".join(one.itertext()), float(one.get("x", "0")))
        for one in drawn.iter("text")
        if one.get("text-anchor") != "end"
    ]


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_struck_and_underlined_words_are_all_there(plot: Plot, frame: Frame) -> None:
    found = texts(words_drawing(plot, frame))
    for kind, style in (("removed", "line-through"), ("added", "underline")):
        told = " ".join(words for name, words, _ in found if name == style)
        meant = " ".join(text for one in PASSAGES for name, text in one.words if name == kind)
        assert told.split() == meant.split()


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_no_line_is_wider_than_the_picture(plot: Plot, frame: Frame) -> None:
    for _, words, x in texts(words_drawing(plot, frame)):
        assert x + width(words, SIZE) <= frame.width + 1


def test_what_stayed_is_shortened_and_a_whole_sentence_that_stayed_is_not_shown(plot: Plot) -> None:
    shown = " ".join(words for _, words, _ in texts(words_drawing(plot, WIDE)))
    assert "In considering" not in shown
    assert "… carefully assess incoming data and" in shown
    assert "This one stayed" not in shown
    assert "Moved here: This one stands" in shown
    assert "Word for word as before" in shown


def test_every_numeral_of_a_quotation_is_marked_as_quoted(plot: Plot) -> None:
    for one in words_drawing(plot, WIDE).iter("text"):
        loose = (one.text or "") + "".join(span.tail or "" for span in one)
        assert not any(map(str.isdigit, loose)), loose


def test_the_table_sets_both_sides_beside_the_share(plot: Plot) -> None:
    table = draw(plot, 1).table
    assert [plain(cell.text) for cell in table.head] == [
        "Part",
        "Taken out",
        "Put in",
        "Words kept",
    ]
    first, second = table.rows
    assert plain(first[2].text) == "“4 to 5 and”"
    assert plain(first[1].text).startswith("“the 4-1/4 percent”; “The whole of this")
    assert [run.tag for run in first[2].text] == [Tag.WORDS, Tag.QUOTE, Tag.WORDS]
    assert [plain(cell.text) for cell in second] == ["The vote", "", "", "100%"]


def test_an_exhibit_of_words_is_drawn_alike_twice_and_travels_alone(plot: Plot) -> None:
    one, two = draw(plot, 1), draw(plot, 1)
    assert (one.svg, one.png, one.csv) == (two.svg, two.png, two.csv)
    assert one.png.startswith(b"\x89PNG")
    assert one.spec == ""
    assert "wording.vl.json" not in str(one.files)
    assert dumps({"files": list(one.files)})
