"""Judging a sentence against a table: bound to a derivation where there is one, by reading else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import Any

from policywire.analyst.tables.bound import judge_bound
from policywire.analyst.tables.features import scene_vector, trials_of
from policywire.analyst.tables.forest import Forest
from policywire.analyst.tables.grid import Grid
from policywire.analyst.tables.lines import TableLine, read_line
from policywire.analyst.tables.links import link
from policywire.analyst.tables.trials import Family, Trial
from policywire.analyst.tables.verdicts import Judgement, Verdict
from policywire.analyst.tables.weigh import POOL_FIELDS, TRIAL_ROW_FIELDS, pooled, trial_rows
from policywire.facts.errors import BadDocument

__all__ = ["Model", "judge_line", "model"]


@dataclass(frozen=True, slots=True)
class Model:
    """What was fitted.

    Attributes
    ----------
    common : frozenset of str
        Words so usual in sentences that nothing follows from their absence in a table.
    trials, sentences : Forest
        The two forests of `policywire.analyst.tables.weigh`.
    sure : float
        Confidence below which a verdict is unsure.
    """

    common: frozenset[str]
    trials: Forest
    sentences: Forest
    sure: float

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Model":
        """Return the model of a stored object."""
        fields = ((stored["trials"], TRIAL_ROW_FIELDS), (stored["sentences"], POOL_FIELDS))
        if not all(Forest.check_fields(forest["fields"], ours) for forest, ours in fields):
            raise BadDocument(
                "The table model was fitted on other features than this version works out. "
                "Run tools/train_tables.py, or install Policywire again."
            )
        trials, sentences = (Forest.read(forest) for forest, _ in fields)
        return cls(frozenset(stored["common"]), trials, sentences, float(stored["sure"]))


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the packaged model."""
    packaged = files("policywire") / "data" / "tables-model" / "model.json"
    return Model.read(json.loads(packaged.read_text("utf-8")))


@lru_cache(maxsize=32)
def _grid(table: tuple[tuple[str, ...], ...]) -> Grid:
    return Grid(table[0], table[1:]) if table else Grid((), ())


def judge_line(line: Mapping[str, object]) -> Verdict:
    """Judge one line.

    Parameters
    ----------
    line : mapping
        ``table`` and ``sentence``; with a ``derivation`` it is checked bound.

    Returns
    -------
    Verdict
        Supported, refuted or unsure, the side it leans to, and how surely.
    """
    checked = read_line(line)
    grid = _grid(checked.table)
    if checked.derivation is not None:
        return judge_bound(checked, grid)
    if not grid.height:
        return _undecided(checked, "The table has no rows below its header.")
    return _judge_prose(checked, grid, model())


def _undecided(line: TableLine, note: str) -> Verdict:
    return Verdict(line.id, Judgement.UNSURE, Judgement.REFUTED, 0.5, note, "none")


def _judge_prose(line: TableLine, grid: Grid, fitted: Model) -> Verdict:
    scene = link(grid, line.caption, line.sentence)
    features = scene_vector(scene, fitted.common)
    trials = trials_of(scene)
    rows = trial_rows(trials, features)
    odds = fitted.trials.log_odds(rows)
    weighed = pooled(rows, [trial.figure for trial in trials], odds, features)
    total = float(fitted.sentences.log_odds(weighed[None, :])[0])
    chance = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    lean = Judgement.SUPPORTED if chance >= 0.5 else Judgement.REFUTED
    leading = trials[int(abs(odds).argmax())] if trials else None
    most = 1.0 if leading else fitted.sure - 0.0001  # nothing found is never sure
    confidence = min(most, max(chance, 1 - chance))
    return Verdict(
        line.id, lean if confidence >= fitted.sure else Judgement.UNSURE, lean,
        round(confidence, 4), _note(leading, grid),
        leading.family.name.lower() if leading else "none",
    )  # fmt: skip


_READ_AS = {
    Family.TOGETHER: "what one row holds together", Family.COUNT: "a count of rows",
    Family.DISTINCT: "a count of different entries", Family.SUPERLATIVE: "a highest or lowest",
    Family.EXTREME: "the value of a highest or lowest", Family.COMPARE: "more or less than another",
    Family.THRESHOLD: "above or below a number", Family.AGGREGATE: "a total or a mean",
    Family.SAME: "the same or different", Family.DIFFERENCE: "a difference",
    Family.EVERY: "all rows", Family.ONLY: "only these rows", Family.ORDER: "before, after or last",
    Family.COMMON: "the most or least frequent", Family.LOOKUP: "an entry of a named column",
    Family.MORE_ROWS: "more rows than another", Family.NOWHERE: "no such row",
    Family.TIMES: "a multiple",
}  # fmt: skip


def _note(leading: Trial | None, grid: Grid) -> str:
    cut = " Only the first part of the table was read." if grid.cut else ""
    if leading is None:
        return f"Nothing of the sentence was found in the table.{cut}"
    outcome = "bears it out" if leading.holds else "does not bear it out"
    return f"Read as {_READ_AS[leading.family]}; so read, the table {outcome}.{cut}"
