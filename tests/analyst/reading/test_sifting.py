"""Sifting: a pattern tried at its own words finds what the pattern alone finds."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policywire.analyst.checking
import policywire.analyst.prose.check
from policywire.analyst.prose.cues import cues, own_concepts, words_of
from policywire.analyst.reading import sifting
from policywire.analyst.reading.runs import runs
from policywire.analyst.reading.sifting import Sifted, likely, sifted
from policywire.analyst.rules.lists import find_words, word_lists

ROSE = sifted(r"(?<!\w)(?:ros(?:e|es)|up(?: sharply)?|\d{2}|\w+n't)(?!\w)", re.IGNORECASE)
WORDS = (
    *("rose", "Roses", "prose", "up", "UP sharply", "a_up", "12", "123", "didn't", "didn’t"),
    *(
        "since",
        "than in",
        "from the",
        "no more than",
        "compared with",
        "\u017fince",
        "will not",
        "K",
    ),
    *("according to", "record", "the most", "a year earlier", "by", "\x00\x00", "−3", "paid duty"),
    *("claims", "less", "not", "United States bought more from it than it sold", "ahead of", "é"),
)


def held() -> Iterator[Sifted]:
    """Yield every pattern of the package that is tried at its words alone."""
    assert policywire.analyst.checking
    assert policywire.analyst.prose.check
    own_concepts()
    for listed in (cues().rest, cues().whole):
        words_of(listed)
    yield from sifting.all_sifted()


def spans(found: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [one.span() for one in found]


texts = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=12).map(" ".join)


@given(text=texts, data=st.data())
def test_every_pattern_of_the_package_finds_what_it_finds_alone(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text) + 1))
    for one in held():
        assert spans(one.finditer(text)) == spans(one.pattern.finditer(text))
        assert spans(one.finditer(text, start, end)) == spans(
            one.pattern.finditer(text, start, end)
        )
        first, alone = one.search(text, start, end), one.pattern.search(text, start, end)
        assert (first and first.span()) == (alone and alone.span())
        assert one.may(text) or alone is None


def test_the_first_match_by_hand() -> None:
    found = ROSE.search("Prices rose, and rose up sharply.")
    assert found is not None
    assert found.span() == (7, 11)
    assert spans(ROSE.finditer("prose a_up up12 Up sharply, 12 didn't")) == [
        (16, 26),
        (28, 30),
        (31, 37),
    ]


def test_a_pattern_that_begins_with_no_word_is_an_error() -> None:
    with pytest.raises(ValueError, match="no word"):
        sifted(r"(?<!\w)(?:, and|up)")


def test_those_that_may_match_keep_their_order() -> None:
    fell, rose = sifted(r"(?<!\w)fell(?!\w)"), sifted(r"(?<!\w)rose(?!\w)")
    pairs = (("down", fell), ("up", rose))
    assert likely("It fell.", pairs) == [("down", fell)]
    assert likely("It fell, then rose.", pairs) == list(pairs)


def test_runs_are_cut_once() -> None:
    text = "Mexico’s 3.5 per_cent"
    assert runs(text).words == ("Mexico", "s", "3", "5", "per", "cent")
    assert runs(text) is runs(text)


@cache
def pieces() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each piece of each list as a pattern of its own."""
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{piece})(?!\w)", re.IGNORECASE))
        for name, languages in word_lists().words.items()
        for listed in languages.values()
        for piece in listed
    )


@given(text=texts)
def test_word_lists_find_at_each_word_what_its_pieces_find(text: str) -> None:
    text = text.replace("_", " ")
    found = {(name, one.span()) for name, one in find_words(text)}
    places = [run.start() for run in runs(text).found]
    tried = ((name, piece.match(text, at)) for name, piece in pieces() for at in places)
    alone = {(name, one.span()) for name, one in tried if one is not None}
    assert found == alone


def test_a_first_group_of_several_words_is_found_at_its_first_word() -> None:
    """By hand: a piece that reads (?:sure|of course)[,!] begins with sure or with of."""
    found = {(name, one[0]) for name, one in find_words("Of course, it is time to sell.")}
    assert ("G4", "Of course,") in found
    assert ("I1", "time to sell") in found
