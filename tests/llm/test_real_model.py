"""The same path with a real small model behind a real server: ``make test-llm``.

It asserts the path (shape, usage, deadlines, refusals) and never the text: a model of this size
writes nothing worth reading, and not the same twice.
"""

import re
import time
from pathlib import Path
from typing import Any

import pytest

from policywire import newsroom
from policywire.analyst.draft import Kind, Paragraph
from policywire.analyst.manuscript import Manuscript
from policywire.analyst.writers.chat import ChatModel
from policywire.analyst.writers.choices import Structured
from policywire.analyst.writers.faults import (
    BudgetSpent,
    DeadlinePassed,
    EndpointRefused,
    ReplyRefused,
    WriterError,
)
from policywire.analyst.writers.ledger import Ledger
from policywire.analyst.writers.model import LanguageModel, Limits
from policywire.analyst.writers.probe import probe
from policywire.analyst.writers.replies import Replies, Use
from policywire.analyst.writers.reply import Budget, Reply
from policywire.analyst.writers.settings import Secret
from tests.llm.conftest import DAY, FINDINGS, SCHEMA
from tests.llm.real import MODEL, settings_at

pytestmark = pytest.mark.llm


def model_at(url: str, replies: Replies | None = None, **changes: Any) -> ChatModel:
    settings = settings_at(url, **changes)
    return ChatModel(settings, Ledger(settings, DAY), replies)


SMALL = {
    "type": "object",
    "additionalProperties": False,
    "required": ["uses"],
    "properties": {"uses": {"type": "array", "items": {"type": "string", "enum": ["F1", "F2"]}}},
}


def ask(model: ChatModel, system: str, user: str, **told: Any) -> Reply | str:
    """Return the reply, or the kind of its refusal: a small model often earns one."""
    tokens = told.pop("tokens", 200)
    try:
        return model.complete(system, user, told.get("schema"), Budget(output_tokens=tokens))
    except ReplyRefused as error:
        return error.kind


def test_free_text_has_usage(real_url: str) -> None:
    model = model_at(real_url)
    reply = ask(model, "You are brief.", "Say hello.")
    if isinstance(reply, Reply):
        assert reply.text
        assert not reply.usage.estimated
        assert 0 < reply.usage.completion_tokens <= 200
        assert reply.model == MODEL
    else:
        assert reply == "truncated"
    assert model.ledger.article.calls == 1
    assert model.ledger.article.tokens > 0


def test_a_schema_gives_a_reply_of_its_shape_or_a_named_refusal(real_url: str) -> None:
    reply = ask(model_at(real_url), "Name findings.", FINDINGS, schema=SMALL)
    if isinstance(reply, Reply):
        assert reply.data is not None
        assert set(reply.data["uses"]) <= {"F1", "F2"}
    else:
        assert reply in ("truncated", "schema")


def test_a_draft_comes_or_is_refused_by_name(real_url: str) -> None:
    words = "Write a sentence for each finding."
    reply = ask(model_at(real_url), words, FINDINGS, schema=SCHEMA, tokens=300)
    if isinstance(reply, Reply):
        assert reply.data is not None
        assert all(set(item) == {"uses", "relation", "text"} for item in reply.data["sentences"])
    else:
        assert reply in ("truncated", "schema", "characters")


def test_a_server_without_json_schema_is_asked_in_another_way(real_url: str) -> None:
    """This server answers 500 to ``json_schema`` (seen 2026-11-22 with 0.3.36)."""
    model = model_at(real_url, structured=Structured.AUTO)
    reply = ask(model, "Name findings.", FINDINGS, schema=SMALL)
    assert isinstance(reply, Reply) or reply in ("truncated", "schema")
    assert model.way is not Structured.NONE


def test_a_deadline_is_kept(real_url: str) -> None:
    started = time.monotonic()
    with pytest.raises(DeadlinePassed):
        model_at(real_url).complete(
            "s", "Count to ten thousand in words.", None, Budget(seconds=0.3, output_tokens=1500)
        )
    assert time.monotonic() - started < 2.5


