"""Model runs of the packaged edition, run again by the commands the edition gives."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policywire.newsroom import write_edition
from tools import audit_edition
from tools.audit.replay import Replay, compared_runs, replay_arguments

HERE = Replay((sys.executable, "-m", "policywire"))
Json = dict[str, Any]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an edition of which one run of a scenario is kept: to repeat one is enough here."""
    folder = Path(write_edition("usmca-review", tmp_path_factory.mktemp("out"))["folder"])
    files = sorted((folder / "runs").glob("*.json"))
    replays = {path: json.loads(path.read_text(encoding="utf-8"))["replay"] for path in files}
    kept = next(
        path for path in files if replays[path].startswith("policywire run tariff-25-mex-can ")
    )
    for path in files:
        if path != kept:
            path.unlink()
    return folder


@pytest.fixture
def run(edition: Path) -> Json:
    (path,) = (edition / "runs").glob("*.json")
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def replayed(folder: Path) -> tuple[list[str], list[int]]:
    made = [0, 0]
    return [str(problem) for problem in HERE.problems(folder, made)], made


def test_a_run_repeats(edition: Path) -> None:
    assert replayed(edition) == ([], [1, 1])


def altered(edition: Path, copy: Path, change: Callable[[Json], None]) -> Path:
    shutil.copytree(edition / "runs", copy / "runs")
    (path,) = (copy / "runs").glob("*.json")
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(json.dumps(value), encoding="utf-8")
    return copy


def test_a_run_that_says_otherwise_is_named(edition: Path, tmp_path: Path) -> None:
    """Numbers changed in every file alike pass all else; run again they do not."""

    def change(run: Json) -> None:
        run["replay"] = run["replay"].replace("--draws 200", "--draws 20")
        run["outcomes"]["exports_pct/MEX"]["value"] *= 1.001

    problems, made = replayed(altered(edition, tmp_path, change))
    text = "\n".join(problems)
    assert made == [0, 1]
    assert "exports_pct/MEX -" in text
    assert "when run again (run_id)" in text
    assert "real_income_pct/MEX low" in text


def test_a_command_that_fails_is_named(edition: Path, tmp_path: Path) -> None:
    def change(run: Json) -> None:
        run["replay"] = "policywire run no-such-scenario --draws 2"

    problems, made = replayed(altered(edition, tmp_path, change))
    assert made == [0, 1]
    assert len(problems) == 1
    assert "fails: " in problems[0]
    assert "no-such-scenario" in problems[0]


def test_no_policywire_is_a_problem_told(edition: Path) -> None:
    problems = list(Replay(("/nowhere/policywire",)).problems(edition, [0, 0]))
    assert ["cannot be run here" in str(problem) for problem in problems] == [True]


def test_a_run_of_another_model_is_a_problem(edition: Path, tmp_path: Path) -> None:
    def change(run: Json) -> None:
        run["replay"] = "policywire fed rules --date 2026-09-16 --json"

    problems, made = replayed(altered(edition, tmp_path, change))
    assert made == [0, 1]
    assert all(line.startswith("replay: ") for line in problems)
    assert any("exports_pct/MEX" in line and "is not among" in line for line in problems)


def test_another_command_is_a_problem(edition: Path, tmp_path: Path) -> None:
    def change(run: Json) -> None:
        run["replay"] = f"touch {tmp_path}/made"

    problems, made = replayed(altered(edition, tmp_path, change))
    assert made == [0, 1]
    assert [line.startswith("replay: ") for line in problems] == [True]
    assert "was not run" in problems[0]
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    "replay",
    [
        "rm -r /",
        "policywire freeze run",
        "policywire run",
        "policywire run ../outside.yaml --draws 2",
        "policywire run tariff-25-mex-can --out /tmp/anywhere",
        "policywire run tariff-25-mex-can --draws",
        "policywire run tariff-25-mex-can --draws --out",
        "policywire run tariff-25-mex-can; touch x",
        "policywire run 'tariff-25-mex-can",
    ],
)
def test_no_other_command_is_run(replay: str) -> None:
    assert replay_arguments(replay) == []


def test_arguments_of_a_run() -> None:
    words = replay_arguments("policywire run tariff-25-mex-can --draws 200 --closure balanced")
    assert words == ["run", "tariff-25-mex-can", "--draws", "200", "--closure", "balanced"]


def test_a_range_is_compared_end_by_end(run: Json) -> None:
    """A replay by hand: one outcome alike, its low end beyond the tolerance, no coverage."""
    outcome = {"value": 1.0, "low": 0.5, "high": 2.0, "level": 0.9, "unit": "percent"}
    one = run | {"outcomes": {"exports_pct/MEX": outcome}}
    again = {name: one[name] for name in ("run_id", "model", "version")} | {
        "scenario": one["title"],
        "exports_pct": {"MEX": 1.0 + 1e-9},
        "interval": {"level": 0.9, "exports_pct": {"MEX": {"low": 0.5 + 2e-6, "high": 2.0}}},
    }
    found = list(compared_runs(one, again))
    assert [text for text, _ in found] == ["exports_pct/MEX low 0.5"]


def test_the_command_tells_what_repeats(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three of four run files are gone here, which the audit says; the one that is left repeats."""
    assert audit_edition.main([str(edition), "--replay"]) == 1
    assert "model runs run again and equal: 1 of 1" in capsys.readouterr().out
