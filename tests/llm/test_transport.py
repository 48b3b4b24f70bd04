"""Each of the 44 misbehaviours, by name, and what the chat client makes of it.

A fault of transport gives an error of ours that names it. A fault of content arrives as text of the
right shape: to tell that it is false is the checker's part.
"""

import asyncio
import csv
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from policywire.analyst.writers.chat import ChatModel
from policywire.analyst.writers.choices import Structured
from policywire.analyst.writers.faults import (
    DeadlinePassed,
    EndpointRefused,
    EndpointUnreachable,
    ReplyRefused,
    WriterError,
)
from policywire.analyst.writers.ledger import Ledger
from policywire.analyst.writers.reply import Budget
from tests.llm.conftest import DAY, FINDINGS, KEY, SCHEMA, model_for, settings_for
from tests.llm.hostile import MISBEHAVIOURS, MODEL, MORE, Hostile
from tests.llm.spoils import MORE_SPOILS, SPOILS

Start = Callable[..., Hostile]
FIXTURES = Path(__file__).parents[3] / "shared" / "data" / "llm-writer-fixtures"
GRACE_S = 1.5  # beyond the deadline, on a busy machine

# mode: error, its kind, requests sent
REFUSED: dict[str, tuple[type[WriterError], str, int]] = {
    "http_429_long": (EndpointRefused, "http_429", 1),
    "content_null_length": (ReplyRefused, "thought_only", 2),
    "content_empty_length": (ReplyRefused, "thought_only", 2),
    "no_choices": (ReplyRefused, "no_choices", 1),
    "error_in_200": (ReplyRefused, "error_in_200", 3),
    "html_200": (ReplyRefused, "html", 1),
    "body_cut": (EndpointUnreachable, "cut", 3),
    "bad_json": (ReplyRefused, "bad_json", 3),
    "redirect_other_origin": (ReplyRefused, "redirect", 1),
    "huge_body": (ReplyRefused, "too_large", 1),
    "stream_cut": (ReplyRefused, "truncated", 3),
    "stream_bad_chunk": (ReplyRefused, "bad_event", 1),
    "stream_error_event": (ReplyRefused, "error_event", 1),
    "think_in_content": (ReplyRefused, "open_thought", 1),
    "truncated_tool_args": (ReplyRefused, "tool_call", 1),
    "schema_ignored": (ReplyRefused, "schema", 1),
    "refusal": (ReplyRefused, "schema", 1),
}
REFUSED_MORE: dict[str, tuple[type[WriterError], str, int]] = {
    "finish_missing": (ReplyRefused, "unfinished", 1),
    "content_filter": (ReplyRefused, "stopped", 1),
    "tool_call_beside_text": (ReplyRefused, "tool_call", 1),
    "refusal_field": (ReplyRefused, "refusal", 1),
    "lone_surrogate": (ReplyRefused, "characters", 1),
    "control_characters": (ReplyRefused, "characters", 1),
    "deep_json": (ReplyRefused, "bad_json", 3),
    "huge_number": (ReplyRefused, "bad_json", 3),
    "not_a_number": (ReplyRefused, "bad_json", 3),
    "not_utf8": (ReplyRefused, "bad_json", 3),
    "json_null": (ReplyRefused, "shape", 1),
    "empty_body": (ReplyRefused, "bad_json", 3),
    "no_content_type": (ReplyRefused, "content_type", 1),
    "echoes_key": (ReplyRefused, "leak", 1),
    "echoes_key_in_error": (EndpointRefused, "http_401", 1),
    "gzip_bomb": (ReplyRefused, "encoding", 1),
    "header_flood": (EndpointUnreachable, "cut", 3),
    "context_too_long": (EndpointRefused, "too_long", 1),
    "unauthorised": (EndpointRefused, "http_401", 1),
    "not_found": (EndpointRefused, "http_404", 3),
    "no_content": (EndpointRefused, "http_204", 1),
    "always_500": (EndpointRefused, "http_500", 5),
    "forges_id": (ReplyRefused, "schema", 1),
    "wraps_in_fence": (ReplyRefused, "schema", 1),
}
# mode: requests sent until the reply was there
ACCEPTED = {
    "http_429_retry_after": 3,
    "http_500_once": 2,
    "stream_usage_chunk": 1,
    "stream_empty_finish": 1,
    "wrong_model": 1,
    "usage_missing": 1,
}
SLOW = ("hang", "slow_drip")
CONTENT = sorted(set(SPOILS) - set(REFUSED))


