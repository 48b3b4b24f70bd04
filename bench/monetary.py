"""The monetary room: processor time against its bars, coverage of its bands, F1 of its stance.

Raw data come from the shared folder; what needs an absent folder or package is left out and said.
Linear algebra is held to one thread: on a busy machine waiting threads count as processor time.

    python bench/monetary.py [--shared ../shared/data] [--json FILE] [--long]
"""

import argparse
import csv
import hashlib
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from policywire.models.monetary import calibrate as read
from policywire.models.monetary.ledger import entry
from policywire.models.monetary.local_projection import lags, project
from policywire.models.monetary.proxy_svar import bootstrap, identify
from policywire.models.monetary.reaction import react
from policywire.models.monetary.respond import respond_to
from policywire.models.monetary.response import Array, record
from policywire.models.monetary.tables import certificate, kernel, macro, reactions, surprises
from policywire.policy.decisions import load_decisions
from policywire.policy.statements import read_statement
from policywire.policy.statements.diff import compare, difference_record
from policywire.policy.statements.stance import score_sentence, stance_of
from policywire.policy.statements.train import train_stance, weighted_f1

ROOT = Path(__file__).parents[1]
DECISIONS = ROOT / "src" / "policywire" / "desks" / "money" / "decisions.yaml"
SEED = 20261122
COVERED = (0, 6, 12)
NAMES = {"0": "dovish", "1": "hawkish", "2": "neutral"}
BARS = {
    "decision to responses, cold": 0.3,
    "decision to responses, warm": 0.3,
    "proxy-SVAR, 1,000 draws": 3.0,
    "local projection, 4 x 37": 0.020,
    "stance of one statement": 0.3,
    "diff of one statement": 0.3,
}


def timed(work: Callable[[], object], runs: int = 5) -> float:
    """Return the median processor time of some runs, seconds."""
    times = []
    for _ in range(runs):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def decision() -> str:
    """Return the JSON of all responses to one decision, from the files on."""
    held = load_decisions(DECISIONS)
    answer = respond_to(entry(held, surprises(), date(2024, 9, 18)))
    return json.dumps([record(one) for one in answer.responses])


def forget() -> None:
    """Empty the caches, so that a run reads its tables again."""
    for cached in (certificate, kernel, macro, reactions, surprises):
        cached.cache_clear()


def cold() -> str:
    """Return what :func:`decision` returns, with its tables read anew."""
    forget()
    return decision()


def gertler_karadi(shared: Path) -> tuple[Array, Array]:
    """Return the paper's four series and its instrument."""
    names = ("gs1", "logip", "logcpi", "ebp", "ff4_tc")
    held = read.read_months(shared / "gertler_karadi_2015" / "gk_monthly.csv", names)
    z = held.held["ff4_tc"].copy()
    z[: held.place(date(1991, 1, 1))] = np.nan
    return np.column_stack([held.held[name] for name in names[:4]]), z


def statements(shared: Path) -> list[str]:
    """Return the texts of statements, oldest first."""
    held = read.read_columns(
        shared / "fomc_statements" / "statements.csv", ("meeting_date", "text")
    )
    parts: dict[str, list[str]] = {}
    for day, text in zip(held["meeting_date"], held["text"], strict=True):
        parts.setdefault(day, []).append(text)
    return ["\n\n".join(parts[day]) for day in sorted(parts)]


def times(shared: Path) -> dict[str, float]:
    """Return the processor time of each thing that has a bar."""
    told = {
        "decision to responses, cold": timed(cold),
        "decision to responses, warm": timed(decision),
    }
    if (shared / "gertler_karadi_2015").is_dir():
        series, z = gertler_karadi(shared)
        shock, past = identify(series, z), lags(series, 12)
        told["proxy-SVAR, point"] = timed(lambda: identify(series, z))
        told["proxy-SVAR, 1,000 draws"] = timed(lambda: bootstrap(shock, z, seed=SEED), 3)
        told["local projection, 4 x 37"] = timed(
            lambda: project(series, series[:, 0], past, 36, z), 20
        )
    if (shared / "fomc_statements").is_dir():
        older, newer = (read_statement(text, "bench") for text in statements(shared)[-2:])
        told["stance of one statement"] = timed(lambda: stance_of(newer))
        told["diff of one statement"] = timed(lambda: difference_record(compare(older, newer)))
    return told


def peer(shared: Path) -> dict[str, float]:
    """Return linearmodels' time for one of the four variables, and the ratio per variable."""
    from linearmodels.iv import IV2SLS  # type: ignore[import-not-found]

    series, z = gertler_karadi(shared)
    past = lags(series, 12)

    def theirs() -> list[float]:
        found = []
        for horizon in range(37):
            end = len(series) - horizon
            rows = np.flatnonzero(np.isfinite(z[:end]))
            controls = np.column_stack([past[rows], np.ones(len(rows))])
            model = IV2SLS(series[rows + horizon, 1], controls, series[rows, 0], z[rows])
            found.append(float(model.fit(cov_type="robust", debiased=True).params.iloc[-1]))
        return found

    ours = project(series, series[:, 0], past, 36, z).response[:, 1]
    gap = float(np.abs(np.array(theirs()) - ours).max())
    own = timed(lambda: project(series, series[:, 0], past, 36, z), 20) / 4
    other = timed(theirs, 3)
    return {"theirs, one variable": other, "ratio a variable": other / own, "largest gap": gap}


