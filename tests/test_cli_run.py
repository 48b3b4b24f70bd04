"""``run``, ``explain-models``, ``play``: the contract, and one message for any bad input."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from policywire.cli import app
from policywire.models.trade import load_baseline
from tests.models.trade.folders import coefficients, edit, edit_row, shared, shares

NAMED = "tariff-25-mex-can-retaliation"
REGIONS = load_baseline("icio-2022").labels.regions
SECTORS = load_baseline("icio-2022").labels.sectors
BY_REGION = (
    *("real_income_pct", "first_order_welfare_pct", "real_wage_pct", "terms_of_trade_pct"),
    *("volume_of_trade_pct", "exports_pct", "imports_pct", "cpi_pct"),
)
CHANGE = "{tariff: {importers: [USA], exporters: [MEX], sectors: [goods], add: 25}"


def policywire(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def printed(*arguments: object) -> dict[str, Any]:
    """Return what a command prints as JSON; NaN and infinity are refused."""
    done = policywire(*arguments, "--json")
    assert done.exit_code == 0, done.output

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} was printed")

    made: dict[str, Any] = json.loads(done.stdout, parse_constant=refuse)
    return made


def scenario(
    folder: Path, *changes: str, baseline: str = "icio-2022", further: str = "", name: str = "own"
) -> Path:
    """Write a scenario file."""
    path = folder / f"{name}.yaml"
    lines = [f"  - {one}, citation: hypothesis}}" for one in changes or (CHANGE,)]
    head = f"title: A test\nbaseline: {baseline}\n{further}changes:"
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return path


def refused(done: Result, *words: str, code: int = 1) -> None:
    """Hold a failure to one message on stderr, no traceback, nothing on stdout."""
    told = " ".join(done.stderr.split())
    assert done.exit_code == code, done.output
    assert done.stdout == ""
    assert told.count("policywire: ") == 1
    assert "Traceback" not in told
    assert [word for word in words if word not in told] == []


# ------------------------------------------------------------------- the contract


def test_the_keys_of_the_contract() -> None:
    made = printed("run", NAMED)
    assert made["scenario"] == "25 % on Mexico and Canada, retaliation in kind"
    assert (made["baseline"], made["closure"]) == ("icio-2022", "balanced")
    assert {"residual", "iterations", "seconds"} <= set(made["certificate"])
    assert made["certificate"]["residual"] < 1e-8
    for name in BY_REGION:
        assert tuple(made[name]) == REGIONS
        assert all(isinstance(value, float) for value in made[name].values())
    assert tuple(made["bilateral_imports_pct"]) == REGIONS
    assert set(made["bilateral_imports_pct"]["USA"]) == set(REGIONS) - {"USA"}
    assert tuple(made["sector_output_pct"]["MEX"]) == SECTORS
    assert "interval" not in made


def test_the_scenario_of_the_issue_runs_whole(tmp_path: Path) -> None:
    head = """\
