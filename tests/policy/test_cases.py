"""Worked cases: those shared all pass or wait on a model; faulty files and answers are seen."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policywire.facts.errors import BadDocument
from policywire.policy import cases as room
from policywire.policy.cases import Bench, Inputs, Outcome, read_cases, register, run_cases
from policywire.policy.library import Library

Run = Callable[..., Outcome]


@pytest.fixture
def run(library: Library, tmp_path: Path) -> Run:
    def one(topic: str, inputs: Any, expected: Any, tolerance: float = 1e-6) -> Outcome:
        path = tmp_path / "cases.json"
        row = {"id": "x", "topic": topic, "inputs": inputs, "expected": expected}
        path.write_text(json.dumps([{**row, "tolerance": tolerance}]))
        (found,) = run_cases(library.bench, read_cases(path))
        return found

    return one


def test_the_shared_cases_pass_or_wait_on_a_model(library: Library, shared: Path) -> None:
    made = read_cases(shared / "origin-cases" / "cases.json")
    assert len(made) == 52
    found = run_cases(library.bench, made)
    # Its ratio is of months not held: see tests/replication/origin_choice/explained.md.
    assert {one.id for one in found if one.status == "fail"} <= {"collected-mx"}
    waiting = {one.topic for one in found if one.status == "waits"}
    assert waiting <= {"utilisation", "etr", "laffer", "option_value"}
    assert Counter(one.status for one in found)["pass"] >= 45


GOODS = [
    ("2025-07-15", "CA", "8703.23 car qualifying, US content 60%, Commerce approved", True, 0.10),
    ("2025-07-15", "CA", "8703.23 car qualifying, US content 60%, not approved", True, 0.25),
    ("2025-07-15", "MX", "8708.30 brake part qualifying, knock-down kit", True, 0.25),
    ("2025-07-15", "MX", "general good MFN 2.7%, not USMCA", False, 0.277),
    ("2025-07-15", "MX", "general good MFN free, USMCA entry", True, 0.0),
    ("2026-06-20", "MX", "annex I-C article, metal 50% of weight, MFN 0, not USMCA", False, 0.25),
    ("2026-06-20", "CA", "annex III article, metal 50% of weight, MFN 4%, not USMCA", False, 0.15),
    ("2026-02-25", "DE", "general good MFN 5%", False, 0.15),
    ("2025-05-15", "MX", "7208 steel MFN free, USMCA entry", True, 0.25),
    ("2025-12-01", "CA", "lumber 4407.11, MFN free, value 1000", False, 0.10),
]


@pytest.mark.parametrize(("day", "country", "good", "claim", "expected"), GOODS)
def test_unseen_goods_are_read(
    run: Run, day: str, country: str, good: str, claim: bool, expected: float
) -> None:
    inputs = {"date": day, "country": country, "good": good, "usmca_claim": claim}
    found = run("duty_on_date", inputs, {"total": expected})
    assert found.status == "pass", found


def test_fields_are_read_before_words(run: Run) -> None:
    inputs = {
        "date": "2025-04-10",
        "country": "MEX",
        "hts": "8703.23",
        "us_content": 0.5,
        "usmca_claim": True,
    }
    assert run("duty_on_date", inputs, {"total": 0.125, "authority": "S232"}).status == "pass"


def test_a_wrong_expectation_fails_and_says_what_was_found(run: Run) -> None:
    inputs = {"date": "2025-05-15", "country": "MX", "good": "7208 steel", "usmca_claim": False}
    found = run("duty_on_date", inputs, {"total": 0.5, "authority": "S232"})
    assert found.status == "fail"
    assert found.found == {"total": 0.25, "authority": "IEEPA"}
    assert "total is 0.25, expected 0.5" in found.why
    assert run("duty_on_date", inputs, {"colour": "red"}).status == "fail"
    assert run("duty_on_date", inputs, {}).status == "fail"
    assert run("rvc", {"tv": 100, "vnm": 35}, {"qualifies": 1}).status == "fail"
    assert run("auto_thresholds", {"vehicle": "car", "parts": ["core"]}, {"nc": [75]}).status


@pytest.mark.parametrize(
    ("topic", "inputs", "why"),
    [
        ("duty_on_date", {"date": "2025-13-01", "country": "MX", "good": "x"}, "a day such as"),
        ("duty_on_date", {"country": "MX", "good": "x"}, "'date' is None"),
        ("duty_on_date", {"date": "2025-05-01", "country": "ZZ", "good": "MFN 0"}, "'ZZ'"),
        ("duty_on_date", {"date": "2025-05-01", "country": "MX", "good": "a toy"}, "names neither"),
        (
            "duty_on_date",
            {"date": "2025-05-01", "country": "MX", "good": "MFN 27"},
            "Write MFN 27%",
        ),
        ("rvc", {"method": "TV", "tv": "x", "vnm": 1}, "'tv' is 'x'; a number"),
        ("rvc", {"method": "NC", "tv": 1, "vnm": 1}, "'NC' needs amounts"),
        ("rvc", {"tv": 0, "vnm": 1}, "transaction value of 0"),
        ("rvc", {"tv": 100}, "one of vnm"),
        ("stacking", {"metal_share": 1.5, "s232": 0.5}, "no share"),
        ("auto_thresholds", {"vehicle": "boat"}, "No vehicle is called 'boat'"),
        (
            "auto_thresholds",
            {"vehicle": "car", "part": "complementary", "date": "2021-01-01"},
            "not in force",
        ),
        ("fees", {"entry_value": 1, "fy": 2019}, "fiscal year 2019 is not held"),
        ("uk_maxnom", {"heading": "0101", "exw": 1, "nom": 1}, "is not held"),
        ("nonsense", {}, "unknown topic"),
        ("stackin", {}, "Near: stacking"),
    ],
)
def test_faulty_inputs_fail_with_a_reason(
    run: Run, topic: str, inputs: dict[str, Any], why: str
) -> None:
    found = run(topic, inputs, {"total": 1})
    assert found.status == "fail"
    assert why in found.why


def test_a_topic_of_the_models_waits_until_it_is_answered(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_ANSWERS", dict(room._ANSWERS))
    room._ANSWERS.pop("laffer", None)
    asked = ("laffer", {"theta": 4}, {"delta": 0.25})
    assert run(*asked).status == "waits"

    @register("laffer")
    def answer(_: Bench, inputs: Inputs) -> dict[str, Any]:
        return {"delta": 1 / inputs.number("theta")}

    assert run(*asked).status == "pass"


CASE: dict[str, Any] = {"id": "a", "topic": "floor", "inputs": {}, "expected": {}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no cases in JSON"),
        ("{", "holds no cases in JSON"),
        ("[" * 100_000, "holds no cases in JSON"),
        ('{"id": 1}', "a list of cases is wanted, not dict"),
        ("[1]", "case 1: an object is wanted"),
        ("[{}]", "case 1: id, topic, inputs, expected must be given"),
        (json.dumps([{**CASE, "inputs": []}]), "'inputs' is .*; a dict is wanted"),
        (json.dumps([{**CASE, "tolerance": -1}]), "the tolerance is -1"),
        (json.dumps([{**CASE, "tolerance": "x"}]), "the tolerance is 'x'"),
        (json.dumps([CASE, CASE]), "a given twice"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "cases.json"
    path.write_text(text)
    with pytest.raises(BadDocument, match=message):
        read_cases(path)
    with pytest.raises(BadDocument):
        read_cases(tmp_path / "absent.json")


def test_cases_in_csv_are_those_in_json(shared: Path) -> None:
    folder = shared / "origin-cases"
    json_cases, csv_cases = (read_cases(folder / f"cases.{kind}") for kind in ("json", "csv"))
    assert [case.id for case in csv_cases] == [case.id for case in json_cases]
    for one, other in zip(json_cases, csv_cases, strict=True):
        assert (one.inputs, one.expected, one.tolerance) == (
            *(other.inputs, other.expected, other.tolerance),
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,topic,inputs,expected\na,fees,{,{}", "row 2, column inputs: '{' is no JSON"),
        (
            "id,topic,inputs,expected,tolerance\na,fees,{},{},x",
            "column tolerance: 'x' is no number",
        ),
        ("id,topic,inputs,expected\na,fees,{},{},9", "row 2: more cells than the head"),
        ("id,topic,inputs\na,fees,{}", "case 1: expected must be given"),
        ('id,topic,inputs,expected\na,fees,"{}', "is no CSV"),
    ],
)
def test_a_malformed_csv_of_cases_names_the_row(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadDocument, match=message.replace("{", "\\{")):
        read_cases(path)
