"""Stance by rules: by hand, by law, and against labels that do not ship."""

import csv
import hashlib
from importlib.util import find_spec
from pathlib import Path

import pytest

from policywire.facts.errors import ModelError, WrongUse
from policywire.policy.statements import read_statement
from policywire.policy.statements.stance import score_sentence, stance_of
from policywire.policy.statements.train import train_stance, weighted_f1

LABELLED = Path(__file__).parents[3].parent / "shared" / "data" / "fomc_stance_train" / "train.csv"
NAMES = {"0": "dovish", "1": "hawkish", "2": "neutral"}
FLOOR = 0.49
TRAINED_FLOOR = 0.58
labels = pytest.mark.skipif(
    not LABELLED.is_file(), reason="shared/data/fomc_stance_train is absent"
)


def parts() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return design and validation parts; a fifth is held out by the hash of the sentence."""
    with LABELLED.open(encoding="utf-8", newline="") as handle:
        rows = [(row["sentence"], NAMES[row["label"]]) for row in csv.DictReader(handle)]
    held = [int(hashlib.sha256(text.encode()).hexdigest(), 16) % 5 == 0 for text, _ in rows]
    return (
        [row for row, out in zip(rows, held, strict=True) if not out],
        [row for row, out in zip(rows, held, strict=True) if out],
    )


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Inflation is elevated.", "hawkish"),
        ("The unemployment rate has risen.", "dovish"),
        ("The unemployment rate declined further.", "hawkish"),
        ("Economic growth weakened.", "dovish"),
        ("Further policy firming may be needed.", "hawkish"),
        ("The Committee will continue its asset purchases.", "dovish"),
        ("The meeting began at nine.", "neutral"),
    ],
)
def test_by_hand(sentence: str, label: str) -> None:
    assert score_sentence(sentence).label == label


def test_evidence_names_the_words_and_makes_the_score() -> None:
    found = score_sentence("Inflation remains elevated, but job gains have slowed.")
    assert {(one.words, one.weight) for one in found.evidence} == {
        ("Inflation … elevated", 1.0),
        ("job gains … slowed", -1.0),
    }
    assert found.score == sum(one.weight for one in found.evidence) == 0
    assert found.label == "neutral"


def test_a_denial_turns_the_evidence_and_halves_it() -> None:
    assert score_sentence("Demand is strong.").score == 1
    assert score_sentence("Demand is not strong.").score == -0.5


def test_a_clause_does_not_lend_its_words_to_the_next() -> None:
    found = score_sentence("Inflation was unchanged; strong winds blew.")
    assert found.evidence == ()


def test_a_statement_s_balance_leaves_votes_out() -> None:
    text = (
        "Inflation is elevated. The unemployment rate is low.\n\n"
        "The Committee met. Voting for the monetary policy action were A. Alpha; and B. Beta. "
        "Voting against was C. Gamma, who preferred to lower the target range for the federal "
        "funds rate by 1/4 percentage point."
    )
    found = stance_of(read_statement(text, "specimen"))
    assert (found.hawkish, found.dovish, found.neutral) == (2, 0, 1)
    assert found.balance == pytest.approx(2 / 3)
    assert "not forecast" in found.note


def test_weighted_f1_by_hand() -> None:
    """a: precision 1/2, recall 1, F1 2/3, weight 1/3; b: 1, 1/2, 2/3, weight 2/3."""
    assert weighted_f1(["a", "b", "b"], ["a", "a", "b"]) == pytest.approx(2 / 3)


@labels
def test_rules_on_the_held_out_part() -> None:
    _, held = parts()
    assert len(held) == 385
    told = [score_sentence(text).label for text, _ in held]
    assert weighted_f1([label for _, label in held], told) >= FLOOR


@labels
@pytest.mark.skipif(find_spec("sklearn") is None, reason="scikit-learn is not installed")
def test_trained_on_the_held_out_part() -> None:
    design, held = parts()
    found = train_stance([text for text, _ in design], [label for _, label in design], folds=2)
    told = found.classify([text for text, _ in held])
    assert weighted_f1([label for _, label in held], told) >= TRAINED_FLOOR


@pytest.mark.skipif(find_spec("sklearn") is not None, reason="scikit-learn is installed")
def test_without_scikit_learn_the_error_says_what_to_do() -> None:
    with pytest.raises(WrongUse, match=r"'policywire.stance.'"):
        train_stance(["a"] * 60, ["dovish", "hawkish"] * 30)


@pytest.mark.skipif(find_spec("sklearn") is None, reason="scikit-learn is not installed")
@pytest.mark.parametrize(
    ("sentences", "labels_", "what"),
    [
        (["a"] * 60, ["dovish"] * 59, "have 59 labels"),
        (["a"] * 10, ["dovish", "hawkish"] * 5, "too few"),
        (["a"] * 60, ["dovish", "up"] * 30, "Unknown labels: up"),
        (["a"] * 60, ["dovish"] * 60, "two labels"),
    ],
)
def test_labels_that_are_refused(sentences: list[str], labels_: list[str], what: str) -> None:
    with pytest.raises(ModelError, match=what):
        train_stance(sentences, labels_)
