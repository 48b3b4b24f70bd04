"""Statements read for the command line: set side by side, scored, a classifier fitted."""

import csv
from dataclasses import asdict
from pathlib import Path
from typing import Any

from policywire.facts.errors import BadArticle
from policywire.policy.statements import (
    compare,
    difference_record,
    read_statement,
    score_sentence,
    stance_of,
)

__all__ = ["difference", "stance", "train"]


def difference(old: bytes, new: bytes, names: tuple[str, str]) -> dict[str, Any]:
    """Return two statements compared, role by role.

    Raises
    ------
    BadArticle
        If a text is empty, truncated, a PDF or HTML page, or no statement.
    """
    return difference_record(compare(read_statement(old, names[0]), read_statement(new, names[1])))


def stance(content: bytes, name: str) -> dict[str, Any]:
    """Return the stance of a statement's sentences, with the words that made it.

    Raises
    ------
    BadArticle
        See :func:`difference`.
    """
    found = stance_of(read_statement(content, name))
    return {"name": name, **asdict(found)}


def train(path: Path, folds: int, seed: int) -> dict[str, Any]:
    """Fit a stance classifier on a CSV file with columns ``sentence`` and ``label``.

    Raises
    ------
    WrongUse
        If scikit-learn is not installed.
    BadArticle
        If the file lacks the columns.
    ModelError
        If there are too few sentences or a label is unknown.
    """
    from policywire.policy.statements.train import train_stance, weighted_f1

    sentences, labels = _labelled(path)
    found = train_stance(sentences, labels, folds=folds, seed=seed)
    by_rules = [score_sentence(one).label for one in sentences]
    return {
        "f1": found.f1,
        "folds": len(found.folds),
        "sentences": found.sentences,
        "features": found.features,
        "rules_f1": weighted_f1(labels, by_rules),
    }


def _labelled(path: Path) -> tuple[list[str], list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"sentence", "label"} <= set(rows[0]):
        raise BadArticle(f"{path.name} wants the columns sentence and label, and rows.")
    return [row["sentence"] or "" for row in rows], [row["label"] or "" for row in rows]
