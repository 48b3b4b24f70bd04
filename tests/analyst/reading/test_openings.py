"""Openings: how a match may begin is read off the source, on the safe side."""

import re

import pytest

from policywire.analyst.reading.openings import Opening, headed, openings


@pytest.mark.parametrize(
    ("source", "whole", "begun"),
    [
        (r"(?<!\w)(?:will|shall)(?!\w)", {"will", "shall"}, set()),
        (r"(?<!\w)(?:(?:a )?couple of|an? half)(?!\w)", {"a", "an", "couple"}, set()),
        (r"(?<!\w)model\w*", set(), {"model"}),
        (r"\brises?\b", {"rise", "rises"}, set()),
        (r"(?<!\w)(?<!at )(?:zero|nil(?! and))(?!\w)", {"zero", "nil"}, set()),
        (r"(?<!\w)(?:s[au]nk|over-?weight)(?!\w)", {"sank", "sunk", "over", "overweight"}, set()),
        (r"(?<!\w)(?:e{0,1}x|go{2})(?!\w)", {"x"}, {"e", "go"}),
        (r"\b(?P<year>[12]\w{3})", set(), {"1", "2"}),
        (r"(?<!\w)(?i:IS|are) (?:going|sure)", {"is", "are"}, set()),
    ],
)
def test_letters_by_hand(source: str, whole: set[str], begun: set[str]) -> None:
    made = Opening.of(source)
    kept = {one for one in made.begun if not any(one != it and one.startswith(it) for it in begun)}
    assert set(made.whole) == whole
    assert kept == begun


@pytest.mark.parametrize(
    "source",
    [
        "rise",  # may begin inside a word
        r"(?<!\w)(?:.|rise)",
        r"(?<!\w)(?:rise)?",
        r"(?<!\w)(?: rise)",
        r"(?<!\w)[^a]x",
        r"(?<!\w)(?:\W|rise)",
        r"(?<!\w)(?:rise|)",
    ],
)
def test_what_may_begin_with_no_word_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"may begin with|may match inside"):
        openings(source)


def test_a_word_of_other_letters_fits_always() -> None:
    made = Opening.of(r"(?<!\w)silk(?!\w)")
    assert made.fits("silk")
    assert made.fits("\u017filk")  # an old s, which is an s where case is no matter
    assert re.match("silk", "\u017filk", re.IGNORECASE)
    assert not made.fits("silks")


def test_an_expression_with_a_look_ahead_finds_the_same() -> None:
    source = r"(?i:according to|as told by) (?P<who>[A-Z]\w+)"
    for text in ("According to Reuters", "was told by Ann", "xas told by Bob", "Kaccording to C"):
        wanted = [one.span() for one in re.finditer(source, text)]
        assert [one.span() for one in headed(source).finditer(text)] == wanted
