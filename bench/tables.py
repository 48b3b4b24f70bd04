"""Sentences against tables: how many are judged right, alone and with a derivation.

Two public sets, read from the shared folder and never shipped: the development parts of TabFact
(prose, no derivation) and of TAT-QA (figures with their derivation). The prose figures come from
cross-validation by table, which needs LightGBM; without it that part is left out and said so.

    python bench/tables.py [--shared ../shared] [--json FILE]
"""

import argparse
import csv
import json
import math
import random
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from policywire.analyst.tables import Judgement, judge_line
from policywire.analyst.tables.cells import read_cell
from policywire.analyst.tables.trials import Family

ROOT = Path(__file__).resolve().parents[1]

SEED = 20261122
COVERAGES = (100, 80, 50, 30, 20, 10)
TIMED = 2000
Case = tuple[str, dict[str, Any]]


def wilson(right: int, count: int) -> tuple[float, float]:
    """Return the 95 percent interval of a share."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, right / count
    middle = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle - spread) / (1 + z * z / count), (middle + spread) / (1 + z * z / count)


def share(right: int, count: int) -> dict[str, float]:
    """Return a share with its interval."""
    low, high = wilson(right, count)
    return {"count": count, "share": round(right / max(1, count), 4),
            "low": round(low, 4), "high": round(high, 4)}  # fmt: skip


def prose(folder: Path) -> dict[str, Any]:
    """Return out-of-fold figures on TabFact's development part."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tools import train_tables as training

    lines = training.load(folder)
    read = training.read(lines, frozenset(training.common_words(lines)))
    chance, leading = training.cross_validate(read)
    right, dev = (chance >= 0.5) == read.labels, read.dev

    def of(part: Any) -> dict[str, float]:
        return share(int(right[part].sum()), int(part.sum()))

    ids = np.flatnonzero(dev)
    ordered = ids[np.argsort(-np.abs(chance[ids] - 0.5), kind="stable")]
    curve = {str(c): ordered[: len(ordered) * c // 100] for c in COVERAGES}
    sure = training.sure_from(chance[dev], read.labels[dev])
    decided = dev & (np.maximum(chance, 1 - chance) >= sure)
    return {
        "all": of(dev), "simple": of(dev & read.simple), "complex": of(dev & ~read.simple),
        "train pairs": of(~dev), "sure from": sure,
        "not unsure": {**of(decided), "coverage": round(float(decided.sum() / dev.sum()), 4)},
        "coverage": {c: share(int(right[kept].sum()), len(kept)) for c, kept in curve.items()},
        "reading": {f.name.lower(): of(dev & (leading == f)) for f in Family},
    }  # fmt: skip


def printed(value: float, places: int) -> str:
    """Return a number as an article prints it."""
    return f"{value:,.{places}f}"


def changed_digit(text: str, dice: random.Random) -> str:
    """Return a number with one digit another."""
    places = [n for n, char in enumerate(text) if char.isdigit()]
    at = dice.choice(places)
    other = dice.choice([d for d in "0123456789" if d != text[at] and (d != "0" or at)])
    return text[:at] + other + text[at + 1 :]


_BIGGER = {"thousand": "million", "million": "billion", "billion": "million", "": "million"}


def cases(row: dict[str, str], table: list[list[str]], dice: random.Random) -> Iterator[Case]:
    """Yield right and wrong ways to state the answer of one question."""
    answer, scale = float(json.loads(row["answer"])), row["scale"]
    places = len(row["answer"].strip('"').partition(".")[2])
    text, line = (
        printed(answer, places),
        {"table": table, "scale": scale, "derivation": row["derivation"]},
    )

    def case(kind: str, stated: str, unit: str = scale) -> Case:
        return kind, {
            **line,
            "id": kind,
            "sentence": f"The figure was {stated} {unit}".strip() + ".",
        }

    yield case("right", text)
    yield case(
        "right, whole",
        "about " + printed(math.floor(abs(answer) + 0.5) * (-1 if answer < 0 else 1), 0),
    )
    yield case("digit", changed_digit(text, dice))
    if answer:
        yield case("sign", printed(-answer, places))
    if scale == "percent":
        yield case("points", text, "percentage points")
        yield case("scale", text, "million")
    elif answer:
        yield case("scale", text, _BIGGER[scale])
        yield case("percent", text, "percent")
    yield from _other_numbers(case, answer, table, dice)


def _other_numbers(
    case: Any, answer: float, table: list[list[str]], dice: random.Random
) -> Iterator[Case]:
    cells = [read_cell(cell).value for line in table[1:] for cell in line[1:]]
    others = sorted({value for value in cells if value is not None and abs(value - answer) > 0.5})
    for value in dice.sample(others, min(8, len(others))):
        places = 0 if value == int(value) else 2
        if printed(value, places) != printed(answer, places):
            yield case("other number", printed(value, places))
            if printed(value, 0) != printed(answer, 0):
                yield case("other number, whole", "about " + printed(value, 0))


def bound(folder: Path) -> dict[str, Any]:
    """Return how many right and wrong figures are accepted with TAT-QA's derivations."""
    dice = random.Random(SEED)
    with (folder / "tables.csv").open(encoding="utf-8", newline="") as file:
        tables = {row["table_id"]: json.loads(row["cells"]) for row in csv.DictReader(file)}
    with (folder / "questions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["answer_type"] == "arithmetic"]
    accepted: dict[str, list[bool]] = {}
    for row in rows:
        for kind, line in cases(row, tables[row["table_id"]], dice):
            verdict = judge_line(line)
            accepted.setdefault(kind, []).append(verdict.verdict is Judgement.SUPPORTED)
            if (kind.startswith("right")) != accepted[kind][-1]:
                print(
                    f"  {kind}: {line['sentence']} {row['derivation']} [{row['scale']}]",
                    file=sys.stderr,
                )
    wrong = [
        one for kind, found in accepted.items() if not kind.startswith("right") for one in found
    ]
    return {
        **{kind: share(sum(found), len(found)) for kind, found in accepted.items()},
        "all wrong": share(sum(wrong), len(wrong)),
    }  # fmt: skip


def speed(folder: Path) -> dict[str, float]:
    """Return milliseconds a sentence, tables read once for the sentences that share them."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tools import train_tables as training

    lines = [line for line in training.load(folder) if line["split"] == "dev"][:TIMED]
    judge_line(lines[0])
    taken = []
    for line in lines:
        start = perf_counter()
        judge_line(line)
        taken.append(1000 * (perf_counter() - start))
    return {"median": round(median(taken), 2), "mean": round(sum(taken) / len(taken), 2),
            "slowest": round(max(taken), 1)}  # fmt: skip


def show(name: str, held: dict[str, float]) -> None:
    """Print one share with its interval."""
    value, low, high = (100 * held[part] for part in ("share", "low", "high"))
    print(f"{name:28s} {value:6.2f}  [{low:.2f}, {high:.2f}]  of {held['count']:,}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    if not (data / "tatqa_dev").is_dir():
        print(f"skipped: no tatqa_dev in {data}; pass a folder of collected tables by --shared")
        return
    found: dict[str, Any] = {"tatqa": bound(data / "tatqa_dev"), "ms": speed(data / "tabfact_dev")}
    if find_spec("lightgbm"):
        found["tabfact"] = prose(data / "tabfact_dev")
    else:
        print("lightgbm is not installed: no cross-validation (pip install lightgbm)")
    print("\nTAT-QA, share accepted, percent with 95 percent interval")
    for kind, held in found["tatqa"].items():
        show(kind, held)
    print(f"\nms a sentence: {found['ms']}")
    if "tabfact" in found:
        _show_prose(found["tabfact"])
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    else:
        print(json.dumps(found))


def _show_prose(prose_: dict[str, Any]) -> None:
    print("\nTabFact, share right out of fold, percent with 95 percent interval")
    for part in ("all", "simple", "complex", "train pairs", "not unsure"):
        show(part, prose_[part])
    for percent, held in prose_["coverage"].items():
        show(f"coverage {percent} %", held)
    for family, held in prose_["reading"].items():
        show(f"read as {family}", held)


if __name__ == "__main__":
    main()
