"""Ranges, votes and dissents from the texts; see README.md."""

from pathlib import Path

import duckdb
import pytest

from policywire.models.monetary import calibrate as read
from policywire.policy.decisions import load_decisions
from policywire.policy.statements import Statement, read_statement

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "data"
DECISIONS = ROOT / "src" / "policywire" / "desks" / "money" / "decisions.yaml"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data folder is absent")
EXPLAINED = {"2025-10-29"}


def statements() -> dict[str, Statement]:
    path = SHARED / "fomc_statements" / "statements.csv"
    held = read.read_columns(path, ("meeting_date", "text"))
    parts: dict[str, list[str]] = {}
    for day, text in zip(held["meeting_date"], held["text"], strict=True):
        parts.setdefault(day, []).append(text)
    return {day: read_statement("\n\n".join(texts), day) for day, texts in parts.items()}


def table(name: str, *columns: str) -> list[tuple[str, ...]]:
    held = read.read_columns(SHARED / "fomc_decisions" / name, columns)
    return list(zip(*held.values(), strict=True))


def test_ranges_68_of_68() -> None:
    columns = ("meeting_date", "target_lower", "target_upper", "decision")
    truth = {row[0]: row[1:] for row in table("meetings.csv", *columns)}
    verbs = {"hold": "maintain", "hike": "raise", "cut": "lower"}
    found = statements()
    assert len(found) == 68
    for day, one in found.items():
        lower, upper, decision = truth[day]
        assert one.target is not None
        assert (one.target.lower, one.target.upper) == (float(lower), float(upper)), day
        assert one.action == verbs[decision], day


def test_votes() -> None:
    truth = {
        row[0]: row[1:] for row in table("meetings.csv", "meeting_date", "vote_for", "vote_against")
    }
    other = {
        day
        for day, one in statements().items()
        if one.votes is None or one.votes.count != (int(truth[day][0]), int(truth[day][1]))
    }
    assert other == EXPLAINED


def test_dissents() -> None:
    truth: dict[str, list[tuple[str, str]]] = {}
    for day, name, direction in table("dissents.csv", "meeting_date", "name", "direction"):
        truth.setdefault(day, []).append((name, direction.replace("unclear", "other")))
    for day, one in statements().items():
        if day not in EXPLAINED:
            assert one.votes is not None
            assert [(x.name, x.preferred) for x in one.votes.against] == truth.get(day, []), day


def test_129_ranges_of_another_collection() -> None:
    rows = (
        duckdb.connect()
        .execute(
            "SELECT meeting_date::VARCHAR, target_lower, target_upper, statement FROM "
            "read_parquet(?) WHERE target_lower IS NOT NULL",
            [str(SHARED / "fomc" / "fomc_statements.parquet")],
        )
        .fetchall()
    )
    assert len(rows) == 129
    for day, lower, upper, text in rows:
        target = read_statement(text, day).target
        assert target is not None, day
        assert (target.lower, target.upper) == (lower, upper), day


def test_the_desk_s_file_agrees() -> None:
    """What ships is the collection, but for the difference explained."""
    held = load_decisions(DECISIONS)
    columns = ("meeting_date", "statement_type", "vote_for", "target_lower", "target_upper")
    truth = [row for row in table("meetings.csv", *columns) if row[1] == "decision"]
    assert [str(one.day) for one in held.decisions] == [row[0] for row in truth]
    for one, row in zip(held.decisions, truth, strict=True):
        assert (one.lower, one.upper) == (float(row[3]), float(row[4]))
        assert one.votes_for == int(row[2])
    texts = statements()
    for one in held.decisions:
        read_ = texts.get(str(one.day))
        if read_ is not None and read_.votes is not None:
            named = [(x.name, x.preferred, x.side) for x in read_.votes.against]
            assert [(x.name, x.preferred.value, x.side.value) for x in one.dissents] == named
