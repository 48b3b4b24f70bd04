"""Places and products: every code, what is refused, and the near codes an error names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts import Place, Product
from policywire.facts.codes import places
from policywire.facts.errors import BadCode
from tests.facts.strategies import PRODUCTS

GROUPS = {
    *("WLD", "OPEC", "EUU", "PACRIM", "CAFTA", "USMCA", "LAR", "OECD", "NATO", "LAFTA", "EMU"),
    *("APEC", "ASEAN", "CACM", "NAMER", "CAMER", "SAMER", "EUROPE", "ASIA", "OCEANIA", "AFRICA"),
}


def test_every_place_parses_prints_and_has_a_name() -> None:
    assert len(places()) > 280
    for code, (name, kind, _) in places().items():
        place = Place.parse(code)
        assert str(place) == code
        assert place.name == name
        assert name.strip() == name != ""
        assert kind in {"country", "group", "state"}


def test_codes_have_the_shape_of_their_kind() -> None:
    shapes = {"country": r"[A-Z]{3}", "group": r"[A-Z]{3,7}", "state": r"[A-Z]{3}-[A-Z]{3}"}
    for code, (_, kind, _) in places().items():
        assert re.fullmatch(shapes[kind], code), code
        assert kind != "state" or code[:3] in places()


def test_groups_and_only_groups_are_flagged() -> None:
    assert {code for code in places() if Place(code).is_group} == GROUPS


def test_no_two_places_share_a_name_or_a_census_code() -> None:
    for column in (0, 2):
        told = [row[column] for row in places().values() if row[column]]
        assert sorted(told) == sorted(set(told))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        *(("MEX", "Mexico"), ("CAN", "Canada"), ("CHN", "China"), ("NOR", "Norway")),
        *(("MEX-NLE", "Nuevo León"), ("MEX-CMX", "Mexico City"), ("WLD", "World")),
    ],
)
def test_names_by_hand(code: str, name: str) -> None:
    assert Place.parse(code).name == name


def test_mexico_has_32_states() -> None:
    assert (
        sum(kind == "state" and code.startswith("MEX-") for code, (_, kind, _) in places().items())
        == 32
    )


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        *(("MEXX", "MEX"), ("MX", "MEX"), ("MEX-NL", "MEX-NLE"), ("USMC", "USMCA")),
        # a lower-case code is meant as the code
        *(("mex", "MEX"), ("usa", "USA"), ("mex-nle", "MEX-NLE")),
        # a name is answered with its code, which is what must be written
        *(("Mexico", "MEX"), ("Canda", "CAN"), ("Nuevo Leon", "MEX-NLE"), ("China", "CHN")),
    ],
)
def test_an_unknown_place_names_the_near_code(wrong: str, right: str) -> None:
    with pytest.raises(BadCode) as error:
        Place.parse(wrong)
    begin, _, told = str(error.value).partition("'.")
    assert begin == f"No place has the code '{wrong}"
    assert right in re.findall(r"[A-Z-]{3,}", told.partition(" Use ISO")[0])


@pytest.mark.parametrize("text", ["", " MEX", "MEX ", "MEX\n", "484", "??"])
def test_what_resembles_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadCode, match="Use ISO 3166"):
        Place.parse(text)


# ------------------------------------------------------------------------- products


@given(PRODUCTS)
def test_product_text_and_back(product: Product) -> None:
    assert Product.parse(str(product)) == product


@pytest.mark.parametrize(
    "text", ["hs:01", "hs:0804", "hs:080450", "hs:0000", "naics:00", "naics:011"]
)
def test_leading_zeros_are_kept(text: str) -> None:
    product = Product.parse(text)
    assert str(product) == text
    assert product.code == text.partition(":")[2]


@given(st.sampled_from(["hs", "naics"]), st.text("0123456789", max_size=14))
def test_digits_must_fit_the_system(system: str, digits: str) -> None:
    fits = {"hs": (2, 4, 6, 8, 10), "naics": (2, 3, 4, 5, 6)}[system]
    if len(digits) in fits:
        assert Product.parse(f"{system}:{digits}") == Product(system, digits)
    else:
        with pytest.raises(BadCode, match="is no product"):
            Product.parse(f"{system}:{digits}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "87",
        "hs87",
        "hs: 87",
        "hs:87 ",
        "HS:87",
        "hs:8a",
        "sitc:78",
        "naics:31-33",
        "hs:",
        ":87",
    ],
)
def test_what_is_no_product_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(BadCode, match=r"is no product\. Write hs:87, hs:870323 or naics:336"):
        Product.parse(text)


def test_only_ascii_digits_make_a_code() -> None:
    with pytest.raises(BadCode, match="is no product"):
        Product.parse("hs:８７")  # noqa: RUF001


def test_inside_by_hand() -> None:
    car, chapter = Product.parse("hs:870323"), Product.parse("hs:87")
    assert car.inside(chapter)
    assert car.inside(car)
    assert not chapter.inside(car)
    assert not Product.parse("hs:0887").inside(chapter)
    assert not Product.parse("naics:87").inside(chapter)


@given(PRODUCTS, PRODUCTS, PRODUCTS)
def test_inside_is_an_order(one: Product, two: Product, three: Product) -> None:
    assert one.inside(one)
    if one.inside(two) and two.inside(one):
        assert one == two
    if one.inside(two) and two.inside(three):
        assert one.inside(three)
