"""Fit the table model: two forests on the sentences of TabFact's development part.

Needs LightGBM, which Policywire does not (``pip install lightgbm``); run from the root::

    python tools/train_tables.py ../shared/data/tabfact_dev                  # cross-validates
    python tools/train_tables.py ../shared/data/tabfact_dev --out src/policywire/data/tables-model

Folds are drawn by table, so that no table is in a training and a test fold at once.
"""

import argparse
import json
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from policywire.analyst.tables.features import scene_vector, trials_of
from policywire.analyst.tables.grid import Grid
from policywire.analyst.tables.links import link
from policywire.analyst.tables.trials import Family
from policywire.analyst.tables.weigh import POOL_FIELDS, TRIAL_ROW_FIELDS, pooled, trial_rows
from policywire.analyst.tables.words import words

Array = NDArray[np.float64]

FOLDS, INNER_FOLDS, SEED = 5, 4, 20261122
TABLES_OF_A_COMMON_WORD = 15
SURE_RIGHT = 0.80
TRIAL_PLAN: dict[str, Any] = {
    "num_leaves": 31, "learning_rate": 0.08, "min_data_in_leaf": 80, "rounds": 120,
    "feature_fraction": 0.5,
}  # fmt: skip
SENTENCE_PLAN: dict[str, Any] = {
    "num_leaves": 16, "learning_rate": 0.04, "min_data_in_leaf": 40, "rounds": 250,
    "feature_fraction": 0.3,
}  # fmt: skip
ALWAYS: dict[str, Any] = {
    "objective": "binary", "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
    "use_missing": False, "verbose": -1, "deterministic": True, "force_row_wise": True,
    "num_threads": 1, "seed": SEED, "boost_from_average": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentences:
    """N sentences, read.

    Attributes
    ----------
    scenes : Array
        Features of each, shape (N, S).
    rows : list of Array
        Features of each one's readings.
    figures : list of list of int
        The number each reading explains.
    labels : Array
        1 supported, 0 refuted, shape (N,).
    groups : list of str
        Table of each.
    simple, dev : array of bool
        Channel and part.
    """

    scenes: Array
    rows: list[Array]
    figures: list[list[int]]
    labels: Array
    groups: list[str]
    simple: NDArray[np.bool_]
    dev: NDArray[np.bool_]


def load(folder: Path) -> list[dict[str, Any]]:
    """Return the statements with their tables."""
    query = (
        f"select s.table_id, s.split, s.channel, s.label, s.statement, coalesce(t.caption, ''), "
        f"t.header, t.rows from '{folder}/statements.parquet' s join '{folder}/tables.parquet' t "
        "using (table_id, split) order by s.split, s.table_id, s.statement"
    )
    names = ("table_id", "split", "channel", "label", "sentence", "caption")
    with duckdb.connect() as connection:
        found = connection.execute(query).fetchall()
    return [
        {**dict(zip(names, row, strict=False)), "table": [json.loads(row[6]), *json.loads(row[7])]}
        for row in found
    ]


def common_words(lines: list[dict[str, Any]]) -> list[str]:
    """Return the words said of many tables; labels are not looked at."""
    tables: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for word in words(line["sentence"]):
            if word.value is None:
                tables[word.key].add(line["table_id"])
    return sorted(word for word, said in tables.items() if len(said) >= TABLES_OF_A_COMMON_WORD)


def read(lines: list[dict[str, Any]], common: frozenset[str]) -> Sentences:
    """Work out every reading of every sentence."""
    grids: dict[str, Grid] = {}
    scenes, rows, figures, groups = [], [], [], []
    for line in lines:
        group = line["split"] + line["table_id"]
        if group not in grids:
            grids[group] = Grid(line["table"][0], line["table"][1:])
        scene = link(grids[group], line["caption"], line["sentence"])
        features = scene_vector(scene, common)
        scenes.append(features)
        trials = trials_of(scene)
        rows.append(trial_rows(trials, features))
        figures.append([trial.figure for trial in trials])
        groups.append(group)
    return Sentences(
        np.array(scenes), rows, figures, np.array([float(line["label"]) for line in lines]), groups,
        np.array([line["channel"] == "simple" for line in lines]),
        np.array([line["split"] == "dev" for line in lines]),
    )  # fmt: skip


def folds(groups: list[str], count: int, salt: str = "") -> NDArray[np.int64]:
    """Return a fold for each sentence, the same for all of one table."""
    return np.array([zlib.crc32((group + salt).encode()) % count for group in groups])


def grow(features: Array, labels: Array, plan: dict[str, Any], weight: Array | None = None) -> Any:
    """Return a forest grown by LightGBM."""
    lightgbm = import_module("lightgbm")  # a tool's need, not the product's

    options = {**ALWAYS, **{name: value for name, value in plan.items() if name != "rounds"}}
    held = lightgbm.Dataset(features, labels, weight=weight)
    return lightgbm.train(options, held, plan["rounds"])


def grow_trials(read_: Sentences, ids: NDArray[np.int64]) -> Any:
    """Return the forest of readings: each reading learns the label of its sentence."""
    kept = [n for n in ids if len(read_.rows[n])]
    counts = np.array([len(read_.rows[n]) for n in kept])
    features = np.concatenate([read_.rows[n] for n in kept])
    labels = np.repeat(read_.labels[kept], counts)
    return grow(features, labels, TRIAL_PLAN, np.repeat(1 / np.sqrt(counts), counts))


def log_odds(forest: Any, read_: Sentences, ids: NDArray[np.int64]) -> dict[int, Array]:
    """Return what a forest of readings says of each sentence's readings."""
    counts = [len(read_.rows[n]) for n in ids]
    flat = forest.predict(np.concatenate([read_.rows[n] for n in ids]), raw_score=True)
    return dict(zip(ids, np.split(flat, np.cumsum(counts)[:-1]), strict=True))


def pool(read_: Sentences, ids: NDArray[np.int64], odds: dict[int, Array]) -> Array:
    """Return the features of the second forest."""
    return np.array(
        [pooled(read_.rows[n], read_.figures[n], odds[n], read_.scenes[n]) for n in ids]
    )


def out_of_fold_odds(read_: Sentences, ids: NDArray[np.int64]) -> dict[int, Array]:
    """Return log odds of readings, each from a forest that has not seen its table."""
    inner = folds([read_.groups[n] for n in ids], INNER_FOLDS, "inner")
    odds: dict[int, Array] = {}
    for k in range(INNER_FOLDS):
        odds |= log_odds(grow_trials(read_, ids[inner != k]), read_, ids[inner == k])
    return odds


def fit(read_: Sentences, ids: NDArray[np.int64]) -> tuple[Any, Any]:
    """Return both forests fitted on some sentences."""
    first = grow_trials(read_, ids)
    pooled_rows = pool(read_, ids, out_of_fold_odds(read_, ids))
    return first, grow(pooled_rows, read_.labels[ids], SENTENCE_PLAN)


def cross_validate(read_: Sentences) -> tuple[Array, NDArray[np.int64]]:
    """Return each sentence's chance and leading family, from forests blind to its table."""
    chance, leading = np.zeros(len(read_.labels)), np.full(len(read_.labels), -1)
    fold = folds(read_.groups, FOLDS)
    for k in range(FOLDS):
        first, second = fit(read_, np.flatnonzero(fold != k))
        ids = np.flatnonzero(fold == k)
        odds = log_odds(first, read_, ids)
        chance[ids] = second.predict(pool(read_, ids, odds))
        for n in ids.tolist():
            if len(odds[n]):
                leading[n] = int(read_.rows[n][int(np.abs(odds[n]).argmax()), 0])
        print(f"fold {k + 1} of {FOLDS} done", file=sys.stderr)
    return chance, leading


def sure_from(chance: Array, labels: Array) -> float:
    """Return the confidence from which verdicts are right often enough."""
    confidence = np.maximum(chance, 1 - chance)
    right = (chance >= 0.5) == labels
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= SURE_RIGHT)
    return round(float(confidence[order][enough[-1]]), 4) if len(enough) else 1.0


