"""The commands on the law: contracts for machines, text for people, exit codes for both."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from policywire.cli import app

RUN = CliRunner()
STEEL = ["rate", "--date", "2025-05-15", "--origin", "MEX", "--hts", "7208.10.15"]


def told(*arguments: str) -> Any:
    result = RUN.invoke(app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(*arguments: str, code: int = 2) -> str:
    result = RUN.invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert result.stdout == ""
    return " ".join(result.stderr.split())


def test_rate_keeps_its_contract() -> None:
    found = told(*STEEL)
    assert (found["rate"], found["layer"]) == (0.25, "statutory")
    assert {"authority", "heading", "rate", "citation"} <= set(found["rows"][0])
    assert found["rows"][1]["heading"] == "9903.01.01"
    assert found["displaced"][0]["authority"] == "S232"


def test_rate_in_words() -> None:
    result = RUN.invoke(app, STEEL)
    assert result.exit_code == 0
    assert "Sum: 25%." in result.stdout
    assert "Not applied: s232-steel-25" in result.stdout


def test_shares_as_percent_and_as_share() -> None:
    car = ["rate", "--date", "2025-04-10", "--origin", "MX", "--hts", "8703.23", "--claim"]
    assert told(*car, "--us-content", "40%")["rate"] == told(*car, "--us-content", "0.4")["rate"]
    both = ["rate", "--date", "2025-10-01", "--origin", "MEX", "--hts", "8504.33.00"]
    found = told(*both, "--metal", "steel=30%", "--metal", "aluminum=0.2")
    assert sum(row["rate"] for row in found["rows"] if row["authority"] == "S232") == 0.25


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--hts", "804"], "Did you mean 0804"),
        (["--hts", "9999"], "Chapters 98 and 99"),
        (["--hts", "8703.23", "--us-content", "40"], "Write 40% if percent is meant"),
        (["--hts", "8703.23", "--us-content", "-5%"], "no share"),
        (["--hts", "8703.23", "--metal", "steel"], "METAL=SHARE"),
        (["--hts", "8703.23", "--metal", "tin=0.1"], "'tin' is no metal"),
        (["--hts", "8703.23", "--fact", "kitt"], "'kitt' is no fact"),
        ([], "Give a tariff number"),
    ],
)
def test_rate_put_wrongly_is_wrong_use(arguments: list[str], message: str) -> None:
    assert message in refused("rate", "--date", "2025-05-15", "--origin", "MEX", *arguments)


def test_a_wrong_day_or_place_is_wrong_use() -> None:
    assert "not 'soon'" in refused("rate", "--date", "soon", "--origin", "MEX", "--hts", "8703")
    day = ("--date", "2025-05-15", "--hts", "8703")
    assert "MEX" in refused("rate", *day, "--origin", "Mexico")
    assert "A USMCA claim is for" in refused("rate", *day, "--origin", "CHN", "--claim")


@pytest.fixture
def bill(tmp_path: Path) -> str:
    path = tmp_path / "bill.csv"
    path.write_text("item,hts,originating,value\nimpeller,8413.91,no,40\n")
    return str(path)


def test_origin_says_each_step(bill: str) -> None:
    ask = ["origin", bill, "--good", "8413.30", "--date", "2026-07-01", "--tv", "100"]
    found = told(*ask)
    assert found["originating"] is True
    assert found["rvc"] == {"TV": 60.0, "NC": None}
    assert all({"what", "paragraph", "passed"} <= set(step) for step in found["steps"])
    result = RUN.invoke(app, ask)
    assert result.stdout.startswith("Originating: meets the product's rule (84.40)")


def test_origin_put_wrongly(bill: str, tmp_path: Path) -> None:
    ask = ["origin", bill, "--date", "2026-07-01"]
    assert "Give --total-cost" in refused(*ask, "--good", "8413.30", "--royalties", "5")
    assert "--use is one of" in refused(*ask, "--good", "8413.30", "--use", "boat")
    assert "deductions of 20" in refused(
        *ask, "--good", "8413.30", "--total-cost", "10", "--royalties", "20"
    )
    broken = tmp_path / "broken.csv"
    broken.write_text("item,hts,originating,value\na,8413.91,no,x\n")
    message = refused("origin", str(broken), "--good", "8413", "--date", "2026-07-01", code=1)
    assert "row 2, column value" in message
    absent = str(tmp_path / "absent.csv")
    assert "cannot be read" in refused(
        "origin", absent, "--good", "8413", "--date", "2026-07-01", code=1
    )


def test_cases_says_what_passes(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    floor = {"topic": "floor", "inputs": {"floor": 0.15, "mfn": 0.05}}
    path.write_text(
        json.dumps(
            [
                {"id": "a", **floor, "expected": {"additional": 0.10}, "tolerance": 1e-9},
                {"id": "b", **floor, "expected": {"additional": 0.11}, "tolerance": 1e-9},
            ]
        )
    )
    found = told("cases", str(path))
    assert (found["pass"], found["fail"], found["waits"]) == (1, 1, 0)
    assert [one["status"] for one in found["cases"]] == ["pass", "fail"]
    path.write_text("[")
    assert "holds no cases" in refused("cases", str(path), code=1)


def test_what_is_assumed_of_a_good_is_no_double_negative() -> None:
    found = told("rate", "--date", "2026-05-15", "--origin", "MEX", "--hts", "8409.91")
    said = " | ".join(found["assumed"])
    assert "the good is taken to be an automobile part, as its line is listed (say not_auto" in said
    assert "s232-mhd-parts: left out; it is laid on a good that is a part of a medium or" in said
    assert "not to be so" not in said


def test_law_lists_the_regime_and_what_changed() -> None:
    found = told("law", "--on", "2026-07-25", "--origin", "MEX")
    assert found["known_to"] == "2026-08-03"
    assert found["review"]["status"] == "annual review"
    assert "s301-fl" in [row["measure"] for row in found["measures"]]
    assert "s338-ca-alc" not in [row["measure"] for row in found["measures"]]
    moved = told("law", "--on", "2026-07-24", "--changes-since", "2026-07-23", "--origin", "MEX")
    assert [(row["measure"], row["what"]) for row in moved] == [
        ("s122", "ends"),
        ("s301-fl", "begins"),
    ]
    assert "lies after" in refused("law", "--on", "2026-01-01", "--changes-since", "2026-07-23")
    assert RUN.invoke(app, ["law", "--on", "2019-01-01"]).exit_code == 0
    assert "annual review" in RUN.invoke(app, ["law", "--on", "2026-11-22"]).stdout


def test_law_asked_of_what_it_cannot_answer() -> None:
    assert "no origin of imports" in refused("law", "--on", "2026-03-01", "--origin", "USA")
    shown = RUN.invoke(app, ["law", "--on", "1990-01-01"])
    assert shown.exit_code == 0
    assert "None of the measures held is in force on 1990-01-01." in shown.stdout
    far = refused("law", "--layers", "2030-01..2030-02", "--origin", "MEX", code=1)
    assert "carried from month to month since 2025-01, to 2029-12 at most; 2030-02" in far


def test_origin_after_the_agreement_says_that_no_claim_can_be_made(bill: str) -> None:
    asked = ["origin", bill, "--good", "8708.30", "--use", "other", "--total-cost", "95"]
    late = told(*asked, "--date", "2036-07-01")
    assert late["steps"][-1]["paragraph"] == "USMCA article 34.7"
    assert told(*asked, "--date", "2036-06-30")["steps"][-1]["paragraph"] != "USMCA article 34.7"
    assert "not in force; its rules of origin are from 2020-07-01" in refused(
        *asked, "--date", "2020-06-30", code=1
    )
