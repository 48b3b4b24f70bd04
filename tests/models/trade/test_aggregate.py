"""Smaller baselines: totals kept, tariffs weighted, nothing changed by changing nothing."""

import csv
from pathlib import Path

import numpy as np
import pytest

from policywire.facts.errors import BadBaseline, BadDocument
from policywire.models.trade.economy import Baseline, Closure, Shock
from policywire.models.trade.solve import solve
from policywire.models.trade.world.aggregate import Mapping, aggregate, load_mapping
from policywire.models.trade.world.balance import Repair, imbalance
from policywire.models.trade.world.baselines import load_baseline
from policywire.models.trade.world.calibrate import recover
from policywire.models.trade.world.load import load_folder
from tests.models.trade.folders import coefficients, shared

SMALL = Mapping(
    {"NAM": ("USMCA",), "CHN": ("China",), "OTH": ("rest",)},
    {"GOODS": ("goods",), "SERV": ("services",)},
    {"NAM": "North America"},
)


def kept(old: Baseline, new: Baseline, regions: dict[str, tuple[str, ...]]) -> None:
    """Hold the totals of every new region against those of its parts."""
    before, after = recover(old.economy), recover(new.economy)
    for place, parts in enumerate(regions.values()):
        inside = [old.labels.regions.index(code) for code in parts]
        for name in ("income", "deficit", "revenue"):
            was = getattr(before, name)[inside].sum()
            is_ = getattr(after, name)[place]
            assert is_ == pytest.approx(was, rel=1e-9, abs=1e-9 * before.income.max()), name
        for name in ("output", "expenditure", "intermediate"):
            was = getattr(before, name)[:, inside].sum()
            assert getattr(after, name)[:, place].sum() == pytest.approx(was, rel=1e-9), name


def test_tariffs_are_weighted_by_trade_by_hand(tmp_path: Path) -> None:
    """USA buys 20 of MEX free and 10 of CAN at 5 %: 0.5 on 30. MEX buys 10 of USA at 10 %."""
    baseline = load_folder(coefficients(tmp_path))
    made = aggregate(baseline, Mapping({"USA": ("USA",), "PAR": ("Mexico", "Canada")}))
    accounts = recover(made.economy)
    assert made.economy.tariff[0, 0, 1] == pytest.approx(0.5 / 30)
    assert made.economy.tariff[0, 1, 0] == pytest.approx(1 / 18)
    np.testing.assert_allclose(accounts.flow[0], [[100, 30], [18, 97]])
    np.testing.assert_allclose(made.economy.income, [187.2, 148.8])
    assert made.labels.members == {"PAR": ("CAN", "MEX")}
    assert made.labels.groups["USMCA"] == ("USA", "PAR")


def test_duties_between_merged_regions_stay_in_their_accounts(tmp_path: Path) -> None:
    baseline = load_folder(coefficients(tmp_path))
    made = aggregate(baseline, Mapping({"NAM": ("USMCA",)}))
    assert recover(made.economy).revenue[0] == pytest.approx(0.5 + 1)
    assert made.economy.deficit[0] == pytest.approx(0, abs=1e-12)


def test_the_packaged_baseline_keeps_its_totals() -> None:
    baseline = load_baseline("icio-2022")
    made = aggregate(baseline, SMALL)
    others = [code for code in baseline.labels.regions if code not in {"USA", "MEX", "CAN", "CHN"}]
    kept(baseline, made, {"NAM": ("USA", "MEX", "CAN"), "CHN": ("CHN",), "OTH": tuple(others)})
    assert imbalance(made.economy) < 1e-12
    assert made.labels.region_names == ("North America", "China", "OTH")
    assert made.labels.groups["goods"] == ("GOODS",)
    assert made.sha256 != baseline.sha256


@pytest.mark.parametrize("closure", [Closure.FIXED_DEFICIT, Closure.FIXED_WORLD_SHARE])
def test_a_merged_world_rests_when_nothing_changes(closure: Closure) -> None:
    made = aggregate(load_baseline("icio-2022"), SMALL)
    still = Shock(made.economy.tariff, np.ones_like(made.economy.tariff))
    theta = made.elasticities[made.default]
    wage = solve(made.economy, theta, still, closure=closure).wage
    np.testing.assert_allclose(wage, 1, atol=1e-9)


