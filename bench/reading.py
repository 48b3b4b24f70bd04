"""Reading numerals, periods and sentences: phrases read right by class, and time a sentence.

The phrases are those of ``tests/analyst/reading/vectors``; the time is taken on sentences of 25
words, each different, so that nothing kept from one helps another, in processor time.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sentences import sentences
from tests.analyst.reading import test_vectors as vectors

SENTENCES = (
    "Mexico supplied {0}.6 percent of U.S. goods imports in 2024, or $505.9 billion, up from 15.0 "
    "percent a year earlier and more than any other country did in the same period.",
    "The agreement has kept {0} supply chains together across the region, and investors are "
    "now looking again at their plans before the joint review takes place in the summer.",
    "Imports of motor vehicles fell {0}.4 percent from January to November 2025, while imports of "
    "parts rose by $5.3 billion to about one-third of the total for the region.",
    "Under Article 34.7 the three parties meet by July 1, 2026, and if one of them declines, "
    "annual reviews follow for as long as {0} years until the agreement ends.",
)
ROUNDS, COUNT = 7, 400


def right() -> dict[str, tuple[int, int]]:
    """Return phrases right and all, by class."""
    good: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for name in ("numerals_en", "numerals_es", "heldout"):
        for kind, phrase, expected in vectors.rows(f"{name}.csv"):
            label = f"{name}: {kind}"
            whole[label] += 1
            found = [vectors.shown(mark) for mark in numerals(phrase)]
            good[label] += found == vectors.wanted(expected)
    for marked in vectors.SENTENCES:
        text = marked.replace("‖", "")
        parts = [part.strip() for part in marked.split("‖")]
        whole["sentences"] += 1
        good["sentences"] += [text[start:end] for start, end in sentences(text)] == parts
    _count_periods(good, whole)
    return {label: (good[label], whole[label]) for label in whole}


def _count_periods(good: Counter[str], whole: Counter[str]) -> None:
    for phrase, as_of, expected in vectors.rows("periods.csv"):
        day = vectors.date.fromisoformat(as_of) if as_of else None
        found = [vectors.named(mark) for mark in periods(phrase, day)]
        whole["periods"] += 1
        good["periods"] += found == [part for part in expected.split(" ; ") if part]


def milliseconds() -> float:
    """Return the median milliseconds that numerals and periods take for a sentence."""
    taken = []
    for turn in range(ROUNDS):
        texts = [said.format(turn * COUNT + at) for at in range(COUNT) for said in SENTENCES]
        began = process_time()
        for text in texts:
            numerals(text)
            periods(text)
        taken.append((process_time() - began) * 1000 / len(texts))
    return median(taken)


def main() -> None:
    """Print one table and one line of JSON."""
    by_class, taken = right(), milliseconds()
    for label, (good, whole) in by_class.items():
        print(f"{label:24} {good:4} of {whole:4}")
    good, whole = (sum(counts) for counts in zip(*by_class.values(), strict=True))
    print(f"{'all':24} {good:4} of {whole:4}")
    print(f"numerals and periods: {taken:.3f} ms a sentence of 25 words (target 0.15)")
    print(json.dumps({"right": good, "of": whole, "ms_per_sentence": round(taken, 4)}))


if __name__ == "__main__":
    main()
