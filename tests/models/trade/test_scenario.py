"""Scenario files: the contract's own, shocks cell by cell, and every way to write them wrong."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts.errors import BadBaseline, BadDocument, BadShock, NotHeld, PolicywireError
from policywire.models.trade.economy import Array, Baseline, Closure, Shock
from policywire.models.trade.scenarios.scenario import (
    baseline_of,
    find_scenario,
    load_scenario,
    scenario_paths,
    theta_of,
)
from policywire.models.trade.scenarios.shocks import compile, instruments
from policywire.models.trade.world.baselines import load_baseline
from policywire.models.trade.world.load import load_folder
from tests.models.trade.folders import coefficients, shared, shares

CONTRACT = """
title: 25 % on Mexico and Canada, retaliation in kind
baseline: icio-2022            # a packaged name, or a folder of the documented layout
closure: balanced              # balanced | fixed-deficit | fixed-world-share
elasticities: baseline         # a named set, or a file
changes:
  - {tariff: {importers: [USA], exporters: [MEX, CAN], sectors: [goods], add: 25}, citation: hypothesis}      # ad valorem points
  - {tariff: {importers: [MEX, CAN], exporters: [USA], sectors: [goods], add: 25}, citation: hypothesis}
  - {trade_cost: {importers: [JPN], exporters: [CHN], sectors: [goods], factor: 1.05}, citation: hypothesis}  # iceberg