def test_elasticities_are_weighted_by_output() -> None:
    baseline = load_baseline("icio-2022")
    made = aggregate(baseline, SMALL)
    output = recover(baseline.economy).output.sum(axis=1)[:20]
    expected = np.average(baseline.elasticities["CP"][:20], weights=output)
    np.testing.assert_allclose(made.elasticities["CP"], [expected, 4.0], rtol=1e-12)


def test_merging_in_two_steps_is_merging_in_one() -> None:
    baseline = load_baseline("icio-2022")
    first = Mapping({"NAM": ("USMCA",), "CHN": ("CHN",), "EUR": ("EU", "UK"), "OTH": ("rest",)})
    second = Mapping({"NAM": ("NAM",), "CHN": ("CHN",), "OTH": ("EUR", "OTH")}, SMALL.sectors)
    stepped, direct = aggregate(aggregate(baseline, first), second), aggregate(baseline, SMALL)
    for name in ("share", "tariff", "input", "value_added", "final", "income", "deficit"):
        one, other = getattr(stepped.economy, name), getattr(direct.economy, name)
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9, err_msg=name)


def test_the_full_table_merges_into_the_packaged_one() -> None:
    """81 x 23 after balancing, added up by the folder's own members: the flows of 16 x 21."""
    full = load_folder(shared("icio_full"), repair=Repair.SCALE)
    with (shared("icio") / "regions.csv").open(encoding="utf-8", newline="") as file:
        regions = {row["code"]: tuple(row["members"].split()) for row in csv.DictReader(file)}
    small = load_baseline("icio-2022")
    sectors: dict[str, tuple[str, ...]] = {code: (code,) for code in small.labels.sectors}
    sectors |= {"A": ("A01_02", "A03"), "B07T09": ("B07_08", "B09")}
    made = aggregate(full, Mapping(regions, sectors))
    kept(full, made, regions)
    assert imbalance(made.economy) < 1e-9
    ours, theirs = recover(made.economy), recover(small.economy)
    np.testing.assert_allclose(ours.flow, theirs.flow, rtol=1e-9, atol=2e-4)
    apart = np.abs(ours.tariff - theirs.tariff)[(theirs.flow > 1) & (np.eye(16) == 0)]
    assert apart.max() < 2e-6  # the full table prints six decimals
    np.testing.assert_allclose(made.economy.income, small.economy.income, rtol=1e-6)


def test_cp2015_merges_and_keeps_its_totals() -> None:
    baseline = load_folder(shared("cp2015"))
    regions = {"NAFTA": ("USA", "MEX", "CAN"), "ROW": ("rest",)}
    made = aggregate(baseline, Mapping(regions, {"GOODS": ("goods",), "SERV": ("rest",)}))
    others = tuple(c for c in baseline.labels.regions if c not in regions["NAFTA"])
    kept(baseline, made, {"NAFTA": regions["NAFTA"], "ROW": others})
    assert made.labels.tradable == (True, False)
    assert made.tariffs["2005"].shape == (2, 2, 2)


# ---------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (Mapping({"X": ("USA", "MEX")}), r"leaves out CAN\. Place them, or make one code of"),
        (Mapping({"X": ("USA",), "Y": ("USMCA",)}), r"puts USA into several: X, Y"),
        (Mapping({"X": ("USMCA",), "Y": ("rest",)}), r"makes Y of the rest, but nothing is left"),
        (Mapping({"X": ("rest",), "Y": ("rest",)}), r"says rest twice: X, Y"),
        (Mapping({"X": (), "Y": ("USMCA",)}), r"makes X of nothing"),
        (Mapping({"X": ("Mexcio",), "Y": ("rest",)}), r"unknown region 'Mexcio'.* Near: MEX"),
        (Mapping(sectors={"X": ("steel",)}), r"unknown sector 'steel'"),
        (Mapping(names={"NAM": "North"}), r"names 'NAM', which it does not make"),
    ],
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, mapping: Mapping, said: str) -> None:
    baseline = load_folder(coefficients(tmp_path))
    with pytest.raises(BadBaseline, match=said):
        aggregate(baseline, mapping)


def test_a_mapping_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "three.yaml"
    path.write_text("name: three\nregions: {NAM: [USMCA], OTH: [rest]}\nnames: {OTH: Others}\n")
    made = aggregate(load_baseline("icio-2022"), load_mapping(path))
    assert made.name == "three"
    assert made.labels.region_names == ("NAM", "Others")
    assert len(made.labels.sectors) == 21
    path.write_text("regoins: {NAM: [USMCA]}\n")
    with pytest.raises(BadDocument, match=r"unknown field 'regoins'. Near: regions"):
        load_mapping(path)