title: 25 % on Mexico and Canada, retaliation in kind
baseline: icio-2022            # a packaged name, or a folder
closure: balanced              # balanced | fixed-deficit | fixed-world-share
elasticities: baseline         # a named set, or a file
changes:
"""
    changes = (
        "{tariff: {importers: [USA], exporters: [MEX, CAN], sectors: [goods], add: 25}",
        "{tariff: {importers: [MEX, CAN], exporters: [USA], sectors: [goods], add: 25}",
        "{trade_cost: {importers: [JPN], exporters: [CHN], sectors: [goods], factor: 1.05}",
    )
    text = head + "".join(f"  - {one}, citation: hypothesis}}\n" for one in changes)
    path = tmp_path / "whole.yaml"
    path.write_text(text, encoding="utf-8")
    made = printed("run", path)
    assert made["real_income_pct"]["MEX"] < -1
    assert made["bilateral_imports_pct"]["JPN"]["CHN"] < -5
    plain = printed("run", NAMED)
    assert made["real_income_pct"]["JPN"] < plain["real_income_pct"]["JPN"]


def test_a_run_of_a_reader_s_names_is_that_of_codes(tmp_path: Path) -> None:
    coded = scenario(tmp_path, CHANGE.replace("goods", "C29"))
    named = scenario(
        tmp_path,
        "{tariff: {importers: [united states], exporters: [Mexico], "
        "sectors: [Motor vehicles], add: 25}",
        name="named",
    )
    one, other = printed("run", coded), printed("run", named)
    assert one["run_id"] == other["run_id"]
    assert one["exports_pct"] == other["exports_pct"]


@pytest.mark.parametrize(
    "closure", ["balanced", "fixed-deficit", "fixed-world-share", "fixed-own-share"]
)
def test_every_closure(closure: str) -> None:
    made = printed("run", NAMED, "--closure", closure)
    assert made["closure"] == closure
    assert made["certificate"]["residual"] < 1e-8
    assert -2.5 < made["real_income_pct"]["MEX"] < -1


def test_closures_differ_where_there_are_deficits() -> None:
    kept = printed("run", NAMED, "--closure", "fixed-deficit")["real_income_pct"]["CAN"]
    gone = printed("run", NAMED, "--closure", "balanced")["real_income_pct"]["CAN"]
    assert abs(kept - gone) > 0.05


def test_elasticities_by_name_and_by_file_are_one_run(tmp_path: Path) -> None:
    theta = load_baseline("icio-2022").elasticities["Shap"]
    rows = zip(SECTORS, map(repr, theta.tolist()), strict=True)
    with (tmp_path / "own.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("sector", "elasticity"), *rows])
    named = printed("run", NAMED, "--elasticities", "shap")
    filed = printed("run", NAMED, "--elasticities", tmp_path / "own.csv")
    assert named["run_id"] == filed["run_id"]
    assert named["real_income_pct"] == filed["real_income_pct"]
    assert named["real_income_pct"] != printed("run", NAMED)["real_income_pct"]


def test_elasticities_named_in_a_file_lie_beside_it(tmp_path: Path) -> None:
    lines = "".join(f"{code},5\n" for code in SECTORS)
    (tmp_path / "five.csv").write_text(f"sector,elasticity\n{lines}", encoding="utf-8")
    made = printed("run", scenario(tmp_path, further="elasticities: five.csv\n"))
    assert made["elasticities"] == "five.csv"


def test_draws_are_repeated_by_their_seed() -> None:
    first, again, other = (
        printed("run", NAMED, "--draws", 40, "--seed", seed) for seed in (3, 3, 4)
    )
    assert first["interval"] == again["interval"]
    assert first["run_id"] == again["run_id"]
    assert first["interval"]["exports_pct"] != other["interval"]["exports_pct"]
    assert first["real_income_pct"] == other["real_income_pct"]
    told = first["interval"]
    assert (told["level"], told["draws"], told["seed"]) == (0.9, 40, 3)
    for name in ("real_income_pct", "exports_pct"):
        assert all(ends["low"] <= ends["high"] for ends in told[name].values())
    assert set(told["bilateral_imports_pct"]["USA"]["MEX"]) == {"low", "high"}


def test_a_wider_level_gives_a_wider_interval() -> None:
    narrow, wide = (
        printed("run", NAMED, "--draws", 40, "--level", level)["interval"]["exports_pct"]["MEX"]
        for level in (0.5, 0.95)
    )
    assert wide["low"] < narrow["low"] < narrow["high"] < wide["high"]


def test_the_replay_command_gives_the_run_again() -> None:
    options = ("--closure", "fixed-deficit", "--elasticities", "LL", "--draws", 20, "--seed", 9)
    made = printed("run", NAMED, *options)
    words = made["certificate"]["replay"].split()
    assert words[:2] == ["policywire", "run"]
    again = printed(*words[1:])
    assert again["run_id"] == made["run_id"]
    assert again["interval"] == made["interval"]


def test_the_parts_add_up_to_the_exact_change() -> None:
    made = printed("run", NAMED, "--parts")
    parts = made["decomposition"]
    for code, exact in parts["exact_real_income_pct"].items():
        assert sum(parts["by_region"][code].values()) == pytest.approx(exact, abs=1e-6)
        assert exact == pytest.approx(made["real_income_pct"][code], abs=1e-9)
    assert len(parts["by_instrument"]) == 2


def test_a_zero_change_changes_nothing(tmp_path: Path) -> None:
    made = printed("run", scenario(tmp_path, CHANGE.replace("add: 25", "add: 0")))
    for name in BY_REGION:
        assert max(map(abs, made[name].values())) < 1e-6


def test_prohibitive_tariffs_end_a_trade_and_leave_numbers(tmp_path: Path) -> None:
    made = printed("run", scenario(tmp_path, CHANGE.replace("add: 25", "add: 1e8")))
    assert made["bilateral_imports_pct"]["USA"]["MEX"] < -70  # services still are traded
    assert made["certificate"]["residual"] < 1e-8
    goods = printed(
        "run", scenario(tmp_path, CHANGE.replace("add: 25", "add: 1e8").replace("goods", "all"))
    )
    assert goods["bilateral_imports_pct"]["USA"]["MEX"] == pytest.approx(-100, abs=1e-4)


# ------------------------------------------------------------------- the screen


def test_table_2_is_read_off_the_screen(tmp_path: Path) -> None:
    """Caliendo and Parro (2015), Table 2, in its two decimals, from the authors' data."""
    folder = shared("cp2015")
    path = scenario(tmp_path, *nafta(folder), baseline=str(folder), name="nafta")
    done = policywire("run", path, "--region", "MEX", "--region", "CAN", "--region", "USA")
    assert done.exit_code == 0, done.output
    rows = [line.split() for line in done.stdout.splitlines() if line[:3] in {"MEX", "CAN", "USA"}]
    shown = {row[0]: row[4:] for row in rows[3:]}
    with (folder / "published.csv").open(encoding="utf-8") as file:
        paper = [row for row in csv.DictReader(file) if row["where"] == "table2"]
    columns = ("welfare_pct", "terms_of_trade_pct", "volume_of_trade_pct", "real_wage_pct")
    assert len(paper) == 12
    for row in paper:
        at = columns.index(row["figure"])
        assert float(shown[row["region"]][at]) == float(row["published"])


