"""Statements read for the command line: set side by side, scored, a classifier fitted."""

import csv
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policywire.facts.errors import BadArticle
from policywire.policy.statements import (
    Statement,
    compare,
    difference_record,
    read_statement,
    score_sentence,
    stance_of,
)

if TYPE_CHECKING:
    from policywire.policy.statements.train import Trained

__all__ = ["difference", "stance", "train"]


def difference(old: bytes, new: bytes, names: tuple[str, str]) -> dict[str, Any]:
    """Return two statements compared, role by role.

    Raises
    ------
    BadArticle
        If a text is empty, truncated, a PDF or HTML page, or no statement.
    """
    found = difference_record(compare(read_statement(old, names[0]), read_statement(new, names[1])))
    return {**found, "notes": list(_missing(found, names))}


def _missing(found: dict[str, Any], names: tuple[str, str]) -> Iterator[str]:
    """Yield what a whole statement holds and one of the two does not."""
    counts = (found["votes"]["old"], found["votes"]["new"])
    for name, span, vote in zip(names, found["ranges"], counts, strict=True):
        lacks = [what for what, held in (("target range", span), ("vote", vote)) if not held]
        if lacks:
            told = " and ".join(lacks)
            yield f"{name} holds no {told}; check that its end was not cut off"


def stance(content: bytes, name: str) -> dict[str, Any]:
    """Return the stance of a statement's sentences, with the words that made it.

    Raises
    ------
    BadArticle
        See :func:`difference`.
    """
    found = stance_of(read_statement(content, name))
    return {"name": name, **asdict(found)}


def train(path: Path, folds: int, seed: int, on: tuple[bytes, str] | None) -> dict[str, Any]:
    """Fit a stance classifier on a CSV file with columns ``sentence`` and ``label``.

    Parameters
    ----------
    path : Path
        The labels.
    folds, seed : int
        Of the held-out score.
    on : tuple of bytes and str or None
        A statement to label with the fitted classifier, and its name.

    Raises
    ------
    WrongUse
        If scikit-learn is not installed.
    BadArticle
        If the file lacks the columns, is no CSV text, or the statement is none.
    ModelError
        If there are too few sentences or a label is unknown.
    """
    from policywire.policy.statements.train import train_stance, weighted_f1

    statement = None if on is None else read_statement(*on)
    sentences, labels = _labelled(path)
    found = train_stance(sentences, labels, folds=folds, seed=seed)
    by_rules = [score_sentence(one).label for one in sentences]
    return {
        "f1": found.f1,
        "folds": len(found.folds),
        "sentences": found.sentences,
        "features": found.features,
        "rules_f1": weighted_f1(labels, by_rules),
        "labelled": [] if statement is None else _classified(found, statement),
    }


def _classified(found: "Trained", statement: Statement) -> list[dict[str, str]]:
    """Return the sentences that a stance is told of, each with the label of the classifier."""
    texts = [one.text for one in stance_of(statement).sentences]
    labels = found.classify(texts)
    return [
        {"label": label, "by_rules": score_sentence(text).label, "text": text}
        for label, text in zip(labels, texts, strict=True)
    ]


def _labelled(path: Path) -> tuple[list[str], list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        try:
            rows = list(reader)
        except csv.Error as error:
            raise BadArticle(
                f"{path.name} cannot be read as CSV at line {reader.line_num + 1}: {error}."
            ) from error
    if not rows or not {"sentence", "label"} <= set(rows[0]):
        raise BadArticle(f"{path.name} wants the columns sentence and label, and rows.")
    held = [((row["sentence"] or "").strip(), (row["label"] or "").strip()) for row in rows]
    for number, (sentence, label) in enumerate(held, 1):
        if not (sentence and label):
            raise BadArticle(f"{path.name}: row {number} lacks its sentence or its label.")
    return [sentence for sentence, _ in held], [label for _, label in held]
