"""Sentences that lost words: the losses found, and clean prose left alone."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policywire.analyst.review.broken import Broken, Loss, broken_in, broken_spans
from policywire.analyst.review.clauses import spans_of
from policywire.analyst.review.document import read_document

VECTORS = Path(__file__).parent / "vectors"
SHARED = Path(__file__).parents[4] / "shared" / "data"
CLEAN = (VECTORS / "clean.txt").read_text(encoding="utf-8").splitlines()
BROKEN = (VECTORS / "broken.txt").read_text(encoding="utf-8").splitlines()
# Losses that no rule sees: to tell them needs the meaning of the words.
UNSEEN = {
    "Similarly, with trade officials have said the same.",
    "Mexico sends of its exports to the north.",
    "Wages of an hour are required.",
    "The rule requires that of the content be regional.",
    "The ministry expects to open this year in Nuevo León.",
    "Overall, the region received in foreign investment last year.",
    "Analysts at expect a cut in December.",
    "In response, announced retaliatory duties on U.S. goods.",
    "The company plans to invest in its Coahuila plant.",
    "However, with a new plant in Puebla.",
    "It was the first time that surpassed China.",
}
shared = pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")


def found_in(text: str) -> tuple[Broken, ...]:
    return broken_spans(read_document(text.encode(), "a.txt", "text"))


@pytest.mark.parametrize("sentence", CLEAN)
def test_a_whole_sentence_is_left_alone(sentence: str) -> None:
    assert broken_in(sentence) == ()


@pytest.mark.parametrize("sentence", sorted(set(BROKEN) - UNSEEN))
def test_a_loss_is_seen(sentence: str) -> None:
    assert broken_in(sentence)


@pytest.mark.parametrize("sentence", sorted(UNSEEN))
def test_losses_that_no_rule_sees_are_stated_limits(sentence: str) -> None:
    assert sentence in BROKEN
    assert broken_in(sentence) == ()


def test_the_clean_list_is_long_enough() -> None:
    assert len(CLEAN) >= 150
    assert len(BROKEN) >= 60


@pytest.mark.parametrize(
    ("sentence", "before", "loss"),
    [
        ("The state now accounts for , more than any other.", "accounts for", Loss.FIGURE),
        ("Investment fell while has risen in the south.", "while", Loss.SUBJECT),
        ("In 2023, , or 4.1%, came from Vietnam.", "2023,", Loss.FIGURE),
        ("The rule was dropped in May . It had cost little.", "in May", Loss.CITATION),
        ("The market grows from $53 billion to , the firm says.", "to", Loss.FIGURE),
    ],
)
def test_the_place_and_the_kind_of_a_loss(sentence: str, before: str, loss: Loss) -> None:
    [found] = broken_in(sentence)
    assert found.loss is loss
    assert sentence[: found.at].rstrip().endswith(before)


def test_two_losses_of_one_sentence_are_two() -> None:
    assert len(broken_in("In 2023, , or 4.1%, came from Asia, while is expected to grow.")) == 2


def test_the_words_shown_lead_back_to_the_document() -> None:
    made = read_document(b"Exports rose.\n\nThe state accounts for , or so it says.", "a.txt")
    [found] = broken_spans(made)
    assert made.text[found.start : found.end] == found.text
    assert found.start <= found.at <= found.end


def test_text_that_writes_every_comma_apart_is_left_alone() -> None:
    text = "Mexico , Canada and China , in that order , supply most . Exports , too , rose ."
    assert broken_in(text) == ()


@shared
def test_the_reference_article_lost_thirteen_phrases_and_three_citations() -> None:
    path = SHARED / "articles/us-mexico-trade-2025-12.txt"
    made = read_document(path.read_bytes(), path.name)
    found = broken_spans(made)
    lost = [item for item in found if item.loss is not Loss.CITATION]
    assert len(lost) == 13
    assert len(found) - len(lost) == 3
    # Places counted in the text as read; its words are not ours to repeat.
    assert [item.at for item in lost] == [
        *(847, 1160, 1208, 1333, 1816, 1889, 2071),
        *(2390, 2568, 2816, 3255, 3423, 3520),
    ]


@shared
def test_it_loses_only_one_of_them_without_its_line_breaks() -> None:
    path = SHARED / "articles/us-mexico-trade-2025-12.txt"
    text = re.sub(r"\n(?=[a-z,.])", " ", path.read_text(encoding="utf-8"))
    lost = [item for item in found_in(text) if item.loss is not Loss.CITATION]
    assert len(lost) >= 12


@shared
@pytest.mark.parametrize(
    ("name", "column", "most"),
    [
        ("fomc_statements/statements.csv", "text", 0.001),
        ("fomc_stance_train/train.csv", "sentence", 0.003),
        ("tatqa_dev/paragraphs.csv", "text", 0.005),
        ("llm-writer-fixtures/fomc_paragraphs.csv", "paragraph", 0.0),
        ("llm-writer-fixtures/gold_paragraphs.csv", "paragraph", 0.0),
        ("llm-writer-fixtures/related_articles.csv", "abstract", 0.0),
    ],
)
def test_false_alarms_on_other_peoples_prose(name: str, column: str, most: float) -> None:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        texts = [re.sub(r"\[\[F\d+\]\]", "2024", row[column]) for row in csv.DictReader(file)]
    texts = [text for text in texts if text.strip()]
    sentences = sum(len(list(spans_of(text))) for text in texts)
    alarms = sum(len(found_in(text)) for text in texts)
    assert alarms <= most * sentences


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abc ,.;:\n()$%0123456789withforndwhile", max_size=300))
def test_anything_is_looked_through(text: str) -> None:
    for found in broken_in(text):
        assert text[found.start : found.end] == found.text
        assert found.start <= found.at <= found.end


def test_a_paragraph_of_nothing_but_losses_ends_soon() -> None:
    assert len(broken_in("while is " * 20_000)) > 1000