def nafta(folder: Path) -> list[str]:
    """Return the tariffs of 2005 among the members, as changes."""
    members = ("CAN", "MEX", "USA")
    with (folder / "trade.csv").open(encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["importer"] in members and row["exporter"] in members
        ]
    return [
        f"{{tariff: {{importers: [{row['importer']}], exporters: [{row['exporter']}], "
        f"sectors: [{row['sector']}], set: {100 * float(row['tariff_2005']):.10f}}}"
        for row in rows
    ]


def test_the_screen_shows_ranges_parts_and_the_command_to_repeat() -> None:
    done = policywire("run", NAMED, "--draws", 20, "--region", "USMCA")
    told = done.stdout
    assert "first" in told
    assert "Certificate: residual" in told
    assert f"Again: policywire run {NAMED} --draws 20" in told
    assert "90% of 20 draws" in told
    assert "JPN" not in told
    assert "-0.00" not in told


def test_progress_of_many_draws_is_told() -> None:
    done = policywire("run", NAMED, "--draws", 1000, "--no-parts")
    assert "500 of 1,000 draws" in done.stderr
    assert "1000 of 1000 draws solved" in done.stderr
    assert "draws" not in policywire("run", NAMED, "--no-parts").stderr


def test_the_packaged_scenarios_are_listed() -> None:
    done = CliRunner().invoke(app, ["scenarios", "--json"])
    rows = json.loads(done.stdout)
    assert {"scenario", "title", "baseline", "why"} == set(rows[0])
    assert NAMED in {row["scenario"] for row in rows}