def test_every_misbehaviour_has_its_expected_reaction() -> None:
    assert {*REFUSED, *ACCEPTED, *SLOW, *CONTENT} == set(MISBEHAVIOURS)
    assert len(MISBEHAVIOURS) == 44


def test_the_misbehaviours_are_those_that_were_collected() -> None:
    path = FIXTURES / "misbehaviours.csv"
    if not path.is_file():
        pytest.skip("the collection of misbehaviours is not beside the repository")
    with path.open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == set(MISBEHAVIOURS)


@pytest.mark.parametrize("mode", [*REFUSED, *REFUSED_MORE])
def test_a_fault_is_refused_by_its_name(mode: str, hostile: Start) -> None:
    server = hostile(mode)
    error, kind, requests = (REFUSED | REFUSED_MORE)[mode]
    started = time.monotonic()
    with pytest.raises(error) as found:
        model_for(server).complete("system", FINDINGS, SCHEMA)
    assert type(found.value) is error
    assert (found.value.kind, len(server.requests)) == (kind, requests)
    assert server.url.removesuffix("/v1") in str(found.value)
    assert time.monotonic() - started < settings_for(server).deadline_s + GRACE_S


@pytest.mark.parametrize("mode", ACCEPTED)
def test_what_is_no_fault_is_taken(mode: str, hostile: Start) -> None:
    server = hostile(mode)
    reply = model_for(server, sleep=time.sleep).complete("system", FINDINGS, SCHEMA)
    assert reply.data == {
        "sentences": [
            {"uses": ["F1"], "relation": "statement", "text": "{{p:F1}}."},
            {"uses": ["F2"], "relation": "statement", "text": "{{p:F2}}."},
        ]
    }
    assert reply.attempts == len(server.requests) == ACCEPTED[mode]


@pytest.mark.parametrize("mode", CONTENT)
def test_false_content_arrives_as_text_of_the_shape(mode: str, hostile: Start) -> None:
    honest = model_for(hostile("honest")).complete("system", FINDINGS, SCHEMA)
    reply = model_for(hostile(mode)).complete("system", FINDINGS, SCHEMA)
    assert reply.data is not None
    assert reply.text != honest.text
    assert set(reply.data) == {"sentences"}


@pytest.mark.parametrize("mode", SLOW)
@pytest.mark.parametrize("seconds", [0.4, 1.2])
def test_no_run_is_longer_than_its_deadline(mode: str, seconds: float, hostile: Start) -> None:
    server = hostile(mode)
    started = time.monotonic()
    with pytest.raises(DeadlinePassed, match="within"):
        model_for(server, deadline_s=seconds).complete("system", FINDINGS, SCHEMA)
    assert seconds <= time.monotonic() - started < seconds + GRACE_S


@pytest.mark.parametrize("mode", ["http_429_retry_after", "always_500", "body_cut"])
def test_retries_keep_the_deadline_too(mode: str, hostile: Start) -> None:
    started = time.monotonic()
    with pytest.raises(WriterError):
        model_for(hostile(mode), None, time.sleep, deadline_s=0.6, retries=50).complete(
            "s", FINDINGS, SCHEMA
        )
    assert time.monotonic() - started < 0.6 + GRACE_S


def test_a_budget_is_shorter_than_the_settings_never_longer(hostile: Start) -> None:
    server = hostile("hang")
    for budget, seconds in ((0.3, 0.3), (60, 0.6)):
        started = time.monotonic()
        with pytest.raises(DeadlinePassed):
            model_for(server, deadline_s=0.6).complete("s", "u", None, Budget(seconds=budget))
        assert seconds <= time.monotonic() - started < seconds + GRACE_S


