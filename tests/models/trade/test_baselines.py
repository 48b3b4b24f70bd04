"""The packaged baseline: its size, bytes, card and numbers; baselines by name or folder."""

import hashlib
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from policywire.facts.errors import BadBaseline
from policywire.models.trade.economy import Closure, Shock
from policywire.models.trade.solve import solve
from policywire.models.trade.world import baselines
from policywire.models.trade.world.balance import imbalance
from policywire.models.trade.world.baselines import load_baseline, packaged, packaged_card
from policywire.models.trade.world.calibrate import recover
from policywire.models.trade.world.elasticity import middle, read_sets, theta
from policywire.models.trade.world.load import load_folder
from policywire.models.trade.world.tables import read_table
from tests.models.trade.folders import coefficients, shared
from tools.freeze_baseline import SECTORAL, frozen

HOME = Path(str(files("policywire") / "data" / "baselines" / "icio-2022"))
NAMES = {"arrays.npz", "baseline.yaml", "elasticities.csv", "regions.csv", "sectors.csv"}


def test_what_is_packaged() -> None:
    assert packaged() == ("icio-2022",)
    assert {path.name for path in HOME.iterdir()} == NAMES
    assert sum(path.stat().st_size for path in HOME.iterdir()) <= 400_000


def test_the_card_matches_the_arrays_and_is_honest() -> None:
    card = packaged_card("icio-2022")
    assert hashlib.sha256((HOME / "arrays.npz").read_bytes()).hexdigest() == card.arrays_sha256
    assert (card.year, card.currency) == (2022, "million USD")
    assert any("hybrid" in note for note in card.notes)
    for source in card.sources:
        assert source.publisher
        assert source.licence
        assert source.retrieved
        assert source.via
    flows = next(source for source in card.sources if "flows" in source.what)
    assert "not verified" in flows.licence
    named = {source.what.partition("set ")[2].split(",")[0] for source in card.sources}
    assert named >= set(load_baseline("icio-2022").elasticities) - {"baseline"}


def test_frozen_again_it_has_the_same_bytes() -> None:
    card = (HOME / "baseline.yaml").read_text(encoding="utf-8")
    made = frozen(shared("icio"), shared("trade_elasticities") / "by_icio21.csv", card)
    assert made.keys() == NAMES
    for name, data in made.items():
        assert data == (HOME / name).read_bytes(), name


def test_the_folder_gives_the_same_economy() -> None:
    assert load_folder(shared("icio")).sha256 == load_baseline("icio-2022").sha256


def test_the_world_of_2022() -> None:
    baseline = load_baseline("icio-2022")
    economy, labels = baseline.economy, baseline.labels
    assert economy.share.shape == (21, 16, 16)
    assert imbalance(economy) < 1e-8
    usa, mexico = labels.regions.index("USA"), labels.regions.index("MEX")
    bought = recover(economy).flow[:, usa, mexico]
    # Figures of the table's own notes: 409.9 bn of goods and services, 109.3 bn of vehicles.
    assert round(bought.sum() / 1e3, 1) == 409.9
    assert round(bought[labels.sectors.index("C29")] / 1e3, 1) == 109.3
    assert round(economy.deficit[usa] / 1e3) == 962
    assert abs(economy.deficit.sum()) < 1e-9 * economy.income.sum()


def test_it_rests_when_nothing_changes() -> None:
    baseline = load_baseline("icio-2022")
    still = Shock(baseline.economy.tariff, np.ones_like(baseline.economy.tariff))
    for named in ("baseline", "CP", "LL"):
        sets = baseline.elasticities[named]
        wage = solve(baseline.economy, sets, still, closure=Closure.FIXED_DEFICIT).wage
        assert np.abs(np.log(wage)).max() < 1e-8


def test_a_damaged_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HOME, tmp_path / "icio-2022")
    monkeypatch.setattr(baselines, "_home", lambda: tmp_path)
    data = bytearray((HOME / "arrays.npz").read_bytes())
    data[5000] ^= 1
    (tmp_path / "icio-2022" / "arrays.npz").write_bytes(data)
    with pytest.raises(BadBaseline, match="does not match its card"):
        baselines._packaged.__wrapped__("icio-2022")