# ------------------------------------------------------------------- one's own baseline


def test_a_folder_is_named_relative_to_the_scenario(tmp_path: Path) -> None:
    coefficients(tmp_path / "world")
    change = CHANGE.replace("goods", "C29")
    path = scenario(tmp_path, change, baseline="world", further="elasticities: theta.csv\n")
    (tmp_path / "theta.csv").write_text("sector,elasticity\nC29,5\nSERV,4\n", encoding="utf-8")
    made = printed("run", path)
    assert set(made["real_income_pct"]) == {"USA", "MEX", "CAN"}
    assert made["bilateral_imports_pct"]["USA"]["MEX"] < 0


def test_a_scenario_runs_on_another_baseline_of_other_labels(tmp_path: Path) -> None:
    shares(tmp_path / "world")
    path = scenario(tmp_path, CHANGE.replace("goods", "C29"))
    made = printed("run", path, "--baseline", tmp_path / "world")
    assert set(made["real_income_pct"]) == {"USA", "MEX", "CAN"}
    lone = scenario(tmp_path, CHANGE.replace("MEX", "JPN"), name="lone")
    refused(policywire("run", lone, "--baseline", tmp_path / "world", "--json"), "JPN", "Regions:")


def test_a_folder_without_a_year_is_written_without_pictures(tmp_path: Path) -> None:
    shares(tmp_path / "world")
    path = tmp_path / "world" / "trade.csv"
    path.write_text(
        path.read_text(encoding="utf-8")
        .replace("tariff_1993", "tariff")
        .replace("_2005", "_later"),
        encoding="utf-8",
    )
    own = scenario(tmp_path, CHANGE.replace("goods", "C29"), baseline="world")
    done = policywire("run", own, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    held = sorted(path.name for path in (tmp_path / "out" / "own").iterdir())
    assert held == ["manifest.json", "outcomes.csv", "parts.csv", "run.json"]
    told = json.loads((tmp_path / "out" / "own" / "run.json").read_text(encoding="utf-8"))
    assert told["year"] == 0
    assert any("No year is said" in note for note in told["notes"])


def unbalanced(folder: Path) -> Path:
    """Write a folder where Mexico buys 66.0 of vehicles and uses 0.75 x 72 + 0.29 x 60 = 71.4."""
    coefficients(folder)
    (folder / "elasticities.csv").write_text("sector,elasticity\nC29,5\nSERV,4\n", encoding="utf-8")
    edit(folder / "io_coefficients.csv", "MEX,C29,C29,0.4\n", "MEX,C29,C29,0.75\n")
    edit(folder / "io_coefficients.csv", "MEX,SERV,C29,0.2\n", "MEX,SERV,C29,0.05\n")
    edit(folder / "io_coefficients.csv", "MEX,C29,SERV,0.05\n", "MEX,C29,SERV,0.29\n")
    edit(folder / "io_coefficients.csv", "MEX,SERV,SERV,0.25\n", "MEX,SERV,SERV,0.01\n")
    edit(folder / "production_demand.csv", "MEX,C29,72.0,0.4,", "MEX,C29,72.0,0.2,")
    rows = (folder / "production_demand.csv").read_text(encoding="utf-8").splitlines()
    kept = [",".join(row.split(",")[:4]) for row in rows]
    (folder / "production_demand.csv").unlink()
    (folder / "production.csv").write_text("\n".join([*kept, ""]), encoding="utf-8")
    return folder


@pytest.mark.parametrize("repair", ["clip", "scale"])
def test_an_unbalanced_folder_is_refused_and_repaired_when_asked(
    tmp_path: Path, repair: str
) -> None:
    unbalanced(tmp_path / "world")
    own = scenario(tmp_path, CHANGE.replace("goods", "C29"), baseline="world")
    refused(policywire("run", own, "--json"), "does not balance", "--repair")
    made = printed("run", own, "--repair", repair)
    assert made["certificate"]["residual"] < 1e-8
    assert f"--repair {repair}" in made["certificate"]["replay"]
    assert any("below 0" in note or "scaled" in note for note in made["notes"])


def test_a_packaged_baseline_is_not_repaired() -> None:
    refused(policywire("run", NAMED, "--repair", "clip"), "packaged and balanced")


# ------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[USA]", "[Mexco]", ("unknown region", "Near: MEX")),
        ("[goods]", "[gods]", ("unknown sector", "Near: goods")),
        ("[MEX]", "[DEU]", ("DEU", "EU27")),
        ("[MEX]", "[USA]", ("its own goods",)),
        ("add: 25", "add: -101", ("above -100 %",)),
        ("add: 25", "set: -100", ("above -100 %",)),
        ("add: 25", "add: lots", ("is no number",)),
        ("add: 25", "add: .inf", ("is no number",)),
        ("add: 25", "add: 1, set: 2", ("one of add",)),
        ("add: 25", "raise: 25", ("raise",)),
        ("importers: [USA]", "importers: []", ("names nothing",)),
        ("tariff", "tarif", ("tarif", "tariff")),
    ],
)
def test_a_bad_change_is_one_message(
    tmp_path: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    refused(policywire("run", scenario(tmp_path, CHANGE.replace(old, new)), "--json"), *words)


def test_changes_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    one = CHANGE.replace("add: 25", "set: 10")
    other = CHANGE.replace("add: 25", "set: 20").replace("goods", "C29")
    refused(policywire("run", scenario(tmp_path, one, other)), "contradict", "changes 1 and 2")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: t\nchanges: []\n", ("changes is empty",)),
        ("title: t\n", ("changes",)),
        ("", ()),
        ("title: [unclosed", ()),
        ("title: t\nbaseline: nowhere\nchanges:\n  - {tariff: {importers: [USA], "
         "exporters: [MEX], sectors: [goods], add: 1}, citation: hypothesis}\n",
         ("No packaged baseline", "icio-2022")),
        ("title: t\nclosure: open\nchanges: []\n", ("is none of balanced",)),
    ],
)  # fmt: skip
def test_a_bad_scenario_is_one_message(tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    refused(policywire("run", path, "--json"), *words)


def test_a_scenario_that_is_none_is_one_message(tmp_path: Path) -> None:
    refused(policywire("run", "tariff-25-mex-cann"), "Near: tariff-25-mex-can")
    refused(policywire("run", tmp_path), "No scenario is called")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00title")
    refused(policywire("run", tmp_path / "bytes.yaml"), "UTF-8")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--elasticities", "Shapp"], 1, ("Near: Shap",)),
        (["--elasticities", "none.csv"], 1, ("no CSV file",)),
        (["--level", "1"], 2, ("--level",)),
        (["--level", "nan"], 2, ("--level",)),
        (["--region", "Mexic"], 1, ("Near: MEX",)),
        (["--baseline", "icio-2023"], 1, ("Near: icio-2022",)),
    ],
)
def test_a_bad_option_is_one_message(options: list[str], code: int, words: tuple[str, ...]) -> None:
    refused(policywire("run", NAMED, *options), *words, code=code)


