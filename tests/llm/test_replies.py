"""Stored replies: a run is repeated with no call, and byte for byte."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policywire.analyst.writers.choices import Structured
from policywire.analyst.writers.faults import (
    BudgetSpent,
    EndpointRefused,
    ReplyMissing,
    ReplyRefused,
    WriterError,
)
from policywire.analyst.writers.replies import Replies, Use, request_key
from policywire.facts.errors import OutputRefused
from tests.llm.conftest import FINDINGS, KEY, SCHEMA, model_for
from tests.llm.hostile import Hostile

Start = Callable[..., Hostile]


def run(server: Hostile, replies: Replies, users: tuple[str, ...] = ("a", "b")) -> list[object]:
    """Return what came of some calls: replies, or errors as name, kind and words."""
    model = model_for(server, replies)
    made: list[object] = []
    for user in users:
        try:
            made.append(replace(model.complete("s", user, SCHEMA), replayed=True))
        except WriterError as error:
            made.append((type(error).__name__, error.kind, str(error), error.text))
    return made


@pytest.mark.parametrize(
    "mode",
    [
        *("honest", "invents_digits", "wrong_model", "usage_missing", "schema_ignored"),
        *("html_200", "http_429_long", "schema_unsupported", "content_null_length", "always_500"),
    ],
)
def test_a_replay_gives_the_same_without_a_call(mode: str, hostile: Start, tmp_path: Path) -> None:
    server = hostile(mode)
    first = run(server, Replies(tmp_path))
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    asked = len(server.requests)
    again = run(server, Replies(tmp_path, Use.REPLAY))
    assert again == first
    assert len(server.requests) == asked > 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_a_replay_asks_no_server_and_needs_no_key(hostile: Start, tmp_path: Path) -> None:
    server = hostile("honest")
    first = model_for(server, Replies(tmp_path)).complete("s", FINDINGS, SCHEMA)
    elsewhere = model_for(
        server, Replies(tmp_path, Use.REPLAY), base_url="", api_key=None, deadline_s=1
    )
    again = elsewhere.complete("s", FINDINGS, SCHEMA)
    assert again.replayed
    assert not first.replayed
    assert replace(again, replayed=False) == first
    assert elsewhere.ledger.article.calls == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"model": "another"},
        {"temperature": 0.3},
        {"seed": 8},
        {"extra_body": {"top_p": 0.5}},
        {"structured": Structured.NONE},
    ],
)
def test_another_request_is_not_answered_by_an_old_reply(
    changes: dict[str, Any], hostile: Start, tmp_path: Path
) -> None:
    server = hostile("honest")
    model_for(server, Replies(tmp_path)).complete("s", FINDINGS, SCHEMA)
    replay = Replies(tmp_path, Use.REPLAY)
    with pytest.raises(ReplyMissing, match="which holds 1"):
        model_for(server, replay, **changes).complete("s", FINDINGS, SCHEMA)
    with pytest.raises(ReplyMissing):
        model_for(server, replay).complete("s", FINDINGS + " ", SCHEMA)


def test_a_recording_run_calls_again(hostile: Start, tmp_path: Path) -> None:
    server = hostile("honest")
    for _ in range(2):
        model_for(server, Replies(tmp_path)).complete("s", FINDINGS, SCHEMA)
    assert len(server.requests) == 2


def test_the_same_request_twice_in_a_run_has_one_reply(hostile: Start, tmp_path: Path) -> None:
    server = hostile("honest")
    model = model_for(server, Replies(tmp_path))
    first, second = (model.complete("s", FINDINGS, SCHEMA) for _ in range(2))
    assert (first.text, second.replayed, len(server.requests)) == (second.text, True, 1)


def test_to_resume_calls_for_what_is_not_there_or_was_refused(
    hostile: Start, tmp_path: Path
) -> None:
    run(hostile("html_200"), Replies(tmp_path), ("a",))
    run(hostile("honest"), Replies(tmp_path), ("b",))
    server = hostile("honest")
    made = run(server, Replies(tmp_path, Use.RESUME), ("a", "b", "c"))
    assert [type(item).__name__ for item in made] == ["Reply"] * 3
    assert [body["messages"][1]["content"] for *_, body in server.requests] == ["a", "c"]


def test_a_spent_budget_is_replayed_too(hostile: Start, tmp_path: Path) -> None:
    server = hostile("honest")
    model = model_for(server, Replies(tmp_path), max_calls=1)
    model.complete("s", "a", SCHEMA)
    with pytest.raises(BudgetSpent) as first:
        model.complete("s", "b", SCHEMA)
    again = model_for(server, Replies(tmp_path, Use.REPLAY))
    again.complete("s", "a", SCHEMA)
    with pytest.raises(BudgetSpent) as second:
        again.complete("s", "b", SCHEMA)
    assert str(first.value) == str(second.value)
    assert len(server.requests) == 1


def test_a_stored_reply_holds_the_request_and_no_more(hostile: Start, tmp_path: Path) -> None:
    server = hostile("honest")
    model_for(server, Replies(tmp_path)).complete("s", FINDINGS, SCHEMA)
    (path,) = tmp_path.iterdir()
    told = json.loads(path.read_text(encoding="ascii"))
    assert path.name == f"{request_key(told['request'])}.json"
    assert told["request"] == server.requests[0][2]
    assert set(told) == {"format", "request", "sha256", "reply"}
    assert KEY not in path.read_text()
    assert server.url not in path.read_text()


@pytest.mark.parametrize("harm", ["reply", "request", "cut", "list", "format", "both"])
def test_a_damaged_reply_is_told(harm: str, hostile: Start, tmp_path: Path) -> None:
    server = hostile("honest")
    model_for(server, Replies(tmp_path)).complete("s", FINDINGS, SCHEMA)
    (path,) = tmp_path.iterdir()
    text = path.read_text()
    told = json.loads(text)
    match harm:
        case "reply":
            told["reply"]["text"] = "Another text."
        case "request":
            told["request"]["messages"][1]["content"] = "Another question."
        case "format":
            told["format"] = 2
        case "list":
            told = []
        case "both":
            told["refusal"] = {}
    path.write_text(text[:-40] if harm == "cut" else json.dumps(told))
    with pytest.raises(ReplyMissing, match="not as it was stored"):
        model_for(server, Replies(tmp_path, Use.REPLAY)).complete("s", FINDINGS, SCHEMA)


def test_a_folder_that_cannot_be_written(hostile: Start, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputRefused, match="Replies are stored there"):
        model_for(hostile("honest"), Replies(tmp_path / "file" / "x")).complete("s", "u")


def test_nothing_half_written_is_left(hostile: Start, tmp_path: Path) -> None:
    run(hostile("honest"), Replies(tmp_path), ("a", "b", "c"))
    assert {path.suffix for path in tmp_path.iterdir()} == {".json"}


def test_the_order_of_fields_is_no_part_of_a_request() -> None:
    assert request_key({"a": 1, "b": [2]}) == request_key({"b": [2], "a": 1})
    assert request_key({"a": 1}) != request_key({"a": 1.5})


def test_stored_refusals_keep_their_class(hostile: Start, tmp_path: Path) -> None:
    replies = Replies(tmp_path)
    for mode, kind in (("http_429_long", EndpointRefused), ("refusal", ReplyRefused)):
        server = hostile(mode)
        for use in (replies, Replies(tmp_path, Use.REPLAY)):
            with pytest.raises(kind):
                model_for(server, use).complete(mode, FINDINGS, SCHEMA)
        assert len(server.requests) == 1
