"""The catalogue: what it says of a series, what it refuses, what it lets travel."""

import re
from datetime import date
from pathlib import Path

import pytest

from policywire.desks.catalogue import (
    Kept,
    describe,
    families,
    open_catalogue,
    place_name,
    product_name,
    selected,
    shipped,
)
from policywire.desks.families import Family
from policywire.desks.reference import series_reference
from policywire.evidence.conventions import joined_basis
from policywire.facts import Adjustment, Frequency, Gather, Place, Product, SeriesKey, Unit
from policywire.facts.codes import places
from policywire.facts.errors import BadDocument, UnknownSeries
from policywire.newsroom import evidence
from policywire.sources import read_folder

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"

DESK = """
datasets:
  - publisher: Bank of Toy
    dataset: Rates
    url: https://example.org/
    licence: free
    families:
      - key: toy:rate/USA
        title: Toy rate
        unit: percent
        frequency: D
        basis: market
        adjustment: none
        gather: mean
"""


def key(text: str) -> SeriesKey:
    return SeriesKey.parse(text)


def desk(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "series.yaml").write_text(text, encoding="utf-8")
    return folder


def by_name(name: str) -> Family:
    return shipped().members[name]


# ------------------------------------------------------------------- describing


def test_a_series_in_full() -> None:
    found = describe(key("census:duties.calculated/USA.MEX/naics:336"))
    assert (
        found.title == "Calculated duties on U.S. imports of transportation equipment from Mexico"
    )
    assert found.unit == Unit.parse("USD")
    assert found.frequency is Frequency.MONTH
    assert found.basis == "calculated duties"
    assert found.adjustment is Adjustment.UNADJUSTED
    assert found.gather is Gather.SUM
    assert found.publisher == "U.S. Census Bureau"
    assert found.url.startswith("https://www.census.gov/")
    assert found.layer == "collected"
    assert "refunds" in found.note


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("census:imports.general/USA.MEX", "U.S. general imports of goods from Mexico"),
        ("census:exports.total/USA.WLD", "U.S. exports of goods to the world"),
        (
            "census:exports.total/USA.CAN/hs:87",
            "U.S. exports of vehicles and vehicle parts to Canada",
        ),
        (
            "census:imports.consumption/USA.EUU/naics:334",
            "U.S. imports for consumption of computers and electronic products "
            "from the European Union",
        ),
        (
            "census:imports.consumption.annual/USA.MEX/hs:847150",
            "Annual U.S. imports for consumption of servers and other computer processing units "
            "from Mexico",
        ),
        (
            "usitc:imports.usmca_claimed/USA.CAN/hs:850750",
            "U.S. imports of goods of HS 850750 from Canada entered under USMCA",
        ),
        ("se:fdi/MEX-NLE", "Foreign direct investment in Nuevo León"),
        ("fed:yield.10y/USA", "Yield of 10-year U.S. Treasury securities"),
        ("inegi:exports.automotive/MEX", "Mexico's exports of the automotive industry"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert describe(key(text)).title == title


def test_a_third_partys_rate_is_not_called_the_bureaus() -> None:
    found = describe(key("census:tariff.implied/USA.WLD"))
    assert found.publisher == "tradewartracker, from U.S. Census Bureau data"
    assert "third party's division" in found.note


def test_an_unknown_family_shows_near_ones() -> None:
    with pytest.raises(UnknownSeries, match=r"census:import.general. Near: census:imports.general"):
        describe(key("census:import.general/USA.MEX"))


@pytest.mark.parametrize(
    "text",
    [
        "census:imports.general/USA.MEX/hs:87",
        "census:imports.general/USA",
        "census:imports.general/CAN.MEX",
        "census:exports.total/USA.MEX/hs:870323",
        "se:fdi/MEX.USA",
    ],
)
def test_a_key_of_another_shape_is_refused_with_the_right_one(text: str) -> None:
    family = by_name(key(text).family)
    with pytest.raises(UnknownSeries, match=re.escape(family.key)):
        describe(key(text))


def test_bases_go_together_where_practice_joins_them() -> None:
    def basis(name: str) -> str:
        return by_name(name).basis

    exports, general = basis("census:exports.total"), basis("census:imports.general")
    consumption, duties = basis("census:imports.consumption"), basis("census:duties.calculated")
    claimed, all_imports = basis("usitc:imports.usmca_claimed"), basis("usitc:imports.consumption")
    assert joined_basis("difference", (exports, general))
    assert joined_basis("ratio", (duties, consumption)) == basis("census:tariff.implied")
    assert joined_basis("share", (claimed, all_imports))
    assert joined_basis("share", (basis("census:imports.dutiable"), consumption))


# ------------------------------------------------------------------- what travels


def test_selected_by_hand() -> None:
    asked = [
        "census:imports.general/USA.MEX",
        "census:imports.general/USA.JPN",
        "census:exports.total/USA.MEX/hs:87",
        "census:exports.total/USA.JPN/hs:87",
        "census:imports.consumption.annual/USA.MEX/hs:847150",
        "census:imports.consumption.annual/USA.CHN/hs:847150",
        "usitc:imports.consumption/USA.MEX/hs:87",
        "usitc:imports.consumption/USA.MEX/hs:870323",
        "inegi:wage.monthly/MEX-NLE",
    ]
    assert selected(map(key, asked)) == (
        Kept(key(asked[0]), date(2002, 1, 1)),
        Kept(key(asked[1]), date(2023, 1, 1)),
        Kept(key(asked[2]), date(2013, 1, 1)),
        Kept(key(asked[4]), date(2024, 1, 1)),
        Kept(key(asked[6]), date(2025, 1, 1)),
    )


def test_selecting_an_unknown_series_is_refused() -> None:
    with pytest.raises(UnknownSeries, match="toy:rate"):
        selected([key("toy:rate/USA")])


# ------------------------------------------------------------------- the documents


def test_every_family_is_told_in_full() -> None:
    for family in families():
        home = shipped().homes[family.name]
        assert home.url.startswith("https://")
        assert family.note.endswith(".")
        assert "  " not in family.note
        assert family.title[0].isupper() or family.title[0].isdigit()
        assert not family.title.endswith(".")
        assert str(Unit.parse(str(family.unit))) == str(family.unit)


def test_titles_use_only_names_we_fill() -> None:
    for family in families():
        for template in (family.title, family.product_title):
            assert set(re.findall(r"\{(.*?)\}", template)) <= {"place", "partner", "product"}
        assert ("{partner}" in family.title) == ("{partner}" in family.key)


def test_product_names_suit_running_text() -> None:
    names = shipped().products
    assert {code for code in names if len(code) == 5} == {
        f"hs:{chapter:02d}" for chapter in range(1, 99) if chapter != 77
    }
    assert sum(code.startswith("naics:") for code in names) == 32
    for code, name in names.items():
        assert str(Product.parse(code)) == code
        assert not re.search(r"\d|;|ETC|nesoi", name), name
        assert name[0].islower() or name.startswith("U.S.")
    assert len(set(names.values())) == len(names)


def test_place_names_suit_running_text() -> None:
    assert set(shipped().places) <= set(places())
    assert place_name(Place.parse("WLD")) == "the world"
    assert place_name(Place.parse("MEX")) == "Mexico"
    assert place_name(Place.parse("GBR")) == "the United Kingdom"


def test_a_product_without_a_name_is_named_by_its_code() -> None:
    assert product_name(Product.parse("hs:850750")) == "goods of HS 850750"


def test_another_desk_adds_its_series(tmp_path: Path) -> None:
    catalogue = open_catalogue(desk(tmp_path / "toy", DESK))
    assert catalogue.describe(key("toy:rate/USA")).publisher == "Bank of Toy"
    assert catalogue.selected([key("toy:rate/USA")]) == ()


def test_two_families_of_one_name_are_refused(tmp_path: Path) -> None:
    desks = desk(tmp_path / "one", DESK), desk(tmp_path / "two", DESK)
    with pytest.raises(BadDocument, match="Two families are called toy:rate"):
        open_catalogue(*desks)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("toy:rate/USA", "toy:rate/USA[/hs:NN]", "give product_title where the key has products"),
        ("gather: mean", "gather: mean\n        layer: colected", "layer 'colected' is none of"),
        ("unit: percent", "unit: per cent", "'per cent' is no unit"),
        ("gather: mean", "gather: mean\n        titel: x", "unknown field 'titel'. Near: title"),
    ],
)
def test_a_faulty_document_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(BadDocument, match=re.escape(message)):
        open_catalogue(desk(tmp_path / "toy", DESK.replace(old, new)))


def test_the_reference_page_is_up_to_date() -> None:
    page = ROOT / "docs" / "reference" / "series.md"
    assert page.read_text(encoding="utf-8") == series_reference(shipped()), (
        "run python tools/make_series_reference.py"
    )


# ------------------------------------------------------------------- against the real folder


def test_every_series_collected_is_described_and_every_family_has_data() -> None:
    if not SHARED.is_dir():
        pytest.skip("the folder of collected tables does not lie beside this checkout")
    keys = [key(text) for batch in read_folder(SHARED) for text in batch.keys]
    assert {describe(item).key.family for item in keys} == {family.name for family in families()}
    kept = selected(sorted(set(keys), key=str))
    with evidence(None, None) as view:
        packaged = set(view.held())
    chosen = {item.key for item in kept}
    assert packaged <= chosen
    # Marked for the package, but without a value from the day named on.
    assert len(chosen - packaged) == 5
    assert not {"inegi:wage.monthly"} & {item.key.family for item in kept}
