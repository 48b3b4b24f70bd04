"""The client library between us and the line: absent, changed, or given any bytes."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policywire.analyst.writers.chat import guard
from policywire.analyst.writers.chat.wire import Answer, Wire
from policywire.analyst.writers.faults import LibraryMissing, ReplyRefused, WriterError
from policywire.analyst.writers.reply import Reply
from tests.llm.conftest import FINDINGS, SCHEMA, model_for
from tests.llm.hostile import Hostile

Start = Callable[..., Hostile]


@pytest.mark.parametrize("name", ["openai", "pydantic_ai.models.openai"])
def test_a_library_that_is_not_installed_is_named(
    name: str, hostile: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    server = hostile("honest")
    with pytest.raises(LibraryMissing, match=r"pip install 'policywire\[llm\]'"):
        model_for(server).complete("s", FINDINGS, SCHEMA)
    assert server.requests == []


def test_the_library_is_not_imported_before_the_first_call() -> None:
    program = (
        "import sys; import policywire.analyst.writers.chat, policywire.analyst.writers.probe; "
        "print([name for name in ('openai', 'pydantic_ai', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_request_the_library_changed_is_not_sent(
    hostile: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = hostile("honest")
    plain = guard.Guard.__init__

    def other(self: guard.Guard, told: Any, body: dict[str, Any]) -> None:
        plain(self, told, body | {"top_p": 0.1})

    monkeypatch.setattr(guard.Guard, "__init__", other)
    with pytest.raises(ReplyRefused, match="changed top_p") as found:
        model_for(server).complete("s", FINDINGS, SCHEMA)
    assert (found.value.kind, server.requests) == ("library", [])


TEXTS = st.text(max_size=40) | st.sampled_from(
    ["<think>", "</think>", "{{p:F1}}", '{"sentences": []}', "```json\n{}\n```", "<|im_end|>"]
)
BODIES = st.binary(max_size=80) | st.builds(
    lambda text, finish: json.dumps(
        {"choices": [{"message": {"content": text}, "finish_reason": finish}]}
    ).encode(),
    TEXTS,
    st.sampled_from(["stop", "length", "", None]),
)


@pytest.mark.parametrize("schema", [None, SCHEMA], ids=["text", "schema"])
@settings(max_examples=60, deadline=None)
@given(body=BODIES, kind=st.sampled_from(["application/json", "text/event-stream", "text/html"]))
def test_any_answer_ends_in_a_reply_or_an_error_of_ours(
    body: bytes, kind: str, schema: dict[str, Any] | None, library: None
) -> None:
    async def answer(*_: object) -> Answer:
        return Answer(kind, body)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Wire, "send", answer)
        told = ModelAt()
        try:
            made: Reply | WriterError = told.complete(schema)
        except WriterError as error:
            made = error
    assert isinstance(made, WriterError) or made.text


class ModelAt:
    """A chat model whose line is cut off: what comes is given by the test."""

    def complete(self, schema: dict[str, Any] | None) -> Reply:
        server = Hostile("honest")
        server._servers = [type("Nobody", (), {"server_port": 9})()]
        return model_for(server, retries=0).complete("s", FINDINGS, schema)
