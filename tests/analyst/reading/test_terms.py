"""Terms: places, concepts and products found whole, the longest first, in English and Spanish."""

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.reading.marks import Mention
from policywire.analyst.reading.terms import Terms, shipped_terms
from policywire.desks.catalogue import families
from policywire.desks.lexicon import Concept, Lexicon, shipped_lexicons
from policywire.facts import Product
from policywire.facts.codes import places

SMALL = Lexicon(
    places={"MEX": ("Mexico", "Mexican"), "USA": ("U.S.", "US")},
    concepts={
        "deficit": Concept("trade", ("deficit", "trade deficit")),
        "trade": Concept("trade", ("trade",)),
        "other": Concept("money", ("trade",)),
    },
    products={"hs:87": ("vehicles",), "naics:336": ("vehicles",)},
    decoys=("New Mexico",),
)


def codes(found: Iterable[Mention]) -> list[str]:
    return [mention.code for mention in found]


def test_the_longest_name_wins() -> None:
    found = Terms.of([SMALL]).concepts("The trade deficit grew.")
    assert [(mention.text, mention.code) for mention in found] == [("trade deficit", "deficit")]


def test_one_phrase_may_mean_two_things() -> None:
    terms = Terms.of([SMALL])
    assert codes(terms.concepts("trade fell")) == ["trade", "other"]
    assert codes(terms.products("vehicles")) == ["hs:87", "naics:336"]


def test_a_decoy_hides_the_name_inside_it() -> None:
    assert codes(Terms.of([SMALL]).places("New Mexico and Mexico")) == ["MEX"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tell us about the US.", ["USA"]),
        ("the U.S. and U.S.-Mexico trade", ["USA", "USA", "MEX"]),
        ("EE. UU. y México", ["USA", "MEX"]),
        ("EE.UU. y Mexico", ["USA", "MEX"]),
        ("turkey meat from Turkey", ["TUR"]),
        ("exportaciones mexicanas y canadienses", ["MEX", "CAN"]),
        ("Nuevo Leon, Nuevo León", ["MEX-NLE", "MEX-NLE"]),
        ("Mexico City is in Mexico", ["MEX-CMX", "MEX"]),
        ("the United States-Mexico-Canada Agreement", []),
        ("South Korea, North Korea, Korea", ["KOR", "PRK", "KOR"]),
        ("New Mexico, the Gulf of Mexico, Banco de México", []),
        ("Mexico's and Canada\u2019s", ["MEX", "CAN"]),
        ("MEXICO LEADS CHINA", ["MEX", "CHN"]),
        ("indispensable, mexicanism", []),
    ],
)
def test_places_in_running_text(text: str, wanted: list[str]) -> None:
    assert codes(shipped_terms().places(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("two-way trade", ["trade"]),
        ("a goods trade deficit", ["deficit"]),
        ("the budget deficit", ["other_balance"]),
        ("the effective tariff rate", ["tariff_rate"]),
        ("FDI, IED e inversi\u00f3n extranjera directa", ["fdi", "fdi", "fdi"]),
        ("the federal funds rate", ["target_range"]),
        ("the effective federal funds rate", ["funds_rate"]),
        ("core PCE inflation", ["core_pce"]),
        ("a trade war", ["trade_matters"]),
        ("super\u00e1vit comercial", ["surplus"]),
        ("20.4 pesos per dollar", ["peso"]),
    ],
)
def test_concepts_in_running_text(text: str, wanted: list[str]) -> None:
    assert codes(shipped_terms().concepts(text)) == wanted


def test_spans_cut_the_mention_out_of_the_text() -> None:
    text = "In the U.S., Mexico\u2019s exports of computers and electronics rose."
    terms = shipped_terms()
    for mention in (*terms.places(text), *terms.concepts(text), *terms.products(text)):
        assert text[mention.start : mention.end] == mention.text
    assert terms.places(text)[0].text == "U.S."


def test_every_place_is_known_by_its_name() -> None:
    terms = shipped_terms()
    hidden = {"GEO"}  # the state of Georgia is meant more often
    missed = [
        code for code, (name, _, _) in places().items() if codes(terms.places(name)) != [code]
    ]
    assert set(missed) == hidden


def test_lexicons_name_codes_and_families_that_are() -> None:
    held = {family.name for family in families()}
    for lexicon in shipped_lexicons():
        assert set(lexicon.places) <= set(places())
        assert all(Product.parse(code) for code in lexicon.products)
        for concept in lexicon.concepts.values():
            assert concept.topic in {"trade", "money", "markets"}
            assert set(concept.families) <= held


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    terms = shipped_terms()
    for found in (terms.places(text), terms.concepts(text), terms.products(text)):
        assert list(found) == sorted(found, key=lambda mention: mention.start)
        assert all(text[mention.start : mention.end] == mention.text for mention in found)


def test_time_grows_with_the_text() -> None:
    terms = shipped_terms()
    sentence = "U.S. imports of vehicles from Mexico rose while trade with Canada fell. "
    terms.places(sentence)
    began = time.perf_counter()
    assert len(terms.places(sentence * 2000)) == 6000
    assert time.perf_counter() - began < 5.0