def test_a_cap_on_output_is_kept(real_url: str) -> None:
    model = model_at(real_url)
    reply = ask(model, "s", "Count to ten thousand in words.", tokens=8)
    assert reply == "truncated" or (
        isinstance(reply, Reply) and reply.usage.completion_tokens <= 8 + 1
    )


def test_a_prompt_too_long_for_the_model_is_named(real_url: str) -> None:
    with pytest.raises(EndpointRefused) as found:
        model_at(real_url).complete("s", "word " * 6000)
    assert found.value.kind == "too_long"


def test_a_wrong_key_is_refused_and_not_shown(real_url: str) -> None:
    with pytest.raises(EndpointRefused, match="POLICYWIRE_LLM_API_KEY") as found:
        model_at(real_url, api_key=Secret("another-wrong-key")).complete("s", "u")
    assert "another-wrong-key" not in str(found.value)


def test_a_cap_on_calls_is_kept(real_url: str) -> None:
    model = model_at(real_url, max_calls=1)
    for words in ("one", "two"):
        try:
            model.complete("s", words, None, Budget(output_tokens=8))
        except ReplyRefused:
            continue
        except BudgetSpent:
            break
    assert model.ledger.article.calls == 1


def test_a_run_is_replayed_without_the_server(real_url: str, tmp_path: Path) -> None:
    def said(model: ChatModel) -> list[str]:
        made = []
        for words in ("Say hello.", "Say goodbye."):
            try:
                made.append(model.complete("s", words, None, Budget(output_tokens=60)).text)
            except WriterError as error:
                made.append(f"{type(error).__name__} {error}")
        return made

    first = said(model_at(real_url, Replies(tmp_path)))
    again = said(model_at("http://127.0.0.1:9/v1", Replies(tmp_path, Use.REPLAY)))
    assert again == first


def test_the_probe_reports(real_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_at(real_url, structured=Structured.AUTO)
    report = probe(settings, Ledger(settings, DAY))
    with capsys.disabled():
        print()
        for label, words in report.describe():
            print(f"  {label:14s} {words}")
    assert report.reachable
    assert report.models == (MODEL,)
    assert (report.parameters, report.parameters_from) == ("135M", "user")
    assert report.usage_reported
    assert report.limit_field == "max_tokens"
    assert report.thinks is False
    assert report.tokens_per_s is not None
    assert report.tokens_per_s > 0
    assert report.fit in ("with care", "no")  # its window is too narrow for our prompts


def test_an_article_written_with_it_says_nothing_false(real_url: str, tmp_path: Path) -> None:
    """The whole path: what a real small model sends is printed only where every sentence stands."""
    replies = tmp_path / "replies"
    started = time.monotonic()
    made = article(model_at(real_url, Replies(replies), deadline_s=30.0), seconds=90.0)
    assert time.monotonic() - started < 180.0
    assert made.model is not None
    assert made.model.asked > 0
    assert made.model.lost + made.model.unread + made.model.kept > 0
    plain = article(None)
    assert made.figures.keys() == plain.figures.keys()
    words = {
        span.text.strip()
        for section in made.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
        for line in block.lines
        for span in line.spans
        if span.kind is Kind.TEXT
    }
    assert not any(re.search(r"\d", word) for word in words)
    again = article(model_at(real_url, Replies(replies, Use.REPLAY), deadline_s=30.0), seconds=90.0)
    assert again == made


def article(chat: ChatModel | None, seconds: float = 0.0) -> Manuscript:
    limits = Limits(30.0, seconds)
    model = LanguageModel(chat, MODEL, "135M", limits) if chat else None
    with newsroom.evidence(None, DAY) as view:
        return newsroom.write_manuscript("usmca-review", view, lambda step: None, model=model)
