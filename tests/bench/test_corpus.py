"""The clean corpus: large, true when rendered, legal as drafts, and without a typed number."""

import re

from bench.faults.corpus import (
    clean_sentences,
    contested_sentences,
    rendered,
)
from bench.faults.drafts import hand_drafts, written
from bench.faults.phrase_level import phrase_corpus
from policywire.analyst.draft import Kind
from policywire.analyst.registry import Registry
from policywire.analyst.writers.plain import PlainWriter
from policywire.facts import Status

TOKEN = re.compile(r"\{\{.*?\}\}")
EVERY = (*clean_sentences(), *contested_sentences())


def test_there_are_enough() -> None:
    assert len(clean_sentences()) >= 520
    assert len(list(hand_drafts())) >= 350
    assert len({item.id.split(".")[0] for item in hand_drafts()}) >= 100
    assert len({item.style for item in clean_sentences()}) >= 6


def test_most_sentences_are_written_once() -> None:
    patterns = {item.id.split(".")[0] for item in clean_sentences()}
    assert len(patterns) >= 0.85 * len(clean_sentences())


def test_ids_and_texts_are_unique() -> None:
    assert len({item.id for item in EVERY}) == len(EVERY)
    assert len({item.say for item in EVERY}) == len(EVERY)


def test_each_sentence_is_true_and_can_be_printed(registry: Registry) -> None:
    writer = PlainWriter(registry)
    false = [item.id for item in EVERY if not writer.stands(item.sentence)]
    assert false == []
    assert all(rendered(item.sentence, registry).text for item in EVERY)


def test_no_number_is_typed() -> None:
    typed = [item.id for item in clean_sentences() if re.search(r"\d", TOKEN.sub("", item.say))]
    assert typed == []


def test_what_is_cited_is_held(registry: Registry) -> None:
    held = {*registry.law.events, *registry.law.provisions}
    assert {item.cites for item in EVERY if item.cites} <= held


def test_projected_figures_are_marked(registry: Registry) -> None:
    expected = [name for name in registry.figures if name.startswith("proj_")]
    assert len(expected) >= 5
    assert all(registry.figures[name].status is Status.PROJECTION for name in expected)


def test_phrase_drafts_hold_phrases_and_no_number_token() -> None:
    for draft in hand_drafts():
        kinds = {token.kind for token in draft.sentence.tokens}
        assert Kind.PHRASE in kinds, draft.id
        assert Kind.FIGURE not in kinds, draft.id


def test_phrase_drafts_are_many_true_and_can_be_printed(registry: Registry) -> None:
    writer, drafts = PlainWriter(registry), phrase_corpus(registry)
    assert len(drafts) >= 1_200
    assert len({draft.id for draft in drafts}) == len(drafts)
    assert all(writer.stands(draft.sentence) for draft in drafts)
    assert all(written(draft, registry).text for draft in drafts)
