"""The packaged edition, audited by code that shares nothing with the code that wrote it.

First the edition as written, then the same edition with one fault planted at a time: each must be
found, and named by what is wrong and where.
"""

import ast
import shutil
import sys
from pathlib import Path

import pytest

from policywire.newsroom import write_edition
from tests.walk.planted import FAULTS, MARKDOWN, PAGE, RECORD
from tools import audit_edition
from tools.audit.blocks import Problem, Report
from tools.audit.walk import Auditor

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "policywire"

# Found by this audit and open in the product: what each problem's line must contain.
OPEN = ("'sixth'", "mx_in_month", "mx_dutiable_claim_rise", "fdi_first")


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
    return [line for line in map(str, problems) if not any(known in line for known in OPEN)]


def test_nothing_is_wrong(report: Report) -> None:
    assert lines(report.problems) == []


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


def test_the_table_tells_the_counts(report: Report) -> None:
    table = audit_edition.table(report)
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
def copies(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("copies") / "edition"
    shutil.copytree(edition, copy, ignore=shutil.ignore_patterns("*.png"))
    return copy


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_and_named(
    name: str, auditor: Auditor, report: Report, edition: Path, copies: Path
) -> None:
    fault = FAULTS[name]
    text = (edition / fault.file).read_text(encoding="utf-8")
    faulty = fault.edit(text)
    assert faulty != text
    (copies / fault.file).write_text(faulty, encoding="utf-8")
    try:
        found = auditor.audit(copies)
    finally:
        (copies / fault.file).write_text(text, encoding="utf-8")
    known = {str(problem) for problem in report.problems}
    fresh = [
        line
        for problem in found.problems
        if problem.kind != "hash" and (line := str(problem)) not in known
    ]
    assert fresh
    for words in fault.told:
        assert any(words in line for line in fresh), fresh[:8]


def test_a_changed_file_is_not_the_one_the_manifest_names(
    auditor: Auditor, edition: Path, copies: Path
) -> None:
    page = copies / PAGE
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text} ", encoding="utf-8")
    problems = [str(item) for item in auditor.audit(copies).problems if item.text == PAGE]
    page.write_text(text, encoding="utf-8")
    assert problems == ["hash: manifest.json, files: 'index.html' is not the file it names"]