def stored(forest: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    """Return a forest as lists: nodes in depth-first order, the left child next to its parent."""
    feature: list[int] = []
    threshold: list[float] = []
    right: list[int] = []
    roots, deepest = [], 0

    def add(node: dict[str, Any], depth: int) -> None:
        nonlocal deepest
        deepest, here = max(deepest, depth), len(feature)
        leaf = "leaf_value" in node
        feature.append(-1 if leaf else int(node["split_feature"]))
        threshold.append(float(f"{node['leaf_value' if leaf else 'threshold']:.5g}"))
        right.append(0)
        if not leaf:
            add(node["left_child"], depth + 1)
            right[here] = len(feature) - here
            add(node["right_child"], depth + 1)

    for tree in forest.dump_model()["tree_info"]:
        roots.append(len(feature))
        add(tree["tree_structure"], 0)
    return {
        "fields": fields, "depth": deepest, "roots": roots, "feature": feature, "right": right,
        "threshold": threshold,
    }  # fmt: skip


def report(read_: Sentences, chance: Array, leading: NDArray[np.int64]) -> None:
    """Print what cross-validation found."""
    right = (chance >= 0.5) == read_.labels
    dev, simple = read_.dev, read_.simple
    parts = {"dev": dev, "dev simple": dev & simple, "dev complex": dev & ~simple, "train": ~dev}
    for name, part in parts.items():
        print(f"{name:12s} {right[part].mean():.4f} of {part.sum():,}")
    ids = np.flatnonzero(dev)
    ordered = ids[np.argsort(-np.abs(chance[ids] - 0.5), kind="stable")]
    for percent in (100, 80, 50, 30, 20, 10):
        kept = ordered[: len(ordered) * percent // 100]
        print(f"coverage {percent:3d} % {right[kept].mean():.4f}")
    for family in Family:
        own = dev & (leading == family)
        if own.any():
            print(f"{family.name.lower():12s} {right[own].mean():.4f} of {own.sum():,}")


def main() -> None:
    """Cross-validate, and write the model where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder tabfact_dev")
    parser.add_argument("--out", type=Path, help="folder for model.json")
    arguments = parser.parse_args()
    lines = load(arguments.data)
    common = common_words(lines)
    read_ = read(lines, frozenset(common))
    chance, leading = cross_validate(read_)
    report(read_, chance, leading)
    if arguments.out:
        first, second = fit(read_, np.arange(len(lines)))
        fitted = {
            "format": 1, "common": common,
            "sure": sure_from(chance[read_.dev], read_.labels[read_.dev]),
            "trials": stored(first, TRIAL_ROW_FIELDS), "sentences": stored(second, POOL_FIELDS),
        }  # fmt: skip
        arguments.out.mkdir(parents=True, exist_ok=True)
        target = arguments.out / "model.json"
        target.write_text(json.dumps(fitted, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{target}: {target.stat().st_size:,} bytes, sure from {fitted['sure']}")


if __name__ == "__main__":
    main()