@pytest.mark.parametrize(
    "option", [["--closure", "open"], ["--draws", "-1"], ["--seed", "-1"], ["--repair", "x"]]
)
def test_an_option_out_of_its_choices_is_wrong_use(option: list[str]) -> None:
    done = policywire("run", NAMED, *option)
    assert (done.exit_code, done.stdout) == (2, "")
    assert option[0] in done.stderr


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("C29,0\nSERV,4\n", ("must be above 0", "e.csv")),
        ("C29,-3\nSERV,4\n", ("must be above 0",)),
        ("C29,5\n", ("lacks SERV",)),
        ("C29,5\nSERV,4\nC29,6\n", ("doubles", "e.csv:4")),
        ("C29,x\nSERV,4\n", ("x",)),
        ("C29,nan\nSERV,4\n", ("nan",)),
        ("C92,5\nSERV,4\n", ("C92", "C29")),
    ],
)
def test_bad_elasticities_are_one_message(
    tmp_path: Path, rows: str, words: tuple[str, ...]
) -> None:
    coefficients(tmp_path / "world")
    (tmp_path / "e.csv").write_text(f"sector,elasticity\n{rows}", encoding="utf-8")
    own = scenario(
        tmp_path,
        CHANGE.replace("goods", "C29"),
        baseline="world",
        further="elasticities: e.csv\n",
    )
    refused(policywire("run", own, "--json"), *words)


