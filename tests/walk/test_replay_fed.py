"""Runs of the models of money and law, asked again by the commands an edition gives."""

import json
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policywire.newsroom import Told, Writing, write_edition
from tools.audit.blocks import Block, Run, Scope
from tools.audit.checks import _falls_by
from tools.audit.replay import Replay, compared_runs
from tools.audit.replay_fed import fed_arguments
from tools.audit.replay_law import compared_law, law_arguments
from tools.audit.runs import place_faults

HERE = Replay((sys.executable, "-m", "policywire"))
_JULY = Writing(told=Told(date(2026, 7, 29)))
Json = dict[str, Any]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the runs of a Fed brief without those that rest on the trade model."""
    told = write_edition("fed-decision", tmp_path_factory.mktemp("out"), writing=_JULY)
    folder = Path(told["folder"])
    for path in (folder / "runs").glob("*.json"):
        if "--scenario" in json.loads(path.read_text(encoding="utf-8"))["replay"]:
            path.unlink()
    return folder


def replayed(folder: Path) -> tuple[list[str], list[int]]:
    made = [0, 0]
    return [str(problem) for problem in HERE.problems(folder, made)], made


def altered(edition: Path, copy: Path, change: Callable[[Json], None], command: str) -> Path:
    """Return a copy that holds one run alone, whose command has some words, changed."""
    shutil.copytree(edition / "runs", copy / "runs")
    found = []
    for path in sorted((copy / "runs").glob("*.json")):
        value = json.loads(path.read_text(encoding="utf-8"))
        path.unlink()
        if command in value["replay"] and value["model"] == "FRB/US kernel":
            found.append((path, value))
    path, value = found[0]
    change(value)
    path.write_text(json.dumps(value), encoding="utf-8")
    return copy


def test_every_run_of_the_money_models_repeats(edition: Path) -> None:
    problems, made = replayed(edition)
    assert problems == []
    assert made[0] == made[1] >= 4


@pytest.mark.parametrize("part", ["value", "low"])
def test_a_response_that_says_otherwise_is_named(edition: Path, tmp_path: Path, part: str) -> None:
    def change(run: Json) -> None:
        key = next(key for key, one in run["outcomes"].items() if abs(one[part] or 0) > 0.01)
        run["outcomes"][key][part] *= 1.001

    problems, made = replayed(altered(edition, tmp_path, change, "fed respond"))
    assert made == [0, 1]
    assert any(f" {part} " in one and "when run again" in one for one in problems)


def test_a_response_the_models_do_not_give_is_named(edition: Path, tmp_path: Path) -> None:
    def change(run: Json) -> None:
        key = next(iter(run["outcomes"]))
        run["outcomes"]["var/stocks/q4"] = run["outcomes"].pop(key)

    problems, _ = replayed(altered(edition, tmp_path, change, "fed respond"))
    assert any("is not among what the command prints" in one for one in problems)


def test_another_command_is_another_answer(edition: Path, tmp_path: Path) -> None:
    def change(run: Json) -> None:
        run["replay"] = "policywire fed respond --surprise-bp=24 --json"

    problems, made = replayed(altered(edition, tmp_path, change, "fed respond"))
    assert made == [0, 1]
    assert problems


@pytest.mark.parametrize(
    ("replay", "arguments"),
    [
        ("policywire fed respond --surprise-bp=-25 --json",
         ["fed", "respond", "--surprise-bp=-25"]),
        ("policywire fed respond --path 'q0:-25, q1:-50' --json",
         ["fed", "respond", "--path", "q0:-25, q1:-50"]),
        ("policywire fed push --percent 0.8 --end 0.5",
         ["fed", "push", "--percent", "0.8", "--end", "0.5"]),
        ("policywire fed rules --date 2026-07-29 --json",
         ["fed", "rules", "--date", "2026-07-29"]),
        ("policywire fed respond --json", []),
        ("policywire fed train-stance labels.csv", []),
        ("policywire fed push --store /tmp/x --percent 1", []),
        ("policywire fed respond --surprise-bp=25; rm -r x", []),
        ("policywire fed respond --path '$(rm x)'", []),
        ("policywire fed respond --surprise-bp --json", []),
        ("policywire write fed-decision", []),
        ("policywire fed respond --path 'q0", []),
    ],
)  # fmt: skip
def test_only_questions_to_the_models_are_run(replay: str, arguments: list[str]) -> None:
    assert fed_arguments(replay) == arguments


@pytest.mark.parametrize(
    ("replay", "arguments"),
    [
        ("policywire claims usmca-lapse --draws 200", ["claims", "usmca-lapse", "--draws", "200"]),
        ("policywire claims --on 2025-11-15", ["claims", "--on", "2025-11-15"]),
        ("policywire wait --table --on 2026-11-22", ["wait", "--table", "--on", "2026-11-22"]),
        ("policywire wait --margin 15% --kept 40%", []),
        ("policywire claims ../x.yaml --draws 2", []),
        ("policywire claims --on 2025-11-15; touch x", []),
    ],
)
def test_only_questions_of_the_law_are_run(replay: str, arguments: list[str]) -> None:
    assert law_arguments(replay) == arguments


def test_a_run_of_the_law_is_compared_whole() -> None:
    outcome = {"value": 2.0, "low": 1.0, "high": 3.0, "level": 0.9, "unit": "percent"}
    run = {"run_id": "a", "model": "m", "outcomes": {"duty_pct/MEX": outcome}}
    again = {**run, "outcomes": {"duty_pct/MEX": dict(outcome), "duty_pct/CAN": dict(outcome)}}
    assert list(compared_law(run, run)) == []
    assert [text for text, _ in compared_law(run, again)] == ["duty_pct/CAN"]
    again = {**run, "run_id": "b", "outcomes": {"duty_pct/MEX": {**outcome, "low": 1.001}}}
    assert [text for text, _ in compared_law(run, again)] == ["a", "duty_pct/MEX low 1.0"]
    assert [text for text, _ in compared_law(run, {**run, "outcomes": {}})] == ["duty_pct/MEX"]


def test_the_part_of_a_trade_run_that_is_law_is_compared() -> None:
    """Claims and duties stand in a branch of their own of what the command prints."""
    run = {**dict.fromkeys(("run_id", "model", "version", "title"), "x"),
           "outcomes": {"duty_pct/MEX/after": {"value": 7.5, "low": 7.0, "high": 8.0}}}  # fmt: skip
    told = {"value": 7.5, "low": 7.0, "high": 8.0}
    again: dict[str, Any] = {**dict.fromkeys(("run_id", "model", "version", "scenario"), "x"),
             "law": {"duty_pct": {"MEX": {"after": told}}}}  # fmt: skip
    assert list(compared_runs(run, again)) == []
    again["law"]["duty_pct"]["MEX"]["after"] = {**told, "high": 8.1}
    assert [text for text, _ in compared_runs(run, again)] == ["duty_pct/MEX/after high 8.0"]


SELLERS = {
    "names": {"USA": "United States", "ROW": "Rest of the world"},
    "members": {"ROW": ["AGO"]},
}
NAMES = {"USA": "the United States", "AGO": "Angola"}


@pytest.mark.parametrize(
    ("subject", "measure", "wrong"),
    [
        ("Angola", "Change in U.S. imports from Angola under a lapse", False),
        ("the United States", "Change in imports from Angola", False),
        ("Angola", "Change in imports from Angola under a lapse", True),  # whose imports?
        ("Brazil", "Change in U.S. imports from Brazil under a lapse", True),
        ("the United States", "Change in imports from Brazil", True),
    ],
)
def test_a_seller_may_be_the_subject_where_the_buyer_is_named(
    subject: str, measure: str, wrong: bool
) -> None:
    raw = {"trail": {"outcome": "bilateral_imports_pct/USA/ROW"}, "subject": subject,
           "measure": measure}  # fmt: skip
    assert bool(list(place_faults(raw, SELLERS, NAMES))) is wrong


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("Under a lapse exports would fall by ", True),
        ("Exports would fall by 3 percent and those of Canada by ", True),
        ("Exports would rise by ", False),
        ("Exports fall. Those of Canada change by ", False),
        ("Exports fell and those of Canada rose by ", False),
        ("Exports fall to ", False),
    ],
)
def test_an_unsigned_fall_is_told_by_its_verb(before: str, told: bool) -> None:
    number = Run("11.2 percent", "figure", "x")
    assert _falls_by(number, Block("index.html", "p", (Run(before), number), Scope())) is told
