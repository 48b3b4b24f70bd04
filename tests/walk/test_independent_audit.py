"""The packaged edition, audited by code that shares nothing with the code that wrote it.

First the edition as written, then copies with faults planted: each must be found, and named by
what is wrong and where.
"""

import ast
import re
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from policywire.newsroom import write_edition
from tests.walk.planted import AUDIT, FAULTS, MARKDOWN, PAGE, RECORD
from tests.walk.planted_runs import RUN_FAULTS
from tools import audit_edition
from tools.audit.blocks import Problem, Report
from tools.audit.walk import Auditor

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "policywire"


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor(PACKAGE / "data" / "frozen", PACKAGE / "desks", PACKAGE / "facts" / "places.csv")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(write_edition("usmca-review", tmp_path_factory.mktemp("out"))["folder"])


@pytest.fixture(scope="module")
def report(auditor: Auditor, edition: Path) -> Report:
    return auditor.audit(edition)


# ------------------------------------------------------------------- as written


def lines(problems: list[Problem]) -> list[str]:
    return list(map(str, problems))


def test_nothing_is_wrong(report: Report) -> None:
    assert lines(report.problems) == []
    assert lines(report.remarks) == []


def test_no_numeral_is_unbound(report: Report) -> None:
    assert lines(report.unbound) == []
    assert sum(report.found.values()) > 5000


def test_every_kind_of_file_is_read(report: Report) -> None:
    files = {file for file, _ in report.found}
    assert {PAGE, MARKDOWN, RECORD} <= files
    assert {".svg", ".csv"} <= {Path(file).suffix for file in files}


def test_every_figure_is_computed_again(report: Report) -> None:
    made, of = report.recomputed["observation"]
    assert made == of >= 50
    made, of = report.recomputed["rule"]
    assert made == of > 0
    made, of = report.recomputed["model run"]
    assert made == of >= 20


def test_the_command_tells_the_counts(
    report: Report, edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = audit_edition.main([str(edition)])
    assert status == bool(report.problems)
    table = capsys.readouterr().out
    made, of = report.recomputed["observation"]
    assert f"observation figures computed again and equal: {made} of {of}" in table
    assert PAGE in table
    assert "bound by: " in table


def test_the_audit_imports_nothing_of_the_package() -> None:
    files = [ROOT / "tools" / "audit_edition.py", *(ROOT / "tools" / "audit").glob("*.py")]
    allowed = sys.stdlib_module_names | {"duckdb", "tools"}
    assert len(files) > 10
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            assert {name.partition(".")[0] for name in names} <= allowed, path.name


# ------------------------------------------------------------------- faults


@pytest.fixture(scope="module")
def fresh(
    auditor: Auditor, report: Report, edition: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[int], list[str]]:
    """Return what an audit says of the copy of a number, with all its faults in it."""
    copy = tmp_path_factory.mktemp("copies") / "edition"
    shutil.copytree(edition, copy, ignore=shutil.ignore_patterns("*.png"))
    known = {str(problem) for problem in report.problems}

    @cache
    def lines_about(number: int) -> list[str]:
        faults = [fault for fault in FAULTS.values() if fault.copy == number]
        sound = {fault.file: (edition / fault.file).read_text("utf-8") for fault in faults}
        faulty = dict(sound)
        for fault in faults:
            faulty[fault.file] = fault.edit(faulty[fault.file])
        for file, text in faulty.items():
            (copy / file).write_text(text, encoding="utf-8")
        found = auditor.audit(copy)
        for file, text in sound.items():
            (copy / file).write_text(text, encoding="utf-8")
        changed = [problem for problem in found.problems if problem.kind != "hash"]
        return [line for line in map(str, changed) if line not in known]

    return lines_about


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_and_named(name: str, fresh: Callable[[int], list[str]]) -> None:
    fault = FAULTS[name]
    found = fresh(fault.copy)
    assert [line for line in found if re.search(fault.told, line)], found[:12]


@pytest.fixture(scope="module")
def forged(
    auditor: Auditor, report: Report, edition: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[int], list[str]]:
    """Return what an audit says of the copy of a number, with its faults about runs in it."""
    known = {str(problem) for problem in report.problems}

    @cache
    def lines_about(number: int) -> list[str]:
        copy = tmp_path_factory.mktemp("forged") / "edition"
        shutil.copytree(edition, copy, ignore=shutil.ignore_patterns("*.png"))
        for plant in dict.fromkeys(one.plant for one in RUN_FAULTS.values() if one.copy == number):
            plant(copy)
        changed = [problem for problem in auditor.audit(copy).problems if problem.kind != "hash"]
        return [line for line in map(str, changed) if line not in known]

    return lines_about


@pytest.mark.parametrize("name", RUN_FAULTS)
def test_a_fault_about_a_run_is_found_and_named(
    name: str, forged: Callable[[int], list[str]]
) -> None:
    fault = RUN_FAULTS[name]
    found = forged(fault.copy)
    assert [line for line in found if re.search(fault.told, line)], found[:40]


def test_enough_kinds_of_fault_are_planted() -> None:
    assert len(FAULTS) >= 15
    assert {PAGE, MARKDOWN, RECORD, AUDIT} <= {fault.file for fault in FAULTS.values()}


def test_a_changed_file_is_not_the_one_the_manifest_names(
    auditor: Auditor, edition: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "edition"
    shutil.copytree(edition, copy)
    with (copy / MARKDOWN).open("a", encoding="utf-8") as file:
        file.write("\n")
    problems = [str(item) for item in auditor.audit(copy).problems if item.kind == "hash"]
    assert problems == [f"hash: manifest.json, files: '{MARKDOWN}' is not the file it names"]