def test_a_folder_beside_the_scenario(tmp_path: Path) -> None:
    coefficients(tmp_path / "toy")
    assert load_baseline("toy", beside=tmp_path).name == "toy"
    (tmp_path / "scenarios").mkdir()
    assert load_baseline("../toy", beside=tmp_path / "scenarios").name == "toy"
    assert load_baseline(tmp_path / "toy").name == "toy"


def test_an_unknown_name_lists_what_is_packaged() -> None:
    with pytest.raises(BadBaseline, match=r"called 'icio-2021'.* Near: icio-2022\. Packaged"):
        load_baseline("icio-2021")


# --------------------------------------------------------------------------- elasticities


def test_the_default_set_is_the_middle_of_the_six() -> None:
    baseline = load_baseline("icio-2022")
    assert baseline.default == "baseline"
    six = np.array([baseline.elasticities[name] for name in SECTORAL])
    expected = [sorted(column) for column in six.T]
    by_hand = [round(float(np.sqrt(column[2] * column[3])), 4) for column in expected]
    np.testing.assert_allclose(baseline.elasticities["baseline"], by_hand, atol=1.0001e-4)
    assert (six.min(axis=0) <= baseline.elasticities["baseline"] + 1e-9).all()


def test_the_middle_by_hand() -> None:
    np.testing.assert_allclose(middle(np.array([[1.0], [2], [8], [64]])), [4.0])


def test_packaged_sets_are_the_published_numbers() -> None:
    source = read_table(shared("trade_elasticities"), "by_icio21")
    assert source is not None
    baseline = load_baseline("icio-2022")
    rows = zip(*(source[name] for name in source.columns), strict=True)
    for name, sector, value in rows:
        place = baseline.labels.sectors.index(sector)
        assert baseline.elasticities[name][place] == float(value)


def test_a_file_of_elasticities(tmp_path: Path) -> None:
    baseline = load_baseline("icio-2022")
    lines = [f"{code},{4 + place}" for place, code in enumerate(baseline.labels.sectors)]
    (tmp_path / "mine.csv").write_text("\n".join(["sector,elasticity", *lines]))
    held = theta("mine.csv", baseline.elasticities, baseline.labels, tmp_path)
    np.testing.assert_array_equal(held, np.arange(4.0, 25.0))
    assert theta("cp", baseline.elasticities, baseline.labels)[17] == 1.115


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A,4", r"mine.csv: set 'baseline' lacks B05_06; 20 cells lack"),
        ("A,-4", r"mine.csv:2: elasticity is -4; it must be above 0"),
        ("A,4\nA,5", r"mine.csv:3 gives a cell that mine.csv:2 gave"),
        ("A,4\nC92,5", r"mine.csv:3: unknown sector 'C92'. Near: C2"),
        ("A,four", r"mine.csv:2: elasticity is 'four'"),
    ],
)
def test_a_wrong_file_of_elasticities(tmp_path: Path, rows: str, said: str) -> None:
    baseline = load_baseline("icio-2022")
    (tmp_path / "mine.csv").write_text(f"sector,elasticity\n{rows}\n")
    with pytest.raises(BadBaseline, match=said):
        theta("mine.csv", baseline.elasticities, baseline.labels, tmp_path)


def test_an_unknown_set_lists_those_held() -> None:
    baseline = load_baseline("icio-2022")
    with pytest.raises(BadBaseline, match=r"called 'CPP'.* Near: CP\. Held: baseline, CP, FGO"):
        theta("CPP", baseline.elasticities, baseline.labels)


def test_a_set_is_read_only() -> None:
    table = read_table(HOME, "elasticities")
    assert table is not None
    sets = read_sets(table, load_baseline("icio-2022").labels.sectors)
    with pytest.raises(ValueError, match="read-only"):
        sets["CP"][0] = 1
