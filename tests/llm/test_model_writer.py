"""The model writer before a server that misbehaves in every way we know: nothing false stands."""

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.faults.corpus import brief_registry
from policywire import newsroom
from policywire.analyst.draft import Kind, Line
from policywire.analyst.learnt import finding_of, for_writer
from policywire.analyst.manuscript import Manuscript
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Checker
from policywire.analyst.rules.joints import joints
from policywire.analyst.writers.choices import Structured
from policywire.analyst.writers.faults import ReplyMissing, ReplyRefused
from policywire.analyst.writers.instructions import ParagraphTask, schema_of
from policywire.analyst.writers.model import LanguageModel, Limits, ModelWriter
from policywire.analyst.writers.replies import Replies, Use
from policywire.analyst.writers.reply import Reply, Usage
from tests.llm.conftest import model_for
from tests.llm.hostile import MODES, Hostile

IDS = ("mx_in_now", "mx_out_now", "mx_in_growth", "ca_in_growth")
LIMITS = Limits(reply_s=2.0, article_s=20.0)
CAP_S = 8.0  # two replies that never come, at 2 seconds each, and room for a slow machine
# What a model may do wrong in its text, and every one of which must be refused.
REFUSED = (
    *("drops_placeholder", "duplicates_placeholder", "invents_placeholder", "cut_placeholder"),
    *(
        "malformed_placeholder",
        "invents_digits",
        "invents_number_words",
        "adds_unit_to_placeholder",
    ),
    *("flips_direction", "adds_cause", "adds_entity", "hedge_lost", "copies_example"),
    *("repeats_sentence", "follows_injection", "emits_link_or_html", "language_switch"),
    *("refusal", "meta_talk", "schema_ignored"),
)


@pytest.fixture(scope="module")
def registry() -> Iterator[Registry]:
    with newsroom.evidence(None, None) as view:
        yield brief_registry(view)


@pytest.fixture(scope="module")
def task(registry: Registry) -> ParagraphTask:
    figures = [registry.figure(name) for name in IDS]
    told = (for_writer(finding_of(one, registry.evaluator.view), one) for one in figures)
    return ParagraphTask("stands", "Where trade stands", "What?", "professional", tuple(told))


def writer_for(registry: Registry, chat: Any, limits: Limits = LIMITS) -> ModelWriter:
    return ModelWriter(chat, registry, Checker(registry.figures, registry.as_of), limits)


def literals(lines: tuple[Line, ...]) -> set[str]:
    words = {span.text.strip() for line in lines for span in line.spans if span.kind is Kind.TEXT}
    return {word[:1].lower() + word[1:] for word in words}


def figures_of(lines: tuple[Line, ...]) -> list[str]:
    return [s.ref for line in lines for s in line.spans if s.kind is Kind.FIGURE]


@pytest.mark.parametrize("mode", sorted(MODES))
def test_what_stands_is_code_and_joints(
    mode: str, hostile: Callable[..., Hostile], registry: Registry, task: ParagraphTask
) -> None:
    """Whatever comes, the paragraph is whole and true, or there is none; within its time."""
    chat = model_for(hostile(mode), deadline_s=2.0)
    writer, started = writer_for(registry, chat), time.monotonic()
    lines = writer.paragraph(task)
    assert time.monotonic() - started < CAP_S
    if lines is None:
        assert writer.paragraphs[0].lost + writer.paragraphs[0].unread > 0
        return
    assert literals(lines) <= joints().every
    assert sorted(figures_of(lines)) == sorted(IDS)


@pytest.mark.parametrize("mode", REFUSED)
def test_a_spoilt_draft_is_refused(
    mode: str, hostile: Callable[..., Hostile], registry: Registry, task: ParagraphTask
) -> None:
    told: list[str] = []
    writer = writer_for(registry, model_for(hostile(mode)))
    writer.tell = told.append
    assert writer.paragraph(task) is None
    assert told, "the failure has no name"


def test_an_exchange_of_phrases_is_harmless(
    hostile: Callable[..., Hostile], registry: Registry, task: ParagraphTask
) -> None:
    lines = writer_for(registry, model_for(hostile("swaps_placeholders"))).paragraph(task)
    assert lines is None or sorted(figures_of(lines)) == sorted(IDS)


def test_a_repair_is_asked_for_at_most_twice(
    hostile: Callable[..., Hostile], registry: Registry, task: ParagraphTask
) -> None:
    server = hostile("adds_cause")
    writer_for(registry, model_for(server)).paragraph(task)
    asked = [json.dumps(body) for _, _, body in server.requests]
    assert len(asked) == 3
    assert [("refused_because" in text) for text in asked] == [False, True, True]


def test_a_silent_server_is_not_asked_for_ever(
    hostile: Callable[..., Hostile], registry: Registry, task: ParagraphTask
) -> None:
    server = hostile("always_500")
    writer = writer_for(registry, model_for(server, retries=0, structured=Structured.SCHEMA))
    assert [writer.paragraph(task) for _ in range(5)] == [None] * 5
    assert len(server.requests) <= 2
    assert len(writer.paragraphs) == 5