def _negative(folder: Path) -> None:
    edit(folder / "trade.csv", "C29,USA,MEX,20.0", "C29,USA,MEX,-20.0")


def _missing(folder: Path) -> None:
    lines = (folder / "production_demand.csv").read_text(encoding="utf-8").splitlines()
    (folder / "production_demand.csv").write_text("\n".join(lines[:-1]), encoding="utf-8")


def _unknown(folder: Path) -> None:
    edit(folder / "trade.csv", "C29,USA,MEX,20.0", "C29,USA,MXE,20.0")


def _given_away(folder: Path) -> None:
    edit_row(folder / "trade.csv", "C29,USA,CAN", "C29,USA,CAN,10.0,-1.0")


def _no_table(folder: Path) -> None:
    (folder / "io_coefficients.csv").unlink()


def _unfinished(folder: Path) -> None:
    edit(folder / "io_coefficients.csv", "MEX,C29,C29,0.4\n", "MEX,C29,C29,0.3\n")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_negative, ("trade.csv", "-20")),
        (_missing, ("CAN", "SERV")),
        (_unknown, ("MXE", "MEX")),
        (_given_away, ("trade.csv", "-1")),
        (_no_table, ("io_coefficients",)),
        (_unfinished, ("not 1", "C29 in MEX")),
    ],
)
def test_a_bad_folder_is_one_message(
    tmp_path: Path, spoil: Callable[[Path], None], words: tuple[str, ...]
) -> None:
    spoil(coefficients(tmp_path / "world"))
    own = scenario(tmp_path, CHANGE.replace("goods", "C29"), baseline="world")
    refused(policywire("run", own, "--json"), *words)


def test_a_folder_without_elasticities_asks_for_them(tmp_path: Path) -> None:
    coefficients(tmp_path / "world")
    (tmp_path / "world" / "sectors.csv").write_text(
        "code,name,tradable\nC29,Cars,1\nX,Rest,0\n", encoding="utf-8"
    )
    for name in ("trade", "io_coefficients", "production_demand"):
        path = tmp_path / "world" / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("SERV", "X"), encoding="utf-8")
    own = scenario(tmp_path, CHANGE.replace("goods", "C29"), baseline="world")
    refused(policywire("run", own), "gives no elasticities", "--elasticities")


# ------------------------------------------------------------------- to a folder


def test_a_run_is_written_whole_and_the_same_each_time(tmp_path: Path) -> None:
    first = policywire("run", NAMED, "--draws", 20, "--out", tmp_path / "a")
    assert first.exit_code == 0, first.output
    folder = tmp_path / "a" / NAMED
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert held == {*manifest["files"], "manifest.json"}
    assert {"run.json", "outcomes.csv", "parts.csv", "exhibits/world.svg"} <= held
    assert manifest["replay"] == f"policywire run {NAMED} --draws 20"
    policywire("run", NAMED, "--draws", 20, "--out", tmp_path / "b")
    for name in held - {"run.json", "manifest.json"}:  # these two say the seconds it took
        assert (tmp_path / "b" / NAMED / name).read_bytes() == (folder / name).read_bytes()
    assert [path.name for path in (tmp_path / "a").iterdir()] == [NAMED]


