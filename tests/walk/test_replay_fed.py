"""Runs of the money models in an edition, asked again by the commands the edition gives."""

import json
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policywire.newsroom import Told, Writing, write_edition
from tools.audit.replay import Replay
from tools.audit.replay_fed import fed_arguments

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
