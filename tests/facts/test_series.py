"""Series keys: text and back over random keys, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policywire.facts import Observation, Period, Place, Product, SeriesKey, Status, Unit
from policywire.facts.errors import BadCode, BadKey, BadReference
from tests.facts.strategies import KEYS


@given(KEYS)
def test_text_and_back(key: SeriesKey) -> None:
    assert SeriesKey.parse(str(key)) == key
    assert hash(SeriesKey.parse(str(key))) == hash(key)


@given(KEYS, KEYS)
def test_two_keys_print_alike_only_if_they_are_one(one: SeriesKey, other: SeriesKey) -> None:
    assert (str(one) == str(other)) == (one == other)


def test_parsed_by_hand() -> None:
    key = SeriesKey.parse("census:imports.general/USA.MEX/naics:336")
    assert key == SeriesKey(
        "census", "imports.general", Place("USA"), Place("MEX"), Product("naics", "336")
    )
    assert key.family == "census:imports.general"
    assert str(key.whole) == "census:imports.general/USA.MEX"
    assert key.whole.whole == key.whole
    assert SeriesKey.parse("se:fdi/MEX-NLE") == SeriesKey("se", "fdi", Place("MEX-NLE"))
    assert str(SeriesKey.parse("a:b_1/USA.MEX-NLE/hs:0804")) == "a:b_1/USA.MEX-NLE/hs:0804"
    assert SeriesKey.parse("census:x/USA/hs:87").partner is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "census", "census:imports", "census:imports/", "imports/USA", ":imports/USA"),
        *("Census:imports/USA", "census:Imports/USA", "census:imports./USA", "census:.x/USA"),
        *("census:imports..general/USA", "census:imports/usa", "census:imports/USA.", "9x:y/USA"),
        *("census:imports/USA.MEX/", "census:imports/USA.MEX.CAN", " census:imports/USA"),
        *(
            "census:imports/USA ",
            "census:imports/USA\n",
            "census:imports/USA/hs:87 x",
            "c:m//hs:87",
        ),
    ],
)
def test_what_has_not_the_shape_of_a_key_is_told_the_shape(text: str) -> None:
    with pytest.raises(BadKey, match=r"Write publisher:measure/PLACE\[\.PARTNER\]\[/product\]"):
        SeriesKey.parse(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("census:imports/UZA.MEX", "No place has the code 'UZA'"),
        ("census:imports/USA.MXE", "No place has the code 'MXE'"),
        ("census:imports/USA.MEX/hs:8", "'hs:8' is no product"),
        ("census:imports/USA.MEX/8703", "'8703' is no product"),
        ("census:imports/USA/hs:87/hs:88", "is no product"),
    ],
)
def test_an_unknown_place_or_product_in_a_key_is_named(text: str, why: str) -> None:
    with pytest.raises(BadCode) as error:
        SeriesKey.parse(text)
    assert why in str(error.value)


@given(st.text(max_size=30) | st.text("abU SAMEX:./-_0", max_size=30))
@settings(max_examples=200)
def test_any_text_is_a_key_or_a_bad_reference(text: str) -> None:
    try:
        key = SeriesKey.parse(text)
    except BadReference:
        return
    assert str(key) == text


def test_an_observation_gets_the_unit_of_its_series() -> None:
    key, day = SeriesKey.parse("census:x/USA"), Period.parse("2025-02-05").start
    made = Observation(key, Period.parse("2024"), 3.5, day, Status.ACTUAL, "d")
    assert str(made.quantity(Unit.parse("USD billion"))) == "3.5 USD billion"