def test_a_huge_body_is_left_where_the_cap_is(hostile: Start) -> None:
    server = hostile("huge_body")
    with pytest.raises(ReplyRefused, match="100,000 bytes"):
        model_for(server, max_reply_bytes=100_000).complete("s", FINDINGS, SCHEMA)
    assert server.bytes_sent < 25_000_000  # what the buffers of the machine took


def test_a_redirect_takes_nothing_to_another_origin(hostile: Start) -> None:
    server = hostile("redirect_other_origin")
    with pytest.raises(ReplyRefused, match="not followed"):
        model_for(server).complete("s", FINDINGS, SCHEMA)
    assert server.trapped == []


def test_another_model_is_told_and_no_fault(hostile: Start) -> None:
    reply = model_for(hostile("wrong_model")).complete("s", FINDINGS, SCHEMA)
    assert (reply.model, reply.asked_model, reply.other_model) == ("another-1b", MODEL, True)


@pytest.mark.parametrize("mode", ["usage_missing", "usage_absurd", "stream_empty_finish"])
def test_tokens_nobody_counted_are_estimated(mode: str, hostile: Start) -> None:
    reply = model_for(hostile(mode)).complete("s", FINDINGS, SCHEMA)
    assert reply.usage.estimated
    assert reply.usage.prompt_tokens > 50
    assert reply.usage.completion_tokens >= len(reply.text) // 3


def test_usage_of_a_stream_is_read(hostile: Start) -> None:
    usage = model_for(hostile("stream_usage_chunk")).complete("s", FINDINGS, SCHEMA).usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.estimated) == (111, 22, False)


@pytest.mark.parametrize("mode", ["think_closed", "think_unopened", "thinks_apart"])
def test_closed_thoughts_are_cut_off_and_measured(mode: str, hostile: Start) -> None:
    reply = model_for(hostile(mode)).complete("s", FINDINGS, SCHEMA)
    assert reply.text.startswith('{"sentences"')
    assert reply.reasoning_chars >= 3


def test_thoughts_that_use_up_the_tokens_get_more_once(hostile: Start) -> None:
    server = hostile("content_null_length")
    with pytest.raises(ReplyRefused):
        model_for(server).complete("s", FINDINGS, SCHEMA, Budget(output_tokens=300))
    assert [body["max_tokens"] for *_, body in server.requests] == [300, 600]


def test_the_way_of_asking_steps_down_once_and_stays(hostile: Start) -> None:
    server = hostile("schema_unsupported")
    model = model_for(server)
    for _ in range(2):
        assert model.complete("s", FINDINGS, SCHEMA).data is not None
    assert model.way is Structured.OBJECT
    asked = [body["response_format"]["type"] for *_, body in server.requests]
    assert asked == ["json_schema"] * 3 + ["json_object"] * 2
    assert "JSON schema" in server.requests[-1][2]["messages"][0]["content"]


def test_a_way_that_is_set_does_not_step_down(hostile: Start) -> None:
    server = hostile("schema_unsupported")
    with pytest.raises(EndpointRefused):
        model_for(server, structured=Structured.SCHEMA).complete("s", FINDINGS, SCHEMA)
    assert len(server.requests) == 3


def test_nobody_at_the_address(library: None) -> None:
    with Hostile("honest") as gone:
        settings = settings_for(gone, retries=1)
    with pytest.raises(EndpointUnreachable, match="Nobody answers at http://127"):
        ChatModel(settings, Ledger(settings, DAY)).complete("s", "u")


def test_free_text_needs_no_schema(hostile: Start) -> None:
    reply = model_for(hostile("honest")).complete("s", "u")
    assert (reply.text, reply.data) == ("Ready.", None)


