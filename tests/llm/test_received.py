"""The guard alone: whatever bytes come, a reply or an error of ours."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.writers.characters import strings_in
from policywire.analyst.writers.faults import ReplyRefused
from policywire.analyst.writers.received import Received, read_reply
from policywire.analyst.writers.shapes import read_shaped, shape_fault
from policywire.facts.errors import WrongUse
from tests.llm.conftest import SCHEMA

ORIGIN = "http://127.0.0.1:1"
JSON = "application/json"


def read(body: bytes, kind: str = JSON) -> Received | str:
    """Return the reply, or the kind of the refusal."""
    try:
        return read_reply(kind, body, ORIGIN)
    except ReplyRefused as error:
        return error.kind if ORIGIN in str(error) else ""


KINDS = st.sampled_from(
    [JSON, "application/problem+json; charset=utf-8", "text/event-stream", "text/html", "", "%"]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "content": VALUES,
        "reasoning": VALUES,
        "reasoning_content": VALUES,
        "tool_calls": VALUES,
        "refusal": VALUES,
    },
)
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "message": MESSAGES | VALUES,
        "delta": MESSAGES | VALUES,
        "finish_reason": VALUES | st.sampled_from(["stop", "length", ""]),
    },
)
COMPLETIONS = st.fixed_dictionaries(
    {},
    optional={
        "choices": st.lists(CHOICES | VALUES, max_size=2) | VALUES,
        "error": VALUES,
        "usage": VALUES
        | st.fixed_dictionaries({"prompt_tokens": VALUES, "completion_tokens": VALUES}),
        "model": VALUES,
    },
)


@given(st.binary(max_size=300), KINDS)
def test_any_bytes_give_a_reply_or_a_refusal(body: bytes, kind: str) -> None:
    assert read(body, kind)


@given(COMPLETIONS)
def test_anything_like_a_completion_gives_a_reply_or_a_refusal(answer: dict[str, Any]) -> None:
    made = read(json.dumps(answer).encode())
    if isinstance(made, Received):
        assert made.text.strip()
        assert made.finish_reason in ("stop", "eos", "eos_token", "end_turn", "stop_sequence")
        json.dumps(made.as_completion()).encode()
        made.text.encode()


@given(st.lists(COMPLETIONS | st.just("[DONE]"), max_size=4), st.binary(max_size=20))
def test_any_stream_gives_a_reply_or_a_refusal(events: list[Any], noise: bytes) -> None:
    told = [item if isinstance(item, str) else json.dumps(item) for item in events]
    body = b"".join(f"data: {item}\n\n".encode() for item in told)
    assert read(body + noise, "text/event-stream")


def reply(content: object, finish: object = "stop", **message: object) -> bytes:
    told = {"content": content} | message
    return json.dumps({"choices": [{"message": told, "finish_reason": finish}]}).encode()


@pytest.mark.parametrize(
    ("content", "text", "reasoning"),
    [
        ("Plain.", "Plain.", ""),
        ("  Plain.\n", "Plain.", ""),
        ("<think>a</think>b", "b", "a"),
        ("\n<think>\na\n</think>\n\nb", "b", "\na\n"),
        ("a</think>b", "b", "a"),
        ([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], "ab", ""),
    ],
)
def test_what_is_taken(content: object, text: str, reasoning: str) -> None:
    made = read(reply(content))
    assert isinstance(made, Received)
    assert (made.text, made.reasoning) == (text, reasoning)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<think>a", "open_thought"),
        ("<think>a</think>b</think>c", "open_thought"),
        ("<think>a</think><think>b", "open_thought"),
        ("a<think>b</think>c", "open_thought"),
        ("<think>a</think>  ", "empty"),
        ("", "empty"),
        (None, "empty"),
        (7, "shape"),
        ([{"type": "image_url"}], "shape"),
        (["a"], "shape"),
        ("a\u0007b", "characters"),
    ],
)
def test_what_is_refused(content: object, kind: str) -> None:
    assert read(reply(content)) == kind


@pytest.mark.parametrize("finish", ["length", "max_tokens"])
def test_a_cut_text_is_truncated_and_no_text_is_thought(finish: str) -> None:
    assert read(reply("Half a", finish)) == "truncated"
    assert read(reply("", finish, reasoning="Hm")) == "thought_only"


@pytest.mark.parametrize("finish", [None, "", 0, [], {"a": 1}, "weird", True])
def test_an_end_that_is_none_is_refused(finish: object) -> None:
    assert read(reply("Text.", finish)) in ("unfinished", "stopped")


# ------------------------------------------------------------------- shapes

GOOD = {"sentences": [{"uses": ["F1"], "relation": "statement", "text": "x"}]}


def spoilt(**changes: object) -> dict[str, object]:
    return {"sentences": [GOOD["sentences"][0] | changes]}


def test_the_shape_of_a_draft() -> None:
    assert shape_fault(GOOD, SCHEMA) == ""
    assert shape_fault({"sentences": []}, SCHEMA) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "reply lacks sentences"),
        (GOOD | {"more": 1}, "reply has the unknown field 'more'"),
        ({"sentences": {}}, "reply.sentences is no array"),
        (spoilt(uses=["F9"]), "reply.sentences[0].uses[0] is 'F9', which is none of the 2"),
        (spoilt(uses="F1"), "reply.sentences[0].uses is no array"),
        (spoilt(text=None), "reply.sentences[0].text is no string"),
        (spoilt(relation="cause"), "reply.sentences[0].relation is 'cause'"),
        ([], "reply is no object"),
        (True, "reply is no object"),
    ],
)
def test_a_wrong_shape_is_told_with_its_place(value: object, words: str) -> None:
    assert shape_fault(value, SCHEMA).startswith(words)


@pytest.mark.parametrize(
    ("value", "schema", "fits"),
    [
        (1, {"type": "integer"}, True),
        (True, {"type": "integer"}, False),
        (True, {"enum": [1]}, False),
        (1.0, {"const": 1}, False),
        (None, {"type": ["string", "null"]}, True),
        ([1, 2], {"minItems": 3}, False),
        ([1, 2], {"maxItems": 1}, False),
        ("abc", {"maxLength": 2}, False),
        ("a", {"anyOf": [{"type": "integer"}, {"type": "string"}]}, True),
        ([], {"anyOf": [{"type": "integer"}, {"type": "string"}]}, False),
        ({"a": "x"}, {"additionalProperties": {"type": "integer"}}, False),
    ],
)
def test_words_of_the_standard(value: object, schema: dict[str, Any], fits: bool) -> None:
    assert (shape_fault(value, schema) == "") is fits


def test_a_word_that_is_not_checked_is_refused() -> None:
    with pytest.raises(WrongUse, match="pattern"):
        shape_fault("a", {"pattern": "^a$"})


def test_a_deep_value_is_no_crash() -> None:
    schema: dict[str, Any] = {"type": "array"}
    schema["items"] = schema
    value: list[Any] = []
    for _ in range(500):
        value = [value]
    assert "too deep" in shape_fault(value, schema)


@pytest.mark.parametrize(
    ("text", "fenced", "fits"),
    [
        ('{"sentences": []}', False, True),
        ('```json\n{"sentences": []}\n```', True, True),
        ('```\n{"sentences": []}\n```', True, True),
        ('```json\n{"sentences": []}\n```', False, False),
        ('Here:\n```json\n{"sentences": []}\n```', True, False),
        ('{"sentences": []} and more', False, False),
        ('{"sentences": NaN}', False, False),
        ("[" * 100_000, False, False),
        ("[]", False, False),
        ("", False, False),
    ],
)
def test_a_text_is_the_object_or_refused(text: str, fenced: bool, fits: bool) -> None:
    try:
        made: object = read_shaped(text, SCHEMA, ORIGIN, fenced=fenced)
    except ReplyRefused as error:
        made = {"refused": error.kind}
    wanted: object = {"sentences": []} if fits else {"refused": "schema"}
    assert made == wanted


def test_strings_are_found_however_deep() -> None:
    value: Any = "deep"
    for _ in range(5000):
        value = [value]
    assert sorted(strings_in({"a": value, "b": 1})) == ["a", "b", "deep"]