def test_its_own_run_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "out"
    assert policywire("run", NAMED, "--no-parts", "--out", place).exit_code == 0
    assert policywire("run", NAMED, "--out", place).exit_code == 0
    assert (place / NAMED / "parts.csv").is_file()
    (place / NAMED / "mine.txt").write_text("keep", encoding="utf-8")
    refused(policywire("run", NAMED, "--out", place), "mine.txt")
    assert (place / NAMED / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_a_failed_run_leaves_what_stood(tmp_path: Path) -> None:
    own, place = scenario(tmp_path), tmp_path / "out"
    assert policywire("run", own, "--no-parts", "--out", place).exit_code == 0
    before = (place / "own" / "run.json").read_bytes()
    scenario(tmp_path, CHANGE.replace("USA", "Nowhere"))
    refused(policywire("run", own, "--out", place), "Nowhere")
    assert (place / "own" / "run.json").read_bytes() == before


def _heeding_interrupts() -> None:
    """Undo what a shell does to jobs in the background, which ignore interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_leaves_no_partial_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from policywire.cli import main; main()"]
    started = subprocess.Popen(
        [*command, "run", NAMED, "--draws", "10000", "--out", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        text=True,
        preexec_fn=_heeding_interrupts,
    )
    assert started.stderr is not None
    for line in started.stderr:
        if "1,000 of 10,000 draws" in line:
            break
    started.send_signal(signal.SIGINT)
    began = time.monotonic()
    out, err = started.communicate(timeout=60)
    assert time.monotonic() - began < 30
    assert started.returncode == 130
    assert out == ""
    assert "interrupted" in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------- why models differ


def test_models_closures_sets_and_tornado_stand_side_by_side() -> None:
    made = printed("explain-models", NAMED)
    assert list(made["by_model"]) == [
        *("full", "own-inputs", "no-inputs", "one-sector", "one-sector-no-inputs")
    ]
    assert len(made["by_closure"]) == 4
    assert set(made["by_elasticities"]) == set(load_baseline("icio-2022").elasticities)
    whole = printed("run", NAMED)
    for group, column in (
        *(("by_model", "full"), ("by_closure", "balanced"), ("by_elasticities", "baseline")),
    ):
        for name in ("real_income_pct", "exports_pct", "cpi_pct"):
            assert made[group][column][name] == pytest.approx(whole[name], abs=1e-7)
    assert made["residual"] < 1e-8
    assert made["left_out"] == []
    bars = made["tornado"]["real_income_pct"]["MEX"]
    spans = [abs(bar["high"] - bar["low"]) for bar in bars]
    assert spans == sorted(spans, reverse=True)
    assert spans[0] > 0.1


def test_inputs_raise_what_trade_is_worth() -> None:
    models = printed("explain-models", NAMED, "--region", "Mexico")["by_model"]
    loss = {name: -held["real_income_pct"]["MEX"] for name, held in models.items()}
    assert loss["full"] > loss["no-inputs"] > loss["one-sector-no-inputs"] > 0


def test_the_comparison_is_shown_and_written(tmp_path: Path) -> None:
    done = policywire(
        "explain-models", NAMED, "--region", "CAN", "--outcome", "exports_pct", "--out", tmp_path
    )
    assert done.exit_code == 0, done.output
    assert "One sector without inputs" in done.stdout
    assert "exports: change in percent of the base" in " ".join(done.stdout.split())
    assert "exports_pct" not in done.stdout.replace("--outcome exports_pct", "")
    assert f"Again: policywire explain-models {NAMED} --region CAN" in " ".join(done.stdout.split())
    folder = tmp_path / f"{NAMED}-models"
    assert (folder / "exhibits" / "tornado.png").is_file()
    with (folder / "models.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == (5 + 4 + 9) * 5 * len(REGIONS)
    full = next(
        row
        for row in rows
        if (row["group"], row["column"], row["outcome"], row["region"])
        == ("model", "full", "exports_pct", "CAN")
    )
    assert float(full["percent"]) == pytest.approx(-23.76, abs=0.01)


def test_a_comparison_s_bad_input_is_one_message() -> None:
    refused(policywire("explain-models", NAMED, "--region", "Mexic"), "Near: MEX")
    refused(policywire("explain-models", "nothing"), "No scenario is called")


# ------------------------------------------------------------------- games


def test_nash_tariffs_from_which_nobody_gains() -> None:
    made = printed("play", "USA", "Mexico")
    assert list(made["tariff_pct"]) == ["USA", "MEX"]
    assert all(0 < rates["all others"] < 60 for rates in made["tariff_pct"].values())
    assert max(made["gain_from_leaving_points"].values()) <= 1e-6
    assert made["deviations"] > 40
    assert made["real_income_pct"]["MEX"] < 0


def test_a_lone_player_s_optimal_tariff_is_no_loss() -> None:
    made = printed("play", "USA")
    assert made["real_income_pct"]["USA"] > 0
    assert 0 < made["tariff_pct"]["USA"]["all others"] < 60


def test_rates_by_partner_and_against_a_policy() -> None:
    made = printed("play", "USA", "CAN", "--aim", "partners", "--sector", "Motor vehicles")
    assert list(made["tariff_pct"]["USA"]) == ["CAN", "the rest"]
    answer = printed("play", "MEX", "--against", "tariff-25-mex-can")
    plain = printed("play", "MEX")
    assert answer["run_id"] != plain["run_id"]
    assert answer["real_income_pct"]["MEX"] < plain["real_income_pct"]["MEX"]


def test_the_screen_of_a_game() -> None:
    done = policywire("play", "USA", "--most", 5)
    assert done.exit_code == 0, done.output
    assert "USA stands at the end of what was allowed." in done.stdout
    assert "Nobody gains " in done.stdout
    assert "0e+00 points" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["USA", "USA"], 1, ("each named once",)),
        (["USA", "MEX", "CAN", "CHN", "JPN", "KOR"], 1, ("1 to 5 players",)),
        (["USMCA"], 1, ("is a group", "USA")),
        (["Atlantis"], 1, ("unknown region",)),
        (["USA", "--sector", "gods"], 1, ("Near: goods",)),
        (["USA", "--aim", "players"], 1, ("no other players",)),
        (["USA", "--most", "0"], 2, ("--most",)),
        (["USA", "--against", "nothing"], 1, ("No scenario is called",)),
    ],
)
def test_a_bad_game_is_one_message(arguments: list[str], code: int, words: tuple[str, ...]) -> None:
    refused(policywire("play", *arguments), *words, code=code)


def test_numbers_of_the_screen_are_those_of_the_json() -> None:
    done, made = policywire("run", NAMED, "--no-parts", "--region", "MEX"), printed("run", NAMED)
    row = next(line.split() for line in done.stdout.splitlines() if line.startswith("MEX"))
    told = [made[name]["MEX"] for name in ("real_income_pct", "exports_pct", "imports_pct")]
    np.testing.assert_allclose([float(text) for text in row[1:]], told, atol=0.005)


def test_no_heading_is_cut_short_in_80_columns() -> None:
    told = CliRunner().invoke(
        app, ["run", "usmca-lapse", "--region", "USMCA"], env={"COLUMNS": "80"}
    )
    assert "technical" in told.stdout
    assert "…" not in told.stdout


def test_a_scenarios_title_cannot_steer_the_terminal(tmp_path: Path) -> None:
    file = scenario(tmp_path, name="[bold]own")
    told = file.read_text(encoding="utf-8")
    title = r'title: "a\x1b[31mb\0\u202e[/bold]"'
    file.write_text(told.replace("title: A test", title), encoding="utf-8")
    for command in (("run",), ("run", "--out", tmp_path / "[/red]")):
        done = policywire(*command, file)
        assert done.exit_code == 0, done.output
        assert r"a\x1b[31mb\x00\u202e[/bold]" in done.output
        assert "\x1b[31m" not in done.output