class Says:
    """A model that says one thing."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def complete(self, system: str, user: str, schema: dict[str, Any]) -> Reply:
        if not isinstance(self.data, dict):
            raise ReplyRefused("not of the shape", kind="shape")
        return Reply("", self.data, "m", "m", Usage(1, 1), "stop", 0.1)


RELATIONS = st.sampled_from(["statement", "addition", "contrast", "comparison"])
PIECES = st.sampled_from(
    [f"{{{{p:{name}|clause}}}}" for name in IDS]
    + [f"{{{{p:{name}}}}}" for name in IDS]
    + ["{{cmp:mx_in_now,mx_out_now}}", "{{f:mx_in_now}}", "{{p:rule.usmca.term|clause}}"]
    + [", and ", ", while ", "; ", ".", ", against ", " not ", "By contrast, ", " 12 ", " record "]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=60))
SENTENCES = st.fixed_dictionaries(
    {"uses": st.lists(st.sampled_from(IDS), max_size=4), "relation": RELATIONS, "text": TEXTS}
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sentences=st.lists(SENTENCES, max_size=4))
def test_any_draft_gives_a_whole_paragraph_or_none(
    sentences: list[dict[str, Any]], registry: Registry, task: ParagraphTask
) -> None:
    lines = writer_for(registry, Says({"sentences": sentences})).paragraph(task)
    if lines is not None:
        assert literals(lines) <= joints().every
        assert sorted(figures_of(lines)) == sorted(IDS)


def test_one_true_paragraph_stands(registry: Registry, task: ParagraphTask) -> None:
    levels = "{{p:mx_in_now|clause}}, and {{p:mx_out_now|clause}}."
    growth = "{{p:mx_in_growth|clause}}, whereas {{p:ca_in_growth|clause}}."
    said = [
        {"uses": list(IDS[:2]), "relation": "statement", "text": levels},
        {"uses": list(IDS[2:]), "relation": "contrast", "text": growth},
    ]
    lines = writer_for(registry, Says({"sentences": said})).paragraph(task)
    assert lines is not None
    text = " ".join(line.text for line in lines)
    assert "U.S. general imports of goods from Mexico were $534.9 billion in 2025, and" in text
    assert re.search(r"from Mexico (rose|increased) .*, whereas U\.S\. .* (fell|declined)", text)


def test_the_schema_is_closed(task: ParagraphTask) -> None:
    schema = schema_of(task)
    items = schema["properties"]["sentences"]["items"]
    assert items["additionalProperties"] is schema["additionalProperties"] is False
    assert items["properties"]["uses"]["items"]["enum"] == list(IDS)


# ------------------------------------------------------------------- the whole article


def manuscript(server: Hostile | None, replies: Replies | None = None) -> Manuscript:
    model = None
    if server is not None:
        chat = model_for(server, replies, deadline_s=2.0)
        model = LanguageModel(chat, "hostile-32b", "32B", LIMITS)
    with newsroom.evidence(None, date(2026, 11, 22)) as view:
        return newsroom.write_manuscript("usmca-review", view, lambda step: None, model=model)


@pytest.fixture(scope="module")
def plain() -> Manuscript:
    return manuscript(None)


@pytest.mark.parametrize("mode", ["honest", "invents_digits", "mixed", "hang"])
def test_the_article_has_the_same_figures_and_sources_with_a_model(
    mode: str, hostile: Callable[..., Hostile], plain: Manuscript
) -> None:
    made = manuscript(hostile(mode))
    assert made.figures.keys() == plain.figures.keys()
    assert made.sources == plain.sources
    assert made.events == plain.events
    assert made.model is not None
    assert made.model.asked >= 5
    assert (made.model.kept > 0) == (mode in ("honest", "mixed"))
    if mode == "honest":
        assert made.model.kept == made.model.asked
        assert made.model.lost == made.model.unread == 0


def test_an_article_is_rebuilt_from_its_replies_without_a_call(
    hostile: Callable[..., Hostile], tmp_path: Path
) -> None:
    server = hostile("mixed", seed=4)
    first = manuscript(server, Replies(tmp_path))
    calls = len(server.requests)
    assert manuscript(server, Replies(tmp_path, Use.REPLAY)) == first
    assert len(server.requests) == calls


def test_a_replay_that_lacks_a_reply_is_no_article(
    hostile: Callable[..., Hostile], tmp_path: Path
) -> None:
    with pytest.raises(ReplyMissing, match="No reply is stored"):
        manuscript(hostile("honest"), Replies(tmp_path, Use.REPLAY))


def test_the_byline_says_what_wrote_it(hostile: Callable[..., Hostile], plain: Manuscript) -> None:
    made = manuscript(hostile("adds_cause"))
    assert made.byline.writer.startswith("hostile-32b (32B parameters, as stated) for 0 of ")
    assert "another name" not in made.byline.writer
    assert "answered under another name" in manuscript(hostile("wrong_model")).byline.writer
    assert "refused by the checker" in made.byline.disclosure
    assert "No language model took part." in plain.byline.disclosure
    assert "No language model" not in made.byline.disclosure
