"""Phrases: number, measure and period in one, grammatical and bound span by span."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst import Interval, nouns
from policywire.analyst.draft import Kind
from policywire.analyst.figures import Figure
from policywire.analyst.learnt import finding_of, for_writer
from policywire.analyst.phrases import FORMS, phrase, range_phrase
from policywire.analyst.registry import Registry
from policywire.analyst.wording import comparison
from policywire.evidence import View
from policywire.facts.errors import WrongUse
from tests.analyst.conftest import figure
from tests.analyst.rules.conftest import EFFECT, world

__all__ = ["world"]

SAID = {
    "mx_in": "U.S. general imports of goods from Mexico of $534.9 billion in 2025",
    "mx_balance": "a U.S. deficit in trade in goods with Mexico of $197.6 billion in 2025",
    "mx_share": "a 15.7 percent share of Mexico in U.S. general imports of goods in 2025",
    "mx_growth": (
        "a rise of 5.8 percent in U.S. general imports of goods from Mexico between 2024 and 2025"
    ),
    "mx_record": (
        "the first place of 2025 in U.S. general imports of goods from Mexico among the years held"
    ),
    "fdi_nl": "foreign direct investment in Nuevo León of $2.1 billion in 2024",
    "effect": (
        "projected U.S. general imports of goods from Mexico of $480.0 billion in 2027 "
        "(range $450.0 billion to $510.0 billion, coverage 90 percent)"
    ),
}
CLAUSES = {
    "mx_in": "U.S. general imports of goods from Mexico were $534.9 billion in 2025",
    "mx_balance": "the U.S. deficit in trade in goods with Mexico was $197.6 billion in 2025",
    "mx_share": "the share of Mexico in U.S. general imports of goods was 15.7 percent in 2025",
    "mx_growth": "U.S. general imports of goods from Mexico rose 5.8 percent between 2024 and 2025",
    "ca_share_change": (
        "the share of Canada in U.S. general imports of goods fell 1.4 percentage points "
        "between 2024 and 2025"
    ),
    "mx_record": (
        "2025 ranked first in U.S. general imports of goods from Mexico among the years held"
    ),
    "mx_rank": (
        "Mexico ranked first in U.S. imports for consumption among the countries held "
        "from January to November 2025"
    ),
    "mx_rate": (
        "the calculated duty rate on imports for consumption from Mexico was 4.2 percent "
        "in November 2025"
    ),
    "rule.usmca.term": (
        "the term of the USMCA from its entry into force has been 16 years since July 1, 2020"
    ),
    "rule.ieepa.mexico@2025-03-04": (
        "the additional duty on Mexican goods not entered under the USMCA (emergency powers) "
        "was set at 25 percent from March 4, 2025"
    ),
    "effect": (
        "the model projects U.S. general imports of goods from Mexico at $480.0 billion in 2027 "
        "(range $450.0 billion to $510.0 billion, coverage 90 percent)"
    ),
}


def told(world: Registry, name: str, form: str = "") -> str:
    return "".join(span.text for span in phrase(world.figure(name), form, as_of=world.as_of))


@pytest.mark.parametrize("name", SAID)
def test_the_noun(world: Registry, name: str) -> None:
    assert told(world, name) == SAID[name]


@pytest.mark.parametrize("name", CLAUSES)
def test_the_clause(world: Registry, name: str) -> None:
    assert told(world, name, "clause") == CLAUSES[name]


def test_every_figure_is_said_whole_in_every_form(world: Registry) -> None:
    for item in list(world.figures.values()):
        for form in FORMS:
            spans = phrase(item, form, as_of=world.as_of)
            text = "".join(span.text for span in spans)
            assert [span.kind for span in spans].count(Kind.FIGURE) == 1, text
            assert item.period.words() in text, text
            assert {span.phrase for span in spans} == {item.id}
            loose = [span.text for span in spans if span.kind is Kind.PHRASE]
            assert not [part for part in loose if any(map(str.isdigit, part))], text
            assert "  " not in text, text
            assert not re.search(r" ,|,,|, of of", text), text


NOUNS = {
    "U.S. customs duties received": ("", "", "were"),
    "Calculated duties on U.S. imports": ("", "", "were"),
    "Duties paid on imports from Mexico": ("", "", "were"),
    "U.S. value added": ("", "", "was"),
    "Mexico's balance of trade in goods": ("", "", "was"),
    "Nuevo León's share in exports": ("", "", "was"),
    "U.S. balance of trade in goods with Mexico": ("the ", "a ", "was"),
    "World spot price of Brent crude oil": ("the ", "a ", "was"),
}


@pytest.mark.parametrize("measure", NOUNS)
def test_a_noun_has_its_article_and_number(measure: str) -> None:
    noun = nouns._noun(measure)
    assert (noun.article, noun.indefinite, noun.was) == NOUNS[measure]


def test_names_said_with_an_article_have_one() -> None:
    said = nouns._noun("Foreign direct investment in State of Mexico").words
    assert said == "foreign direct investment in the State of Mexico"
    assert nouns._noun("World spot price of Brent crude oil").words.startswith("world ")
    assert nouns._noun("Mexico's balance of trade").words.startswith("Mexico's ")


def test_verbs_of_change_take_turns(world: Registry) -> None:
    texts = {
        "".join(span.text for span in phrase(world.figure("mx_growth"), "clause", turn=turn))
        for turn in range(4)
    }
    assert {re.search(r"Mexico (\w+)", text)[1] for text in texts} == {"rose", "increased"}  # type: ignore[index]


def test_a_measure_that_names_nobody_makes_no_phrase(world: Registry) -> None:
    nobody = replace(world.figure("mx_in"), measure="Imports of goods")
    with pytest.raises(WrongUse, match="does not name Mexico"):
        phrase(nobody)


def test_a_modelled_number_without_range_makes_no_phrase() -> None:
    with pytest.raises(WrongUse, match="no range"):
        phrase(replace(EFFECT, interval=None))
    with pytest.raises(WrongUse, match="no range"):
        range_phrase(figure(1.0))


def test_the_ends_of_a_range_are_printed_as_the_number_is() -> None:
    item = replace(EFFECT, interval=Interval(1e6, 2e6, 0.95))
    text = "".join(span.text for span in range_phrase(item))
    assert text == "$1.0 trillion to $2.0 trillion, coverage 95 percent"


# ------------------------------------------------------------------- comparisons


def pair(one: float, other: float) -> tuple[Figure, Figure]:
    return figure(one, "USD million", name="a"), figure(other, "USD million", name="b")


@given(one=st.floats(-1e9, 1e9), other=st.floats(-1e9, 1e9))
def test_a_comparison_never_goes_against_the_numbers(one: float, other: float) -> None:
    if min(one, other) < 0:  # a phrase says them without their sign
        with pytest.raises(WrongUse, match="below zero"):
            comparison(*pair(one, other))
        return
    words = comparison(*pair(one, other))
    assert words in {"more than", "less than", "the same as", "about the same as"}
    if words == "more than":
        assert one > other
    elif words == "less than":
        assert one < other
    elif words == "the same as":
        assert one == other


def test_what_does_not_compare(world: Registry) -> None:
    with pytest.raises(WrongUse, match="with itself"):
        comparison(world.figure("mx_in"), world.figure("mx_in"))
    with pytest.raises(WrongUse, match="is in"):
        comparison(world.figure("mx_in"), world.figure("mx_share"))
    with pytest.raises(WrongUse, match="are about"):
        comparison(world.figure("mx_in"), world.figure("ca_in_ago"))
    with pytest.raises(WrongUse, match="compares nothing"):
        comparison(world.figure("mx_in"), world.figure("ca_in"), ("below", "above"))
    assert comparison(world.figure("mx_in"), world.figure("mx_in_ago")) == "more than"
    assert comparison(world.figure("mx_share"), world.figure("ca_share"), ("above", "below")) == (
        "above"
    )


# ------------------------------------------------------------------- what a model is told


def test_what_a_model_is_told_is_typed_and_whole(world: Registry, view: View) -> None:
    item = world.figure("mx_growth")
    made = finding_of(item, world.evaluator.view, world.figures)
    said = for_writer(made, item)
    assert said["phrase"] == SAID["mx_growth"]
    assert said["clause"] == CLAUSES["mx_growth"]
    assert (said["kind"], said["direction"], said["strength"]) == ("change", "up", "plain")
    assert (said["subject"], said["period"], said["against"]) == ("Mexico", "2025", "2024")
    assert made.operands == ("mx_in", "mx_in_ago")
    assert made.operator == "change"
    assert made.entity.code == "MEX"
    assert "imports" in made.metrics
    assert all(isinstance(value, str) for value in said.values())
