"""Names as a reader would use them; what is refused rather than widened."""

import pytest

from policywire.facts.errors import BadShock
from policywire.models.trade.economy import Labels
from policywire.models.trade.world.baselines import load_baseline
from policywire.models.trade.world.load import load_folder
from policywire.models.trade.world.names import find_regions, find_sectors, groups_of
from tests.models.trade.folders import shared


@pytest.fixture(scope="module")
def labels() -> Labels:
    return load_baseline("icio-2022").labels


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mexico", "MEX"),
        ("méxico", "MEX"),
        ("mex", "MEX"),
        ("United States", "USA"),
        ("U.S.", "USA"),
        ("us", "USA"),
        ("China", "CHN"),
        ("South Korea", "KOR"),
        ("UK", "GBR"),
        ("Viet Nam", "VNM"),
        ("Vietnam", "VNM"),
        ("rest of the world", "ROW"),
        ("eu27", "EU27"),
        ("European Union (27)", "EU27"),
        ("  Japan ", "JPN"),
    ],
)
def test_a_region_by_any_name(labels: Labels, text: str, code: str) -> None:
    assert find_regions(text, labels).codes == (code,)
    assert not find_regions(text, labels).group


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("EU", ("EU27",)),
        ("European Union", ("EU27",)),
        ("NAFTA", ("USA", "MEX", "CAN")),
        ("usmca", ("USA", "MEX", "CAN")),
        ("T-MEC", ("USA", "MEX", "CAN")),
        ("ASEAN", ("VNM", "ASE")),
    ],
)
def test_a_group_of_regions(labels: Labels, text: str, codes: tuple[str, ...]) -> None:
    found = find_regions(text, labels)
    assert (found.codes, found.group) == (codes, True)


def test_the_world_is_every_region(labels: Labels) -> None:
    assert find_regions("World", labels).codes == labels.regions
    assert find_regions("all countries", labels).codes == labels.regions


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Motor vehicles", "C29"),
        ("MOTOR VEHICLES AND PARTS", "C29"),
        ("c29", "C29"),
        ("cars", "C29"),
        ("Machinery", "C28"),
        ("Basic metals", "C24"),
        ("Textiles", "C13T15"),
        ("Food, beverages, tobacco", "C10T12"),
        ("pharmaceuticals", "C21"),
        ("A", "A"),
        ("All services, utilities, construction", "SERV"),
    ],
)
def test_a_sector_by_any_name(labels: Labels, text: str, code: str) -> None:
    assert find_sectors(text, labels).codes == (code,)


def test_groups_of_sectors(labels: Labels) -> None:
    assert find_sectors("goods", labels).codes == labels.sectors[:20]
    assert find_sectors("all", labels).codes == labels.sectors
    assert find_sectors("services", labels).codes == ("SERV",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mexcio", r"unknown region 'Mexcio'\. Near: MEX \(Mexico\)"),
        ("Germany", r"Germany is inside EU27 \(European Union \(27\)\).* name EU27"),
        ("Peru", r"Peru is inside LAM"),
        ("G7", r"of its 7 members DEU, FRA, ITA are no regions of their own"),
        ("Mercosur", r"Mercosur is no group of this baseline.* it holds BRA"),
        ("Atlantis", r"unknown region 'Atlantis'.* Regions: USA \(United States\)"),
        ("goods", r"unknown region 'goods'"),
    ],
)
def test_a_region_that_is_none(labels: Labels, text: str, said: str) -> None:
    with pytest.raises(BadShock, match=said):
        find_regions(text, labels)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Coal", r"unknown sector 'Coal'\. Near: B05_06 \(Coal, oil and gas extraction\)"),
        ("motor vehicels", r"Near: C29 \(Motor vehicles and parts\)"),
        ("Metals", r"unknown sector 'Metals'.* Near: .*metals"),
        ("USA", r"unknown sector 'USA'"),
        ("", r"unknown sector ''"),
    ],
)
def test_a_sector_that_is_none(labels: Labels, text: str, said: str) -> None:
    with pytest.raises(BadShock, match=said):
        find_sectors(text, labels)


def test_a_name_given_twice_is_refused() -> None:
    twice = Labels(("X",), ("X",), ("a", "b"), ("Iron", "Iron"), (True, True), {})
    with pytest.raises(BadShock, match=r"'Iron' names 2: a, b. Give the code"):
        find_sectors("Iron", twice)


def test_a_users_own_group_comes_with_the_baseline() -> None:
    own = Labels(("USA", "MEX"), ("A", "B"), ("a",), ("a",), (True,), {"Near ones": ("MEX",)})
    assert find_regions("near ones", own).codes == ("MEX",)


def test_groups_hold_only_what_they_make_up_exactly() -> None:
    members: dict[str, tuple[str, ...]] = {"EUA": ("CAN", "MEX", "BRA")}
    made = groups_of(("USA", "EUA"), members, {"a": True, "b": False}, ("a", "b"))
    assert made == {"world": ("USA", "EUA"), "all": ("a",), "goods": ("a",)}


def test_the_same_names_on_the_1993_table() -> None:
    labels = load_folder(shared("cp2015")).labels
    assert find_sectors("Motor vehicles", labels).codes == ("s18",)
    assert find_regions("Korea", labels).codes == ("KOR",)
    assert find_regions("NAFTA", labels).codes == ("CAN", "MEX", "USA")
    assert len(find_sectors("goods", labels).codes) == 20
    with pytest.raises(BadShock, match="of its 27 members BEL, BGR"):
        find_regions("EU", labels)
    with pytest.raises(BadShock, match="no sector of the group 'services' is traded"):
        find_sectors("services", labels)