def coverage(trials: int, months: int = 300, strength: float = 1.0) -> dict[str, Any]:
    """Return how often 90 percent bands hold the truth in a known system of two series.

    Parameters
    ----------
    trials, months : int
        Samples made and months in each.
    strength : float
        Weight of the shock in the instrument, beside noise of one.
    """
    slope, impact = np.array([[0.8, 0.0], [-0.1, 0.9]]), np.array([[1.0, 0.3], [-0.5, 1.0]])
    held = np.zeros((len(COVERED), 3))
    for trial in range(trials):
        series, z = _sample(np.random.default_rng(trial), slope, impact, months, strength)
        shock = identify(series, z, order=1, horizons=max(COVERED))
        bands = bootstrap(shock, z, seed=trial, draws=300)
        for at, month in enumerate(COVERED):
            value = float((np.linalg.matrix_power(slope, month) @ impact[:, 0])[1])
            robust = bands.robust[month][1]
            unbounded = robust.low is None or robust.high is None
            inside = unbounded or float(robust.low or 0) <= value <= float(robust.high or 0)
            banded = bands.low[month, 1] <= value <= bands.high[month, 1]
            held[at] += [banded, inside, unbounded]
    return {
        f"month {month}": dict(
            zip(("bootstrap", "robust set", "of these without end"), row.round(4), strict=True)
        )
        for month, row in zip(COVERED, held / trials, strict=True)
    }


def _sample(
    rng: np.random.Generator, slope: Array, impact: Array, months: int, strength: float
) -> tuple[Array, Array]:
    shocks = rng.normal(size=(months, 2))
    series = np.zeros((months, 2))
    for t in range(1, months):
        series[t] = slope @ series[t - 1] + impact @ shocks[t]
    return series, strength * shocks[:, 0] + rng.normal(size=months)


def reaction_coverage(trials: int, events: int = 60) -> float:
    """Return how often the pair bootstrap's 90 percent band holds the slope, errors uneven."""
    inside = 0
    for trial in range(trials):
        rng = np.random.default_rng(trial)
        x = rng.standard_t(4, size=events)
        y = -2 * x + rng.normal(size=events) * (0.5 + np.abs(x))
        found = react(x, y, seed=trial, draws=1000)
        inside += found.low <= -2 <= found.high
    return inside / trials


def labelled(shared: Path) -> list[tuple[str, str]]:
    """Return labelled sentences; they do not ship."""
    path = shared / "fomc_stance_train" / "train.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return [(row["sentence"], NAMES[row["label"]]) for row in csv.DictReader(handle)]


def cut(rows: list[tuple[str, str]], salt: str) -> tuple[list[Any], list[Any]]:
    """Return four fifths and one fifth of the rows, told apart by a hash of the sentence."""
    out = [int(hashlib.sha256((salt + text).encode()).hexdigest(), 16) % 5 == 0 for text, _ in rows]
    return (
        [row for row, held in zip(rows, out, strict=True) if not held],
        [row for row, held in zip(rows, out, strict=True) if held],
    )


def stance(shared: Path, salts: str) -> dict[str, Any]:
    """Return weighted F1 of the rules on the held-out fifth, and over several cuts of both."""
    rows = labelled(shared)

    def rules(part: list[tuple[str, str]]) -> float:
        told = [score_sentence(text).label for text, _ in part]
        return weighted_f1([label for _, label in part], told)

    told: dict[str, Any] = {"rules, held-out fifth": rules(cut(rows, "")[1])}
    told["rules, other cuts"] = [round(rules(cut(rows, salt)[1]), 4) for salt in salts]
    if find_spec("sklearn") is None:
        return {**told, "trained": "scikit-learn is not installed"}
    told["trained, held-out fifth"] = _trained(*cut(rows, ""))
    told["trained, other cuts"] = [round(_trained(*cut(rows, salt)), 4) for salt in salts]
    return told


def _trained(design: list[tuple[str, str]], held: list[tuple[str, str]]) -> float:
    found = train_stance([text for text, _ in design], [label for _, label in design], folds=2)
    return weighted_f1([label for _, label in held], found.classify([text for text, _ in held]))


def measure(shared: Path, *, long: bool) -> dict[str, Any]:
    """Return every figure."""
    told: dict[str, Any] = {"seconds of processor": times(shared)}
    told["coverage of 90 percent bands"] = {
        "strong instrument": coverage(200 if long else 40),
        "weak instrument": coverage(200 if long else 40, strength=0.15),
        "reaction": reaction_coverage(1000 if long else 200),
    }
    if (shared / "fomc_stance_train").is_dir():
        told["stance, weighted F1"] = stance(shared, "abcdefgh" if long else "ab")
    if find_spec("linearmodels") is None:
        told["linearmodels"] = "not installed"
    elif (shared / "gertler_karadi_2015").is_dir():
        told["linearmodels"] = peer(shared)
    return told


def main() -> int:
    """Print the figures; exit 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--long", action="store_true", help="more trials and cuts (minutes)")
    options = parser.parse_args()
    told = measure(options.shared, long=options.long)
    print(json.dumps(told, indent=1))
    missed = [
        name
        for name, seconds in told["seconds of processor"].items()
        if seconds > BARS.get(name, float("inf"))
    ]
    for name in missed:
        print(f"MISSED: {name} took over {BARS[name]:g} s of processor")
    if options.json:
        options.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
