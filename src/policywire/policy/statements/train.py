"""A stance classifier fitted on the user's own labels; wants scikit-learn. Nothing fitted ships.

A radial kernel over parts of words weighted by rarity (or over a user's own embeddings) in a
support vector machine; the score that is told comes from sentences the fit never saw.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import ModelError, WrongUse

__all__ = ["LABELS", "Trained", "train_stance", "weighted_f1"]

LABELS = ("dovish", "hawkish", "neutral")
FEWEST = 50
Embedding = Callable[[Sequence[str]], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Trained:
    """A fitted classifier and how well it did on sentences it had not seen.

    Attributes
    ----------
    f1 : float
        F1 by class weighted by its frequency, mean over the folds.
    folds : tuple of float
        The same for each fold.
    sentences : int
        How many sentences it was fitted on.
    features : str
        ``tf-idf`` or ``embedding``.
    """

    f1: float
    folds: tuple[float, ...]
    sentences: int
    features: str
    _pipeline: Any

    def classify(self, sentences: Sequence[str]) -> tuple[str, ...]:
        """Return the label of each sentence."""
        return tuple(str(label) for label in self._pipeline.predict(list(sentences)))


def train_stance(
    sentences: Sequence[str],
    labels: Sequence[str],
    *,
    embed: Embedding | None = None,
    folds: int = 5,
    seed: int = 0,
) -> Trained:
    """Fit a classifier on labelled sentences, and score it on held-out folds.

    Parameters
    ----------
    sentences, labels : sequence of str
        Equally many; labels are ``dovish``, ``hawkish`` and ``neutral``.
    embed : callable or None
        Turns N sentences into an array (N, D); None for TF-IDF over parts of words.
    folds, seed : int
        Of the held-out score.

    Raises
    ------
    WrongUse
        If scikit-learn is not installed.
    ModelError
        If there are under 50 sentences, a label is unknown, or a class is rarer than the folds.
    """
    if find_spec("sklearn") is None:
        raise WrongUse(
            "train-stance wants scikit-learn, which is not installed: run "
            "pip install 'policywire[stance]'."
        )
    _check(sentences, labels, folds)
    selection = import_module("sklearn.model_selection")
    splits = selection.StratifiedKFold(folds, shuffle=True, random_state=seed)
    text, truth = np.array(sentences, dtype=object), np.array(labels)
    scores = []
    for fitted, held in splits.split(text, truth):
        pipeline = _fitted(embed, text[fitted].tolist(), truth[fitted])
        scores.append(weighted_f1(truth[held], pipeline.predict(text[held].tolist())))
    return Trained(
        float(np.mean(scores)),
        tuple(scores),
        len(text),
        "tf-idf" if embed is None else "embedding",
        _fitted(embed, text.tolist(), truth),
    )


def _fitted(embed: Embedding | None, sentences: list[str], labels: Any) -> Any:
    """Return a pipeline fitted on sentences; what scikit-learn refuses is told in our words."""
    try:
        return _pipeline(embed).fit(sentences, labels)
    except ValueError as error:
        reason = str(error).splitlines()[0]
        raise ModelError(f"These sentences cannot be learnt from: {reason}") from error


def _pipeline(embed: Embedding | None) -> Any:
    pipeline = import_module("sklearn.pipeline")
    text = import_module("sklearn.feature_extraction.text")
    shape = import_module("sklearn.preprocessing")
    if embed is None:
        features = text.TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True
        )
    else:
        features = shape.FunctionTransformer(embed)
    machine = import_module("sklearn.svm").SVC(
        kernel="rbf", C=2.0, gamma="scale" if embed else 0.7, class_weight="balanced"
    )
    return pipeline.make_pipeline(features, machine)


def _check(sentences: Sequence[str], labels: Sequence[str], folds: int) -> None:
    if len(sentences) != len(labels):
        raise ModelError(f"{len(sentences)} sentences have {len(labels)} labels.")
    if len(sentences) < FEWEST:
        raise ModelError(f"{len(sentences)} labelled sentences are too few; give {FEWEST}.")
    unknown = sorted(set(labels) - set(LABELS))
    if unknown:
        told = ", ".join(f"'{label}'" for label in unknown[:5])
        raise ModelError(f"Unknown labels: {told}. Known: {', '.join(LABELS)}.")
    rare = [label for label in sorted(set(labels)) if list(labels).count(label) < folds]
    if rare or len(set(labels)) < 2:
        few = f"too few of {', '.join(rare)}" if rare else f"all of them are {labels[0]}"
        raise ModelError(f"Give two labels or more, each on {folds} sentences or more; {few}.")


def weighted_f1(truth: Sequence[str], told: Sequence[str]) -> float:
    """Return F1 by class, weighted by how often each class is true."""
    pairs = list(zip(truth, told, strict=True))
    total = 0.0
    for label in sorted(set(truth)):
        right = sum(a == b == label for a, b in pairs)
        share = sum(a == label for a, _ in pairs) / len(pairs)
        either = sum((a == label) + (b == label) for a, b in pairs)
        total += share * 2 * right / either
    return total
