"""The commands on the Federal Reserve: contracts for machines, text for people, bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from policywire.cli import app

RUN = CliRunner()
OLD = """Recent indicators suggest that economic activity is expanding at a solid pace. Inflation \
remains somewhat elevated.

The Committee seeks to achieve maximum employment over the longer run. The economic outlook is \
uncertain.

The Committee decided to maintain the target range for the federal funds rate at 4-1/4 to 4-1/2 \
percent.

Voting for the monetary policy action were Ann B. Able, Chair; Carl D. Cole; and Eve F. Eden. \
Voting against this action was Gus H. Good, who preferred to lower the target range for the \
federal funds rate by 1/4 percentage point at this meeting.
"""
NEW = (
    OLD.replace("a solid pace", "a slow pace")
    .replace("maintain the target range for the federal funds rate at 4-1/4 to 4-1/2 percent",
             "lower the target range for the federal funds rate by 1/4 percentage point to 4 to "
             "4-1/4 percent")
    .replace("Gus H. Good, who preferred to lower the target range for the federal funds rate by "
             "1/4 percentage point at this meeting",
             "Eve F. Eden, who preferred to maintain the target range for the federal funds rate "
             "at 4-1/4 to 4-1/2 percent")
    .replace("Carl D. Cole; and Eve F. Eden", "Carl D. Cole; and Gus H. Good")
)  # fmt: skip


def told(*arguments: str, text: str | None = None) -> Any:
    result = RUN.invoke(app, ["fed", *arguments, "--json"], input=text)
    assert result.exit_code == 0, result.output
    assert "NaN" not in result.stdout
    return json.loads(result.stdout)


def refused(*arguments: str, code: int = 1, text: str | None = None) -> str:
    result = RUN.invoke(app, ["fed", *arguments], input=text)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert result.stdout == ""
    return " ".join(result.stderr.split())


@pytest.fixture
def texts(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    return str(tmp_path / "old.txt"), str(tmp_path / "new.txt")


def test_every_decision_is_listed_with_how_its_surprise_is_known() -> None:
    rows = {row["date"]: row for row in told()["decisions"]}
    assert len(rows) >= 87
    july = rows["2023-07-26"]
    assert (july["move_bp"], july["quality"], july["expected"]) == (25, "tick", True)
    assert july["surprise_bp"] == pytest.approx(0.4, abs=0.05)
    latest = rows["2026-07-29"]
    assert (latest["quality"], latest["surprise_bp"], latest["votes_against"]) == (
        "unknown",
        None,
        3,
    )
    assert {row["quality"] for row in rows.values()} <= {
        "tick", "tick-partial", "2y-daily", "unknown"
    }  # fmt: skip
    printed = RUN.invoke(app, ["fed"]).stdout
    assert "2023-07-26" in printed
    assert "not known" in printed


def test_the_newest_decisions_alone() -> None:
    every = [row["date"] for row in told()["decisions"]]
    assert [row["date"] for row in told("--last", "3")["decisions"]] == every[-3:]
    assert [row["date"] for row in told("--last", "9999")["decisions"]] == every
    printed = RUN.invoke(app, ["fed", "--last", "1"]).stdout
    assert every[-1] in printed
    assert every[-2] not in printed
    refused = RUN.invoke(app, ["fed", "--last", "1", "rules", "--date", "2026-07-29"])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "fed rules takes none" in " ".join(refused.stderr.split())
    assert RUN.invoke(app, ["fed", "--last", "0"]).exit_code == 2


def test_respond_keeps_its_contract() -> None:
    rows = told("respond", "--surprise-bp", "25")["responses"]
    keys = {"variable", "horizon", "estimate", "low", "high", "level", "unit", "method", "sample",
            "n", "flags"}  # fmt: skip
    assert all(keys <= set(row) for row in rows)
    assert {row["unit"] for row in rows} == {"percent", "bp", "points"}
    held = {(row["variable"], row["horizon"], row["method"]): row for row in rows}
    assert {name for name, _, _ in held} >= {
        "sp500", "yield_2y", "yield_10y", "eurusd", "btc", "output_gap", "unemployment"
    }  # fmt: skip
    stocks = held["sp500", "30min", "event-regression on pc1, pair bootstrap"]
    assert stocks["estimate"] == pytest.approx(-1.19, abs=0.01)
    assert stocks["low"] < stocks["estimate"] < stocks["high"] < 0
    assert (stocks["level"], stocks["n"]) == (0.9, 311)
    assert any("extrapolation" in flag for flag in stocks["flags"])
    assert held["output_gap", "q4", "kernel-var"]["level"] is None
    assert {horizon for _, horizon, _ in held} >= {"30min", "m18", "q4"}


def test_the_macro_model_gives_no_equity_path() -> None:
    rows = told("respond", "--surprise-bp", "-25")["responses"]
    assert all(row["horizon"] == "30min" for row in rows if row["variable"] in {"sp500", "btc"})


@pytest.mark.parametrize("size", ["10", "-25", "0", "0.4", "100", "-100"])
def test_responses_are_linear_and_in_their_bands(size: str) -> None:
    one = told("respond", "--surprise-bp", "1")["responses"]
    many = told("respond", "--surprise-bp", size)["responses"]
    for unit, row in zip(one, many, strict=True):
        assert row["estimate"] == pytest.approx(unit["estimate"] * float(size), abs=1e-9)
        if row["low"] is not None and row["high"] is not None:
            assert row["low"] <= row["high"]


def test_a_path_takes_the_place_of_the_rule_s_shock() -> None:
    found = told("respond", "--surprise-bp", "10", "--path", "q0:-25, q1:-50")
    rates = {
        row["horizon"]: row["estimate"]
        for row in found["responses"]
        if (row["variable"], row["method"]) == ("funds_rate", "kernel-var")
    }
    assert (rates["q0"], rates["q1"]) == (pytest.approx(-0.25), pytest.approx(-0.5))
    assert sum(row["variable"] == "sp500" for row in found["responses"]) == 1
    alone = told("respond", "--path", "q0:-25, q1:-50")
    assert not any(row["horizon"] == "30min" for row in alone["responses"])


def test_a_path_by_meetings_holds_its_last_step() -> None:
    found = told("respond", "--path", "2026-12-09:-25,2027-01-27:-25", "--hold", "2")
    path = found["path_points"]
    assert path[0] == pytest.approx(-0.25 * 22 / 92)  # 10 to 31 December of 92 days
    assert path[1] == pytest.approx(-0.25 - 0.25 * 63 / 90)  # 28 January to 31 March of 90 days
    assert path[2:] == [-0.5, -0.5]


def test_a_meeting_answers_by_its_surprise_and_not_by_its_move() -> None:
    known = told("respond", "--meeting", "2023-07-26")
    assert known["meeting"]["move_bp"] == 25
    stocks = next(row for row in known["responses"] if row["variable"] == "sp500")
    assert abs(stocks["estimate"]) < 0.05
    unknown = told("respond", "--meeting", "2026-07-29")
    assert unknown["responses"] == []
    assert unknown["why"] == "surprise not known; no market size"
    yields = told("respond", "--meeting", "2025-12-10")
    assert (yields["direction"], yields["responses"]) == (-1, [])


@pytest.mark.parametrize(
    ("arguments", "message", "code"),
    [
        (["respond"], "a move is no surprise by itself", 2),
        (["respond", "--surprise-bp", "5", "--meeting", "2023-07-26"], "its own surprise", 2),
        (["respond", "--surprise-bp", "500"], "nothing beyond 100 bp", 2),
        (["respond", "--surprise-bp", "nan"], "no number", 2),
        (["respond", "--surprise-bp", "inf"], "no number", 2),
        (["respond", "--surprise-bp", "5", "--sample", "scheduld"], "samples are all", 2),
        (["respond", "--path", "q0:-25,q2:-50"], "no value for q1", 2),
        (["respond", "--path", "q0:-25,q0:-50"], "twice", 2),
        (["respond", "--path", ","], "no step of a path", 2),
        (["respond", "--path", " "], "path is empty", 2),
        (["respond", "--path", "q0:900"], "nothing above 400 bp", 2),
        (["respond", "--path", "2026-12-12:-25"], "Saturday", 2),
        (["respond", "--path", "2026-12-09:-25,2026-12-09:-25"], "given twice", 2),
        (["respond", "--path", "2026-13-09:-25"], "no day", 2),
        (["respond", "--path", "2026-07-30:-25"], "announced no decision", 1),
        (["respond", "--path", "2026-12-09:-25", "--hold", "90"], "at most 41 quarters", 2),
        (["respond", "--meeting", "2026-07-25"], "Saturday", 2),
        (["respond", "--meeting", "2026-10-28"], "not been held yet", 1),
        (["respond", "--meeting", "2020-03-23"], "decided no rate", 1),
        (["respond", "--meeting", "July"], "takes a day", 2),
        (["respond", "--path", "9999-12-31:25"], "no meeting; paths go", 2),
        (["respond", "--path", "q0:-25,q30:-50"], "and 25 more", 2),
        (["respond", "--path", "q0:1e5"], "no step of a path", 2),
        (["respond", "--meeting", "2026-07-30"], "announced no decision", 1),
        (["rules", "--date", "2026-07-29", "--inflation", "1e9"], "within 50 percent", 2),
        (["rules", "--date", "2026-07-29", "--neutral", "nan"], "no number for 'neutral'", 2),
        (["rules", "--date", "29 July 2026"], "takes a day", 2),
        (["push"], "Give one of", 2),
        (["push", "--percent", "nan"], "no number", 2),
        (["push", "--percent", "1", "--end", "nan"], "no number", 2),
        (["push", "--percent", "1e9"], "beyond 4", 2),
        (["push", "--rate", "25"], "wants --import-share", 2),
        (["push", "--rate", "25", "--import-share", "3", "--pass-through", "1"], "0 and 1", 2),
        (["push", "--rate", "25", "--import-share", "0.1", "--pass-through", "9"], "0 and 2", 2),
        (["push", "--scenario", "no-such-push"], "No scenario", 1),
        (["rules", "--date", "2027-06-16"], "held to", 1),
        (["rules", "--date", "2010-06-23"], "held from", 2),
        (["rules", "--date", "2016-03-16", "--natural", "nan"], "no number for 'gap'", 2),
        (["rules", "--date", "2026-07-29", "--inflation", "nan"], "no number for 'inflation'", 2),
        (["diff", "-", "-"], "Only one", 2),
        (["diff", "nowhere.txt", "-"], "nowhere.txt", 1),
        (["stance", "nowhere.txt"], "nowhere.txt", 1),
    ],
)  # fmt: skip
def test_what_cannot_be_answered(arguments: list[str], message: str, code: int) -> None:
    assert message in refused(*arguments, code=code)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"   \n\n ", "empty"),
        (b"%PDF-1.7 rest", "PDF"),
        (b"<!doctype html><html><body><p>Committee</p></body></html>", "HTML"),
        (OLD.split("\n\n")[0].encode(), "1 paragraph"),
        (OLD[: OLD.index("at this meeting")].encode(), "breaks off"),
        (b"One paragraph of prose.\n\nAnother one about cats.", "no statement"),
        (b"\xff\xfe\x00binary", "UTF-8"),
        (b"x" * 200_001, "over 200 kB"),
        (b"x" * 10_000_000, "over 200 kB"),
        (OLD.replace("solid", "so\0lid").encode(), "binary"),
        (OLD.encode("utf-16"), "UTF-8"),
        (b"PK\x03\x04" + bytes(200), "binary"),
        (b"{\\rtf1 " + OLD.encode() + b"}", "RTF"),
        (OLD.replace("\n", " ").encode(), "1 paragraph"),
    ],
)
def test_texts_that_are_no_statement(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "statement.txt"
    file.write_bytes(content)
    for arguments in (["stance", str(file)], ["diff", str(file), str(file)]):
        assert message in refused(*arguments)


def test_a_message_is_one_line(tmp_path: Path) -> None:
    """Also where it is longer than a terminal is wide."""
    result = RUN.invoke(app, ["fed", "respond", "--surprise-bp", "500"])
    assert result.stderr.count("\n") == 1
    assert len(result.stderr) > 200


def test_a_statement_without_its_end_is_compared_and_named(tmp_path: Path) -> None:
    short = OLD[: OLD.index("Voting for")].rstrip()
    (tmp_path / "short.txt").write_text(short, encoding="utf-8")
    found = told("diff", str(tmp_path / "short.txt"), "-", text=NEW)
    assert found["notes"] == ["short.txt holds no vote; check that its end was not cut off"]
    assert told("diff", "-", str(tmp_path / "short.txt"), text=NEW)["notes"] == found["notes"]
    printed = RUN.invoke(app, ["fed", "diff", str(tmp_path / "short.txt"), "-"], input=NEW)
    assert "holds no vote" in printed.stdout


def test_diff_keeps_its_contract(texts: tuple[str, str]) -> None:
    found = told("diff", *texts)
    assert found["ranges"] == [{"lower": 4.25, "upper": 4.5}, {"lower": 4.0, "upper": 4.25}]
    assert (found["votes"]["old"], found["votes"]["new"]) == ([3, 1], [3, 1])
    assert found["votes"]["new_dissents"] == ["Eve F. Eden"]
    assert found["votes"]["ended_dissents"] == ["Gus H. Good"]
    dissent = found["dissents"][1][0]
    assert (dissent["preferred"], dissent["side"]) == ("maintain", "tighter")
    opening = found["roles"]["opening"]
    changed = next(one for one in opening if one["kind"] == "changed")
    assert ["removed", "solid"] in changed["words"]
    assert ["added", "slow"] in changed["words"]


def test_diff_in_words_and_from_standard_input(texts: tuple[str, str]) -> None:
    result = RUN.invoke(app, ["fed", "diff", texts[0], "-"], input=NEW)
    assert result.exit_code == 0, result.output
    assert "4.25-4.5 before, 4-4.25 now" in result.stdout
    assert "[-solid-] {+slow+}" in result.stdout
    assert "Eve F. Eden (preferred maintain, tighter)" in result.stdout


def test_a_statement_cannot_steer_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "s.txt"
    file.write_text(OLD.replace("solid", "\x1b[31mso[bold]lid"), encoding="utf-8")
    printed = RUN.invoke(app, ["fed", "stance", str(file)])
    assert printed.exit_code == 0, printed.output
    assert "\x1b" not in printed.stdout
    assert "[bold]" in printed.stdout


def test_stance_keeps_its_contract() -> None:
    found = told("stance", "-", text=OLD)
    rows = found["sentences"]
    assert {"text", "label", "score", "evidence"} <= set(rows[0])
    assert {row["label"] for row in rows} <= {"hawkish", "dovish", "neutral"}
    elevated = next(row for row in rows if "elevated" in row["text"])
    assert elevated["label"] == "hawkish"
    assert any("elevated" in hit["words"] for hit in elevated["evidence"])
    assert found["hawkish"] + found["dovish"] + found["neutral"] == len(rows)
    assert "do not forecast" in found["note"]


def test_rules_on_a_day_by_hand() -> None:
    """r* 1, target 2, inflation 3, unemployment 4.4 and 4.2 at rest: gap -0.4; midpoint 3.625.

    Taylor 1 + 3 + 0.5 - 0.2 = 4.3; balanced 1 + 3 + 0.5 - 0.4 = 4.1; inertial 0.85 x 3.625 +
    0.15 x 4.1 = 3.69625; first difference 3.625 + 0.5 + 0.5 (-0.4 + 0.2) = 4.025.
    """
    given = ["--inflation", "3", "--unemployment", "4.4", "--unemployment-before", "4.3"]
    rest = ["--neutral", "1", "--natural", "4.2", "--target", "2"]
    found = told("rules", "--date", "2026-07-29", *given, *rest)
    rates = {row["rule"]: row["rate"] for row in found["rules"]}
    assert rates == {
        "taylor-1993": pytest.approx(4.3),
        "balanced": pytest.approx(4.1),
        "inertial": pytest.approx(3.69625),
        "first-difference": pytest.approx(4.025),
    }
    assert {row["source"] for row in found["inputs"].values()} >= {"user", "FOMC"}


def test_rules_from_what_is_held_show_every_input() -> None:
    found = told("rules", "--date", "2026-07-29")
    assert {"inflation", "unemployment", "gap", "neutral", "natural", "target", "last_rate"} <= set(
        found["inputs"]
    )
    assert all(row["source"] and row["of"] for row in found["inputs"].values())
    assert any("newest month held" in flag for flag in found["flags"])
    assert any("revised" in flag for flag in found["flags"])
    printed = RUN.invoke(app, ["fed", "rules", "--date", "2026-07-29"]).stdout
    assert "taylor-1993" in printed
    assert "twelve months to 2025-09" in printed


def test_rules_that_lack_an_input_are_left_out_by_name() -> None:
    """No reading of the neutral rate is held before June 2016."""
    found = told("rules", "--date", "2016-03-16")
    assert [row["rule"] for row in found["rules"]] == ["first-difference"]
    assert [row["input"] for row in found["missing"]] == ["neutral"]
    printed = RUN.invoke(app, ["fed", "rules", "--date", "2016-03-16"]).stdout
    assert "missing, so taylor-1993, balanced, inertial not told" in printed
    assert "--neutral" in printed
    assert len(told("rules", "--date", "2016-03-16", "--neutral", "1.25")["rules"]) == 4


def test_october_2025_was_not_collected_and_is_not_filled() -> None:
    """On 5 December 2025 the newest month of unemployment that could be known is September."""
    found = told("rules", "--date", "2025-12-05")
    assert found["inputs"]["unemployment"]["of"].startswith("2025-09")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"text,class\na,b\n", "columns sentence and label"),
        (b"", "columns sentence and label"),
        (b"sentence,label\nrates rise,hawkish\n", "too few"),
        (b"sentence,label\nrates rise\n", "row 1 lacks"),
        (b"sentence,label\n,hawkish\n", "row 1 lacks"),
        (bytes(range(256)), "UTF-8"),
        (b'sentence,label\n"' + b"x" * 200_000 + b'",hawkish\n', "cannot be read as CSV"),
        (b"sentence,label\n" + b"rates rise,up\n" * 60, "Unknown labels: 'up'"),
        (b"sentence,label\n" + b"rates rise,hawkish\n" * 60, "all of them are hawkish"),
    ],
)
def test_labels_that_cannot_be_learnt_from(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "labels.csv"
    file.write_bytes(content)
    result = RUN.invoke(app, ["fed", "train-stance", str(file)])
    told = " ".join(result.stderr.split())
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output
    assert message in told or "pip install 'policywire[stance]'" in told


def test_training_without_its_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policywire.policy.statements.train.find_spec", lambda name: None)
    file = tmp_path / "labels.csv"
    file.write_text("sentence,label\nrates rise,hawkish\n", encoding="utf-8")
    assert "pip install 'policywire[stance]'" in refused("train-stance", str(file), code=2)


def test_training_scores_unseen_parts_and_labels_a_statement(tmp_path: Path) -> None:
    pytest.importorskip("sklearn", reason="train-stance wants scikit-learn")
    rows = [f"Inflation is too high and rising in {n},hawkish" for n in range(40)]
    rows += [f"Employment is weak and falling in {n},dovish" for n in range(40)]
    file = tmp_path / "labels.csv"
    file.write_text("\ufeffsentence,label\n" + "\n".join(rows), encoding="utf-8")
    found = told("train-stance", str(file), "--on", "-", text=OLD)
    assert found["f1"] > 0.95
    assert {one["label"] for one in found["labelled"]} <= {"hawkish", "dovish"}
    assert len(found["labelled"]) == len(told("stance", "-", text=OLD)["sentences"])


# ------------------------------------------------------------------- text for people


def test_what_rounds_to_nothing_has_no_sign() -> None:
    """0.4 bp, the surprise of 26 July 2023, moves the yields of FRB/US by less than 0.005 pp."""
    shown = RUN.invoke(app, ["fed", "respond", "--meeting", "2023-07-26"])
    assert shown.exit_code == 0
    assert "-0.00" not in shown.stdout
    assert "+0.00" not in shown.stdout
    assert "that day is not credited to it" in shown.stdout


def test_a_push_of_two_rates_stands_between_them() -> None:
    """25 points on 3 percent of consumption at 20 and 64 percent: 0.15 and 0.48, 0.315 between."""
    command = ["fed", "push", "--rate", "25", "--import-share", "0.03"]
    shown = RUN.invoke(app, [*command, "--pass-through", "0.2", "--pass-through", "0.64"])
    assert shown.exit_code == 0
    assert "[+0.15, +0.48]" in shown.stdout
    assert "Push on core prices: +0.32%" in shown.stdout  # 0.315, in binary a little above
    flat = next(one for one in shown.stdout.splitlines() if one.startswith("look-through"))
    assert flat.split()[1:6] == ["0.00", "pp", "[0.00,", "0.00]", "none"]


def test_the_midpoint_of_a_range_is_not_rounded() -> None:
    shown = RUN.invoke(app, ["fed", "rules", "--date", "2026-07-29"])
    assert "last_rate 3.625" in shown.stdout