def test_the_request_is_what_the_settings_say_and_no_more(hostile: Start) -> None:
    server = hostile("honest")
    extra = {"top_p": 0.9, "chat_template_kwargs": {"enable_thinking": False}}
    model_for(server, temperature=None, extra_body=extra).complete("sys", "use", SCHEMA)
    path, headers, body = server.requests[0]
    assert path == "/v1/chat/completions"
    assert body == extra | {
        "model": MODEL,
        "messages": [
            {"role": "system", "content": "sys"},
            {"role": "user", "content": "use"},
        ],
        "stream": False,
        "max_tokens": 4000,
        "seed": 7,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "policywire", "schema": SCHEMA, "strict": True},
        },
    }
    told = {name.lower() for name in headers}
    assert told == {
        *("host", "accept", "accept-encoding", "authorization"),
        *("connection", "content-length", "content-type", "user-agent"),
    }


def test_a_name_that_looks_like_a_hosted_model_changes_nothing(hostile: Start) -> None:
    server = hostile("honest")
    model_for(server, model="gpt-6-astra").complete("s", FINDINGS, SCHEMA)
    body = server.requests[0][2]
    assert (body["temperature"], body["max_tokens"], body["model"]) == (0.2, 4000, "gpt-6-astra")


def test_every_mode_of_the_server_is_met_somewhere() -> None:
    met = {*REFUSED_MORE, *MORE_SPOILS, "honest", "think_closed", "think_unopened", "thinks_apart"}
    met |= {"says", "usage_absurd", "schema_unsupported", "limit_ignored", "content_in_parts"}
    assert set(MORE) == met


@pytest.mark.parametrize("mode", ["content_in_parts", "limit_ignored"])
def test_odd_but_whole_replies_are_taken(mode: str, hostile: Start) -> None:
    assert model_for(hostile(mode)).complete("s", FINDINGS, SCHEMA).data is not None


@pytest.mark.parametrize("mode", sorted(set(MORE_SPOILS) - {"forges_id", "wraps_in_fence"}))
def test_more_false_content_arrives_as_text(mode: str, hostile: Start) -> None:
    assert model_for(hostile(mode)).complete("s", FINDINGS, SCHEMA).data is not None


@pytest.mark.parametrize("text", ["a\\ud800b", "a\\u0000b", "\\u001b[31m"])
def test_what_escapes_hide_is_found(text: str, hostile: Start) -> None:
    server = hostile("says")
    server.says = f'{{"sentences": [{{"uses": [], "relation": "statement", "text": "{text}"}}]}}'
    with pytest.raises(ReplyRefused) as found:
        model_for(server).complete("s", FINDINGS, SCHEMA)
    assert found.value.kind == "characters"


def test_a_key_in_escapes_is_found(hostile: Start) -> None:
    server = hostile("says")
    hidden = "".join(f"\\u{ord(letter):04x}" for letter in KEY)
    server.says = f'{{"sentences": [{{"uses": [], "relation": "statement", "text": "{hidden}"}}]}}'
    with pytest.raises(ReplyRefused) as found:
        model_for(server).complete("s", FINDINGS, SCHEMA)
    assert found.value.kind == "leak"


@pytest.mark.parametrize("path", ["", "/v1/", "/api/openai/v1", "/a%20b/v1", "/~me/v1//"])
def test_any_path_below_the_origin(path: str, hostile: Start) -> None:
    server = hostile("honest")
    base = server.url.removesuffix("/v1") + path
    assert model_for(server, base_url=base).complete("s", "u").text == "Ready."
    assert server.requests[0][0] == f"{path.rstrip('/')}/chat/completions"


def test_no_time_is_no_call_that_succeeds(hostile: Start) -> None:
    with pytest.raises(DeadlinePassed):
        model_for(hostile("hang")).complete("s", "u", None, Budget(seconds=0))


def test_a_call_within_a_running_loop(hostile: Start) -> None:
    """A notebook has one."""
    server = hostile("honest")

    async def ask() -> str:
        return model_for(server).complete("s", "u").text

    assert asyncio.run(ask()) == "Ready."