"""  # noqa: E501


def shock(*changes: str, baseline: Baseline | None = None, on: date | None = None) -> Shock:
    """Return the shock of changes written as YAML, citation left out."""
    lines = "\n".join(f"  - {{{change}, citation: hypothesis}}" for change in changes)
    made = load_scenario("toy.yaml", f"title: toy\nchanges:\n{lines}\n")
    return compile(made, baseline or load_baseline("icio-2022"), on=on)


def tariff(importers: str, exporters: str, sectors: str, rate: str) -> str:
    return (
        f"tariff: {{importers: [{importers}], exporters: [{exporters}], "
        f"sectors: [{sectors}], {rate}}}"
    )


def cost(importers: str, exporters: str, sectors: str, factor: str) -> str:
    return (
        f"trade_cost: {{importers: [{importers}], exporters: [{exporters}], "
        f"sectors: [{sectors}], factor: {factor}}}"
    )


def moved(made: Shock) -> Array:
    return np.asarray(made.tariff - load_baseline("icio-2022").economy.tariff)


# ---------------------------------------------------------------------------- the contract


def test_the_contract_cell_by_cell() -> None:
    scenario = load_scenario("contract.yaml", CONTRACT)
    baseline = baseline_of(scenario)
    made, labels = compile(scenario, baseline), baseline.labels
    usa, mex, can, chn, jpn = map(labels.regions.index, ("USA", "MEX", "CAN", "CHN", "JPN"))
    expected, factor = np.zeros((21, 16, 16)), np.ones((21, 16, 16))
    for n, i in ((usa, mex), (usa, can), (mex, usa), (can, usa)):
        expected[:20, n, i] = 0.25
    factor[:20, jpn, chn] = 1.05
    np.testing.assert_allclose(made.tariff - baseline.economy.tariff, expected, atol=1e-15)
    np.testing.assert_array_equal(made.cost, factor)
    assert scenario.closure is Closure.BALANCED
    np.testing.assert_array_equal(theta_of(scenario, baseline), baseline.elasticities["baseline"])


def test_names_groups_and_codes_write_one_shock() -> None:
    by_code = shock(tariff("USA", "MEX, CAN", "C29", "add: 25"))
    by_name = shock(tariff("United States", "mexico, Canada", "Motor vehicles", "add: 25"))
    np.testing.assert_array_equal(by_code.tariff, by_name.tariff)


def test_set_is_the_rate_after_and_add_stands_on_top() -> None:
    made = shock(
        tariff("USA", "CHN", "C29", "set: 25"),
        tariff("USA", "world", "C24", "add: 10"),
        tariff("USA", "CHN", "C24", "add: 2.5"),
    )
    assert made.tariff[17, 0, 3] == 0.25
    assert moved(made)[12, 0, 3] == pytest.approx(0.125)
    assert moved(made)[12, 0, 5] == pytest.approx(0.1)


def test_a_rate_may_be_set_twice_alike() -> None:
    twice = shock(tariff("USA", "CHN", "C29", "set: 5"), tariff("USA", "world", "C29", "set: 5"))
    assert (twice.tariff[17, 0, 1:] == 0.05).all()


def test_factors_multiply() -> None:
    made = shock(cost("USA", "CHN", "all", "1.1"), cost("USA", "world", "goods", "0.5"))
    np.testing.assert_allclose(made.cost[17, 0, 3], 0.55)
    np.testing.assert_allclose(made.cost[20, 0, 3], 1.1)  # services are traded in this table


def test_own_goods_are_never_touched() -> None:
    made = shock(tariff("world", "world", "all", "add: 10"), cost("USMCA", "USMCA", "all", "2"))
    places = np.arange(16)
    assert (moved(made)[:, places, places] == 0).all()
    assert (made.cost[:, places, places] == 1).all()
    assert (moved(made) > 0).sum() == 21 * 16 * 15
    assert (made.cost > 1).sum() == 21 * 3 * 2


def test_lists_of_members_on_both_sides_mean_each_other() -> None:
    made = shock(tariff("USA, MEX, CAN", "USA, MEX, CAN", "C29", "add: 25"))
    assert (moved(made) > 0).sum() == 6


def test_later_changes_can_be_left_out() -> None:
    late = tariff("USA", "MEX", "C29", "add: 10") + ", effective: 2026-07-01"
    both = (tariff("USA", "CAN", "C29", "add: 5"), late)
    assert (moved(shock(*both)) > 0).sum() == 2
    assert (moved(shock(*both, on=date(2026, 6, 30))) > 0).sum() == 1
    with pytest.raises(BadShock, match="nothing changes by 2026-06-30; first on 2026-07-01"):
        shock(late, on=date(2026, 6, 30))


@given(points=st.lists(st.integers(-20, 200), min_size=1, max_size=5))
def test_instruments_add_up_to_the_shock(points: list[int]) -> None:
    baseline = load_baseline("icio-2022")
    lines = [
        f"  - {{{tariff('USA', 'MEX', 'goods', f'add: {it}')}, citation: hypothesis}}"
        for it in points
    ]
    lines.append(f"  - {{{cost('USA', 'world', 'C29', '1.2')}, citation: hypothesis}}")
    scenario = load_scenario("toy.yaml", "title: toy\nchanges:\n" + "\n".join(lines))
    if sum(points) <= -100:
        return
    made, parts = compile(scenario, baseline), instruments(scenario, baseline)
    base = baseline.economy.tariff
    total = base + np.sum([part.shock.tariff - base for part in parts], axis=0)
    np.testing.assert_allclose(total, made.tariff, atol=1e-12)
    np.testing.assert_allclose(np.prod([part.shock.cost for part in parts], axis=0), made.cost)
    assert [int(part.name.partition(":")[0]) for part in parts] == list(range(1, len(points) + 2))


def test_the_shock_is_read_only() -> None:
    made = shock(tariff("USA", "MEX", "goods", "add: 25"))
    assert not made.tariff.flags.writeable
    assert not made.cost.flags.writeable


# ----------------------------------------------------------------------- files and folders


def test_a_baseline_and_elasticities_relative_to_the_file(tmp_path: Path) -> None:
    coefficients(tmp_path / "toy")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "mine.csv").write_text("sector,elasticity\nC29,3\nSERV,4\n")
    path = tmp_path / "scenarios" / "one.yaml"
    path.write_text(
        "title: one\nbaseline: ../toy\nelasticities: mine.csv\nclosure: fixed-deficit\nchanges:\n"
        f"  - {{{tariff('USA', 'Mexico', 'goods', 'set: 50')}, "
        "citation: {title: An act, locator: section 1, href: 'https://example.org/'}}\n",
        encoding="utf-8-sig",
    )
    scenario = load_scenario(path)
    baseline = baseline_of(scenario)
    assert (scenario.name, baseline.name) == ("one", "toy")
    assert compile(scenario, baseline).tariff[0, 0, 1] == 0.5
    np.testing.assert_array_equal(theta_of(scenario, baseline), [3, 4])


def test_the_set_called_baseline_is_the_baselines_default(tmp_path: Path) -> None:
    folder = coefficients(tmp_path)
    (folder / "elasticities.csv").write_text(
        "source,sector,elasticity\nMINE,C29,3\nMINE,SERV,4\nOTHER,C29,5\nOTHER,SERV,6\n"
    )
    scenario = load_scenario("contract.yaml", CONTRACT)
    np.testing.assert_array_equal(theta_of(scenario, load_folder(folder)), [3, 4])


def test_the_tariffs_of_2005_as_a_named_shock() -> None:
    """NAFTA: what the paper moves is in the table itself, beside what a scenario can say."""
    baseline = load_folder(shared("cp2015"))
    free = shock(tariff("NAFTA", "NAFTA", "goods", "set: 0"), baseline=baseline)
    members = [baseline.labels.regions.index(code) for code in ("USA", "MEX", "CAN")]
    inside = np.ix_(range(20), members, members)
    after = baseline.tariffs["2005"]
    assert np.abs(after[inside]).max() < 0.4
    assert (free.tariff[inside] == 0).all()
    assert after[inside].mean() < baseline.economy.tariff[inside].mean() / 4


def test_an_unknown_scenario_lists_those_held() -> None:
    with pytest.raises(NotHeld, match=r"called 'china-06'.* Near: china-60\. Packaged: china-60"):
        find_scenario("china-06")


# ---------------------------------------------------------------------------- bad input

USA_MEX = "importers: [USA], exporters: [MEX], sectors: [goods]"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"tariff: {{{USA_MEX}, add: 25%}}", r"toy.yaml:3: '25%' has a percent sign.* such as 25"),
        (f"trade_cost: {{{USA_MEX}, factor: 5 %}}", r"percent sign.* such as 1.05"),
        (f"tariff: {{{USA_MEX}, add: lots}}", r"'lots' is no number"),
        (f"tariff: {{{USA_MEX}, add: nan}}", r"'nan' is no finite number"),
        (f"tariff: {{{USA_MEX}, add: .inf}}", r"'.inf' is no number"),
        (f"tariff: {{{USA_MEX}}}", r"gives one of add .* and set"),
        (f"tariff: {{{USA_MEX}, add: 1, set: 2}}", r"gives one of add .* and set"),
        (f"tariff: {{{USA_MEX}, ad: 1}}", r"unknown field 'ad'. Near: add"),
        (f"trade_cost: {{{USA_MEX}, factor: 0}}", r"factor is 0; a cost is multiplied"),
        (f"trade_cost: {{{USA_MEX}, factor: -1}}", r"factor is -1"),
        (f"trade_cost: {{{USA_MEX}}}", r"factor must be given"),
        ("tariff: {importers: [], exporters: [MEX], sectors: [goods], add: 1}", r"importers names"),
        ("tariff: {importers: USA, exporters: [MEX], sectors: [goods], add: 1}", r"a list is"),
        ("tariff: {importers: [USA], sectors: [goods], add: 1}", r"exporters must be given"),
        (
            f"tariff: {{{USA_MEX}, add: 1}}, trade_cost: {{{USA_MEX}, factor: 2}}",
            r"one of tariff and trade_cost",
        ),
        (f"tariff: {{{USA_MEX}, add: 1}}, effective: soon", r"toy.yaml:3: .*soon"),
        ("tarif: {}", r"unknown field 'tarif'. Near: tariff"),
    ],
)
def test_a_wrong_change_is_told_by_its_line(change: str, said: str) -> None:
    with pytest.raises(BadDocument, match=said):
        shock(change)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: a\nchanges: []\n", r"toy.yaml: changes is empty.* add: 0"),
        ("title: a\n", r"changes must be given"),
        ("changes: []\n", r"title must be given"),
        ("", r"is empty"),
        ("title: [", r"is not YAML"),
        ("title: a\nclosure: open\nchanges: []\n", r"'open' is none of balanced, fixed-deficit"),
        ("title: a\nchange: []\n", r"unknown field 'change'. Near: changes"),
        (
            f"title: a\nchanges:\n  - {{tariff: {{{USA_MEX}, add: 1}}}}\n",
            r"toy.yaml:3: citation must be given",
        ),
        (
            f"title: a\nchanges:\n  - {{tariff: {{{USA_MEX}, add: 1}}, citation: my idea}}\n",
            r"citation is 'my idea'; give title, locator and href",
        ),
    ],
)
def test_a_wrong_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(PolicywireError, match=said):
        load_scenario("toy.yaml", text)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            (tariff("USA", "MEX", "goods", "set: 10"), tariff("USA", "MEX", "C29", "set: 25")),
            r"changes 1 and 2 contradict each other on 1 cells, the first C29 \(Motor vehicles and "
            r"parts\), USA from MEX: change 1 says tariff set 10.*; change 2 says tariff set 25",
        ),
        (
            (tariff("USA", "MEX", "goods", "add: 10"), tariff("USA", "world", "C29", "set: 25")),
            r"changes 1 and 2 contradict each other on 1 cells",
        ),
        (
            (tariff("USA", "MEX", "C29", "set: 10"), tariff("USA", "MEX", "goods", "add: 5")),
            r"changes 1 and 2 contradict .* tariff set 10.* tariff add 5",
        ),
        (
            (tariff("USA", "MEX", "goods", "add: -100"),),
            r"change 1: tariff add -100, .* brings .* to -100 %",
        ),
        (
            (tariff("USA", "MEX", "goods", "set: -120"),),
            r"change 1: tariff set -120, .* brings .* to -120 %",
        ),
        (
            (tariff("USA", "MEX", "C29", "add: -60"), tariff("USA", "MEX", "C29", "add: -60")),
            r"change 1: tariff .*; 2: tariff .* brings the tariff of C29 .* to -1(19|20)",
        ),
        ((tariff("USA", "USA", "goods", "add: 5"),), r"USA from USA are its own goods"),
        ((tariff("USA, MEX", "MEX", "goods", "add: 5"),), r"MEX from MEX are its own goods"),
        ((cost("MEX", "Mexico", "goods", "2"),), r"MEX from MEX are its own goods"),
        ((tariff("USA", "Mexcio", "goods", "add: 5"),), r"change 1, exporters: unknown region"),
        ((tariff("USA", "Germany", "goods", "add: 5"),), r"Germany is inside EU27"),
        ((tariff("USA", "MEX", "steel", "add: 5"),), r"change 1, sectors: unknown sector 'steel'"),
    ],
)
def test_a_shock_that_cannot_be(changes: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadShock, match=said):
        shock(*changes)


def test_a_sector_that_is_not_traded_is_refused(tmp_path: Path) -> None:
    baseline = load_folder(shares(tmp_path))
    with pytest.raises(BadShock, match=r"SERV \(Services\) is not traded .* Traded: C29"):
        shock(tariff("USA", "MEX", "SERV", "add: 5"), baseline=baseline)
    made = shock(tariff("USA", "MEX", "all", "add: 5"), baseline=baseline)
    assert (made.tariff[1] == 0).all()


def test_a_baseline_with_other_labels(tmp_path: Path) -> None:
    baseline = load_folder(coefficients(tmp_path))
    with pytest.raises(BadShock, match=r"exporters: unknown region 'CHN'.* Regions: USA"):
        shock(tariff("USA", "CHN", "goods", "add: 5"), baseline=baseline)


def test_a_folder_that_is_not_there() -> None:
    scenario = load_scenario("toy.yaml", CONTRACT.replace("icio-2022 ", "../nowhere "))
    with pytest.raises(BadBaseline, match=r"called '../nowhere', and no folder lies there"):
        baseline_of(scenario)


@pytest.mark.parametrize("name", ["a" * 5000, "~nobody/at/all", "a\\0b", "/", ""])
def test_a_baseline_that_is_no_name_and_no_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadBaseline):
        load_baseline(name, beside=tmp_path)
    with pytest.raises(NotHeld):
        find_scenario(name)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match="cannot be read"):
        load_scenario(tmp_path / "none.yaml")


# ------------------------------------------------------------------------ what is packaged


def test_every_packaged_scenario_says_why_and_compiles() -> None:
    paths = scenario_paths()
    assert len(paths) >= 6
    for name in paths:
        scenario = find_scenario(name)
        assert scenario.title
        assert scenario.question
        assert scenario.why
        baseline = baseline_of(scenario)
        made = compile(scenario, baseline)
        assert (made.tariff != baseline.economy.tariff).any() or (made.cost != 1).any()
        assert paths[name].with_name(f"{name}.expected.yaml").is_file()
